"""One release: which version it is, which commit, and what is kept of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from packaging.version import InvalidVersion, Version

from shipping.archives import kept
from shipping.index import Published, Target
from shipping.project import Project, open_section, raised, read_version, section, write_version
from shipping.report import Stop
from shipping.repository import Repository


@dataclass
class Release:
    """A release of a project to an index; everything it knows is read from git, the index and kept files."""

    project: Project
    repository: Repository
    target: Target
    version: Version
    asked_for: str | None = None
    allow_empty: bool = False
    yes: bool = False
    wait: float = 900
    limit: float = 300

    @property
    def tag(self) -> str:
        """The name of the tag."""
        return f"v{self.version}"

    @property
    def title(self) -> str:
        """What is released, in words."""
        return f"{self.project.name} {self.version}"

    @cached_property
    def commit(self) -> str | None:
        """The release commit: the one that opened this version's section of the changelog; None before."""
        return release_commit(self.project, self.repository, self.version)

    def look_again(self) -> None:
        """Forget which commit it is, after one was made."""
        del self.commit

    @property
    def folder(self) -> Path:
        """Where the built files are kept."""
        return self.project.root / ".release" / str(self.version)

    @property
    def publishes_from_ci(self) -> bool:
        """Whether the pipeline uploads, not this machine."""
        return self.project.publish_from == "ci" and self.target.name == "pypi"

    @property
    def takes_tag(self) -> bool:
        """Whether this release ends in a tag; a trial on TestPyPI does not."""
        return self.target.name != "testpypi"

    def archives(self) -> list[Path]:
        """Return the wheel and the sdist that are kept for the release commit; empty before."""
        return kept(self.folder, self.commit) if self.commit else []

    def missing(self) -> list[Path]:
        """Return the kept archives that the index does not list; raises `Stop` when it has other bytes."""
        from shipping.upload import same_bytes  # noqa: PLC0415 - twine is slow to import

        files = self.published()
        return [path for path in self.archives() if not same_bytes(files, path)]

    def published(self) -> dict[str, Published]:
        """Return what the index lists of the project now."""
        return self.target.files(self.project.name)

    def released_versions(self) -> set[Version]:
        """Return the versions that are tagged in this branch's history."""
        tags = self.repository.git("tag", "--merged", "HEAD", "--list", "v*").splitlines()
        return {version for tag in tags if (version := _parsed(tag[1:]))}

    def tagged(self) -> bool:
        """Whether the release commit is tagged, here and on the remote."""
        here = self.repository.commit_of(f"refs/tags/{self.tag}")
        return bool(here) and here == self.repository.remote_refs.get(f"refs/tags/{self.tag}")

    def new_texts(self) -> dict[str, str]:
        """Return version file and changelog of this release, by path, made from HEAD's."""
        project, file = self.project, self.repository.file
        changelog = file("HEAD", project.changelog)
        return {
            project.version_file: write_version(file("HEAD", project.version_file), self.version),
            project.changelog: open_section(changelog, self.version, time.strftime("%Y-%m-%d")),
        }

    def is_our_own_change(self, path: str) -> bool:
        """Whether a changed file is what an interrupted release wrote and did not come to commit."""
        if self.commit:
            return False
        try:
            text = (self.project.root / path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return False
        return self.new_texts().get(path) == text


def release_commit(project: Project, repository: Repository, version: Version) -> str | None:
    """Return the commit that opened a version's section of the changelog and has it in the version file.

    It is found by what it says, not by its subject, so a squashed or reworded one counts too.
    """
    tagged = repository.commit_of(f"refs/tags/v{version}")
    if tagged and _says(project, repository, tagged, version):
        return tagged
    if not _says(project, repository, "HEAD", version):
        return None
    opened = ("log", "-1", "--format=%H", f"-S## [{version}]", "--", project.changelog)
    written = ("log", "-1", "--format=%H", f'-S__version__ = "{version}"', "--", project.version_file)
    first, second = repository.git(*opened), repository.git(*written)
    return second if second and not repository.contains(first, second) else first or None


def _says(project: Project, repository: Repository, revision: str, version: Version) -> bool:
    """Whether version file and changelog of a commit are those of a release of this version."""
    written = repository.file(revision, project.version_file)
    opened = section(repository.file(revision, project.changelog), str(version)) is not None
    return opened and f'"{version}"' in written


def choose_version(
    project: Project, repository: Repository, version: str | None, bump: str | None
) -> Version:
    """Return the version to release: the one asked for, the next one, or the one that stands there.

    Asked again after an interruption it gives the same answer: a raised version that is not tagged yet is
    not raised a second time. Raises `Stop` for text that is no version and for a bump that fits no state.
    """
    try:
        if version:
            return Version(version)
        current = read_version(repository.file("HEAD", project.version_file), project.version_file)
    except InvalidVersion:
        raise Stop(
            f"{version!r} is not a version.", "Nothing was written.", "Write it as in VERSION=1.2.0"
        ) from None
    except ValueError as error:
        raise Stop(f"{error}.", "Nothing was written.", 'It needs the line: __version__ = "1.2.0"') from None
    commit = release_commit(project, repository, current)
    if not bump or not commit:
        return raised(current, bump) if bump else current
    before = repository.file(f"{commit}^", project.version_file)
    again = bool(before) and raised(read_version(before, project.version_file), bump) == current
    tagged = repository.commit_of(f"refs/tags/v{current}") is not None
    if again and not (tagged and repository.commit_of("HEAD") != commit):
        return current
    if tagged:
        return raised(current, bump)
    raise Stop(
        f"The release of {current} was begun and has no tag yet.",
        "Nothing is lost: it can be finished or, while it is not pushed, taken back.",
        "Finish it: make release    Take it back: make release-abort",
    )


def _parsed(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None
