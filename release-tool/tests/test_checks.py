"""What is found in the distributions before anybody else sees them, all of it at once."""

from __future__ import annotations

import io
import tarfile
import zipfile

import pytest
from packaging.version import Version
from shipyard_release.checks import inspect
from shipyard_release.console import describe
from shipyard_release.errors import Stop
from shipyard_release.settings import Settings
from shipyard_release.typed import Typed

PYPROJECT = """
[project]
name = "p"

[tool.shipyard-release]
version-file = "lib/p/_version.py"
sources = "lib"
tests = "checks"
metadata = "setup.cfg"
"""
METADATA = (
    "Metadata-Version: 2.1\nName: p\nVersion: 1.0\nDescription-Content-Type: text/plain\n\nP\n"
)


@pytest.fixture(name="settings")
def _settings(tmp_path):
    """A project whose folders are not called as the template calls them."""
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    return Settings.load(tmp_path)


def write_wheel(folder, metadata=METADATA, **files):
    """Write a wheel with these texts beside its metadata, and return its path."""
    path = folder / "p-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("p-1.0.dist-info/METADATA", metadata)
        for name, text in files.items():
            wheel.writestr(name, text)
    return path


def write_sdist(folder, **files):
    """Write an sdist with these texts beside its metadata, and return its path."""
    path = folder / "p-1.0.tar.gz"
    with tarfile.open(path, "w:gz") as sdist:
        for name, text in {"PKG-INFO": METADATA, **files}.items():
            member = tarfile.TarInfo(f"p-1.0/{name}")
            member.size = len(text)
            sdist.addfile(member, io.BytesIO(text.encode()))
    return path


def found(settings, paths, committed):
    """Inspect the distributions, expect problems, and return the stop."""
    with pytest.raises(Stop) as stop:
        inspect(settings, Version("1.0"), paths, committed)
    assert stop.value.kind == "distributions-wrong"
    return stop.value


def test_files_too_many_and_files_missing_are_told_at_once(settings, tmp_path):
    """The lists follow the settings, and what a build generates is not taken for a stranger."""
    wheel = write_wheel(tmp_path, **{"p/__init__.py": ""})
    sdist = write_sdist(
        tmp_path,
        **{
            "setup.cfg": "",
            "lib/p.egg-info/SOURCES.txt": "",
            "lib/p/__init__.py": "",
            "lib/p/local.py": "",
            "notes.txt": "",
        },
    )
    committed = {"lib/p/__init__.py", "lib/p/data.txt", "checks/test_p.py", "docs/page.md"}

    stop = found(settings, [wheel, sdist], committed)

    assert [(problem.kind, problem.facts) for problem in stop.problems] == [
        ("sdist-not-committed", {"name": "lib/p/local.py"}),
        ("sdist-not-committed", {"name": "notes.txt"}),
        ("sdist-lacks", {"name": "checks/test_p.py"}),
        ("wheel-lacks", {"name": "lib/p/data.txt", "metadata": "setup.cfg"}),
    ]
    text = describe(stop, Typed("check", {}, with_make=True))
    assert "  - The sdist has notes.txt, which is not committed.\n" in text
    assert (
        "  - The wheel lacks lib/p/data.txt (package_data in setup.cfg names data files).\n" in text
    )


def test_another_version_a_secret_and_a_pointer_are_told_with_their_file(settings, tmp_path):
    """Each problem names the distribution; what only looks like a secret is not one."""
    wheel = write_wheel(
        tmp_path,
        METADATA.replace("Version: 1.0", "Version: 1.1"),
        **{"p/__init__.py": "", "p/.env": "A=1\n", "p/.env.example": "A=\n"},
    )
    sdist = write_sdist(tmp_path, **{"big.bin": "version https://git-lfs.example/spec/v1\n"})

    stop = found(settings, [wheel, sdist], {"big.bin"})

    assert [(problem.kind, problem.facts) for problem in stop.problems] == [
        ("says-another-name", {"filename": wheel.name, "found": "p 1.1", "expected": "p 1.0"}),
        ("secret", {"filename": wheel.name, "name": "p/.env"}),
        ("lfs-pointer", {"filename": sdist.name, "name": "big.bin"}),
    ]


def test_what_twine_refuses_is_told_in_its_words(settings, tmp_path):
    """A description that does not render stops before anything else is looked at."""
    broken = METADATA.replace("text/plain", "text/x-rst").replace("\nP\n", "\n.. image::\n")
    paths = [write_wheel(tmp_path, broken), write_sdist(tmp_path)]

    with pytest.raises(Stop) as stop:
        inspect(settings, Version("1.0"), paths, set())

    assert stop.value.kind == "twine-check"
    assert "image" in stop.value.problem.facts["said"]
