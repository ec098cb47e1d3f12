"""What backends do beside building, and what a build of a commit makes of it."""

from __future__ import annotations

import tarfile

import pytest
from shipyard_release.build import build, compile_backend
from shipyard_release.discovery import discover
from shipyard_release.environments import Fresh, Lender
from shipyard_release.errors import Stop
from shipyard_release.git import Repository
from shipyard_release.process import ProgramFailed, run
from small import git, use_git_identity

# A backend that takes every file of its folder, and needs nothing.
BACKEND = """
import pathlib, tarfile, zipfile
import helper

METADATA = "Metadata-Version: 2.1\\nName: p\\nVersion: 1.0\\n"


def build_sdist(folder, settings=None):
    pathlib.Path("PKG-INFO").write_text(METADATA)
    pathlib.Path("building/stamp.py").write_text("VERSION = '1.0'\\n")
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
    use_git_identity(tmp_path, monkeypatch)
    root = tmp_path / "project"
    (root / "building").mkdir(parents=True)
    (root / "pyproject.toml").write_text(PYPROJECT)
    (root / "building/backend.py").write_text(BACKEND)
    (root / "building/helper.py").write_text("")
    (root / "building/stamp.py").write_text("VERSION = '1.0'\n")
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


@pytest.mark.slow
def test_a_build_that_fails_leaves_no_distribution(repository, tmp_path):
    """Where the sdist builds and its wheel does not, the sdist is not left alone in the folder."""
    backend = repository.root / "building/backend.py"
    backend.write_text(BACKEND.replace("def build_wheel", "def build_no_wheel"))
    git(repository.root, "commit", "--quiet", "--all", "--message=Break the wheel")

    with pytest.raises(Stop) as stop:
        build(repository, repository.log("%H"), tmp_path / "dist")

    assert stop.value.kind == "does-not-build"
    assert list(tmp_path.joinpath("dist").iterdir()) == []


def test_an_environment_that_cannot_be_made_is_told(tmp_path):
    """A path with a colon is none for an environment, and that ends in words."""
    with pytest.raises(ProgramFailed, match="venv"):
        Fresh.make(tmp_path / "a:b", Lender.own())


def test_a_backend_is_compiled_once_and_not_at_each_step(tmp_path):
    """uv installs no bytecode, and a build must not write it where a source is."""
    place = tmp_path / "site-packages"
    for package in ("hatchling", "setuptools", "other"):
        (place / package).mkdir(parents=True)
        (place / package / "__init__.py").write_text("")
    (tmp_path / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
    )

    compile_backend(tmp_path, [place, tmp_path / "not-there"])

    assert [path.parts[-3] for path in place.rglob("*.pyc")] == ["hatchling"]


@pytest.mark.slow
def test_meson_python_gets_a_repository_to_pack(repository, tmp_path):
    """It packs what git has, and an exported commit is not a repository."""
    root = repository.root
    (root / "building/backend.py").rename(root / "building/mesonpy.py")
    (root / "pyproject.toml").write_text(PYPROJECT.replace('"backend"', '"mesonpy"'))
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Call it mesonpy")

    _, sdist = build(repository, repository.log("%H"), tmp_path / "dist")

    with tarfile.open(sdist) as opened:
        assert "p-1.0/.git/HEAD" in opened.getnames()


@pytest.mark.slow
def test_a_build_finds_the_programs_of_what_it_requires(tmp_path):
    """meson-python starts the program meson; what is lent brings its console scripts."""
    fresh = Fresh.make(tmp_path / "env", Lender.own())
    found = fresh.lender.required(["build"])
    fresh.lend(found)

    fresh.lend_programs(found)

    output = run(str(fresh.program("pyproject-build")), "--version")
    assert str(fresh.folder) in output


@pytest.mark.slow
def test_a_file_that_a_build_writes_is_found_even_if_it_stays_the_same(repository):
    """It has the version in it, as dill's has, and will be another one in the next release."""
    found = discover(repository, {}, dependencies=None)

    assert found.settings["not-committed"] == ["building/stamp.py"]
