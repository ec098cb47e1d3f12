"""What comes after a project was made: its checks, if somebody wants them, and what to do next."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from shipyard.project import next_steps
from shipyard.wizard.making import Made


def run_checks(project: Path) -> bool:
    """Make the project's environment and run its checks, visibly; tell whether they passed."""
    make = shutil.which("make")
    if make is None:
        print(
            "The checks were not run: make was not found. The next steps do not need it."
        )
        return False
    made = _waiting("Creating the environment", [make, "install"], project)
    if made.returncode:
        print(f"{made.stdout}{made.stderr}".rstrip())
        print(
            "The environment could not be created. The project itself is complete. "
            "Try again with: make check"
        )
        return False
    return subprocess.run([make, "check"], cwd=project, check=False).returncode == 0


def _waiting(
    words: str, command: list[str], folder: Path
) -> subprocess.CompletedProcess[str]:
    """Run a quiet command while something moves on the terminal."""
    from rich.console import Console  # slow to start, and few come here

    with Console(highlight=False).status(words):
        return subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False
        )


def next_lines(answers: Mapping[str, str], made: Made, start: Path) -> list[str]:
    """What to do next, as lines that fit this terminal; `start` is where somebody types."""
    columns = shutil.get_terminal_size().columns
    return next_steps.lines(
        answers, _way(made.project, start), made.git, columns=columns
    )


def _way(project: Path, start: Path) -> str:
    """The shorter way to write the project's folder, and nothing for somebody who is there."""
    if project.resolve() == start.resolve():
        return ""
    return str(project.relative_to(start) if project.is_relative_to(start) else project)
