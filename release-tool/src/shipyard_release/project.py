"""What the project says of itself: pyproject.toml, the version file and the changelog."""

import re
import sys
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from shipyard_release.report import Stop

# The standard library's since Python 3.11, and tomli, which is the same code, before.
tomllib = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")

UNRELEASED = "Unreleased"
PARTS = ("major", "minor", "patch")
_ASSIGNMENT = re.compile(r"""^__version__ = (["'])(?P<version>.*?)\1""", re.MULTILINE)


@dataclass(frozen=True)
class Project:
    """The settings that a release needs: `[project]` and `[tool.shipyard-release]` of pyproject.toml."""

    root: Path
    name: str
    version_file: str
    changelog: str
    branch: str
    publish_from: str
    publisher: dict[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def load(cls, root: Path) -> "Project":
        """Read pyproject.toml; raises `Stop` when it cannot be read or a setting is missing."""
        try:
            data: dict[str, Any] = tomllib.loads(
                (root / "pyproject.toml").read_text(encoding="utf-8")
            )
            settings = {
                key.replace("-", "_"): value for key, value in data["tool"]["shipyard-release"].items()
            }
            return cls(root=root, name=canonicalize_name(data["project"]["name"]), **settings)
        except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
            todo = "It needs [project] with the name and [tool.shipyard-release] with the settings of a release."
            raise Stop(f"pyproject.toml cannot be used: {error}", todo) from None


def read_version(text: str, where: str) -> Version:
    """Return the version that a version file assigns; raises `ValueError` that names line and text."""
    found = _ASSIGNMENT.search(text)
    if not found:
        raise ValueError(f'{where} has no line `__version__ = "..."`')
    try:
        return Version(found["version"])
    except InvalidVersion:
        row = text.count("\n", 0, found.start()) + 1
        raise ValueError(f"{where}, line {row}: {found['version']!r} is not a version") from None


def write_version(text: str, version: Version) -> str:
    """Return the version file's text with another version."""
    return _ASSIGNMENT.sub(f'__version__ = "{version}"', text, count=1)


def raised(version: Version, part: str) -> Version:
    """Return the next version; a pre-release becomes the release that it announces."""
    numbers = [version.major, version.minor, version.micro]
    index = PARTS.index(part)
    if not version.is_prerelease or any(numbers[index + 1 :]):
        numbers[index] += 1
    return Version(f"{version.epoch}!" + ".".join(map(str, [*numbers[: index + 1], 0, 0][:3])))


def following(version: Version) -> Version:
    """Return the nearest version of the same kind that can stand in for one that cannot be had."""
    if version.pre:
        kind, number = version.pre
        return Version(f"{version.base_version}{kind}{number + 1}")
    return raised(version, "patch")


def _heading(title: str) -> str:
    return rf"(?i:^## \[?{re.escape(title)}(?![^]\s]))[^\n]*"


def section(changelog: str, title: str) -> str | None:
    """Return the text below a heading of the changelog, up to the next one; None without the heading."""
    ends = r"(?=^## |^\[[^]]+\]: |\Z)"
    found = re.search(rf"{_heading(title)}(.*?){ends}", changelog, re.MULTILINE | re.DOTALL)
    return found and found[1].strip()


def says_something(text: str | None) -> bool:
    """Whether a section has more than headings of its own."""
    return any(row.strip() and not row.startswith("#") for row in (text or "").splitlines())


def open_section(changelog: str, version: Version, day: str) -> str:
    """Return the changelog with what was unreleased under a heading of its own; `day` is ISO 8601."""
    if section(changelog, UNRELEASED) is None:
        changelog = f"{changelog.rstrip()}\n\n## [{UNRELEASED}]\n"
    heading = rf"\g<0>\n\n## [{version}] - {day}"
    return re.sub(_heading(UNRELEASED), heading, changelog, count=1, flags=re.MULTILINE)
