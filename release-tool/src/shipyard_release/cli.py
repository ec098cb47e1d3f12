"""Release this project: rehearsed before it is real, resumable anywhere, verified byte for byte.

    python tools/release.py release --bump minor

State is read from git, the index and the files kept under .release/; the same command typed again goes on
where the last one stopped.

Exit status: 0 done, 1 stopped with nothing (more) public, 2 typed wrong, 3 this version is spent,
4 uploaded and not yet visible, 130 interrupted.
"""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from shipyard_release import archives, plan, preflight
from shipyard_release.credentials import store_token
from shipyard_release.index import find_target, upload
from shipyard_release.inspection import inspect
from shipyard_release.project import PARTS, Project
from shipyard_release.rehearsal import rehearse
from shipyard_release.release import Release, Unclear, choose
from shipyard_release.report import AGAIN, STOPPED, Stop, console, step
from shipyard_release.repository import Repository

TRIAL = """\
TestPyPI proves the upload, the metadata and the looks of the page. It does not prove that PyPI takes
the name, the token or the publisher, and it gets no tag."""
ROOT = Path.cwd()


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit status."""
    os.umask(0o022)  # the modes of files in a wheel follow it
    options = parser().parse_args(arguments)
    signal.signal(
        signal.SIGTERM, lambda number, _: sys.exit(128 + number)
    )  # so that temporary folders go
    try:
        COMMANDS[options.command][0](options)
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return stop.status
    except OSError as error:
        print(f"\nThe machine says: {error}\n{AGAIN}", file=sys.stderr)
        return STOPPED
    except (KeyboardInterrupt, EOFError):
        print("\nInterrupted. Type the same command again; it goes on from here.", file=sys.stderr)
        return 130
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the command line: one command and the options, of which every command takes what it needs."""
    as_written = argparse.RawDescriptionHelpFormatter
    top = argparse.ArgumentParser("release.py", description=__doc__, formatter_class=as_written)
    top.epilog = "commands:\n" + "\n".join(
        f"{name:<10} {text}" for name, (_, text) in COMMANDS.items()
    )
    top.add_argument(
        "command", choices=COMMANDS, metavar="COMMAND", help=f"one of: {', '.join(COMMANDS)}"
    )
    add = top.add_argument
    add("--bump", choices=PARTS, help="raise the version first")
    add("--version", metavar="V", help="the version, such as 1.2.0 (default: the version file's)")
    add("--to", default="pypi", metavar="INDEX", help="pypi, testpypi, or a section of .pypirc")
    add("--index-url", metavar="URL", help="where the index lists its files, if not derivable")
    switch: dict[str, Any] = {
        "nargs": "?",
        "type": _switch,
        "const": True,
        "default": False,
        "metavar": "1",
    }
    add("--yes", **switch, help="do not ask before something becomes public")
    add("--allow-empty", **switch, help="release though the changelog says nothing")
    add("--dry-run", **switch, help="print plan and progress, change nothing")
    add("--wait", type=float, default=900, metavar="S", help="longest wait for a file to show")
    add("--limit", type=float, default=300, metavar="S", help="longest time for one upload")
    add(
        "--out",
        type=Path,
        default="dist",
        metavar="DIR",
        help="folder of built archives (default: dist)",
    )
    return top


def _switch(text: str) -> bool:
    """Read what is set by YES=1 or DRY_RUN=no."""
    for means, words in (
        (True, ("1", "y", "yes", "true", "on")),
        (False, ("0", "n", "no", "false", "off")),
    ):
        if text.lower() in words:
            return means
    raise argparse.ArgumentTypeError(f"{text!r} is neither yes nor no")


def _release(options: argparse.Namespace) -> Release:
    project, repository = Project.load(ROOT), Repository.of(ROOT)
    wishes = (options.version, options.allow_empty, options.yes, options.wait, options.limit)
    release = Release(project, repository, find_target(options.to, options.index_url), *wishes)
    try:
        return choose(release, options.bump)
    except Unclear as stop:
        if options.dry_run or options.command not in {"release", "preflight"}:
            raise
        return replace(release, unclear=stop)  # told with the rest


@contextmanager
def _alone() -> Generator[None]:
    """Keep a second release out of this folder: both would write the same files."""
    folder = ROOT / ".release"
    folder.mkdir(exist_ok=True)
    try:
        with FileLock(folder / "lock", timeout=0):
            yield
    except Timeout:
        raise Stop(
            "Another release is at work in this folder.", "Wait for its end, or stop it."
        ) from None


def _do_release(options: argparse.Namespace) -> None:
    if options.dry_run:
        plan.show(_release(options))
        return
    with _alone():
        release = _release(options)
        console.print(f"Releasing {release.title} to {release.target.name}")
        if release.target.name == "testpypi":
            console.print(TRIAL)
        plan.walk(release)


def _do_abort(options: argparse.Namespace) -> None:
    with _alone():
        plan.abort(_release(options))


def _do_preflight(options: argparse.Namespace) -> None:
    release = _release(options)
    if release.publishes_from_ci:
        console.print(preflight.publisher_form(release))
    state = preflight.check(release)
    console.print(f"{release.title} is ready for release to {release.target.name}: {state}.")


def _do_build(options: argparse.Namespace) -> None:
    repository = Repository.of(ROOT)
    for path in archives.build(repository, repository.log("%H"), options.out):
        console.print(os.path.relpath(path))
    if repository.changes():
        console.print("Built from the last commit; what is not committed is not in it.")


def _do_check(options: argparse.Namespace) -> None:
    release = _release(options)
    here = release.repository.log("%H")
    if release.commit != here:
        raise Stop(
            f"The last commit is not the one that {release.title} is released from.",
            f"Tag, version file and changelog must all say {release.version}; `make release` sees to that.",
        )
    files = archives.build(release.repository, here, options.out)
    console.print(inspect(release.project, release.version, files, release.repository.paths(here)))


def _do_upload(options: argparse.Namespace) -> None:
    target, project = find_target(options.to, options.index_url), Project.load(ROOT)
    files = archives.within(
        options.out.resolve()
    )  # twine, which is given one of them, runs elsewhere
    step("upload", lambda say: upload(target, project.name, files, say, options.limit))


COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], object], str]] = {
    "release": (_do_release, "release the project"),
    "rehearse": (
        lambda it: rehearse(ROOT, it.version, it.bump),
        "do the same where nobody sees it",
    ),
    "preflight": (_do_preflight, "list everything that would stop a release"),
    "build": (_do_build, "build sdist and wheel of the last commit"),
    "check": (_do_check, "build and inspect what a tag stands on, as a pipeline does"),
    "upload": (_do_upload, "send the archives in --out that the index lacks, as a pipeline does"),
    "notes": (
        lambda it: print(plan.notes(_release(it), archives.within(it.out))),
        "print a release page",
    ),
    "verify": (
        lambda it: plan.verify(_release(it)),
        "compare a release with its commit, and install it",
    ),
    "status": (lambda it: plan.show(_release(it)), "say what is done and what is missing"),
    "abort": (_do_abort, "take back a release commit that was never pushed"),
    "token": (
        lambda it: store_token(find_target(it.to), ROOT),
        "store an API token in the system's keyring",
    ),
}

if __name__ == "__main__":
    sys.exit(main())
