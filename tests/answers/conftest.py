"""Fixtures for tests about answers."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

from tests.answers.program import Desk

# A slow moment of the machine is not a failure.
hypothesis.settings.register_profile("calm", deadline=None)
hypothesis.settings.load_profile("calm")


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Desk:
    """A home with a git identity and nothing else, and an empty folder."""
    desk = Desk(tmp_path / "home", tmp_path / "work")
    desk.home.mkdir()
    desk.work.mkdir()
    text = "[user]\n\tname = Test Person\n\temail = test@example.com\n"
    desk.home.joinpath(".gitconfig").write_text(text, encoding="utf-8")
    return desk
