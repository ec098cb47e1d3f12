"""Take back a release that nobody has seen."""

from __future__ import annotations

import shutil

from shipping.command import Failed
from shipping.release import Release
from shipping.report import Stop, console


def abort(release: Release) -> None:
    """Take back the release commit when it is the last one and was never pushed; raises `Stop` otherwise."""
    repository, commit = release.repository, release.commit
    nothing = "Nothing was changed."
    if commit is None or commit != repository.commit_of("HEAD"):
        raise Stop(
            "The last commit is not the commit of a release.",
            nothing,
            "There is nothing to take back; `make release-status` says how things stand.",
        )
    try:
        theirs = repository.remote_branch(release.project.branch)
    except Failed:
        raise Stop(
            "The remote is out of reach, so nobody knows whether the release commit was pushed.",
            nothing,
            "Try again when `git ls-remote` answers.",
        ) from None
    if (theirs and repository.contains(theirs, commit)) or release.tag in _remote_tags(release):
        raise Stop(
            f"The release commit of {release.version} is on the remote: others may have it.",
            nothing,
            "Finish it with `make release`, or release a newer version.",
        )
    if repository.commit_of(f"refs/tags/{release.tag}"):
        repository.git("tag", "--delete", release.tag)
    repository.git("reset", "--quiet", "--keep", "HEAD~1")
    shutil.rmtree(release.folder, ignore_errors=True)
    console.print(f"Took back commit {commit[:7]}; {release.title} is as before its release.")


def _remote_tags(release: Release) -> set[str]:
    return {name.removeprefix("refs/tags/") for name in release.repository.remote_refs}
