"""Which release is meant: the version that was asked for, the next one, or the file's own."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from packaging.version import InvalidVersion, Version

from shipyard_release.errors import Again, Edit, Facts, Stop, Tool
from shipyard_release.state import Place, Release, Request, with_commit
from shipyard_release.version import raised
from shipyard_release.version_file import Unclear


def choose(place: Place, request: Request) -> Release:
    """Return the release that is meant, with its commit if there is one.

    Raises `Unclear` when no version can be read, and `Stop` when another release was begun.
    """
    version = asked_for(request) or _written(place)
    release = with_commit(Release(place, request, version))
    if not request.bump:
        return release
    try:
        return _after(release, request.bump)
    except ValueError:
        remedy = Again({"version": "1.2.0"}, label="write-version-as")
        facts: Facts = {"version": str(release.version), "bump": request.bump}
        raise Unclear("bump-impossible", remedy, **facts) from None


def asked_for(request: Request) -> Version | None:
    """Return the version that was typed, or None; raises `Unclear` for what is not a version."""
    if request.version is None:
        return None
    try:
        return Version(request.version)
    except InvalidVersion:
        remedy = Again({"version": "1.2.0"}, label="write-version-as")
        raise Unclear("version-invalid", remedy, text=request.version) from None


def _written(place: Place) -> Version:
    version_file = place.settings.version_files[0]
    path = version_file.path
    if not place.repository.has_file("HEAD", path):
        remedy = Edit("pyproject.toml", "correct-version-file")
        raise Unclear("version-file-missing", remedy, path=path)
    return version_file.read(place.repository.file("HEAD", path))


def _after(last: Release, part: str) -> Release:
    """Return the next release, or the last one where this very command began it."""
    is_tagged = last.tagged_here() is not None
    with suppress(Stop):  # a remote that cannot be reached is for preflight to tell
        is_tagged = is_tagged or last.tagged()  # by a colleague, and not fetched yet
    next_one = with_commit(
        replace(last, version=raised(last.version, part), commit=None)
    )
    if not last.commit or (is_tagged and last.later_subjects()):
        return next_one
    if _was_raised_by(last, part):
        return last
    if is_tagged:
        return next_one
    on_index = _on_index(last)
    if on_index is None and not last.was_begun():
        return next_one
    raise on_index or _begun(last, next_one)


def _was_raised_by(release: Release, part: str) -> bool:
    """Whether raising this part of the version before the release commit gives its version."""
    version_file = release.settings.version_files[0]
    before = release.repository.file(release.before(), version_file.path)
    if not before:
        return False
    with suppress(ValueError):
        return raised(version_file.read(before), part) == release.version
    return False


def _on_index(last: Release) -> Stop | None:
    """Return what tells a version that is released, but not tagged as this project tags.

    What is kept here was begun here, whatever the index has.
    """
    if last.kept() or not last.takes_tag:
        return None
    with suppress(Stop):  # an index that cannot be reached is for preflight to tell
        listed = last.listing()
        facts: Facts = {
            "version": str(last.version),
            "index": last.index.name,
            "tag": last.tag,
        }
        if last.other_tags() and last.version in listed.versions:
            return Stop("released-elsewhere", *last.as_released(), **facts)
        if listed.is_whole(last.version):
            finish = Tool("release", label="if-this-tool-sent-it")
            return Stop("on-index-untagged", finish, *last.as_released(), **facts)
    return None


def _begun(last: Release, next_one: Release) -> Stop:
    remedies = [Tool("release", label="finish-it")]
    with suppress(Stop):
        if not last.pushed_anywhere():
            remedies.append(Tool("abort", label="take-it-back"))
    remedies.append(Tool("release", {"version": str(next_one.version)}, "skip-it"))
    return Stop("release-begun", *remedies, version=str(last.version))
