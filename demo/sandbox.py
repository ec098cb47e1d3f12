"""Where the demo runs: a folder in build/ with a home, a git remote and an index of its own."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe

from shipyard.project import handover
from testkit.index import Index, serve
from testkit.tree import ROOT

FOLDER = ROOT / "build" / "demo"


class Stopped(Exception):  # noqa: N818 - it is how the demo ends early, in words for a person
    """A command of the demo failed."""


@dataclass
class Sandbox:
    """The folder, the environment that keeps everything in it, and the way to show what happens."""

    folder: Path
    env: dict[str, str]
    index: Index
    started: float

    def step(self, number: int | str, title: str, *lines: str) -> None:
        """Announce the next step."""
        label = (
            f"Step {number} of 10: {title}"
            if isinstance(number, int)
            else f"{number}: {title}"
        )
        print(
            f"\n\n{bold(label)}   {dim(f'({time.monotonic() - self.started:.0f} s)')}"
        )
        for line in lines:
            print(line)

    def do(self, *command: str, cwd: Path, show: str = "") -> None:
        """Show a command, run it, and let it talk; a failure ends the demo."""
        print(f"\n{bold('$ ' + (show or shlex.join(command)))}", flush=True)
        done = subprocess.run(
            command, cwd=cwd, env=self.env, stdin=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            raise Stopped(
                f"{' '.join(command)} ended with status {done.returncode}; see above, in {cwd}"
            )


@contextmanager
def open_sandbox() -> Iterator[Sandbox]:
    """An empty sandbox with its index running."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    home = FOLDER / "home"
    home.mkdir(parents=True)
    env = environment(home)
    with serve(FOLDER / "index", username="demo", password=token_urlsafe()) as index:
        yield Sandbox(FOLDER, env, index, time.monotonic())


def environment(home: Path) -> dict[str, str]:
    """The caller's environment with another home, so that the demo leaves nothing outside build/.

    What the caller configured for pip and uv (mirrors, proxies) stays; credentials and an active
    virtual environment do not.
    """
    dropped = (
        "TWINE_",
        "GIT_",
        "MAKE",
        "MFLAGS",
        "VIRTUAL_ENV",
        "PYTHONPATH",
        "COOKIECUTTER_",
        "CI",
    )
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(dropped)
    }
    gitconfig = home / ".gitconfig"
    gitconfig.write_text(
        f"[user]\n\tname = {identity('name')}\n\temail = {identity('email')}\n",
        encoding="utf-8",
    )
    return {
        **env,
        "HOME": str(home),
        "USERPROFILE": str(home),
        "XDG_CONFIG_HOME": os.environ.get(
            "XDG_CONFIG_HOME", str(Path.home() / ".config")
        ),
        "GIT_CONFIG_GLOBAL": str(gitconfig),
        "PYTHON": getattr(sys, "_base_executable", sys.executable),
        "PYTHONUNBUFFERED": "1",
        "GIT_PAGER": "cat",  # which would wait for a key
        handover.VARIABLE: os.devnull,  # the demo says itself what comes next
    }


def identity(key: str) -> str:
    """The person's git identity; without one, the demo lends its own."""
    asked = subprocess.run(
        ["git", "config", f"user.{key}"], capture_output=True, text=True, check=False
    )
    lent = {"name": "Demo Person", "email": "demo@example.com"}[key]
    return (
        asked.stdout.strip() if asked.returncode == 0 and asked.stdout.strip() else lent
    )


def bold(text: str) -> str:
    """Return a text in bold, where the output is a terminal."""
    return painted("1", text)


def dim(text: str) -> str:
    """Return a text in grey, where the output is a terminal."""
    return painted("2", text)


def painted(code: str, text: str) -> str:
    """Return a text between a terminal's codes, or as it is where they would be printed."""
    plain = "NO_COLOR" in os.environ or not sys.stdout.isatty()
    return text if plain else f"\033[{code}m{text}\033[0m"
