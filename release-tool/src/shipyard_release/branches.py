"""Branches: which of them releases are made from, and which versions belong to one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.version import Version

MAIN = "main"
ANY = "*"
# What may be before and after the numbers in the name of a maintenance branch.
_LINE = re.compile(
    r"(?:^|[/_-])(?:v|release|rel|version)?(?P<numbers>\d+(?:\.\d+)*)(?P<any>\.[xX*])?"
    r"(?:$|[/_.-](?:stable|maint|maintenance|branch|release|dev|lts)$)"
)
# What has a meaning in a pattern: stars, a question mark, and a set such as [0-9] or [0-9]+.
_PARTS = re.compile(r"\*\*|\*|\[[^]]+\][+]?|.")
_OF_ONE_MINOR = 2  # numbers: `release-1.2.0` is a branch for 1.2


@dataclass(frozen=True)
class Line:
    """The versions that begin with some numbers, such as 1.2; without numbers it is every one."""

    numbers: tuple[int, ...] = ()
    is_named: bool = False  # whether the name of the branch says so

    def has(self, version: Version) -> bool:
        """Whether a version belongs to the line."""
        count = len(self.numbers)
        return (*version.release, *[0] * count)[:count] == self.numbers

    def of_mine(self, versions: Iterable[Version]) -> set[Version]:
        """Return those of the versions that belong to the line."""
        return {version for version in versions if self.has(version)}

    def __str__(self) -> str:
        """Return it as people write it, such as 1.2."""
        return ".".join(map(str, self.numbers))


def is_one_of(branch: str, patterns: Iterable[str]) -> bool:
    """Whether a branch has one of the names; `*` matches any part of a name without a slash.

    That is how GitHub reads the filters of a workflow. There `**` matches slashes as well, `?`
    for the character before it or none, and `[0-9]` and `[0-9]+` for digits.
    """
    return any(re.fullmatch(_expression(pattern), branch) for pattern in patterns)


def first_name(patterns: Iterable[str]) -> str:
    """Return the first of the names that is not a pattern: the branch where a project goes on."""
    return next((pattern for pattern in patterns if ANY not in pattern), MAIN)


def line_of(branch: str) -> Line:
    """Return the line that a name such as 1.x, 1.2.x, v1.2 or release-1.2 means.

    It is the one of every version where the name has no numbers.
    """
    found = _LINE.search(branch)
    if not found:
        return Line()
    numbers = tuple(int(number) for number in found["numbers"].split("."))
    kept = numbers if found["any"] else numbers[:_OF_ONE_MINOR]
    return Line(kept, is_named=True)


def maintenance_patterns(branches: Iterable[str]) -> list[str]:
    """Return patterns for those of the branches that end in .x, such as `*.x` for 1.2.x."""
    lines = [
        name for name in branches if name.endswith(".x") and line_of(name).is_named
    ]
    return sorted({re.sub(r"\d+(?:\.\d+)*\.x$", "*.x", name) for name in lines})


def _expression(pattern: str) -> str:
    """Return the regular expression of a pattern."""
    return "".join(_expression_of(part) for part in _PARTS.findall(pattern))


def _expression_of(part: str) -> str:
    """Return the regular expression of a part: a wildcard, a set in brackets, or a character."""
    meanings = {"*": "[^/]*", "**": ".*", "?": "?"}
    if part.startswith("["):
        return part
    return meanings.get(part, re.escape(part))
