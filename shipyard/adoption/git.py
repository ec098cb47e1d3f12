"""git, as the steps of an adoption need it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from shipyard.adoption.words import Refused


def said(folder: Path, *words: str) -> str | None:
    """Return what git prints about a folder, without the last newline; None when it refuses."""
    done = attempt(folder, *words)
    return done.stdout.removesuffix("\n") if done.returncode == 0 else None


def must(folder: Path, *words: str) -> str:
    """Return what git prints; raise `Refused` with its own words when it refuses."""
    done = attempt(folder, *words)
    if done.returncode:
        raise Refused(f"git {words[0]} failed: {(done.stderr or done.stdout).strip()}")
    return done.stdout.removesuffix("\n")


def attempt(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run git in a folder; the result has the status and what it printed."""
    return subprocess.run(
        ["git", *words],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )
