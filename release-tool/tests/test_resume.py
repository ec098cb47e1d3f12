"""Stopped anywhere, the same command typed again finishes the release."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = pytest.mark.slow

WHEEL = "my_package-0.2.0-py3-none-any.whl"
SDIST = "my_package-0.2.0.tar.gz"
COMMIT = "commit: Release 0.2.0"

EFFECTS = {
    "the version file is written": lambda project: (
        '"0.2.0"' in _text(project, "src/my_package/_version.py")
    ),
    "the changelog is written": lambda project: (
        "## [0.2.0]" in _text(project, "CHANGELOG.md")
    ),
    "the commit is made": lambda project: COMMIT in _journal(project),
    "the sdist is built": lambda project: _kept(project, SDIST),
    "the wheel is built": lambda project: _kept(project, WHEEL),
    "the hashes are kept": lambda project: _kept(project, "SHA256SUMS"),
    "the commit is pushed": lambda project: (
        COMMIT in _journal(project)
        and _ref(project.remote, "heads/main")
        == _ref(project.folder / ".git", "heads/main")
    ),
    "the wheel is on the index": lambda project: WHEEL in project.index.files,
    "the sdist is on the index": lambda project: SDIST in project.index.files,
    "the tag is set": lambda project: _ref(project.folder / ".git", "tags/v0.2.0"),
    "the tag is pushed": lambda project: _ref(project.remote, "tags/v0.2.0"),
}
BLOWS = {"killed": signal.SIGKILL, "interrupted": signal.SIGINT}
# The one case that `make test` runs.
STORY = ("the commit is pushed", "killed")


@pytest.fixture(name="begun")
def _begun(project):
    """A project whose 0.1.0 is tagged and that has something new to release."""
    project.git("tag", "v0.1.0")
    project.note_change()
    project.git("push", "--quiet", "origin", "main", "v0.1.0")
    return project


def ends() -> Iterator[Any]:
    """Every effect with each way to end the release after it."""
    for effect in EFFECTS:
        for name, blow in BLOWS.items():
            marks = pytest.mark.story if (effect, name) == STORY else ()
            yield pytest.param(effect, blow, id=f"{effect}-{name}", marks=marks)


@pytest.mark.parametrize(("effect", "blow"), list(ends()))
def test_a_release_that_is_ended_by_force_is_finished_by_the_same_command(
    begun, effect, blow
):
    """After every effect that can be seen: end it, run it again, and again, and it happened
    once."""
    ended = begun.start("release", "--yes", "--bump", "minor")
    _wait_until(lambda: EFFECTS[effect](begun) or ended.poll() is not None)
    os.killpg(ended.pid, blow)
    ended.communicate(timeout=60)

    again = begun.release("--bump", "minor")
    # git itself was killed at work, so the person does what is printed.
    if "git command" in again.text and "interrupted" in again.text:
        (begun.folder / ".git/index.lock").unlink(missing_ok=True)
        begun.git("reset")
        again = begun.release("--bump", "minor")
    bytes_then = {
        name: (begun.index.folder / name).read_bytes() for name in begun.index.files
    }
    third = begun.release("--bump", "minor")

    assert again.status == 0, again.text
    assert third.status == 0, third.text
    assert "There is nothing to do." in third.text
    begun.assert_released_once("0.2.0")
    assert {
        name: (begun.index.folder / name).read_bytes() for name in begun.index.files
    } == bytes_then


def test_ctrl_c_leaves_one_line_and_its_own_exit_status(begun):
    """A person who interrupts sees no traceback but what to type."""
    ended = begun.start("release", "--yes", "--bump", "minor")
    _wait_until(
        lambda: EFFECTS["the commit is made"](begun) or ended.poll() is not None
    )
    os.killpg(ended.pid, signal.SIGINT)
    text, _ = ended.communicate(timeout=60)

    assert ended.returncode == 130
    assert "Traceback" not in text
    assert "Type the same command again" in text


def test_ctrl_c_during_a_commit_hook_leaves_a_whole_commit_and_no_lock(begun):
    """git and its hooks end first; killed in the middle they would leave a lock behind."""
    hook = begun.folder / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\ntouch .git/at-work\nsleep 2\n")
    hook.chmod(0o755)
    ended = begun.start("release", "--yes", "--bump", "minor")
    _wait_until(
        lambda: (begun.folder / ".git/at-work").exists() or ended.poll() is not None
    )
    os.killpg(ended.pid, signal.SIGINT)
    text, _ = ended.communicate(timeout=60)

    assert ended.returncode == 130, text
    assert "Ctrl-C again" in text
    assert not list((begun.folder / ".git").glob("*.lock"))
    assert begun.git("log", "-1", "--format=%s") == "Release 0.2.0"
    assert begun.git("status", "--porcelain") == ""


def test_distributions_that_were_deleted_are_built_again_to_the_same_bytes(begun):
    """With one file on the index and nothing kept, the release is finished with the same bytes."""
    begun.release("--bump", "minor")
    wheel = (begun.index.folder / WHEEL).read_bytes()
    for path in (begun.folder / ".release/0.2.0").iterdir():
        path.unlink()
    (begun.index.folder / SDIST).unlink()

    outcome = begun.release("--bump", "minor")

    assert outcome.status == 0, outcome.text
    assert (begun.index.folder / WHEEL).read_bytes() == wheel
    begun.assert_released_once("0.2.0")


def test_a_tag_whose_index_is_empty_is_no_reason_to_stop(begun):
    """The index says what is released, not the tag: the upload is made up for."""
    begun.release("--bump", "minor")
    for name in begun.index.files:
        (begun.index.folder / name).unlink()

    outcome = begun.release()

    assert outcome.status == 0, outcome.text
    begun.assert_released_once("0.2.0")


def test_a_full_index_without_a_tag_is_only_tagged(begun):
    """Verified again and tagged, with nothing sent."""
    begun.release("--bump", "minor")
    begun.git("tag", "--delete", "v0.2.0")
    begun.git("push", "--quiet", "origin", ":refs/tags/v0.2.0")

    outcome = begun.release("--bump", "minor")

    assert outcome.status == 0, outcome.text
    assert "sent" not in outcome.text
    begun.assert_released_once("0.2.0")


def test_a_tag_that_only_the_remote_has_is_enough(begun):
    """When a colleague finished the release, there is nothing left to do here."""
    begun.release("--bump", "minor")
    begun.git("tag", "--delete", "v0.2.0")

    outcome = begun.release("--bump", "minor")

    assert outcome.status == 0, outcome.text
    assert "There is nothing to do." in outcome.text


def test_a_colleagues_later_commit_does_not_stop_a_pushed_release(begun):
    """What was pushed goes on, from its own commit, although the remote has moved."""
    stopped = begun.release_with_a_wrong_password("--bump", "minor")
    other = begun.clone("other")
    other.commit("later.txt", "later")
    other.git("push", "--quiet")

    outcome = begun.release("--bump", "minor")

    assert stopped.status == 1
    assert outcome.status == 0, outcome.text
    begun.assert_released_once("0.2.0")


def test_another_bump_does_not_replace_a_release_that_was_begun(begun):
    """A half release is finished or taken back before another version is chosen."""
    begun.start("release", "--yes", "--bump", "minor").communicate(timeout=60)
    begun.git("tag", "--delete", "v0.2.0")
    begun.git("push", "--quiet", "origin", ":refs/tags/v0.2.0")

    outcome = begun.release("--bump", "major")

    assert outcome.status == 1
    assert "The release of 0.2.0 has begun" in outcome.text


def _text(project, path):
    return (project.folder / path).read_text(encoding="utf-8")


def _journal(project):
    """Return git's own journal of commits.

    A git process for each look would slow down what is watched.
    """
    return _text(project, ".git/logs/HEAD")


def _ref(repository, name):
    """Return what a branch or tag points to, read from its file; empty when there is none."""
    path = repository / "refs" / name
    return path.read_text(encoding="ascii") if path.exists() else ""


def _kept(project, name):
    return (project.folder / ".release/0.2.0" / name).exists()


def _wait_until(condition):
    deadline = time.monotonic() + 180
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.002)
