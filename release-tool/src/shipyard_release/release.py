"""One release: which version it is, which commit, and what is kept of it."""

import re
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from packaging.version import VERSION_PATTERN, InvalidVersion, Version

from shipyard_release.archives import kept
from shipyard_release.index import Target, version_of
from shipyard_release.project import (
    UNRELEASED,
    Project,
    open_section,
    raised,
    read_version,
    says_something,
    section,
    write_version,
)
from shipyard_release.report import Stop
from shipyard_release.repository import Repository

TAG = re.compile(VERSION_PATTERN, re.VERBOSE | re.IGNORECASE)
UNKNOWN = Version("0.dev0")


class Unclear(Stop):
    """No version can be read from what was asked for, or from the version file."""


@dataclass
class Release:
    """A release of a project to an index; everything it knows is read from git, the index and kept files."""

    project: Project
    repository: Repository
    target: Target
    asked_for: str | None = None
    allow_empty: bool = False
    yes: bool = False
    wait: float = 900
    limit: float = 300
    version: Version = UNKNOWN
    unclear: Stop | None = None  # why the version is not known; then only a preflight can be made

    def __post_init__(self) -> None:
        """Name what follows from project, target and version."""
        self.tag = f"v{self.version}"
        self.title = self.project.name if self.unclear else f"{self.project.name} {self.version}"
        self.folder = self.project.root / ".release" / str(self.version)
        self.publishes_from_ci = self.project.publish_from == "ci" and self.target.name == "pypi"
        self.takes_tag = self.target.name != "testpypi"  # which is for trials
        self.tag_comes_last = self.takes_tag and not self.publishes_from_ci

    @cached_property
    def commit(self) -> str | None:
        """The commit that opened this version's section of the changelog and wrote its version; None before.

        It is found by what it says, not by its subject, so a squashed or reworded one counts too.
        """
        tagged = self.tagged_here()
        if tagged and self._is_said_by(tagged):
            return tagged
        if not self._is_said_by("HEAD"):
            return None
        version = re.escape(str(self.version))
        opened = self._newest(rf"^## \[?{version}([] ]|$)", self.project.changelog)
        written = self._newest(rf"""^__version__ = ["']{version}["']""", self.project.version_file)
        later = written if self.repository.contains(written, opened) else opened
        return later if later and self._is_said_by(later) else self.repository.log("%H")

    def _newest(self, expression: str, path: str) -> str:
        """Return the commit that last added or removed a line like this in a file."""
        return self.repository.log("%H", f"-S{expression}", "--pickaxe-regex", "--", path)

    def _is_said_by(self, revision: str) -> bool:
        file, project = self.repository.file, self.project
        opened = section(file(revision, project.changelog), str(self.version))
        with suppress(ValueError):
            written = read_version(file(revision, project.version_file), project.version_file)
            return opened is not None and str(written) == str(self.version)
        return False

    def left_out(self) -> list[str]:
        """Return the subjects of the commits after the release commit, newest first."""
        how = ("--no-show-signature", "--format=%s")
        return self.repository.git("log", *how, f"{self.commit}..HEAD").splitlines()

    def tagged_here(self) -> str | None:
        """Return the commit that this version's tag stands on in this repository."""
        return self.repository.commit_of(f"refs/tags/{self.tag}")

    def tagged_there(self) -> str | None:
        """Return the commit that this version's tag stands on in the remote."""
        return self.repository.remote_refs.get(f"refs/tags/{self.tag}")

    def pushed(self) -> bool:
        """Whether the remote's branch has the release commit."""
        theirs = self.repository.remote_branch(self.project.branch)
        return bool(theirs and self.commit and self.repository.contains(theirs, self.commit))

    def archives(self) -> list[Path]:
        """Return the wheel and the sdist that are kept for the release commit; empty before."""
        return kept(self.folder, self.commit) if self.commit else []

    def missing(self) -> list[Path]:
        """Return the kept archives that the index does not list; raises `Stop` when it has other bytes."""
        return self.target.lacks(self.project.name, self.archives())

    def is_on_index(self) -> bool:
        """Whether the index lists wheel and sdist, with the bytes that are kept here if there are some."""
        if self.archives():
            return not self.missing()
        names = self.target.files(self.project.name) if self.commit else {}
        return {".whl", ".gz"} <= {
            Path(name).suffix for name in names if version_of(name) == self.version
        }

    def tagged(self) -> bool:
        """Whether the remote has the tag on the release commit; who set it does not matter."""
        return self.commit is not None and self.tagged_there() == self.commit

    def finished(self) -> bool:
        """Whether every file is on the index and, where it takes one, the tag is set."""
        return (not self.takes_tag or self.tagged()) and self.is_on_index()

    def has_news(self) -> bool:
        """Whether the changelog says what the next release will bring."""
        return says_something(
            section(self.repository.file("HEAD", self.project.changelog), UNRELEASED)
        )

    def released_versions(self) -> set[Version]:
        """Return the versions that are tagged in this branch's history."""
        tags = self.repository.git(
            "tag", "--no-column", "--merged", "HEAD", "--list", "v*"
        ).splitlines()
        return {Version(tag) for tag in tags if TAG.fullmatch(tag)}

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
        file, ours = self.project.root / path, None if self.commit else self.new_texts().get(path)
        return ours is not None and file.is_file() and file.read_bytes() == ours.encode()


def choose(release: Release, bump: str | None) -> Release:
    """Return the release of the version asked for, of the next one, or of the one that stands there.

    Asked again after an interruption it gives the same answer: a raised version that is not tagged yet is
    not raised a second time. Raises `Unclear` for text that is no version, `Stop` for a bump that fits no state.
    """
    asked, path = release.asked_for, release.project.version_file
    if asked and bump:
        raise Stop("BUMP and VERSION both choose a version.", "Leave one of them out.")
    try:
        version = read_version(release.repository.file("HEAD", path), path)
        version = Version(asked) if asked else version
    except InvalidVersion:
        raise Unclear(f"{asked!r} is not a version.", "Write it as in VERSION=1.2.0") from None
    except ValueError as error:
        raise Unclear(f"{error}.", 'It needs the line: __version__ = "1.2.0"') from None
    chosen = replace(release, version=version)
    return _after(chosen, bump) if bump else chosen


def _after(last: Release, part: str) -> Release:
    """Return the next release, or the last one where this very command has raised it and was interrupted."""
    is_tagged = last.tagged_here() is not None
    with suppress(Stop):  # a remote out of reach is for preflight to tell
        is_tagged = is_tagged or last.tagged()  # by a colleague, and not fetched yet
    next_one = replace(last, version=raised(last.version, part))
    if not last.commit or (is_tagged and last.repository.commit_of("HEAD") != last.commit):
        return next_one
    version_file = last.project.version_file
    before = last.repository.file(f"{last.commit}^", version_file)
    if before and raised(read_version(before, version_file), part) == last.version:
        return last
    if is_tagged:
        return next_one
    make = last.target.make
    raise Stop(
        f"The release of {last.version} was begun and has no tag yet.",
        f"Finish it: {make()}    Take it back: make release-abort    "
        f"Skip it: {make(f'VERSION={next_one.version}')}",
        "Nothing is lost: it can be finished or, while it is not pushed, taken back.",
    )
