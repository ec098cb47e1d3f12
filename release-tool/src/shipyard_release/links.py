"""The links of a changelog that compare versions at a hosting site, updated in their own format.

Keep a Changelog ends with a link for each heading: `[1.2.0]: …/compare/v1.1.0...v1.2.0`, and
`[Unreleased]: …/compare/v1.2.0...HEAD`. GitLab writes `/-/compare/`, and Bitbucket has the newer of
both before two dots.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from packaging.version import VERSION_PATTERN, InvalidVersion, Version

from shipyard_release.headings import Heading

_LINK = re.compile(
    r"^(?P<before>\[(?P<label>[^]]+)\]:\s*<?)(?P<address>[^\s>]+)(?P<after>.*)$"
)
_COMPARE = re.compile(
    r"^(?P<host>.*?/compare/)(?P<one>[^?#]+?)(?P<dots>\.\.\.?)(?P<two>[^?#]+)(?P<rest>.*)$"
)
# The commits of a branch: what the link of Unreleased leads to before the first version.
_COMMITS = re.compile(r"^(?P<repository>.*?/(?:-/)?)commits/[^/?#]+/?$")
_VERSION = re.compile(
    rf"(?<![A-Za-z0-9.])v?(?P<version>{VERSION_PATTERN})$", re.VERBOSE | re.IGNORECASE
)


@dataclass(frozen=True)
class Link:
    """A line such as `[1.2.0]: address`, and its number."""

    number: int
    before: str
    label: str
    address: str
    after: str

    @property
    def version(self) -> Version | None:
        """The version that its label names, or None."""
        try:
            return Version(self.label)
        except InvalidVersion:
            return None

    @property
    def is_unreleased(self) -> bool:
        """Whether its label is that of what is not released yet."""
        return Heading(self.number, self.number, self.label, "").is_unreleased

    def line(self, address: str, *, label: str = "") -> str:
        """Return the line with another address, and with another label where one is given."""
        before = self.before.replace(self.label, label, 1) if label else self.before
        return f"{before}{address}{self.after}"


@dataclass(frozen=True)
class News:
    """A new section: its label, its version, its tag, and the version to compare it with."""

    label: str
    version: Version
    tag: str
    last: Version | None


def kept_up(lines: Sequence[str], news: News) -> list[str]:
    """Return the lines of a changelog with a link for a new section, and Unreleased after it.

    Nothing is added where there are no such links, or none that can be understood.
    """
    plain = [line.rstrip("\r\n") for line in lines]
    links = _links(plain)
    waiting = next((link for link in links if link.is_unreleased), None)
    versions = [link for link in links if link.version is not None]
    is_there = any(link.version == news.version for link in versions)
    sample = _newest(versions, news)
    is_wanted = bool(news.label) and not is_there
    address = _address(waiting, sample, news) if is_wanted else ""
    fresh = list(lines)
    if waiting:
        end = lines[waiting.number][len(plain[waiting.number]) :]
        is_first = sample is None
        fresh[waiting.number] = (
            waiting.line(_waiting(waiting.address, news, is_first=is_first)) + end
        )
    beside = waiting or sample
    if address and beside:
        model = sample or beside
        line = model.line(address, label=news.label)
        _insert(fresh, line, beside=beside, is_above=_is_above(beside, links))
    return fresh


def followed(heading: str, last: Version | None, tag: str) -> str:
    """Return the text of a heading whose link compares, with the link from `last` to `tag`.

    The heading is that of an older version with the new one in place of it.
    """
    found = re.search(r"\]\((?P<address>[^)\s]+)\)", heading)
    compare = _COMPARE.match(found["address"]) if found else None
    if found is None or compare is None or last is None:
        return heading
    address = _between(compare, last, tag)
    return heading.replace(found["address"], address) if address else heading


def _links(plain: list[str]) -> list[Link]:
    found = [(number, _LINK.match(line)) for number, line in enumerate(plain)]
    return [
        Link(number, match["before"], match["label"], match["address"], match["after"])
        for number, match in found
        if match
    ]


def _newest(versions: list[Link], news: News) -> Link | None:
    """Return the link of the newest version before the new one."""
    older = [(link.version, link) for link in versions if link.version]
    before = [pair for pair in older if pair[0] < news.version]
    return max(before, key=lambda pair: pair[0])[1] if before else None


def _address(waiting: Link | None, sample: Link | None, news: News) -> str:
    """Return the address for the new section in the format of the others, or ''."""
    compare = _COMPARE.match(waiting.address) if waiting else None
    if compare and (address := _ended(compare, news)):
        return address
    commits = _COMMITS.match(waiting.address) if waiting else None
    if commits and sample is None:
        return _of_first(commits["repository"], news)
    if sample is None or sample.version is None:
        return ""
    compare = _COMPARE.match(sample.address)
    if compare:
        return _between(compare, news.last or sample.version, news.tag)
    return _with_version(sample.address, sample.version, news.version)


def _waiting(address: str, news: News, *, is_first: bool) -> str:
    """Return the address for what is not released, from the new version on."""
    tag = _quoted(news.tag)
    compare = _COMPARE.match(address)
    if compare and (sides := _open(compare)):
        head, old = sides
        return _joined(compare, **{head: compare[head], old: tag})
    commits = _COMMITS.match(address)
    if commits and is_first:
        return f"{commits['repository']}compare/{tag}...HEAD"
    return address


def _ended(compare: re.Match[str], news: News) -> str:
    """Return the address of Unreleased with the new tag in place of HEAD."""
    sides = _open(compare)
    if not sides:
        return ""
    head, old = sides
    start = _from(compare[old], news.last)
    return _joined(compare, **{old: start, head: _quoted(news.tag)})


def _open(compare: re.Match[str]) -> tuple[str, str] | None:
    """Return the side with HEAD and the side with a version; None where it is not so."""
    names = ("one", "two")
    tags = [name for name in names if _version_in(compare[name])]
    others = [name for name in names if name not in tags]
    return (others[0], tags[0]) if len(tags) == 1 else None


def _between(compare: re.Match[str], last: Version, tag: str) -> str:
    """Return a comparison of two versions for the next pair: from `last` to a tag."""
    one = _version_in(compare["one"])
    two = _version_in(compare["two"])
    if one is None or two is None:
        return ""
    is_reversed = one > two
    newer = compare["one"] if is_reversed else compare["two"]
    start = _from(newer, last)
    end = _quoted(tag)
    if is_reversed:
        return _joined(compare, one=end, two=start)
    return _joined(compare, one=start, two=end)


def _of_first(repository: str, news: News) -> str:
    """Return the page of the first version, which has nothing to be compared with."""
    is_gitlab = repository.endswith("/-/")
    place = "tags" if is_gitlab else "releases/tag"
    return f"{repository}{place}/{_quoted(news.tag)}"


def _from(tag: str, version: Version | None) -> str:
    """Return the tag of another version in the format of this one."""
    found = _version_in(tag)
    return _with_version(tag, found, version) if found and version else tag


def _with_version(text: str, old: Version, new: Version) -> str:
    """Return a text with another version in it, or '' where it does not have the old one."""
    found = re.search(rf"(?<![0-9.]){re.escape(str(old))}(?![0-9])", text)
    return f"{text[: found.start()]}{new}{text[found.end() :]}" if found else ""


def _version_in(tag: str) -> Version | None:
    """Return the version at the end of a tag, or None for HEAD and other names."""
    found = _VERSION.search(tag)
    return Version(found["version"]) if found else None


def _joined(compare: re.Match[str], *, one: str, two: str) -> str:
    return f"{compare['host']}{one}{compare['dots']}{two}{compare['rest']}"


def _quoted(tag: str) -> str:
    return quote(tag, safe="/@!+")


def _is_above(beside: Link, links: list[Link]) -> bool:
    """Whether a new version goes above the link beside it: they may be the oldest first.

    What is beside it is Unreleased, or the newest version where Unreleased has no link.
    """
    others = [link.number for link in links if link.version and link is not beside]
    if beside.version:
        return all(beside.number < number for number in others)
    return bool(others) and all(number < beside.number for number in others)


def _insert(lines: list[str], text: str, *, beside: Link, is_above: bool) -> None:
    """Put a line above or below a link, with its line ending."""
    own = lines[beside.number]
    end = own[len(own.rstrip("\r\n")) :]
    if is_above:
        lines.insert(beside.number, text + (end or "\n"))
        return
    if not end:  # it was the last line of the file, and is not any more
        newline = "\r\n" if lines[0].endswith("\r\n") else "\n"
        lines[beside.number] = own + newline
    lines.insert(beside.number + 1, text + end)
