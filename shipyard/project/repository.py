"""The git repository of a new project, with its first commit."""

from __future__ import annotations

import os

from . import folders, git
from .handover import GitState

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# This address is only the example that the questions show, not an author.
EXAMPLE_EMAIL = "you@example.com"


def make(answers: Mapping[str, str]) -> GitState:
    """Make a git repository in the current folder, with one commit of everything.

    A git that does not know its user commits with the author of the answers. There is no
    repository afterwards when git or an author is missing, when git fails, or inside another one.
    """
    around = _work_tree_around(os.getcwd())
    try:
        state = _inside(around) if around else _first_commit(answers)
        if state.is_made:
            # git makes this folder for its samples alone, and people copy hooks to it.
            os.makedirs(".git/hooks", exist_ok=True)
    except OSError:
        folders.remove(".git")
        state = GitState(around=around, is_missing=True)
    return state


def _work_tree_around(folder: str) -> str:
    above = os.path.dirname(folder)
    while above != folder:
        folder = above
        above = os.path.dirname(folder)
        if os.path.exists(os.path.join(folder, ".git")):
            return folder
    return ""


def _inside(around: str) -> GitState:
    _, errors = git.run("var", "GIT_COMMITTER_IDENT")
    return GitState(around=around, is_user_unknown="user." in errors)


def _first_commit(answers: Mapping[str, str]) -> GitState:
    commit = (
        "commit",
        "--quiet",
        "--message",
        f"Start {answers['project_name']} with Shipyard",
    )
    for command in (("init", "--quiet", "--template="), ("add", "--all"), commit):
        status, errors = git.run(*command)
        if status and "user." in errors:
            return _commit_as_author(commit, answers)
        if status:
            return _without_repository(command, status, errors)
    return GitState(is_made=True)


def _commit_as_author(commit: tuple[str, ...], answers: Mapping[str, str]) -> GitState:
    """Commit with the author of the answers, if there is one."""
    if answers["author_email"] == EXAMPLE_EMAIL:
        folders.remove(".git")
        return GitState(is_user_unknown=True)
    author = {
        "user.name": answers["author_name"],
        "user.email": answers["author_email"],
    }
    status, errors = git.run(*commit, more=author)
    if status:
        return _without_repository(commit, status, errors)
    return GitState(is_made=True, is_user_unknown=True)


def _without_repository(command: tuple[str, ...], status: int, errors: str) -> GitState:
    """Remove what is half made, and return why."""
    folders.remove(".git")
    lines = errors.strip().splitlines()
    return GitState(
        failure=f"git {command[0]} failed: {lines[-1] if lines else status}"
    )
