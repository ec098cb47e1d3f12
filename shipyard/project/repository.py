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
# With these settings, git treats every file as a large one, and writes all of them to one pack.
ONE_PACK = {"core.bigFileThreshold": "1", "pack.compression": "1"}


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
    except FileNotFoundError:
        folders.remove(".git")
        return GitState(around=around, is_missing=True)
    except OSError as error:
        folders.remove(".git")
        reason = f"the system says: {error.strerror}"
        return GitState(around=around, failure=reason)
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
    status, errors = git.run("init", "--quiet", "--template=")
    if status:
        return _without_repository("init", status, errors)
    status, errors = _add_everything()
    if status:
        return _without_repository("add", status, errors)
    message = f"Start {answers['project_name']} with Shipyard"
    commit = ("commit", "--quiet", "--message", message)
    status, errors = git.run(*commit)
    if status and "user." in errors:
        return _commit_as_author(commit, answers)
    if status:
        return _without_repository("commit", status, errors)
    return GitState(is_made=True)


def _add_everything() -> tuple[int, str]:
    """Add every file, and return git's exit status and what it wrote to stderr.

    git usually makes a new file for the content of each file. That takes longer than all its other
    work here. It writes large files to one pack, unless it has to check their line ends. So git is
    told here that every file is large, and that no line ends have to be checked. This is safe: the
    files of the template already have the line ends that `.gitattributes` asks for.
    """
    info = os.path.join(".git", "info")
    os.makedirs(info, exist_ok=True)
    with open(os.path.join(info, "attributes"), "w", encoding="utf-8") as file:
        file.write("* -text\n")
    added = git.run("add", "--all", more=ONE_PACK)
    folders.remove(info)
    return added


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
        return _without_repository("commit", status, errors)
    return GitState(is_made=True, is_user_unknown=True)


def _without_repository(command: str, status: int, errors: str) -> GitState:
    """Remove what is half made, and return why."""
    folders.remove(".git")
    lines = errors.strip().splitlines()
    return GitState(failure=f"git {command} failed: {lines[-1] if lines else status}")
