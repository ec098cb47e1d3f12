"""What is in a distribution, compared with the commit that it was built from."""

from __future__ import annotations

import configparser
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from shipyard_release import layout
from shipyard_release.errors import Problem
from shipyard_release.settings import Settings, tomllib

SECRET_NAMES = re.compile(
    r"(^|/)(\.pypirc|\.netrc|\.env(rc|\.(\w+\.)?local|\.(dev|prod|stag)\w*)?"
    r"|id_(rsa|dsa|ecdsa|ed25519)|.+\.(key|p12|keystore))$"
)
SECRET_TEXT = re.compile(rb"pypi-AgE[\w-]{60}|-----BEGIN [A-Z ]*PRIVATE KEY-----")
# What a build writes into an sdist beside the files of the commit.
GENERATED = re.compile(r"^(PKG-INFO|setup\.cfg|(.+/)?[^/]+\.egg-info/.+)$")
LFS_POINTER = b"version https://git-lfs."  # how the pointer of Git LFS to a file begins
LICENCE = re.compile(r"(^|/)(licen[cs]es?|copying|notice)([.-].*)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Distribution:
    """The files of a wheel or an sdist, by their paths in it."""

    path: Path
    files: Mapping[str, bytes]

    @classmethod
    def unpacked(cls, path: Path, folder: Path) -> Distribution:
        """Return the files of a distribution, unpacked into a new folder."""
        is_wheel = path.suffix == ".whl"
        shutil.unpack_archive(path, folder, "zip" if is_wheel else None)
        top = folder if is_wheel else next(folder.iterdir())
        files = [file for file in top.rglob("*") if file.is_file()]
        contents = {
            file.relative_to(top).as_posix(): file.read_bytes() for file in files
        }
        return cls(path, contents)


@dataclass(frozen=True)
class Committed:
    """The files of a commit: those of `git archive` with their bytes, and its symbolic links."""

    files: Mapping[str, bytes]
    links: Mapping[str, str]

    @classmethod
    def of(cls, folder: Path) -> Committed:
        """Return the files that were exported into a folder."""
        files: dict[str, bytes] = {}
        links: dict[str, str] = {}
        for path in folder.rglob("*"):
            name = path.relative_to(folder).as_posix()
            if path.is_symlink():
                links[name] = str(path.readlink())
            elif path.is_file():
                files[name] = path.read_bytes()
        return cls(files, links)

    @property
    def names(self) -> set[str]:
        """The paths of its files and links."""
        return {*self.files, *self.links}

    @property
    def licences(self) -> set[str]:
        """The files at the top that are called as licences are."""
        return {name for name in self.names if "/" not in name and LICENCE.search(name)}


def problems(
    settings: Settings, wheel: Distribution, sdist: Distribution, committed: Committed
) -> list[Problem]:
    """Return everything in the two distributions that is not as the commit has it."""
    return [
        *_secrets(settings, wheel),
        *_secrets(settings, sdist),
        *_links(committed),
        *_other_contents(settings, sdist, committed),
        *_file_lists(settings, set(wheel.files), set(sdist.files), committed.names),
        *_extensions(wheel),
        *_licence(settings, wheel, committed),
    ]


def _secrets(settings: Settings, distribution: Distribution) -> Iterator[Problem]:
    filename = distribution.path.name
    for name, data in distribution.files.items():
        if looks_secret(name, data) and not _matches(name, settings.not_secret):
            yield Problem("secret", {"filename": filename, "name": name})
        if data.startswith(LFS_POINTER):
            yield Problem("lfs-pointer", {"filename": filename, "name": name})


def looks_secret(name: str, data: bytes) -> bool:
    """Whether the name of a file or what is in it is that of a secret."""
    return bool(SECRET_NAMES.search(name) or SECRET_TEXT.search(data))


def _links(committed: Committed) -> Iterator[Problem]:
    """Yield the links that a backend would follow out of the project, or into a folder of it."""
    for name, target in sorted(committed.links.items()):
        parts = list(PurePosixPath(name).parent.parts)
        leaves = PurePosixPath(target).is_absolute()
        for part in PurePosixPath(target).parts:
            if part == ".." and not parts:
                leaves = True
            elif part == "..":
                parts.pop()
            else:
                parts.append(part)
        goal = "/".join(parts)
        if leaves:
            yield Problem("link-leaves-project", {"name": name, "target": target})
        elif any(path.startswith(f"{goal}/") for path in committed.files):
            yield Problem("link-to-folder", {"name": name, "target": target})


def _other_contents(
    settings: Settings, sdist: Distribution, committed: Committed
) -> Iterator[Problem]:
    for name in written_anew(sdist, committed):
        if not _matches(name, settings.not_committed):
            yield Problem("sdist-differs", {"name": name})


def written_anew(sdist: Distribution, committed: Committed) -> Iterator[str]:
    """Yield the committed files that have other contents in the sdist: a build wrote them."""
    for name, data in sorted(sdist.files.items()):
        ours = committed.files.get(name)
        if ours is not None and ours != data and not _is_rewritten(name, ours, data):
            yield name


def written(sdist: set[str], committed: set[str]) -> list[str]:
    """Return the files that a build wrote into an sdist beside the committed ones and its own."""
    return sorted(name for name in sdist - committed if not GENERATED.match(name))


def _is_rewritten(name: str, ours: bytes, data: bytes) -> bool:
    """Whether a backend wrote a file again and changed only what it sets itself.

    setuptools writes its own table into setup.cfg, pdm-backend the version into pyproject.toml.
    """
    if name == "pyproject.toml":
        before = _toml(ours)
        return before is not None and before == _toml(data)
    return name == "setup.cfg" and _own_tables(ours) == _own_tables(data)


def _own_tables(data: bytes) -> dict[str, dict[str, str]]:
    """Return the tables of a setup.cfg, without the one that setuptools writes."""
    return {
        name: dict(table) for name, table in _ini(data).items() if name != "egg_info"
    }


def _toml(data: bytes) -> dict[str, Any] | None:
    """Return a pyproject.toml without version and dynamic fields; None for one that is damaged."""
    try:
        tables: dict[str, Any] = tomllib.loads(data.decode("utf-8"))
    except ValueError:
        return None
    project = tables.get("project", {})
    for key in ("version", "dynamic"):
        project.pop(key, None)
    tables.get("tool", {}).get("pdm", {}).pop("version", None)
    return tables


def _ini(data: bytes) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False)
    with suppress(configparser.Error):
        parser.read_string(data.decode("utf-8", "replace"))
    return parser


def _file_lists(
    settings: Settings, wheel: set[str], sdist: set[str], committed: set[str]
) -> Iterator[Problem]:
    for name in written(sdist, committed):
        if not _matches(name, settings.not_committed):
            yield Problem("sdist-not-committed", {"name": name})
    code = layout.code_of(layout.origins(wheel, committed), committed)
    tests = {name for name in committed if name.startswith(f"{settings.tests}/")}
    lost = [
        name
        for name, inside in sorted(code.items())
        if inside not in wheel and not _matches(name, settings.not_in_wheel)
    ]
    for name in sorted((tests | code.keys()) - sdist - set(lost)):
        if not _matches(name, settings.not_in_sdist):
            yield Problem("sdist-lacks", {"name": name})
    for name in lost:
        yield _lacking(settings, name, code[name], set(code))
    if not layout.contents_of(wheel) and any(
        name.endswith(".py") for name in committed
    ):
        yield Problem("wheel-empty", {"metadata": settings.metadata})


def _lacking(settings: Settings, name: str, inside: str, code: set[str]) -> Problem:
    """Return what a wheel lacks, with its cause: a module needs a package, data a declaration."""
    init = PurePosixPath(name).with_name("__init__.py").as_posix()
    if name.endswith(".py") and init not in code and "/" in inside:
        return Problem("wheel-lacks-module", {"name": name, "init": init})
    return Problem("wheel-lacks", {"name": name, "metadata": settings.metadata})


def _extensions(wheel: Distribution) -> Iterator[Problem]:
    """Yield a wheel that is for one platform without a reason, and one that should be."""
    is_for_platform = layout.is_for_platform(wheel.path.name)
    has_extension = layout.has_extension(wheel.files)
    facts = {"filename": wheel.path.name}
    if is_for_platform and not has_extension and not layout.has_program(wheel.files):
        yield Problem("wheel-without-extension", facts)
    if has_extension and not is_for_platform:
        yield Problem("wheel-for-any-platform", facts)


def left_out(
    wheel: set[str], sdist: set[str], committed: set[str], tests: str
) -> tuple[list[str], list[str]]:
    """Return the files of the code that a project's sdist and its wheel leave out today.

    Of the sdist, also those in the folder of tests.
    """
    code = layout.code_of(layout.origins(wheel, committed), committed)
    needed = {name for name in committed if name.startswith(f"{tests}/")} | code.keys()
    not_in_wheel = [name for name, inside in code.items() if inside not in wheel]
    return sorted(needed - sdist), sorted(not_in_wheel)


def submodules_of_code(
    wheel: set[str], committed: set[str], submodules: list[str]
) -> list[str]:
    """Return the submodules whose files belong into a wheel, and are in no build of a commit."""
    inside = {f"{path}/": path for path in submodules}
    code = layout.code_of(layout.origins(wheel, committed), inside)
    return sorted(inside[path] for path in code)


def lost_licences(wheel: set[str], committed: Committed) -> set[str]:
    """Return the licence files of a project whose wheel has none at all."""
    in_wheel = any(".dist-info/" in name and LICENCE.search(name) for name in wheel)
    return set() if in_wheel else committed.licences


def _licence(
    settings: Settings, wheel: Distribution, committed: Committed
) -> Iterator[Problem]:
    lost = lost_licences(set(wheel.files), committed)
    if any(not _matches(name, settings.not_in_wheel) for name in lost):
        yield Problem("licence-not-in-wheel", {"filename": wheel.path.name})


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
