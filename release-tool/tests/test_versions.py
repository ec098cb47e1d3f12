"""Version arithmetic and the changelog, as plain functions."""

from __future__ import annotations

import pytest
from packaging.version import Version
from shipyard_release.changelog import open_section, says_something, section
from shipyard_release.version import (
    Unclear,
    following,
    raised,
    read_version,
    tag_of,
    version_of_tag,
    write_version,
)

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
    ("lost", "after"),
    [("1.2.3", "1.2.4"), ("1.0rc1", "1.0rc2"), ("1.0.post1", "1.0.1"), ("1!2.0", "1!2.0.1")],
)
def test_another_version_of_the_same_kind_follows(lost, after):
    """A pre-release is followed by a pre-release, a release by the next patch."""
    assert following(Version(lost)) == Version(after)


def test_the_version_file_is_read_and_written_without_being_run():
    """Only the value changes; everything around it stays."""
    text = '"""Doc."""\n\n__version__ = "0.1.0"  # here\n'

    assert read_version(text, "file") == Version("0.1.0")
    assert write_version(text, Version("1.0")) == '"""Doc."""\n\n__version__ = "1.0"  # here\n'


@pytest.mark.parametrize(
    ("text", "kind", "facts"),
    [
        ("", "version-line-missing", {"path": "file"}),
        (
            'x = 1\n__version__ = "one"',
            "version-line-invalid",
            {"path": "file", "line": 2, "text": "one"},
        ),
    ],
    ids=["no line", "another text"],
)
def test_a_version_file_that_cannot_be_read_is_told_with_its_place(text, kind, facts):
    """The stop has the file's name and, where there is one, the line and its text."""
    with pytest.raises(Unclear) as stop:
        read_version(text, "file")

    assert stop.value.kind == kind
    assert stop.value.problem.facts == facts


@pytest.mark.parametrize(
    ("form", "tag"),
    [("v{version}", "v1.2.0"), ("{version}", "1.2.0"), ("pkg/{version}-x", "pkg/1.2.0-x")],
)
def test_a_tag_is_written_and_read_by_its_form(form, tag):
    """What `tag_of` writes, `version_of_tag` reads back."""
    assert tag_of(Version("1.2.0"), form) == tag
    assert version_of_tag(tag, form) == Version("1.2.0")


@pytest.mark.parametrize(
    ("tag", "version"),
    [
        ("v1.0rc1", "1.0rc1"),
        ("v1!2.0.post1", "1!2.0.post1"),
        ("V1.0", "1.0"),
        ("1.0", None),
        ("v1.0-docs", None),
        ("old-v1.0", None),
        ("v", None),
        ("vendored", None),
    ],
)
def test_only_a_tag_of_the_form_names_a_version(tag, version):
    """Every kind of version is read, and a tag with anything more or less is another tag."""
    assert version_of_tag(tag, "v{version}") == (Version(version) if version else None)


def test_a_character_with_a_meaning_in_patterns_is_only_itself_in_a_form():
    """A dot in the form of tags does not stand for any character."""
    assert version_of_tag("a.1.0", "a.{version}") == Version("1.0")
    assert version_of_tag("ab1.0", "a.{version}") is None


def test_a_section_is_the_text_between_two_headings():
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
    """The news is under the new heading, and Unreleased is empty."""
    opened = open_section(CHANGELOG, Version("0.2.0"), "2026-11-23")

    assert section(opened, "Unreleased") == ""
    assert section(opened, "0.2.0") == "### Added\n\n- New."
    assert "## [0.2.0] - 2026-11-23\n" in opened
