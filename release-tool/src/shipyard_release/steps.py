"""The steps of a release. Each looks at the world first and does only what is missing.

The printed plan, the dry run, the release itself and the rehearsal use the same list.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from textwrap import indent
from typing import Protocol

from shipyard_release import (
    begun,
    checks,
    credentials,
    distributions,
    mirrors,
    page,
    preflight,
    project_state,
    provenance,
    pull_request,
    recommendation,
    remote_words,
)
from shipyard_release.build import build
from shipyard_release.errors import (
    Again,
    Edit,
    Facts,
    Git,
    Message,
    Person,
    Problem,
    Remedy,
    Stop,
    Tool,
)
from shipyard_release.index import OtherContents, Say, upload
from shipyard_release.names import PYPI
from shipyard_release.process import ProgramFailed, told_as
from shipyard_release.state import (
    CHECKED,
    KEPT,
    OTHER_RULES,
    RULES_OF_PYPI,
    WITH_TESTS,
    WITHOUT_TESTS,
    Release,
    with_commit,
    with_remote_tag,
)
from shipyard_release.verification import verify_kept, verify_released
from shipyard_release.version import filled_in

# git says so when a signature is asked for and not made, and for nothing that a hook does.
NO_SIGNATURE = "no signature found"
COMMIT_UNSIGNED = "failed to write commit object"


class Watch(Protocol):
    """Shows a release to a person, and asks them."""

    def step(self, label: str, act: Callable[[Say], Message]) -> None:
        """Show `label` while `act` runs, what it waits for, and its result."""

    def tell(self, message: Message) -> None:
        """Show a message."""

    def confirm(self, message: Message, *, yes: bool) -> None:
        """Ask before something becomes public; raises `Stop` unless the answer is yes."""

    def interrupted(self) -> None:
        """Say that a first Ctrl-C waits for the end of something short."""


class State(Enum):
    """How far a step has come."""

    DONE = "done"
    NOT_NEEDED = "not needed"
    TO_DO = "to do"


@dataclass(frozen=True)
class Step:
    """One step: how to see that it is done, and how to do it."""

    name: str
    is_done: Callable[[Release], object]
    act: Callable[[Release, Watch, Say], Message]
    is_public: bool = False
    is_repeated: bool = (
        False  # a look that is worth repeating, whatever was seen before
    )
    writes_commit: bool = False

    def take(self, release: Release, watch: Watch, say: Say) -> Message:
        """Do what is missing, and return what came of it."""
        if self.is_done(release) and not self.is_repeated:
            return Message("done-before")
        return self.act(release, watch, say)


def plan(release: Release) -> list[Step]:
    """Return the steps of a release. A pipeline is started by the tag, so the tag comes first."""
    push = REQUEST if release.goes_by_request else PUSH
    begin = [PREFLIGHT, BUMP, BUILD, CHECK, push]
    if release.publishes_from_ci:
        return [*begin, TAG, VERIFY]
    if release.takes_tag:
        return [*begin, UPLOAD, VERIFY, TAG]
    return [*begin, UPLOAD, VERIFY]


def walk(release: Release, watch: Watch) -> None:
    """Take every step that is not done; raises `Stop` where it cannot go on."""
    if is_finished(release):
        _tell_finished(release, watch)
        return
    steps = plan(release)
    is_confirmed = bool(release.index.login)
    for number, step in enumerate(steps, 1):
        if (
            step.is_public
            and not is_confirmed
            and not _is_public_already(release, step)
        ):
            _confirm(release, watch)
            is_confirmed = True
        label = f"[{number}/{len(steps)}] {step.name:<9}"
        watch.step(label, partial(step.take, release, watch))
        if step.writes_commit:
            release = with_commit(release)
    if not release.index.login:
        _tell_the_end(release, watch)


def _tell_the_end(release: Release, watch: Watch) -> None:
    """Say what follows a release that everyone sees."""
    for message in told_at_the_end(release):
        watch.tell(message)
    if release.goes_by_request:
        for left in pull_request.left_over(release):
            watch.tell(left)


def told_at_the_end(release: Release) -> Iterator[Message]:
    """Yield how people install a release, where its pages are, and what is worth doing now.

    What a pipeline uploaded comes with the proof that it did; raises `Stop` where that is another.
    """
    if release.publishes_from_ci:
        yield from provenance.messages(release)
    yield _how_to_install(release)
    if place := page.address(release):
        yield Message("page-at-host", {"page": place})
    with suppress(Stop):  # the release is done, whatever cannot be asked now
        yield from _worth_doing(release)


def _worth_doing(release: Release) -> Iterator[Problem]:
    """Yield that a token of the whole account can be replaced, after a first release by one."""
    if release.publishes_from_ci or release.listing().versions != {release.version}:
        return
    if remedies := credentials.to_narrow(release.index):
        facts: Facts = {"project": release.settings.name}
        yield Problem("token-too-wide", facts, remedies)


def _how_to_install(release: Release) -> Message:
    """Return where a release is now, and how people install it."""
    index = release.index
    name = release.settings.spelled
    facts: Facts = {"name": name, "version": str(release.version)}
    if index.name == PYPI:
        return Message(
            "install-from-pypi", {**facts, "page": index.page(f"project/{name}/")}
        )
    return Message("install-from-index", {**facts, "list": index.simple_url})


def _confirm(release: Release, watch: Watch) -> None:
    """Ask before something becomes public; a no leaves a release commit that can be taken back."""
    try:
        watch.confirm(_what_becomes_public(release), yes=release.request.yes)
    except Stop as stop:
        remedies = [*stop.problem.remedies]
        if _is_last_and_unpushed(release):
            remedies.append(Tool("abort", label="or-take-commit-back"))
        raise Stop(
            stop.kind, *remedies, status=stop.status, **stop.problem.facts
        ) from None


def states(release: Release) -> list[tuple[Step, State | Problem]]:
    """Return each step with its state, or with what keeps that from being known.

    A finished release needs nothing more, whatever it was made with and wherever that is kept.
    """
    rest = State.NOT_NEEDED if is_finished(release) else State.TO_DO
    found: list[tuple[Step, State | Problem]] = []
    for step in plan(release):
        try:
            found.append((step, State.DONE if step.is_done(release) else rest))
        except Stop as stop:
            found.append((step, stop.problem))
    return found


def is_finished(release: Release) -> bool:
    """Whether nothing is left to do, as far as the remote and the index can be asked."""
    # The steps tell it better when one of them cannot be reached or has other bytes.
    with suppress(Stop):
        return release.finished()
    return False


def is_first_pre_release(release: Release) -> bool:
    """Whether a project releases its first candidate: what that means is told once."""
    is_earlier = (each.is_prerelease for each in release.released_versions())
    return release.version.is_prerelease and not any(is_earlier)


def told_when_finished(release: Release) -> Iterator[Message]:
    """Yield that a release is finished, what became of it, and what can follow."""
    yield from project_state.worth_knowing(release, release.listing())
    facts: Facts = {"title": release.title, "index": release.index.name}
    yield Message("finished", facts)
    later = release.later_subjects()
    if later:
        yield Message("commits-after", {"count": len(later)})
    if later or release.version.is_prerelease:
        yield from recommendation.to_type(release)


def abort(release: Release, *, dry_run: bool) -> Message:
    """Take back the release commit when it is the last one and was never pushed.

    With `dry_run` it only looks. Raises `Stop` when it must stay.
    """
    repository = release.repository
    commit = release.commit
    if taken := _uncommitted(release, dry_run=dry_run):
        return taken
    if commit is None or commit != repository.commit_of("HEAD"):
        raise Stop("nothing-to-take-back", Tool("status", label="see-state"))
    if release.pushed_anywhere() or release.tagged_there():
        raise _cannot_take_back(release)
    expected = set(release.settings.release_paths)
    if more := repository.changed_by(commit) - expected:
        reset = Git(("reset", "--soft", "HEAD~1"), "keep-files")
        facts: Facts = {"version": str(release.version), "paths": sorted(more)}
        raise Stop("commit-has-more", reset, **facts)
    facts = {"commit": commit[:7], "title": release.title}
    if dry_run:
        return Message("would-take-back", facts)
    if release.tagged_here():
        repository.git("tag", "--delete", release.tag)
    repository.git("reset", "--quiet", "--keep", "HEAD~1")
    shutil.rmtree(release.folder, ignore_errors=True)
    return Message("taken-back", facts)


def _uncommitted(release: Release, *, dry_run: bool) -> Message | None:
    """Take back what a release wrote and could not commit; return what is told of that."""
    settings = release.settings
    for folder in begun.folders(settings.root / KEPT):
        left = begun.read(folder)
        is_ours = begun.holds(left, release.repository.root)
        if not is_ours or not begun.differs(left, release.repository):
            continue
        facts: Facts = {"paths": sorted(left)}
        if dry_run:
            return Message("would-take-changes-back", facts)
        release.repository.restore(*left)
        shutil.rmtree(folder)
        return Message("changes-taken-back", facts)
    return None


def notes(release: Release, hashes: str, *, thanks: str = "") -> str:
    """Return the text of the release page and the tag: the changelog's section and the hashes.

    `thanks` is a line of the page between them.
    """
    news = release.changelog(released(release)).news(release.version)
    parts = [news, thanks, indent(hashes, "    ")]
    return "\n\n".join(part for part in parts if part).strip("\n")


def known_hashes(release: Release, built: list[Path]) -> str:
    """Return the hashes of a release's files, in lines; '' where no file is known to be one.

    They are those that the tag names. A pipeline that publishes has built its own files, so there
    those count, if they were built from the release commit.
    """
    epoch = int(release.repository.log("%ct", released(release)))
    own = built if distributions.is_built_at(built, epoch) else []
    if own and release.settings.publish_from == "ci":
        return distributions.sums(own)
    named = distributions.sum_lines(release.tag_sums())
    return named or distributions.sums(release.to_send() or own)


def verify(release: Release, watch: Watch) -> None:
    """Compare a released version with its tag or its commit, and install it; keep nothing."""
    release = with_remote_tag(release)
    _verify_released(release, watch)
    for message in project_state.worth_knowing(release, release.listing()):
        watch.tell(message)
    for message in provenance.messages(release):
        watch.tell(message)


def unsent(release: Release, paths: list[Path]) -> list[Path]:
    """Return which of these distributions the index lacks: none where it has what the tag names.

    Raises `Stop` when the index has other contents under one of their names.
    """
    listed = release.listing()
    if listed.has(release.tag_sums()):
        return []
    try:
        return release.index.lacking(listed, paths)
    except OtherContents as other:
        raise release.verdict(other) from None


def send(release: Release, paths: list[Path], say: Say) -> Message:
    """Send what the index lacks of these distributions; raises as `unsent` does, and `upload`."""
    limit = release.request.limit
    try:
        return upload(release.index, release.settings.name, paths, say=say, limit=limit)
    except OtherContents as other:
        raise release.verdict(other) from None


def are_tagged(release: Release, paths: list[Path]) -> bool:
    """Whether a tag that names hashes means these files: by their hashes, or by its commit."""
    named = release.tag_sums()
    if not named or release.commit is None:
        return True
    if all(
        named.get(path.name) == distributions.sha256(path.read_bytes())
        for path in paths
    ):
        return True
    epoch = int(release.repository.log("%ct", release.commit))
    return distributions.is_built_at(paths, epoch)


def released(release: Release) -> str:
    """Return the release commit; raises `Stop` when there is none."""
    if release.commit is None:
        remedies: list[Remedy] = [
            Git(("fetch", "--tags", release.settings.remote), "fetch-releases")
        ]
        if known := release.released_versions():
            remedies.append(Again({"version": str(max(known))}, "name-another"))
        raise Stop("not-released", *remedies, title=release.title)
    return release.commit


def _verify_released(release: Release, watch: Watch) -> None:
    released(release)
    watch.step("verify", partial(verify_released, release))


def _tell_finished(release: Release, watch: Watch) -> None:
    if not release.tag_comes_last:  # only a last tag says that the release was verified
        _verify_released(release, watch)
    for message in told_when_finished(release):
        watch.tell(message)


def _is_public_already(release: Release, step: Step) -> bool:
    return bool(step.is_done(release)) or release.is_on_index()


def _what_becomes_public(release: Release) -> Message:
    if release.publishes_from_ci:
        source = Message("credentials-pipeline")
    else:
        source = credentials.source(release.index)
    sizes = {path.name: path.stat().st_size for path in release.to_send()}
    facts: Facts = {
        "title": release.title,
        "index": release.index.name,
        "sizes": sizes,
        "source": source,
        "commit": str(release.commit)[:7],
        "remote": release.settings.remote,
        "address": release.repository.address(),
    }
    return Message("becomes-public", facts)


def _cannot_take_back(release: Release) -> Stop:
    facts: Facts = {"version": str(release.version)}
    if is_finished(release):
        return Stop("released-already", **facts, index=release.index.name)
    return Stop("pushed-already", Tool("release", label="finish-it"), **facts)


@contextmanager
def _can_be_taken_back(release: Release) -> Generator[None]:
    """Offer to take the release commit back when a step before the push stops."""
    try:
        yield
    except Stop as stop:
        if not _is_last_and_unpushed(release):
            raise
        problem = stop.problem
        remedies = (Tool("abort", label="take-back-first"), *problem.remedies)
        raise Stop(
            problem.kind,
            *remedies,
            status=stop.status,
            problems=stop.problems,
            **problem.facts,
        ) from None


def _is_last_and_unpushed(release: Release) -> bool:
    """Whether the release commit can be taken back, as far as the remote can be asked."""
    with suppress(Stop):
        return (
            not release.pushed_anywhere()
            and release.commit == release.repository.log("%H")
        )
    return False


def _preflight(release: Release, watch: Watch, _say: Say) -> Message:
    ready = preflight.check(release)
    for warning in ready.warnings:
        watch.tell(warning)
    return ready.state


def _bump(release: Release, watch: Watch, _say: Say) -> Message:
    release.folder.mkdir(parents=True, exist_ok=True)
    # The commit is in a temporary work tree, so nothing has to be taken back.
    is_aside = release.goes_by_request
    root = release.repository.root
    left = begun.read(release.folder)
    if not begun.holds(left, root):
        left = begun.write(release.folder, root, release.new_texts())
    try:
        _commit(release, sorted(left), watch)
    except ProgramFailed as refusal:
        _take_unsigned_back(release, left, refusal)
        _commit_again(release, left, refusal, watch)
    commit = with_commit(release).commit
    if commit is None:
        reset = Git(("reset", "--hard", "HEAD~1"), "take-back-and-correct-hook")
        raise Stop("hook-changed-commit", *([] if is_aside else [reset]), Again())
    _look_at_commit_signature(release, commit, watch)
    if is_aside:
        pull_request.keep(release, commit)
    return Message("bumped", {"commit": commit[:7]})


def _commit(release: Release, paths: list[str], watch: Watch) -> None:
    settings = release.settings
    message = filled_in(settings.commit_message, release.version, settings.spelled)
    release.repository.commit(
        message, *paths, sign_off=settings.sign_off, when_interrupted=watch.interrupted
    )


def _take_unsigned_back(
    release: Release, left: Mapping[str, str], refusal: ProgramFailed
) -> None:
    """Raise `Stop` for a commit that could not be signed; the files are as before then."""
    repository = release.repository
    if not repository.signs_commits() or COMMIT_UNSIGNED not in refusal.output:
        return
    repository.restore(*left)
    shutil.rmtree(release.folder)
    raise Stop("commit-not-signed", *_signing(), output=refusal.quoted) from None


def _signing() -> tuple[Remedy, ...]:
    """Return what helps where a signature is asked for and cannot be made."""
    see = Git(("config", "--get-regexp", "^(user|gpg|commit|tag)[.]"), "see-keys")
    return (Person("unlock-key"), see, Again(label="then-again"))


def _look_at_commit_signature(release: Release, commit: str, watch: Watch) -> None:
    """Say what git finds of the signature of the release commit, if one was asked for."""
    repository = release.repository
    if repository.signs_commits():
        trouble = repository.commit_signature_trouble(commit)
        kind = "commit-unverified" if trouble else "commit-verified"
        watch.tell(Message(kind, {"commit": commit[:7], "output": trouble}))


def _commit_again(
    release: Release, left: Mapping[str, str], refusal: ProgramFailed, watch: Watch
) -> None:
    """Commit once more what a hook has formatted: such a hook refuses the first time only."""
    root = release.repository.root
    formatted = begun.keep(release.folder, root, left)
    if formatted != left:
        with suppress(ProgramFailed):
            _commit(release, sorted(formatted), watch)
            return
    remedies: list[Remedy] = [Edit("pyproject.toml", "set-commit-message")]
    if not release.goes_by_request:
        remedies.append(Tool("abort", label="take-changes-back"))
    remedies.append(Again(label="when-corrected"))
    raise Stop("commit-refused", *remedies, output=refusal.quoted) from None


def _build(release: Release, _watch: Watch, _say: Say) -> Message:
    commit = str(release.commit)
    shutil.rmtree(release.folder, ignore_errors=True)  # what an interrupted build left
    with _can_be_taken_back(release):
        paths = build(release.repository, commit, release.folder)
    distributions.keep(release.folder, commit)
    return Message("built", {"filenames": [path.name for path in paths]})


def _check(release: Release, watch: Watch, _say: Say) -> Message:
    wheel, sdist = release.kept()
    inspection = checks.Inspection(
        release.settings,
        release.version,
        wheel,
        sdist,
        release.repository,
        str(release.commit),
        release.index,
    )
    with _can_be_taken_back(release):
        found = checks.inspect(inspection, with_tests=release.request.tests)
    for warning in found.warnings:
        watch.tell(warning)
    tests = WITH_TESTS if release.request.tests else WITHOUT_TESTS
    rules = RULES_OF_PYPI if release.index.has_rules_of_pypi else OTHER_RULES
    text = f"{release.commit}\n{tests}\n{rules}\n"
    (release.folder / CHECKED).write_text(text, encoding="utf-8")
    return found.result


def _is_checked(release: Release) -> bool:
    checks_made = release.checked()
    is_tested = WITH_TESTS in checks_made
    if not release.request.tests:
        is_tested = is_tested or WITHOUT_TESTS in checks_made
    is_by_rules = RULES_OF_PYPI in checks_made or not release.index.has_rules_of_pypi
    return (is_tested and is_by_rules) or release.is_on_index()


def _push(release: Release, _watch: Watch, _say: Say) -> Message:
    settings = release.settings
    remedies: tuple[Remedy, ...] = (Person("protected-branch"), Again())
    facts: Facts = {"index": release.index.name, "branch": settings.branch}
    try:
        mirrors.push_commit(release)
    except ProgramFailed as failure:
        known = remote_words.problem(
            failure.quoted, remote=settings.remote, branch=settings.branch
        )
        if known and known.kind in ("pushed-by-others", "branch-protected"):
            with _can_be_taken_back(release):
                raise Stop(known.kind, *known.remedies, **known.facts) from None
        if known:
            raise Stop(known.kind, *known.remedies, **known.facts) from None
        raise Stop("push-refused", *remedies, output=failure.quoted, **facts) from None
    if not release.pushed():
        see = Git(("remote", "--verbose"), "see-addresses")
        raise Stop("push-went-elsewhere", see, Again(), remote=settings.remote)
    return Message("pushed", {"branch": settings.branch, "remote": settings.remote})


def _request(release: Release, watch: Watch, _say: Say) -> Message:
    return pull_request.ask_for_merge(release, watch)


def _upload(release: Release, _watch: Watch, say: Say) -> Message:
    return send(release, release.to_send(), say)


def _verify(release: Release, _watch: Watch, say: Say) -> Message:
    return verify_kept(release, say)


def _tag(release: Release, watch: Watch, _say: Say) -> Message:
    if not release.tagged_here():
        _make_tag(release)
    _look_at_signature(release, watch)
    kind = "tag-refused-first" if release.publishes_from_ci else "tag-refused"
    facts: Facts = {
        "tag": release.tag,
        "title": release.title,
        "index": release.index.name,
    }
    with told_as(kind, Person("allow-tag"), Again(), **facts):
        mirrors.push_tag(release)
    return Message("tagged", {"tag": release.tag})


def _make_tag(release: Release) -> None:
    # From a file: a changelog may be longer than an argument can be.
    text = release.folder / "tag.txt"
    settings = release.settings
    begin = filled_in(settings.tag_message, release.version, settings.spelled)
    message = f"{begin}\n\n{notes(release, distributions.sums(release.to_send()))}"
    if WITHOUT_TESTS in release.checked():
        message = f"{message}\n\nThe tests were not run before this release (TESTS=no)."
    # git puts a signature behind the last line, which has to end before it.
    text.write_text(f"{message}\n", encoding="utf-8")
    options = ("--annotate", "--cleanup=verbatim", f"--file={text}")
    try:
        release.repository.git("tag", *options, release.tag, str(release.commit))
        trouble = _without_signature(release)
    except ProgramFailed as failure:
        if not release.repository.signs_tags():
            raise
        trouble = failure.quoted
    if trouble:
        facts: Facts = {"tag": release.tag, "output": trouble}
        raise Stop("tag-signing-fails", *_signing(), **facts)


def _without_signature(release: Release) -> str:
    """Take back a new tag that should have a signature and has none; return what git says.

    git 2.39 makes such a tag, and ends well, where an SSH key cannot be read.
    """
    repository = release.repository
    if not repository.signs_tags():
        return ""
    trouble = repository.signature_trouble(release.tag)
    if NO_SIGNATURE not in trouble:
        return ""
    repository.git("tag", "--delete", release.tag)
    try:
        repository.try_signature()
    except ProgramFailed as failure:
        return failure.quoted
    return trouble


def _look_at_signature(release: Release, watch: Watch) -> None:
    """Say what git finds of a signature that was asked for; a tag without one is not pushed."""
    if not release.repository.signs_tags():
        return
    trouble = release.repository.signature_trouble(release.tag)
    if NO_SIGNATURE in trouble:
        delete = Git(("tag", "--delete", release.tag), "delete-tag")
        raise Stop("tag-not-signed", delete, Again(), tag=release.tag)
    kind = "signature-unverified" if trouble else "signature-verified"
    watch.tell(Message(kind, {"tag": release.tag, "output": trouble}))


PREFLIGHT = Step("preflight", lambda _: False, _preflight)
BUMP = Step("bump", lambda release: release.commit, _bump, writes_commit=True)
BUILD = Step("build", Release.kept, _build)
CHECK = Step("check", _is_checked, _check)
PUSH = Step("push", Release.pushed, _push, is_public=True)
REQUEST = Step("request", Release.pushed, _request)
UPLOAD = Step("upload", Release.is_on_index, _upload, is_public=True)
VERIFY = Step("verify", Release.finished, _verify, is_repeated=True)
TAG = Step("tag", Release.tagged, _tag, is_public=True)
