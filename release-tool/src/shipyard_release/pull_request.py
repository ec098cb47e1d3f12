"""A release by pull request: made on a branch of its own, and finished after its merge.

The release is seen from the remote's branch, in a temporary work tree, so this person's own branch
and files stay as they are. Nothing is kept between two commands but the branch `release/VERSION`.
"""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from packaging.version import InvalidVersion, Version

from shipyard_release import choice, hosts, mirrors, remote_words
from shipyard_release.errors import (
    Again,
    Facts,
    Git,
    Message,
    Person,
    Problem,
    Remedy,
    Status,
    Stop,
    Tool,
    Visit,
)
from shipyard_release.git import Repository
from shipyard_release.process import ProgramFailed
from shipyard_release.settings import Settings
from shipyard_release.state import (
    Place,
    Release,
    Request,
    branch_of,
    contains_release,
    with_commit,
    with_remote_tag,
)
from shipyard_release.table import PULL_REQUEST

HEADS = "refs/heads/"


class Asks(Protocol):
    """Shows messages to a person, and asks them."""

    def tell(self, message: Message) -> None:
        """Show a message."""

    def confirm(self, message: Message, *, yes: bool) -> None:
        """Ask before something changes; raises `Stop` unless the answer is yes."""


@contextmanager
def seen_from_remote(place: Place) -> Generator[Place]:
    """Yield the place as the remote's branch has it, in a temporary work tree.

    Raises `Stop` when the remote cannot be asked or does not have the branch.
    """
    settings = place.settings
    repository = place.repository
    commit = repository.remote_branch(settings.branch)
    if commit is None:
        name = f"{HEADS}{settings.branch}"
        source = settings.branch if repository.commit_of(name) else "HEAD"
        push = Git(("push", settings.remote, f"{source}:{name}"), "push-branch-first")
        facts: Facts = {"remote": settings.remote, "branch": settings.branch}
        raise Stop("no-remote-branch", push, Again(label="then-again"), **facts)
    with repository.worktree(commit) as seen:
        yield replace(place, settings=_committed(settings, seen.root), repository=seen)


def _committed(settings: Settings, seen: Path) -> Settings:
    """Return the settings of the branch that is released; before it has any, those that are here.

    The environment and what is kept are in the project's own folder.
    """
    try:
        found = Settings.load(seen, instead=settings.instead)
    except Stop as stop:
        if stop.kind not in ("settings-missing", "no-project"):
            raise
        found = settings
    return replace(
        found,
        root=settings.root,
        environment=settings.environment,
        remote=settings.remote,
        branch=settings.branch,
        release_by=PULL_REQUEST,
    )


def choose(place: Place, request: Request) -> Release:
    """Return the release that is meant, as `choice.choose` does: merged, on its branch, or new.

    `place` is seen from the remote's branch; it moves to the branch of a release that waits for
    its merge. Raises `Stop` as well for a branch that is not of this release.
    """
    release = choice.choose(place, request)
    if not request.version:
        release = _instead(release)
    if release.commit:
        return _as_tagged(release)
    tip = _waiting_commit(release)
    if tip is None:
        return release
    place.repository.go_to(tip)
    return replace(release, commit=tip)


def _instead(release: Release) -> Release:
    """Return the release that waits for its merge, where the last one is done and none is chosen.

    Raises `Stop` when a part of the version was chosen and another release waits.
    """
    is_done = release.commit is None or release.has_tag()
    others = [
        version for version in _waiting_versions(release) if version != release.version
    ]
    if not others or not is_done:
        return release
    if release.request.bump:
        raise _begun(release, others[-1])
    if release.commit is None:
        return release
    return with_commit(replace(release, version=others[-1], commit=None))


def _begun(release: Release, other: Version) -> Stop:
    chosen = {"version": str(other)}
    remedies = (
        Tool("release", chosen, "finish-it"),
        Tool("abort", chosen, "take-it-back"),
        Tool("release", {"version": str(release.version)}, "skip-it"),
    )
    return Stop("release-begun", *remedies, version=str(other))


def _waiting_versions(release: Release) -> list[Version]:
    """Return the versions whose branch waits for its merge, the oldest first."""
    repository = release.repository
    refs = {*repository.remote_refs(), *repository.branches()}
    known = release.known_versions()
    newest = max(release.released_versions(), default=None)
    found: list[Version] = []
    for version in {_version_of(ref, release.settings) for ref in refs}:
        if version is None or version in known or not release.line.has(version):
            continue
        # This version belongs to another line, which has a branch of its own.
        if newest and version < newest:
            continue
        tips = _tips(replace(release, version=version, commit=None))
        if any(
            _is_waiting(replace(release, version=version), tip) for tip in tips if tip
        ):
            found.append(version)
    return sorted(found)


def _version_of(ref: str, settings: Settings) -> Version | None:
    """Return the version that the branch of a release is named after, or None."""
    name = ref.removeprefix(HEADS)
    with suppress(InvalidVersion):
        version = Version(name.rpartition("/")[2].removeprefix(f"{settings.name}-"))
        return version if branch_of(version, settings) == name else None
    return None


def _tips(release: Release) -> tuple[str | None, str | None]:
    """Return the commits of the release's branch, here and in the remote."""
    repository = release.repository
    name = release.request_branch
    return repository.commit_of(f"{HEADS}{name}"), repository.remote_branch(name)


def _is_waiting(release: Release, tip: str) -> bool:
    """Whether a commit has this release, and the branch that releases are made from lacks it."""
    return contains_release(release, tip) and not release.repository.contains(
        "HEAD", tip
    )


def _waiting_commit(release: Release) -> str | None:
    """Return the newest commit of the release's branch, or None where there is no such branch.

    Raises `Stop` when the branch is not of this release, or differs here and in the remote.
    """
    here, there = _tips(release)
    tip = _newer(release, here, there) if here and there else here or there
    if tip is None or _is_waiting(release, tip):
        return tip
    first, *rest = _deletions(release, here, there)
    remedies: list[Remedy] = [
        Git(first, "if-branch-can-go"),
        *(Git(words) for words in rest),
    ]
    another = {"version": str(release.free_version())}
    remedies.append(Tool("release", another, "another-version"))
    facts: Facts = {"branch": release.request_branch, "title": release.title}
    raise Stop("release-branch-taken", *remedies, **facts)


def _deletions(
    release: Release, here: str | None, there: str | None
) -> list[tuple[str, ...]]:
    """Return the words for git that delete the release's branch, here and in the remote."""
    name = release.request_branch
    words: list[tuple[str, ...]] = []
    if here:
        words.append(("branch", "-D", name))
    if there:
        words.append(("push", release.settings.remote, "--delete", f"{HEADS}{name}"))
    return words


def left_over(release: Release) -> Iterator[Problem]:
    """Yield the branch of a merged release where it is still there: nobody needs it any more."""
    with suppress(Stop):  # a release is done, whatever the remote says now
        here, there = _tips(release)
        if not here and not there:
            return
        first, *rest = _deletions(release, here, there)
        remedies = (Git(first, "delete-branch"), *(Git(words) for words in rest))
        yield Problem("branch-left", {"branch": release.request_branch}, remedies)


def _newer(release: Release, here: str, there: str) -> str:
    repository = release.repository
    if repository.contains(there, here):
        return there
    if repository.contains(here, there):
        return here
    name = release.request_branch
    remote = release.settings.remote
    lease = f"--force-with-lease={HEADS}{name}:{there}"
    remedies = (
        Git(("push", lease, remote, f"{HEADS}{name}"), "take-branch-here"),
        Git(("branch", "-D", name), "take-branch-there"),
    )
    raise Stop("release-branches-differ", *remedies, branch=name, remote=remote)


def _as_tagged(release: Release) -> Release:
    """Return a merged release with the commit that somebody tagged in the remote, if it fits."""
    if release.request.anew or release.tagged_here():
        return release
    tagged = with_remote_tag(release)
    commit = str(tagged.commit)
    is_merged = release.repository.contains("HEAD", commit)
    return tagged if is_merged and contains_release(release, commit) else release


def keep(release: Release, commit: str) -> None:
    """Make the branch of a release commit that was just made."""
    name = f"{HEADS}{release.request_branch}"
    release.repository.git("update-ref", "-m", release.title, name, commit, "")


def _is_merged(release: Release) -> bool:
    """Whether the branch that releases are made from has the release commit."""
    return release.has_commit_at(release.repository)


def _host_of(release: Release) -> Repository:
    """Return the repository with the one push address where pull requests are opened.

    It is the one that is fetched from, or the first where that is none of them.
    """
    places = release.repository.push_places
    fetched = release.repository.ask("remote", "get-url", release.settings.remote)
    return next((place for place in places if place.remote == fetched), places[0])


def problems(release: Release) -> Iterator[Problem]:
    """Yield why the branch of a release cannot be made or pushed, as far as that can be known."""
    if _is_merged(release):
        return
    yield from _in_the_way(release)
    if release.index.login:
        return
    commit = release.commit or "HEAD"
    try:
        _host_of(release).try_push(f"{commit}:{HEADS}{release.request_branch}")
    except ProgramFailed as failure:
        yield _refused(release, failure)


def _in_the_way(release: Release) -> Iterator[Problem]:
    """Yield a branch such as `release`: git cannot have one with a name that goes on after it."""
    repository = release.repository
    outer = release.request_branch.partition("/")[0]
    facts: Facts = {"branch": outer, "wanted": release.request_branch}
    if repository.commit_of(f"{HEADS}{outer}"):
        rename = Git(("branch", "--move", outer, f"{outer}-old"), "rename-branch")
        yield Problem("branch-in-the-way", facts, (rename,))
    if f"{HEADS}{outer}" in repository.remote_refs():
        remote = release.settings.remote
        there = {**facts, "branch": f"{remote}/{outer}"}
        yield Problem("branch-in-the-way", there, (Person("rename-branch-there"),))


def _refused(release: Release, failure: ProgramFailed) -> Problem:
    """Return what keeps the branch of a release from being pushed."""
    output = failure.quoted
    name = release.request_branch
    remote = release.settings.remote
    known = remote_words.problem(output, remote=remote, branch=name)
    if known and known.kind == "remote-wants-login":
        push = Git(
            ("push", "--dry-run", remote, f"HEAD:{HEADS}{name}"), "log-in-to-git"
        )
        return replace(known, remedies=(push, *known.remedies[1:]))
    if known and known.kind not in ("branch-protected", "pushed-by-others"):
        return known
    facts: Facts = {"output": output, "remote": remote, "branch": name}
    return Problem("request-branch-refused", facts, (Person("allow-branch"), Again()))


def ask_for_merge(release: Release, asks: Asks) -> Message:
    """Push the branch of a release and say where its pull request is opened.

    Raises `Stop`, because only others can merge it. In a rehearsal it is merged. Once it is, other
    push addresses get the merged commit.
    """
    if _is_merged(release):
        mirrors.push_commit(release)
        addresses = release.repository.address()
        return Message(
            "pushed", {"branch": release.settings.branch, "remote": addresses}
        )
    _push(release)
    if release.place.host:
        return _merge(release, release.place.host)
    settings = release.settings
    facts: Facts = {
        "branch": release.request_branch,
        "base": settings.branch,
        "remote": settings.remote,
        "title": release.title,
    }
    remedies = (_where(release, asks), Again(label="after-merge"))
    raise Stop("waiting-for-merge", *remedies, status=Status.WAITING, **facts)


def _push(release: Release) -> None:
    """Push the branch unless the remote has it."""
    repository = release.repository
    name = release.request_branch
    there = repository.remote_branch(name)
    if there and repository.contains(there, str(release.commit)):
        return
    try:
        _host_of(release).push(f"{release.commit}:{HEADS}{name}")
    except ProgramFailed as failure:
        problem = _refused(release, failure)
        raise Stop(problem.kind, *problem.remedies, **problem.facts) from None
    repository.forget_remote()
    if repository.remote_refs().get(f"{HEADS}{name}") != release.commit:
        see = Git(("remote", "--verbose"), "see-addresses")
        raise Stop("push-went-elsewhere", see, Again(), remote=release.settings.remote)


def _merge(release: Release, host: Repository) -> Message:
    """Merge the branch as a host does, with a merge commit."""
    base = f"{HEADS}{release.settings.branch}"
    tree = host.log("%T", str(release.commit))
    parents = ("-p", str(host.commit_of(base)), "-p", str(release.commit))
    words = ("commit-tree", *parents, "-m", f"Merge {release.request_branch}", tree)
    host.git("update-ref", base, host.git(*words).strip())
    release.repository.forget_remote()
    return Message("merged-in-rehearsal", {"branch": release.request_branch})


def _where(release: Release, asks: Asks) -> Remedy:
    """Return where a person opens the pull request, or where it is open already."""
    repository = release.repository
    web = hosts.web_of(_host_of(release).address())
    if web is None:
        return Person("open-request-there")
    has_file = {
        ".gitlab-ci.yml": repository.has_file("HEAD", ".gitlab-ci.yml"),
        ".github": repository.has_folder("HEAD", ".github"),
    }
    kind = hosts.kind_of(web, has_file=has_file)
    address = hosts.new_request(
        web, kind, release.request_branch, release.settings.branch
    )
    if release.request.open:
        opened = _opened(release, web, kind, asks)
        if opened:
            return Visit(opened, "look-at-request")
    if kind:
        return Visit(address, "open-request")
    return Visit(address, "open-request-at")


def _opened(release: Release, web: hosts.Web, kind: str, asks: Asks) -> str:
    """Open the pull request and return its address; '' where that does not work, which is told."""
    if not kind:
        asks.tell(Message("host-unknown", {"host": web.host}))
        return ""
    commit = str(release.commit)
    title = release.repository.log("%s", commit)
    text = release.changelog(commit).news(release.version)
    settings = release.settings
    request = hosts.PullRequest(release.request_branch, settings.branch, title, text)
    try:
        return hosts.open_request(web, kind, request)
    except ProgramFailed as failure:
        facts: Facts = {
            "program": hosts.PROGRAMS[kind],
            "host": web.host,
            "output": failure.quoted,
        }
        asks.tell(Message("request-not-opened", facts))
        return ""


def abort(release: Release, asks: Asks, *, dry_run: bool) -> Message:
    """Take the branch of a release away, here and in the remote, after a question.

    With `dry_run` it only looks. Raises `Stop` when the release is merged, and without a branch.
    """
    facts: Facts = {
        "branch": release.request_branch,
        "remote": release.settings.remote,
        "title": release.title,
        "version": str(release.version),
        "index": release.index.name,
    }
    if release.commit and _is_merged(release):
        raise _merged_already(release, facts)
    here, there = _tips(release)
    if not release.commit or not (here or there):
        raise Stop("no-release-branch", Tool("status", label="see-state"), **facts)
    if dry_run:
        return Message("would-take-branch-away", facts)
    if there:
        _confirm(release, asks, facts)
    if here:
        release.repository.git("branch", "-D", release.request_branch)
    if there:
        name = f"{HEADS}{release.request_branch}"
        with_lease = f"--force-with-lease={name}:{there}"
        try:
            _host_of(release).push(f":{name}", with_lease)
        except ProgramFailed as failure:
            problem = _refused(release, failure)
            raise Stop(problem.kind, *problem.remedies, **problem.facts) from None
    shutil.rmtree(release.folder, ignore_errors=True)
    return Message("branch-taken-away", facts)


def _confirm(release: Release, asks: Asks, facts: Facts) -> None:
    try:
        asks.confirm(Message("branch-goes", facts), yes=release.request.yes)
    except Stop as stop:
        if stop.kind != "declined":
            raise
        raise Stop("branch-kept", Again(label="later"), **facts) from None


def _merged_already(release: Release, facts: Facts) -> Stop:
    with suppress(Stop):
        if release.finished():
            return Stop("released-already", **facts)
    return Stop("merged-already", Tool("release", label="finish-it"), **facts)
