"""A remote that refuses pushes to main, as a host with a protected branch, and merges there."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

HOOK = """#!/bin/sh
[ "$1" = refs/heads/main ] || exit 0
[ "$AS_HOST" ] && exit 0
echo "GH006: Protected branch update failed for $1." >&2
exit 1
"""
MERGES = ("merge", "squash", "rebase")


def git(folder: Path, *words: str) -> str:
    """Run git in a folder as the host, whose pushes nobody refuses, and return what it printed."""
    identity = ("-c", "user.name=Host", "-c", "user.email=host@example.com")
    return subprocess.run(
        ["git", *identity, *words],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"AS_HOST": "1"},
    ).stdout.strip()


def protect(remote: Path) -> None:
    """Let a bare repository refuse pushes to main."""
    hook = remote / "hooks/update"
    hook.write_text(HOOK, encoding="utf-8")
    hook.chmod(0o755)


def clone(remote: Path, name: str) -> Path:
    """Clone a bare repository beside itself, with its main checked out."""
    folder = remote.with_name(name)
    git(remote.parent, "clone", "--quiet", "--branch", "main", str(remote), str(folder))
    return folder


def others_commit(remote: Path, name: str = "other.txt") -> str:
    """Put somebody else's commit on main, and return it."""
    folder = clone(remote, f"others-{name}")
    (folder / name).write_text("of somebody else\n", encoding="utf-8")
    git(folder, "add", name)
    git(folder, "commit", "--quiet", f"--message=Add {name}")
    git(folder, "push", "--quiet", "origin", "main")
    return git(folder, "rev-parse", "HEAD")


def merge(remote: Path, branch: str, how: str) -> str:
    """Merge a branch into main in one of three ways, and return main's newest commit."""
    folder = clone(remote, f"host-{how}-{branch.replace('/', '-')}")
    theirs = f"origin/{branch}"
    if how == "merge":
        git(folder, "merge", "--quiet", "--no-ff", f"--message=Merge {branch}", theirs)
    if how == "squash":
        git(folder, "merge", "--quiet", "--squash", theirs)
        git(folder, "commit", "--quiet", f"--message=Release (#1) of {branch}")
    if how == "rebase":
        # The host is the committer of the new commit, also where nothing is in between.
        git(folder, "switch", "--quiet", "--detach", theirs)
        git(folder, "rebase", "--quiet", "--force-rebase", "main")
        git(folder, "branch", "--force", "main", "HEAD")
    git(folder, "push", "--quiet", "origin", "main")
    return git(folder, "rev-parse", "main")
