"""A throwaway clone of the project: what is added is tried there first."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shipyard.adoption import files, git
from shipyard.adoption.looking import Project, release_branches

PERSON = {
    "user.name": "Adoption",
    "user.email": "adoption@example.com",
    "commit.gpgSign": "false",
    "core.hooksPath": os.devnull,
    "maintenance.auto": "false",
}


@dataclass(frozen=True)
class Copy:
    """The clone, with what was added in a commit of its own."""

    top: Path
    root: Path
    commit: str
    names: tuple[str, ...]

    @property
    def files(self) -> str:
        """The id of all files of the repository after the adoption."""
        return git.must(self.top, "rev-parse", f"{self.commit}^{{tree}}")


def copied(
    project: Project,
    folder: Path,
    found: list[files.Addition],
    settings: Mapping[str, object],
) -> Copy:
    """Clone a project into a new folder, add files to it, and commit them there."""
    remote = str(settings.get("remote", "origin"))
    branch = release_branches(settings)[0]
    git.must(
        project.top, "clone", "--quiet", "--shared", "--origin", remote, str(project.top),
        str(folder),
    )  # fmt: skip
    for name, value in PERSON.items():
        git.must(folder, "config", name, value)
    git.must(folder, "checkout", "--quiet", "-B", branch, project.head)
    root = folder / project.folder
    files.write(root, found)
    names = tuple(project.path(each.name) for each in found)
    git.must(folder, "add", "--force", "--", *names)
    git.must(folder, "commit", "--quiet", "--allow-empty", "--message", "Adopt")
    return Copy(folder, root, git.must(folder, "rev-parse", "HEAD"), names)
