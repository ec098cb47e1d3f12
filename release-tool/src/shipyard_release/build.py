"""Build sdist and wheel from a commit, so that every build of it gives the same bytes."""

from __future__ import annotations

import gzip
import shutil
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from shipyard_release import distributions
from shipyard_release.errors import Again, Edit
from shipyard_release.git import Repository
from shipyard_release.process import PYTHON, environment, run, told_as

# As committed, whatever line endings and modes this person's git writes.
ARCHIVE_SETTINGS = ("tar.umask=0022", "core.autocrlf=false", "core.eol=lf")
# What a backend would read from this person's environment.
FOREIGN = ("PYTHON", "SETUPTOOLS", "DIST")
CORRECT_AND_COMMIT = (Edit(".", "correct-and-commit"), Again())


def build(repository: Repository, commit: str, folder: Path) -> list[Path]:
    """Build the wheel and the sdist of a commit into `folder` and return them in this order.

    The source is `git archive`, so no untracked file gets in; the wheel is built from the sdist.
    Raises `Stop` when the project does not build.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    epoch = repository.log("%ct", commit)
    with TemporaryDirectory() as temporary:
        source = Path(temporary) / "source"
        built = Path(temporary) / "built"
        _export(repository, commit, source)
        options = ("--no-isolation", "--skip-dependency-check", "--outdir", str(built))
        variables = environment(drop=FOREIGN, SOURCE_DATE_EPOCH=epoch)
        with told_as("does-not-build", *CORRECT_AND_COMMIT):
            run(*PYTHON, "build", *options, cwd=source, env=variables)
        wheel, sdist = distributions.within(built)
        copied = Path(shutil.copy(wheel, folder))
        return [copied, pack_again(sdist, folder / sdist.name, int(epoch))]


def pack_again(source: Path, target: Path, epoch: int) -> Path:
    """Write an sdist with the same members in order, one time, one owner and two kinds of mode.

    setuptools writes the time of the build into an sdist; `epoch` is the commit's, in seconds since
    1970.
    """
    with (
        tarfile.open(source) as old,
        target.open("wb") as raw,
        gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=epoch) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for member in sorted(old.getmembers(), key=lambda member: member.name):
            content = old.extractfile(member) if member.isreg() else None
            new.addfile(_plain(member, epoch), content)
    return target


def _export(repository: Repository, commit: str, folder: Path) -> None:
    """Write a commit's files; from its tree, so that no name of a branch gets in."""
    archive = folder.with_suffix(".tar")
    settings = [word for setting in ARCHIVE_SETTINGS for word in ("-c", setting)]
    repository.git(*settings, "archive", f"--output={archive}", f"{commit}^{{tree}}")
    shutil.unpack_archive(archive, folder)


def _plain(member: tarfile.TarInfo, epoch: int) -> tarfile.TarInfo:
    plain = tarfile.TarInfo(member.name)
    plain.type = member.type
    plain.size = member.size
    plain.linkname = member.linkname
    plain.mtime = epoch
    is_executable = member.isdir() or bool(member.mode & 0o100)
    plain.mode = 0o755 if is_executable else 0o644
    return plain
