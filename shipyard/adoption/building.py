"""Build a tree of a repository as its users would: with its own backend, in isolation."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from shipyard.adoption import git

LINES = 25
FOREIGN = ("PYTHON", "SETUPTOOLS", "DIST", "VIRTUAL_ENV")


class DoesNotBuildError(Exception):
    """The end of what a build said before it failed."""


@dataclass(frozen=True)
class Built:
    """The two distributions of one build."""

    wheel: Path
    sdist: Path


@dataclass(frozen=True)
class Workshop:
    """Where builds happen: always in the same folder, as some builds write its path into files.

    `python` is one that has `build`, and `epoch` the time that files get, in seconds since 1970.
    """

    folder: Path
    python: Path
    epoch: str

    def build(self, repository: Path, tree: str, name: str) -> Built:
        """Build a tree of a repository; raise `DoesNotBuildError` when that fails."""
        source = self.folder / "source"
        shutil.rmtree(source, ignore_errors=True)
        source.mkdir()
        archive = self.folder / "source.tar"
        git.must(repository, "archive", "--format=tar", f"--output={archive}", tree)
        shutil.unpack_archive(archive, source)
        out = self.folder / name
        # uv makes the environments of a build several times faster than pip does.
        installer = "uv" if shutil.which("uv") else "pip"
        words = ("--installer", installer, "--sdist", "--wheel", "--outdir", out, source)
        command = (self.python, "-I", "-m", "build", *words)
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self._variables(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise DoesNotBuildError("\n".join(done.stdout.splitlines()[-LINES:]))
        [wheel] = out.glob("*.whl")
        [sdist] = out.glob("*.tar.gz")
        return Built(wheel, sdist)

    def _variables(self) -> dict[str, str]:
        kept = {name: text for name, text in os.environ.items() if not name.startswith(FOREIGN)}
        # Otherwise a backend in the project's own folder leaves its bytecode there.
        clean = {"PYTHONDONTWRITEBYTECODE": "1"}
        return {**kept, **clean, "SOURCE_DATE_EPOCH": self.epoch}
