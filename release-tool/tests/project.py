"""A generated project with a remote, a home and an index: everything a release touches, all of
it real."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from forks import Process
from shipyard_release.options import COMMANDS

from testkit.costs import count_elsewhere
from testkit.index import Index
from testkit.terminal import terminal

TOOL = (sys.executable, "-I", str(Path(__file__).with_name("driver.py")))
"""How the tool is started: from its source, by what writes its stops down."""
LIGHT = "LIGHT"
"""The variable with which the tool builds each commit once, and installs nothing."""
MOMENT = "2026-01-02T03:04:05Z"
"""The time of each commit where nothing is built twice, since builds depend on it."""
SECTION = "company"
"""What .pypirc calls the index."""


@dataclass(frozen=True)
class Outcome:
    """How a command ended and all that it said."""

    status: int
    text: str


@dataclass(frozen=True)
class Project:
    """A project in its folder, and the world around it."""

    folder: Path
    remote: Path
    home: Path
    index: Index

    @property
    def environment(self) -> dict[str, str]:
        """A person's environment: a home with a git identity and a .pypirc, and no keyring."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TWINE_", "GIT_"))
        }
        if LIGHT in kept:
            kept |= {"GIT_AUTHOR_DATE": MOMENT, "GIT_COMMITTER_DATE": MOMENT}
        return kept | {
            "HOME": str(self.home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "NO_COLOR": "1",
            "SHIPYARD_MAKE": "",  # the remedies are to be printed for make
            "STOPS": str(self.stops),
        }

    @property
    def stops(self) -> Path:
        """The file that the tool's stops are written to."""
        return self.home.with_name("stops.jsonl")

    def words(self, command: str, *arguments: str) -> list[str]:
        """Return what starts a command of the tool, to this world's index where it takes one.

        The project's own tests are not run unless a test asks for them, which saves its time.
        """
        takes_index = "to" in COMMANDS[command].options and "--to" not in arguments
        index = ["--to", SECTION] if takes_index else []
        options = COMMANDS[command].options
        is_about_tests = any(word.startswith("--tests") for word in arguments)
        tests = ["--tests=no"] if "tests" in options and not is_about_tests else []
        return [*TOOL, command, *index, *arguments, *tests]

    def start(
        self, command: str, *arguments: str, **variables: str
    ) -> Process | subprocess.Popen[str]:
        """Start a command of the release tool as the leader of a process group, as a shell does."""
        return self._start(self.words(command, *arguments), **variables)

    def _start(
        self, words: list[str], **variables: str
    ) -> Process | subprocess.Popen[str]:
        if LIGHT in os.environ:
            arguments = words[len(TOOL) :]
            env = self.environment | variables
            return Process(arguments, self.folder, env, counted=count_elsewhere)
        return subprocess.Popen(
            words,
            cwd=self.folder,
            env=self.environment | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, command: str, *arguments: str, **variables: str) -> Outcome:
        """Run a command of the release tool to its end."""
        started = self.start(command, *arguments, **variables)
        text, _ = started.communicate(timeout=180)
        return Outcome(started.returncode, text)

    def run_without_index(self, command: str, **variables: str) -> Outcome:
        """Run a command of the release tool to its end, without naming this world's index."""
        started = self._start([*TOOL, command], **variables)
        text, _ = started.communicate(timeout=180)
        return Outcome(started.returncode, text)

    def at_terminal(
        self,
        command: str,
        *arguments: str,
        prompt: str = "",
        reply: str = "",
        **variables: str,
    ) -> Outcome:
        """Run a command of the release tool in a terminal, with colours, and answer its prompt."""
        words = self.words(command, *arguments)
        environment = {
            name: value
            for name, value in self.environment.items()
            if name != "NO_COLOR"
        }
        with terminal(words, cwd=self.folder, env=environment | variables) as screen:
            screen.see(prompt, seconds=180)
            screen.type(reply)
            status = screen.end(seconds=180, again=reply)
        return Outcome(status, screen.raw.decode())

    def release(self, *arguments: str, **variables: str) -> Outcome:
        """Type `make release YES=1` with more options."""
        return self.run("release", "--yes", *arguments, **variables)

    def release_without_push(self, *arguments: str) -> Outcome:
        """Type `make release YES=1` while the remote refuses every push, as a protected branch
        does."""
        hook = self.remote / "hooks/pre-receive"
        hook.write_text("#!/bin/sh\necho 'protected branch' >&2\nexit 1\n")
        hook.chmod(0o755)
        outcome = self.release(*arguments)
        hook.unlink()
        return outcome

    def release_with_a_wrong_password(self, *arguments: str) -> Outcome:
        """Type `make release YES=1` while .pypirc has a wrong password: nothing is uploaded."""
        pypirc = self.home / ".pypirc"
        right = pypirc.read_text()
        pypirc.write_text(right.replace("right-password", "wrong"))
        outcome = self.release(*arguments)
        pypirc.write_text(right)
        return outcome

    def git(self, *arguments: str, cwd: Path | None = None, **variables: str) -> str:
        """Run git in the project, or in another repository."""
        environment = self.environment | variables
        done = subprocess.run(
            ["git", *arguments],
            cwd=cwd or self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, path: str, text: str, subject: str = "Change") -> None:
        """Write a file and commit it."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", subject)

    def note_change(self, text: str = "Something new.") -> None:
        """Write a line below Unreleased in the changelog and commit it."""
        path = self.folder / "CHANGELOG.md"
        changelog = path.read_text(encoding="utf-8")
        self.commit(
            "CHANGELOG.md",
            changelog.replace("## [Unreleased]\n", f"## [Unreleased]\n\n- {text}\n", 1),
        )

    def clone(self, name: str) -> Project:
        """Another person's clone of the remote, with the same home and index."""
        target = self.folder.parent / name
        self.git("clone", "--quiet", str(self.remote), str(target), cwd=self.home)
        return Project(target, self.remote, self.home, self.index)

    def shallow_clone(self) -> Project:
        """A clone with the newest commit alone, as pipelines check out."""
        self.commit("more.txt", "more")
        self.git("push", "--quiet")
        target = self.folder.with_name("shallow")
        self.git("clone", "--quiet", "--depth=1", f"file://{self.remote}", str(target))
        return Project(target, self.remote, self.home, self.index)

    def state(self) -> dict[str, object]:
        """Everything that a release could change: files, commits, tags, remote and index."""
        tracked = self.git(
            "ls-files", "--cached", "--others", "--exclude-standard"
        ).splitlines()
        return {
            "files": {name: (self.folder / name).read_bytes() for name in tracked},
            "head": self.git("rev-parse", "HEAD"),
            "refs": self.git("for-each-ref", "refs/heads", "refs/tags"),
            "remote": self.git("for-each-ref", cwd=self.remote),
            "index": {
                name: _sha256(self.index.folder / name) for name in self.index.files
            },
        }

    def assert_released_once(self, version: str) -> None:
        """One release commit, one tag here and on the remote, two files on the index, clean
        files."""
        subjects = self.git(
            "log", "--format=%s", "refs/heads/main", cwd=self.remote
        ).splitlines()
        tag = f"refs/tags/v{version}"
        kept = self.folder / ".release" / version
        mine = sorted(name for name in self.index.files if f"-{version}" in name)

        assert subjects.count(f"Release {version}") == 1
        assert self.git("rev-parse", tag) == self.git("rev-parse", tag, cwd=self.remote)
        assert self.git("log", "-1", "--format=%s", tag) == f"Release {version}"
        assert mine == [
            f"my_package-{version}-py3-none-any.whl",
            f"my_package-{version}.tar.gz",
        ]
        assert [_sha256(self.index.folder / name) for name in mine] == [
            _sha256(kept / name) for name in mine
        ]
        assert self.git("status", "--porcelain") == ""


def copy_project(source: Path, folder: Path, index: Index) -> Project:
    """Copy a generated project into `folder` and give it a remote that has its first commit."""
    home = folder / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        "[user]\n\tname = Test Person\n\temail = test@example.com\n"
    )
    (home / ".pypirc").write_text(index.pypirc(SECTION))
    project = Project(folder / "project", folder / "remote.git", home, index)
    shutil.copytree(source, project.folder)
    bare = ("init", "--quiet", "--bare", "--initial-branch=main", str(project.remote))
    project.git(*bare, cwd=home)
    project.git("remote", "add", "origin", str(project.remote))
    project.git("push", "--quiet", "--set-upstream", "origin", "main")
    return project


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
