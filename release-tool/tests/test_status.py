"""`make release-status` and a dry run: what is done, what is not needed, and what is not known."""

from __future__ import annotations

import shutil

import pytest
from shipyard_release.choice import choose
from shipyard_release.distributions import keep
from shipyard_release.errors import Problem
from shipyard_release.state import CHECKED, WITH_TESTS, Request
from shipyard_release.steps import State, states, told_when_finished
from small import SDIST, WHEEL, begun, git, index_at, opened, tag, use_git_identity


@pytest.fixture(name="place")
def _place(tmp_path, monkeypatch, index):
    """A project whose release of 0.1.0 was begun."""
    use_git_identity(tmp_path, monkeypatch)
    return begun(tmp_path, index_at(index.url))


def seen(place):
    """Return the state of each step, by name, as a fresh command sees it."""
    fresh = opened(place.settings.root, place.index)
    return {step.name: state for step, state in states(choose(fresh, Request()))}


def keep_both(place):
    """Keep two files as the distributions of 0.1.0, and a check that went well."""
    folder = place.settings.root / ".release/0.1.0"
    folder.mkdir(parents=True)
    for name in (WHEEL, SDIST):
        (folder / name).write_bytes(name.encode())
    commit = git(place.settings.root, "rev-parse", "HEAD")
    keep(folder, commit)
    (folder / CHECKED).write_text(f"{commit}\n{WITH_TESTS}\n")


def test_a_finished_release_has_nothing_to_do(place, index):
    """Where somebody else released it, what was never made here is not needed."""
    index.stored = {WHEEL: b"wheel", SDIST: b"sdist"}
    tag(place)

    found = seen(place)
    fresh = opened(place.settings.root, place.index)
    told = [message.kind for message in told_when_finished(choose(fresh, Request()))]

    assert State.TO_DO not in found.values()
    assert found["preflight"] is State.NOT_NEEDED
    assert found["build"] is State.NOT_NEEDED
    assert found["tag"] is State.DONE
    assert told == ["finished"]


def test_a_finished_release_tells_what_became_of_it(place, index):
    """A version that somebody yanked is finished, and pip does not choose it."""
    index.stored = {WHEEL: b"wheel", SDIST: b"sdist"}
    index.yanked = "broken"
    tag(place)

    told = [message.kind for message in told_when_finished(choose(place, Request()))]

    assert told == ["version-yanked", "finished"]


def test_what_passed_and_was_kept_is_done(place):
    """A check of the kept distributions is not made again; what follows is to do."""
    keep_both(place)

    found = seen(place)

    assert [name for name, state in found.items() if state is State.DONE] == [
        "bump", "build", "check", "push",
    ]  # fmt: skip
    assert found["preflight"] is State.TO_DO


def test_what_cannot_be_known_says_why(place):
    """With the remote out of reach the rest is known, and git's words are there."""
    keep_both(place)
    shutil.rmtree(place.settings.root.with_name("remote.git"))

    found = seen(place)

    assert found["build"] is State.DONE
    assert isinstance(found["push"], Problem)
    assert "remote.git" in found["push"].facts["output"]
