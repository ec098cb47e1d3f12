"""A remote with several push addresses: all of them get a release, or it is told which did not."""

from __future__ import annotations

import pytest
from shipyard_release import preflight, steps, words
from shipyard_release.choice import choose
from shipyard_release.console import Terminal
from shipyard_release.errors import Again, Git, Stop
from shipyard_release.state import Request
from shipyard_release.typed import Typed
from small import begun, git, index_at, opened, use_git_identity

NEW = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-02-01\n\n- Second.\n"


@pytest.fixture(name="place")
def _place(tmp_path, monkeypatch, index):
    """A project with a release commit of 0.2.0 here alone, and a remote with a mirror."""
    use_git_identity(tmp_path, monkeypatch)
    monkeypatch.setenv("TWINE_USERNAME", "tester")
    monkeypatch.setenv("TWINE_PASSWORD", "right-password")
    place = begun(tmp_path, index_at(index.url))
    root = place.settings.root
    git(
        tmp_path,
        "clone",
        "--quiet",
        "--bare",
        str(tmp_path / "remote.git"),
        "mirror.git",
    )
    for name in ("remote.git", "mirror.git"):
        git(
            root,
            "remote",
            "set-url",
            "--add",
            "--push",
            "origin",
            f"file://{tmp_path / name}",
        )
    (root / "version.py").write_text('__version__ = "0.2.0"\n')
    (root / "CHANGELOG.md").write_text(NEW)
    git(root, "commit", "--quiet", "--all", "--message=Release 0.2.0")
    return opened(root, place.index)


def refuse(tmp_path, name, *, tags_alone=False):
    """Let one of the two refuse pushes."""
    pattern = "refs/tags/*" if tags_alone else "*"
    hook = tmp_path / name / "hooks/update"
    hook.write_text(f"#!/bin/sh\ncase $1 in {pattern}) echo no >&2; exit 1;; esac\n")
    hook.chmod(0o755)


def allow(tmp_path, name):
    """Let it take pushes again."""
    (tmp_path / name / "hooks/update").unlink()


def at(tmp_path, name, ref):
    """Return the commit of a branch or tag at one of the two, or ''."""
    return git(tmp_path / name, "for-each-ref", "--format=%(objectname)", ref)


def act(step, place):
    """Take one step of the release of 0.2.0, as a new command would."""
    terminal = Terminal(Typed("release", {}))
    release = choose(opened(place.settings.root, place.index), Request())
    return step.act(release, terminal, terminal.tell)


def release_of(place):
    """Return the release as a new command sees it."""
    return choose(opened(place.settings.root, place.index), Request())


def test_every_push_address_gets_commit_and_tag(place, tmp_path):
    """With two addresses, both have branch and tag, and the steps are done then."""
    act(steps.PUSH, place)
    release_of(place).folder.mkdir(parents=True)
    act(steps.TAG, place)
    release = release_of(place)

    for name in ("remote.git", "mirror.git"):
        assert at(tmp_path, name, "refs/heads/main") == release.commit
        assert at(tmp_path, name, "refs/tags/v0.2.0") != ""
    assert release.pushed()
    assert release.tagged()


@pytest.mark.parametrize("name", ["remote.git", "mirror.git"])
def test_an_address_that_refuses_is_told_and_got_later(place, tmp_path, name):
    """The others have the commit by then; the same command pushes what is missing."""
    other = {"remote.git": "mirror.git", "mirror.git": "remote.git"}[name]
    refuse(tmp_path, name)

    with pytest.raises(Stop) as stop:
        act(steps.PUSH, place)
    told = words.sentence(stop.value.problem)
    release = release_of(place)
    allow(tmp_path, name)
    is_partly = (release.pushed_anywhere(), release.pushed())
    act(steps.PUSH, place)

    assert stop.value.kind == "push-partly"
    assert (
        f"is at file://{tmp_path / other}. It is not at file://{tmp_path / name}:"
        in told
    )
    assert is_partly == (True, False)
    assert at(tmp_path, name, "refs/heads/main") == release.commit


@pytest.mark.parametrize("name", ["remote.git", "mirror.git"])
def test_an_address_out_of_reach_keeps_no_other_from_the_commit(place, tmp_path, name):
    """git gives up at the first that cannot be reached; the tool goes on, and tells it."""
    other = {"remote.git": "mirror.git", "mirror.git": "remote.git"}[name]
    (tmp_path / name).rename(tmp_path / "away.git")

    with pytest.raises(Stop) as stop:
        act(steps.PUSH, place)

    assert stop.value.kind == "push-partly"
    assert at(tmp_path, other, "refs/heads/main") == git(
        place.settings.root, "rev-parse", "HEAD"
    )


def test_a_tag_that_one_address_refuses_is_told_and_pushed_later(place, tmp_path):
    """The release is not finished until each address has the tag."""
    act(steps.PUSH, place)
    release_of(place).folder.mkdir(parents=True)
    refuse(tmp_path, "mirror.git", tags_alone=True)

    with pytest.raises(Stop) as stop:
        act(steps.TAG, place)
    is_tagged = release_of(place).tagged()
    allow(tmp_path, "mirror.git")
    act(steps.TAG, place)

    assert stop.value.kind == "tag-partly"
    assert not is_tagged
    assert at(tmp_path, "mirror.git", "refs/tags/v0.2.0") != ""


def test_what_one_address_has_is_not_taken_back(place, tmp_path):
    """Others may have fetched the commit from there."""
    refuse(tmp_path, "mirror.git")
    with pytest.raises(Stop):
        act(steps.PUSH, place)

    with pytest.raises(Stop) as stop:
        steps.abort(release_of(place), dry_run=False)

    assert stop.value.kind == "pushed-already"


def test_an_address_that_is_gone_for_good_can_be_dropped(place, tmp_path):
    """The remedy removes it from git's settings, and the release goes on without it."""
    (tmp_path / "mirror.git").rename(tmp_path / "away.git")
    with pytest.raises(Stop) as stop:
        act(steps.PUSH, place)
    remedies = stop.value.problem.remedies
    [drop] = [
        each
        for each in remedies
        if isinstance(each, Git) and each.label == "drop-address"
    ]

    git(place.settings.root, *drop.words)

    assert isinstance(remedies[-1], Again)
    assert release_of(place).pushed()


def test_preflight_asks_every_address(place, tmp_path):
    """Commits that only the mirror has are told before the first write, with its address."""
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", str(tmp_path / "mirror.git"), str(other))
    git(other, "commit", "--quiet", "--allow-empty", "--message=Only there")
    git(other, "push", "--quiet")

    with pytest.raises(Stop) as stop:
        preflight.check(release_of(place))

    [problem] = [
        each for each in stop.value.problems if each.kind == "pushed-by-others"
    ]
    address = f"file://{tmp_path / 'mirror.git'}"
    assert problem.remedies[0] == Git(
        ("pull", "--rebase", address, "main"), "get-their-commits"
    )


def test_an_address_that_is_rewritten_for_pushes_is_used(place, tmp_path):
    """`pushInsteadOf` sends a push elsewhere; what is asked and told is that address."""
    root = place.settings.root
    git(root, "config", "--unset-all", "remote.origin.pushurl")
    git(
        root,
        "config",
        f"url.file://{tmp_path}/mirror.pushInsteadOf",
        f"file://{tmp_path}/remote",
    )
    (tmp_path / "mirror.git/hooks/post-receive").write_text("#!/bin/sh\n")

    with pytest.raises(Stop) as stop:
        act(steps.PUSH, place)

    assert stop.value.kind == "push-went-elsewhere"
    assert release_of(place).repository.address() == f"file://{tmp_path}/mirror.git"


def test_a_second_address_of_a_remote_counts_as_well(place, tmp_path):
    """Without `pushurl`, git pushes to every `url` of the remote."""
    root = place.settings.root
    git(root, "config", "--unset-all", "remote.origin.pushurl")
    git(
        root,
        "remote",
        "set-url",
        "--add",
        "origin",
        f"file://{tmp_path / 'mirror.git'}",
    )

    act(steps.PUSH, place)

    assert at(tmp_path, "mirror.git", "refs/heads/main") == release_of(place).commit
