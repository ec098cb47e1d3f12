"""Run real programs in generated projects, free from the environment that the tests run in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

# Neither a make that runs the tests nor an active environment is the generated project's business.
FOREIGN = ("COVERAGE", "GIT_", "MAKE", "MFLAGS", "PYTEST", "PYTHON", "TWINE_", "VIRTUAL_ENV")

SAY_VERSION = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"


def environment(**extra: str) -> dict[str, str]:
    """What a person's terminal has: PATH, HOME, the settings of pip and uv, and `extra`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    return kept | extra


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
    """Run a command that may fail; what it printed to both streams stands in `stdout`."""
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
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    return Path(found) if found else None


def needed(name: str) -> Path:
    """Where a program is that came with the test environment, or with every system."""
    return program(name) or Path(name)


def path_of(folder: Path, *names: str) -> str:
    """A PATH of these programs alone, besides those that every system has."""
    folder.mkdir()
    for name in names:
        folder.joinpath(name).symlink_to(needed(name))
    return f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin"


def candidates() -> Iterator[Path]:
    """Every Python that could be on this machine, some twice."""
    yield Path(sys.executable)
    for minor in range(10, 16):
        if found := shutil.which(f"python3.{minor}"):
            yield Path(found)
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    yield from sorted(pyenv.glob("3.*/bin/python"))


@cache
def pythons() -> dict[str, Path]:
    """One interpreter for each version that projects support and this machine has: "3.12" -> path."""
    found: dict[str, Path] = {}
    for path in candidates():
        said = attempt(Path.cwd(), path, "-c", SAY_VERSION)
        version, _, real = said.stdout.strip().partition(" ")
        if said.returncode == 0 and version in {f"3.{minor}" for minor in range(10, 16)}:
            found.setdefault(version, Path(real))
    return found
