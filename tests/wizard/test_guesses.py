"""Good guesses come from git, the folder and last time, and bad ones from nowhere."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from shipyard.wizard import catalogue, guesses, identity
from shipyard.wizard.answers import Answers


def configure(**settings: str) -> None:
    """Set options of git for the user; `user_name` is user.name."""
    for name, value in settings.items():
        subprocess.run(
            ["git", "config", "--global", name.replace("_", "."), value], check=True
        )


def guessed(folder: Path) -> Answers:
    """Return answers with every guess that can be made in a folder."""
    return Answers(catalogue.load(), guesses=guesses.gather(folder))


def test_git_says_who_one_is(cwd):
    """Author and e-mail are what git is configured with, quotes and spaces included."""
    configure(user_name="Zoë O'Brien", user_email="zoe@example.org")

    assert guessed(cwd)["author_name"] == "Zoë O'Brien"
    assert guessed(cwd)["author_email"] == "zoe@example.org"


def test_the_account_is_the_one_git_knows(cwd):
    """`github.user` goes before what an address suggests."""
    configure(user_email="zoe@example.org", github_user="zob")

    assert guessed(cwd)["repository_owner"] == "zob"


def test_the_account_is_else_the_address_before_its_at_sign(cwd):
    """Without `github.user` the local part of the e-mail address is the guess."""
    configure(user_email="Zoe.Brien@example.org")

    assert guessed(cwd)["repository_owner"] == "zoe-brien"


@pytest.mark.parametrize(
    ("address", "account"),
    [
        ("1234567+zob@users.noreply.example.com", "zob"),
        ("1234567+zob@users.noreply.github.com", "zob"),
        ("1234567-zo-b@users.noreply.gitlab.com", "zo-b"),
        ("zo-b@users.noreply.github.com", "zo-b"),
        ("bob+gh@example.org", "bob"),
        ("bob+1234@noreply.example.org", "bob"),
        ("12+bob@example.org", "12"),
    ],
)
def test_only_a_no_reply_address_holds_the_account_behind_a_sign(cwd, address, account):
    """Hosts put a number before the account; in any other address a person marked their mail."""
    configure(user_email=address)

    assert guessed(cwd)["repository_owner"] == account


def test_the_account_follows_a_changed_address(cwd):
    """The guess is made of the last address, not of the first one."""
    configure(user_email="zoe@example.org")
    answers = guessed(cwd)
    answers.accept("author_email", "ada@example.org")

    assert answers["repository_owner"] == "ada"


def test_without_an_identity_nothing_is_guessed(cwd):
    """git's exit status counts: no identity gives no guess, and never an error text."""
    assert guesses.git_identity(cwd) == {}
    assert guessed(cwd).guess("author_name") == ""


def test_without_git_nothing_is_guessed(cwd, monkeypatch):
    """A machine without git is silent."""
    monkeypatch.setenv("PATH", "")

    assert guesses.git_identity(cwd) == {}


def test_what_was_given_once_goes_before_git(cwd):
    """The identity of last time is the better guess: somebody typed it here."""
    configure(user_name="Root", user_email="root@example.org")
    identity.remember(
        {
            "author_name": "Ada",
            "author_email": "ada@example.org",
            "repository_owner": "ada-l",
        }
    )
    answers = guessed(cwd)

    assert (answers["author_name"], answers["author_email"]) == (
        "Ada",
        "ada@example.org",
    )
    assert answers["repository_owner"] == "ada-l"


@pytest.mark.parametrize(("files", "name"), [([], "tide-tables"), (["notes.txt"], "")])
def test_only_an_empty_folder_lends_its_name(tmp_path, files, name):
    """A folder that somebody made for the project names it; a folder in use does not."""
    folder = tmp_path / "tide-tables"
    folder.mkdir()
    for file in files:
        folder.joinpath(file).touch()

    assert guesses.folder_name(folder) == name
