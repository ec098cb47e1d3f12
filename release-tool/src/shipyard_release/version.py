"""Versions: which comes next, and what a tag says."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from packaging.version import VERSION_PATTERN, Version

from shipyard_release.names import FINAL, PARTS, STAGES, bump_parts
from shipyard_release.table import NAME_PLACEHOLDER, PLACEHOLDER

# The forms of tags that projects have, the most usual first.
FORMATS = (
    f"v{PLACEHOLDER}",
    PLACEHOLDER,
    f"{NAME_PLACEHOLDER}-{PLACEHOLDER}",
    f"{NAME_PLACEHOLDER}-v{PLACEHOLDER}",
    f"release-{PLACEHOLDER}",
    f"version-{PLACEHOLDER}",
    f"{NAME_PLACEHOLDER}/{PLACEHOLDER}",
    f"{NAME_PLACEHOLDER}/v{PLACEHOLDER}",
    f"V{PLACEHOLDER}",
    f"rel-{PLACEHOLDER}",
    f"release/{PLACEHOLDER}",
)
NEWEST = 10  # tags that show how a project tags today


def raised(version: Version, bump: str) -> Version:
    """Return the next version for a choice such as `minor`, `rc`, or `minor,rc`.

    The first candidate is rc1. Raises `ValueError` when no version can follow so.
    """
    following_one = version
    for word in bump_parts(bump):
        if word in PARTS:
            following_one = _raised_part(version, word)
        else:
            following_one = _of_kind(version, following_one, word)
    return following_one


def _of_kind(version: Version, goal: Version, kind: str) -> Version:
    """Return the version of a kind that comes after `version`, on the way to the release `goal`."""
    if kind == FINAL:
        if not version.is_prerelease:
            raise ValueError(kind)
        return Version(_release(version))
    if kind == "post":
        if version.is_prerelease:  # what it would correct is not released yet
            raise ValueError(kind)
        return Version(f"{_release(version)}.post{(version.post or 0) + 1}")
    if not goal.is_prerelease and goal == version:
        goal = _raised_part(version, "patch")
    short = {"alpha": "a", "beta": "b"}.get(kind, kind)
    number = 1
    if version.pre and _release(version) == _release(goal):
        stages = ["a", "b", "rc"]
        if stages.index(version.pre[0]) > STAGES.index(kind):
            raise ValueError(kind)
        number = _next_number(version) if version.pre[0] == short else 1
    return Version(f"{_release(goal)}{short}{number}")


def _next_number(version: Version) -> int:
    """Return the number of the next candidate; that of a development version is still to come."""
    number = version.pre[1] if version.pre else 0
    return number if version.is_devrelease else number + 1


def _release(version: Version) -> str:
    """Return the numbers of a version without what follows them."""
    return version.base_version


def _raised_part(version: Version, part: str) -> Version:
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


def filled_in(text: str, version: Version, name: str = "") -> str:
    """Return a text with this version in place of `{version}`, and the name of `{name}`."""
    return text.replace(NAME_PLACEHOLDER, name).replace(PLACEHOLDER, str(version))


def tag_of(version: Version, tag_format: str, name: str = "") -> str:
    """Return the name of a version's tag.

    `tag_format` contains `{version}`, and may contain `{name}`.
    """
    return filled_in(tag_format, version, name)


@cache
def version_of_tag(tag: str, tag_format: str, name: str = "") -> Version | None:
    """Return the version that a tag in this format names, or None for any other tag.

    The separators of a name may be others in an old tag. After a name, 2-1 is not a version: the
    tag may be of another package whose name ends with a number.
    """
    found = _expression(tag_format, name).fullmatch(tag)
    if found is None or (NAME_PLACEHOLDER in tag_format and found["post_n1"]):
        return None
    return Version(found["whole"])


def formats_beside(tag_format: str) -> tuple[str, ...]:
    """Return the other formats of tags that count as releases of a project with this format.

    Where the format has a name or a word of its own, the repository may have other packages, and
    only formats with the name belong to this one.
    """
    is_alone = tag_format in {f"v{PLACEHOLDER}", PLACEHOLDER, f"V{PLACEHOLDER}"}
    return tuple(
        other
        for other in FORMATS
        if other != tag_format and (is_alone or NAME_PLACEHOLDER in other)
    )


def find_tag_format(tags: list[str], name: str) -> str | None:
    """Return the format that most of the newest versions' tags have, or None without such tags."""
    read: list[tuple[Version, str]] = []
    for tag in tags:
        found = next((each for each in FORMATS if _reads(tag, each, name)), None)
        version = version_of_tag(tag, found, name) if found else None
        if found and version:
            read.append((version, found))
    newest = sorted(read, key=lambda pair: pair[0])[-NEWEST:]
    counted = Counter(each for _, each in newest).most_common(1)
    return counted[0][0] if counted else None


def _reads(tag: str, tag_format: str, name: str) -> bool:
    return version_of_tag(tag, tag_format, name) is not None


@cache
def _expression(tag_format: str, name: str) -> re.Pattern[str]:
    """Return the regular expression for tags of a format; its group `whole` is the version.

    A repository may have thousands of tags, and each is compared with every format, so the
    expression of a format is made once.
    """
    before, _, after = tag_format.partition(PLACEHOLDER)
    version = f"(?P<whole>(?!v){VERSION_PATTERN})"
    pattern = f"{_pattern(before, name)}{version}{_pattern(after, name)}"
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


def _pattern(part: str, name: str) -> str:
    """Return the regular expression of a part of a form."""
    separated = "[-_.]+".join(re.escape(each) for each in re.split("[-_.]+", name))
    return separated.join(re.escape(each) for each in part.split(NAME_PLACEHOLDER))
