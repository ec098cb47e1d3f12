"""The environments that the release tool runs in, kept in the user's cache folder.

Nothing is written into the package that is looked at. An environment is named by what is installed
in it, so a newer tool or another build requirement gets a new one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

from shipyard.anywhere.words import MAKING, NOT_MADE, Refused

# Variables that would direct an installation to another Python or to another folder.
REDIRECTIONS = (
    "PIP_DRY_RUN",
    "PIP_NO_DEPS",
    "PIP_PREFIX",
    "PIP_PYTHON",
    "PIP_ROOT",
    "PIP_TARGET",
    "PYTHONHOME",
    "PYTHONPATH",
    "UV_PYTHON",
    "VIRTUAL_ENV",
)


def cache() -> Path:
    """Return the folder that Shipyard keeps what can be made again in."""
    import platformdirs  # needless for --help

    return Path(platformdirs.user_cache_dir("shipyard", appauthor=False))


def python_of(folder: Path) -> Path:
    """Return the Python of an environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def with_requirements(file: Path, more: Iterable[str]) -> Path:
    """Return an environment that has the requirements of a file, and more.

    It is made when it is not there yet. Raises `Refused` when that fails.
    """
    requirements = sorted(set(more))
    text = "\n".join([sys.version, file.read_text(encoding="utf-8"), *requirements])
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    folder = cache() / "environments" / digest
    if not folder.exists():
        _make(folder, ["--requirement", str(file), *requirements])
    return folder


def _make(folder: Path, words: list[str]) -> None:
    """Make an environment beside its place, and move it there when it is whole."""
    print(MAKING, file=sys.stderr, flush=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(prefix="new-", dir=folder.parent))
    try:
        _install(made, words)
        made.rename(folder)
    except OSError:  # another command was faster
        if not folder.exists():
            raise
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _install(folder: Path, words: list[str]) -> None:
    uv = shutil.which("uv")
    if uv and _run(
        uv, "venv", "--quiet", "--python", sys.executable, "--allow-existing", folder
    ):
        installer: list[str | Path] = [uv, "pip", "install", "--quiet", "--python"]
        if _run(*installer, python_of(folder), *words):
            return
    python = python_of(folder)
    # The venv of Python 3.11 has an old setuptools, which would do for a bare "setuptools".
    pip = (
        python,
        "-I",
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "-qq",
        "--upgrade",
    )
    is_made = _run(sys.executable, "-I", "-m", "venv", "--clear", folder)
    if not is_made or not _run(*pip, *words):
        raise Refused(NOT_MADE)


def _run(*command: str | Path) -> bool:
    """Run a part of an installation; what it prints goes to stderr. Return whether it went well."""
    variables = {
        name: value for name, value in os.environ.items() if name not in REDIRECTIONS
    }
    done = subprocess.run(command, env=variables, stdout=sys.stderr, check=False)
    return done.returncode == 0
