"""The headings of a changelog: where each is, which version it names, and how a new one looks.

The forms: Markdown with `#` (CommonMark 4.2) and with underlines (4.3), and reStructuredText, whose
titles have an underline and may have an overline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from packaging.version import InvalidVersion, Version

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
_RELEASE = r"\d+(?:\.\d+)*"
_SUFFIX = r"(?:[._-]?(?:alpha|beta|a|b|c|rc|pre|preview|post|rev|r|dev)[._-]?\d*)*"
_TITLE = re.compile(
    rf"^\[?(?P<before>(?:[A-Za-z][\w.-]*[ -]+){{0,3}}v?)(?P<version>{_RELEASE}{_SUFFIX})"
    # What may follow a version: a bracket, a date, a word about its release, or nothing.
    rf"(?=\]|$|\s*[-\u2013\u2014:,(\[/|]\s*|\s+(?:\d|(?:un)?released|on\b|{_MONTH}))(?P<rest>.*)$",
    re.IGNORECASE,
)
_WAITING = re.compile(
    r"\b(?:un-?released|not (?:yet )?released|(?:to be|tbd|tba|in) ?(?:development|released)?"
    r"|in progress|upcoming|work in progress|dev|xx+)\b|\?\?",
    re.IGNORECASE,
)
_UNRELEASED = re.compile(
    r"^\[?(?:un-?released|next(?: version| release)?|upcoming(?: version| release)?"
    r"|(?:in )?development(?: version)?|head|main|master|dev|trunk|to be released|tbd)\]?"
    r"(?:\s*[-\u2013\u2014:(].*)?$",
    re.IGNORECASE,
)
_ATX = re.compile(r"^(?P<marks>#{1,6}) +(?P<text>.*?)(?: +#+)? *$")
_UNDERLINE = re.compile(r"^([=\-~^\"'`*+#:.<>_])\1+ *$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
# How dates are written: in figures, as in 2026-01-02 and 2026/01/02, and with the month's name.
_DATES = (
    re.compile(
        r"(?P<year>\d{4})(?P<gap>[-/.])(?P<month>\d{1,2})(?P=gap)(?P<day>\d{1,2})"
    ),
    re.compile(
        rf"(?P<name>{_MONTH})\.? (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})", re.IGNORECASE
    ),
    re.compile(
        rf"(?P<day>\d{{1,2}})[ -](?P<name>{_MONTH})[ -](?P<year>\d{{4}})", re.IGNORECASE
    ),
)


@dataclass(frozen=True)
class Heading:
    """A heading in the lines `first` to `last`, that one left out.

    `style` is what its level is told by: the number signs, or the underline's character, with
    `over` before it where there is an overline.
    """

    first: int
    last: int
    text: str
    style: str

    @property
    def version(self) -> Version | None:
        """The version that it names, or None."""
        found = _TITLE.match(self.text)
        try:
            return Version(found["version"]) if found else None
        except InvalidVersion:
            return None

    @property
    def is_unreleased(self) -> bool:
        """Whether it is about what is not released, as `Unreleased` and `1.3 (unreleased)` are."""
        found = _TITLE.match(self.text)
        if found:
            return bool(_WAITING.search(found["rest"]))
        return bool(_UNRELEASED.match(self.text))

    @property
    def counts(self) -> bool:
        """Whether it heads the section of a version, or of what is not released yet."""
        return self.is_unreleased or self.version is not None

    def like(self, version: Version, day: str) -> str:
        """Return its text for another version and day; a heading without a date gets none."""
        found = _TITLE.match(self.text)
        if not found:
            return f"{version} ({day})"
        text = self.text.replace(found["version"], str(version))
        for pattern in _DATES:
            if date := pattern.search(text):
                return text[: date.start()] + _date_like(date, day) + text[date.end() :]
        return text

    def lines(self, text: str, newline: str) -> str:
        """Return a heading of the same style with another text."""
        if self.style.startswith("#"):
            return f"{self.style} {text}{newline}"
        underline = self.style[-1] * len(text) + newline
        over = underline if self.style.startswith("over") else ""
        return f"{over}{text}{newline}{underline}"


def markdown(lines: list[str]) -> list[Heading]:
    """Return the headings of a Markdown text, but for those in code and in comments."""
    return list(_markdown(_without_code(lines)))


def restructured(lines: list[str]) -> list[Heading]:
    """Return the headings of a reStructuredText."""
    return list(_underlined(lines, with_overlines=True))


def _markdown(lines: list[str]) -> Iterator[Heading]:
    underlined = {
        found.first: found for found in _underlined(lines, with_overlines=False)
    }
    for number, line in enumerate(lines):
        if atx := _ATX.match(line.rstrip("\r\n")):
            yield Heading(number, number + 1, atx["text"], atx["marks"])
        elif number in underlined and underlined[number].style in ("=", "-"):
            yield underlined[number]


def _underlined(lines: list[str], *, with_overlines: bool) -> Iterator[Heading]:
    for number, line in enumerate(lines[:-1]):
        text = line.strip()
        mark = _UNDERLINE.match(lines[number + 1].rstrip("\r\n"))
        is_title = bool(text) and not line[0].isspace() and not _UNDERLINE.match(text)
        if not mark or not is_title or len(mark[0].rstrip()) < min(len(text), 3):
            continue
        before = lines[number - 1].rstrip("\r\n") if number else ""
        over = _UNDERLINE.match(before) if with_overlines else None
        has_overline = over is not None and over[1] == mark[1]
        first = number - 1 if has_overline else number
        yield Heading(
            first, number + 2, text, f"over{mark[1]}" if has_overline else mark[1]
        )


def _without_code(lines: list[str]) -> list[str]:
    """Return the lines with empty ones for what is in fenced code or in a comment."""
    plain: list[str] = []
    is_code = False
    is_comment = False
    for line in lines:
        is_fence = bool(_FENCE.match(line))
        opens_comment = "<!--" in line
        hidden = is_code or is_fence or is_comment or opens_comment
        plain.append("\n" if hidden else line)
        if is_fence:
            is_code = not is_code
        if opens_comment or is_comment:
            is_comment = "-->" not in line.rpartition("<!--")[2]
    return plain


def _date_like(sample: re.Match[str], day: str) -> str:
    """Return a day, given in the format of ISO 8601, as another date is written."""
    year, month, number = day.split("-")
    is_padded = len(sample["day"]) == len("01") and sample["day"].startswith("0")
    plain = (
        number if is_padded or "name" not in sample.groupdict() else str(int(number))
    )
    if "gap" in sample.groupdict():
        return sample["gap"].join([year, month, plain])
    name = MONTHS[int(month) - 1]
    shown = name if len(sample["name"]) > len("Jan") or name == "May" else name[:3]
    text = sample[0].replace(sample["year"], year).replace(sample["name"], shown)
    return re.sub(rf"\b{sample['day']}\b", plain, text, count=1)
