"""Taking a release back: only what nobody can have seen."""

from __future__ import annotations

import shutil

import pytest
from project import Project

pytestmark = pytest.mark.slow


@pytest.fixture(name="unpushed")
def _unpushed(project):
    """A project whose release stopped at the push, with its release commit here alone."""
    assert project.release_without_push().status == 1
    return project


def refused_abort(project: Project) -> str:
    """Type `make release-abort`, which changes nothing, and return what it says."""
    before = project.state()
    outcome = project.run("abort")
    assert outcome.status == 1
    assert project.state() == before
    return outcome.text


def test_an_unpushed_release_commit_is_taken_back(unpushed):
    """Commit and kept files are gone, everything else is as before, and a release works
    afterwards."""
    aborted = unpushed.run("abort")
    released = unpushed.release()

    assert aborted.status == 0, aborted.text
    assert "Took back commit" in aborted.text
    assert released.status == 0, released.text
    unpushed.assert_released_once("0.1.0")


def test_work_that_is_not_committed_survives(unpushed):
    """Other changed files keep their changes."""
    (unpushed.folder / "README.md").write_text("work in progress")

    unpushed.run("abort")

    assert (unpushed.folder / "README.md").read_text() == "work in progress"


def test_a_pushed_release_is_not_taken_back(project):
    """What others may have is never undone."""
    project.release()

    assert "0.1.0 is released to company, so its commit stays." in refused_abort(
        project
    )


def test_a_pushed_release_that_is_not_finished_is_not_taken_back(project):
    """Others may have its commit, so it can only be finished, and the command for that is named."""
    assert project.release_with_a_wrong_password().status == 1

    said = refused_abort(project)

    assert "The release commit of 0.1.0 is on the remote: others may have it." in said
    assert "Finish it: make release TO=company" in said


def test_a_commit_that_contains_more_than_a_release_is_not_taken_back(unpushed):
    """Work that was put into the release commit would go with it; it is named, and kept."""
    (unpushed.folder / "work.txt").write_text("a week of it")
    unpushed.git("add", "work.txt")
    unpushed.git("commit", "--quiet", "--amend", "--no-edit")

    assert "contains more than a release: work.txt" in refused_abort(unpushed)


def test_nothing_to_take_back_is_told(project):
    """Without a release commit at the top nothing happens."""
    assert "is not a release commit" in refused_abort(project)


def test_an_unreachable_remote_decides_nothing(unpushed):
    """Whether it was pushed cannot be known then, so it stays."""
    head = unpushed.git("rev-parse", "HEAD")
    shutil.move(unpushed.remote, unpushed.remote.with_name("away.git"))

    outcome = unpushed.run("abort")

    assert outcome.status == 1
    assert unpushed.git("rev-parse", "HEAD") == head
