"""From answers to a project: made under a temporary name, and renamed when it is whole."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from shipyard import questions
from shipyard.project import handover, output_folder
from shipyard.project.handover import GitState


class CannotMakeError(Exception):
    """Why there is no project, in words for a person; nothing is left on disk."""


@dataclass(frozen=True)
class Made:
    """A new project, and what its hook handed over."""

    project: Path
    problems: list[str]
    git: GitState

    @property
    def files(self) -> int:
        return sum(
            path.is_file()
            for path in self.project.rglob("*")
            if ".git" not in path.parts
        )


def occupied(folder: Path) -> str:
    """Why no project can be made there, naming what is in the way, or nothing."""
    problem = output_folder.problem(str(folder.absolute()))
    if not problem:
        return ""
    inside = output_folder.inside(str(folder)) or []
    some = ", ".join(inside[:4]) + (
        f" and {len(inside) - 4} more" if len(inside) > 4 else ""
    )
    return f"{problem} (it holds {some})" if some else problem


def make(answers: Mapping[str, str], output_dir: Path) -> Made:
    """Make the project inside `output_dir`."""
    project = output_dir / answers["project_slug"]
    problem = occupied(project)
    if problem:
        raise CannotMakeError(problem)
    with _workshop(output_dir) as folder:
        made = generate(answers, folder)
        try:
            _move(made.project, project)
        except OSError as error:
            raise CannotMakeError(
                f"{project} could not be made: {error.strerror}"
            ) from error
    return replace(made, project=project)


def _move(made: Path, project: Path) -> None:
    """Put the whole project in its place.

    An empty folder there is filled, because a terminal may have it as its current folder.
    """
    if not project.is_dir():
        made.rename(project)
        return
    names = [path.name for path in made.iterdir()]
    try:
        for name in names:
            made.joinpath(name).rename(project / name)
    except OSError:
        for name in set(names) & {path.name for path in project.iterdir()}:
            project.joinpath(name).rename(made / name)
        raise


@contextmanager
def _workshop(output_dir: Path) -> Iterator[Path]:
    """A temporary folder beside the target.

    After a failure, the folders that had to be made for it go again.
    """
    from_the_top = reversed([output_dir, *output_dir.parents])
    new = next((parent for parent in from_the_top if not parent.exists()), None)
    try:
        output_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".shipyard-", dir=output_dir) as folder:
            yield Path(folder)
    except BaseException as error:
        if new:
            shutil.rmtree(new, ignore_errors=True)
        if isinstance(error, OSError):
            raise CannotMakeError(
                f"{output_dir} cannot be written to: {error.strerror}"
            ) from error
        raise


def generate(answers: Mapping[str, str], folder: Path) -> Made:
    """Let cookiecutter make the project inside `folder`, which it has to itself.

    The user's cookiecutter configuration stays out of it: every answer is given, and what
    cookiecutter would remember for a replay goes with the folder.
    """
    config = folder / "cookiecutter.yaml"
    memory = str(folder / "memory")
    config.write_text(
        json.dumps({"cookiecutters_dir": memory, "replay_dir": memory}),
        encoding="utf-8",
    )
    log = folder / "log"
    handed_over = folder.absolute() / "handover.json"
    with _quietly(log), _environment(handover.VARIABLE, str(handed_over)):
        from cookiecutter.exceptions import CookiecutterException  # slow to start
        from cookiecutter.main import cookiecutter

        try:
            project = cookiecutter(
                questions.template(),
                no_input=True,
                extra_context=dict(answers),
                output_dir=str(folder / "made"),
                config_file=str(config),
            )
        except CookiecutterException as error:
            raise CannotMakeError(f"{error}\n{_text(log)}".rstrip()) from error
    problems, git = handover.read(str(handed_over))
    return Made(Path(project), problems, git)


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """Set a variable of this process, which the hooks see, and remove it again."""
    os.environ[name] = value
    try:
        yield
    finally:
        del os.environ[name]


@contextmanager
def _quietly(log: Path) -> Iterator[None]:
    """Keep what hooks and git print off the screen, in a file."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [os.dup(1), os.dup(2)]
    with log.open("wb") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
        try:
            yield
        finally:
            for stream, copy in zip((1, 2), kept, strict=True):
                os.dup2(copy, stream)
                os.close(copy)


def _text(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace").strip()


def preview(answers: Mapping[str, str]) -> list[str]:
    """The files that would be made, as lines of a tree; made elsewhere and gone again."""
    with tempfile.TemporaryDirectory() as folder:
        project = generate(answers, Path(folder)).project
        return [project.name + "/", *_branches(project)]


def _branches(folder: Path, *, indent: str = "  ") -> Iterator[str]:
    for path in sorted(folder.iterdir(), key=lambda path: (path.is_dir(), path.name)):
        if path.name == ".git":
            continue
        yield indent + path.name + ("/" if path.is_dir() else "")
        if path.is_dir():
            yield from _branches(path, indent=indent + "  ")
