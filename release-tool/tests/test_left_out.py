"""Which commit is released: the one that says so, and never silently without the work that came
after it."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(name="begun")
def _begun(project):
    """A release of 0.1.0 that stopped at the push, and a commit after it that was meant to be in
    it."""
    assert project.release_without_push().status == 1
    project.commit("src/my_package/corrected.py", "CORRECTED = True\n", "Correct it")
    return project


def test_commits_after_the_release_commit_are_not_left_out_silently(begun):
    """The newest of them is named, with the commands that release with and without them; nothing
    is changed."""
    before = begun.state()

    outcome = begun.release()

    assert outcome.status == 1
    assert "0.1.0 would be released from commit" in outcome.text
    assert "without 1 after it: Correct it" in outcome.text
    assert (
        "With them, as the next version: make release TO=company VERSION=0.1.1"
        in outcome.text
    )
    assert begun.state() == before


def test_they_come_in_by_the_command_that_is_named(begun):
    """`git rebase --onto` takes the release commit out below them, and the same command releases
    all."""
    told = begun.release().text
    command = told.split("git rebase ")[1].splitlines()[0]
    begun.git("rebase", "--quiet", *command.split())

    outcome = begun.release()

    assert outcome.status == 0, outcome.text
    begun.assert_released_once("0.1.0")
    assert "src/my_package/corrected.py" in begun.git(
        "ls-tree", "-r", "--name-only", "v0.1.0"
    )


def test_they_stay_out_when_the_version_is_named(begun):
    """Asked for by its number, the version is released from its own commit."""
    outcome = begun.release("--version", "0.1.0")

    assert outcome.status == 0, outcome.text
    assert "src/my_package/corrected.py" not in begun.git(
        "ls-tree", "-r", "--name-only", "v0.1.0"
    )


@pytest.mark.parametrize("heading", ["## [0.1.0]", "## 0.1.0 - 2026-11-24"])
def test_a_heading_that_was_written_by_hand_releases_the_commit_that_has_it(
    project, heading
):
    """With or without brackets, the commit of the heading is released, and no older one."""
    project.commit("src/my_package/feature.py", "FEATURE = True\n")
    text = (project.folder / "CHANGELOG.md").read_text(encoding="utf-8")
    project.commit("CHANGELOG.md", text.replace("## [Unreleased]", heading))

    outcome = project.release()

    assert outcome.status == 0, outcome.text
    assert project.git("rev-parse", "v0.1.0^{commit}") == project.git(
        "rev-parse", "HEAD"
    )


def test_the_question_names_the_commit(project):
    """What becomes public is told with the commit that it is made from."""
    outcome = project.run("release")

    assert (
        f"from commit {project.git('log', '-1', '--format=%h', '--abbrev=7')}"
        in outcome.text
    )


def test_a_refused_first_upload_is_released_anew_from_the_corrected_commit(project):
    """The version is on no index and has no tag, so one command releases it with the correction."""
    assert project.release_with_a_wrong_password().status == 1
    project.commit("src/my_package/corrected.py", "CORRECTED = True\n", "Correct it")
    told = project.release()

    outcome = project.release("--anew")
    again = project.release()

    assert "With them, as the same version: make release TO=company ANEW=1" in told.text
    assert outcome.status == 0, outcome.text
    assert "There is nothing to do." in again.text
    assert project.git("rev-parse", "v0.1.0^{commit}") == project.git(
        "rev-parse", "HEAD"
    )
    assert len(project.index.files) == 2


def test_a_release_that_is_begun_anew_is_finished_by_the_plain_command(project):
    """The distributions that are kept say which commit was meant."""
    project.release_without_push()
    project.commit("src/my_package/corrected.py", "CORRECTED = True\n", "Correct it")
    hook = project.remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    assert project.release("--anew").status == 1
    hook.unlink()

    outcome = project.release()

    assert outcome.status == 0, outcome.text
    assert project.git("rev-parse", "v0.1.0^{commit}") == project.git(
        "rev-parse", "HEAD"
    )


def test_a_released_version_is_not_begun_anew(project):
    """What somebody may have is never replaced; another version is offered."""
    project.release()
    project.note_change()

    outcome = project.run("preflight", "--anew")

    assert outcome.status == 1
    assert "so it cannot be released anew" in outcome.text
    assert "make release TO=company VERSION=0.1.1" in outcome.text
