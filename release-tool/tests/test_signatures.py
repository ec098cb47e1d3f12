"""Signed tags are signed: git finds the signature, and a key that fails is found in time."""

from __future__ import annotations

import subprocess

import pytest
from shipyard_release import steps
from shipyard_release.choice import choose
from shipyard_release.errors import Again, Git, Message, Stop
from shipyard_release.state import Request
from small import begun, git, index_at, opened, use_git_identity


def sign_with_ssh(project, *, allowed):
    """Set git up to sign tags with a new SSH key, known to git as the person's own or not."""
    key = project.home / "key"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True
    )
    settings = {
        "gpg.format": "ssh",
        "user.signingKey": f"{key}.pub",
        "tag.gpgSign": "true",
    }
    if allowed:
        signers = project.home / "signers"
        signers.write_text(f"test@example.com {(project.home / 'key.pub').read_text()}")
        settings["gpg.ssh.allowedSignersFile"] = str(signers)
    for name, value in settings.items():
        project.git("config", "--global", name, value)
    project.git("config", "--global", "user.signingKey", str(key))


@pytest.mark.slow
def test_git_finds_the_signature_of_a_release_tag(project):
    """The signature begins on a line of its own, so `git verify-tag` verifies it."""
    sign_with_ssh(project, allowed=True)

    outcome = project.release()

    assert outcome.status == 0, outcome.text
    assert "git verifies the signature" in outcome.text
    project.git("verify-tag", "v0.1.0")
    assert "\n-----BEGIN SSH SIGNATURE-----" in project.git("cat-file", "tag", "v0.1.0")


@pytest.mark.slow
def test_a_signature_that_cannot_be_verified_here_is_told(project):
    """The tag is signed all the same; what is missing is the list of signers."""
    sign_with_ssh(project, allowed=False)

    outcome = project.release()

    assert outcome.status == 0, outcome.text
    assert "Here git cannot verify the signature" in outcome.text


@pytest.mark.slow
@pytest.mark.parametrize(
    "setting", ["tag.gpgSign", "commit.gpgSign", "tag.forceSignAnnotated"]
)
def test_a_key_that_cannot_sign_is_found_by_preflight(project, setting):
    """Before the first write, not at the tag, when everything is public."""
    project.git("config", "--global", "gpg.format", "ssh")
    project.git(
        "config", "--global", "user.signingKey", str(project.home / "no-such-key")
    )
    project.git("config", "--global", setting, "true")

    outcome = project.run("preflight")

    assert outcome.status == 1
    assert "git cannot sign" in outcome.text


@pytest.mark.slow
def test_a_rehearsal_signs_nothing(project):
    """It is nobody's release, and asks for no passphrase."""
    sign_with_ssh(project, allowed=False)
    project.git(
        "config", "--global", "user.signingKey", str(project.home / "no-such-key")
    )

    outcome = project.run("rehearse")

    assert outcome.status == 0, outcome.text


class Listener:
    """A watcher that keeps what it is told."""

    def __init__(self):
        self.told = []

    def tell(self, message):
        self.told.append(message.kind)

    def interrupted(self):
        """Say nothing."""


@pytest.fixture(name="place")
def _place(tmp_path, monkeypatch, index):
    """A project with news, whose person signs commits and tags with a new SSH key."""
    use_git_identity(tmp_path, monkeypatch)
    key = tmp_path / "key"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True
    )
    (tmp_path / "signers").write_text(
        f"a@example.com {(tmp_path / 'key.pub').read_text()}"
    )
    place = begun(tmp_path, index_at(index.url))
    root = place.settings.root
    git(root, "tag", "v0.1.0")
    text = (root / "CHANGELOG.md").read_text()
    (root / "CHANGELOG.md").write_text(
        text.replace("[Unreleased]\n", "[Unreleased]\n\n- New.\n")
    )
    git(root, "commit", "--quiet", "--all", "--message=Write news")
    for name, value in {
        "gpg.format": "ssh",
        "user.signingKey": str(key),
        "gpg.ssh.allowedSignersFile": str(tmp_path / "signers"),
        "commit.gpgSign": "true",
        "tag.gpgSign": "true",
    }.items():
        git(root, "config", "--global", name, value)
    return place


def act(step, place, request):
    """Take one step as a new command would; return what was told."""
    listener = Listener()
    result = step.act(
        choose(opened(place.settings.root, place.index), request), listener, print
    )

    assert isinstance(result, Message)
    return listener.told


MINOR = Request(bump="minor")


def test_commit_and_tag_are_signed_and_verify(place):
    """git itself verifies both, and the tool says so."""
    root = place.settings.root

    told = [*act(steps.BUMP, place, MINOR), *act(steps.TAG, place, MINOR)]

    git(root, "verify-commit", "HEAD")
    git(root, "verify-tag", "v0.2.0")
    assert told == ["commit-verified", "signature-verified"]


def test_a_commit_that_cannot_be_signed_leaves_nothing_half_made(place, tmp_path):
    """No file is changed and nothing is kept; with the key, the same command goes on."""
    root = place.settings.root
    before = git(root, "rev-parse", "HEAD")
    (tmp_path / "key").rename(tmp_path / "away")

    with pytest.raises(Stop) as stop:
        act(steps.BUMP, place, MINOR)
    state = (git(root, "rev-parse", "HEAD"), git(root, "status", "--porcelain"))
    is_kept = (root / ".release/0.2.0").exists()
    (tmp_path / "away").rename(tmp_path / "key")
    act(steps.BUMP, place, MINOR)

    assert stop.value.kind == "commit-not-signed"
    assert isinstance(stop.value.problem.remedies[-1], Again)
    assert state == (before, "")
    assert not is_kept
    assert git(root, "log", "-1", "--format=%s") == "Release 0.2.0"


def test_a_tag_that_cannot_be_signed_is_made_later(place, tmp_path):
    """There is no tag here or in the remote; with the key, the same command makes it."""
    root = place.settings.root
    act(steps.BUMP, place, MINOR)
    (tmp_path / "key").rename(tmp_path / "away")

    with pytest.raises(Stop) as stop:
        act(steps.TAG, place, MINOR)
    tags = (
        git(root, "tag", "--list", "v0.2.0"),
        git(root, "ls-remote", "origin", "v0.2.0"),
    )
    (tmp_path / "away").rename(tmp_path / "key")
    act(steps.TAG, place, MINOR)

    assert stop.value.kind == "tag-signing-fails"
    assert str(tmp_path / "key") in stop.value.problem.facts["output"]
    assert tags == ("", "")
    git(root, "verify-tag", "v0.2.0")


def test_a_tag_without_the_signature_that_is_asked_for_is_not_pushed(place):
    """Somebody made it by hand; when it is deleted, a signed one is made."""
    root = place.settings.root
    act(steps.BUMP, place, MINOR)
    git(
        root,
        "-c",
        "tag.gpgSign=false",
        "tag",
        "--annotate",
        "--message=By hand",
        "v0.2.0",
    )

    with pytest.raises(Stop) as stop:
        act(steps.TAG, place, MINOR)
    [delete] = [each for each in stop.value.problem.remedies if isinstance(each, Git)]
    git(root, *delete.words)
    act(steps.TAG, place, MINOR)

    assert stop.value.kind == "tag-not-signed"
    git(root, "verify-tag", "v0.2.0")


def test_a_hook_that_refuses_is_not_taken_for_a_missing_signature(place):
    """Where commits are signed, a refused message is still told as what it is."""
    hook = place.settings.root / ".git/hooks/commit-msg"
    hook.write_text("#!/bin/sh\necho 'Please sign off'\nexit 1\n")
    hook.chmod(0o755)

    with pytest.raises(Stop) as stop:
        act(steps.BUMP, place, MINOR)

    assert stop.value.kind == "commit-refused"


def test_the_message_of_a_tag_begins_as_the_house_wants(place):
    """A setting says how; the changelog's section follows it."""
    root = place.settings.root
    text = (root / "pyproject.toml").read_text()
    (root / "pyproject.toml").write_text(
        text + 'tag-message = "Ship {name} v{version}"\n'
    )
    git(root, "commit", "--quiet", "--all", "--message=Set the message")
    act(steps.BUMP, place, MINOR)
    act(steps.TAG, place, MINOR)

    output = git(root, "tag", "--list", "--format=%(contents)", "v0.2.0")

    assert output.startswith("Ship my-package v0.2.0\n\n- New.\n")
