"""What the index says of the project itself, as far as it matters for a release."""

from __future__ import annotations

from collections.abc import Iterator

from shipyard_release.errors import Facts, Git, Message, Person, Problem, Remedy, Tool
from shipyard_release.listing import ARCHIVED, DEPRECATED, QUARANTINED, Listing
from shipyard_release.state import Release


def messages(release: Release, listed: Listing) -> Iterator[Message]:
    """Yield each problem, and each message about what is worth knowing and stops nothing."""
    yield from blocked(release, listed)
    yield from _registered(release, listed)
    yield from _from_elsewhere(release, listed)
    yield from worth_knowing(release, listed)


def blocked(release: Release, listed: Listing) -> Iterator[Problem]:
    """Yield why the index takes or shows no files of the project."""
    facts = _facts(release, listed)
    if listed.status == ARCHIVED:
        yield Problem("project-archived", facts, (Person("end-archive"),))
    if listed.status == QUARANTINED:
        yield Problem("project-quarantined", facts, (Person("ask-index"),))


def worth_knowing(release: Release, listed: Listing) -> Iterator[Message]:
    """Yield what pip and the index make of a version or project that somebody marked."""
    reason = listed.yanked(release.version)
    if reason is not None:
        facts = {**_facts(release, listed), "version": str(release.version)}
        yield Message("version-yanked", {**facts, "reason": _quoted(reason)})
    if listed.status == DEPRECATED:
        yield Message("project-deprecated", _facts(release, listed))


def _registered(release: Release, listed: Listing) -> Iterator[Problem]:
    """Yield that somebody has the name, although nothing was uploaded under it."""
    is_empty = listed.exists and not listed.files and listed.status != QUARANTINED
    if is_empty and release.index.is_public and not release.tagged_versions():
        remedies = (
            Git(("fetch", "--tags", release.settings.remote), "if-yours"),
            Person("another-name"),
        )
        yield Problem("name-registered", _facts(release, listed), remedies)


def _from_elsewhere(release: Release, listed: Listing) -> Iterator[Problem]:
    """Yield that this very version is on the index although it was not begun here."""
    if release.version not in listed.versions or release.has_tag():
        return
    if release.commit and (release.kept() or not release.other_tags()):
        return
    facts: Facts = {**_facts(release, listed), "version": str(release.version)}
    options = {"version": str(release.free_version(listed.versions))}
    another: tuple[Remedy, ...] = (Tool("release", options, "another-version"),)
    remedies = release.as_released() if release.takes_tag else another
    yield Problem("version-on-index", facts, remedies)


def _facts(release: Release, listed: Listing) -> Facts:
    return {
        "name": release.settings.name,
        "index": release.index.name,
        "reason": _quoted(listed.reason),
    }


def _quoted(reason: str) -> str:
    return f" ({reason})" if reason else ""
