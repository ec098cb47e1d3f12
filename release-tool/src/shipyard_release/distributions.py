"""The distributions of a release: one wheel and one sdist, kept with their hashes."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from pathlib import Path

from packaging.utils import parse_sdist_filename, parse_wheel_filename
from packaging.version import Version

SUMS = "SHA256SUMS"
# What a damaged or foreign file raises when it is unpacked.
BROKEN = (OSError, EOFError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error)


def within(folder: Path) -> list[Path]:
    """Return the wheel and the sdist in a folder, in this order."""
    return [*folder.glob("*.whl"), *folder.glob("*.tar.gz")]


def version_of(filename: str) -> Version | None:
    """Return the version in the name of a wheel or an sdist; None for any other file."""
    parse = parse_wheel_filename if filename.endswith(".whl") else parse_sdist_filename
    try:
        return parse(filename)[1]
    except ValueError:
        return None


def sums(paths: list[Path]) -> str:
    """Return one line for each file, as `sha256sum` writes them."""
    return "".join(f"{sha256(path.read_bytes())}  {path.name}\n" for path in paths)


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


def sha256(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def same_contents(path: Path, other: bytes) -> bool:
    """Whether a distribution and other bytes unpack to the same.

    Two machines compress the same contents to other bytes when their zlib differs.
    """
    ours = path.read_bytes()
    if ours == other:
        return True
    try:
        return _contents(path.name, ours) == _contents(path.name, other)
    except BROKEN:
        return False


def _record(paths: list[Path], commit: str) -> bytes:
    return f"# {commit}\n{sums(paths)}".encode()


def _contents(name: str, data: bytes) -> list[object]:
    if name.endswith(".whl"):
        with zipfile.ZipFile(io.BytesIO(data)) as wheel:
            return [
                (member.filename, member.date_time, member.external_attr, wheel.read(member))
                for member in wheel.infolist()
            ]
    # The form of gzip, read more strictly than gzip does about what follows the data.
    stream = zlib.decompressobj(wbits=31)
    return [stream.decompress(data), stream.eof, stream.unused_data]
