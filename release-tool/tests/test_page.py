"""The page of a release names who contributed, and is marked as what its version is."""

from __future__ import annotations

import pytest
from faulty_index import serve_faults
from shipyard_release import page
from shipyard_release.choice import choose
from shipyard_release.cli import main
from shipyard_release.state import Release, Request
from small import begun, git, index_at, opened, use_git_identity

CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n## [{}] - 2026-02-02\n\n- News.\n"


@pytest.fixture(name="place")
def _place(tmp_path, monkeypatch):
    """A project whose version 0.1.0 is tagged."""
    use_git_identity(tmp_path, monkeypatch)
    with serve_faults() as index:
        place = begun(tmp_path, index_at(index.url))
        git(place.settings.root, "tag", "v0.1.0")
        yield place


def contribute(place, name, message="Change"):
    """Commit a change by somebody."""
    author = f"--author={name} <{name.split()[0].lower()}@example.com>"
    root = place.settings.root
    with (root / "code.py").open("a") as file:
        file.write(f"# {name}\n")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", author, f"--message={message}")


def released(place, version) -> Release:
    """Make the release commit of a version, and return its release."""
    root = place.settings.root
    (root / "version.py").write_text(f'__version__ = "{version}"\n')
    (root / "CHANGELOG.md").write_text(CHANGELOG.format(version))
    git(root, "commit", "--quiet", "--all", f"--message=Release {version}")
    return choose(opened(root, place.index), Request(version=version))


def test_contributors_since_the_last_tag_are_named(place):
    """The author of most commits is first; co-authors count, bots and earlier releases do not."""
    contribute(place, "Bea Baker")
    released(place, "0.2.0")
    git(place.settings.root, "tag", "v0.2.0")
    contribute(
        place, "Cleo Cook", "Change\n\nCo-authored-by: Dan Duke <dan@example.com>"
    )
    contribute(place, "Cleo Cook")
    contribute(place, "renovate[bot]")

    assert page.contributors(released(place, "0.3.0")) == ["Cleo Cook", "Dan Duke"]


def test_a_final_release_names_the_contributors_of_its_candidates(place):
    """The last tag before a final release is that of a final one."""
    contribute(place, "Bea Baker")
    candidate = released(place, "0.2.0rc1")
    git(place.settings.root, "tag", "v0.2.0rc1")
    contribute(place, "Cleo Cook")

    assert page.contributors(candidate) == ["Bea Baker"]
    assert {"Bea Baker", "Cleo Cook"} <= set(
        page.contributors(released(place, "0.2.0"))
    )


def test_who_releases_alone_is_not_thanked(place):
    """A page that would name only the person who released names nobody."""
    contribute(place, "A")

    assert page.contributors(released(place, "0.2.0")) == []


def test_a_first_commit_that_is_a_release_has_no_contributors(place):
    """Nobody contributed before the first commit."""
    release = choose(place, Request(version="0.1.0"))

    assert page.contributors(release) == []


def test_a_mailmap_says_how_people_are_called(place):
    """One person with two names is one person."""
    mailmap = "Bea Baker <bea@example.com> bb <bb@example.com>\n"
    (place.settings.root / ".mailmap").write_text(mailmap)
    contribute(place, "bb")
    contribute(place, "Bea Baker")

    assert page.contributors(released(place, "0.2.0")) == ["Bea Baker"]


@pytest.mark.parametrize(
    ("version", "printed"),
    [
        ("0.2.0a1", "--prerelease\n--latest=false\n"),
        ("0.2.0rc1", "--prerelease\n--latest=false\n"),
        ("0.2.0", ""),
        ("0.1.0.post1", ""),
    ],
)
def test_a_prerelease_is_marked_and_never_the_latest(place, capsys, version, printed):
    """The options for gh say that a candidate is one."""
    released(place, version)
    root = str(place.settings.root)

    assert main(["--root", root, "notes", "--version", version, "--flags"]) == 0
    assert capsys.readouterr().out == printed


def test_a_release_of_an_older_line_is_not_the_latest(place, capsys):
    """1.0.0 is tagged in another branch, and 0.2.0 is released after it."""
    root = place.settings.root
    git(root, "switch", "--quiet", "--create", "0.x")
    git(root, "commit", "--quiet", "--allow-empty", "--message=Go on", "--no-verify")
    git(root, "tag", "v1.0.0", "HEAD")
    git(root, "switch", "--quiet", "main")
    released(place, "0.2.0")

    assert main(["--root", str(root), "notes", "--version", "0.2.0", "--flags"]) == 0
    assert capsys.readouterr().out == "--latest=false\n"


def test_a_page_names_contributors_between_news_and_hashes(place, capsys):
    """The text of the page has a line with names, which the tag does not have."""
    contribute(place, "Bea Baker")
    released(place, "0.2.0")
    root = str(place.settings.root)

    assert main(["--root", root, "notes", "--version", "0.2.0"]) == 0
    assert capsys.readouterr().out == "- News.\n\nContributors: Bea Baker\n"
