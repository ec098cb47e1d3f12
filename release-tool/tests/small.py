"""A project of four files with a remote: enough for what looks at a release without building."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from shipyard_release.distributions import sums, within
from shipyard_release.git import Repository
from shipyard_release.index import Index
from shipyard_release.settings import Settings
from shipyard_release.state import Place

PYPROJECT = """
[project]
name = "my-package"

[tool.shipyard-release]
version-file = "version.py"
"""
CHANGELOG = (
    "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-01-01\n\n- First release.\n"
)
WHEEL = "my_package-0.1.0-py3-none-any.whl"
SDIST = "my_package-0.1.0.tar.gz"


def use_git_identity(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git know a person, and no setting of this machine."""
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(folder))
    (folder / ".gitconfig").write_text("[user]\n\tname = A\n\temail = a@example.com\n")


def git(folder: Path, *words: str) -> str:
    """Run git in a folder and return what it printed."""
    return subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def begun(folder: Path, index: Index) -> Place:
    """Make a project whose release commit of 0.1.0 is pushed, and not tagged."""
    root = folder / "project"
    remote = folder / "remote.git"
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
    git(folder, "init", "--quiet", "--initial-branch=main", str(root))
    git(root, "remote", "add", "origin", f"file://{remote}")
    (root / "pyproject.toml").write_text(PYPROJECT)
    (root / "version.py").write_text('__version__ = "0.1.0"\n')
    (root / "CHANGELOG.md").write_text(CHANGELOG)
    (root / ".gitignore").write_text("/.release/\n/dist/\n")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Release 0.1.0")
    git(root, "push", "--quiet", "origin", "main")
    return opened(root, index)


def opened(root: Path, index: Index) -> Place:
    """Return what a command sees of a project: nothing that was asked before is remembered."""
    repository = Repository(root)
    return Place(Settings.load(root).on(repository.branch()), repository, index)


def tag(place: Place, *, naming: Path | None = None) -> None:
    """Tag HEAD as a release, with the hashes of the distributions in a folder, and push the tag."""
    named = sums(within(naming)).splitlines() if naming else []
    text = "\n".join(["my-package 0.1.0", "", *(f"    {line}" for line in named)])
    root = place.settings.root
    git(
        root, "tag", "--annotate", "--cleanup=verbatim", f"--message={text}\n", "v0.1.0"
    )
    git(root, "push", "--quiet", "origin", "v0.1.0")


def index_at(address: str) -> Index:
    """Return the index of one's own that a server at this address is."""
    return Index("company", f"{address}legacy/", f"{address}simple/")
