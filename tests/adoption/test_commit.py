"""The commit: with their hooks, beside their work tree, and the branch comes last."""

from __future__ import annotations

from pathlib import Path

import pytest

from shipyard.adoption import commit, copying, files, looking
from shipyard.adoption.copying import Copy
from shipyard.adoption.looking import Project
from shipyard.adoption.words import Refused
from tests.adoption.conftest import Make, git, state

ADDED = [
    files.Addition("tools/new.py", b"1\n"),
    files.Addition("CHANGES.md", b"2\n", True),
]


@pytest.fixture(name="project")
def _project(make: Make) -> Project:
    return looking.look(make())


@pytest.fixture(name="copy")
def _copy(project: Project, tmp_path: Path) -> Copy:
    return copying.copied(project, tmp_path / "copy", ADDED, {"branches": ["master"]})


def _hook(project: Project, name: str, text: str) -> None:
    path = project.top / ".git/hooks" / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_the_branch_has_one_commit_and_the_work_tree_stays(
    project: Project, copy: Copy
):
    """The branch has the copy's files in one commit; nothing else in the repository changes."""
    before = state(project.top)

    made = commit.make(project, copy, "Adopt", verify=True)
    assert state(project.top) == before
    commit.put_on_branch(project, made, "new", before="")

    assert git(project.top, "rev-parse", "new^") == project.head
    assert git(project.top, "rev-parse", "new^{tree}") == copy.files
    assert git(project.top, "status", "--porcelain") == ""
    assert git(project.top, "worktree", "list").count("\n") == 0


def test_revert_gives_the_same_tree(project: Project, copy: Copy):
    """`git revert` of the commit gives the tree that was there before it."""
    made = commit.make(project, copy, "Adopt", verify=True)
    commit.put_on_current_branch(project, made)
    assert (project.top / "tools/new.py").exists()

    git(project.top, "revert", "--no-edit", made)

    assert git(project.top, "rev-parse", "HEAD^{tree}") == git(
        project.top, "rev-parse", f"{project.head}^{{tree}}"
    )


def test_a_hook_that_refuses_leaves_all_as_it_was(project: Project, copy: Copy):
    """What the hook said is shown, with how to go on; no branch and no file is there."""
    _hook(project, "pre-commit", "echo too long >&2; exit 1")
    before = state(project.top)

    with pytest.raises(Refused, match="too long") as refusal:
        commit.make(project, copy, "Adopt", verify=True)

    assert "--no-verify" in str(refusal.value)
    assert state(project.top) == before
    assert commit.make(project, copy, "Adopt", verify=False)


def test_a_hook_that_changes_files_is_told(project: Project, copy: Copy):
    """A hook that adds something to the commit breaks the proof, so there is no branch."""
    _hook(project, "pre-commit", "echo more >> tools/new.py; git add tools/new.py")
    before = state(project.top)

    with pytest.raises(Refused, match=r"changed added files \(tools/new\.py\)"):
        commit.make(project, copy, "Adopt", verify=True)

    assert state(project.top) == before


def test_their_hook_sees_the_message(project: Project, copy: Copy):
    """Their commit-msg hook runs on our message."""
    _hook(project, "commit-msg", 'echo "Signed-off-by: them" >> "$1"')

    made = commit.make(project, copy, "Adopt", verify=True)

    assert "Signed-off-by: them" in git(project.top, "log", "-1", "--format=%B", made)


def test_a_file_in_the_way_stops_the_current_branch(project: Project, copy: Copy):
    """Where git cannot bring the work tree to the commit, everything stays as it was."""
    made = commit.make(project, copy, "Adopt", verify=True)
    (project.top / "tools").mkdir()
    (project.top / "tools/new.py").write_text("mine\n")
    before = state(project.top)

    with pytest.raises(Refused, match="nothing was changed"):
        commit.put_on_current_branch(project, made)

    assert state(project.top) == before
