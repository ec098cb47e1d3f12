"""The command line: one function for each command that can be typed."""

from __future__ import annotations

import argparse
import errno
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from getpass import getpass
from pathlib import Path
from tempfile import gettempdir

from packaging.version import Version

from shipyard_release import (
    build,
    checks,
    credentials,
    discovery,
    distributions,
    page,
    preflight,
    publisher,
    pull_request,
    recommendation,
    rehearsal,
    steps,
    words,
    yanking,
)
from shipyard_release.branches import first_name
from shipyard_release.choice import asked_for, choose
from shipyard_release.console import Terminal, is_terminal
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
    Variables,
)
from shipyard_release.git import Repository
from shipyard_release.index import find_index
from shipyard_release.names import PYPI, TESTPYPI
from shipyard_release.options import parse
from shipyard_release.settings import Settings, read_given
from shipyard_release.state import (
    KEPT,
    Place,
    Release,
    Request,
    with_commit,
    with_remote_tag,
)
from shipyard_release.token import USER, check_token
from shipyard_release.typed import Typed
from shipyard_release.version_file import Unclear

UMASK = 0o022  # the modes of files in a wheel follow it


@dataclass(frozen=True)
class Session:
    """One command: its options, the project's folder, and the terminal."""

    options: argparse.Namespace
    root: Path
    terminal: Terminal
    # What is removed when the command ends.
    closing: ExitStack = field(default_factory=ExitStack)

    def settings(self) -> Settings:
        """Return the project's settings on the branch that is checked out.

        Raises `Stop` when they cannot be read.
        """
        settings = Settings.load(self.root, instead=self.options.settings)
        repository = Repository(self.root)
        branch = settings.on(repository.branch()).branch
        # A new branch for older versions tracks nothing yet.
        tracked = repository.tracked_remote(branch, first_name(settings.branches))
        return settings.on(branch, tracked=tracked)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = parse(arguments)
    typed = Typed.here(options.command, options.given, options.root)
    root = (options.root or Path.cwd()).resolve()
    terminal = Terminal(typed)
    os.umask(UMASK)
    # So that temporary folders are removed.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        with ExitStack() as closing:
            COMMANDS[options.command](Session(options, root, terminal, closing))
    except Stop as stop:
        terminal.stopped(stop)
        return stop.status
    except OSError as error:
        terminal.stopped(_machine(error, root))
        return Status.STOPPED
    except (KeyboardInterrupt, EOFError):
        terminal.stopped(Stop("interrupted", Again()))
        return Status.INTERRUPTED
    return Status.DONE


def _machine(error: OSError, root: Path) -> Stop:
    """Return what the system reports; a full disk is named, which the system does not do."""
    if error.errno != errno.ENOSPC:
        return Stop("machine", Again(), error=str(error))
    places = [Path(error.filename)] if error.filename else [root, Path(gettempdir())]
    fullest = min(places, key=_free)
    return Stop("disk-full", Person("make-space"), Again(), folder=str(fullest))


def _free(place: Path) -> int:
    """Return how many bytes are free on the disk of a file or folder."""
    there = next(each for each in (place, *place.parents) if each.exists())
    return shutil.disk_usage(there).free


def request_of(options: argparse.Namespace) -> Request:
    """Return what was asked for; options that the command does not have keep their defaults."""
    values = vars(options)
    fresh = Request()
    return Request(
        version=values.get("version"),
        bump=values.get("bump"),
        allow_empty=bool(values.get("allow_empty")),
        allow_break=bool(values.get("allow_break")),
        yes=bool(values.get("yes")),
        tests=bool(values.get("tests", fresh.tests)),
        anew=bool(values.get("anew")),
        open=bool(values.get("open")),
        wait=values.get("wait", fresh.wait),
        limit=values.get("limit", fresh.limit),
    )


def _place(session: Session) -> Place:
    settings = session.settings()
    repository = Repository.of(session.root, remote=settings.remote)
    values = vars(session.options)
    index = find_index(values.get("to", "pypi"), values.get("index_url"))
    patient = replace(index, wait=values.get("wait", index.wait))
    return Place(settings, repository, patient)


def _release(session: Session) -> Release:
    """Return the release that the checked out commit belongs to, as in a pipeline."""
    return choose(_place(session), request_of(session.options))


def _place_of_release(session: Session) -> Place:
    """Return where a release is made: here, or as the remote's branch is for a pull request."""
    place = _place(session)
    if not place.goes_by_request:
        return place
    return session.closing.enter_context(pull_request.seen_from_remote(place))


def _chosen(place: Place, request: Request) -> Release:
    look = pull_request.choose if place.goes_by_request else choose
    return look(place, request)


def _own_release(session: Session) -> Release:
    """Return the release that this person makes, wherever it has come to."""
    return _chosen(_place_of_release(session), request_of(session.options))


def _checked_release(session: Session) -> Release:
    """Return the release; an unclear version is told with everything else that is wrong."""
    place = _place_of_release(session)
    try:
        return _chosen(place, request_of(session.options))
    except Unclear as stop:
        raise preflight.check_without_version(place, stop.problem) from None


@contextmanager
def _alone(root: Path) -> Generator[None]:
    """Keep a second release out of this folder: both would write the same files."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - slow to import, and few commands lock

    folder = root / KEPT
    folder.mkdir(exist_ok=True)
    try:
        with FileLock(folder / "lock", timeout=0):
            yield
    except Timeout:
        raise Stop("another-release", Person("wait-or-stop-it"), Again()) from None


def _do_release(session: Session) -> None:
    if session.options.dry_run:
        _show(session, _own_release(session))
        return
    with _alone(session.root):
        release = _with_choice(session, _checked_release(session))
        facts: Facts = {"title": release.title, "index": release.index.name}
        session.terminal.tell(Message("releasing", facts))
        if steps.is_first_pre_release(release):
            session.terminal.tell(
                Message("pre-release", {"version": str(release.version)})
            )
        if release.index.name == TESTPYPI:
            session.terminal.tell(Message("trial"))
        steps.walk(release, session.terminal)


def _with_choice(session: Session, release: Release) -> Release:
    """Return the release; after a finished one, a person at a terminal chooses the next version."""
    can_ask = is_terminal() and not session.options.yes
    if (
        not can_ask
        or not recommendation.is_open(release)
        or not steps.is_finished(release)
    ):
        return release
    bump = session.terminal.choose(recommendation.offer(release))
    return _chosen(release.place, replace(release.request, bump=bump))


def _do_rehearse(session: Session) -> None:
    settings = session.settings()
    repository = Repository.of(session.root, remote=settings.remote)
    request = request_of(session.options)
    asked_for = session.options.given.get("to")
    index = str(asked_for) if asked_for else rehearsal.usual_index(settings, repository)
    version = rehearsal.rehearse(
        settings, repository, request, session.terminal, index=index
    )
    # The project has no settings of its own, so nobody has run preflight on it.
    if settings.instead:
        known = index if index != rehearsal.OWN_INDEX else PYPI
        place = Place(settings, repository, find_index(known))
        problems = preflight.in_the_way(with_commit(Release(place, request, version)))
        if problems:
            session.terminal.tell(Message("in-the-way", {"problems": problems}))


def _do_preflight(session: Session) -> None:
    release = _checked_release(session)
    if release.publishes_from_ci:
        session.terminal.tell(publisher.form(release.place))
    ready = preflight.check(release)
    for warning in ready.warnings:
        session.terminal.tell(warning)
    facts: Facts = {
        "title": release.title,
        "index": release.index.name,
        "state": ready.state,
    }
    session.terminal.tell(Message("ready-for-release", facts))


def _do_build(session: Session) -> None:
    settings = session.settings()
    repository = Repository.of(session.root)
    folder = session.root / session.options.out
    commit = repository.log("%H")
    if session.options.dry_run:
        _tell_build(session, commit, folder)
        return
    for path in _built_alone(settings, repository, folder):
        print(os.path.relpath(path))
    if repository.changes():
        session.terminal.tell(Message("uncommitted-left-out"))


def _do_check(session: Session) -> None:
    release = _release(session)
    commit = release.repository.log("%H")
    # Such a project has no releases of this tool.
    is_tried_out = session.options.settings is not None
    if release.commit != commit and not is_tried_out:
        facts: Facts = {"title": release.title, "version": str(release.version)}
        see = Tool("status", label="see-state")
        raise Stop("not-the-release-commit", see, **facts)
    folder = session.root / session.options.out
    if session.options.dry_run:
        _tell_build(session, commit, folder)
        return
    wheel, sdist = _built_alone(release.settings, release.repository, folder)
    inspection = checks.Inspection(
        release.settings,
        release.version,
        wheel,
        sdist,
        release.repository,
        commit,
        release.index,
    )
    found = checks.inspect(inspection, with_tests=release.request.tests)
    for message in (*found.warnings, found.result):
        session.terminal.tell(message)


def _built_alone(
    settings: Settings, repository: Repository, folder: Path
) -> list[Path]:
    """Build the last commit into a folder that keeps no other distribution of this project."""
    for path in distributions.of_project(folder, settings.name):
        path.unlink()
    return build.build(repository, repository.log("%H"), folder)


def _tell_build(session: Session, commit: str, folder: Path) -> None:
    facts: Facts = {"commit": commit[:7], "folder": os.path.relpath(folder)}
    session.terminal.tell(Message("would-build", facts))


def _do_upload(session: Session) -> None:
    place = _place(session)
    # twine, which is given one of them, runs in another folder.
    folder = (session.root / session.options.out).resolve()
    paths = distributions.of_project(folder, place.settings.name)
    version = _only_version(session, paths)
    request = request_of(session.options)
    release = with_remote_tag(with_commit(Release(place, request, version)))
    missing = steps.unsent(release, paths)
    if missing and not steps.are_tagged(release, paths):
        raise _not_what_is_tagged(session, release)
    if session.options.dry_run:
        facts: Facts = {
            "filenames": [path.name for path in missing] or ["nothing"],
            "index": release.index.name,
        }
        session.terminal.tell(Message("would-send", facts))
        return
    session.terminal.step("upload", lambda say: steps.send(release, missing, say))


def _only_version(session: Session, paths: list[Path]) -> Version:
    """Return the version of all these distributions; raises `Stop` unless there is just one."""
    folder = session.options.out
    versions = distributions.versions(paths)
    if not versions:
        build_first = Tool("build", _same_folder(session), "build-first")
        raise Stop("nothing-built", build_first, folder=folder)
    if len(versions) > 1:
        build_alone = Tool("build", _same_folder(session), "build-alone")
        facts: Facts = {"folder": folder, "versions": ", ".join(map(str, versions))}
        raise Stop("several-versions", build_alone, **facts)
    return versions[0]


def _not_what_is_tagged(session: Session, release: Release) -> Stop:
    remedies: tuple[Remedy, ...] = (
        Git(("switch", "--detach", str(release.commit)[:12]), "go-to-tag"),
        Tool("build", _same_folder(session), "then-build"),
        Again(label="then-again"),
    )
    return Stop("not-what-is-tagged", *remedies, tag=release.tag, title=release.title)


def _same_folder(session: Session) -> dict[str, object]:
    """Return the option for the folder that was named, for a command that is offered."""
    given = session.options.given
    return {"out": given["out"]} if "out" in given else {}


def _do_notes(session: Session) -> None:
    release = _release(session)
    steps.released(release)
    if session.options.flags:
        for flag in page.flags(release):
            print(flag)
        return
    folder = session.root / session.options.out
    built = distributions.of_version(folder, release.settings.name, release.version)
    people = page.contributors(release)
    thanks = (
        words.sentence(Message("contributors", {"names": people})) if people else ""
    )
    print(steps.notes(release, steps.known_hashes(release, built), thanks=thanks))


def _do_verify(session: Session) -> None:
    steps.verify(_release(session), session.terminal)


def _do_status(session: Session) -> None:
    _show(session, _own_release(session))


def _do_abort(session: Session) -> None:
    if session.options.dry_run:
        session.terminal.tell(_taken_back(session, dry_run=True))
        return
    with _alone(session.root):
        session.terminal.tell(_taken_back(session, dry_run=False))


def _taken_back(session: Session, *, dry_run: bool) -> Message:
    release = _own_release(session)
    if release.goes_by_request:
        return pull_request.abort(release, session.terminal, dry_run=dry_run)
    return steps.abort(release, dry_run=dry_run)


def _do_yank(session: Session) -> None:
    place = _place(session)
    request = request_of(session.options)
    version = asked_for(request)
    if version is None:
        raise yanking.expect_version(place)
    release = Release(place, request, version)
    yanking.check(release)
    address = yanking.page(release)
    session.terminal.tell(yanking.where(release))
    if session.options.open and address:
        session.terminal.open(address)
    why = str(session.options.reason or "").rstrip(".")
    facts: Facts = {"version": str(version), "reason": f": {why}" if why else ""}
    line = words.sentence(Message("yank-line", facts))
    session.terminal.tell(
        yanking.note(release, line, dry_run=bool(session.options.dry_run))
    )


def _do_token(session: Session) -> None:
    index = find_index(session.options.to)
    if session.options.dry_run:
        session.terminal.tell(Message("would-store", {"index": index.name}))
        return
    if not sys.stdin.isatty():
        values = {"TWINE_USERNAME": USER, "TWINE_PASSWORD": "TOKEN"}
        raise Stop("no-terminal-for-token", Variables(values, "one-command"))
    credentials.expect_keyring(index)
    if index.is_public:
        page = index.page("manage/account/token/")
        session.terminal.tell(
            Message("token-page", {"index": index.name, "page": page})
        )
    project = session.settings().name
    token = getpass(words.sentence(Message("token-prompt")))
    session.terminal.tell(check_token(token, index, project))
    credentials.store(index, token)
    session.terminal.tell(Message("token-stored"))


def _do_settings(session: Session) -> None:
    """Print what the settings would have to say; those in the file of `--settings` are given."""
    given = read_given(session.options.settings)
    repository = Repository.of(session.root, remote=str(given.get("remote", "origin")))
    folder = session.options.dependencies
    dependencies = Path(folder).resolve() if folder else None
    found = discovery.discover(repository, given, dependencies=dependencies)
    if session.options.json:
        print(json.dumps(_described(found)))
        return
    for key, value in found.settings.items():
        print(f"{key} = {json.dumps(value, ensure_ascii=False)}")


def _described(found: discovery.Discovery) -> dict[str, object]:
    """Return what was found as a program reads it, with a sentence where each was read."""
    return {
        "settings": found.settings,
        "found": {key: words.sentence(message) for key, message in found.found.items()},
        "unread": {
            key: words.sentence(message) for key, message in found.unread.items()
        },
        "requires": found.requires,
        "build-requires": found.build_requires,
    }


def _show(session: Session, release: Release) -> None:
    """Print the plan and how far it has come; change nothing."""
    facts: Facts = {"title": release.title, "index": release.index.name}
    session.terminal.tell(Message("plan", facts))
    unknown: list[Problem] = []
    for number, (step, state) in enumerate(steps.states(release), 1):
        session.terminal.state(number, step.name, state=state)
        if isinstance(state, Problem) and state not in unknown:
            unknown.append(state)
    for problem in unknown:  # the plan has only the first line of each
        session.terminal.tell(problem)
    if steps.is_finished(release):
        for message in steps.told_when_finished(release):
            session.terminal.tell(message)


COMMANDS: dict[str, Callable[[Session], None]] = {
    "release": _do_release,
    "rehearse": _do_rehearse,
    "preflight": _do_preflight,
    "build": _do_build,
    "check": _do_check,
    "upload": _do_upload,
    "notes": _do_notes,
    "verify": _do_verify,
    "status": _do_status,
    "abort": _do_abort,
    "yank": _do_yank,
    "token": _do_token,
    "settings": _do_settings,
}
