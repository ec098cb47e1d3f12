"""How soon `shipyard new` asks its first question, against importing what it asks with."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.frame import Contender, measure, report, run, scratch, user_environment
from testkit.terminal import terminal

ROUNDS = 25
COMMAND = Path(sys.executable).with_name("shipyard")


def main() -> None:
    """Take the CPU time until the first question, and print the table."""
    with scratch() as home:
        env = user_environment(home)

        def first_question(folder: Path) -> None:
            with terminal([COMMAND, "new"], cwd=folder, env=env) as screen:
                screen.see("How do you want to start?")

        floor = Contender(
            'python -c "import questionary"',
            lambda folder: run(
                sys.executable, "-c", "import questionary", cwd=folder, env=env
            ),
            in_cpu=True,
        )
        ours = Contender(
            "shipyard new, until its first question", first_question, in_cpu=True
        )
        measure([floor, ours], ROUNDS)
    report(
        "First question",
        [floor, ours],
        against=floor,
        target="at most 1.10 in CPU time",
    )
