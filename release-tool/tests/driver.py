"""Start the tool as a person does, and write each stop down with what it offers to type.

The stops go to the file that the variable STOPS names, one line of JSON each.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from shipyard_release import cli, console
from shipyard_release.errors import Problem, Remedy, Stop
from shipyard_release.typed import Typed

describe = console.describe


def written(remedy: Remedy, typed: Typed) -> dict[str, str]:
    """Return a remedy as it is printed, and as it is typed where there is no make."""
    return {
        "type": type(remedy).__name__,
        "label": getattr(remedy, "label", ""),
        "printed": typed.typeable(remedy),
        "typed": replace(typed, with_make=False).typeable(remedy),
    }


def recorded(stop: Stop, typed: Typed) -> str:
    """Return the words of a stop, after writing down its problems and their remedies."""
    problems: tuple[Problem, ...] = (stop.problem, *stop.problems)
    rows = [
        {
            "command": typed.command,
            "stop": stop.kind,
            "kind": problem.kind,
            "remedies": [written(remedy, typed) for remedy in problem.remedies],
        }
        for problem in problems
    ]
    if "STOPS" in os.environ:
        with Path(os.environ["STOPS"]).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    return describe(stop, typed)


if __name__ == "__main__":
    console.describe = recorded
    sys.exit(cli.main())
