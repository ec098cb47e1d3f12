"""Which release a command means: the version in the file, the one that is named, or the next
one."""

from __future__ import annotations

import subprocess

import pytest
from packaging.version import Version
from shipyard_release.choice import choose
from shipyard_release.errors import Stop
from shipyard_release.git import Repository
from shipyard_release.index import Index
from shipyard_release.settings import Settings
from shipyard_release.state import Place, Request
from shipyard_release.typed import Typed
from shipyard_release.version_file import Unclear

NOWHERE = Index("company", "http://127.0.0.1:9/", "http://127.0.0.1:9/simple/")
PYPROJECT = """
[project]
name = "p"

[tool.shipyard-release]
version-file = "version.py"
"""
CHANGELOG = "# Changelog\n\n## [Unreleased]\n"


@pytest.fixture(autouse=True)
def _git_identity(tmp_path, monkeypatch):
    """Let git know a person, and no setting of this machine."""
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".gitconfig").write_text(
        "[user]\n\tname = A\n\temail = a@example.com\n"
    )


@pytest.fixture(name="place")
def _place(tmp_path):
    """A project at 0.1.0, which is not released, and a bare remote that has its only commit."""
    root = tmp_path / "project"
    git(tmp_path, "init", "--quiet", "--bare", str(tmp_path / "remote.git"))
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(root))
    git(root, "remote", "add", "origin", str(tmp_path / "remote.git"))
    (root / "pyproject.toml").write_text(PYPROJECT)
    (root / "version.py").write_text('__version__ = "0.1.0"\n')
    (root / "CHANGELOG.md").write_text(CHANGELOG)
    commit(root, "Begin")
    git(root, "push", "--quiet", "origin", "main")
    return Place(Settings.load(root), Repository(root), NOWHERE)


def git(folder, *words):
    """Run git in a folder and return what it printed."""
    return subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def commit(root, subject):
    """Commit everything and return the commit."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", subject)
    return git(root, "rev-parse", "HEAD")


def release_commit(place, version):
    """Write version and heading as the bump step does, and return the commit."""
    root = place.settings.root
    (root / "version.py").write_text(f'__version__ = "{version}"\n')
    changelog = (root / "CHANGELOG.md").read_text()
    heading = f"## [Unreleased]\n\n## [{version}] - 2026-11-25\n\n- News.\n"
    (root / "CHANGELOG.md").write_text(changelog.replace("## [Unreleased]\n", heading))
    return commit(root, f"Release {version}")


def later_commit(place):
    """Commit work that came after a release."""
    (place.settings.root / "later.txt").write_text("later")
    return commit(place.settings.root, "Work on")


def test_without_a_wish_the_files_version_is_meant(place):
    """Before its release it has no commit; afterwards it has the one that wrote version and
    heading."""
    before = choose(place, Request())
    made = release_commit(place, "0.1.0")
    later_commit(place)
    after = choose(place, Request())

    assert (str(before.version), before.commit) == ("0.1.0", None)
    assert (str(after.version), after.commit) == ("0.1.0", made)


def test_a_version_that_is_named_is_meant(place):
    """An older one is found with its own commit, a new one has none."""
    made = release_commit(place, "0.1.0")
    git(place.settings.root, "tag", "v0.1.0")
    release_commit(place, "0.2.0")

    assert choose(place, Request(version="0.1.0")).commit == made
    assert choose(place, Request(version="3.0")).version == Version("3.0")
    assert choose(place, Request(version="3.0")).commit is None


@pytest.mark.parametrize(
    ("asked", "kind"), [("banana", "version-invalid"), (None, "version-line-invalid")]
)
def test_a_version_that_cannot_be_read_is_unclear(place, asked, kind):
    """What was asked for and what the file has are told apart."""
    (place.settings.root / "version.py").write_text('__version__ = "banana"\n')
    commit(place.settings.root, "Break it")

    with pytest.raises(Unclear) as stop:
        choose(place, Request(version=asked))

    assert stop.value.kind == kind
    assert stop.value.problem.facts["text"] == "banana"


@pytest.mark.parametrize(
    ("part", "version"), [("patch", "0.1.1"), ("minor", "0.2.0"), ("major", "1.0.0")]
)
def test_a_bump_raises_the_files_version(place, part, version):
    """Where nothing was released yet, and where the last release is finished and work followed."""
    first = choose(place, Request(bump=part))
    release_commit(place, "0.1.0")
    git(place.settings.root, "tag", "v0.1.0")
    later_commit(place)
    second = choose(place, Request(bump=part))

    assert (str(first.version), first.commit) == (version, None)
    assert (str(second.version), second.commit) == (version, None)


def test_the_same_bump_goes_on_with_what_it_began(place):
    """BUMP=minor, typed again after its release commit, means that commit: tagged or not."""
    made = release_commit(place, "0.2.0")

    begun = choose(place, Request(bump="minor"))
    git(place.settings.root, "tag", "v0.2.0")
    finished = choose(place, Request(bump="minor"))

    assert (str(begun.version), begun.commit) == ("0.2.0", made)
    assert (str(finished.version), finished.commit) == ("0.2.0", made)


def test_another_bump_stops_at_a_release_that_was_begun(place):
    """It would leave that release lying; the stop names how to finish it, take it back or skip
    it."""
    release_commit(place, "0.2.0")

    with pytest.raises(Stop) as stop:
        choose(place, Request(bump="major"))

    assert stop.value.kind == "release-begun"
    assert stop.value.problem.facts == {"version": "0.2.0"}
    typed = Typed("release", {"bump": "major", "to": "company"}, with_make=True)
    assert [typed.line(remedy) for remedy in stop.value.problem.remedies] == [
        "Finish it: make release TO=company",
        "Take it back: make release-abort TO=company",
        "Skip it: make release TO=company VERSION=1.0.0",
    ]


def test_a_release_that_was_begun_and_pushed_is_not_offered_to_be_taken_back(place):
    """Others may have the commit by then."""
    release_commit(place, "0.2.0")
    git(place.settings.root, "push", "--quiet", "origin", "main")

    with pytest.raises(Stop) as stop:
        choose(place, Request(bump="major"))

    commands = [
        getattr(remedy, "command", "") for remedy in stop.value.problem.remedies
    ]
    assert commands == ["release", "release"]


@pytest.mark.parametrize("part", ["minor", "major"])
def test_a_bump_follows_a_release_whose_tag_only_the_remote_has(place, part):
    """A colleague finished it, and the tag was not fetched: the next version is meant, as it
    should be."""
    root = place.settings.root
    release_commit(place, "0.2.0")
    git(root, "tag", "v0.2.0")
    git(root, "push", "--quiet", "origin", "main", "v0.2.0")
    git(root, "tag", "--delete", "v0.2.0")
    later_commit(place)

    release = choose(place, Request(bump=part))

    assert str(release.version) == {"minor": "0.3.0", "major": "1.0.0"}[part]
    assert release.commit is None


def test_a_remote_out_of_reach_is_left_for_preflight_to_tell(place):
    """The choice itself needs no remote where a tag is here."""
    release_commit(place, "0.1.0")
    git(place.settings.root, "tag", "v0.1.0")
    later_commit(place)
    git(
        place.settings.root,
        "remote",
        "set-url",
        "origin",
        str(place.settings.root / "nowhere"),
    )

    assert str(choose(place, Request(bump="patch")).version) == "0.1.1"
