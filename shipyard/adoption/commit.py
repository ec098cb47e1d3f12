"""Commit what was proven: beside their work tree, with their hooks, and the branch comes last."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shipyard.adoption import git, words
from shipyard.adoption.copying import Copy
from shipyard.adoption.looking import Project
from shipyard.adoption.words import Refused

NO_HOOKS = ("-c", "core.hooksPath=/dev/null")


def make(project: Project, copy: Copy, message: str, *, verify: bool) -> str:
    """Make the commit and return its id; no branch has it yet.

    The files are exactly those of the copy. Hooks and signing are theirs, unless `verify` is off.
    Raises `Refused` when they refuse the commit, or change what is in it.
    """
    with _work_tree(project) as place:
        git.must(place, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", str(copy.top),
                 "HEAD")  # fmt: skip
        git.must(place, "checkout", "--quiet", copy.commit, "--", *copy.names)
        hooks = [] if verify else ["--no-verify"]
        done = git.attempt(place, "commit", "--quiet", *hooks, "--message", message)
        names = ", ".join(sorted({name.partition("/")[0] for name in copy.names}))
        if done.returncode:
            said = f"{done.stdout}{done.stderr}".strip()
            raise Refused(words.HOOKS.format(output=said, names=names))
        made = git.must(place, "rev-parse", "HEAD")
    if git.must(project.top, "rev-parse", f"{made}^{{tree}}") != copy.files:
        changed = git.must(project.top, "diff", "--name-only", copy.files, made)
        raise Refused(words.HOOK_CHANGED.format(names=", ".join(changed.splitlines())))
    return made


def put_on_branch(project: Project, made: str, branch: str, *, before: str) -> None:
    """Let a branch begin at the commit; `before` is the commit that it has now, or ''."""
    git.must(
        project.top,
        "update-ref",
        f"refs/heads/{branch}",
        made,
        before or "0" * len(made),
    )


def put_on_current_branch(project: Project, made: str) -> None:
    """Bring the branch that is checked out, and its work tree, to the commit."""
    done = git.attempt(project.top, "merge", "--ff-only", "--quiet", made)
    if done.returncode:
        git.attempt(project.top, "reset", "--quiet", "--merge", project.head)
        raise Refused(
            f"git merge failed, and nothing was changed: {done.stderr.strip()}"
        )


@contextmanager
def _work_tree(project: Project) -> Iterator[Path]:
    """Yield a second work tree of the repository, which is gone afterwards."""
    git.attempt(project.top, "worktree", "prune")  # what a killed adoption left
    with tempfile.TemporaryDirectory(prefix="shipyard-adopt-") as temporary:
        place = Path(temporary, "work")
        git.must(project.top, *NO_HOOKS, "worktree", "add", "--quiet", "--detach", str(place),
                 project.head)  # fmt: skip
        try:
            yield place
        finally:
            git.attempt(project.top, "worktree", "remove", "--force", str(place))
