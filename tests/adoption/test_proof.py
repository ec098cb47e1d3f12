"""The proof names every difference of two builds, and nothing else."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from shipyard.adoption import proof
from shipyard.adoption.building import Built

INFO = "old-1.dist-info"
WHEEL = {
    "old.py": "x = 1\n",
    "_old.so": "code",
    f"{INFO}/METADATA": "Metadata-Version: 2.1\nName: old\nKeywords: a\n\nIt is old.\n",
    f"{INFO}/WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
    f"{INFO}/entry_points.txt": "[console_scripts]\nold = old:main\n",
    f"{INFO}/RECORD": "1\n",
}
SDIST = {
    "setup.py": "1\n",
    "PKG-INFO": "Metadata-Version: 2.1\nName: old\n",
    "pyproject.toml": "[build-system]\n",
    "old.egg-info/SOURCES.txt": "setup.py\npyproject.toml\n",
}
Files = Mapping[str, str]


def built(
    folder: Path, *, wheel: Files = WHEEL, sdist: Files = SDIST, tag: str = "any"
) -> Built:
    """Write a wheel and an sdist of these files."""
    folder.mkdir(parents=True)
    result = Built(folder / f"old-1-py3-none-{tag}.whl", folder / "old-1.tar.gz")
    with zipfile.ZipFile(result.wheel, "w") as archive:
        for name, text in wheel.items():
            archive.writestr(name, text)
    with tarfile.open(result.sdist, "w:gz") as tar:
        for name, text in sdist.items():
            info = tarfile.TarInfo(f"old-1/{name}")
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text.encode()))
    return result


def without(files: Files, name: str) -> Files:
    """Return files without one of them."""
    return {each: text for each, text in files.items() if each != name}


@pytest.mark.parametrize(
    ("wheel", "said"),
    [
        ({**WHEEL, "_aix.c": "int"}, ["+ _aix.c"]),
        (without(WHEEL, "_old.so"), ["- _old.so"]),
        (
            {**WHEEL, "old.py": "x = 2\n"},
            ["~ old.py: 6 bytes before, 6 after, or other ones"],
        ),
        (
            {
                **WHEEL,
                f"{INFO}/METADATA": WHEEL[f"{INFO}/METADATA"].replace(": a", ": b"),
            },
            [f"~ {INFO}/METADATA: - Keywords: a", f"~ {INFO}/METADATA: + Keywords: b"],
        ),
        (
            {
                **WHEEL,
                f"{INFO}/METADATA": WHEEL[f"{INFO}/METADATA"].replace(
                    "is old", "is new"
                ),
            },
            [
                f"~ {INFO}/METADATA: - Description: It is old.",
                f"~ {INFO}/METADATA: + Description: It is new.",
            ],
        ),
        (without(WHEEL, f"{INFO}/entry_points.txt"), [f"- {INFO}/entry_points.txt"]),
        ({**WHEEL, f"{INFO}/RECORD": "2\n"}, []),
    ],
)
def test_each_difference_of_the_wheel_is_named(
    tmp_path: Path, wheel: Files, said: list[str]
):
    """A member or a field that is new, lost or changed is one line; RECORD is none."""
    before = built(tmp_path / "before")
    after = built(tmp_path / "after", wheel=wheel)

    assert proof.compare(before, before, after, added=[]).differences == said


def test_another_tag_is_a_difference(tmp_path: Path):
    """A wheel for another platform has another name, which is told."""
    before = built(tmp_path / "before")
    after = built(tmp_path / "after", tag="linux")

    found = proof.compare(before, before, after, added=[]).differences

    assert found == ["old-1-py3-none-any.whl is now old-1-py3-none-linux.whl"]


def test_the_sdist_may_have_what_was_added(tmp_path: Path):
    """Of the sdist every old member stays; what was added is new, or at the end of a file."""
    before = built(tmp_path / "before")
    sdist = {
        **SDIST,
        "pyproject.toml": "[build-system]\n[tool]\n",
        "tools/release.py": "1\n",
        "old.egg-info/SOURCES.txt": "setup.py\npyproject.toml\ntools/release.py\n",
    }
    after = built(tmp_path / "after", sdist=sdist)

    seen = proof.compare(
        before, before, after, added=["pyproject.toml", "tools/release.py"]
    )

    assert (seen.differences, seen.added) == ([], ["tools/release.py"])


@pytest.mark.parametrize(
    ("sdist", "said"),
    [
        ({**SDIST, "other.py": "1\n"}, "sdist: + other.py"),
        (without(SDIST, "setup.py"), "sdist: - setup.py"),
        (
            {**SDIST, "pyproject.toml": "[tool]\n"},
            "sdist: ~ pyproject.toml: 15 bytes before",
        ),
        (
            {**SDIST, "old.egg-info/SOURCES.txt": "setup.py\nx\n"},
            "sdist: ~ old.egg-info/SOURCES",
        ),
    ],
)
def test_each_other_difference_of_the_sdist_is_named(
    tmp_path: Path, sdist: Files, said: str
):
    """A member that is lost, changed, or new without having been added is one line."""
    before = built(tmp_path / "before")
    after = built(tmp_path / "after", sdist=sdist)

    [found] = proof.compare(before, before, after, added=["pyproject.toml"]).differences

    assert found.startswith(said)


def test_noise_of_the_build_is_named_and_not_blamed(tmp_path: Path):
    """What differs between two builds of the same tree is the build's own."""
    before = built(tmp_path / "before")
    again = built(tmp_path / "again", wheel={**WHEEL, "_old.so": "edoc"})
    after = built(tmp_path / "after", wheel={**WHEEL, "_old.so": "ecod"})

    seen = proof.compare(before, again, after, added=[])

    assert (seen.differences, seen.noise) == ([], ["_old.so"])
