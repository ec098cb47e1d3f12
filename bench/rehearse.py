"""`make rehearse` in a warm project, against what people type today."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from bench.frame import Contender, measure, report, run, scratch, user_environment
from testkit.index import Index, serve
from testkit.running import path_of
from testkit.tree import ROOT

ROUNDS = 9
ANSWERS = ("author_email=bench@example.com",)


@dataclass
class Project:
    """A generated project whose environments are made, and a person who types in it."""

    folder: Path
    env: dict[str, str]

    @property
    def python(self) -> str:
        """The Python that has build and twine."""
        return str(self.folder / ".venv-release" / "bin" / "python")

    def rehearse_with(self, path: str) -> Contender:
        """Return the rehearsal with these programs; the package's own tests are not run."""
        name = "make rehearse, with uv" if "uv" in path else "make rehearse, with pip"
        env = self.env | {"PATH": path}
        command = ("make", "rehearse", "TESTS=no", f"PYTHON={sys.executable}")
        return Contender(name, lambda _: run(*command, cwd=self.folder, env=env))

    def type(self, folder: Path, *commands: tuple[str | Path, ...]) -> None:
        """Type these, one after another."""
        for command in commands:
            run(*command, cwd=folder, env=self.env)

    def today(self, folder: Path) -> None:
        """Type what people type: an isolated build, an upload, an environment and an install."""
        with serve(folder / "index") as index:
            self.type(
                self.folder, (self.python, "-m", "build", "--outdir", folder / "dist")
            )
            files = sorted(folder.joinpath("dist").glob("*.*"))
            self.type(
                folder, (self.python, "-m", "twine", "upload", *self.to(index), *files)
            )
            self.type(folder, (self.python, "-m", "venv", "user"))
            pip = folder / "user" / "bin" / "pip"
            self.type(
                folder, (pip, "install", "--index-url", index.simple, "my-package")
            )

    @staticmethod
    def to(index: Index) -> tuple[str, ...]:
        """Return twine's options for an index."""
        return (
            "--repository-url",
            index.url,
            "--username",
            index.username,
            "--password",
            index.password,
        )


def main() -> None:
    """Time the rehearsals, and print the table."""
    with scratch() as folder:
        project = warm_project(folder)
        with_uv = project.rehearse_with(path_of(folder / "with-uv", "uv", "git"))
        with_pip = project.rehearse_with(path_of(folder / "with-p", "git"))
        today = Contender(
            "build (isolated), twine upload, venv, pip install", project.today
        )
        measure([with_uv, with_pip, today], ROUNDS)
    title = "Rehearsal, against what people type today"
    report(
        title, [today, with_uv, with_pip], against=today, target="with uv at most 0.5"
    )


def warm_project(folder: Path) -> Project:
    """Generate a project and make its environments."""
    env = user_environment(folder)
    command = (sys.executable, "-m", "cookiecutter", ROOT, "--no-input", *ANSWERS)
    run(*command, cwd=folder, env=env)
    project = Project(folder / "my-package", env)
    run("make", "rehearse", f"PYTHON={sys.executable}", cwd=project.folder, env=env)
    return project
