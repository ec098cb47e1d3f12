"""Look at a project and refuse what cannot be adopted, before anything is built or written."""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from shipyard.adoption import git, words
from shipyard.adoption.words import Refused
from shipyard.anywhere.words import NO_FOLDER

TABLE = "shipyard-release"
NAMES_SHOWN = 3
TOOL_README = "tools/README.md"
FROM_TEMPLATE = "the template of this project"  # Its words; an adoption writes others.


@dataclass(frozen=True)
class Project:
    """A project in the state of its last commit.

    `top` is its git work tree, and `folder` the project's path in it: '' for the top itself.
    """

    top: Path
    folder: str
    head: str
    branch: str

    @property
    def root(self) -> Path:
        """The project's own folder."""
        return self.top / self.folder

    @property
    def tree(self) -> str:
        """The name of its files for git."""
        return f"{self.head}:{self.folder}"

    def path(self, name: str) -> str:
        """Return where a file of the project is in the work tree, as git writes it."""
        return str(PurePosixPath(self.folder, name))

    def has(self, name: str) -> bool:
        """Whether a file or a folder is in the last commit."""
        return (
            git.said(self.top, "cat-file", "-e", f"{self.head}:{self.path(name)}")
            is not None
        )

    def text(self, name: str) -> str:
        """Return the text of a committed file without its last line end; '' for none."""
        return (
            git.said(self.top, "cat-file", "blob", f"{self.head}:{self.path(name)}")
            or ""
        )

    def pyproject(self) -> dict[str, Any]:
        """Return what pyproject.toml says; nothing when there is none. Raises `Refused`."""
        try:
            return tomllib.loads(self.text("pyproject.toml"))
        except ValueError as error:
            raise Refused(words.TOML.format(error=error)) from None

    def settings(self) -> dict[str, Any] | None:
        """Return its settings for releases, or None when it has no such table."""
        table = self.pyproject().get("tool", {}).get(TABLE)
        return dict(table) if table is not None else None


def look(path: Path) -> Project:
    """Return the project in a folder; raise `Refused` with the reason why it cannot be adopted."""
    if not path.is_dir():
        raise Refused(NO_FOLDER.format(path=path))
    if shutil.which("git") is None:
        raise Refused(words.NO_PROGRAM)
    top = git.said(path, "rev-parse", "--show-toplevel")
    if not top:
        raise Refused(words.NO_GIT.format(path=path))
    folder = git.must(path, "rev-parse", "--show-prefix").rstrip("/")
    head = git.said(path, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if not head:
        raise Refused(words.NO_COMMIT.format(path=path))
    if git.said(path, "rev-parse", "--is-shallow-repository") == "true":
        raise Refused(words.SHALLOW.format(path=path))
    branch = git.said(path, "symbolic-ref", "--quiet", "--short", "HEAD")
    if not branch:
        raise Refused(words.DETACHED.format(path=path))
    _refuse_changes(path)
    project = Project(Path(top), folder, head, branch)
    _refuse_kind(project, path)
    return project


def _refuse_changes(path: Path) -> None:
    """Raise `Refused` for changes of files that git knows; others are not in a commit anyway."""
    changes = git.must(
        path, "status", "--porcelain", "--untracked-files=no", "--", ":/"
    )
    names = [row[3:] for row in changes.splitlines()]
    if names:
        shown = [*names[:NAMES_SHOWN], *(["…"] if len(names) > NAMES_SHOWN else [])]
        raise Refused(words.CHANGED.format(path=path, names=", ".join(shown)))


def _refuse_kind(project: Project, path: Path) -> None:
    if project.settings() is not None and FROM_TEMPLATE in project.text(TOOL_README):
        can_update = project.has(".cruft.json")
        told = words.TEMPLATE if can_update else words.TEMPLATE_ALONE
        raise Refused(told.format(path=path))
    if project.has("setup.py") or project.has("setup.cfg"):
        return
    if "build-system" in project.pyproject() or "project" in project.pyproject():
        return
    inside = packages_below(project)
    if inside:
        raise Refused(words.SEVERAL.format(path=path, names=", ".join(inside)))
    raise Refused(words.NO_BUILD.format(path=path))


def packages_below(project: Project) -> list[str]:
    """Return the folders of a project that are packages themselves."""
    listed = git.must(project.top, "ls-tree", "-r", "--name-only", "-z", project.tree)
    paths = [PurePosixPath(name) for name in listed.split("\0") if name]
    found = {
        str(path.parent)
        for path in paths
        if path.name in ("setup.py", "pyproject.toml")
    }
    return sorted(found - {"."})


def release_branches(settings: Mapping[str, object]) -> list[str]:
    """Return the branches that a project's settings release from; the first is a plain name."""
    named = settings.get("branches", [settings.get("branch", "main")])
    patterns = [str(name) for name in named] if isinstance(named, list) else []
    plain = [name for name in patterns if "*" not in name] or ["main"]
    return [plain[0], *(name for name in patterns if name != plain[0])]


def branch_to_make(project: Project, name: str) -> str:
    """Return the commit that a branch has now, '' for a new one; raise `Refused` if it is taken."""
    if git.said(project.top, "check-ref-format", "--branch", name) is None:
        raise Refused(words.BRANCH_NAME.format(branch=name))
    if name == project.branch:
        raise Refused(words.ON_BRANCH.format(branch=name))
    there = (
        git.said(project.top, "rev-parse", "--verify", "--quiet", f"refs/heads/{name}")
        or ""
    )
    is_merged = git.said(
        project.top, "merge-base", "--is-ancestor", there, project.head
    )
    if there and is_merged is None:
        raise Refused(words.BRANCH_TAKEN.format(branch=name))
    return there


def refuse_untracked(project: Project, names: list[str]) -> None:
    """Raise `Refused` when a file that would be added is in the folder already, without git."""
    for name in names:
        if os.path.lexists(project.root / name) and not project.has(name):
            raise Refused(words.UNTRACKED.format(name=name))
