"""Small repositories of the kinds that people have: each is rehearsed by its own build."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from testkit.running import path_with_uv
from tests.anywhere.test_rehearse import git

pytestmark = pytest.mark.slow

MODULE = '"""When the water comes."""\n\n__version__ = "1.2.0"\n\n\ndef high():\n    return True\n'
PROJECT = """[project]
name = "tide"
version = "1.2.0"
description = "When the water comes."
"""


@dataclass(frozen=True)
class Kind:
    """The files of a repository, and what the rehearsal has to find and say."""

    files: dict[str, str]
    said: tuple[str, ...] = ()
    folder: str = ""


def built_by(requirement: str, backend: str) -> str:
    """Return the table that names a build backend."""
    return (
        f'[build-system]\nrequires = ["{requirement}"]\nbuild-backend = "{backend}"\n'
    )


KINDS = {
    "flit-core": Kind(
        {
            "pyproject.toml": built_by("flit_core>=3.9", "flit_core.buildapi")
            + '[project]\nname = "tide"\ndynamic = ["version", "description"]\n',
            "tide.py": MODULE,
        },
        said=("--version-file tide.py",),
    ),
    "poetry-core": Kind(
        {
            "pyproject.toml": built_by("poetry-core>=2", "poetry.core.masonry.api")
            + '[tool.poetry]\nname = "Tide.Tables"\nversion = "1.2.0"\n'
            'description = "When the water comes."\nauthors = ["A <a@example.com>"]\n'
            'packages = [{ include = "tide" }]\n[tool.poetry.dependencies]\npython = ">=3.10"\n',
            "tide/__init__.py": MODULE,
            "tide/data/ports.txt": "Brest\n",
        },
        said=(
            "--name Tide.Tables",
            "--version-file pyproject.toml",
            "tide/__init__.py",
        ),
    ),
    "pdm-backend": Kind(
        {
            "pyproject.toml": built_by("pdm-backend", "pdm.backend")
            + '[project]\nname = "tide"\ndynamic = ["version"]\ndescription = "Water."\n'
            '[tool.pdm.version]\nsource = "file"\npath = "src/tide/__init__.py"\n',
            "src/tide/__init__.py": MODULE,
        },
        said=("--version-file src/tide/__init__.py",),
    ),
    "meson-python": Kind(
        {
            "pyproject.toml": built_by("meson-python>=0.16", "mesonpy")
            + '[project]\nname = "tide"\ndynamic = ["version"]\n',
            "meson.build": "project('tide', version: '1.2.0', meson_version: '>=1.2')\n"
            "python = import('python').find_installation(pure: true)\n"
            "python.install_sources('tide/__init__.py', subdir: 'tide')\n",
            "tide/__init__.py": '"""When the water comes."""\n',
        },
        said=("--version-file meson.build", "--version-pattern"),
    ),
    "package_dir": Kind(
        {
            "setup.py": "from setuptools import setup\n\nsetup(\n"
            '    name="tide",\n    version="1.2.0",\n    packages=["tide", "tide.ports"],\n'
            '    package_dir={"tide": "lib"},\n    package_data={"tide": ["*.txt"]},\n)\n',
            "lib/__init__.py": '"""When the water comes."""\n',
            "lib/names.txt": "high\n",
            "lib/ports/__init__.py": "",
            "MANIFEST.in": "graft lib\n",
        },
        said=("--version-file setup.py",),
    ),
    "Cython": Kind(
        {
            "pyproject.toml": built_by(
                'setuptools>=77", "cython>=3', "setuptools.build_meta"
            ),
            "setup.py": "from Cython.Build import cythonize\nfrom setuptools import setup\n\n"
            'setup(name="tide", version="1.2.0", ext_modules=cythonize("tide.pyx"))\n',
            "MANIFEST.in": "include *.pyx\n",
            "tide.pyx": "def high():\n    return True\n",
        },
        said=("--not-committed tide.c", "It is not uploaded"),
    ),
    "folder": Kind(
        {
            "packages/tide/pyproject.toml": built_by(
                "setuptools>=77", "setuptools.build_meta"
            )
            + PROJECT,
            "packages/tide/tide.py": '"""When the water comes."""\n',
            "packages/other/setup.py": "raise SystemExit('not this one')\n",
        },
        said=("--tag {name}-v{version}",),
        folder="packages/tide",
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_package_of_each_kind_is_rehearsed(tmp_path: Path, name: str):
    """Its settings are found, its next release goes through, and nothing is written in it."""
    kind = KINDS[name]
    for path, text in kind.files.items():
        place = tmp_path / "work" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    top = tmp_path / "work"
    git(top, "init", "--quiet", "--initial-branch=main")
    git(top, "add", "--all")
    git(
        top,
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.com",
        "commit",
        "-qm",
        "Begin",
    )
    env = {**os.environ, "HOME": str(tmp_path), "PATH": path_with_uv()}
    env["COLUMNS"] = "200"
    env["CFLAGS"] = "-O0"  # without optimisation, a compiler is quick
    words = ("rehearse", str(top / kind.folder), "--yes", "--version=1.3.0")
    command = [sys.executable, "-m", "shipyard", *words]

    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    for words_of_it in kind.said:
        assert words_of_it in " ".join(done.stdout.split())
    assert git(top, "status", "--porcelain", "--ignored") == ""
