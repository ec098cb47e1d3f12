"""A rehearsal: the same steps, on a throwaway clone, a throwaway remote and an index of its own."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.version import Version

from shipyard_release import embedded_index, pull_request, recommendation, steps
from shipyard_release.choice import choose
from shipyard_release.errors import Message, Problem, Stop, Tool
from shipyard_release.git import Repository
from shipyard_release.names import PRIVATE, PYPI
from shipyard_release.settings import Settings
from shipyard_release.state import Place, Release, Request, with_commit
from shipyard_release.version import raised

CLONE_SETTINGS = {
    "user.name": "Rehearsal",
    "user.email": "rehearsal@example.com",
    "commit.gpgSign": "false",
    "tag.gpgSign": "false",
    "tag.forceSignAnnotated": "false",
    "core.hooksPath": os.devnull,
    "maintenance.auto": "false",  # it would go on in the background, in a folder that goes
}
SECONDS_TO_WAIT = 20
REMOTE = "remote.git"
OWN_INDEX = "an index of your own"


def usual_index(settings: Settings, repository: Repository) -> str:
    """Return the index that a project is released to when none is named.

    A package that calls itself private never goes to PyPI.
    """
    is_private = PRIVATE in repository.file("HEAD", settings.metadata)
    return OWN_INDEX if is_private else PYPI


def rehearse(
    settings: Settings,
    repository: Repository,
    request: Request,
    watch: steps.Watch,
    *,
    index: str,
) -> Version:
    """Release the commit that is checked out, up to the tag, where no one sees it.

    It is checked by the rules of `index`, which is not asked anything. The repository, its remote,
    this person's credentials and the machine stay as they are, and no network is used. Returns the
    version that was rehearsed; raises `Stop` as the release itself would.
    """
    with TemporaryDirectory(
        prefix="rehearsal-", ignore_cleanup_errors=True
    ) as temporary:
        folder = Path(temporary)
        with embedded_index.serve(folder / "index") as embedded:
            clone = _clone(repository, folder, settings.branch)
            # The clone has no environment that could lend its dependencies.
            loaded = Settings.load(clone.root, instead=settings.instead)
            own = replace(
                loaded,
                environment=settings.environment,
                remote=settings.remote,
                branch=settings.branch,
            )
            try:
                place = Place(own, clone, replace(embedded, stands_for=index))
                with _seen(place, Repository(folder / REMOTE)) as seen:
                    release = _choose(seen, _wish(request))
                    watch.tell(Message("rehearsing", {"title": release.title}))
                    _warn(repository, release, watch)
                    steps.walk(release, watch)
            except Stop as stop:
                raise _as_rehearsal(stop) from None
    watch.tell(Message("rehearsed"))
    return release.version


def _seen(place: Place, host: Repository) -> AbstractContextManager[Place]:
    """Return the place of a release; the remote takes the part of a host that merges."""
    if not place.goes_by_request:
        return nullcontext(place)
    return pull_request.seen_from_remote(replace(place, host=host))


def _wish(request: Request) -> Request:
    """Return what is rehearsed of a request.

    A pipeline rehearses every push, and between two releases a changelog may be empty.
    """
    is_free = not _is_chosen(request)
    return replace(
        request,
        yes=True,
        allow_empty=request.allow_empty or is_free,
        allow_break=request.allow_break or is_free,
        wait=SECONDS_TO_WAIT,
    )


def _choose(place: Place, request: Request) -> Release:
    """Return the release that is meant; the next one where the last is done or under way."""
    release = choose(place, request)
    if _is_chosen(request):
        return release
    is_under_way = release.commit is not None and bool(release.later_subjects())
    if not release.tagged_here() and not is_under_way:
        return release
    return with_commit(
        replace(release, version=raised(release.version, "patch"), commit=None)
    )


def _is_chosen(request: Request) -> bool:
    return bool(request.version or request.bump)


def _warn(ours: Repository, release: Release, watch: steps.Watch) -> None:
    """Tell what a release would not take, or would stop at."""
    if changes := ours.changes():
        watch.tell(Message("edits-left-out", {"paths": changes}))
    if release.commit or _is_chosen(release.request):
        return
    if not release.has_news():
        watch.tell(Message("no-news-yet", {"path": release.settings.changelog}))
    for message in recommendation.told_of_breaks(release):
        watch.tell(message)


def _as_rehearsal(stop: Stop) -> Stop:
    """Return the stop without other commands: nothing of a rehearsal is left for them."""
    problem = _plain(stop.problem)
    problems = tuple(_plain(each) for each in stop.problems)
    return Stop(
        problem.kind,
        *problem.remedies,
        status=stop.status,
        problems=problems,
        **problem.facts,
    )


def _plain(problem: Problem) -> Problem:
    remedies = tuple(each for each in problem.remedies if not isinstance(each, Tool))
    return replace(problem, remedies=remedies)


def _clone(ours: Repository, folder: Path, branch: str) -> Repository:
    """Make a bare remote that has HEAD as its release branch, and a clone of it.

    Both read our objects, and the clone has our filters, so that this works wherever a release
    does: with Git LFS, and in partial, sparse and shallow clones.
    """
    _fetch_missing(ours)
    head = ours.log("%H")
    tags = ours.git(
        "for-each-ref", "--format=create %(refname) %(objectname)", "refs/tags"
    )
    bare = ours.borrow(folder / REMOTE, bare=True)
    clone = ours.borrow(folder / "clone", bare=False)
    for repository in (bare, clone):
        for name, value in {**CLONE_SETTINGS, **_filters(ours)}.items():
            repository.git("config", name, value)
        repository.git("update-ref", "--stdin", stdin=tags)
    bare.git("update-ref", f"refs/heads/{branch}", head)
    clone.git("remote", "add", ours.remote, str(bare.root))
    clone.git("checkout", "--quiet", "-B", branch, head)
    return Repository(clone.root / ours.folder, remote=ours.remote)


def _fetch_missing(ours: Repository) -> None:
    """Let git fetch the files of HEAD that a partial clone does not have yet."""
    if ours.ask("config", "--get-regexp", r"^remote\..*\.promisor$"):
        ours.git("archive", f"--output={os.devnull}", "--format=tar", "HEAD")


def _filters(ours: Repository) -> dict[str, str]:
    """Return the settings of our repository that change what is checked out."""
    listed = ours.ask("config", "--local", "--get-regexp", "^(filter|lfs)[.]") or ""
    rows = [row.partition(" ") for row in listed.splitlines()]
    found = {name: value for name, _, value in rows}
    return {**found, "lfs.storage": str(ours.common_folder() / "lfs")}
