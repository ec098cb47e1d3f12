"""Run real programs in generated projects, free from the environment that the tests run in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from shipyard.pythons import SUPPORT_ENDS

# Neither a make that runs the tests nor an active environment is the generated project's business.
FOREIGN = (
    "COVERAGE",
    "GIT_",
    "MAKE",
    "MFLAGS",
    "PYTEST",
    "PYTHON",
    "TWINE_",
    "VIRTUAL_ENV",
)

# Several workers of pytest-xdist run tests at once. mypy fails with an internal error when two of
# its processes fill one cache, so each worker has its own. `make clean` removes them with `.venv`.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
MYPY_CACHE = Path(__file__).resolve().parents[1] / ".venv" / "mypy_cache" / WORKER

SUPPORTED = tuple(SUPPORT_ENDS)
"""The versions that projects may choose."""


def environment(**extra: str) -> dict[str, str]:
    """What a person's terminal has: PATH, HOME, the settings of pip and uv, and `extra`.

    mypy keeps in one place what it knows of the standard library, and not in each project.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(FOREIGN)
    }
    return {**kept, "MYPY_CACHE_DIR": str(MYPY_CACHE), **extra}


def run(cwd: Path, *command: str | Path, env: dict[str, str] | None = None) -> str:
    """Run a command that must succeed, and return all it printed."""
    done = attempt(cwd, *command, env=env)
    if done.returncode:
        message = f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}"
        raise AssertionError(message)
    return done.stdout


def attempt(
    cwd: Path, *command: str | Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command that may fail; `stdout` has what it printed to both streams."""
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=env or environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def program(name: str) -> Path | None:
    """Where a program is: beside the Python that runs the tests, else on PATH."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(
        name
    )
    return Path(found) if found else None


def needed(name: str) -> Path:
    """Where a program is that came with the test environment, or with every system."""
    return program(name) or Path(name)


def path_with_uv() -> str:
    """PATH with uv in front, which makes environments several times faster than pip does."""
    return f"{needed('uv').parent}{os.pathsep}{os.environ['PATH']}"


def path_of(folder: Path, *names: str) -> str:
    """A PATH of these programs alone, besides those that every system has."""
    folder.mkdir()
    for name in names:
        folder.joinpath(name).symlink_to(needed(name))
    return f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin"


@cache
def pythons() -> dict[str, Path]:
    """One interpreter for each version that projects support and this machine has: "3.12" -> path.

    Every process that collects tests asks for this, so that no interpreter is started to learn
    its version: the name of the file, or of pyenv's folder, says it.
    """
    found = {"{}.{}".format(*sys.version_info): Path(sys.executable)}
    for version, path in [*_on_path(), *_of_pyenv()]:
        found.setdefault(version, path)
    return {version: path for version, path in found.items() if version in SUPPORTED}


def _pyenv() -> Path:
    return Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))


def _on_path() -> Iterator[tuple[str, Path]]:
    """The first working interpreter of each version on PATH."""
    # pyenv's shims start interpreters that `_of_pyenv` finds, or that are switched off.
    folders = [
        folder
        for folder in os.environ.get("PATH", os.defpath).split(os.pathsep)
        if Path(folder) != _pyenv() / "shims"
    ]
    for version in SUPPORTED:
        found = shutil.which(f"python{version}", path=os.pathsep.join(folders))
        if found and _works(Path(found), version):
            yield version, Path(found)


def _works(path: Path, version: str) -> bool:
    """Whether this is that Python. Only a script, as version managers put on PATH, is asked."""
    with path.open("rb") as file:
        if file.read(2) != b"#!":
            return True
    said = attempt(Path.cwd(), path, "--version")
    return said.returncode == 0 and said.stdout.startswith(f"Python {version}.")


def _of_pyenv() -> Iterator[tuple[str, Path]]:
    """Every interpreter that pyenv installed: "3.12.8/bin/python" is 3.12."""
    for path in sorted(_pyenv().glob("versions/3.*/bin/python")):
        major, minor = path.parents[1].name.split(".")[:2]
        yield f"{major}.{minor}", path


def too_old() -> list[Path]:
    """The interpreters of pyenv's that are too old for every project, but are Python 3."""
    oldest = int(SUPPORTED[0].partition(".")[2])
    return [
        path for version, path in _of_pyenv() if int(version.partition(".")[2]) < oldest
    ]
