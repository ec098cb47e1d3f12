"""Other repositories inside of a project: no build of a commit has their files."""

from __future__ import annotations

from pathlib import Path

import pytest
from shipyard_release.contents import submodules_of_code
from shipyard_release.discovery import discover
from shipyard_release.errors import Stop
from shipyard_release.git import Repository
from small import git, use_git_identity

WHEEL = {"p/__init__.py", "p-1.dist-info/METADATA"}


@pytest.mark.parametrize(
    ("committed", "submodules", "found"),
    [
        ({"p/__init__.py"}, ["p/data", "tests/data"], ["p/data"]),
        (
            {"src/p/__init__.py"},
            ["src/p/data", "p/data", "third/party"],
            ["src/p/data"],
        ),
        ({"p/__init__.py"}, ["p-data"], []),
    ],
)
def test_a_submodule_of_the_code_is_told_from_others(committed, submodules, found):
    """One for tests or for a build is not a part of the wheel."""
    assert submodules_of_code(WHEEL, committed, submodules) == found


@pytest.fixture(name="project")
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package whose data is in a submodule."""
    use_git_identity(tmp_path, monkeypatch)
    other = tmp_path / "other"
    project = tmp_path / "project"
    for folder in (other, project):
        git(tmp_path, "init", "--quiet", str(folder))
    (other / "ports.txt").write_text("Brest\n")
    git(other, "add", ".")
    git(other, "commit", "--quiet", "--message=Data")
    (project / "p").mkdir()
    (project / "p/__init__.py").write_text('"""P."""\n')
    (project / "setup.py").write_text(
        "from setuptools import setup\n"
        'setup(name="p", version="1", packages=["p"], package_data={"p": ["data/*"]})\n'
    )
    allow = ("-c", "protocol.file.allow=always")
    git(project, *allow, "submodule", "--quiet", "add", str(other), "p/data")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "--message=Begin")
    return project


def test_the_submodules_of_a_commit_are_listed(project: Path):
    """They are in the tree of a commit as commits."""
    assert Repository(project).submodules("HEAD") == ["p/data"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("setup", "kind"),
    [
        ("", "submodule-of-code"),
        ("open('p/data/ports.txt')\n", "does-not-build-submodules"),
    ],
)
def test_a_package_with_code_in_a_submodule_is_refused(
    project: Path, setup: str, kind: str
):
    """Its data would be lost in silence, and a build that needs it says so."""
    text = (project / "setup.py").read_text()
    (project / "setup.py").write_text(setup + text)
    git(project, "commit", "--quiet", "--all", "--allow-empty", "--message=More")

    with pytest.raises(Stop) as stop:
        discover(Repository(project), {}, dependencies=None)

    assert stop.value.kind == kind
