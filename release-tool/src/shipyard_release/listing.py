"""What an index says of a project: one immutable record, read from one answer.

The answer has the format of PEP 691 (JSON) or PEP 503 (a page). Both may tell the status of the
project (PEP 792), and which files are yanked and why (PEP 592).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

from packaging.version import Version

from shipyard_release.distributions import version_of

ACTIVE = "active"
ARCHIVED = "archived"
QUARANTINED = "quarantined"
DEPRECATED = "deprecated"
STATUS = "pypi:project-status"


@dataclass(frozen=True)
class File:
    """A file that an index lists: its address, its SHA-256 ('' when untold), and if it is yanked.

    `yanked` is None for a file that is not yanked, and otherwise the reason, which may be ''.
    `provenance` is the address of what proves who uploaded it (PEP 740), or ''.
    """

    name: str
    url: str
    sha256: str = ""
    yanked: str | None = None
    provenance: str = ""


@dataclass(frozen=True)
class Listing:
    """What an index says of a project. One that does not exist has no files and is active."""

    exists: bool = False
    files: Mapping[str, File] = field(default_factory=dict)
    status: str = ACTIVE
    reason: str = ""

    @property
    def versions(self) -> set[Version]:
        """The versions that have a file."""
        found = (version_of(name) for name in self.files)
        return {version for version in found if version is not None}

    def of(self, version: Version) -> list[File]:
        """Return the files of a version."""
        return [
            file for name, file in self.files.items() if version_of(name) == version
        ]

    def is_whole(self, version: Version) -> bool:
        """Whether a version has a wheel and an sdist."""
        names = [file.name for file in self.of(version)]
        has_wheel = any(name.endswith(".whl") for name in names)
        return has_wheel and any(name.endswith(".tar.gz") for name in names)

    def has(self, sums: Mapping[str, str]) -> bool:
        """Whether every one of these files is listed with its SHA-256, and there is one."""
        listed = {name: self.files[name].sha256 for name in sums if name in self.files}
        return bool(sums) and listed == dict(sums)

    def yanked(self, version: Version) -> str | None:
        """Return why a version was yanked, or None when pip may choose one of its files."""
        files = self.of(version)
        if not files or any(file.yanked is None for file in files):
            return None
        return next((file.yanked for file in files if file.yanked), "")


def read_json(page: Any, url: str) -> Listing:
    """Return what a JSON answer from `url` says.

    Raises `LookupError`, `TypeError`, `ValueError` or `AttributeError` for one of another form.
    """
    files = [_file_of(row, url) for row in page["files"]]
    project_status = page.get("project-status") or {}
    return Listing(
        exists=True,
        files={file.name: file for file in files},
        status=str(project_status.get("status") or ACTIVE),
        reason=str(project_status.get("reason") or ""),
    )


def read_page(text: str, url: str) -> Listing:
    """Return what a page from `url` says, read as pip reads it."""
    page = _Page(url)
    page.feed(text)
    page.close()
    return Listing(
        exists=True,
        files={file.name: file for file in page.files()},
        status=page.project_status.get(STATUS) or ACTIVE,
        reason=page.project_status.get(f"{STATUS}-reason") or "",
    )


def _file_of(row: Mapping[str, Any], url: str) -> File:
    yanked = row.get("yanked") or None
    return File(
        name=row["filename"],
        url=urljoin(url, row["url"]),
        sha256=str(row["hashes"].get("sha256", "")).lower(),
        yanked="" if yanked is True else yanked,
        provenance=urljoin(url, row["provenance"]) if row.get("provenance") else "",
    )


class _Page(HTMLParser):
    """Collects the links of a page, and what its `meta` tags tell."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.base = url
        self.project_status: dict[str, str] = {}
        self._links: list[tuple[dict[str, str | None], list[str]]] = []
        self._is_in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a link, the base of all links, or a fact about the project."""
        values = dict(attrs)
        if tag == "a" and values.get("href"):
            self._links.append((values, []))
            self._is_in_link = True
        if tag == "base" and values.get("href"):
            self.base = urljoin(self.base, values["href"])
        if tag == "meta" and values.get("name"):
            self.project_status[str(values["name"])] = values.get("content") or ""

    def handle_data(self, data: str) -> None:
        """Take the text of a link."""
        if self._is_in_link:
            self._links[-1][1].append(data)

    def handle_endtag(self, tag: str) -> None:
        """Take no more text at the end of a link."""
        if tag == "a":
            self._is_in_link = False

    def files(self) -> Iterator[File]:
        """Yield the files that the links lead to."""
        for values, texts in self._links:
            url, fragment = urldefrag(urljoin(self.base, values["href"] or ""))
            sums = dict(parse_qsl(fragment))
            yanked = (values["data-yanked"] or "") if "data-yanked" in values else None
            name = _name_in(url, "".join(texts).strip())
            provenance = values.get("data-provenance") or ""
            yield File(name, url, sums.get("sha256", "").lower(), yanked, provenance)


def _name_in(url: str, text: str) -> str:
    """Return the name of the file that a link leads to.

    It is the end of the path, or else what is called like a distribution in the query or the text.
    """
    parts = urlsplit(url)
    last = unquote(parts.path.rsplit("/", 1)[-1])
    values: Iterable[str] = (value for _, value in parse_qsl(parts.query))
    for name in (last, *values, text):
        if version_of(name) is not None:
            return name
    return last
