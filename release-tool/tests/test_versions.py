"""Version arithmetic and the changelog, as plain functions."""

from __future__ import annotations

import pytest
from packaging.version import Version
from shipyard_release.changelog import open_section, says_something, section
from shipyard_release.version import following, raised, read_version, write_version

CHANGELOG = """# Changelog

## [Unreleased]

### Added

- New.

## [0.1.0] - 2026-01-01

- Old.

[Unreleased]: somewhere
"""


@pytest.mark.parametrize(
    ("before", "part", "after"),
    [
        ("0.1.0", "patch", "0.1.1"),
        ("0.1.9", "minor", "0.2.0"),
        ("1.2.3", "major", "2.0.0"),
        ("1.0", "patch", "1.0.1"),
        ("1.0.0rc1", "patch", "1.0.0"),
        ("1.0.0rc1", "minor", "1.0.0"),
        ("1.0.1rc1", "minor", "1.1.0"),
        ("2.0.0.dev3", "major", "2.0.0"),
        ("1!2.0", "minor", "1!2.1.0"),
    ],
)
def test_a_version_is_raised(before, part, after):
    """Lower parts start again, and a pre-release becomes the release it announces."""
    assert raised(Version(before), part) == Version(after)


@pytest.mark.parametrize(
    ("spent", "after"),
    [("1.2.3", "1.2.4"), ("1.0rc1", "1.0rc2"), ("1.0.post1", "1.0.1"), ("1!2.0", "1!2.0.1")],
)
def test_another_version_of_the_same_kind_follows(spent, after):
    """A pre-release is followed by a pre-release, a release by the next patch."""
    assert following(Version(spent)) == Version(after)


def test_the_version_file_is_read_and_written_without_being_run():
    """Only the value changes; everything around it stays."""
    text = '"""Doc."""\n\n__version__ = "0.1.0"  # here\n'

    assert read_version(text, "file") == Version("0.1.0")
    assert write_version(text, Version("1.0")) == '"""Doc."""\n\n__version__ = "1.0"  # here\n'


@pytest.mark.parametrize(
    ("text", "said"), [("", "no line"), ('x = 1\n__version__ = "one"', "line 2: 'one'")]
)
def test_a_version_file_that_cannot_be_read_says_where(text, said):
    """The message has the file's name and, where there is one, the line."""
    with pytest.raises(ValueError, match=said):
        read_version(text, "file")


def test_a_section_is_what_stands_between_two_headings():
    """Links at the end belong to no section, and a missing section is None."""
    assert section(CHANGELOG, "Unreleased") == "### Added\n\n- New."
    assert section(CHANGELOG, "0.1.0") == "- Old."
    assert section(CHANGELOG, "0.2.0") is None


def test_a_section_of_headings_alone_says_nothing():
    """Empty headings are no news."""
    assert says_something(section(CHANGELOG, "Unreleased"))
    assert not says_something("### Added\n\n### Fixed\n")
    assert not says_something(None)


def test_opening_a_section_moves_what_was_unreleased():
    """The news stands below the new heading, and Unreleased is empty."""
    opened = open_section(CHANGELOG, Version("0.2.0"), "2026-11-23")

    assert section(opened, "Unreleased") == ""
    assert section(opened, "0.2.0") == "### Added\n\n- New."
    assert "## [0.2.0] - 2026-11-23\n" in opened
