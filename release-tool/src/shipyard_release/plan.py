"""The plan of a release: steps that each look at the world first and do only what is missing.

The printed plan, the dry run and the release itself walk the same list.
"""

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from textwrap import indent

from rich.markup import escape

from shipyard_release import archives, preflight
from shipyard_release.command import retold
from shipyard_release.credentials import credentials
from shipyard_release.index import upload
from shipyard_release.inspection import inspect, try_out
from shipyard_release.project import section
from shipyard_release.release import Release
from shipyard_release.report import AGAIN, NOT_VISIBLE, Say, Stop, confirm, console, step
from shipyard_release.repository import REMOTE


@dataclass(frozen=True)
class Step:
    """One step: what it will do, how to see that it is done, and how to do it and say what came of it."""

    name: str
    promise: str
    done: Callable[[Release], object]
    act: Callable[[Release, Say], str]
    public: bool = False
    always: bool = False  # a look that is worth repeating, whatever was seen before

    def take(self, release: Release, say: Say) -> str:
        """Do what is missing and return what came of it; `say` shows what it waits for."""
        return self.act(release, say) if self.always or not self.done(release) else "done before"


def plan(release: Release) -> list[Step]:
    """Return the steps of a release; from a pipeline the tag comes before the upload, for it starts it."""
    end = [TAG, VERIFY] if release.publishes_from_ci else [UPLOAD, VERIFY, TAG]
    return [PREFLIGHT, BUMP, BUILD, CHECK, PUSH, *(end if release.takes_tag else end[:-1])]


def walk(release: Release) -> None:
    """Take every step that is not done; raises `Stop` where it cannot go on."""
    finished = False
    with suppress(Stop):  # remote or index out of reach, or other bytes: the steps tell it better
        finished = release.finished()
    if finished:
        _say_finished(release)
        return
    steps, asked = plan(release), bool(release.target.login)
    for number, each in enumerate(steps, 1):
        if each.public and not (asked or each.done(release) or release.is_on_index()):
            confirm(_what_becomes_public(release), yes=release.yes)
            asked = True
        step(f"[{number}/{len(steps)}] {each.name:<9}", partial(each.take, release))


def _say_finished(release: Release) -> None:
    if not release.tag_comes_last:  # which would say that it was verified
        verify(release)
    console.print(f"{release.title} is released to {release.target.name}. There is nothing to do.")
    if later := release.left_out():
        console.print(f"Commits after it, which are not in it: {len(later)}")
    if release.has_news():
        console.print(f"For what is new: {release.target.make('BUMP=patch|minor|major')}")


def show(release: Release) -> None:
    """Print the plan and how far it has come; change nothing."""
    console.print(f"{release.title} to {release.target.name}:")
    for number, each in enumerate(plan(release), 1):
        try:
            state = (
                f"[green]done[/]     {each.promise}"
                if each.done(release)
                else f"to do    {each.promise}"
            )
        except Stop as stop:
            state = f"unknown  {escape(stop.what.splitlines()[0].rstrip(':'))}"
        console.print(f"\\[{number}] {each.name:<9} {state}")


def abort(release: Release) -> None:
    """Take back the release commit when it is the last one and was never pushed; raises `Stop` otherwise."""
    repository, commit = release.repository, release.commit
    if commit is None or commit != repository.commit_of("HEAD"):
        todo = "There is nothing to take back; `make release-status` says how things stand."
        raise Stop("The last commit is not the commit of a release.", todo)
    if release.pushed() or release.tagged_there():
        todo = "Finish it with `make release`, or release a newer version."
        raise Stop(
            f"The release commit of {release.version} is on the remote: others may have it.", todo
        )
    if more := repository.changed_by(commit) - {
        release.project.version_file,
        release.project.changelog,
    }:
        what = f"The commit that says {release.version} holds more than a release: {', '.join(sorted(more))}"
        raise Stop(what, "git reset --soft HEAD~1 takes back the commit alone and keeps its files.")
    if release.tagged_here():
        repository.git("tag", "--delete", release.tag)
    repository.git("reset", "--quiet", "--keep", "HEAD~1")
    shutil.rmtree(release.folder, ignore_errors=True)
    console.print(f"Took back commit {commit[:7]}; {release.title} is as before its release.")


def notes(release: Release, files: list[Path]) -> str:
    """Return what the release page and the tag say: the changelog's section and the SHA-256 of each file."""
    changelog = release.repository.file(_released(release), release.project.changelog)
    news = section(changelog, str(release.version)) or ""
    return f"{news}\n\n{indent(archives.sums(files), '    ')}".strip("\n")


def verify(release: Release) -> None:
    """Compare a released version with its commit, built again if it is not kept, and install it."""
    _released(release)
    step("build ", partial(BUILD.take, release))
    step("verify", partial(VERIFY.act, release))


def _released(release: Release) -> str:
    if release.commit is None:
        todo = "VERSION= names another one; git fetch --tags fetches what others have released."
        raise Stop(f"{release.title} has not been released.", todo)
    return release.commit


def _verify(release: Release, say: Say) -> str:
    _wait_until_visible(release, say)
    target, files = release.target, release.target.files(release.project.name)
    given = {path: target.get(files[path.name]).content for path in release.archives()}
    for path, data in given.items():
        if not archives.same_contents(path, data):
            raise target.spent(
                f"{target.name} gives other bytes for {path.name} than were built", path.name
            )
    say("installing it from the index")
    wheel, data = next(iter(given.items()))
    url = files[wheel.name].partition("#")[0]
    address = f"{release.project.name} @ {url}#sha256={archives.sha256(data)}"
    try_out(release.project, release.version, address, offline=bool(target.login))
    same = all(path.read_bytes() == data for path, data in given.items())
    return f"{target.name} gives the same {'bytes' if same else 'contents'}; they install and run"


def _wait_until_visible(release: Release, say: Say) -> None:
    deadline, pause = time.monotonic() + release.wait, 1.0
    while missing := release.missing():
        left = deadline - time.monotonic()
        if left <= 0:
            sent, slow = (
                ("Tagged", "the pipeline")
                if release.publishes_from_ci
                else ("Uploaded", "an index")
            )
            safe = f"Nothing is lost: {slow} can be slow."
            raise Stop(f"{sent}, not yet visible: {missing[0].name}", AGAIN, safe, NOT_VISIBLE)
        say(f"waiting for {release.target.name} to list {missing[0].name}, {left:.0f} s left")
        time.sleep(min(pause, max(left, 0.05)))
        pause = min(pause * 1.5, 30)


def _what_becomes_public(release: Release) -> str:
    files = "".join(
        f"\n  {path.name} ({path.stat().st_size / 1000:.0f} kB)" for path in release.archives()
    )
    by = (
        "the pipeline"
        if release.publishes_from_ci
        else f"credentials from {credentials(release.target)}"
    )
    origin = f"{by}, from commit {str(release.commit)[:7]}"
    return f"\n{release.title} becomes public on {release.target.name}, for good:{files}\nwith {origin}."


def _bump(release: Release, _say: Say) -> str:
    texts, fresh = release.new_texts(), release.folder / "new"
    release.folder.mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        fresh.write_text(text, encoding="utf-8", newline="\n")
        fresh.replace(release.project.root / path)
    release.repository.commit(f"Release {release.version}", *texts)
    del release.commit  # which is found again
    if release.commit is None:
        what = "A hook of git changed what the release commit says of the version."
        raise Stop(what, "git reset --hard HEAD~1, mend the hook, and type the same command again.")
    return f"version file and changelog, commit {str(release.commit)[:7]}"


def _build(release: Release, _say: Say) -> str:
    shutil.rmtree(release.folder, ignore_errors=True)  # what an interrupted build left
    files = archives.build(release.repository, str(release.commit), release.folder)
    archives.keep(release.folder, str(release.commit))
    return "  ".join(path.name for path in files)


def _check(release: Release, _say: Say) -> str:
    committed = release.repository.paths(str(release.commit))
    return inspect(release.project, release.version, release.archives(), committed)


def _push(release: Release, _say: Say) -> str:
    with retold(
        "The push of the release commit was refused",
        "If somebody was faster: make release-abort, git pull --rebase, and the same command again. "
        "If the branch is protected: push it as a branch, merge that, git pull --rebase, and the same.",
        f"Nothing is on {release.target.name}, and the commit stays here.",
    ):
        release.repository.push(f"{release.commit}:refs/heads/{release.project.branch}")
    if not release.pushed():
        todo = f"See where each goes, fetch and push: git remote --verbose    Then: {AGAIN}"
        raise Stop(f"The push did not arrive where {REMOTE} is fetched from.", todo)
    return f"{release.project.branch} on the remote"


def _upload(release: Release, say: Say) -> str:
    return upload(release.target, release.project.name, release.archives(), say, release.limit)


def _tag(release: Release, _say: Say) -> str:
    if not release.tagged_here():
        words = release.folder / "tag.txt"  # a changelog may be longer than an argument can be
        words.write_text(
            f"{release.title}\n\n{notes(release, release.archives())}", encoding="utf-8"
        )
        how = ("--annotate", "--cleanup=verbatim", f"--file={words}")
        release.repository.git("tag", *how, release.tag, str(release.commit))
    there = "Nothing" if release.publishes_from_ci else f"{release.title}, as it should be,"
    with retold(
        f"The remote refused the tag {release.tag}",
        f"When its rules allow the tag: {AGAIN}",
        f"{there} is on {release.target.name}, and the tag is kept here.",
    ):
        release.repository.push(f"refs/tags/{release.tag}")
    return release.tag


PREFLIGHT = Step(
    "preflight", "find what could stop it", lambda _: None, lambda it, _: preflight.check(it)
)
BUMP = Step("bump", "write version file and changelog, commit", lambda it: it.commit, _bump)
BUILD = Step(
    "build", "sdist and wheel from the commit, the same bytes each time", Release.archives, _build
)
CHECK = Step("check", "metadata, file lists, install and run both", Release.is_on_index, _check)
PUSH = Step("push", "push the release commit", Release.pushed, _push, public=True)
UPLOAD = Step(
    "upload", "send wheel, then sdist, with twine", Release.is_on_index, _upload, public=True
)
VERIFY = Step(
    "verify", "download, compare, install from the index", Release.finished, _verify, always=True
)
TAG = Step(
    "tag",
    "tag the commit with changelog and hashes, push the tag",
    Release.tagged,
    _tag,
    public=True,
)
