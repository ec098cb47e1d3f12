"""What people set up in git, and what they call things, does not mislead a release."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow


def test_names_and_settings_that_look_like_others_do_not_matter(project):
    """A tag called like the branch, an ignore file that does not know .release, another default
    remote."""
    project.git("tag", "main")
    project.git("config", "clone.defaultRemoteName", "upstream")
    project.commit(".gitignore", "__pycache__/\n")
    project.git("push", "--quiet", "origin", "refs/heads/main")
    (project.folder / ".release/0.1.0").mkdir(parents=True)
    (project.folder / ".release/0.1.0/kept.txt").write_text("kept")

    for command in ("preflight", "rehearse"):
        outcome = project.run(command)
        assert outcome.status == 0, outcome.text


def test_a_push_that_goes_elsewhere_is_noticed_before_the_upload(project, tmp_path):
    """With another address for pushing, the repository that others fetch from would not get the
    release."""
    project.git(
        "clone", "--quiet", "--bare", str(project.remote), str(tmp_path / "fork.git")
    )
    project.git("remote", "set-url", "--push", "origin", str(tmp_path / "fork.git"))

    outcome = project.release()

    assert outcome.status == 1
    assert "did not arrive at the address that origin is fetched from" in outcome.text
    assert project.index.files == []


def test_a_changelog_longer_than_an_argument_gets_into_the_tag(project):
    """A system limits the length of one argument, and a changelog has no limit."""
    project.note_change("word " * 40_000)
    project.git("push", "--quiet")

    outcome = project.release()

    assert outcome.status == 0, outcome.text
    assert (
        project.git("tag", "--list", "--format=%(contents)", "v0.1.0").count("word")
        == 40_000
    )


def test_commit_and_tag_go_to_the_remote_that_the_branch_tracks(project):
    """Where `origin` is a fork, the project itself is the remote that main follows."""
    upstream = project.remote.with_name("upstream.git")
    project.git("clone", "--quiet", "--bare", str(project.remote), str(upstream))
    project.git("remote", "add", "upstream", str(upstream))
    project.git("fetch", "--quiet", "upstream")
    project.git("branch", "--quiet", "--set-upstream-to=upstream/main")

    outcome = project.release()

    assert outcome.status == 0, outcome.text
    assert f"Commit and tag go to upstream: {upstream}" in outcome.text
    assert "v0.1.0" in project.git("--git-dir", str(upstream), "tag")
    assert "v0.1.0" not in project.git("--git-dir", str(project.remote), "tag")
