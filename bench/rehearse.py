"""`make rehearse` in a warm project, against its commands and against what people type today."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from bench.frame import ROOT, Contender, measure, person, report, run, scratch
from testkit.index import Index, serve

ROUNDS = 9


@dataclass
class Project:
    """A generated project whose environment is made, and a person to type in it."""

    folder: Path
    env: dict[str, str]

    @property
    def python(self) -> str:
        return str(self.folder / ".venv" / "bin" / "python")

    def rehearse(self, _: Path) -> None:
        run("make", "rehearse", cwd=self.folder, env=self.env)

    def type(self, folder: Path, *commands: tuple[str | Path, ...]) -> None:
        """Type these, one after another."""
        for command in commands:
            run(*command, cwd=folder, env=self.env)

    def bare(self, folder: Path) -> None:
        """The commands that a rehearsal contains, by hand; the index runs already."""
        clone = folder / "clone"
        dist = folder / "dist"
        wheels = folder / "wheels"
        with serve(folder / "index") as index:
            self.clone(folder)
            self.type(clone, (self.python, "-m", "build", "--no-isolation", "--outdir", dist))
            wheel = next(dist.glob("*.whl"))
            sdist = next(dist.glob("*.tar.gz"))
            self.type(folder, (self.python, "-m", "twine", "check", "--strict", wheel, sdist))
            self.install(folder, "wheel", wheel)
            offline = ("--no-index", "--no-deps", "--no-build-isolation")
            self.type(
                folder, (self.python, "-m", "pip", "wheel", *offline, "--wheel-dir", wheels, sdist)
            )
            self.install(folder, "sdist", next(wheels.iterdir()))
            self.type(clone, ("git", "push", "--quiet", "origin", "HEAD"))
            for file in (wheel, sdist):
                self.type(folder, (self.python, "-m", "twine", "upload", *self.to(index), file))
            self.install(folder, "verified", f"{index.url}packages/{wheel.name}")
            self.type(clone, ("git", "tag", "--annotate", "--message", "0.1.0", "v0.1.0"))
            self.type(clone, ("git", "push", "--quiet", "origin", "v0.1.0"))

    def clone(self, folder: Path) -> None:
        """A throwaway remote, a throwaway clone, and a release commit in it."""
        self.type(
            folder,
            ("git", "clone", "--quiet", "--bare", self.folder, "remote.git"),
            ("git", "clone", "--quiet", "remote.git", "clone"),
        )
        message = ("--allow-empty", "--message", "Release 0.1.0")
        self.type(folder / "clone", ("git", "commit", "--quiet", *message))

    def install(self, folder: Path, name: str, what: str | Path) -> None:
        """Into an environment without a pip of its own, which is the quick way."""
        python = folder / name / "bin" / "python"
        pip = (self.python, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index")
        self.type(folder, (self.python, "-m", "venv", "--without-pip", name), (*pip, what))
        self.type(folder, (python, "-I", "-c", "import my_package; print(my_package.__version__)"))

    def today(self, folder: Path) -> None:
        """What people type: an isolated build, an upload, an environment and an install."""
        with serve(folder / "index") as index:
            self.type(self.folder, (self.python, "-m", "build", "--outdir", folder / "dist"))
            files = sorted(folder.joinpath("dist").glob("*.*"))
            self.type(folder, (self.python, "-m", "twine", "upload", *self.to(index), *files))
            self.type(folder, (self.python, "-m", "venv", "customer"))
            pip = folder / "customer" / "bin" / "pip"
            self.type(folder, (pip, "install", "--index-url", index.simple, "my-package"))

    @staticmethod
    def to(index: Index) -> tuple[str, ...]:
        return (
            "--repository-url",
            index.url,
            "--username",
            index.username,
            "--password",
            index.password,
        )


def main() -> None:
    with scratch() as folder:
        project = warm_project(folder)
        ours = Contender("make rehearse", project.rehearse)
        bare = Contender("the commands it contains, by hand", project.bare)
        today = Contender("build (isolated), twine upload, venv, pip install", project.today)
        measure([ours, bare, today], ROUNDS)
    report(
        "Rehearsal, against the commands it contains",
        [bare, ours],
        against=bare,
        target="at most 1.25",
    )
    report(
        "Rehearsal, against what people type today",
        [today, ours],
        against=today,
        target="below 1.0",
    )


def warm_project(folder: Path) -> Project:
    env = person(folder)
    run(sys.executable, "-m", "cookiecutter", ROOT, "--no-input", cwd=folder, env=env)
    project = Project(folder / "my-package", env)
    run("make", "install", cwd=project.folder, env=env)
    return project
