"""One release: which version it is, which commit, and how far it has come.

Everything is read from git, the index and the files that are kept under `.release/VERSION/`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from packaging.version import Version

from shipyard_release import begun, distributions
from shipyard_release.branches import Line, first_name, line_of
from shipyard_release.changelog import Changelog, heading_pattern, says_something
from shipyard_release.errors import Facts, Git, Person, Remedy, Status, Stop, Tool
from shipyard_release.git import Repository
from shipyard_release.index import Index, OtherContents, next_version
from shipyard_release.listing import Listing
from shipyard_release.names import PYPI, TESTPYPI
from shipyard_release.settings import Settings
from shipyard_release.table import NAME_PLACEHOLDER, NONE, PULL_REQUEST
from shipyard_release.version import (
    filled_in,
    following,
    formats_beside,
    tag_of,
    version_of_tag,
)

KEPT = ".release"
CHECKED = "CHECKED"
"""The file that is written after a check that went well: the commit, and how it was checked."""
WITH_TESTS = "with tests"
WITHOUT_TESTS = "without tests"
RULES_OF_PYPI = "by the rules of PyPI"
OTHER_RULES = "by other rules"


@dataclass(frozen=True)
class Request:
    """What was asked for. `wait` and `limit` are in seconds."""

    version: str | None = None
    bump: str | None = None
    allow_empty: bool = False
    allow_break: bool = False
    yes: bool = False
    tests: bool = True
    anew: bool = False
    open: bool = False
    wait: float = 900
    limit: float = 300


@dataclass(frozen=True)
class Place:
    """A project, its repository, and the index that it is released to."""

    settings: Settings
    repository: Repository
    index: Index
    host: Repository | None = (
        None  # of a rehearsal: the remote, where it merges by itself
    )

    @property
    def goes_by_request(self) -> bool:
        """Whether a release comes to the branch by a pull request."""
        return self.settings.release_by == PULL_REQUEST

    @property
    def publishes_from_ci(self) -> bool:
        """Whether the pipeline uploads, and not this machine."""
        return self.settings.publish_from == "ci" and self.index.name == PYPI


@dataclass(frozen=True)
class Release:
    """A release of a project to an index."""

    place: Place
    request: Request
    version: Version
    commit: str | None = None  # what is released; None before there is a release commit

    @property
    def settings(self) -> Settings:
        """The project's settings."""
        return self.place.settings

    @property
    def repository(self) -> Repository:
        """The project's repository."""
        return self.place.repository

    @property
    def index(self) -> Index:
        """The index that the project is released to."""
        return self.place.index

    @property
    def tag(self) -> str:
        """The name of this version's tag."""
        return tag_of(self.version, self.settings.tag, self.settings.spelled)

    @property
    def title(self) -> str:
        """The project and its version."""
        return f"{self.settings.spelled} {self.version}"

    @property
    def folder(self) -> Path:
        """Where the distributions of this version are kept."""
        return self.settings.root / KEPT / str(self.version)

    @property
    def publishes_from_ci(self) -> bool:
        """Whether the pipeline uploads, and not this machine."""
        return self.place.publishes_from_ci

    @property
    def goes_by_request(self) -> bool:
        """Whether it comes to the branch by a pull request."""
        return self.place.goes_by_request

    @property
    def request_branch(self) -> str:
        """The branch that a pull request asks to merge."""
        return branch_of(self.version, self.settings)

    @property
    def takes_tag(self) -> bool:
        """Whether this release is tagged: TestPyPI is for trials."""
        return self.index.name != TESTPYPI

    @property
    def tag_comes_last(self) -> bool:
        """Whether a tag says that the release was verified."""
        return self.takes_tag and not self.publishes_from_ci

    @property
    def line(self) -> Line:
        """The versions that this branch is for: those of its name, or else those near the file's.

        The first branch of the settings is for every version.
        """
        branch = self.settings.branch
        if branch == first_name(self.settings.branches):
            return Line()
        named = line_of(branch)
        return named if named.is_named else Line(self.version.release[:2])

    def tagged_here(self) -> str | None:
        """Return the commit that this version's tag is on in this repository."""
        return self.repository.commit_of(f"refs/tags/{self.tag}")

    def tagged_there(self) -> str | None:
        """Return the commit that this version's tag is on in the remote."""
        return self.repository.remote_refs().get(f"refs/tags/{self.tag}")

    def tagged(self) -> bool:
        """Whether the remote has the tag on the release commit; any person may have set it.

        Where the remote has several push addresses, each has to have it.
        """
        if self.commit is None or self.tagged_there() != self.commit:
            return False
        return all(self.has_tag_at(place) for place in self.repository.everywhere)

    def pushed(self) -> bool:
        """Whether the remote's branch has the release commit, at each push address."""
        return all(self.has_commit_at(place) for place in self.repository.everywhere)

    def pushed_anywhere(self) -> bool:
        """Whether one of the push addresses has the release commit: others may have it then."""
        return any(self.has_commit_at(place) for place in self.repository.everywhere)

    def has_commit_at(self, place: Repository) -> bool:
        """Whether the branch has the release commit at an address."""
        theirs = place.remote_branch(self.settings.branch)
        if theirs is None or self.commit is None:
            return False
        return place.contains(theirs, self.commit)

    def has_tag_at(self, place: Repository) -> bool:
        """Whether an address has the tag on the release commit."""
        return place.remote_refs().get(f"refs/tags/{self.tag}") == self.commit

    def later_subjects(self) -> list[str]:
        """Return the subjects of the commits after the release commit, newest first."""
        return self.repository.subjects(f"{self.commit}..HEAD")

    def was_begun(self) -> bool:
        """Whether this tool began the release: a version may have been written long before it.

        Its commit has the subject of a release, or changes nothing but the files of one.
        """
        if not self.commit:
            return False
        settings = self.settings
        message = filled_in(settings.commit_message, self.version, settings.spelled)
        subject = message.partition("\n")[0]
        has_subject = self.repository.log("%s", self.commit).startswith(subject)
        changed = self.repository.changed_by(self.commit)
        return (
            bool(self.kept()) or has_subject or changed <= set(settings.release_paths)
        )

    def before(self) -> str:
        """Return the commit before the one that raised the version."""
        if not self.goes_by_request:
            return f"{self.commit}^"
        first = self.settings.version_files[0]
        pattern = first.line_pattern(self.version)
        return f"{_newest(self, pattern, first.path, since=str(self.commit))}^"

    def kept(self) -> list[Path]:
        """Return the wheel and the sdist that are kept for the release commit; empty before."""
        return distributions.kept(self.folder, self.commit) if self.commit else []

    def to_send(self) -> list[Path]:
        """Return the kept distributions that the index takes."""
        return sendable(self.index, self.kept())

    def checked(self) -> tuple[str, ...]:
        """Return how the kept distributions were checked; empty when they were not."""
        if not self.kept():
            return ()
        commit, *checks = _read(self.folder / CHECKED).splitlines() or [""]
        return tuple(checks) if commit == self.commit else ()

    def tag_sums(self) -> dict[str, str]:
        """Return the SHA-256 of each file that this version's tag names; empty without one.

        A tag that only the remote has is read there, as far as that can be asked.
        """
        found = distributions.sums_in(self._tag_text())
        return {
            name: digest
            for name, digest in found.items()
            if distributions.version_of(name) == self.version
        }

    def _tag_text(self) -> str:
        if self.tagged_here():
            return self.repository.tag_text(self.tag)
        with suppress(Stop):
            if self.tagged_there():
                return self.repository.remote_tag_text(self.tag)
        return ""

    def has_tag(self) -> bool:
        """Whether this version is tagged, here or in the remote as far as that can be asked."""
        if self.tagged_here():
            return True
        with suppress(Stop):
            return self.tagged_there() is not None
        return False

    def other_tags(self) -> list[str]:
        """Return tags that name this version in another format than this project's, such as 1.0."""
        tags = set(self.repository.all_tags()) - {self.tag}
        return sorted(tag for tag in tags if self._is_named_by(tag))

    def _is_named_by(self, tag: str) -> bool:
        """Whether a tag in another format than this project's names this version."""
        name = self.settings.name
        formats = formats_beside(self.settings.tag)
        return any(version_of_tag(tag, each, name) == self.version for each in formats)

    def listing(self) -> Listing:
        """Return what the index says of the project now."""
        return self.index.look(self.settings.name)

    def missing(self) -> list[Path]:
        """Return the kept distributions that the index does not list.

        Raises `Stop` when it has other contents under their names.
        """
        return self.lacking(self.listing())

    def lacking(self, listed: Listing) -> list[Path]:
        """Return the kept distributions that a list does not have; raises as `missing` does."""
        try:
            return self.index.lacking(listed, self.to_send())
        except OtherContents as other:
            raise self.verdict(other) from None

    def verdict(self, other: OtherContents) -> Stop:
        """Return what other contents on the index mean for this version.

        A tagged version is released, whatever is there, and so is one that was built elsewhere.
        Only what is neither is lost.
        """
        facts: Facts = {
            "index": self.index.name,
            "filename": other.filename,
            "tag": self.tag,
            "version": str(self.version),
        }
        if self.has_tag() and self.tag_sums():
            remedies = (Person("find-out-who"), *next_version(other.filename))
            return Stop("other-than-tag", *remedies, status=Status.LOST, **facts)
        if self.has_tag():
            return Stop("tagged-elsewhere", Person("ask-for-hashes"), **facts)
        if self.takes_tag and self._is_from_elsewhere(other.listed):
            return Stop("built-elsewhere", *self.as_released(), **facts)
        return other

    def _is_from_elsewhere(self, listed: Listing) -> bool:
        """Whether the index has a whole release of this version, and no file of it is kept here."""
        if self.other_tags() and self.version in listed.versions:
            return True
        there = [path for path in self.kept() if path.name in listed.files]
        likenesses = [
            self.index.likeness(path, listed.files[path.name]) for path in there
        ]
        is_ours = any(
            likeness != distributions.Likeness.OTHER for likeness in likenesses
        )
        return listed.is_whole(self.version) and not is_ours

    def as_released(self) -> tuple[Remedy, ...]:
        """Return how a version that was built elsewhere is told to be released."""
        found = self.other_tags()
        commit = self.repository.commit_of(f"refs/tags/{found[0]}") if found else None
        words = ("tag", self.tag, commit[:12] if commit else "COMMIT")
        push = ("push", self.settings.remote, self.tag)
        options = {"version": str(self.free_version())}
        return (
            Git(words, "tag-its-commit"),
            Git(push),
            Tool("release", options, "another-version"),
        )

    def is_on_index(self) -> bool:
        """Whether the index lists wheel and sdist, and has what the tag names or is kept here."""
        if not self.commit:
            return False
        listed = self.listing()
        sums = self.tag_sums()
        if listed.has(sums):
            return True
        is_from_elsewhere = (
            self.tagged_here() and not sums and listed.is_whole(self.version)
        )
        if self.kept() and not is_from_elsewhere:
            return not self.lacking(listed)
        return listed.is_whole(self.version)

    def finished(self) -> bool:
        """Whether every file is on the index and, where it takes one, the tag is set."""
        is_tagged = self.tagged() if self.takes_tag else True
        return is_tagged and self.is_on_index()

    def has_news(self) -> bool:
        """Whether the changelog says what the next release will bring."""
        changelog = self.changelog("HEAD")
        written = None if self.commit else changelog.news(self.version)
        return says_something(changelog.unreleased()) or says_something(written)

    def changelog(self, revision: str) -> Changelog:
        """Return the changelog of a revision."""
        settings = self.settings
        has_one = settings.changelog_format != NONE
        text = self.repository.file(revision, settings.changelog) if has_one else ""
        return Changelog(text, settings.changelog_format)

    def released_versions(self) -> set[Version]:
        """Return the versions that are tagged in this branch's history."""
        return set(self.released_tags())

    def released_tags(self) -> dict[Version, str]:
        """Return the versions that are tagged in this branch's history, each with its tag."""
        tags = self.repository.tags()
        return {version: tag for tag in tags for version in self._versions_of([tag])}

    def _versions_of(self, tags: Iterable[str]) -> set[Version]:
        """Return the versions that tags name, in the project's form or in one that counts too."""
        settings = self.settings
        formats = (settings.tag, *formats_beside(settings.tag))
        found = [
            version_of_tag(tag, each, settings.name) for tag in tags for each in formats
        ]
        return {version for version in found if version is not None}

    def known_versions(self) -> set[Version]:
        """Return the versions that are tagged here or in the remote, in any branch."""
        tags = [ref.removeprefix("refs/tags/") for ref in self.repository.remote_refs()]
        return self.released_versions() | self._versions_of(tags)

    def tagged_versions(self) -> set[Version]:
        """Return the versions that are tagged here, in any branch."""
        return self._versions_of(self.repository.all_tags())

    def is_newest(self) -> bool:
        """Whether no final release with a higher version is tagged here, in any branch."""
        final = (each for each in self.tagged_versions() if not each.is_prerelease)
        return all(each <= self.version for each in final)

    def free_version(self, others: Iterable[Version] = ()) -> Version:
        """Return the version after all that are known of this branch's line, and after `others`."""
        known = {*self.released_versions(), self.version, *others}
        # A remote that cannot be reached is told where it is needed.
        with suppress(Stop):
            known |= self.known_versions()
        line = self.line
        first = ".".join(map(str, [*line.numbers, 0, 0][:3]))
        mine = line.of_mine(known)
        return following(max(mine)) if mine else Version(first)

    def new_texts(self) -> dict[str, str]:
        """Return the files of this release that are other than HEAD's, by path."""
        settings = self.settings
        texts = {
            path: self.repository.file("HEAD", path) for path in settings.release_paths
        }
        fresh = {
            file.path: file.write(texts[file.path], self.version)
            for file in settings.version_files
        }
        if settings.changelog_format != NONE:
            today = time.strftime("%Y-%m-%d")
            fresh[settings.changelog] = self.changelog("HEAD").opened(
                self.version, today, tag=self.tag
            )
        return {path: text for path, text in fresh.items() if text != texts[path]}

    def own_changes(self) -> set[str]:
        """Return the files that an interrupted release wrote and could not commit yet."""
        if self.commit:
            return set()
        root = self.repository.root
        left = begun.read(self.folder)
        if begun.holds(left, root):
            return set(left)
        texts = {root / path: text.encode() for path, text in self.new_texts().items()}
        return {
            path.relative_to(root).as_posix()
            for path, text in texts.items()
            if path.is_file() and path.read_bytes() == text
        }


def branch_of(version: Version, settings: Settings) -> str:
    """Return the branch of a release by pull request; with the name, where tags have it."""
    has_name = NAME_PLACEHOLDER in settings.tag
    return f"release/{settings.name}-{version}" if has_name else f"release/{version}"


def sendable(index: Index, paths: list[Path]) -> list[Path]:
    """Return the distributions that an index takes: PyPI takes no wheel for this Linux alone.

    Such a wheel is built, checked and kept, and people get the sdist.
    """
    if not index.has_rules_of_pypi:
        return paths
    from shipyard_release import index_rules  # noqa: PLC0415 - slow to import

    return [path for path in paths if not index_rules.refused_platforms(path.name)]


def with_commit(release: Release) -> Release:
    """Return the release with its commit: the one that opened its changelog section.

    That commit also wrote the version. It is found by what it contains, not by its subject, so a
    squashed or reworded one counts too. A version that was begun and is nowhere yet can be released
    anew from a newer commit.
    """
    commit = _find_commit(release)
    if commit is None:
        return replace(release, commit=None)
    if release.request.anew:
        return replace(release, commit=release.repository.log("%H"))
    return replace(release, commit=_begun_anew(release, commit) or commit)


def with_remote_tag(release: Release) -> Release:
    """Return the release with the commit of its tag, also where only the remote has that tag.

    The commit is fetched when it is not here. The tag is not made here.
    """
    if release.tagged_here():
        return release
    with suppress(Stop):  # a remote that cannot be reached is told where it is needed
        if commit := release.tagged_there():
            release.repository.remote_tag_text(release.tag)
            return replace(release, commit=commit)
    return release


def _begun_anew(release: Release, commit: str) -> str | None:
    """Return a newer commit that distributions are kept for, if the version was begun anew."""
    newer = distributions.commit_of(release.folder)
    repository = release.repository
    if newer is None or newer == commit or release.tagged_here():
        return None
    is_newer = repository.contains("HEAD", newer) and repository.contains(newer, commit)
    return newer if is_newer and contains_release(release, newer) else None


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _find_commit(release: Release) -> str | None:
    tagged = release.tagged_here()
    if tagged and contains_release(release, tagged):
        return tagged
    if not contains_release(release, "HEAD"):
        return None
    settings = release.settings
    repository = release.repository
    version_file = settings.version_files[0]
    written = _newest(
        release, version_file.line_pattern(release.version), version_file.path
    )
    opened = written
    if settings.changelog_format != NONE:
        opened = _newest(release, heading_pattern(release.version), settings.changelog)
    later = written if repository.contains(written, opened) else opened
    is_whole = bool(later) and contains_release(release, later)
    found = later if is_whole else repository.log("%H")
    return repository.merged_as_it_is(found) if release.goes_by_request else found


def _newest(
    release: Release, expression: str, path: str, *, since: str = "HEAD"
) -> str:
    """Return the commit that last added or removed a line like this in a file, before another.

    A pull request is one commit of its branch, and a merge of it changes what it brings.
    """
    merged = ("--first-parent", "-m") if release.goes_by_request else ()
    words = (f"-S{expression}", "--pickaxe-regex", *merged, since, "--", path)
    return release.repository.log("%H", *words)


def contains_release(release: Release, revision: str) -> bool:
    """Whether version file and changelog of a commit both have this version."""
    if release.changelog(revision).section(release.version) is None:
        return False
    version_file = release.settings.version_files[0]
    return version_file.has(
        release.repository.file(revision, version_file.path), release.version
    )
