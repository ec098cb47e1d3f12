"""Build sdist and wheel from a commit, so that every build of it gives the same bytes."""

from __future__ import annotations

import compileall
import gzip
import os
import shutil
import tarfile
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from shipyard_release import bridge
from shipyard_release.environments import Fresh, Lender
from shipyard_release.errors import Again, Delete, Edit, Stop
from shipyard_release.git import Repository, begin
from shipyard_release.process import ProgramFailed, environment, run, told_as
from shipyard_release.settings import pyproject
from shipyard_release.version_tags import needs_git

if TYPE_CHECKING:
    from pyproject_hooks import SubprocessRunner  # for type checkers alone

# What a backend would read from this person's environment.
FOREIGN = ("PYTHON", "SETUPTOOLS", "DIST")
# A backend in the project's own folder would leave its bytecode there, for the sdist to take.
CLEAN = {"PYTHONDONTWRITEBYTECODE": "1"}
DEFAULT_BACKEND = "setuptools.build_meta"
CORRECT_AND_COMMIT = (Edit(".", "correct-and-commit"), Again())


def build(repository: Repository, commit: str, folder: Path) -> list[Path]:
    """Build the wheel and the sdist of a commit into `folder` and return them in this order.

    The source is `git archive`, so no untracked file gets in. The wheel is built from the sdist
    that is uploaded, so a wheel that works shows that the sdist works. Raises `Stop`, and leaves
    nothing in `folder`, when the project does not build, or setuptools would not find all of
    setup.py.
    """
    folder.mkdir(parents=True, exist_ok=True)
    epoch = repository.log("%ct", commit)
    with TemporaryDirectory() as temporary:
        source = Path(temporary) / "source"
        repository.export(commit, source)
        prepare(source)
        for problem in bridge.problems(bridge.in_folder(source)):
            raise Stop(problem.kind, *problem.remedies, Again(), **problem.facts)
        with told_as("does-not-build", *CORRECT_AND_COMMIT):
            raw = _run_backend("sdist", source, Path(temporary), epoch)
            sdist = pack_again(raw, Path(temporary) / raw.name, int(epoch))
            wheel = wheel_of(sdist, Path(temporary), epoch)
        return [Path(shutil.copy(path, folder)) for path in (wheel, sdist)]


def prepare(source: Path) -> None:
    """Make exported files what their backend builds from, which may be a git repository.

    meson-python packs one, and setuptools-scm lists its files.
    """
    places = (source / name for name in ("setup.cfg", "setup.py"))
    texts = (
        place.read_text("utf-8", "replace") if place.is_file() else ""
        for place in places
    )
    if needs_git(pyproject(source), *texts):
        begin(source)


def compile_backend(source: Path, places: Iterable[str | Path]) -> None:
    """Compile the build backend of the project in a folder, where its installer has not.

    `places` are the folders of packages that have it. uv leaves compiling to the first use. But a
    build must leave no bytecode (`CLEAN`), so it would compile setuptools anew at each step.
    """
    package = _backend(source).partition(":")[0].partition(".")[0]
    for place in places:
        compileall.compile_dir(Path(place) / package, quiet=2)


def wheel_of(sdist: Path, folder: Path, epoch: str) -> Path:
    """Build the wheel of an sdist, with what its `[build-system]` requires and nothing else.

    `folder` is a temporary one, and `epoch` the time that the wheel's files get, in seconds since
    1970. Raises `ProgramFailed` when it does not build.
    """
    unpacked = folder / "unpacked"
    shutil.unpack_archive(sdist, unpacked)
    [top] = unpacked.iterdir()
    return _run_backend("wheel", top, folder, epoch)


def wheel_of_commit(repository: Repository, commit: str, folder: Path) -> Path:
    """Build the wheel of a commit into a temporary folder, without an sdist in between.

    It shows what the sdist does not have. Raises `ProgramFailed` when it does not build.
    """
    source = folder / "source"
    repository.export(commit, source)
    return _run_backend("wheel", source, folder, repository.log("%ct", commit))


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


def _backend(source: Path) -> str:
    return str(
        pyproject(source).get("build-system", {}).get("build-backend", DEFAULT_BACKEND)
    )


def _run_backend(
    kind: Literal["sdist", "wheel"], source: Path, folder: Path, epoch: str
) -> Path:
    """Build one distribution in an environment that holds just what the project names for it."""
    from build import ProjectBuilder  # noqa: PLC0415 - slow to import, and few commands build

    fresh = Fresh.make(folder / f"{kind}-env", Lender.own())
    path = os.pathsep.join([str(fresh.python.parent), os.environ.get("PATH", "")])
    variables = environment(drop=FOREIGN, SOURCE_DATE_EPOCH=epoch, PATH=path, **CLEAN)
    with told_by_backend():
        builder = ProjectBuilder(source, str(fresh.python), _runner(variables))
        compile_backend(source, fresh.lender.places)
        _lend(fresh, builder.build_system_requires)
        _lend(fresh, builder.get_requires_for_build(kind))
        return Path(builder.build(kind, folder / kind))


def _lend(fresh: Fresh, requirements: set[str]) -> None:
    found = fresh.lender.required(sorted(requirements))
    missing = fresh.lender.missing(sorted(requirements))
    if missing:
        remedies = (Delete(".venv-release", label="made-again"), Again())
        raise Stop("build-requirement-missing", *remedies, names=", ".join(missing))
    fresh.lend(found)
    fresh.lend_programs(found)


def _runner(variables: Mapping[str, str]) -> SubprocessRunner:
    """Return what runs a hook of the backend in these variables."""

    def run_hook(
        cmd: Sequence[str],
        cwd: str | None = None,
        extra_environ: Mapping[str, str] | None = None,
    ) -> None:
        place = Path(cwd) if cwd else None
        run(*cmd, cwd=place, env={**variables, **(extra_environ or {})})

    return run_hook


@contextmanager
def told_by_backend() -> Generator[None]:
    """Give the failure of a program back, which the library wraps into an exception of its own."""
    from build import BuildBackendException, BuildException  # noqa: PLC0415 - as above

    try:
        yield
    except BuildBackendException as error:
        if isinstance(error.exception, Stop):
            raise error.exception from None
        raise ProgramFailed(
            ("the build backend",), f"failed: {error.exception}"
        ) from None
    except BuildException as error:
        raise ProgramFailed(
            ("the build backend",), f"cannot be used: {error}"
        ) from None


def _plain(member: tarfile.TarInfo, epoch: int) -> tarfile.TarInfo:
    plain = tarfile.TarInfo(member.name)
    plain.type = member.type
    plain.size = member.size
    plain.linkname = member.linkname
    plain.mtime = epoch
    is_executable = member.isdir() or bool(member.mode & 0o100)
    plain.mode = 0o755 if is_executable else 0o644
    return plain
