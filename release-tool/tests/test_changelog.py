"""Changelogs in the forms that projects have: where a section is, and how one is opened."""

from __future__ import annotations

import pytest
from packaging.version import Version
from shipyard_release.changelog import Changelog, kind_of, says_something

KEEP = """# Changelog

## [Unreleased]

### Added

- New, as [1] says.

[1]: page
- More.

## [0.1.0] - 2026-01-01

- Old.

[Unreleased]: somewhere
[0.1.0]: elsewhere
"""
DAY = "2026-11-23"
NEW = Version("1.3.0")


def test_a_section_is_the_text_between_two_headings():
    """Links at the end belong to no section, one in the middle does; a missing section is None."""
    changelog = Changelog(KEEP)

    assert (
        changelog.unreleased()
        == "### Added\n\n- New, as [1] says.\n\n[1]: page\n- More."
    )
    assert changelog.section(Version("0.1.0")) == "- Old."
    assert changelog.section(Version("0.2.0")) is None


def test_opening_a_section_moves_what_was_unreleased():
    """The news is under the new heading, and Unreleased is empty."""
    opened = Changelog(Changelog(KEEP).opened(Version("0.2.0"), DAY))

    assert opened.unreleased() == ""
    assert opened.section(Version("0.2.0")) == Changelog(KEEP).unreleased()
    assert "## [Unreleased]\n\n## [0.2.0] - 2026-11-23\n\n### Added" in opened.text
    assert opened.text.endswith("[Unreleased]: somewhere\n[0.1.0]: elsewhere\n")


@pytest.mark.parametrize(
    "text", ["", "### Added\n\n### Fixed\n", "<!-- write\nhere -->\n"]
)
def test_headings_and_comments_are_no_news(text):
    """What nobody wrote for users says nothing."""
    assert not says_something(text)
    assert not says_something(None)


@pytest.mark.parametrize(
    "text", ["- Nothing changed yet.", "Added\n-----\n", "* No changes yet"]
)
def test_words_for_nothing_are_no_news(text):
    """Tools write such lines under a new heading."""
    assert not says_something(text)
    assert says_something(f"{text}\n- Faster.\n")


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("markdown", "## 1.2.0 (2026-01-02)", "## 1.3.0 (2026-11-23)"),
        ("markdown", "# v1.2.0", "# v1.3.0"),
        ("markdown", "### 1.2.0 - 2026-01-02", "### 1.3.0 - 2026-11-23"),
        (
            "markdown",
            "## Version 1.2.0, 2 January 2026",
            "## Version 1.3.0, 23 November 2026",
        ),
        ("markdown", "## [1.2.0] - Jan 2, 2026", "## [1.3.0] - Nov 23, 2026"),
        ("markdown", "## 1.2.0 / 2026/01/02", "## 1.3.0 / 2026/11/23"),
        (
            "markdown",
            "## Release 1.2.0 (January 02, 2026)",
            "## Release 1.3.0 (November 23, 2026)",
        ),
        (
            "markdown",
            "1.2.0 (2026-01-02)\n------------------",
            "1.3.0 (2026-11-23)\n------------------",
        ),
        ("markdown", "1.2\n===", "1.3.0\n====="),
        (
            "rst",
            "1.2.0 (2026-01-02)\n==================",
            "1.3.0 (2026-11-23)\n==================",
        ),
        ("rst", "Version 1.2\n~~~~~~~~~~~", "Version 1.3.0\n~~~~~~~~~~~~~"),
        ("rst", "=====\n1.2.0\n=====", "=====\n1.3.0\n====="),
        ("rst", "v1.2.0\n------", "v1.3.0\n------"),
    ],
)
def test_a_new_heading_looks_like_the_newest_one(kind, before, after):
    """Level, prefix and date are as in the section of the last version, which stays below."""
    text = f"History\n\n{before}\n\n- Old.\n"
    opened = Changelog(text, kind).opened(NEW, DAY)

    assert opened == f"History\n\n{after}\n\n{before}\n\n- Old.\n"
    assert Changelog(opened, kind).section(NEW) == ""
    assert Changelog(opened, kind).section(Version("1.2.0")) == "- Old."


@pytest.mark.parametrize(
    ("kind", "waiting", "opened"),
    [
        (
            "rst",
            "1.3 (unreleased)\n----------------",
            "1.3.0 (2026-11-23)\n------------------",
        ),
        ("rst", "2.0.0 (not released yet)\n========================", None),
        ("markdown", "## 1.3.0 (unreleased)", "## 1.3.0 (2026-11-23)"),
        ("markdown", "## 1.3.0 - TBD", "## 1.3.0 (2026-11-23)"),
        ("markdown", "## Unreleased", "## Unreleased\n\n## 1.3.0 (2026-11-23)"),
        ("markdown", "## Next version", "## Next version\n\n## 1.3.0 (2026-11-23)"),
        ("markdown", "## [dev]", "## [dev]\n\n## 1.3.0 (2026-11-23)"),
    ],
)
def test_what_waits_for_a_release_becomes_its_section(kind, waiting, opened):
    """A heading with a version is written anew; one without stays for the time after."""
    older = {
        "rst": "1.2.0 (2026-01-02)\n------------------",
        "markdown": "## 1.2.0 (2026-01-02)",
    }[kind]
    mark = waiting[-1] if kind == "rst" else ""
    older = older.replace("-" * 18, mark * 18) if mark else older
    text = f"# Changes\n\n{waiting}\n\n- New.\n\n{older}\n\n- Old.\n"
    new = Changelog(Changelog(text, kind).opened(NEW, DAY), kind)

    assert Changelog(text, kind).unreleased() == "- New."
    assert new.section(NEW) == "- New."
    assert new.section(Version("1.2.0")) == "- Old."
    assert opened is None or opened in new.text


def test_a_section_that_somebody_wrote_stays_as_it_is():
    """Its heading may have the date already, or none."""
    text = "## 1.3\n\n- New.\n\n## 1.2\n\n- Old.\n"

    assert Changelog(text, "markdown").opened(NEW, DAY) == text


def test_without_an_unreleased_section_one_is_opened_above_the_newest():
    """No heading is ever written at the end of a file."""
    text = "# Changelog\n\n## [1.2.0] - 2026-01-02\n\n- Old.\n"
    opened = Changelog(text).opened(NEW, DAY)

    assert opened.index("## [1.3.0] - 2026-11-23") < opened.index("## [1.2.0]")
    assert opened.index("## [Unreleased]") < opened.index("## [1.3.0]")


def test_a_final_release_has_the_news_of_its_candidates():
    """Nobody reads the notes of every candidate, and theirs are the news of the final release."""
    text = (
        "## [1.3.0]\n\n- Last.\n\n## [1.3.0rc1]\n\n- New.\n\n## [1.2.0rc1]\n\n- Old.\n"
    )

    assert Changelog(text).news(NEW) == "- Last.\n\n- New."
    assert Changelog(text).news(Version("1.3.0rc1")) == "- New."
    assert Changelog(text.replace("- Last.", "")).news(NEW) == "- New."


@pytest.mark.parametrize(
    "text", ["", "# Changelog\n", "See the pages of the releases.\n"]
)
@pytest.mark.parametrize("kind", ["keep-a-changelog", "markdown", "rst"])
def test_a_text_without_a_section_is_not_understood(text, kind):
    """Such a file is left as it is."""
    assert not Changelog(text, kind).is_understood
    assert Changelog(text, kind).opened(NEW, DAY) == text


def test_headings_in_code_and_in_comments_are_none():
    """An example of a heading opens no section."""
    text = "```\n## 9.0\n```\n<!--\n## 8.0\n-->\n## 1.2\n\n- Old.\n"

    assert Changelog(text, "markdown").section(Version("9.0")) is None
    assert Changelog(text, "markdown").section(Version("8.0")) is None
    assert Changelog(text, "markdown").section(Version("1.2")) == "- Old."


def test_line_endings_stay():
    """A file of Windows gets its own line endings in what is new."""
    text = "## 1.2 (2026-01-02)\r\n\r\n- Old.\r\n"

    assert "\n" not in Changelog(text, "markdown").opened(NEW, DAY).replace("\r\n", "")


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("CHANGELOG.md", KEEP, "keep-a-changelog"),
        ("NEWS.md", "## 1.2.0 (2026-01-02)\n", "markdown"),
        (
            "CHANGES.rst",
            "Changes\n=======\n\n1.2 (2026-01-02)\n----------------\n",
            "rst",
        ),
        ("CHANGES", ".. contents::\n\n1.2\n~~~\n", "rst"),
        ("HISTORY.txt", "nothing\n", None),
    ],
)
def test_the_form_of_a_changelog_is_found(path, text, kind):
    """A text in which no section is found has none."""
    assert kind_of(text, path) == kind
