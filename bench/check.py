"""`make check` in a warm project, against the same commands typed by hand, in CPU time."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from bench.frame import Contender, measure, report, run, scratch
from bench.rehearse import Project, warm_project

ROUNDS = 9
COMMANDS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("zizmor", "--quiet", "--offline", ".github"),
    ("mypy",),
    ("coverage", "run", "-m", "pytest"),
    ("coverage", "report"),
)


def check(project: Project, _: Path) -> None:
    """Type the one command."""
    run("make", "check", cwd=project.folder, env=project.env)


def by_hand(project: Project, _: Path) -> None:
    """Type what it contains, one after another."""
    for name, *words in COMMANDS:
        program = project.folder / ".venv" / "bin" / name
        run(program, *words, cwd=project.folder, env=project.env)


def main() -> None:
    """Time the checks, and print the table."""
    with scratch() as folder:
        project = warm_project(folder)
        hand = Contender(
            "its commands, by hand", partial(by_hand, project), in_cpu=True
        )
        ours = Contender("make check", partial(check, project), in_cpu=True)
        measure([hand, ours], ROUNDS)
    report(
        "make check in a warm project, in CPU seconds",
        [hand, ours],
        against=hand,
        target="at most 1.15",
    )
