"""What belongs to this repository: every file that is tracked or would be."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = "{{cookiecutter.project_slug}}"
TEMPLATE = (
    "cookiecutter.json",
    "hooks/",
    "release-tool/src/",
    "shipyard_template.py",
    "templates/",
    f"{PROJECT}/",
)


@cache
def files() -> tuple[str, ...]:
    """Their paths from the top, with forward slashes."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return tuple(
        sorted(name for name in listed.split("\0") if name and (ROOT / name).is_file())
    )


def texts() -> dict[str, str]:
    """The text of every file that is text."""
    found = {}
    for name in files():
        content = (ROOT / name).read_bytes()
        if b"\0" not in content:
            found[name] = content.decode("utf-8")
    return found


def template_files() -> dict[str, bytes]:
    """The part that cookiecutter reads."""
    return {
        name: (ROOT / name).read_bytes()
        for name in files()
        if name.startswith(TEMPLATE)
    }


def make_targets(makefile: str) -> set[str]:
    """The targets that a Makefile offers to people."""
    return set(
        re.findall(
            r"^([a-z][a-z-]*):.*?## ",
            (ROOT / makefile).read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )
