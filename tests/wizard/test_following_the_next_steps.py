"""What is printed after a project was made works where it is printed: each step is done here."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import pytest

from testkit.programs import find
from testkit.running import MYPY_CACHE, needed, path_of
from testkit.tree import ROOT
from tests.wizard.conftest import INDEX_SETTINGS

IDENTITY = "[user]\n\tname = Ada Lovelace\n\temail = ada@example.org\n"
ANSWERS = {
    "description": "When the water comes.",
    "author-name": "Ada Lovelace",
    "author-email": "ada@example.org",
    "repository-owner": "ada",
    "ci": "none",
}
PROGRAMS = ("git", "make", "uv")


@dataclass
class User:
    """Somebody with a home and a folder, who has only the programs of `machine` beside Python."""

    machine: Path
    cwd: Path
    program: str = "shipyard"

    def has(self, *names: str) -> None:
        """Install these programs."""
        for name in names:
            self.machine.joinpath(name).symlink_to(find(name) or needed(name))

    def environment(self) -> dict[str, str]:
        kept = {name: text for name, text in os.environ.items() if name[:4] != "PIP_"}
        own = {"PATH": str(self.machine), "MYPY_CACHE_DIR": str(MYPY_CACHE)}
        return {**kept, **INDEX_SETTINGS, **own}

    def run(self, command: str, folder: Path) -> str:
        """Type a command, and return what it printed; it has to succeed."""
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def makes_a_project(self) -> list[str]:
        """Let the command make one, and return the next steps that it prints."""
        words = ["shipyard", "new", "--yes", "Tides"]
        for name, text in ANSWERS.items():
            words += [f"--{name}", text]
        if self.program == "cookiecutter":
            words = ["cookiecutter", "--no-input", str(ROOT), "project_name=Tides"]
            words += [
                f"{name.replace('-', '_')}={text}" for name, text in ANSWERS.items()
            ]
        said = self.run(shlex.join([sys.executable, "-m", *words]), self.cwd)
        return [line.strip() for line in said.splitlines() if line.startswith("  ")]

    def follows(self, steps: list[str], without: Collection[str]) -> list[str]:
        """Do each step but the last two, which need an index; return what was printed.

        The commands in `without` are not run either.
        """
        folder = self.cwd
        done = []
        for step in steps:
            command = step.partition("  # ")[0].strip()
            done.append(command)
            if command.startswith("cd "):
                folder = Path(self.run(f"{command} && pwd", folder).strip())
            elif command.startswith("Install git"):
                self.has("git")
            elif command.startswith("Create an empty repository"):
                self.makes_a_repository(command.split()[4])
            elif "preflight" in command:
                assert self.misses_only_what_a_person_has_to_do(command, folder)
            elif not command.endswith("release") and command not in without:
                self.run(command, folder)
        return done

    def makes_a_repository(self, name: str) -> None:
        """Make it in a folder, where git finds it under the host's address."""
        host = self.cwd / "host"
        self.run(f"git init --quiet --bare {host}/{name}.git", self.cwd)
        self.run(
            f"git config --global url.file://{host}/.insteadOf https://github.com/",
            self.cwd,
        )

    def misses_only_what_a_person_has_to_do(self, command: str, folder: Path) -> bool:
        """Whether the next step has nothing to say of git."""
        said = self.run(f"{command} 2>&1 || true", folder)
        assert said
        return not any(
            word in said for word in ("Traceback", "git config", "git init", "git add")
        )


@pytest.fixture(name="user")
def _user(tmp_path: Path, cwd: Path, home: Path) -> User:
    machine = tmp_path / "machine"
    everything = path_of(machine, "python3").split(os.pathsep)[1:]
    for folder in map(Path, everything):
        for program in folder.iterdir():
            place = machine / program.name
            if program.name.startswith(("git", "make", "gmake")) or os.path.lexists(
                place
            ):
                continue
            place.symlink_to(program)
    machine.joinpath("python3").unlink()
    machine.joinpath("python3").symlink_to(sys.executable)
    home.joinpath(".gitconfig").write_text(IDENTITY, encoding="utf-8")
    cwd.joinpath("notes.txt").unlink()
    return User(machine, cwd)


def nothing(_: User) -> None:
    """The machine is as it should be."""


def no_git(user: User) -> None:
    """git is not installed."""
    user.machine.joinpath("git").unlink()


def no_make(user: User) -> None:
    """make is not installed."""
    user.machine.joinpath("make").unlink()


def no_identity(_: User) -> None:
    """git does not know the user."""
    Path(os.environ["GIT_CONFIG_GLOBAL"]).unlink()


def inside(user: User) -> None:
    """The folder is in a repository with a commit."""
    user.run(
        "git init --quiet -b main . && git commit --quiet --allow-empty -m x", user.cwd
    )


def nothing_at_all(user: User) -> None:
    """Neither git nor make is installed, and git would not know the user."""
    no_git(user)
    no_make(user)
    no_identity(user)


def half_an_identity(_: User) -> None:
    """git knows a name and no address."""
    Path(os.environ["GIT_CONFIG_GLOBAL"]).write_text(
        "[user]\n\tname = Ada\n", encoding="utf-8"
    )


def another_first_branch(user: User) -> None:
    """git begins with another branch than the one that releases are made from."""
    user.run("git config --global init.defaultBranch master", user.cwd)


def inside_without_identity(user: User) -> None:
    """The folder is in a repository of somebody else."""
    inside(user)
    no_identity(user)


def inside_without_make(user: User) -> None:
    """The folder is in a repository, and make is not installed."""
    inside(user)
    no_make(user)


def inside_without_git(user: User) -> None:
    """The folder is in a repository, and git was removed."""
    inside(user)
    no_git(user)


def by_cookiecutter(user: User) -> None:
    """There is no wizard: the template's hook prints the steps."""
    user.program = "cookiecutter"


def by_cookiecutter_without_anything(user: User) -> None:
    """The hook prints the steps, and nothing is installed."""
    by_cookiecutter(user)
    nothing_at_all(user)


WITH_MAKE = {"make check", "make rehearse"}
WITHOUT_MAKE = {"python3 tools/run.py pytest", "python3 tools/release.py rehearse"}
# What costs most is run in these states, and in `inside`.
RUN = {nothing: WITH_MAKE, no_git: {"make check"}, nothing_at_all: WITHOUT_MAKE}
# Elsewhere, project and machine are by then as they are there, and the line is the same.
NOT_RUN = {
    no_identity: WITH_MAKE,
    no_make: WITHOUT_MAKE,
    no_git: {"make rehearse"},
    half_an_identity: WITH_MAKE,
    another_first_branch: WITH_MAKE,
    inside_without_identity: WITH_MAKE,
    inside_without_make: WITHOUT_MAKE,
    inside_without_git: WITH_MAKE,
    by_cookiecutter: WITH_MAKE,
    by_cookiecutter_without_anything: WITHOUT_MAKE,
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (nothing, ["cd", "make", "make", "Create", "git remote", "make", "make"]),
        (
            no_identity,
            ["cd", "make", "git config", "git config", "make", "Create", "git remote"],
        ),
        (inside, ["cd", "make", "git add", "make", "make", "make"]),
        (
            no_make,
            ["cd", "python3", "python3", "Create", "git remote", "python3", "python3"],
        ),
        (
            no_git,
            ["cd", "make", "Install", "git config", "git config", "git init", "make"],
        ),
        (
            nothing_at_all,
            [
                "cd",
                "python3",
                "Install",
                "git config",
                "git config",
                "git init",
                "python3",
            ],
        ),
        (
            half_an_identity,
            ["cd", "make", "git config", "git config", "make", "Create"],
        ),
        (
            another_first_branch,
            ["cd", "make", "make", "Create", "git remote", "make", "make"],
        ),
        (
            inside_without_identity,
            ["cd", "make", "git config", "git config", "git add", "make"],
        ),
        (
            inside_without_make,
            ["cd", "python3", "git add", "python3", "python3", "python3"],
        ),
        (
            inside_without_git,
            ["cd", "make", "Install", "git config", "git config", "git add", "make"],
        ),
        (
            by_cookiecutter,
            ["cd", "make", "make", "Create", "git remote", "make", "make"],
        ),
        (
            by_cookiecutter_without_anything,
            [
                "cd",
                "python3",
                "Install",
                "git config",
                "git config",
                "git init",
                "python3",
            ],
        ),
    ],
)
def test_every_step_works_where_it_is_printed(
    user: User, state: Callable[[User], None], expected: list[str]
) -> None:
    """From the machine as it is, the printed steps lead to a project that only lacks an account."""
    user.has(*PROGRAMS)
    state(user)

    done = user.follows(user.makes_a_project(), without=NOT_RUN.get(state, ()))

    short = [
        " ".join(step.split()[:2]) if step.startswith("git") else step.split()[0]
        for step in done
    ]
    assert short[: len(expected)] == expected
    assert {*RUN.get(state, ()), *NOT_RUN.get(state, ())} <= set(done)
