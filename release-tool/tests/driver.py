"""Start the tool as a person does, and write each stop down with what it offers to type.

The stops go to the file that the variable STOPS names, one line of JSON each. With --serve it
waits for commands and does each in a process of its own, which costs no start of Python.

The variable LIGHT names a folder. With it, a commit is built once for all tests that release the
same, and nothing is installed: for tests that are not about builds and installations.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from shipyard_release import build, cli, console, tryout
from shipyard_release.errors import Problem, Remedy, Stop
from shipyard_release.git import Repository
from shipyard_release.typed import Typed

describe = console.describe
really_build = build.build


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


def build_once(repository: Repository, commit: str, folder: Path) -> list[Path]:
    """Build a commit, or copy what was built of the same files with the same time."""
    tree, time = repository.log("%T %ct", commit).split()
    kept = Path(os.environ["LIGHT"], f"{tree}-{time}")
    if not kept.exists():
        fresh = kept.with_name(f"{kept.name}-{os.getpid()}")
        really_build(repository, commit, fresh)
        fresh.rename(kept)
    folder.mkdir(parents=True, exist_ok=True)
    ends = (".whl", ".tar.gz")
    return [Path(shutil.copy(next(kept.glob(f"*{end}")), folder)) for end in ends]


def install_nothing(*_: Any) -> list[Any]:
    """Find nothing wrong in a distribution, instead of trying it out."""
    return []


def put_in_place(original: Callable[..., Any], stand_in: Callable[..., Any]) -> None:
    """Let every module of the tool use something else."""
    for name, module in list(sys.modules.items()):
        if name.startswith("shipyard_release."):
            for key, value in list(vars(module).items()):
                if value is original:
                    setattr(module, key, stand_in)


def main() -> int:
    """Run the command that is typed."""
    console.describe = recorded
    if "LIGHT" in os.environ:
        put_in_place(really_build, build_once)
        for trial in (tryout.try_wheel, tryout.try_sdist, tryout.try_address):
            put_in_place(trial, install_nothing)
    return cli.main()


if __name__ == "__main__":
    if sys.argv[1:] == ["--serve"]:
        sys.path.insert(1, str(Path(__file__).parent))
        from forks import serve

        serve(main)
    else:
        sys.exit(main())
