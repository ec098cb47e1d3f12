"""Fixtures for tests about answers."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

from tests.answers.program import Shell

# A slow moment of the machine is not a failure.
hypothesis.settings.register_profile("calm", deadline=None)
hypothesis.settings.load_profile("calm")


@pytest.fixture(name="shell")
def _shell(tmp_path: Path) -> Shell:
    """A home with a git identity and nothing else, and an empty folder."""
    shell = Shell(tmp_path / "home", tmp_path / "work")
    shell.home.mkdir()
    shell.work.mkdir()
    text = "[user]\n\tname = Test Person\n\temail = test@example.com\n"
    shell.home.joinpath(".gitconfig").write_text(text, encoding="utf-8")
    return shell
