"""What the machine knows: git's identity, the remembered identity, the folder's name."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

from shipyard import derive
from shipyard.wizard import identity
from shipyard.wizard.answers import Answers, Guess

GIT_KEYS = {
    "user.name": "author_name",
    "user.email": "author_email",
    "github.user": "repository_owner",
}


def gather(folder: Path) -> dict[str, Guess]:
    """A guess for each question the machine may know about.

    The machine is asked only when somebody needs to know.
    """

    @cache
    def known() -> dict[str, str]:
        # What was given once goes before git's.
        return {**git_identity(folder), **identity.remembered()}

    def account(answers: Answers) -> str:
        return known().get("repository_owner") or from_email(
            answers["author_email"], answers
        )

    return {
        "author_name": lambda _: known().get("author_name", ""),
        "author_email": lambda _: known().get("author_email", ""),
        "repository_owner": account,
    }


def git_identity(folder: Path) -> dict[str, str]:
    """What git is configured to say; nothing where there is no git or no identity."""
    command = [
        "git",
        "config",
        "--null",
        "--get-regexp",
        r"^(user\.(name|email)|github\.user)$",
    ]
    try:
        said = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    except OSError:
        return {}
    if said.returncode:
        return {}
    pairs = (
        line.partition("\n")
        for line in said.stdout.decode("utf-8", "replace").split("\0")
    )
    return {GIT_KEYS[key]: value.strip() for key, _, value in pairs if key in GIT_KEYS}


def from_email(email: str, answers: Answers) -> str:
    """An account's name from an e-mail address.

    What follows a plus sign is a person's own mark, as in `ada+lists@example.org`. Only hosts'
    no-reply addresses have a number first: `123+ada@users.noreply.github.com` for GitHub,
    `123-ada@users.noreply.gitlab.com` for GitLab.
    """
    if email == answers.questions["author_email"].default:
        return ""
    local, _, host = email.partition("@")
    if not host.lower().startswith("users.noreply."):
        return derive.account_name(local.partition("+")[0])
    number, sign, account = local.partition("+" if "+" in local else "-")
    return derive.account_name(account if sign and number.isdigit() else local)


def folder_name(folder: Path) -> str:
    """The name of an empty folder: somebody made it for this project."""
    try:
        empty = next(folder.iterdir(), None) is None
    except OSError:
        return ""
    return folder.name if empty else ""
