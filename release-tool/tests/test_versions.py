"""Version arithmetic, and what tags say, as plain functions."""

from __future__ import annotations

import pytest
from packaging.version import Version
from shipyard_release import version as versions
from shipyard_release.version import (
    find_tag_format,
    following,
    formats_beside,
    raised,
    tag_of,
    version_of_tag,
)


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
        ("1.2.0", "rc", "1.2.1rc1"),
        ("1.2.0", "minor,rc", "1.3.0rc1"),
        ("1.2.0", "major,alpha", "2.0.0a1"),
        ("1.3.0rc1", "rc", "1.3.0rc2"),
        ("1.3.0rc1", "minor,rc", "1.3.0rc2"),
        ("1.3.0a2", "beta", "1.3.0b1"),
        ("1.3.0b1", "rc", "1.3.0rc1"),
        ("1.3.0rc2", "final", "1.3.0"),
        ("1.3.0rc2", "stable", "1.3.0"),
        ("1.3.0rc2", "release", "1.3.0"),
        ("1.3.0", "post", "1.3.0.post1"),
        ("1.3.0.post1", "post", "1.3.0.post2"),
        ("1.3.0rc1", "patch", "1.3.0"),
        ("1.3.0rc1", "major,rc", "2.0.0rc1"),
        ("1.3.0rc1", "minor", "1.3.0"),
        ("2.0.0rc1", "major", "2.0.0"),
        ("2.0.0rc1", "minor", "2.0.0"),
        ("2.0.0rc1", "patch", "2.0.0"),
        ("1.3.0rc2.dev1", "rc", "1.3.0rc2"),
        ("1.3.0.dev1", "rc", "1.3.0rc1"),
        ("1.3.0.dev1", "final", "1.3.0"),
        ("1.3.0.post1", "patch", "1.3.1"),
        ("1.3.0.post1", "rc", "1.3.1rc1"),
    ],
)
def test_a_version_is_raised(before, part, after):
    """Lower parts start again, and a pre-release becomes the release it announces."""
    assert raised(Version(before), part) == Version(after)


@pytest.mark.parametrize(
    ("before", "bump"),
    [
        ("1.2.0", "final"),
        ("1.2.0rc1", "beta"),
        ("1.2.0rc1", "post"),
        ("1.2.0", "huge"),
        ("1.2.0", "minor,final"),
    ],
)
def test_a_version_that_cannot_follow_is_refused(before, bump):
    """A final release has no other one to come, a candidate goes back to no beta, and what is not
    released yet has no post-release."""
    with pytest.raises(ValueError, match=r"final|beta|huge|post"):
        raised(Version(before), bump)


@pytest.mark.parametrize(
    ("lost", "after"),
    [
        ("1.2.3", "1.2.4"),
        ("1.0rc1", "1.0rc2"),
        ("1.0.post1", "1.0.1"),
        ("1!2.0", "1!2.0.1"),
    ],
)
def test_another_version_of_the_same_kind_follows(lost, after):
    """A pre-release is followed by a pre-release, a release by the next patch."""
    assert following(Version(lost)) == Version(after)


@pytest.mark.parametrize(
    ("form", "tag"),
    [
        ("v{version}", "v1.2.0"),
        ("{version}", "1.2.0"),
        ("pkg/{version}-x", "pkg/1.2.0-x"),
    ],
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
    """A dot in the format of tags matches only a dot."""
    assert version_of_tag("a.1.0", "a.{version}") == Version("1.0")
    assert version_of_tag("ab1.0", "a.{version}") is None


@pytest.mark.parametrize(
    ("tags", "form"),
    [
        (["v1.0", "v1.1", "1.2"], "v{version}"),
        (["v0.1", *(f"1.{minor}" for minor in range(12))], "{version}"),
        (["foo-1.0", "foo-1.1", "foo-bar-9.0", "other-3.0"], "{name}-{version}"),
        (["foo-v1.0", "v9.0.0-other"], "{name}-v{version}"),
        (["release-1.0"], "release-{version}"),
        (["nightly", "latest"], None),
        ([], None),
    ],
)
def test_the_form_of_tags_is_that_of_the_newest_versions(tags, form):
    """Old tags in another form do not count, and neither do those of another package."""
    assert find_tag_format(tags, "foo") == form


def test_the_tags_of_one_package_are_not_those_of_another():
    """A name that begins as another one does has its own tags, in any usual spelling."""
    assert version_of_tag("foo-1.0", "{name}-{version}", "foo") == Version("1.0")
    assert version_of_tag("foo-bar-1.0", "{name}-{version}", "foo") is None
    assert version_of_tag("foo-2-1", "{name}-{version}", "foo") is None
    assert version_of_tag("foo-2-1", "{name}-{version}", "foo-2") == Version("1")
    assert version_of_tag("foo_bar-1.0", "{name}-{version}", "foo-bar") == Version(
        "1.0"
    )
    assert tag_of(Version("1.0"), "{name}-{version}", "Foo.Bar") == "Foo.Bar-1.0"


def test_where_tags_have_a_name_only_such_tags_count():
    """The plain tags of a larger repository belong to another package of it."""
    assert "{version}" in formats_beside("v{version}")
    assert "{name}-{version}" in formats_beside("v{version}")
    assert all("{name}" in form for form in formats_beside("{name}-v{version}"))


def test_a_format_is_compiled_once_for_all_tags():
    """However many tags a repository has, each format gets one regular expression."""
    made = versions._expression.cache_info().misses
    found = {version_of_tag(f"once-{each}.0", "once-{version}") for each in range(50)}

    assert len(found) == 50
    assert versions._expression.cache_info().misses == made + 1
