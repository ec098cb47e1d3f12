"""A version that is released stays released, whatever built it, and whatever is kept here."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import built_by
from shipyard_release.distributions import keep, sums_in

pytestmark = pytest.mark.slow

WHEEL = "my_package-0.1.0-py3-none-any.whl"
SDIST = "my_package-0.1.0.tar.gz"
OLDER = "setuptools (1.0)"


def tag_without_hashes(project, name="v0.1.0"):
    """Replace the tag of the release by one that says nothing."""
    commit = project.git("rev-parse", "v0.1.0^{commit}")
    project.git("push", "--quiet", "--delete", "origin", "v0.1.0")
    project.git("tag", "--delete", "v0.1.0")
    project.git("tag", name, commit)
    project.git("push", "--quiet", "origin", name)


def change_index(project, change):
    """Let the index have another wheel under the same name."""
    wheel = project.index.folder / WHEEL
    wheel.write_bytes(change(wheel.read_bytes()))


def add_a_comment(wheel):
    """Return a wheel that was built elsewhere, with other contents."""
    return wheel.replace(b"0.1.0", b"0.1.1", 1)


def test_a_release_is_verified_by_the_hashes_in_its_tag_and_leaves_nothing(project):
    """In another clone nothing is built and nothing is kept, and a release finds nothing to do."""
    project.release()
    other = project.clone("other")

    verified = other.run("verify")
    kept = (other.folder / ".release/0.1.0").exists()
    released = other.release()

    assert verified.status == 0, verified.text
    assert "company gives the files that the tag v0.1.0 names" in verified.text
    assert not kept
    assert "There is nothing to do." in released.text


def test_a_tag_that_only_the_remote_has_is_verified(project):
    """A shallow clone without tags compares with the hashes, and a release says what it said."""
    project.release()
    clone = project.folder.with_name("without-tags")
    remote = f"file://{project.remote}"
    project.git(
        "clone",
        "--quiet",
        "--depth=1",
        "--no-tags",
        remote,
        str(clone),
        cwd=project.home,
    )
    other = replace(project, folder=clone)

    before = other.release()
    verified = other.run("verify")
    after = other.release()

    assert verified.status == 0, verified.text
    assert "company gives the files that the tag v0.1.0 names" in verified.text
    assert other.git("tag") == ""
    assert (before.status, before.text) == (after.status, after.text)


def test_the_build_of_another_tool_that_is_kept_changes_no_verdict(project):
    """The files that the tag names count, and not those in .release/."""
    project.release()
    folder = project.folder / ".release/0.1.0"
    (folder / WHEEL).write_bytes(built_by(OLDER, (folder / WHEEL).read_bytes()))
    keep(folder, project.git("rev-parse", "v0.1.0^{commit}"))

    verified = project.run("verify")
    released = project.release()

    assert verified.status == 0, verified.text
    assert released.status == 0, released.text
    assert "There is nothing to do." in released.text


def test_another_build_tool_is_told_and_is_no_reason_to_stop(project):
    """Where the tag names no hashes, the line of the build tool is known for what it is."""
    project.release()
    tag_without_hashes(project)
    change_index(project, lambda wheel: built_by(OLDER, wheel))
    other = project.clone("other")

    verified = other.run("verify")
    kept = (other.folder / ".release/0.1.0").exists()

    assert verified.status == 0, verified.text
    assert f"built with {OLDER} (here setuptools" in verified.text
    assert not kept


def test_a_tagged_release_from_elsewhere_is_a_release(project):
    """With other contents and no hashes to compare, nobody is told that it is lost."""
    project.release()
    tag_without_hashes(project)
    change_index(project, add_a_comment)
    other = project.clone("other")

    verified = other.run("verify")
    released = other.release()

    assert verified.status == 1, verified.text
    assert "0.1.0 is released, and was built elsewhere" in verified.text
    assert "yank" not in verified.text.lower()
    assert "There is nothing to do." in released.text


def test_other_contents_than_the_tag_names_are_told_without_yanking(project):
    """The tag is set, so the release is what it names; the index has something else."""
    project.release()
    change_index(project, add_a_comment)

    verified = project.run("verify")

    assert verified.status == 3, verified.text
    assert (
        "other bytes for my_package-0.1.0-py3-none-any.whl than the tag v0.1.0"
        in verified.text
    )
    assert "yank" not in verified.text.lower()


def test_a_release_is_finished_with_another_build_tool(project):
    """A wheel that another setuptools built and sent counts, and the tag names its hash."""
    project.release_without_push()
    built = (project.folder / ".release/0.1.0" / WHEEL).read_bytes()
    (project.index.folder / WHEEL).write_bytes(built_by(OLDER, built))

    outcome = project.release()

    assert outcome.status == 0, outcome.text
    assert f"built with {OLDER}" in outcome.text
    project.assert_released_once("0.1.0")
    named = sums_in(project.git("cat-file", "tag", "v0.1.0"))
    assert sorted(named) == [WHEEL, SDIST]
    assert "names" in project.clone("other").run("verify").text


def test_a_version_with_another_tag_is_not_begun(project):
    """A release by hand, tagged 0.1.0 without v: the tag that this project wants is named."""
    project.release()
    tag_without_hashes(project, "0.1.0")
    change_index(project, add_a_comment)
    project.note_change()
    commit = project.git("rev-parse", "0.1.0^{commit}")
    other = project.clone("other")

    outcome = other.release("--bump", "patch")

    assert outcome.status == 1
    assert (
        "0.1.0 is on company already, built elsewhere, and has no tag v0.1.0."
        in outcome.text
    )
    assert f"git tag v0.1.0 {commit[:12]}" in outcome.text
    assert "begun" not in outcome.text


def test_what_was_never_uploaded_is_told_at_once(project):
    """Nothing is waited for where no tag says that there is something."""
    project.release_without_push()

    outcome = project.run("verify")

    assert outcome.status == 1, outcome.text
    assert (
        "company has no files of my-package 0.1.0, and there is no tag v0.1.0."
        in outcome.text
    )
