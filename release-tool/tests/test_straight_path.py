"""The release that nothing disturbs."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.slow
def test_the_end_of_a_release_says_how_to_install_it(project):
    """The last line is what a maintainer tells people."""
    outcome = project.release()

    last = outcome.text.strip().splitlines()[-1]
    assert last.endswith(
        f"pip install --index-url {project.index.simple} my-package==0.1.0"
    )


@pytest.mark.whole
@pytest.mark.slow
@pytest.mark.story
def test_the_first_release_is_the_version_that_stands_in_the_file(project):
    """Without BUMP or VERSION the version file's own version is released, once."""
    outcome = project.release()

    assert outcome.status == 0, outcome.text
    project.assert_released_once("0.1.0")


@pytest.mark.slow
def test_a_release_commit_changes_no_more_than_version_and_heading(project):
    """A release adds a heading and the links of its versions, and files keep their last newline.

    So formatters and hooks stay content.
    """
    project.release()

    changed = project.git("diff", "HEAD~1", "--unified=0").splitlines()
    added = [
        row for row in changed if row.startswith("+") and not row.startswith("+++")
    ]

    lines = [row[1:] for row in added if row != "+"]
    starts = ["## [0.1.0] - ", "[Unreleased]: ", "[0.1.0]: "]
    assert len(lines) == len(starts)
    assert all(
        line.startswith(start) for line, start in zip(lines, starts, strict=True)
    )
    assert not [row for row in changed if row.startswith("\\")]


@pytest.mark.slow
def test_a_second_run_of_a_finished_release_does_nothing_and_says_so(project):
    """The same command again changes nothing anywhere."""
    project.release()
    before = project.state()

    outcome = project.release()

    assert outcome.status == 0
    assert "There is nothing to do." in outcome.text
    assert project.state() == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("option", "value", "version"),
    [
        ("--bump", "patch", "0.1.1"),
        ("--bump", "minor", "0.2.0"),
        ("--bump", "major", "1.0.0"),
        ("--version", "3.4", "3.4"),
        ("--version", "0.2.0rc1", "0.2.0rc1"),
    ],
)
def test_the_next_version_is_chosen_by_bump_or_by_name(project, option, value, version):
    """After a first release, BUMP and VERSION release the next one as well, and a repeat does
    nothing."""
    project.release()
    project.note_change()

    outcomes = [project.release(option, value), project.release(option, value)]

    assert [outcome.status for outcome in outcomes] == [0, 0], outcomes
    project.assert_released_once("0.1.0")
    project.assert_released_once(version)


@pytest.mark.slow
def test_after_a_release_the_way_to_the_next_one_is_named(project):
    """A plain `make release` says that what is new is not in the last one, and what to type."""
    project.release()
    project.note_change()

    outcome = project.release()

    assert outcome.status == 0
    assert "There is nothing to do." in outcome.text
    assert "after this release: 1" in outcome.text
    assert "make release TO=company BUMP=patch|minor|major" in outcome.text


@pytest.mark.slow
def test_the_next_version_follows_a_colleagues_release_whose_tag_was_not_fetched(
    project,
):
    """The tag on the remote counts, and where no tag is here at all, preflight says how to get
    them."""
    project.clone("other").release()
    project.git("pull", "--quiet", "--no-tags")
    project.note_change()

    outcome = project.release("--bump", "minor")
    project.git("fetch", "--quiet", "--tags")
    again = project.release("--bump", "minor")

    assert outcome.status == 1
    assert "my-package 0.2.0 is not ready" in outcome.text
    assert "git fetch --tags" in outcome.text
    assert again.status == 0, again.text
    project.assert_released_once("0.2.0")


@pytest.mark.slow
def test_the_tag_carries_the_changelog_and_the_hashes(project):
    """The annotation has the section of this version and the SHA-256 of both files."""
    project.note_change("A thing to notice.")

    project.release()
    output = project.git("tag", "--list", "--format=%(contents)", "v0.1.0")

    assert "- A thing to notice." in output
    for path in project.index.folder.iterdir():
        assert path.name in output


@pytest.mark.whole
@pytest.mark.slow
def test_what_is_released_installs_with_pip_from_the_index(project, tmp_path):
    """`pip install` from the index gives the version that was released."""
    project.release()
    target = tmp_path / "installed"

    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--isolated",
        "--target",
        str(target),
    ]
    subprocess.run(
        [*install, "--index-url", project.index.simple, "my-package==0.1.0"], check=True
    )

    assert (target / "my_package" / "_version.py").read_text().count("0.1.0") == 1


def test_a_dry_run_prints_every_step_and_changes_nothing(project):
    """The plan of a dry run names the steps of the release, and the world stays as it is."""
    before = project.state()

    outcome = project.release("--dry-run")

    assert outcome.status == 0
    assert [row.split()[1] for row in outcome.text.splitlines() if row.startswith("[")] == [
        "preflight", "bump", "build", "check", "push", "upload", "verify", "tag",
    ]  # fmt: skip
    assert project.state() == before


@pytest.mark.slow
def test_status_says_what_is_missing_and_what_is_done(project):
    """Before a release everything is to do, afterwards nothing is."""
    before = project.run("status")
    project.release()
    after = project.run("status")

    assert before.text.count("] preflight to do") == 1
    assert before.text.count(" to do ") == 8
    assert after.text.count(" done ") == 7
    assert after.text.count("] preflight not needed") == 1
    assert "is released to company. There is nothing to do." in after.text


@pytest.mark.slow
def test_verify_compares_a_released_version_even_when_nothing_was_kept(project):
    """`make verify` of an older version compares the index with the hashes in the tag."""
    project.release()
    project.note_change()
    project.release("--bump", "minor")
    other = project.clone("elsewhere")

    outcome = other.run("verify", "--version", "0.1.0")

    assert outcome.status == 0, outcome.text
    assert "gives the files that the tag v0.1.0 names" in outcome.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("value", "status"), [("no", 1), ("n", 1), ("0", 1), ("False", 1), ("maybe", 2)]
)
def test_a_switch_that_says_no_is_off(project, value, status):
    """YES=n does not mean yes, and what is neither is refused."""
    outcome = project.run("release", "--yes", value)

    assert outcome.status == status, outcome.text
    assert project.index.files == []


@pytest.mark.slow
def test_without_a_terminal_nothing_asks_and_yes_is_named(project):
    """Where nobody can answer, the release stops before anything is public and names YES=1."""
    outcome = project.run("release")

    assert outcome.status == 1
    assert "YES=1" in outcome.text
    assert project.index.files == []
    assert (
        project.git("log", "--format=%s", "main", cwd=project.remote).count("Release")
        == 0
    )


@pytest.mark.whole
@pytest.mark.slow
@pytest.mark.parametrize(
    "setting", [{"PIP_USER": "1"}, {"PIP_TARGET": "elsewhere"}], ids=["user", "target"]
)
def test_pips_settings_for_other_places_do_not_reach_the_installation_that_verifies(
    project, setting
):
    """The fresh environment gets the package, wherever this person's pip installs to."""
    outcome = project.release(**setting)

    assert outcome.status == 0, outcome.text
