"""The distributions of a release: one wheel and one sdist, kept with their hashes."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from enum import IntEnum
from pathlib import Path

from packaging.utils import parse_sdist_filename, parse_wheel_filename
from packaging.version import Version

SUMS = "SHA256SUMS"
SUM = re.compile(r"^ {4}([0-9a-f]{64})  (\S+)$", re.MULTILINE)
GENERATOR = re.compile(rb"^Generator: *(.*?)\r?\n", re.MULTILINE)
# What a damaged or foreign file raises when it is unpacked.
BROKEN = (OSError, EOFError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error)


class Likeness(IntEnum):
    """How like another file a distribution is, the least like first."""

    OTHER = 0
    SAME_BUT_TOOL = 1  # all but the line of a wheel that names what built it
    SAME_CONTENTS = 2
    SAME_BYTES = 3


def within(folder: Path) -> list[Path]:
    """Return the wheel and the sdist in a folder, in this order."""
    return [*folder.glob("*.whl"), *folder.glob("*.tar.gz")]


def of_project(folder: Path, project: str) -> list[Path]:
    """Return the wheels and sdists of one project in a folder, of every version, wheels first.

    `project` is its normalised name.
    """
    return [
        path
        for path in within(folder)
        if project_of(path.name) == project and path.is_file()
    ]


def of_version(folder: Path, project: str, version: Version) -> list[Path]:
    """Return the wheel and the sdist of one version in a folder, in this order."""
    return [
        path for path in of_project(folder, project) if version_of(path.name) == version
    ]


def project_of(filename: str) -> str | None:
    """Return the normalised name in the name of a wheel or an sdist; None for any other file."""
    parsed = _parsed(filename)
    return parsed[0] if parsed else None


def version_of(filename: str) -> Version | None:
    """Return the version in the name of a wheel or an sdist; None for any other file."""
    parsed = _parsed(filename)
    return parsed[1] if parsed else None


def versions(paths: list[Path]) -> list[Version]:
    """Return the versions in the names of distributions, each once, the lowest first."""
    found = {version_of(path.name) for path in paths}
    return sorted(version for version in found if version is not None)


def is_built_at(paths: list[Path], epoch: int) -> bool:
    """Whether the sdist among these files was built from a commit of this time.

    `build.pack_again` writes the time of the commit into the head of the gzip file (RFC 1952).
    """
    sdists = [path for path in paths if path.name.endswith(".tar.gz")]
    heads = [path.read_bytes()[4:8] for path in sdists]
    return heads == [(epoch % 2**32).to_bytes(4, "little")]


def sums(paths: list[Path]) -> str:
    """Return one line for each file, as `sha256sum` writes them."""
    return sum_lines({path.name: sha256(path.read_bytes()) for path in paths})


def keep(folder: Path, commit: str) -> None:
    """Write SHA256SUMS, the last file of a build, so that half a build never counts as kept."""
    (folder / SUMS).write_bytes(_record(within(folder), commit))


def kept(folder: Path, commit: str) -> list[Path]:
    """Return the distributions that were built from `commit`; empty unless they are whole."""
    found = within(folder)
    written = folder / SUMS
    is_whole = written.is_file() and written.read_bytes() == _record(found, commit)
    return found if is_whole else []


def commit_of(folder: Path) -> str | None:
    """Return the commit that the distributions in a folder were built from, or None."""
    written = folder / SUMS
    if not written.is_file():
        return None
    first, *_ = written.read_text(encoding="utf-8").splitlines() or [""]
    return first.removeprefix("# ") or None


def sum_lines(sums_by_name: Mapping[str, str]) -> str:
    """Return the lines that `sums` writes, from the SHA-256 of each file by its name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sums_by_name.items())


def sha256(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sums_in(text: str) -> dict[str, str]:
    """Return the SHA-256 of each file that a tag names, by file name; empty for other texts."""
    return {name: digest for digest, name in SUM.findall(text)}


def compare(path: Path, other: bytes) -> Likeness:
    """Return how like other bytes a distribution is.

    Two machines compress the same contents to other bytes when their zlib differs, and two versions
    of a build tool write their own names into the same wheel.
    """
    ours = path.read_bytes()
    if ours == other:
        return Likeness.SAME_BYTES
    try:
        if _contents(path.name, ours) == _contents(path.name, other):
            return Likeness.SAME_CONTENTS
        if path.suffix == ".whl" and _without_tool(ours) == _without_tool(other):
            return Likeness.SAME_BUT_TOOL
    except BROKEN:
        pass
    return Likeness.OTHER


def build_tool(wheel: bytes) -> str:
    """Return what built a wheel, such as `setuptools (84.2.1)`, as its file WHEEL says; or ''."""
    try:
        with zipfile.ZipFile(io.BytesIO(wheel)) as opened:
            texts = [
                opened.read(name) for name in opened.namelist() if _is_wheel_file(name)
            ]
    except BROKEN:
        return ""
    found = GENERATOR.search(b"".join(texts))
    return found[1].decode("utf-8", "replace") if found else ""


def _parsed(filename: str) -> tuple[str, Version] | None:
    parse = parse_wheel_filename if filename.endswith(".whl") else parse_sdist_filename
    try:
        name, version, *_ = parse(filename)
    except ValueError:
        return None
    return name, version


def _record(paths: list[Path], commit: str) -> bytes:
    return f"# {commit}\n{sums(paths)}".encode()


def _contents(name: str, data: bytes) -> list[object]:
    if name.endswith(".whl"):
        with zipfile.ZipFile(io.BytesIO(data)) as wheel:
            return [
                (
                    member.filename,
                    member.date_time,
                    member.external_attr,
                    wheel.read(member),
                )
                for member in wheel.infolist()
            ]
    # The format of gzip, read more strictly than gzip does about what follows the data.
    stream = zlib.decompressobj(wbits=31)
    return [stream.decompress(data), stream.eof, stream.unused_data]


def _without_tool(wheel: bytes) -> list[object]:
    """Return what is in a wheel, but for the line that names the build tool and its hash."""
    contents: list[object] = []
    with zipfile.ZipFile(io.BytesIO(wheel)) as opened:
        for member in opened.infolist():
            data = opened.read(member)
            if _is_wheel_file(member.filename):
                data = GENERATOR.sub(b"", data, count=1)
            if member.filename.endswith(".dist-info/RECORD"):
                data = b"\n".join(
                    row for row in data.splitlines() if not _is_row_of_wheel(row)
                )
            contents.append(
                (member.filename, member.date_time, member.external_attr, data)
            )
    return contents


def _is_wheel_file(name: str) -> bool:
    return name.endswith(".dist-info/WHEEL") and name.count("/") == 1


def _is_row_of_wheel(row: bytes) -> bool:
    return _is_wheel_file(row.partition(b",")[0].decode("utf-8", "replace"))
