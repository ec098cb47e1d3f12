"""Versions: how a version file holds one, which comes next, and what a tag says."""

from __future__ import annotations

import re

from packaging.version import VERSION_PATTERN, InvalidVersion, Version

from shipyard_release.errors import Edit, Stop
from shipyard_release.names import PARTS, PLACEHOLDER

_ASSIGNMENT = re.compile(r"""^__version__ = (["'])(?P<version>.*?)\1""", re.MULTILINE)


class Unclear(Stop):
    """No version can be read from a version file or from what was asked for."""


def read_version(text: str, path: str) -> Version:
    """Return the version that the text of a version file assigns.

    Raises `Unclear`, which names the file and the line.
    """
    found = _ASSIGNMENT.search(text)
    if not found:
        raise Unclear("version-line-missing", Edit(path, "write-version-line"), path=path)
    try:
        return Version(found["version"])
    except InvalidVersion:
        line = text.count("\n", 0, found.start()) + 1
        remedy = Edit(path, "write-version-line")
        raise Unclear(
            "version-line-invalid", remedy, path=path, line=line, text=found["version"]
        ) from None


def write_version(text: str, version: Version) -> str:
    """Return the text of a version file with another version."""
    return _ASSIGNMENT.sub(f'__version__ = "{version}"', text, count=1)


def raised(version: Version, part: str) -> Version:
    """Return the next version; a pre-release becomes the release that it announces."""
    numbers = [version.major, version.minor, version.micro]
    index = PARTS.index(part)
    is_announced = version.is_prerelease and not any(numbers[index + 1 :])
    if not is_announced:
        numbers[index] += 1
    kept = numbers[: index + 1]
    release = ".".join(str(number) for number in [*kept, 0, 0][:3])
    return Version(f"{version.epoch}!{release}")


def following(version: Version) -> Version:
    """Return the nearest version of the same kind that can replace one that is lost."""
    if version.pre:
        kind, number = version.pre
        return Version(f"{version.base_version}{kind}{number + 1}")
    return raised(version, "patch")


def tag_of(version: Version, form: str) -> str:
    """Return the name of a version's tag; `form` contains `{version}`."""
    return form.replace(PLACEHOLDER, str(version))


def version_of_tag(tag: str, form: str) -> Version | None:
    """Return the version that a tag of this form names, or None for any other tag."""
    before, _, after = form.partition(PLACEHOLDER)
    pattern = f"{re.escape(before)}(?P<whole>{VERSION_PATTERN}){re.escape(after)}"
    found = re.fullmatch(pattern, tag, re.VERBOSE | re.IGNORECASE)
    return Version(found["whole"]) if found else None
