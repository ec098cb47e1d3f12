"""What somebody at the wizard has: a home of their own, a keyboard, and the command."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.plain_text import PlainTextOutput

from shipyard.wizard import catalogue
from shipyard.wizard.answers import Answers

INDEX_SETTINGS = {
    name: value for name, value in os.environ.items() if name.startswith("PIP_")
}
"""How pip reaches an index here; only a test that really installs has use for them."""

Done = subprocess.CompletedProcess[str]


@pytest.fixture(name="home", autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home: nothing remembered, no git identity, no index to ask about names."""
    home = tmp_path / "home"
    home.mkdir()
    for name in [
        name for name in os.environ if name.startswith(("GIT_", "PIP_", "SHIPYARD_"))
    ]:
        monkeypatch.delenv(name)
    settings = {"HOME": home, "USERPROFILE": home, "XDG_CONFIG_HOME": home / ".config"}
    for name, value in {
        **settings,
        "GIT_CONFIG_GLOBAL": home / ".gitconfig",
        "GIT_CONFIG_NOSYSTEM": 1,
    }.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return home


@pytest.fixture(name="cwd")
def _cwd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder somebody works in; there is something in it, so its name says nothing."""
    cwd = tmp_path / "work"
    cwd.mkdir()
    cwd.joinpath("notes.txt").write_text("mine\n", encoding="utf-8")
    monkeypatch.chdir(cwd)
    return cwd


@pytest.fixture(name="answers")
def _answers() -> Answers:
    """No answer yet, and nothing to guess from."""
    return Answers(catalogue.load())


@pytest.fixture(name="type_keys")
def _type_keys() -> Iterator[Callable[..., None]]:
    """Type these keys, then close the keyboard, so a question too many fails at once."""
    with (
        create_pipe_input() as pipe,
        create_app_session(input=pipe, output=PlainTextOutput(io.StringIO())),
    ):

        def send(*keys: str) -> None:
            pipe.send_text("".join(keys))
            pipe.close()

        yield send


@pytest.fixture(name="shipyard")
def _shipyard(cwd: Path) -> Callable[..., Done]:
    """The command, in a process of its own, without a terminal."""

    def run(*words: str | Path, **more: str) -> Done:
        command = [sys.executable, "-m", "shipyard", *map(str, words)]
        env = {**os.environ, **more}
        return subprocess.run(
            command,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return run
