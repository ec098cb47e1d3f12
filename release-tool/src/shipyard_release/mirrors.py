"""A remote with several push addresses: each gets commit and tag, or it is told which did not.

`git push` goes on to the next address when one refuses, but not when one cannot be reached. So what
is missing afterwards is pushed to each address by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from shipyard_release import remote_words
from shipyard_release.errors import Again, Facts, Git, Remedy, Stop
from shipyard_release.git import Repository
from shipyard_release.process import ProgramFailed
from shipyard_release.state import Release


def push_commit(release: Release) -> None:
    """Push the release commit to its branch at every address that lacks it.

    Raises `ProgramFailed` where none has it afterwards, and `Stop` where only some have.
    """
    refspec = f"{release.commit}:refs/heads/{release.settings.branch}"
    _push(release, refspec, release.has_commit_at, kind="push-partly")


def push_tag(release: Release) -> None:
    """Push the tag to every address that lacks it; raises as `push_commit` does."""
    _push(release, f"refs/tags/{release.tag}", release.has_tag_at, kind="tag-partly")


def _push(
    release: Release, refspec: str, has: Callable[[Repository], bool], *, kind: str
) -> None:
    repository = release.repository
    try:
        repository.push(refspec)
    except ProgramFailed:
        if len(repository.push_places) == 1:
            raise
    else:
        return
    refused = _push_to_each(repository.push_places, refspec, has)
    taken = [
        place.remote for place in repository.push_places if place.remote not in refused
    ]
    if not refused:
        return
    if not taken:
        raise next(iter(refused.values()))
    facts: Facts = {
        "taken": ", ".join(taken),
        "refused": ", ".join(refused),
        "tag": release.tag,
        "output": "\n".join(failure.quoted for failure in refused.values()),
    }
    raise Stop(kind, *_remedies(release, refused), **facts)


def _push_to_each(
    places: tuple[Repository, ...], refspec: str, has: Callable[[Repository], bool]
) -> dict[str, ProgramFailed]:
    """Push to each place that lacks it, and return what failed, by address."""
    refused: dict[str, ProgramFailed] = {}
    for place in places:
        with suppress(Stop):  # what cannot be asked says so when it is pushed to
            if has(place):
                continue
        try:
            place.push(refspec)
        except ProgramFailed as failure:
            refused[place.remote] = failure
    return refused


def _remedies(release: Release, refused: dict[str, ProgramFailed]) -> list[Remedy]:
    """Return what helps at each address, and how one that is not used any more is dropped."""
    settings = release.settings
    found: list[Remedy] = []
    for address, failure in refused.items():
        known = remote_words.problem(
            failure.quoted, remote=address, branch=settings.branch
        )
        found += (
            [each for each in known.remedies if not isinstance(each, Again)]
            if known
            else []
        )
    listed = release.repository.ask(
        "config", "--get-all", f"remote.{settings.remote}.pushurl"
    )
    set_by_hand = (listed or "").splitlines()
    found += [
        Git(
            ("remote", "set-url", "--delete", "--push", settings.remote, address),
            "drop-address",
        )
        for address in refused
        if address in set_by_hand
    ]
    return [*dict.fromkeys(found), Again(label="then-again")]
