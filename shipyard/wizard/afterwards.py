"""What comes after a project was made: its checks, if somebody wants them, and the next steps."""

from __future__ import annotations

import shutil
import subprocess
import textwrap
import tomllib
from collections.abc import Mapping
from pathlib import Path

from shipyard import next_steps
from shipyard.wizard.making import Made


def run_checks(project: Path) -> bool:
    """Make the project's environment and run its checks, visibly; tell whether they passed."""
    make = shutil.which("make")
    if make is None:
        print("The checks were not run: make was not found. The next steps do without it.")
        return False
    made = _waiting("Making the environment", [make, "install"], project)
    if made.returncode:
        print(f"{made.stdout}{made.stderr}".rstrip())
        print(
            "The environment could not be made; the project itself is whole. "
            "Try again with: make check"
        )
        return False
    return subprocess.run([make, "check"], cwd=project, check=False).returncode == 0


def _waiting(words: str, command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a quiet command while something moves on the terminal."""
    from rich.console import Console  # slow to start, and few come here

    with Console(highlight=False).status(words):
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def steps(answers: Mapping[str, str], made: Made, start: Path) -> list[str]:
    """What to do next, as lines."""
    lines = next_steps.lines(answers, str(made.project), start=str(start), note=made.note)
    if made.project.resolve() == start.resolve():
        lines = [line for line in lines if not line.startswith("  cd ")]
    columns = shutil.get_terminal_size().columns
    return [_fitted(line, columns) for line in lines]


def form(project: Path) -> list[str]:
    """What to enter for a trusted publisher, as lines; none where there is none."""
    publisher = publisher_form(project)
    if not publisher:
        return []
    width = max(map(len, publisher))
    fields = [f"  {label:<{width}}  {value}" for label, value in publisher.items()]
    return ["", "The index's form for a trusted publisher asks for exactly these:", *fields]


def _fitted(line: str, columns: int) -> str:
    """The line so that it can be read: a command stays whole, and without its meaning if it must.

    A sentence goes on in the next line.
    """
    if len(line) <= columns:
        return line
    if "  # " in line:
        return line.partition("  # ")[0].rstrip()
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.fill(
        line, columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def publisher_form(project: Path) -> dict[str, str]:
    """The fields of the publisher form, or none when releases are uploaded from a machine."""
    content = tomllib.loads(project.joinpath("pyproject.toml").read_text(encoding="utf-8"))
    publisher: dict[str, str] = content["tool"]["shipyard-release"].get("publisher", {})
    return {"PyPI Project Name": content["project"]["name"], **publisher} if publisher else {}
