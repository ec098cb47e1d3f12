"""Which file the version of a project comes from: found by its text, proven by its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Protocol

from packaging.metadata import RawMetadata
from packaging.version import Version

from shipyard_release.errors import Stop
from shipyard_release.version import raised
from shipyard_release.version_file import VersionFile

# The files that have a version, the likeliest first; after them come modules.
DECLARATIONS = (
    "pyproject.toml",
    "setup.cfg",
    "setup.py",
    "VERSION",
    "VERSION.txt",
    "version.txt",
)
MODULES = (
    "__init__",
    "_version",
    "__about__",
    "__version__",
    "version",
    "about",
    "_about",
)
# What else a build reads a version from.
DATA = (
    ".json",
    ".toml",
    ".cfg",
    ".ini",
    "meson.build",
)
MOST_TRIALS = 12  # builds of metadata, each a second or more
LARGEST = 1_000_000  # bytes of a file that is looked into
# How else a module writes a version than in the forms that the tool knows by themselves.
PATTERNS = (
    r"""^VERSION *(?::[^=\n]+)?= *["']([^"'\n]+)["']""",
    r"""^version *(?::[^=\n]+)?= *["']([^"'\n]+)["']""",
    r"""^ *["']?(?:__version__|version|VERSION)["']? *[:=] *["']([^"'\n]+)["']""",
    # As a tuple, such as `version_info = (1, 2, 0)`.
    r"""^(?:__)?(?:version|VERSION)\w* *(?::[^=\n]+)?= *[\[(]([^()[\]\n]+)[\])]""",
)
# A file below one of these says something about the project, and is not a part of it.
BESIDE = ("doc", "docs", "test", "tests", "example", "examples", "benchmarks")


class Builds(Protocol):
    """What gives the metadata of a project as its files are now."""

    def metadata(self, folder: Path) -> RawMetadata:
        """Return it; `folder` is an empty one for what a build writes."""


def candidates(
    source: Path, paths: set[str], version: Version
) -> Iterator[VersionFile]:
    """Yield the files in `source` that have this version in a form that the tool knows."""
    for path in _likely(paths):
        if _has(source, VersionFile(path), version):
            yield VersionFile(path)


def proven(
    source: Path, paths: set[str], version: Version, backend: Builds
) -> VersionFile | None:
    """Return the file whose version the metadata follows, or None.

    A trial version is written into one file after the other; each gets its own bytes back.
    """
    known = list(candidates(source, paths, version))
    others = [
        VersionFile(path, pattern)
        for path in _likely(paths)
        for pattern in PATTERNS
        if path.endswith(".py") and _has(source, VersionFile(path, pattern), version)
    ]
    trials = [*known, *others, *_by_its_line(source, paths, version)]
    for version_file in list(dict.fromkeys(trials))[:MOST_TRIALS]:
        if _is_followed(source, version_file, version, backend):
            return version_file
    return None


def _by_its_line(
    source: Path, paths: set[str], version: Version
) -> Iterator[VersionFile]:
    """Yield the files that have this version in quotes once, in whatever else the line says."""
    quoted = re.compile(rf"""^(.*["']){re.escape(str(version))}["']""", re.MULTILINE)
    for path in [
        *_likely(paths),
        *sorted(path for path in paths if path.endswith(DATA)),
    ]:
        begins = [found[1] for found in quoted.finditer(text_of(source / path))]
        if len(begins) == 1:
            version_file = VersionFile(
                path, rf"""^{re.escape(begins[0])}([^"'\n]+)["']"""
            )
            if _has(source, version_file, version):
                yield version_file


def text_of(path: Path) -> str:
    """Return the text of a file, or '' for none, for one that is too large and for other bytes."""
    if not path.is_file() or path.stat().st_size > LARGEST:
        return ""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return ""


def is_beside(path: str) -> bool:
    """Whether a file is in a folder of tests, documentation or examples, and not of the package."""
    return bool(set(PurePosixPath(path).parts) & set(BESIDE))


def _likely(paths: set[str]) -> list[str]:
    declarations = [path for path in DECLARATIONS if path in paths]
    modules = [
        path
        for path in paths - set(declarations)
        if path.endswith(".py") and not is_beside(path)
    ]
    return [*declarations, *sorted(modules, key=_likeliness)]


def _likeliness(path: str) -> tuple[int, int, str]:
    pure = PurePosixPath(path)
    number = MODULES.index(pure.stem) if pure.stem in MODULES else len(MODULES)
    return (number, len(pure.parts), path)


def _has(source: Path, file: VersionFile, version: Version) -> bool:
    return file.has(text_of(source / file.path), version)


def _is_followed(
    source: Path, version_file: VersionFile, version: Version, backend: Builds
) -> bool:
    """Whether the metadata has another version once this file has it."""
    place = source / version_file.path
    before = place.read_bytes()
    trial = raised(version, "patch")
    after = version_file.write(before.decode("utf-8"), trial)
    place.write_bytes(after.encode("utf-8"))
    try:
        with TemporaryDirectory() as temporary, suppress(Stop):
            return Version(backend.metadata(Path(temporary))["version"]) == trial
    finally:
        place.write_bytes(before)
    return False
