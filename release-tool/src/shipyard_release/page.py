"""The page of a release at the host of its repository: who contributed, and how it is marked."""

from __future__ import annotations

from urllib.parse import quote

from packaging.version import Version

from shipyard_release import hosts
from shipyard_release.state import Release
from shipyard_release.version import formats_beside, version_of_tag

BOT = "[bot]"  # how the names of programs end at GitHub and GitLab


def address(release: Release) -> str:
    """Return where the host of the remote shows this release; '' for a host that is not known.

    GitHub has a page for each tag, with or without a release. GitLab has one for a release that a
    pipeline writes, and another one for a tag.
    """
    first = release.repository.address().partition(", ")[0]
    web = hosts.web_of(first)
    host = hosts.kind_by_name(web) if web else ""
    if not web or not host or not release.takes_tag:
        return ""
    tag = quote(release.tag)
    if host == hosts.GITHUB:
        return f"{web.page}/releases/tag/{tag}"
    pipeline = release.repository.file(str(release.commit), ".gitlab-ci.yml")
    kind = "releases" if "release-notes" in pipeline else "tags"
    return f"{web.page}/-/{kind}/{tag}"


def contributors(release: Release) -> list[str]:
    """Return who wrote the commits since the release before, the most commits first.

    Co-authors count, and programs do not. Nobody is named where the person who released is alone.
    """
    commit = str(release.commit)
    if not release.repository.has_parent(commit):
        return []
    before = _tag_before(release)
    since = [f"^refs/tags/{before}"] if before else []
    # The parents of the release commit: a release commit alone is not a contribution.
    found = release.repository.authors(f"{commit}^@", *since)
    people = [name for name in found if not name.endswith(BOT)]
    is_alone = people == [release.repository.log("%aN", commit)]
    return [] if is_alone else people


def flags(release: Release) -> list[str]:
    """Return how the page is marked, as options of GitHub's program gh."""
    if release.version.is_prerelease:
        return ["--prerelease", "--latest=false"]
    return [] if release.is_newest() else ["--latest=false"]


def _tag_before(release: Release) -> str:
    """Return the tag of the release before this one, or '' for none.

    For a final release that is the final one before it: its candidates led to it.
    """
    settings = release.settings
    formats = (settings.tag, *formats_beside(settings.tag))
    found: dict[Version, str] = {}
    for tag in release.repository.tags(str(release.commit)):
        for each in formats:
            version = version_of_tag(tag, each, settings.name)
            if version is not None and _is_before(version, release.version):
                found[version] = tag
    return found[max(found)] if found else ""


def _is_before(version: Version, this: Version) -> bool:
    is_counted = this.is_prerelease or not version.is_prerelease
    return version < this and is_counted
