"""Small wheels and sdists, whole but for what a test changes."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

METADATA = """\
Metadata-Version: 2.4
Name: p
Version: 1.0
Description-Content-Type: text/plain

P
"""
INFO = "p-1.0.dist-info"
WHEEL = "p-1.0-py3-none-any.whl"
SDIST = "p-1.0.tar.gz"


def metadata(*fields: str, **changed: str) -> str:
    """Return metadata with more fields, and with others changed (`Version="2"`)."""
    head, body = METADATA.split("\n\n", 1)
    lines = dict(line.split(": ", 1) for line in head.splitlines())
    lines |= {name.replace("_", "-"): value for name, value in changed.items()}
    rows = [*(f"{name}: {value}" for name, value in lines.items()), *fields]
    return "\n".join(rows) + f"\n\n{body}"


def write_wheel(
    folder: Path,
    text: str = METADATA,
    *,
    name: str = WHEEL,
    without: tuple[str, ...] = (),
    packing: int = zipfile.ZIP_STORED,
    files: Mapping[str, str] = MappingProxyType({}),
) -> Path:
    """Write a wheel with this METADATA and these files, without others, and return its path."""
    path = folder / name
    info = "-".join(name.split("-")[:2]) + ".dist-info"
    contents = {
        f"{info}/METADATA": text,
        f"{info}/WHEEL": "Wheel-Version: 1.0\n",
        **files,
    }
    names = [*contents, f"{info}/RECORD"]
    contents.setdefault(f"{info}/RECORD", "".join(f"{each},,\n" for each in names))
    with zipfile.ZipFile(path, "w", packing) as wheel:
        for each, data in contents.items():
            if each not in without:
                wheel.writestr(each, data)
    return path


def write_sdist(
    folder: Path,
    text: str = METADATA,
    *,
    name: str = SDIST,
    top: str = "p-1.0",
    **files: str,
) -> Path:
    """Write an sdist with this PKG-INFO and these files, and return its path.

    A name that begins with / is beside the top folder.
    """
    path = folder / name
    with tarfile.open(path, "w:gz") as sdist:
        folder_itself = tarfile.TarInfo(top)
        folder_itself.type = tarfile.DIRTYPE
        sdist.addfile(folder_itself)
        for each, data in {"PKG-INFO": text, **files}.items():
            inside = each[1:] if each.startswith("/") else f"{top}/{each}"
            member = tarfile.TarInfo(inside)
            member.size = len(data.encode())
            sdist.addfile(member, io.BytesIO(data.encode()))
    return path


def built_by(tool: str, wheel: bytes) -> bytes:
    """Return a wheel as another version of the build tool would write it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(wheel)) as old, zipfile.ZipFile(packed, "w") as new:
        contents = {member: old.read(member) for member in old.infolist()}
        place = next(
            each for each in contents if each.filename.endswith(".dist-info/WHEEL")
        )
        text = re.sub(rb"Generator: .*", f"Generator: {tool}".encode(), contents[place])
        contents[place] = text
        digest = (
            base64.urlsafe_b64encode(hashlib.sha256(text).digest()).decode().rstrip("=")
        )
        row = f"{place.filename},sha256={digest},{len(text)}".encode()
        for member, data in contents.items():
            if member.filename.endswith(".dist-info/RECORD"):
                old_row = re.escape(place.filename).encode() + rb",.*"
                contents[member] = re.sub(old_row, row, data)
            new.writestr(member, contents[member])
    return packed.getvalue()


def token(site, caveat=b""):
    """Make a token as the index does: a macaroon in libmacaroons' version 2 format, with one
    caveat."""

    def field(kind, data):
        return bytes([kind, len(data)]) + data

    caveats = field(2, caveat) + b"\0" if caveat else b""
    raw = (
        b"\2"
        + field(1, site)
        + field(2, b"an-identifier")
        + b"\0"
        + caveats
        + b"\0"
        + field(6, b"s" * 32)
    )
    return "pypi-" + base64.urlsafe_b64encode(raw).decode().rstrip("=")
