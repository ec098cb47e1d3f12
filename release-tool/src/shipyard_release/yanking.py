"""Yank a version: PyPI has no interface for it, so this names the page and writes the note.

A yanked version stays on the index, and pip chooses it only where it is asked for by its number
(PEP 592). The note is written under Unreleased, where the next release tells it to everyone. The
heading of the yanked version, which Keep a Changelog would mark with [YANKED], stays as it is: a
release is known by that line, and the text of its tag has it.
"""

from __future__ import annotations

from packaging.version import Version

from shipyard_release.changelog import Changelog
from shipyard_release.errors import Again, Edit, Facts, Message, Remedy, Stop
from shipyard_release.state import Place, Release
from shipyard_release.table import NONE


def expect_version(place: Place) -> Stop:
    """Return the stop for a command that does not say which version is meant."""
    known = place.index.look(place.settings.name).versions
    remedies = _newest(known)
    return Stop(
        "yank-which", *remedies, name=place.settings.spelled, index=place.index.name
    )


def check(release: Release) -> None:
    """Raise `Stop` for a version that the index does not list, and for one that is yanked."""
    listed = release.listing()
    index = release.index.name
    if release.version not in listed.versions:
        raise Stop(
            "yank-unlisted", *_newest(listed.versions), title=release.title, index=index
        )
    reason = listed.yanked(release.version)
    if reason is None:
        return
    quoted = f" ({reason})" if reason else ""
    remedies: list[Remedy] = []
    if release.settings.changelog_format != NONE:
        remedies.append(Edit(release.settings.changelog, "if-not-noted"))
    raise Stop(
        "yanked-already", *remedies, title=release.title, index=index, reason=quoted
    )


def page(release: Release) -> str:
    """Return the page where a version is yanked, or '' where the index has one of its own."""
    path = f"manage/project/{release.settings.name}/release/{release.version}/"
    return release.index.page(path) if release.index.is_at_pypi else ""


def where(release: Release) -> Message:
    """Return where this version is yanked."""
    facts: Facts = {
        "title": release.title,
        "index": release.index.name,
        "page": page(release),
    }
    if facts["page"]:
        return Message("yank-page", facts)
    return Message("yank-elsewhere", facts)


def note(release: Release, line: str, *, dry_run: bool) -> Message:
    """Write a line under Unreleased in the changelog, uncommitted, and return what was done.

    With `dry_run` nothing is written. A text that has the line already stays as it is. Raises
    `Stop` for a changelog that is not there or not understood.
    """
    settings = release.settings
    facts: Facts = {"path": settings.changelog, "line": line}
    if settings.changelog_format == NONE:
        return Message("yank-without-changelog")
    path = settings.root / settings.changelog
    remedy = Edit(settings.changelog, "note-it-there")
    if not path.is_file():
        raise Stop("yank-not-noted", remedy, **facts)
    # Its line endings stay as they are.
    changelog = Changelog(path.read_bytes().decode("utf-8"), settings.changelog_format)
    if not changelog.is_understood:
        raise Stop("yank-not-noted", remedy, **facts)
    if line in (changelog.unreleased() or ""):
        return Message("yank-noted-before", facts)
    if dry_run:
        return Message("would-note-yank", facts)
    path.write_bytes(changelog.noted(line).encode())
    return Message("yank-noted", facts)


def _newest(known: set[Version]) -> list[Remedy]:
    return [Again({"version": str(max(known))}, "name-one")] if known else []
