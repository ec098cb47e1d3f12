"""What backends do beside building, and what a build of a commit makes of it."""

from __future__ import annotations

import tarfile

import pytest
from shipyard_release.build import build
from shipyard_release.git import Repository
from small import git, person

# A backend that takes every file of its folder, and needs nothing.
BACKEND = """
import pathlib, tarfile, zipfile
import helper

METADATA = "Metadata-Version: 2.1\\nName: p\\nVersion: 1.0\\n"


def build_sdist(folder, settings=None):
    pathlib.Path("PKG-INFO").write_text(METADATA)
    with tarfile.open(pathlib.Path(folder, "p-1.0.tar.gz"), "w:gz") as sdist:
        sdist.add(".", "p-1.0")
    return "p-1.0.tar.gz"


def build_wheel(folder, settings=None, metadata=None):
    with zipfile.ZipFile(pathlib.Path(folder, "p-1.0-py3-none-any.whl"), "w") as wheel:
        wheel.writestr("p-1.0.dist-info/METADATA", METADATA)
    return "p-1.0-py3-none-any.whl"
"""
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["building"]
"""


@pytest.fixture(name="repository")
def _repository(tmp_path, monkeypatch):
    """A project with a backend of its own, which imports a module beside it."""
    person(tmp_path, monkeypatch)
    root = tmp_path / "project"
    (root / "building").mkdir(parents=True)
    (root / "pyproject.toml").write_text(PYPROJECT)
    (root / "building/backend.py").write_text(BACKEND)
    (root / "building/helper.py").write_text("")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Begin")
    return Repository(root)


@pytest.mark.slow
def test_a_backend_in_the_project_leaves_no_bytecode_in_the_sdist(repository, tmp_path):
    """Python would compile it in the folder that is packed."""
    _, sdist = build(repository, repository.log("%H"), tmp_path / "dist")

    with tarfile.open(sdist) as opened:
        names = opened.getnames()
    assert "p-1.0/building/helper.py" in names
    assert [name for name in names if name.endswith(".pyc")] == []
