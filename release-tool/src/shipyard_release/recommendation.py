"""Which version comes next: what can be chosen, what speaks for which, and what a number hides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import partial

from packaging.version import Version

from shipyard_release import public_interface
from shipyard_release.changelog import Part, parts, says_something
from shipyard_release.errors import Again, Edit, Facts, Message, Problem, Remedy, Tool
from shipyard_release.names import PARTS, STAGES
from shipyard_release.public_interface import Changes
from shipyard_release.state import Release
from shipyard_release.version import raised

PLAIN = (*reversed(PARTS),)  # the smallest first
FIRST_CANDIDATES = tuple(f"{part},rc" for part in PLAIN)
FIRST_YEAR = 1990  # a version that begins with a year says when, not what changed
_REMOVED = re.compile(r"\b(removed|removals?|breaking|incompatible)\b", re.IGNORECASE)
_ADDED = re.compile(
    r"\b(added|additions?|changed|deprecated|deprecations?|features?|new|enhancements?"
    r"|improvements?)\b",
    re.IGNORECASE,
)
_NOT_BREAKING = re.compile(
    r"\b(no|not|non|without)\b[ -]+(?:\w+[ -]+)?breaking", re.IGNORECASE
)
# In capitals anywhere, otherwise where it marks a line: a bug may be breaking something, too.
_BREAKING = re.compile(
    r"\b(?-i:BREAKING)\b|\bbreaking[ -]changes?\b|^\W*breaking\b"
    r"|\bbackwards?[ -]incompatible\b",
    re.IGNORECASE,
)


class Size(IntEnum):
    """What a change asks of the next version."""

    PATCH = 0
    MINOR = 1
    MAJOR = 2


@dataclass(frozen=True)
class Choice:
    """A version that can come next, and how it is asked for: what follows `BUMP=`."""

    bump: str
    version: Version


@dataclass(frozen=True)
class Evidence:
    """What speaks for a version of at least this size."""

    size: Size
    reason: Message


@dataclass(frozen=True)
class Offer:
    """What can be chosen after the last release, and what is recommended."""

    last: Version
    choices: tuple[Choice, ...]
    recommended: Choice
    reason: Message
    changed: Message


def is_open(release: Release) -> bool:
    """Whether a version can be chosen: none was, and commits follow a release commit."""
    request = release.request
    is_chosen = bool(request.version or request.bump)
    return (
        not is_chosen and release.commit is not None and bool(release.later_subjects())
    )


def offer(release: Release) -> Offer:
    """Return what can follow the last release, with what changed since and a recommendation.

    On a branch for older versions it is a version of that branch.
    """
    options = _of_branch(release, choices(release.version))
    bump, reason = _recommended(release)
    version = raised(release.version, bump)
    best = next(
        (each for each in options if each.version == version), Choice(bump, version)
    )
    if not _is_of_branch(release, version):
        best = options[0]
        reason = Message("because-branch", {"line": str(release.line)})
    facts: Facts = {
        "version": str(release.version),
        "tag": release.tag,
        "subjects": release.later_subjects(),
        "path": release.settings.changelog,
        "news": release.changelog("HEAD").unreleased() or "",
    }
    listed = options if best in options else (best, *options)
    return Offer(release.version, listed, best, reason, Message("changed-since", facts))


def to_type(release: Release) -> Iterator[Problem]:
    """Yield what is recommended to be released next, with what to type."""
    found = offer(release)
    facts: Facts = {"version": str(found.recommended.version), "reason": found.reason}
    remedies = (
        Tool("release", {"bump": found.recommended.bump}, "for-news"),
        Tool("release", {"bump": "patch|minor|major"}, "or-another-part"),
        Tool("release", {"bump": "minor,rc"}, "or-candidate"),
    )
    yield Problem("next-release", facts, remedies)


def choices(last: Version) -> tuple[Choice, ...]:
    """Return what can follow a version, each number once.

    After a pre-release these are the next one of its kind, the kinds after it, and the final.
    """
    if last.pre:
        bumps = (*STAGES[_stage(last) :], "final", *PLAIN)
    elif last.is_devrelease:
        bumps = ("rc", "final", *PLAIN)
    else:
        bumps = (*PLAIN, *FIRST_CANDIDATES)
    found: dict[Version, Choice] = {}
    for bump in bumps:
        version = raised(last, bump)
        found.setdefault(version, Choice(bump, version))
    return tuple(found.values())


def _of_branch(release: Release, options: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Return the choices that belong to this branch: the first of them always does."""
    first, *others = options
    return (first, *(each for each in others if _is_of_branch(release, each.version)))


def _is_of_branch(release: Release, version: Version) -> bool:
    line = release.line
    return not line.is_named or line.has(version)


def hidden_breaks(release: Release) -> Iterator[Problem]:
    """Yield that the version of a new release promises more than the public interface keeps."""
    if release.commit or release.request.allow_break:
        return
    last = _last_final(release)
    if (
        last is None
        or is_dated(last)
        or _size(last, release.version) >= asked_by_break(last)
    ):
        return
    found = _changes(release, last)
    if not found or not found.breaks:
        return
    part = asked_by_break(last).name.lower()
    wanted = raised(last, part)
    facts: Facts = {
        "version": str(release.version),
        "last": str(last),
        "breaks": list(found.breaks),
        "part": part,
    }
    remedies: list[Remedy] = [
        Again({"allow-break": True}, "keep-number"),
        Edit("pyproject.toml", "set-not-public"),
    ]
    if _is_of_branch(release, wanted):
        remedies.insert(0, Again({"version": str(wanted)}, "tell-break"))
    yield Problem("break-hidden", facts, tuple(remedies))


def told_of_breaks(release: Release) -> Iterator[Message]:
    """Yield the breaks since the last release, where nobody has chosen a version yet."""
    last = _last_final(release)
    if last is None or is_dated(last):
        return
    found = _changes(release, last)
    if found and found.breaks:
        part = asked_by_break(last).name.lower()
        facts: Facts = {"last": str(last), "breaks": list(found.breaks), "part": part}
        yield Message("breaks-so-far", facts)


def is_dated(version: Version) -> bool:
    """Whether a version begins with a year, as in calendar versioning."""
    return version.major >= FIRST_YEAR


def asked_by_break(last: Version) -> Size:
    """Return what a break asks for: below 1.0, a minor version tells it."""
    return Size.MINOR if last.major == 0 else Size.MAJOR


def _recommended(release: Release) -> tuple[str, Message]:
    """Return what follows `BUMP=` for the version that is recommended, and why."""
    last = release.version
    if is_dated(last):
        return "patch", Message("because-dated")
    found = _evidence(release)
    best = max(found, key=lambda each: each.size)
    if not last.is_prerelease:
        return best.size.name.lower(), best.reason
    final = _last_final(release)
    wanted = raised(final, best.size.name.lower()) if final else last
    if wanted > Version(last.base_version):
        return f"{best.size.name.lower()},rc", best.reason
    if says_something(release.changelog("HEAD").unreleased()):
        stage = STAGES[_stage(last)] if last.pre else "rc"
        return stage, Message("because-not-tried", {"version": str(last)})
    return "final", Message("because-tried", {"version": str(last)})


def _evidence(release: Release) -> list[Evidence]:
    """Return everything that speaks for a size, what people wrote before what was compared."""
    last = _last_final(release) or release.version
    asked = asked_by_break(last)
    of_break = partial(_of_break, asked, is_below_one=last.major == 0)
    found = [*_said(release, last, of_break)]
    changed = _changes(release, last)
    if changed and changed.breaks:
        found.append(
            of_break(Message("because-interface", {"break": changed.breaks[0]}))
        )
    if changed and changed.added:
        reason = Message("because-new-name", {"name": changed.added[0]})
        found.append(Evidence(Size.MINOR, reason))
    return [*found, Evidence(Size.PATCH, Message("because-nothing-more"))]


def _of_break(asked: Size, reason: Message, *, is_below_one: bool) -> Evidence:
    why = Message("because-below-one", {"reason": reason}) if is_below_one else reason
    return Evidence(asked, why)


def _said(
    release: Release, last: Version, of_break: partial[Evidence]
) -> Iterator[Evidence]:
    """Yield what the changelog says, in its headings and in lines that are marked as breaking."""
    path = release.settings.changelog
    for part in _parts(release, last):
        heading = part.title
        if line := _breaking_line(part):
            yield of_break(Message("because-marked", {"path": path, "line": line}))
        if _REMOVED.search(heading) and not _NOT_BREAKING.search(heading):
            yield of_break(
                Message("because-heading", {"path": path, "heading": heading})
            )
        elif _ADDED.search(heading):
            facts: Facts = {"path": path, "heading": heading}
            yield Evidence(Size.MINOR, Message("because-heading", facts))
        elif heading:
            facts = {"path": path, "heading": heading}
            yield Evidence(Size.PATCH, Message("because-only-heading", facts))


def _parts(release: Release, last: Version) -> Iterator[Part]:
    """Yield what the changelog has since the last final release, candidates' notes included."""
    changelog = release.changelog("HEAD")
    yield from parts(changelog.unreleased())
    if release.version > last:
        yield from parts(changelog.news(Version(release.version.base_version)))


def _breaking_line(part: Part) -> str:
    """Return the first line that is marked as a break, or ''."""
    marked = (line for line in part.lines if _BREAKING.search(line))
    return next((line for line in marked if not _NOT_BREAKING.search(line)), "")


def _stage(version: Version) -> int:
    """Return the place of a pre-release's kind among `STAGES`."""
    return ["a", "b", "rc"].index(version.pre[0]) if version.pre else 0


def _size(before: Version, after: Version) -> Size:
    """Return which part of a version differs first."""
    if (before.epoch, before.major) != (after.epoch, after.major):
        return Size.MAJOR
    return Size.MINOR if before.minor != after.minor else Size.PATCH


def _last_final(release: Release) -> Version | None:
    """Return the newest final release before this one, in this branch's history.

    The version that a new release follows is such a one itself.
    """
    known = release.released_versions()
    past = {each for each in known if each < release.version}
    if release.commit:
        past.add(release.version)
    return max((each for each in past if not each.is_prerelease), default=None)


def _changes(release: Release, last: Version) -> Changes | None:
    """Return what changed in the public interface since a version; None where it is not known."""
    tag = release.released_tags().get(last)
    repository = release.repository
    before = repository.commit_of(f"refs/tags/{tag}") if tag else None
    if last == release.version:  # a colleague's tag may not be fetched yet
        before = before or release.commit
    if before is None or "*" in release.settings.not_public:
        return None
    after = str(repository.commit_of("HEAD"))
    return public_interface.changes(release.settings, repository, before, after)
