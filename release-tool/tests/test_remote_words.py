"""What git says of a remote is told by its cause, with what helps there."""

from __future__ import annotations

import pytest
from refusing_host import host
from shipyard_release import remote_words
from shipyard_release.errors import Stop
from shipyard_release.git import Repository


@pytest.mark.parametrize(
    ("output", "kind"),
    [
        (
            "fatal: could not read Username for 'https://host': terminal prompts disabled",
            "remote-wants-login",
        ),
        (
            (
                "git@host: Permission denied (publickey).\n"
                "fatal: Could not read from remote repository."
            ),
            "remote-wants-login",
        ),
        (
            "remote: HTTP Basic: Access denied\nfatal: Authentication failed",
            "remote-wants-login",
        ),
        (
            (
                "remote: Permission to me/p.git denied to you.\n"
                "fatal: unable to access 'https://host/p.git/': "
                "The requested URL returned error: 403"
            ),
            "push-not-allowed",
        ),
        (
            "ERROR: The key you are authenticating with has been marked as read only.",
            "push-not-allowed",
        ),
        (
            (
                "remote: error: GH006: Protected branch update failed for refs/heads/main.\n"
                " ! [remote rejected] main -> main (protected branch hook declined)"
            ),
            "branch-protected",
        ),
        (
            (
                "remote: GitLab: You are not allowed to push code to protected branches "
                "on this project.\n"
                " ! [remote rejected] main -> main (pre-receive hook declined)"
            ),
            "branch-protected",
        ),
        (
            "remote: error: GH013: Repository rule violations found for refs/heads/main.",
            "branch-protected",
        ),
        (" ! [rejected]        main -> main (fetch first)", "pushed-by-others"),
        (" ! [rejected]        main -> main (non-fast-forward)", "pushed-by-others"),
        (
            "ssh: Could not resolve hostname host: Name or service not known",
            "remote-unreachable",
        ),
        (
            "fatal: '/gone.git' does not appear to be a git repository",
            "remote-unreachable",
        ),
        ("fatal: out of memory", ""),
    ],
)
def test_each_refusal_is_told_by_its_cause(output, kind):
    """A login, a right, a rule of the branch, other commits and the network are five causes."""
    assert remote_words.meaning(output) == kind


def test_a_refusal_of_each_kind_offers_something(monkeypatch):
    """No cause is told without what helps."""
    for kind, phrases in remote_words.MEANINGS.items():
        monkeypatch.setattr(remote_words, "meaning", lambda _said, kind=kind: kind)
        problem = remote_words.problem(phrases[0], remote="origin", branch="main")

        assert problem is not None
        assert problem.remedies


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, "remote-wants-login"),
        (403, "push-not-allowed"),
        (404, "remote-unreachable"),
    ],
)
def test_a_host_that_refuses_is_told_by_its_cause(tmp_path, monkeypatch, status, kind):
    """Real git speaks to a host over HTTP, with no login stored and no terminal to ask in."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    repository = Repository(tmp_path)
    repository.git("init", "--quiet", ".")
    with host(status) as address:
        repository.git("remote", "add", "origin", address)
        with pytest.raises(Stop) as stop:
            repository.remote_refs()

    assert stop.value.kind == kind
    assert stop.value.problem.remedies


def test_a_repository_without_the_remote_is_told(tmp_path):
    """A remote that is not there is another matter than one that does not answer."""
    repository = Repository(tmp_path)
    repository.git("init", "--quiet", ".")

    with pytest.raises(Stop) as stop:
        repository.remote_refs()

    assert stop.value.kind == "no-remote"
