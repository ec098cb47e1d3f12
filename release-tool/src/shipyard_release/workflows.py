"""What starts a workflow of GitHub: the branches and tags under `on.push` of its file.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#on has the form. No
parser of YAML is among what this tool runs on, so a file in an unusual form is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from shipyard_release.branches import is_one_of

FOLDER = ".github/workflows"
EVERY = ("**",)
_KEY = re.compile(r"""\s*["']?(?P<key>[\w-]+)["']?\s*:(?:\s+(?P<rest>.*))?$""")
_COMMENT = re.compile(r"(?:^|\s)#.*$")


@dataclass(frozen=True)
class Pushes:
    """The patterns of the branches and of the tags whose pushes start a workflow."""

    branches: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def pushes(text: str) -> Pushes | None:
    """Return what starts a workflow, from the text of its file; None if it is not understood."""
    lines = [_COMMENT.sub("", line) for line in text.splitlines()]
    found = _under([line for line in lines if line.strip()], "on")
    if found is None:
        return None
    behind, inside = found
    if behind.startswith("{") or not (behind or inside):
        return None
    if behind or inside[0].lstrip().startswith("- "):
        is_started = "push" in _items(behind, inside)
        return Pushes(EVERY, EVERY) if is_started else Pushes()
    return _filtered(_under(inside, "push"))


def is_started(filters: Iterable[str], name: str) -> bool:
    """Whether a push of a branch or tag with this name passes the filters; the last one counts."""
    passes = False
    for each in filters:
        if is_one_of(name, [each.removeprefix("!")]):
            passes = not each.startswith("!")
    return passes


def _filtered(push: tuple[str, list[str]] | None) -> Pushes | None:
    """Return the filters of `push`: one for branches alone leaves tags out, and the reverse."""
    if push is None:
        return Pushes()
    behind, inside = push
    if behind.startswith("{"):
        return None
    branches = _filter(inside, "branches")
    tags = _filter(inside, "tags")
    if branches is None and tags is None:
        return Pushes(EVERY, EVERY)
    return Pushes(branches or (), tags or ())


def _filter(lines: list[str], key: str) -> tuple[str, ...] | None:
    """Return the patterns of a filter; None without one."""
    named = _under(lines, key)
    if named:
        return tuple(_items(*named))
    ignored = _under(lines, f"{key}-ignore")
    if ignored:
        return (*EVERY, *(f"!{each}" for each in _items(*ignored)))
    return None


def _under(lines: list[str], key: str) -> tuple[str, list[str]] | None:
    """Return what is behind a key of a block, and the lines under it; None without that key."""
    depth = min(map(_depth, lines), default=0)

    def is_inside(line: str) -> bool:
        return _depth(line) > depth or line.lstrip().startswith("- ")

    for number, line in enumerate(lines):
        found = _KEY.match(line)
        if found and found["key"] == key and _depth(line) == depth:
            return (found["rest"] or "").strip(), list(
                takewhile(is_inside, lines[number + 1 :])
            )
    return None


def _items(behind: str, inside: list[str]) -> Iterator[str]:
    """Yield the texts of a list, in brackets or with a line for each; a single text is one."""
    whole = " ".join([behind, *(line.strip() for line in inside)]).strip()
    if whole.startswith("["):
        parts = whole.strip("[] ").split(",")
    elif behind:
        parts = [behind]
    else:
        parts = [line.strip().removeprefix("-") for line in inside]
    for part in parts:
        if text := part.strip().strip("\"'"):
            yield text


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
