"""The links of a changelog that compare versions are kept up, in the form that is there."""

from __future__ import annotations

import pytest
from packaging.version import Version
from shipyard_release import steps
from shipyard_release.changelog import Changelog
from shipyard_release.choice import choose
from shipyard_release.console import Terminal
from shipyard_release.state import Request
from shipyard_release.typed import Typed
from small import begun, git, index_at, opened, use_git_identity

DAY = "2026-11-23"
HUB = "https://github.com/me/p"
LAB = "https://gitlab.com/me/p/-"
BUCKET = "https://bitbucket.org/me/p/branches"
KEEP = (
    "# Changelog\n\n## [Unreleased]\n\n- New.\n\n## [1.1.0] - 2026-01-02\n\n- Old.\n\n"
)


def links_after(links, *, form="keep-a-changelog", tag="v1.2.0", text=KEEP):
    """Return the links at the end after 1.2.0, where these were there before."""
    before = text + "".join(f"{each}\n" for each in links)
    after = Changelog(before, form).opened(Version("1.2.0"), DAY, tag=tag)
    return [line for line in after.splitlines() if line.startswith("[")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            [
                f"[Unreleased]: {HUB}/compare/v1.1.0...HEAD",
                f"[1.1.0]: {HUB}/compare/v1.0.0...v1.1.0",
                f"[1.0.0]: {HUB}/releases/tag/v1.0.0",
            ],
            [
                f"[Unreleased]: {HUB}/compare/v1.2.0...HEAD",
                f"[1.2.0]: {HUB}/compare/v1.1.0...v1.2.0",
                f"[1.1.0]: {HUB}/compare/v1.0.0...v1.1.0",
                f"[1.0.0]: {HUB}/releases/tag/v1.0.0",
            ],
        ),
        (
            [
                f"[unreleased]: {LAB}/compare/v1.1.0...main",
                f"[1.1.0]: {LAB}/tags/v1.1.0",
            ],
            [
                f"[unreleased]: {LAB}/compare/v1.2.0...main",
                f"[1.2.0]: {LAB}/compare/v1.1.0...v1.2.0",
                f"[1.1.0]: {LAB}/tags/v1.1.0",
            ],
        ),
        (
            [
                f"[1.0.0]: {HUB}/releases/tag/v1.0.0",
                f"[1.1.0]: {HUB}/compare/v1.0.0...v1.1.0",
                f"[Unreleased]: {HUB}/compare/v1.1.0...HEAD",
            ],
            [
                f"[1.0.0]: {HUB}/releases/tag/v1.0.0",
                f"[1.1.0]: {HUB}/compare/v1.0.0...v1.1.0",
                f"[1.2.0]: {HUB}/compare/v1.1.0...v1.2.0",
                f"[Unreleased]: {HUB}/compare/v1.2.0...HEAD",
            ],
        ),
        (
            [
                f"[Unreleased]: {BUCKET}/compare/HEAD..v1.1.0",
                f"[1.1.0]: {BUCKET}/compare/v1.1.0..v1.0.0",
            ],
            [
                f"[Unreleased]: {BUCKET}/compare/HEAD..v1.2.0",
                f"[1.2.0]: {BUCKET}/compare/v1.2.0..v1.1.0",
                f"[1.1.0]: {BUCKET}/compare/v1.1.0..v1.0.0",
            ],
        ),
        (
            [
                f"[Unreleased]: {HUB}/compare/v1.0.0...HEAD",
                f"[1.0.0]: {HUB}/tree/v1.0.0",
            ],
            [
                f"[Unreleased]: {HUB}/compare/v1.2.0...HEAD",
                f"[1.2.0]: {HUB}/compare/v1.1.0...v1.2.0",
                f"[1.0.0]: {HUB}/tree/v1.0.0",
            ],
        ),
        (
            [f"[1.1.0]: {HUB}/compare/v1.0.0...v1.1.0"],
            [
                f"[1.2.0]: {HUB}/compare/v1.1.0...v1.2.0",
                f"[1.1.0]: {HUB}/compare/v1.0.0...v1.1.0",
            ],
        ),
        (
            [
                f"[1.0.0]: {HUB}/releases/tag/v1.0.0",
                f"[1.1.0]: {HUB}/releases/tag/v1.1.0",
            ],
            [
                f"[1.0.0]: {HUB}/releases/tag/v1.0.0",
                f"[1.1.0]: {HUB}/releases/tag/v1.1.0",
                f"[1.2.0]: {HUB}/releases/tag/v1.2.0",
            ],
        ),
        (
            [
                f"[Unreleased]: {HUB}/commits/main",
                f"[1.1.0]: {HUB}/compare/v1.0.0...v1.1.0",
            ],
            [
                f"[Unreleased]: {HUB}/commits/main",
                f"[1.2.0]: {HUB}/compare/v1.1.0...v1.2.0",
                f"[1.1.0]: {HUB}/compare/v1.0.0...v1.1.0",
            ],
        ),
        (
            [
                f"[Unreleased]: {HUB}/compare/v1.1.0...HEAD",
                "[1.2.0]: https://example.com/the-great-one",
            ],
            [
                f"[Unreleased]: {HUB}/compare/v1.2.0...HEAD",
                "[1.2.0]: https://example.com/the-great-one",
            ],
        ),
    ],
    ids=[
        "GitHub",
        "GitLab",
        "the oldest first",
        "Bitbucket",
        "left behind",
        "without Unreleased",
        "pages of tags",
        "commits",
        "written already",
    ],
)
def test_the_links_of_versions_are_kept_up(before, after):
    """The new version gets a link like the others, and Unreleased begins at its tag."""
    assert links_after(before) == after


@pytest.mark.parametrize(
    "links",
    [
        [],
        ["[docs]: https://example.com/compare/"],
        ["[Unreleased]: somewhere", "[1.1.0]: elsewhere"],
        [f"[Unreleased]: {HUB}/compare/main...develop"],
    ],
)
def test_where_no_link_compares_none_is_added(links):
    """Other links stay as they are, and a file without links gets none."""
    assert links_after(links) == links


@pytest.mark.parametrize(
    ("repository", "page"), [(HUB, "releases/tag/v1.2.0"), (LAB, "tags/v1.2.0")]
)
def test_the_first_version_is_linked_by_its_tag(repository, page):
    """It has nothing to be compared with; from then on Unreleased compares."""
    text = "# Changelog\n\n## [Unreleased]\n\n- New.\n\n"

    assert links_after([f"[Unreleased]: {repository}/commits/HEAD"], text=text) == [
        f"[Unreleased]: {repository}/compare/v1.2.0...HEAD",
        f"[1.2.0]: {repository}/{page}",
    ]


def test_a_final_release_is_compared_with_the_final_one_before_it():
    """Its notes are those of its candidates as well, and so is what the link shows."""
    candidate = "## [1.2.0rc1] - 2026-02-02\n\n- Tried.\n\n## [1.1.0]"
    before = [
        f"[Unreleased]: {HUB}/compare/v1.2.0rc1...HEAD",
        f"[1.2.0rc1]: {HUB}/compare/v1.1.0...v1.2.0rc1",
    ]

    assert links_after(before, text=KEEP.replace("## [1.1.0]", candidate)) == [
        f"[Unreleased]: {HUB}/compare/v1.2.0...HEAD",
        f"[1.2.0]: {HUB}/compare/v1.1.0...v1.2.0",
        f"[1.2.0rc1]: {HUB}/compare/v1.1.0...v1.2.0rc1",
    ]


def test_what_is_not_released_may_have_another_label():
    """`[Next]` is kept up as `[Unreleased]` is."""
    text = KEEP.replace("[Unreleased]", "[Next]")
    before = [f"[Next]: {HUB}/compare/v1.1.0...HEAD"]

    assert links_after(before, text=text, form="markdown") == [
        f"[Next]: {HUB}/compare/v1.2.0...HEAD",
        f"[1.2.0]: {HUB}/compare/v1.1.0...v1.2.0",
    ]


def test_tags_of_another_form_are_linked_as_they_are():
    """The link has the tag that the release gets."""
    before = [f"[Unreleased]: {HUB}/compare/p-v1.1.0...HEAD"]

    assert links_after(before, tag="p-v1.2.0") == [
        f"[Unreleased]: {HUB}/compare/p-v1.2.0...HEAD",
        f"[1.2.0]: {HUB}/compare/p-v1.1.0...p-v1.2.0",
    ]


def test_line_endings_and_a_last_line_without_one_stay():
    """A file of Windows keeps its line endings, and no line runs into another."""
    text = KEEP.replace("\n", "\r\n") + f"[Unreleased]: {HUB}/compare/v1.1.0...HEAD"

    after = Changelog(text).opened(Version("1.2.0"), DAY, tag="v1.2.0")

    assert "\n" not in after.replace("\r\n", "")
    assert after.endswith(
        f"[Unreleased]: {HUB}/compare/v1.2.0...HEAD\r\n[1.2.0]: {HUB}/compare/v1.1.0...v1.2.0"
    )


def test_a_heading_that_is_a_link_compares_the_next_pair():
    """Other tools write the comparison into the heading itself."""
    text = f"## [1.1.0]({HUB}/compare/v1.0.0...v1.1.0) (2026-01-02)\n\n- Old.\n"

    after = Changelog(text, "markdown").opened(Version("1.2.0"), DAY, tag="v1.2.0")

    assert after.startswith(f"## [1.2.0]({HUB}/compare/v1.1.0...v1.2.0) (2026-11-23)\n")


def test_links_are_part_of_no_section():
    """What a release says has no links of headings in it."""
    text = KEEP + f"[Unreleased]: {HUB}/compare/v1.1.0...HEAD\n"
    after = Changelog(text).opened(Version("1.2.0"), DAY, tag="v1.2.0")

    assert Changelog(after).section(Version("1.2.0")) == "- New."
    assert Changelog(after).section(Version("1.1.0")) == "- Old."


def test_links_are_committed_with_a_release_and_taken_back_with_it(
    tmp_path, monkeypatch, index
):
    """The release commit has them, and `abort` leaves the file as it was."""
    use_git_identity(tmp_path, monkeypatch)
    root = begun(tmp_path, index_at(index.url)).settings.root
    git(root, "tag", "v0.1.0")
    text = (
        (root / "CHANGELOG.md")
        .read_text()
        .replace("[Unreleased]\n", "[Unreleased]\n\n- New.\n")
    )
    before = f"{text}\n[Unreleased]: {HUB}/compare/v0.1.0...HEAD\n"
    (root / "CHANGELOG.md").write_text(before)
    git(root, "commit", "--quiet", "--all", "--message=Write news")
    place = opened(root, index_at(index.url))
    terminal = Terminal(Typed("release", {}))

    steps.BUMP.act(choose(place, Request(bump="minor")), terminal, terminal.tell)
    released = git(root, "show", "HEAD:CHANGELOG.md")
    steps.abort(choose(opened(root, place.index), Request()), dry_run=False)

    assert released.splitlines()[-2:] == [
        f"[Unreleased]: {HUB}/compare/v0.2.0...HEAD",
        f"[0.2.0]: {HUB}/compare/v0.1.0...v0.2.0",
    ]
    assert (root / "CHANGELOG.md").read_text() == before
