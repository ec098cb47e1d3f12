"""What is recorded of where the template came from."""

from __future__ import annotations

import subprocess

import pytest

from shipyard import record


@pytest.mark.parametrize(
    ("url", "recorded"),
    [
        (
            "https://me:secret@example.com/group/template.git",
            "https://example.com/group/template.git",
        ),
        ("https://example.com/group/template", "https://example.com/group/template"),
        ("git@example.com:group/template.git", "git@example.com:group/template.git"),
    ],
)
def test_a_token_in_the_address_stays_here(tmp_path, url, recorded):
    """A secret in the template's address is not written into a project; an account is."""
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.com"]
    for words in (
        ["init", "-q"],
        ["remote", "add", "origin", url],
        [*identity, "commit", "-q", "--allow-empty", "-m", "x"],
    ):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    template, commit = record.source(str(tmp_path))

    assert template == recorded
    assert len(str(commit)) == 40


def test_a_folder_without_a_repository_is_its_own_address(tmp_path):
    """A template that git knows nothing of is recorded by its path, without a commit."""
    assert record.source(str(tmp_path)) == (str(tmp_path), None)
