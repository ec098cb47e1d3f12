"""Signed tags are signed: git finds the signature, and a key that fails is found in time."""

from __future__ import annotations

import subprocess

import pytest

pytestmark = pytest.mark.slow


def sign_with_ssh(yard, *, allowed):
    """Set git up to sign tags with a new SSH key, known to git as the person's own or not."""
    key = yard.home / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    settings = {"gpg.format": "ssh", "user.signingKey": f"{key}.pub", "tag.gpgSign": "true"}
    if allowed:
        signers = yard.home / "signers"
        signers.write_text(f"test@example.com {(yard.home / 'key.pub').read_text()}")
        settings["gpg.ssh.allowedSignersFile"] = str(signers)
    for name, value in settings.items():
        yard.git("config", "--global", name, value)
    yard.git("config", "--global", "user.signingKey", str(key))


def test_git_finds_the_signature_of_a_release_tag(yard):
    """The signature begins on a line of its own, so `git verify-tag` verifies it."""
    sign_with_ssh(yard, allowed=True)

    outcome = yard.release()

    assert outcome.status == 0, outcome.text
    assert "git verifies the signature" in outcome.text
    yard.git("verify-tag", "v0.1.0")
    assert "\n-----BEGIN SSH SIGNATURE-----" in yard.git("cat-file", "tag", "v0.1.0")


def test_a_signature_that_cannot_be_verified_here_is_told(yard):
    """The tag is signed all the same; what is missing is the list of signers."""
    sign_with_ssh(yard, allowed=False)

    outcome = yard.release()

    assert outcome.status == 0, outcome.text
    assert "Here git cannot verify the signature" in outcome.text


@pytest.mark.parametrize("setting", ["tag.gpgSign", "commit.gpgSign", "tag.forceSignAnnotated"])
def test_a_key_that_cannot_sign_is_found_by_preflight(yard, setting):
    """Before the first write, not at the tag, when everything is public."""
    yard.git("config", "--global", "gpg.format", "ssh")
    yard.git("config", "--global", "user.signingKey", str(yard.home / "no-such-key"))
    yard.git("config", "--global", setting, "true")

    outcome = yard.run("preflight")

    assert outcome.status == 1
    assert "none can be made" in outcome.text


def test_a_rehearsal_signs_nothing(yard):
    """It is nobody's release, and asks for no passphrase."""
    sign_with_ssh(yard, allowed=False)
    yard.git("config", "--global", "user.signingKey", str(yard.home / "no-such-key"))

    outcome = yard.run("rehearse")

    assert outcome.status == 0, outcome.text
