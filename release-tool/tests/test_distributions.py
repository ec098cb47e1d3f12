"""Wheel and sdist: which files count as kept, and which as the same."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

import pytest
from made import built_by, write_wheel
from packaging.version import Version
from shipyard_release.distributions import (
    Likeness,
    build_tool,
    compare,
    keep,
    kept,
    sums,
    sums_in,
    version_of,
    within,
)

WHEEL = "p-1.0-py3-none-any.whl"
SDIST = "p-1.0.tar.gz"


def wheel(
    level=6, *, text=b"x = 1\n" * 99, mode=0o644, year=2026, name="p/__init__.py"
):
    """Return the bytes of a wheel with one member."""
    member = zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0))
    member.external_attr = mode << 16
    member.compress_type = zipfile.ZIP_DEFLATED
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(member, text, compresslevel=level)
    return packed.getvalue()


def sdist(level=6, *, text=b"x = 1\n" * 99, mode=0o644, time=0):
    """Return the bytes of an sdist with one member."""
    member = tarfile.TarInfo("p-1.0/p/__init__.py")
    member.size = len(text)
    member.mode = mode
    member.mtime = time
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as file:
        file.addfile(member, io.BytesIO(text))
    return gzip.compress(packed.getvalue(), level, mtime=0)


@pytest.mark.parametrize(("name", "make"), [(WHEEL, wheel), (SDIST, sdist)])
def test_another_compression_of_the_same_members_is_the_same(tmp_path, name, make):
    """Two machines pack with other versions of zlib; what they unpack to counts."""
    path = tmp_path / name
    path.write_bytes(make(9))
    other = make(1)

    assert other != path.read_bytes()
    assert compare(path, path.read_bytes()) == Likeness.SAME_BYTES
    assert compare(path, other) == Likeness.SAME_CONTENTS


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (WHEEL, wheel(text=b"y = 1\n" * 99)),
        (WHEEL, wheel(mode=0o755)),
        (WHEEL, wheel(year=2025)),
        (WHEEL, wheel(name="p/other.py")),
        (WHEEL, wheel()[:-30]),
        (WHEEL, b""),
        (SDIST, sdist(text=b"y = 1\n" * 99)),
        (SDIST, sdist(mode=0o755)),
        (SDIST, sdist(time=1)),
        (SDIST, sdist()[:-9]),
        (SDIST, sdist() + b"\0"),
        (SDIST, sdist() + sdist()),
        (SDIST, b"<html>not found</html>"),
    ],
    ids=[
        "wheel: another byte",
        "wheel: another mode",
        "wheel: another time",
        "wheel: another name",
        "wheel: cut short",
        "wheel: nothing",
        "sdist: another byte",
        "sdist: another mode",
        "sdist: another time",
        "sdist: cut short",
        "sdist: a byte more",
        "sdist: a second part",
        "sdist: a page",
    ],
)
def test_other_contents_and_damaged_files_are_not_the_same(tmp_path, name, other):
    """One other byte, name, mode or time is enough, and so is what cannot be unpacked."""
    path = tmp_path / name
    path.write_bytes(wheel() if name == WHEEL else sdist())

    assert compare(path, other) == Likeness.OTHER


def test_another_build_tool_is_told_apart_from_other_contents(tmp_path):
    """Its own line in WHEEL, and the row of that file in RECORD, are all that may differ."""
    info = {
        "p-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: setuptools (84.2.1)\n"
    }
    path = write_wheel(tmp_path, files={**info, "p/__init__.py": "x = 1\n"})
    other = built_by("setuptools (84.1.0)", path.read_bytes())
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    changed = write_wheel(
        elsewhere, files={**info, "p/__init__.py": "x = 2\n"}
    ).read_bytes()

    assert compare(path, other) == Likeness.SAME_BUT_TOOL
    assert compare(path, built_by("setuptools (84.1.0)", changed)) == Likeness.OTHER
    assert build_tool(other) == "setuptools (84.1.0)"
    assert build_tool(b"no wheel") == ""


def test_the_hashes_in_a_tag_are_read(tmp_path):
    """They are indented lines of `sha256sum`; whatever else a tag says is left out."""
    (tmp_path / SDIST).write_bytes(sdist())
    listed = sums(within(tmp_path))
    text = (
        f"tagger A\n\np 1.0\n\n- News.\n\n    {listed}-----BEGIN PGP SIGNATURE-----\n"
    )

    assert sums_in(text) == {SDIST: listed.partition(" ")[0]}
    assert sums_in("p 1.0\n") == {}


def test_half_a_build_or_the_build_of_another_commit_does_not_count_as_kept(tmp_path):
    """Only what was built to the end, from this commit and not changed since, is used again."""
    (tmp_path / WHEEL).write_bytes(wheel())
    (tmp_path / SDIST).write_bytes(sdist())
    unfinished = kept(tmp_path, "c1")
    keep(tmp_path, "c1")
    whole = kept(tmp_path, "c1")
    of_another = kept(tmp_path, "c2")
    (tmp_path / SDIST).write_bytes(sdist(1))
    changed = kept(tmp_path, "c1")

    assert unfinished == []
    assert whole == [tmp_path / WHEEL, tmp_path / SDIST]
    assert of_another == []
    assert changed == []


def test_the_hashes_have_the_form_of_sha256sum(tmp_path):
    """One line a file: the digest, two spaces, the name."""
    path = tmp_path / SDIST
    path.write_bytes(b"")

    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert sums(within(tmp_path)) == f"{empty}  {SDIST}\n"


@pytest.mark.parametrize(
    ("filename", "version"),
    [
        (WHEEL, "1.0"),
        (SDIST, "1.0"),
        ("my_package-1!2.0rc1.tar.gz", "1!2.0rc1"),
        ("p-1.0.zip", "1.0"),
        ("p-1.0.exe", None),
        ("p.tar.gz", None),
        ("p-one-py3-none-any.whl", None),
    ],
)
def test_the_version_is_read_from_the_name_of_a_file(filename, version):
    """An index may list files of other kinds; they have no version here."""
    assert version_of(filename) == (Version(version) if version else None)
