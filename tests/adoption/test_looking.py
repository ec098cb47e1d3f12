"""What cannot be adopted is refused in one line, before anything is built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from shipyard.adoption import looking
from shipyard.adoption.words import Refused
from testkit.tree import PROJECT, ROOT
from tests.adoption.conftest import Make, git


def _change(folder: Path) -> Path:
    (folder / "oldie.py").write_text("changed\n")
    return folder


def _detach(folder: Path) -> Path:
    git(folder, "checkout", "--quiet", "--detach")
    return folder


def _shallow(folder: Path) -> Path:
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "Second")
    clone = folder.with_name("shallow")
    git(folder, "clone", "--quiet", "--depth", "1", f"file://{folder}", str(clone))
    return clone


def _outside(folder: Path) -> Path:
    return folder.parent


def _missing(folder: Path) -> Path:
    return folder / "missing"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_change, "has uncommitted changes (oldie.py)"),
        (_detach, "has no branch checked out"),
        (_shallow, "git fetch --unshallow"),
        (_outside, "is not in a git work tree"),
        (_missing, "There is no folder"),
    ],
)
def test_a_state_that_cannot_be_adopted_is_told(
    make: Make, spoil: Callable[[Path], Path], said: str
):
    """A repository in such a state is refused with the reason, and with what to type."""
    folder = spoil(make())

    with pytest.raises(Refused, match=said.replace("(", r"\(").replace(")", r"\)")):
        looking.look(folder)


def test_a_repository_without_a_package_is_told(make: Make):
    """A repository that nothing builds is refused."""
    with pytest.raises(Refused, match="so it cannot be built"):
        looking.look(make({"setup.py": ""}))


@pytest.mark.parametrize(
    ("recorded", "said"),
    [({".cruft.json": "{}"}, "uvx cruft update"), ({}, "so it cannot be updated")],
)
def test_a_project_of_the_template_is_told(
    make: Make, recorded: dict[str, str], said: str
):
    """What the template made is refused, with the command that updates it if there is one."""
    readme = ROOT / PROJECT / "tools/README.md"
    table = "[tool.shipyard-release]\n"
    files = {
        "pyproject.toml": table,
        "tools/README.md": readme.read_text(encoding="utf-8"),
    }

    with pytest.raises(Refused, match=said):
        looking.look(make(files | recorded))


def test_several_packages_are_named(make: Make):
    """Where the packages are in folders, each of them is named."""
    folder = make(
        {"setup.py": "", "one/setup.py": "1\n", "two/pyproject.toml": "[project]\n"}
    )

    with pytest.raises(Refused, match=r"Adopt one of its folders: one, two"):
        looking.look(folder)


def test_a_folder_of_a_repository_is_a_project(make: Make):
    """A package in a folder is found as such, with its own files."""
    folder = make({"setup.py": "", "one/setup.py": "1\n"})

    project = looking.look(folder / "one")

    assert (project.top, project.folder) == (folder, "one")
    assert project.text("setup.py") == "1"


def test_a_branch_of_somebody_is_left_alone(make: Make):
    """A branch with commits of its own stops the adoption; a merged one is taken."""
    folder = make()
    project = looking.look(folder)
    git(folder, "branch", "merged")
    git(folder, "switch", "--quiet", "--create", "work")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "Work")
    git(folder, "switch", "--quiet", "master")

    assert looking.branch_to_make(project, "new") == ""
    assert looking.branch_to_make(project, "merged") == project.head
    for name, said in (
        ("work", "branch -D work"),
        ("master", "checked out"),
        ("a b", "not a valid name"),
    ):
        with pytest.raises(Refused, match=said):
            looking.branch_to_make(project, name)


def test_a_file_without_git_is_not_written_over(make: Make):
    """A file that would be added and is there without git is named."""
    folder = make()
    (folder / "shipyard.mk").write_text("mine\n")

    with pytest.raises(Refused, match=r"shipyard\.mk"):
        looking.refuse_untracked(looking.look(folder), ["shipyard.mk"])
