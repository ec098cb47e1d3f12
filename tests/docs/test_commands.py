"""Each command on a page of the documentation is typed in the state that the page speaks of."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from testkit import pages
from testkit.index import Index, serve
from testkit.running import environment, run
from testkit.tree import ROOT, files

AUTHOR = ("--author-email", "ann@example.com")
OURS = "TO=office"
# What a reader answers by hand, and what only exists at a host, is typed in another way here.
TYPED_HERE = (
    (r"^(.*shipyard new)(?!.*--yes| --help)(.*)$", rf"\1 --yes {shlex.join(AUTHOR)}\2"),
    (r"^(cookiecutter .*)$", r"\1 --no-input"),
    (r"^(make demo)$", rf"\1 DEMO= BIN={Path(sys.executable).parent}"),
    (
        r"^(make (?:preflight|verify|release|release-status|release-abort)(?!.*TO=).*)$",
        rf"\1 {OURS}",
    ),
    (r"^(make release .*)$", r"\1 YES=1"),
    (r"^(shipyard preflight .*)$", r"\1 --to office"),
    (r"^(.*shipyard (?:rehearse|preflight|adopt) .*)$", r"\1 --yes"),
)
# A command gets into this list only where nothing on one machine can run it.
NOT_RUN = {
    ("CONTRIBUTING.md", ".venv/bin/python -m pytest tests/rules/test_rules.py"),
    (
        "CONTRIBUTING.md",
        ".venv/bin/python -m pytest tests/rules/test_rules.py -k offer",
    ),
    ("CONTRIBUTING.md", "make"),
    ("CONTRIBUTING.md", "make bench"),
    ("CONTRIBUTING.md", "make docs"),
    ("CONTRIBUTING.md", "make lint"),
    ("CONTRIBUTING.md", "make pictures"),
    ("CONTRIBUTING.md", "make rehearse"),
    ("CONTRIBUTING.md", "make test"),
    ("CONTRIBUTING.md", "make test-all"),
    ("answers.md", "cookiecutter PATH --no-input package_name=class version=v1.0"),
    ("ci.md", "make runners"),
    ("ci.md", 'make test-all ARGS="tests/ci -m runners"'),
    ("how-to/install.md", "pipx install ."),
    ("how-to/install.md", "pipx run --spec . shipyard --version"),
    ("how-to/install.md", "python -m pip install ."),
    ("how-to/pull-request.md", "make release BUMP=minor"),
    ("how-to/rename.md", "git mv src/my_package src/new_name"),
    ("how-to/rename.md", "make check"),
    ("how-to/trusted-publishing.md", "make release"),
    ("how-to/update.md", "uvx cruft check"),
    ("how-to/update.md", "uvx cruft update"),
    ("tutorial.md", "make token"),
    ("tutorial.md", "git remote add origin git@github.com:OWNER/my-package.git"),
    ("tutorial.md", "git push --set-upstream origin main"),
}


@dataclass
class Reader:
    """Somebody who reads a page: a folder, a home, and an index called `office`."""

    folder: Path
    home: Path
    index: Index

    @property
    def env(self) -> dict[str, str]:
        """A terminal with a git identity, `shipyard`, uv and a Python, and without a keyring."""
        return environment(
            HOME=str(self.home),
            XDG_CACHE_HOME=str(self.home / "cache"),
            GIT_CONFIG_NOSYSTEM="1",
            PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring",
            PATH=os.pathsep.join(
                [str(Path(sys.executable).parent), os.environ["PATH"]]
            ),
        )

    def type(self, command: str) -> str:
        """Type a command, which must succeed, and return what it printed."""
        words = shlex.split(as_here(command))
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve()
            return ""
        if words[0] == "make" and "token" not in words:
            words.insert(1, f"PYTHON={sys.executable}")
        return run(self.folder, *words, env=self.env)

    def commit(self, message: str) -> None:
        """Commit what changed."""
        run(
            self.folder,
            "git",
            "commit",
            "--quiet",
            "--all",
            "--message",
            message,
            env=self.env,
        )


def as_here(command: str) -> str:
    """Return a command of a page as it is typed in a test."""
    for pattern, replacement in TYPED_HERE:
        command = re.sub(pattern, replacement, command)
    return command


@pytest.fixture(name="reader")
def _reader(tmp_path: Path) -> Iterator[Reader]:
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        "[user]\n\tname = Ann\n\temail = ann@example.com\n[init]\n\tdefaultBranch = main\n",
        encoding="utf-8",
    )
    with serve(tmp_path / "index") as index:
        (home / ".pypirc").write_text(index.pypirc("office"), encoding="utf-8")
        folder = tmp_path / "projects"
        folder.mkdir()
        yield Reader(folder, home, index)


def begin_with_nothing(_: Reader) -> None:
    """The reader is in an empty folder."""


def begin_with_a_project(reader: Reader, *flags: str) -> None:
    """The reader is in a project that was just made."""
    reader.type(shlex.join(["shipyard", "new", "--yes", *AUTHOR, *flags]))
    reader.type("cd my-package")


def begin_with_a_pipeline(reader: Reader) -> None:
    """The same, where a pipeline uploads."""
    begin_with_a_project(reader, "--publish-from", "ci")


def begin_with_a_release(reader: Reader) -> None:
    """The reader has released the first version."""
    begin_with_a_project(reader)
    get_a_remote(reader)
    reader.type("make release TESTS=0")


def begin_in_a_clone(reader: Reader) -> None:
    """The reader is in a clone of this repository."""
    clone = reader.folder / "shipyard"
    for name in files():
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, clone / name)
    reader.folder = clone
    start_a_repository(reader)


def begin_in_a_clone_beside_an_old_package(reader: Reader) -> None:
    """The same, and the folder beside it has a package with an old setup.py."""
    reader.folder = reader.home.with_name("old-projects")
    begin_beside_an_old_package(reader)
    reader.folder = reader.folder.parent
    begin_in_a_clone(reader)


def begin_beside_an_old_package(reader: Reader) -> None:
    """The reader is in a folder, and the folder beside it has a package with an old setup.py."""
    package = reader.folder / "their-package"
    package.mkdir(parents=True)
    (package / "old.py").write_text('__version__ = "1.2.3"\n', encoding="utf-8")
    setup = 'from setuptools import setup\nsetup(name="old", version="1.2.3", py_modules=["old"])\n'
    (package / "setup.py").write_text(setup, encoding="utf-8")
    reader.folder = package
    start_a_repository(reader)
    get_a_remote(reader)
    reader.folder = package.with_name("beside")
    reader.folder.mkdir()


def begin_with_two_lines(reader: Reader) -> None:
    """The reader has released 1.2.0, and then 2.0.0."""
    begin_with_a_project(reader)
    get_a_remote(reader)
    reader.type("make release VERSION=1.2.0 TESTS=0")
    write_news(reader)
    reader.type("make release VERSION=2.0.0 TESTS=0")


STATES: dict[str, Callable[[Reader], None]] = {
    "a clone": begin_in_a_clone,
    "a clone beside an old package": begin_in_a_clone_beside_an_old_package,
    "an empty folder": begin_with_nothing,
    "a folder beside an old package": begin_beside_an_old_package,
    "a new project": begin_with_a_project,
    "a new project that publishes from a pipeline": begin_with_a_pipeline,
    "a project with the versions 1.2.0 and 2.0.0": begin_with_two_lines,
    "a released project": begin_with_a_release,
}


def start_a_repository(reader: Reader) -> None:
    """Everything in the folder is in the first commit of a new repository."""
    for words in (
        ["init", "--quiet"],
        ["add", "."],
        ["commit", "--quiet", "--message=Start"],
    ):
        run(reader.folder, "git", *words, env=reader.env)


def get_a_remote(reader: Reader) -> None:
    """The host has an empty repository, and the project's branch is pushed to it."""
    remote = reader.home / "origin.git"
    run(reader.home, "git", "init", "--quiet", "--bare", remote, env=reader.env)
    run(reader.folder, "git", "remote", "add", "origin", remote, env=reader.env)
    run(reader.folder, "git", "push", "--quiet", "-u", "origin", "main", env=reader.env)


def write_news(reader: Reader) -> None:
    """A change is described in the changelog, and committed."""
    changelog = reader.folder / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8")
    news = "## [Unreleased]\n\n### Added\n\n- More.\n"
    changelog.write_text(text.replace("## [Unreleased]\n", news, 1), encoding="utf-8")
    reader.commit("Describe a change")


def begin_a_release(reader: Reader) -> None:
    """A release was stopped at its question."""
    done = subprocess.run(
        ["make", "release", "BUMP=patch", OURS, "TESTS=0", f"PYTHON={sys.executable}"],
        cwd=reader.folder,
        env=reader.env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "confirm" in done.stdout + done.stderr


MEANWHILE: dict[str, Callable[[Reader], None]] = {
    "a remote and an index": get_a_remote,
    "news": write_news,
    "a release that was begun": begin_a_release,
}


@pytest.mark.slow
@pytest.mark.parametrize("page", pages.with_commands())
def test_the_commands_of_a_page_work(reader: Reader, page: str):
    """Each command of a page succeeds, typed in the order of the page."""
    typed = []
    for event in pages.events(page):
        if event.kind == "in":
            STATES[event.words](reader)
        elif event.kind == "meanwhile":
            MEANWHILE[event.words](reader)
        elif event.kind == "type":
            reader.type(event.words)
            typed.append(event.words)

    assert typed


def test_what_is_not_run_is_known():
    """A command that no test types is in the list above, and has a reason on its page."""
    left_out = {
        (page, event.words)
        for page in pages.every()
        for event in pages.events(page)
        if event.kind == "left out"
    }

    assert left_out == NOT_RUN
