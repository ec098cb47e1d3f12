"""The release tool beside the template, and how to start it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from shipyard import questions
from shipyard.anywhere import environment
from shipyard.project import release_tool

SOURCE = Path(questions.template(), *release_tool.SOURCE)
"""The folder of the tool's package."""


@dataclass(frozen=True)
class Tool:
    """The release tool in an environment that can build one project."""

    root: Path
    python: Path

    def command(self, *arguments: str, settings: Path | None = None) -> list[str]:
        """Return what starts the tool for the project, with other settings where they are given."""
        instead = ["--settings", str(settings)] if settings else []
        start = [
            str(self.python),
            "-I",
            str(SOURCE / "__main__.py"),
            "--root",
            str(self.root),
        ]
        return [*start, *instead, *arguments]

    def run(
        self, *arguments: str, settings: Path | None = None, place: str = ""
    ) -> int:
        """Run a command of the tool in this terminal and return its exit status.

        `place` is the path that was typed, which the commands in its messages repeat.
        """
        command = self.command(*arguments, settings=settings)
        return subprocess.run(command, env=_variables(place), check=False).returncode

    def ask(
        self, *arguments: str, settings: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command of the tool and return its status and what it printed on each stream."""
        command = self.command(*arguments, settings=settings)
        variables = _variables("")
        return subprocess.run(
            command, env=variables, capture_output=True, encoding="utf-8", check=False
        )


def tool(root: Path, *, more: Iterable[str] = ()) -> Tool:
    """Return the tool for a project, in an environment with what the project's build requires.

    `more` holds requirements that the build has beside those of pyproject.toml. Raises `Refused`
    when the environment cannot be made.
    """
    needed = [*_build_requirements(root), *more]
    folder = environment.with_requirements(SOURCE / "requirements.txt", needed)
    return Tool(root, environment.python_of(folder))


def _build_requirements(root: Path) -> list[str]:
    """Return what builds a project; nothing for settings that are wrong, which the tool tells."""
    settings = module("settings")
    try:
        return list(settings.build_requirements(root))
    except settings.Stop:
        return []


def _variables(place: str) -> dict[str, str]:
    """Return the environment of the tool: how it is started from here, and nothing of a make."""
    kept = {
        name: value for name, value in os.environ.items() if name != "SHIPYARD_MAKE"
    }
    ours = {"SHIPYARD_RELEASE_PROGRAM": "shipyard", "SHIPYARD_RELEASE_PLACE": place}
    return {**kept, **ours}


def tables() -> tuple[ModuleType, ModuleType]:
    """Return the tool's modules `options` and `table`."""
    return module("options"), module("table")


def module(name: str) -> ModuleType:
    """Return one of the modules of the tool that need nothing but Python."""
    folder = str(SOURCE.parent)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return import_module(f"shipyard_release.{name}")
