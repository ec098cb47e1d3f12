"""Build sdist and wheel from a commit, so that every build of it gives the same bytes."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from build import BuildBackendException, BuildException, ProjectBuilder

from shipping.command import environment
from shipping.index import sha256
from shipping.report import Stop
from shipping.repository import Repository

SUMS = "SHA256SUMS"


def build(repository: Repository, commit: str, folder: Path) -> list[Path]:
    """Build the wheel and the sdist of a commit into `folder` and return their paths in that order.

    The source is `git archive`, so nothing untracked can get in; the wheel is built from the sdist.
    setuptools writes the time of the build into an sdist, so that one is packed again with the commit's.
    Raises `Stop` with the build's last words when it fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    epoch = int(repository.git("log", "-1", "--format=%ct", commit))
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        source = place / "source.tar"
        repository.git("-c", "tar.umask=0022", "archive", "--format=tar", f"--output={source}", commit)
        _unpack(source, place / "source")
        raw = _call_backend(place / "source", "sdist", place, epoch)
        sdist = pack_again(raw, folder / raw.name, epoch)
        _unpack(sdist, place / "sdist")
        wheel = _call_backend(place / "sdist" / sdist.name.removesuffix(".tar.gz"), "wheel", folder, epoch)
    return [wheel, sdist]


def pack_again(source: Path, target: Path, epoch: int) -> Path:
    """Write a .tar.gz with the same members in order, one time, one owner and two kinds of mode."""
    with (
        tarfile.open(source) as old,
        target.open("wb") as raw,
        gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=epoch) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for member in sorted(old.getmembers(), key=lambda member: member.name):
            clean = tarfile.TarInfo(member.name)
            clean.type, clean.size, clean.linkname = member.type, member.size, member.linkname
            clean.mtime = epoch
            clean.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            new.addfile(clean, old.extractfile(member) if member.isreg() else None)
    return target


def kept(folder: Path, commit: str) -> list[Path]:
    """Return the archives that were built from `commit` and kept, or nothing when they are not whole."""
    try:
        first, *rows = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        sums = {folder / name: digest for digest, name in (row.split("  ", 1) for row in rows)}
        whole = first == f"# {commit}" and all(sha256(path) == digest for path, digest in sums.items())
    except (OSError, ValueError):
        return []
    return list(sums) if whole else []


def keep(archives: Sequence[Path], folder: Path, commit: str) -> None:
    """Write SHA256SUMS last, so that an interrupted build never counts as kept."""
    rows = [f"# {commit}", *(f"{sha256(path)}  {path.name}" for path in archives)]
    (folder / SUMS).write_text("\n".join(rows) + "\n", encoding="utf-8")


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as opened:
        if hasattr(tarfile, "data_filter"):
            opened.extractall(folder, filter="data")
        else:  # Pythons before the filter's back-port; both archives are our own
            opened.extractall(folder)  # noqa: S202


def _call_backend(source: Path, kind: Literal["sdist", "wheel"], folder: Path, epoch: int) -> Path:
    said = ""

    def backend(
        cmd: Sequence[str], cwd: str | None = None, extra_environ: Mapping[str, str] | None = None
    ) -> None:
        nonlocal said
        more = {**(extra_environ or {}), "SOURCE_DATE_EPOCH": str(epoch)}
        done = subprocess.run(
            cmd,
            cwd=cwd,
            env=environment(("PYTHON", "SETUPTOOLS", "DIST"), **more),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        said = done.stdout + done.stderr
        done.check_returncode()

    try:
        return Path(ProjectBuilder(source, sys.executable, backend).build(kind, os.fspath(folder)))
    except (BuildException, BuildBackendException) as error:
        words = "\n".join((said or str(error)).strip().splitlines()[-5:])
        raise Stop(
            f"The {kind} does not build:\n{words}",
            "Nothing was sent; a release commit that was made stays here.",
            "Take it back with `make release-abort`, mend it, and release again.",
        ) from None
