"""Look into the distributions as a user would: metadata, file lists, size, secrets, and use."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from packaging.metadata import parse_email
from packaging.utils import canonicalize_name
from packaging.version import Version

from shipyard_release import twine
from shipyard_release.build import CORRECT_AND_COMMIT
from shipyard_release.errors import Message, Problem, Stop
from shipyard_release.process import told_as
from shipyard_release.settings import Settings
from shipyard_release.tryout import try_out

LIMIT = 100 * 10**6  # bytes that PyPI takes without being asked for more
SECRET_NAMES = re.compile(
    r"(^|/)(\.pypirc|\.netrc|\.env(\.(local|prod\w*))?"
    r"|id_(rsa|dsa|ecdsa|ed25519)|.+\.(key|p12|keystore))$"
)
SECRET_TEXT = re.compile(rb"pypi-AgE[\w-]{60}|-----BEGIN [A-Z ]*PRIVATE KEY-----")
LFS_POINTER = b"version https://git-lfs."  # how Git LFS begins what stands in for a file
METADATA = re.compile(r"^(PKG-INFO|[^/]+\.dist-info/METADATA)$")


def inspect(
    settings: Settings, version: Version, paths: list[Path], committed: set[str]
) -> Message:
    """Check the wheel and the sdist that were built from a commit with these files.

    Returns what was found; raises `Stop` with everything that is wrong.
    """
    with told_as("twine-check", *CORRECT_AND_COMMIT):
        twine.check(paths)
    with TemporaryDirectory() as folder:
        contents = {path: _unpacked(path, Path(folder) / path.name) for path in paths}
    wheel, sdist = (set(files) for files in contents.values())
    problems = [
        problem for path in paths for problem in _wrong(path, contents[path], settings, version)
    ]
    problems += _wrong_lists(settings, wheel, sdist, committed)
    if problems:
        raise Stop("distributions-wrong", *CORRECT_AND_COMMIT, problems=tuple(problems))
    for path in paths:
        try_out(settings, version, str(path), offline=True, remedies=CORRECT_AND_COMMIT)
    return Message("checked", {"project": settings.name, "version": str(version)})


def _unpacked(path: Path, folder: Path) -> dict[str, bytes]:
    is_wheel = path.suffix == ".whl"
    shutil.unpack_archive(path, folder, "zip" if is_wheel else None)
    top = folder if is_wheel else next(folder.iterdir())
    files = [file for file in top.rglob("*") if file.is_file()]
    return {file.relative_to(top).as_posix(): file.read_bytes() for file in files}


def _wrong(
    path: Path, contents: dict[str, bytes], settings: Settings, version: Version
) -> Iterator[Problem]:
    metadata = next(data for name, data in contents.items() if METADATA.match(name))
    fields, _ = parse_email(metadata)
    found = f"{canonicalize_name(fields.get('name', 'nothing'))} {fields.get('version')}"
    expected = f"{settings.name} {version}"
    if found != expected:
        yield _problem("says-another-name", path, found=found, expected=expected)
    if path.stat().st_size > LIMIT:
        yield _problem("too-large", path, size=path.stat().st_size)
    for name, data in contents.items():
        if SECRET_NAMES.search(name) or SECRET_TEXT.search(data):
            yield _problem("secret", path, name=name)
        if data.startswith(LFS_POINTER):
            yield _problem("lfs-pointer", path, name=name)


def _problem(kind: str, path: Path, **facts: Any) -> Problem:
    return Problem(kind, {"filename": path.name, **facts})


def _wrong_lists(
    settings: Settings, wheel: set[str], sdist: set[str], committed: set[str]
) -> list[Problem]:
    sources = f"{settings.sources}/"
    generated = re.compile(rf"^(PKG-INFO|setup\.cfg|{re.escape(sources)}[^/]+\.egg-info/.+)$")
    strangers = {name for name in sdist if not generated.match(name)} - committed
    tests = {name for name in committed if name.startswith(f"{settings.tests}/")}
    code = {name.removeprefix(sources) for name in committed if name.startswith(sources)}
    return [
        *(Problem("sdist-not-committed", {"name": name}) for name in sorted(strangers)),
        *(Problem("sdist-lacks", {"name": name}) for name in sorted(tests - sdist)),
        *(
            Problem("wheel-lacks", {"name": sources + name, "metadata": settings.metadata})
            for name in sorted(code - wheel)
        ),
    ]
