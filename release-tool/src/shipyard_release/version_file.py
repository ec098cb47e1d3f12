"""The line of a file that has the version: where it is, and how another version is written.

Each kind of file has its format; a pattern with one group tells any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from packaging.version import InvalidVersion, Version

from shipyard_release.errors import Edit, Facts, Stop

_QUOTED = r"""(?P<quote>["'])(?P<version>[^"'\n]*)(?P=quote)"""
# `__version__ = "1.2.0"`, with a type or as one of several names.
_MODULE = re.compile(
    rf"^(?:\w+ *= *)*__version__ *(?::[^=\n]+)?(?:= *\w+ *)*= *{_QUOTED}", re.MULTILINE
)
# The keyword of `setup(version="1.2.0")`, at the start of a line or behind another one.
_KEYWORD = re.compile(rf"(?:^|[(,]) *version *= *{_QUOTED}", re.MULTILINE)
_KEY = re.compile(rf"^version *= *{_QUOTED}", re.MULTILINE)
_PLAIN_KEY = re.compile(
    r"^version *[=:] *(?P<version>[^\s#;:%]+) *(?:[#;].*)?$", re.MULTILINE
)
# What is between the numbers of `(1, 2, 0)` and of `"1", "2", "0"`, and what is around the latter.
_BETWEEN = re.compile(r"""["']?\s*,\s*["']?""")
_QUOTES = "\"' "
_WHOLE = re.compile(r"\A\s*(?P<version>v?\d\S*)\s*\Z")
_TABLE = re.compile(r"^ *\[(?P<name>[^]\n]+)\] *(?:#.*)?$", re.MULTILINE)
# The tables that have a version, in the order in which they count.
_TABLES = {
    "pyproject.toml": ("project", "tool.poetry", "tool.flit.metadata"),
    "setup.cfg": ("metadata",),
}
EXAMPLES = {
    "pyproject.toml": 'version = "1.2.0"',
    "setup.cfg": "version = 1.2.0",
    "setup.py": 'version="1.2.0"',
}


class Unclear(Stop):
    """No version can be read from a version file or from what was asked for."""


@dataclass(frozen=True)
class VersionFile:
    """A file that has the version, and the pattern that finds it where its kind does not."""

    path: str
    pattern: str = ""

    @property
    def example(self) -> str:
        """Return a line as this file has to have it."""
        if self.pattern:
            return self.pattern
        name = PurePosixPath(self.path).name
        known = EXAMPLES.get(name, '__version__ = "1.2.0"')
        return known if name in EXAMPLES or name.endswith(".py") else "1.2.0"

    def find(self, text: str) -> tuple[int, int] | None:
        """Return where the version begins and ends in a text, or None.

        Raises `Unclear` where it is in several places.
        """
        places = self._places(text)
        if len(places) > 1:
            lines = [text.count("\n", 0, first) + 1 for first, _ in places]
            remedy = Edit(self.path, "leave-one-version")
            raise Unclear("version-line-twice", remedy, path=self.path, lines=lines)
        return places[0] if places else None

    def read(self, text: str) -> Version:
        """Return the version that a text of this file has.

        Raises `Unclear`, which names the file and the line.
        """
        place = self.find(text)
        remedy = Edit(self.path, "write-version-line")
        if place is None:
            raise Unclear(
                "version-line-missing", remedy, path=self.path, example=self.example
            )
        written = text[place[0] : place[1]]
        try:
            return Version(_joined(written))
        except InvalidVersion:
            line = text.count("\n", 0, place[0]) + 1
            facts: Facts = {"path": self.path, "line": line, "text": written}
            raise Unclear("version-line-invalid", remedy, **facts) from None

    def write(self, text: str, version: Version) -> str:
        """Return the text with another version, and everything else as it was."""
        place = self.find(text)
        if place is None:
            return text
        written = _like(text[place[0] : place[1]], version)
        return f"{text[: place[0]]}{written}{text[place[1] :]}"

    def can_write(self, text: str, version: Version) -> bool:
        """Whether a version can be written as that in a text is: numbers have no candidates."""
        try:
            return self.read(self.write(text, version)) == version
        except Unclear:
            return False

    def has(self, text: str, version: Version) -> bool:
        """Whether a text of this file has this version, as it is written now."""
        try:
            return str(self.read(text)) == str(version)
        except Unclear:
            return False

    def line_pattern(self, version: Version) -> str:
        """Return the extended regular expression of git that finds a line with this version.

        It may find more lines than the format of the file: only what changed such a line matters.
        """
        if self.pattern:
            numbers = """["' ]*[.,]["' ]*""".join(str(version).split("."))
            return rf"(^|[^0-9A-Za-z.]){numbers.replace('+', '[+]')}($|[^0-9A-Za-z.])"
        return rf"""version[^=:]*[=:].*["' ]?{re.escape(str(version))}|^{re.escape(str(version))}"""

    def _places(self, text: str) -> list[tuple[int, int]]:
        if self.pattern:
            return [
                found.span(1) for found in re.finditer(self.pattern, text, re.MULTILINE)
            ]
        name = PurePosixPath(self.path).name
        if name in _TABLES:
            return _in_tables(name, text)
        if name == "setup.py":
            return _places_of(_KEYWORD, text) or _places_of(_MODULE, text)
        if name.endswith(".py"):
            return _places_of(_MODULE, text)[:1]
        return _places_of(_WHOLE, text)


def _joined(written: str) -> str:
    """Return a version as text that may be a tuple, such as `1, 2, 0` or `"1", "2", "0"`."""
    if "," not in written:
        return written
    parts = _BETWEEN.split(written.strip(_QUOTES + ","))
    is_text = any(quote in written for quote in "\"'")
    is_read = is_text or all(part.isdecimal() for part in parts)
    return ".".join(parts) if is_read else written


def _like(written: str, version: Version) -> str:
    """Return a version as another one is written: as text, or as a tuple of numbers or texts."""
    found = _BETWEEN.search(written)
    if "," not in written or found is None:
        return str(version)
    first = written[: len(written) - len(written.lstrip(_QUOTES))]
    last = written[len(written.rstrip(_QUOTES + ",")) :]
    return f"{first}{found[0].join(str(version).split('.'))}{last}"


def _in_tables(name: str, text: str) -> list[tuple[int, int]]:
    """Return where the version is in the first of the tables that has one."""
    pattern = _PLAIN_KEY if name == "setup.cfg" else _KEY
    heads = list(_TABLE.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for wanted in _TABLES[name]:
        for head, end in zip(heads, ends, strict=False):
            if head["name"].strip() == wanted:
                found = [
                    each.span("version")
                    for each in pattern.finditer(text, head.end(), end)
                ]
                if found:
                    return found
    return []


def _places_of(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span("version") for found in pattern.finditer(text)]
