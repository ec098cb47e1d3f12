"""Build a tree of a repository as its users would: with its own backend, in isolation."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

from shipyard.adoption import git
from shipyard.anywhere.tool import module

LINES = 25
PERSON = (
    "-c", "user.name=Build", "-c", "user.email=build@example.com", "-c", "commit.gpgSign=false",
)  # fmt: skip
FOREIGN = ("PYTHON", "SETUPTOOLS", "DIST", "VIRTUAL_ENV")


class DoesNotBuildError(Exception):
    """The end of what a build said before it failed."""


def _prepare(source: Path) -> None:
    """Make a repository of files whose build takes them from git, as the release tool does."""
    try:
        project = tomllib.loads(_text(source / "pyproject.toml"))
    except ValueError:
        return
    texts = (_text(source / name) for name in ("setup.cfg", "setup.py"))
    if module("version_tags").needs_git(project, *texts):
        git.must(source, "init", "--quiet", ".")
        git.must(source, "add", "--all", "--force", ".")
        git.must(source, *PERSON, "commit", "--quiet", "--no-verify", "--message=Build")


def _text(place: Path) -> str:
    return place.read_text("utf-8", "replace") if place.is_file() else ""


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
        _prepare(source)
        out = self.folder / name
        # uv makes the environments of a build several times faster than pip does.
        installer = "uv" if shutil.which("uv") else "pip"
        words = (
            "--installer",
            installer,
            "--sdist",
            "--wheel",
            "--outdir",
            out,
            source,
        )
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
        kept = {
            name: text
            for name, text in os.environ.items()
            if not name.startswith(FOREIGN)
        }
        # Otherwise a backend in the project's own folder leaves its bytecode there.
        clean = {"PYTHONDONTWRITEBYTECODE": "1"}
        return {**kept, **clean, "SOURCE_DATE_EPOCH": self.epoch}
