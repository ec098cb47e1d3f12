"""A rehearsal: the same steps, on a throwaway clone, a throwaway remote and an index of its own."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from shipyard_release import embedded_index, steps
from shipyard_release.choice import choose
from shipyard_release.errors import Message, Problem, Stop, Tool
from shipyard_release.git import Repository
from shipyard_release.settings import Settings
from shipyard_release.state import Place, Release, Request, with_commit
from shipyard_release.version import raised

CLONE_SETTINGS = {
    "user.name": "Rehearsal",
    "user.email": "rehearsal@example.com",
    "commit.gpgSign": "false",
    "tag.gpgSign": "false",
    "core.hooksPath": os.devnull,
    "maintenance.auto": "false",  # it would go on in the background, in a folder that goes
}
SECONDS_TO_WAIT = 20


def rehearse(
    settings: Settings, repository: Repository, request: Request, watch: steps.Watch
) -> None:
    """Release the commit that is checked out, up to the tag, where no one sees it.

    The repository, its remote, this person's credentials and the machine stay as they are, and no
    network is used. Raises `Stop` as the release itself would.
    """
    with TemporaryDirectory(prefix="rehearsal-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        with embedded_index.serve(folder / "index") as index:
            clone = _clone(repository, folder, settings.branch)
            # The clone has no environment that could lend its dependencies.
            own = replace(Settings.load(clone.root), environment=settings.environment)
            # Between two releases a changelog may be empty; the real preflight tells that.
            wish = replace(request, yes=True, allow_empty=True, wait=SECONDS_TO_WAIT)
            try:
                release = _choose(Place(own, clone, index), wish)
                watch.tell(Message("rehearsing", {"title": release.title}))
                steps.walk(release, watch)
            except Stop as stop:
                raise _as_rehearsal(stop) from None
    watch.tell(Message("rehearsed"))


def _choose(place: Place, request: Request) -> Release:
    release = choose(place, request)
    is_chosen = request.version or request.bump
    if is_chosen or not release.tagged_here():
        return release
    return with_commit(replace(release, version=raised(release.version, "patch"), commit=None))


def _as_rehearsal(stop: Stop) -> Stop:
    """Return the stop without other commands: nothing of a rehearsal is left for them."""
    problem = _plain(stop.problem)
    problems = tuple(_plain(each) for each in stop.problems)
    return Stop(
        problem.kind, *problem.remedies, status=stop.status, problems=problems, **problem.facts
    )


def _plain(problem: Problem) -> Problem:
    remedies = tuple(each for each in problem.remedies if not isinstance(each, Tool))
    return replace(problem, remedies=remedies)


def _clone(ours: Repository, folder: Path, branch: str) -> Repository:
    """Make a bare remote that has HEAD as its release branch, and a clone of it."""
    bare = folder / "remote.git"
    clone = folder / "clone"
    options = [f"--config={name}={value}" for name, value in CLONE_SETTINGS.items()]
    ours.git("clone", "--quiet", "--bare", *options, ".", str(bare))
    Repository(bare).git("update-ref", f"refs/heads/{branch}", ours.log("%H"))
    origin = (f"--origin={ours.remote}", f"--branch={branch}")
    ours.git("clone", "--quiet", *origin, *options, str(bare), str(clone))
    return Repository(clone, remote=ours.remote)
