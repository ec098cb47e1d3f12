"""Refresh the table of Pythons in shipyard/pythons.py, and every file that repeats a part of it."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scripts.asking import LookupFailedError, said

TABLE = Path("shipyard/pythons.py")
QUESTIONS = Path("cookiecutter.json")
WORKFLOWS = ".github/workflows"
GUIDE = "python/devguide"
CYCLE = "include/release-cycle.json"
RELEASED = ("bugfix", "security", "end-of-life")


def table(root: Path) -> dict[str, Any]:
    """Return the table of this tree, and the functions beside it."""
    return runpy.run_path(str(root / TABLE))


def summary(root: Path) -> str:
    """Return the table in a line for people."""
    found = table(root)
    ends = ", ".join(
        f"{version} until {end}" for version, end in found["SUPPORT_ENDS"].items()
    )
    return f"{ends}; {found['IN_PIPELINES']} in pipelines"


def refresh(root: Path, host: str) -> None:
    """Look the versions and their dates up, and write what follows from them.

    Raises `LookupFailedError`.
    """
    before = table(root)
    ends = _renewed(before["SUPPORT_ENDS"], _cycle(host))
    rows = "".join(f'    "{version}": "{end}",\n' for version, end in ends.items())
    text = (root / TABLE).read_text(encoding="utf-8")
    text = re.sub(r"(?<=^SUPPORT_ENDS = \{\n)[^}]*", rows, text, flags=re.MULTILINE)
    newest_but_one = list(ends)[-2]
    text = re.sub(
        r'(?<=^IN_PIPELINES = ")[^"]*', newest_but_one, text, flags=re.MULTILINE
    )
    (root / TABLE).write_text(text, encoding="utf-8")
    for path, content in derived(root, before["IN_PIPELINES"]).items():
        path.write_text(content, encoding="utf-8")


def derived(root: Path, in_pipelines: str) -> dict[Path, str]:
    """Return each file that repeats a part of the table, as it has to be.

    `in_pipelines` is the version that our own workflows name now.
    """
    found = {root / QUESTIONS: _questions(root)}
    for path in sorted((root / WORKFLOWS).glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        found[path] = text.replace(
            f'"{in_pipelines}"', f'"{table(root)["IN_PIPELINES"]}"'
        )
    return found


def _questions(root: Path) -> str:
    """Return cookiecutter.json with the choices of `python_min` and a line about each."""
    found = table(root)
    choices = found["choices"]()
    listed = ", ".join(f'"{version}"' for version in choices)
    lines = ",\n".join(
        f'      "{version}": "{found["meaning"](version)}"' for version in choices
    )
    text = (root / QUESTIONS).read_text(encoding="utf-8")
    text = re.sub(r'(?<="python_min": \[)[^\]]*', listed, text)
    about = r'("python_min": \{\n      "__prompt__": "[^"]*",\n)[^}]*\n    \}'
    return re.sub(about, lambda match: f"{match[1]}{lines}\n    }}", text)


def _renewed(ends: dict[str, str], cycle: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return the table with today's dates, and with what was released since.

    Nothing leaves it: a project that chose a version has to find it in the next update.
    """
    newest = max(map(_number, ends))
    renewed = {
        version: cycle.get(version, {}).get("end_of_life", end)
        for version, end in ends.items()
    }
    for version in sorted(cycle, key=_number):
        if _number(version) > newest and cycle[version]["status"] in RELEASED:
            renewed[version] = cycle[version]["end_of_life"]
    return {version: end[: len("2026-10")] for version, end in renewed.items()}


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _cycle(host: str) -> dict[str, dict[str, str]]:
    """Return what Python's developers say of each version."""
    with TemporaryDirectory() as folder:
        said(
            "git",
            "clone",
            "--quiet",
            "--depth=1",
            "--no-checkout",
            f"{host}/{GUIDE}",
            folder,
        )
        text = said("git", "-C", folder, "show", f"HEAD:{CYCLE}")
    try:
        found: dict[str, dict[str, str]] = json.loads(text)
        for version, about in found.items():
            _ = (_number(version), about["status"], about["end_of_life"])
    except (AttributeError, KeyError, TypeError, ValueError):
        raise LookupFailedError(f"{CYCLE} has another form than it had") from None
    return found
