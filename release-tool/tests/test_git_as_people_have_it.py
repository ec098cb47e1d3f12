"""What people set up in git, and what they call things, does not mislead a release."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow


def test_names_and_settings_that_look_like_others_do_not_matter(yard):
    """A tag called like the branch, an ignore file that does not know .release, another default
    remote."""
    yard.git("tag", "main")
    yard.git("config", "clone.defaultRemoteName", "upstream")
    yard.commit(".gitignore", "__pycache__/\n")
    yard.git("push", "--quiet", "origin", "refs/heads/main")
    (yard.project / ".release/0.1.0").mkdir(parents=True)
    (yard.project / ".release/0.1.0/kept.txt").write_text("kept")

    for command in ("preflight", "rehearse"):
        outcome = yard.run(command)
        assert outcome.status == 0, outcome.text


def test_a_push_that_goes_elsewhere_is_noticed_before_the_upload(yard, tmp_path):
    """With another address for pushing, the repository that others fetch from would not get the
    release."""
    yard.git("clone", "--quiet", "--bare", str(yard.remote), str(tmp_path / "fork.git"))
    yard.git("remote", "set-url", "--push", "origin", str(tmp_path / "fork.git"))

    outcome = yard.release()

    assert outcome.status == 1
    assert "did not arrive at the address that origin is fetched from" in outcome.text
    assert yard.index.files == []


def test_a_changelog_longer_than_an_argument_gets_into_the_tag(yard):
    """A system limits the length of one argument, and a changelog has no limit."""
    yard.note_change("word " * 40_000)
    yard.git("push", "--quiet")

    outcome = yard.release()

    assert outcome.status == 0, outcome.text
    assert yard.git("tag", "--list", "--format=%(contents)", "v0.1.0").count("word") == 40_000


def test_commit_and_tag_go_to_the_remote_that_the_branch_tracks(yard):
    """Where `origin` is a fork, the project itself is the remote that main follows."""
    upstream = yard.remote.with_name("upstream.git")
    yard.git("clone", "--quiet", "--bare", str(yard.remote), str(upstream))
    yard.git("remote", "add", "upstream", str(upstream))
    yard.git("fetch", "--quiet", "upstream")
    yard.git("branch", "--quiet", "--set-upstream-to=upstream/main")

    outcome = yard.release()

    assert outcome.status == 0, outcome.text
    assert f"Commit and tag go to upstream: {upstream}" in outcome.text
    assert "v0.1.0" in yard.git("--git-dir", str(upstream), "tag")
    assert "v0.1.0" not in yard.git("--git-dir", str(yard.remote), "tag")
