"""Everything that would stop a release, found before the first write and told at once."""

from __future__ import annotations

import time
from collections.abc import Iterator

from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import InvalidVersion, Version

from shipping.command import Failed
from shipping.project import UNRELEASED, says_something, section
from shipping.release import Release
from shipping.report import Stop
from shipping.repository import REMOTE
from shipping.upload import credentials

Problem = tuple[str, str]
DAY = 86400
SHOWN = 5


def check(release: Release) -> str:
    """Look for everything that could stop a release; raises `Stop` with every problem and its remedy.

    Returns what a release goes on with.
    """
    found = [problem for look in CHECKS for problem in look(release)]
    if found:
        listed = "\n".join(f"  - {what}\n      {remedy}" for what, remedy in found)
        raise Stop(
            f"{release.title} is not ready for release to {release.target.name}:\n{listed}",
            "Nothing was written or sent by this.",
            "Put these right, then type the same command again.",
        )
    source = "the pipeline" if release.publishes_from_ci else credentials(release.target)
    return f"{release.project.branch} is clean; credentials from {source}"


def publisher_form(release: Release) -> str:
    """Return what the form for a trusted publisher asks; the index knows the pipeline by these values."""
    rows = {"project": release.project.name, **release.project.publisher}
    listed = "\n".join(f"  {name:<12} {value}" for name, value in rows.items())
    page = release.target.page("manage/account/publishing/")
    return (
        f"Trusted publisher, to be entered at {page} (as a pending one before the first release):\n{listed}"
    )


def _tree(release: Release) -> Iterator[Problem]:
    if (release.repository.root / release.repository.git("rev-parse", "--git-path", "index.lock")).exists():
        yield (
            "git was interrupted, or is at work: .git/index.lock is there",
            "if no git runs: rm .git/index.lock",
        )
    changes = [path for path in release.repository.changes() if not release.is_our_own_change(path)]
    if changes:
        shown = ", ".join(changes[:SHOWN]) + (", …" if changes[SHOWN:] else "")
        yield f"changed or untracked files: {shown}", "commit them, or put them aside: git stash -u"
    elif release.commit and release.repository.git("diff", "--cached", "--name-only"):
        yield "git was interrupted: its index is older than the last commit", "git reset"


def _branch(release: Release) -> Iterator[Problem]:
    branch, expected = release.repository.branch(), release.project.branch
    if branch is None:
        yield "HEAD is detached", f"git switch {expected}"
    elif branch != expected:
        yield f"this is the branch {branch}; releases are made from {expected}", f"git switch {expected}"
    if (
        release.repository.git("rev-parse", "--is-shallow-repository") == "true"
        and not release.target.rehearsal
    ):
        yield "the history is not all here (a shallow clone)", "git fetch --unshallow --tags"


def _remote(release: Release) -> Iterator[Problem]:
    repository, branch = release.repository, release.project.branch
    if repository.ask("remote", "get-url", REMOTE) is None:
        yield (
            f"there is no remote called {REMOTE}",
            f"make the repository at your host, then: git remote add {REMOTE} URL",
        )
        return
    try:
        theirs = repository.remote_branch(branch)
    except Failed as failure:
        yield (
            f"the remote {REMOTE} is out of reach: {failure.output.strip().splitlines()[-1]}",
            "try: git ls-remote",
        )
        return
    pushed = release.commit and theirs and repository.contains(theirs, release.commit)
    if theirs and not pushed and not repository.contains("HEAD", theirs):
        yield f"{branch} is behind {REMOTE}/{branch}", "git pull --rebase"
    there = repository.remote_refs.get(f"refs/tags/{release.tag}")
    if there and there != release.commit:
        yield (
            f"the remote has the tag {release.tag} on another commit ({there[:7]})",
            "git fetch --tags, and choose another version",
        )


def _tag(release: Release) -> Iterator[Problem]:
    here = release.repository.commit_of(f"refs/tags/{release.tag}")
    if here and here != release.commit:
        yield (
            f"the tag {release.tag} is on another commit ({here[:7]})",
            f"choose another version, or: git tag -d {release.tag}",
        )


def _version(release: Release) -> Iterator[Problem]:
    version, newest = release.version, max(release.released_versions() - {release.version}, default=None)
    if release.asked_for and release.asked_for != str(version):
        yield f"{release.asked_for} is not in normal form", f"write {version}"
    if newest and version < newest and release.commit is None:
        yield (
            f"{version} is not newer than {newest}",
            "choose a newer version, for example: make release BUMP=patch",
        )
    if version.local:
        yield f"{version} is a local version, which an index refuses", "leave out what follows the +"
    if version.is_devrelease and release.target.name == "pypi":
        yield f"{version} is a development version", "release it to TO=testpypi, or without .dev to PyPI"


def _changelog(release: Release) -> Iterator[Problem]:
    if release.allow_empty or release.commit:
        return
    text = release.repository.file("HEAD", release.project.changelog)
    if not says_something(section(text, UNRELEASED)):
        yield (
            f"{release.project.changelog} has nothing under [{UNRELEASED}]",
            "write what changed for users, and commit it",
        )


def _credentials(release: Release) -> Iterator[Problem]:
    target = release.target
    if release.publishes_from_ci or credentials(target):
        return
    yield (
        f"no credentials for {target.name} in the environment, .pypirc or keyring",
        f"account: {target.page('account/register/')}\n"
        f"      token: {target.page('manage/account/token/')}\n"
        "      then store it: make token" + (f" TO={target.name}" if target.name != "pypi" else ""),
    )


def _readme(release: Release) -> Iterator[Problem]:
    text = release.repository.file("HEAD", "README.rst")
    if text:
        from readme_renderer import rst  # noqa: PLC0415 - slow to import and seldom needed

        if rst.render(text) is None:
            yield "README.rst does not render", "python -m readme_renderer README.rst says where"


def _name(release: Release) -> Iterator[Problem]:
    try:
        files = release.target.files(release.project.name)
    except Stop as stop:
        yield str(stop).splitlines()[0], "see whether the network is there"
        return
    others = {version_of(name) for name in files} - {release.version, None}
    if others and not others & release.released_versions():
        name = release.project.name
        yield (
            f"{name} is on {release.target.name} already, and none of its versions is tagged here",
            f"choose another name, or tag one that is yours: git tag v{min(map(str, others))} COMMIT",
        )


def _clock_and_identity(release: Release) -> Iterator[Problem]:
    if int(release.repository.git("log", "-1", "--format=%ct")) > time.time() + DAY:
        yield (
            "the last commit is of tomorrow or later",
            "set the clock right, then: git commit --amend --no-edit --reset-author",
        )
    if release.repository.ask("var", "GIT_COMMITTER_IDENT") is None:
        yield (
            "git does not know who you are",
            "git config --global user.name NAME; git config --global user.email MAIL",
        )


def version_of(filename: str) -> Version | None:
    """Return the version in the name of a wheel or an sdist; None for any other file."""
    try:
        if filename.endswith(".whl"):
            return parse_wheel_filename(filename)[1]
        return parse_sdist_filename(filename)[1]
    except (InvalidSdistFilename, InvalidWheelFilename, InvalidVersion):
        return None


CHECKS = (
    _tree,
    _branch,
    _remote,
    _tag,
    _version,
    _changelog,
    _credentials,
    _readme,
    _name,
    _clock_and_identity,
)
