"""Fixtures for every test."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from testkit import baking
from testkit.shell import Shell

# A shell starts its background jobs with Ctrl-C ignored. Programs in tests would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

# git's tidying would go on in the background, in folders that tests copy and remove.
os.environ |= {
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "maintenance.auto",
    "GIT_CONFIG_VALUE_0": "false",
}

# Many tests have a home of their own. What they install comes from this person's caches all the
# same, and is not downloaded and unpacked anew for each.
CACHES = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
os.environ.setdefault("UV_CACHE_DIR", str(CACHES / "uv"))
os.environ.setdefault("PIP_CACHE_DIR", str(CACHES / "pip"))


# A slow moment of the machine is not a failure.
hypothesis.settings.register_profile("calm", deadline=None)
hypothesis.settings.load_profile("calm")


@pytest.fixture(name="bake")
def _bake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Generate a project in an empty folder, as a person with a git identity would."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    (tmp_path / "gitconfig").write_text(
        "[user]\n\tname = Test Person\n\temail = test@example.com\n"
    )

    def make(**answers: str) -> Path:
        return baking.bake(tmp_path / "projects", **answers)

    return make


@pytest.fixture(name="shell")
def _shell(tmp_path: Path) -> Shell:
    """A home with a git identity and nothing else, and an empty folder to work in."""
    shell = Shell(tmp_path / "home", tmp_path / "work")
    shell.home.mkdir()
    shell.work.mkdir()
    text = "[user]\n\tname = Test Person\n\temail = test@example.com\n"
    shell.home.joinpath(".gitconfig").write_text(text, encoding="utf-8")
    return shell
