"""The plan of a release: steps that each look at the world first and do only what is missing.

The printed plan, the dry run and the release itself walk the same list.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.markup import escape

from shipping import archives, preflight
from shipping.command import Failed
from shipping.environments import try_out
from shipping.index import sha256
from shipping.inspection import inspect
from shipping.project import section
from shipping.release import Release
from shipping.report import NOT_VISIBLE, SPENT, Stop, confirm, console, step
from shipping.upload import credentials, upload


@dataclass(frozen=True)
class Step:
    """One step: what it will do, how to see that it is done, and how to do it."""

    name: str
    promise: str
    done: Callable[[Release], str | None]
    """Says what is so already, or None when there is something to do."""
    act: Callable[[Release, Callable[[str], None]], str]
    """Does what is missing and says what came of it; its second argument shows what it waits for."""
    public: bool = False


def walk(release: Release) -> None:
    """Take every step that is not done; raises `Stop` where it cannot go on."""
    steps = plan(release)
    if _known_to_be_finished(release):
        console.print(f"{release.title} is released to {release.target.name}. There is nothing to do.")
        return
    asked = False
    for number, each in enumerate(steps, 1):
        if each.public and not asked and not release.target.rehearsal and not each.done(release):
            confirm(_what_becomes_public(release), yes=release.yes)
            asked = True
        with step(f"[{number}/{len(steps)}] {each.name:<9}") as say:
            done = each.done(release)
            say(f"{done} (done before)" if done else each.act(release, say))


def show(release: Release) -> None:
    """Print the plan and how far it has come; change nothing."""
    for number, each in enumerate(plan(release), 1):
        try:
            done = each.done(release)
            state = f"[green]done[/]     {done}" if done else f"to do    {each.promise}"
        except (Failed, Stop) as error:
            state = f"unknown  {escape(str(error).splitlines()[0])}"
        console.print(f"\\[{number}] {each.name:<9} {state}")


def _known_to_be_finished(release: Release) -> bool:
    try:
        return finished(release)
    except (Failed, Stop):  # remote or index out of reach, or other bytes: the steps tell it better
        return False


def finished(release: Release) -> bool:
    """Whether nothing is left to do: every file is on the index and, where it takes one, the tag is set."""
    if not release.commit or (release.takes_tag and not release.tagged()):
        return False
    if release.archives():
        return not release.missing()
    kinds = {
        Path(name).suffix for name in release.published() if preflight.version_of(name) == release.version
    }
    return {".whl", ".gz"} <= kinds


def plan(release: Release) -> tuple[Step, ...]:
    """Return the steps of a release; from a pipeline the tag comes before the upload, for it starts it."""
    if release.publishes_from_ci:
        return (PREFLIGHT, BUMP, BUILD, CHECK, PUSH, TAG, VERIFY)
    steps = (PREFLIGHT, BUMP, BUILD, CHECK, PUSH, UPLOAD, VERIFY, TAG)
    return steps if release.takes_tag else steps[:-1]


def _what_becomes_public(release: Release) -> str:
    files = ", ".join(f"{path.name} ({path.stat().st_size / 1000:.0f} kB)" for path in release.archives())
    by = (
        "the pipeline uploads"
        if release.publishes_from_ci
        else "with credentials from " + (credentials(release.target) or "nowhere")
    )
    return f"\n{release.title} becomes public on {release.target.name}, for good: {files}; {by}."


def _bumped(release: Release) -> str | None:
    return f"commit {release.commit[:7]}" if release.commit else None


def _bump(release: Release, _say: Callable[[str], None]) -> str:
    texts = release.new_texts()
    for path, text in texts.items():
        target = release.project.root / path
        fresh = target.with_name(f".{target.name}.new")
        fresh.write_text(text, encoding="utf-8", newline="\n")
        fresh.replace(target)
    message = f"--message=Release {release.version}"
    release.repository.git("commit", "--quiet", message, "--", *texts, unbroken=True)
    release.look_again()
    return f"version file and changelog, commit {str(release.commit)[:7]}"


def _built(release: Release) -> str | None:
    return "kept from the same commit" if release.archives() else None


def _build(release: Release, _say: Callable[[str], None]) -> str:
    commit = str(release.commit)
    files = archives.build(release.repository, commit, release.folder)
    archives.keep(files, release.folder, commit)
    return "  ".join(path.name for path in files)


def _on_index(release: Release) -> str | None:
    there = release.archives() and not release.missing()
    return f"{release.target.name} has the same bytes" if there else None


def _check(release: Release, _say: Callable[[str], None]) -> str:
    committed = release.repository.paths(str(release.commit))
    return inspect(release.project, release.version, release.archives(), committed)


def _pushed(release: Release) -> str | None:
    theirs = release.repository.remote_branch(release.project.branch)
    there = theirs and release.commit and release.repository.contains(theirs, release.commit)
    return "the remote has the commit" if there else None


def _push(release: Release, _say: Callable[[str], None]) -> str:
    branch = release.project.branch
    try:
        release.repository.push(f"{release.commit}:refs/heads/{branch}")
    except Failed as failure:
        raise Stop(
            f"The remote refused the release commit:\n{failure.output.strip()}",
            f"Nothing is on {release.target.name}, and the commit stays here.",
            "If somebody was faster: make release-abort, git pull, make release. "
            "If the branch is protected: push it as a branch, merge that, git pull, make release.",
        ) from None
    return f"{branch} on the remote"


def _upload(release: Release, say: Callable[[str], None]) -> str:
    sent = upload(release.target, release.project.name, release.archives(), say, release.limit)
    return f"sent {'  '.join(sent)}"


def _verify(release: Release, say: Callable[[str], None]) -> str:
    wait_until_visible(release, say)
    files = release.published()
    for path in release.archives():
        if release.target.download(files[path.name]) != path.read_bytes():
            raise Stop(
                f"{release.target.name} gives other bytes for {path.name} than were built.",
                "The built files are kept; whoever pins hashes is safe.",
                f"Yank {release.title} on the index and release the next version.",
                SPENT,
            )
    wheel = release.archives()[0]
    address = f"{release.project.name} @ {files[wheel.name].url}#sha256={sha256(wheel)}"
    say("installing it from the index")
    with TemporaryDirectory() as folder:
        try_out(
            Path(folder) / "env",
            address,
            release.project.package,
            str(release.version),
            offline=release.target.rehearsal,
        )
    return f"{release.target.name} gives the same bytes; they install and run"


def wait_until_visible(release: Release, say: Callable[[str], None]) -> None:
    """Wait until the index lists every file; raises `Stop` with its own exit status when time is up."""
    deadline, pause = time.monotonic() + release.wait, 1.0
    while missing := release.missing():
        left = deadline - time.monotonic()
        if left <= 0:
            by_ci = release.publishes_from_ci
            raise Stop(
                f"{'Tagged' if by_ci else 'Uploaded'}, not yet visible: {missing[0].name}",
                f"Nothing is lost: {'the pipeline' if by_ci else 'an index'} can be slow.",
                "Type the same command again later; it goes on from here.",
                NOT_VISIBLE,
            )
        say(f"waiting for {release.target.name} to list {missing[0].name}, {left:.0f} s left")
        time.sleep(min(pause, max(left, 0.05)))
        pause = min(pause * 1.5, 30)


def _verified(release: Release) -> str | None:
    return "compared and installed before" if finished(release) else None


def _tagged(release: Release) -> str | None:
    return release.tag if release.commit and release.tagged() else None


def notes(release: Release, files: Sequence[Path]) -> str:
    """Return what the release page and the tag say: the changelog's section and the SHA-256 of each file."""
    text = section(
        release.repository.file(str(release.commit), release.project.changelog), str(release.version)
    )
    sums = "\n".join(f"    {sha256(path)}  {path.name}" for path in files)
    return "\n\n".join(filter(None, (text, sums)))


def _tag(release: Release, _say: Callable[[str], None]) -> str:
    repository, commit = release.repository, str(release.commit)
    if repository.commit_of(f"refs/tags/{release.tag}") is None:
        message = f"{release.title}\n\n{notes(release, release.archives())}"
        repository.git("tag", "--annotate", "--cleanup=verbatim", f"--message={message}", release.tag, commit)
    repository.push(f"refs/tags/{release.tag}")
    return release.tag


def _preflight(release: Release, _say: Callable[[str], None]) -> str:
    return preflight.check(release)


PREFLIGHT = Step("preflight", "look for everything that could stop a release", lambda _: None, _preflight)
BUMP = Step("bump", "write version file and changelog, commit", _bumped, _bump)
BUILD = Step("build", "sdist and wheel from the commit, the same bytes every time", _built, _build)
CHECK = Step("check", "metadata, file lists, install and run both", _on_index, _check)
PUSH = Step("push", "push the release commit", _pushed, _push, public=True)
UPLOAD = Step("upload", "send wheel, then sdist, with twine", _on_index, _upload, public=True)
VERIFY = Step("verify", "download, compare, install from the index", _verified, _verify)
TAG = Step("tag", "tag the commit with changelog and hashes, push the tag", _tagged, _tag, public=True)
