"""The changelog, in the form of Keep a Changelog: a heading for each version, the newest first."""

from __future__ import annotations

import re

from packaging.version import Version

UNRELEASED = "Unreleased"
_END = r"(?=^## |^\[[^]]+\]: |\Z)"


def section(changelog: str, title: str) -> str | None:
    """Return the text under a heading, up to the next one; None without that heading."""
    pattern = f"{_heading(title)}(.*?){_END}"
    found = re.search(pattern, changelog, re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else None


def says_something(text: str | None) -> bool:
    """Whether a section contains more than headings of its own."""
    lines = (text or "").splitlines()
    return any(line.strip() and not line.startswith("#") for line in lines)


def open_section(changelog: str, version: Version, day: str) -> str:
    """Return the changelog with the unreleased changes under a heading of their own.

    `day` is the date of the release in the form of ISO 8601.
    """
    if section(changelog, UNRELEASED) is None:
        changelog = f"{changelog.rstrip()}\n\n## [{UNRELEASED}]\n"
    heading = rf"\g<0>\n\n## [{version}] - {day}"
    return re.sub(_heading(UNRELEASED), heading, changelog, count=1, flags=re.MULTILINE)


def heading_pattern(version: Version) -> str:
    """Return the extended regular expression of git that finds the heading of a version."""
    return rf"^## \[?{re.escape(str(version))}([] ]|$)"


def _heading(title: str) -> str:
    return rf"(?i:^## \[?{re.escape(title)}(?![^]\s]))[^\n]*"
