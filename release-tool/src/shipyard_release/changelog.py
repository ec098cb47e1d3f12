"""The changelog: a section for each version, the newest first, in one of several forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from packaging.version import Version

from shipyard_release import links
from shipyard_release.headings import Heading, markdown, restructured
from shipyard_release.table import KEEP, MARKDOWN, NONE, RST

UNRELEASED = "Unreleased"
YANKED = "Yanked"
EXAMPLES = {
    KEEP: "## [Unreleased]",
    MARKDOWN: "## 1.2.0 (2026-01-31)",
    RST: "1.2.0 (2026-01-31)\n------------------",
}
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LABEL = re.compile(r"^\[([^]]+)\](?!\()")
_LINK = re.compile(r"^\[[^]]+\]: ")
# What tools and people write where nothing has changed.
_NOTHING = re.compile(
    r"^[-*] *(?:nothing changed yet|no changes yet|nothing yet)\W*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Changelog:
    """The text of a changelog in one of the `CHANGELOG_FORMATS`."""

    text: str
    kind: str = KEEP

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.splitlines(keepends=True)

    @cached_property
    def _all(self) -> list[Heading]:
        return restructured(self._lines) if self.kind == RST else markdown(self._lines)

    @cached_property
    def _headings(self) -> list[Heading]:
        """The headings of sections. All have the style of the first of them."""
        if self.kind == NONE:
            return []
        found = [heading for heading in self._all if heading.counts]
        if self.kind == KEEP:
            return [heading for heading in found if heading.style == "##"]
        return [heading for heading in found if heading.style == found[0].style]

    @property
    def is_understood(self) -> bool:
        """Whether a section can be found in it, and opened."""
        return self.kind == NONE or bool(self._headings)

    def section(self, version: Version) -> str | None:
        """Return the text under a version's heading; None without that heading."""
        if self.kind == NONE:
            return ""
        heading = self._of(version)
        return self._under(heading) if heading else None

    def news(self, version: Version) -> str:
        """Return what a release says: its section, and for a final one those of its candidates."""
        found = [version, *self._candidates(version)]
        sections = [self.section(each) or "" for each in found]
        return "\n\n".join(section for section in sections if section)

    def _candidates(self, version: Version) -> list[Version]:
        """Return the pre-releases that have sections of their own and led to a version."""
        if version.is_prerelease:
            return []
        known = [heading.version for heading in self._headings if heading.version]
        return [
            each
            for each in known
            if each.is_prerelease and each.base_version == version.base_version
        ]

    def unreleased(self) -> str | None:
        """Return the text about what is not released yet; None without such a section."""
        heading = self._unreleased()
        return self._under(heading) if heading else None

    def opened(self, version: Version, day: str, *, tag: str = "") -> str:
        """Return the text with the unreleased changes under a heading of this version.

        `day` is the date of the release in ISO 8601, and `tag` the version's tag, with which links
        that compare versions are updated. A section that somebody wrote for this
        version stays as it is, and so does a text that is not understood.
        """
        if self._of(version) or not self._headings:
            return self.text
        waiting = self._unreleased()
        released = (each for each in self._headings if not each.is_unreleased)
        sample = next(released, self._headings[0])
        title = (
            f"[{version}] - {day}" if self.kind == KEEP else sample.like(version, day)
        )
        last = self._before(version)
        if tag and self.kind != RST:
            title = links.followed(title, last, tag)
        text = self._opened(waiting, sample, sample.lines(title, self._newline))
        if not tag or self.kind == RST:
            return text
        named = _LABEL.match(title)
        news = links.News(named[1] if named else "", version, tag, last)
        return "".join(links.kept_up(text.splitlines(keepends=True), news))

    def _before(self, version: Version) -> Version | None:
        """Return the newest version to compare a new one with: a final one with a final one."""
        candidates = self._candidates(version)
        found = [each.version for each in self._headings if not each.is_unreleased]
        return next((each for each in found if each and each not in candidates), None)

    def _opened(self, waiting: Heading | None, sample: Heading, heading: str) -> str:
        """Return the text with a heading in place of that of what is not released, or below it."""
        if waiting is None:
            return self._opened_above(sample, heading)
        if waiting.version is None:
            return self._with(waiting.last, waiting.last, f"{self._newline}{heading}")
        return self._with(waiting.first, waiting.last, heading)

    def noted(self, line: str) -> str:
        """Return the text with one more line about a yanked version under the unreleased changes.

        In the format of Keep a Changelog it gets a heading of its own there, Yanked.
        """
        item = f"{self._bullet} {line}{self._newline}"
        gap = self._newline
        title = f"### {YANKED}{gap}{gap}" if self.kind == KEEP else ""
        waiting = self._unreleased()
        if waiting is None:
            first = self._headings[0]
            name = f"[{UNRELEASED}]" if self.kind == KEEP else UNRELEASED
            text = f"{first.lines(name, gap)}{gap}{title}{item}{gap}"
            return self._with(first.first, first.first, text)
        last = self._last_of(waiting)
        if own := self._yanked_in(waiting):
            last = self._last_of(own)
            return self._with(last, last, item)
        follows_item = not title and self._lines[last - 1].startswith(
            f"{self._bullet} "
        )
        return self._with(last, last, f"{'' if follows_item else gap}{title}{item}")

    @property
    def _bullet(self) -> str:
        """What items of a list begin with."""
        found = re.search(r"^([-*]) ", self.text, re.MULTILINE)
        return found[1] if found else "-"

    def _yanked_in(self, waiting: Heading) -> Heading | None:
        """Return the heading about yanked versions in the section of what is not released."""
        inside = range(waiting.last, self._last_of(waiting))
        found = [
            each for each in self._all if each.text == YANKED and each.first in inside
        ]
        return found[0] if found else None

    def _last_of(self, heading: Heading) -> int:
        """Return the number of the line after the last one of a section that says something."""
        ends = [each.first for each in self._all if self._ends(heading, each)]
        number = min([*ends, self._end()])
        while number > heading.last and not self._lines[number - 1].strip():
            number -= 1
        return number

    def _opened_above(self, newest: Heading, heading: str) -> str:
        gap = self._newline
        kept = f"## [{UNRELEASED}]{gap}{gap}" if self.kind == KEEP else ""
        return self._with(newest.first, newest.first, f"{kept}{heading}{gap}")

    @property
    def _newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _of(self, version: Version) -> Heading | None:
        own = [each for each in self._headings if each.version == version]
        return next((each for each in own if not each.is_unreleased), None)

    def _unreleased(self) -> Heading | None:
        return next((each for each in self._headings if each.is_unreleased), None)

    def _under(self, heading: Heading) -> str:
        ends = [each.first for each in self._all if self._ends(heading, each)]
        last = min([*ends, self._end()])
        return "".join(self._lines[heading.last : last]).strip()

    def _ends(self, heading: Heading, other: Heading) -> bool:
        """Whether another heading ends the section of this one."""
        if other.first <= heading.first:
            return False
        is_higher = heading.style[0] == other.style[0] == "#" and len(
            other.style
        ) < len(heading.style)
        return other.style == heading.style or is_higher

    def _end(self) -> int:
        """Return the number of the line after the last section: links may follow at the end."""
        number = len(self._lines)
        while number and (
            _LINK.match(self._lines[number - 1]) or not self._lines[number - 1].strip()
        ):
            number -= 1
        return number

    def _with(self, first: int, last: int, text: str) -> str:
        """Return the text with other lines in place of those from `first` to before `last`."""
        before = "".join(self._lines[:first])
        if before and not before.endswith("\n"):
            before += self._newline
        return before + text + "".join(self._lines[last:])


@dataclass(frozen=True)
class Part:
    """A part of a section, such as `Added`, with the lines that say something."""

    title: str
    lines: tuple[str, ...]


def parts(section: str | None) -> list[Part]:
    """Return the parts of a section that say something; what is above the first has no title.

    Comments, empty lines and words for nothing are left out.
    """
    lines = _COMMENT.sub("", section or "").splitlines(keepends=True)
    inner = sorted(
        [*markdown(lines), *restructured(lines)], key=lambda each: each.first
    )
    titles = {
        number: each.text for each in inner for number in range(each.first, each.last)
    }
    title = ""
    parts: dict[str, list[str]] = {}
    for number, line in enumerate(lines):
        text = line.strip()
        if number in titles:
            title = titles[number]
        elif text and not _NOTHING.match(text):
            parts.setdefault(title, []).append(text)
    return [Part(title, tuple(found)) for title, found in parts.items()]


def says_something(text: str | None) -> bool:
    """Whether a section contains more than comments, headings and words for nothing."""
    return bool(parts(text))


def kind_of(text: str, path: str) -> str | None:
    """Return the format of a changelog with this path, or None where no section is found in it."""
    keep = Changelog(text, KEEP)
    if keep.unreleased() is not None and re.search(r"^## \[", text, re.MULTILINE):
        return KEEP
    kinds = (
        (RST, MARKDOWN) if path.lower().endswith((".rst", ".txt")) else (MARKDOWN, RST)
    )
    return next((kind for kind in kinds if Changelog(text, kind).is_understood), None)


def heading_pattern(version: Version) -> str:
    """Return the extended regular expression of git that finds the heading of a version."""
    return rf"^#* *\[?([A-Za-z][A-Za-z0-9_.-]*[ -]+)*v?{re.escape(str(version))}([] ,:(]|$)"
