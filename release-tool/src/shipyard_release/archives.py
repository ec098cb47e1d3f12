"""Build sdist and wheel from a commit, so that every build of it gives the same bytes."""

import gzip
import hashlib
import io
import shutil
import tarfile
import zipfile
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

from shipyard_release.command import PYTHON, environment, retold, run
from shipyard_release.repository import Repository

SUMS = "SHA256SUMS"
UNSENT = "Nothing was sent."
TAKE_BACK = "Mend it and commit; before that, `make release-abort` takes back a release commit that was made."


def build(repository: Repository, commit: str, folder: Path) -> list[Path]:
    """Build the wheel and the sdist of a commit into `folder` and return their paths in that order.

    The source is `git archive`, so nothing untracked can get in; the wheel is built from the sdist.
    setuptools writes the time of the build into an sdist, so that one is packed again with the commit's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    epoch = repository.log("%ct", commit)
    env = environment(("PYTHON", "SETUPTOOLS", "DIST"), SOURCE_DATE_EPOCH=epoch)
    with TemporaryDirectory() as temporary:
        source, built = Path(temporary) / "source", Path(temporary) / "built"
        archive = source.with_suffix(".tar")
        # As committed, whatever the person's line endings; from its tree, so that no name of a branch gets in.
        settings = ("-c", "tar.umask=0022", "-c", "core.autocrlf=false", "-c", "core.eol=lf")
        repository.git(*settings, "archive", f"--output={archive}", f"{commit}^{{tree}}")
        shutil.unpack_archive(archive, source)
        here = ("--no-isolation", "--skip-dependency-check", "--outdir", str(built))
        with retold("It does not build", TAKE_BACK, UNSENT):
            run(*PYTHON, "build", *here, cwd=source, env=env)
        wheel, sdist = next(built.glob("*.whl")), next(built.glob("*.tar.gz"))
        return [
            Path(shutil.copy(wheel, folder)),
            pack_again(sdist, folder / sdist.name, int(epoch)),
        ]


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


def within(folder: Path) -> list[Path]:
    """Return the wheel and the sdist that lie in a folder, in that order."""
    return [*folder.glob("*.whl"), *folder.glob("*.tar.gz")]


def sums(archives: list[Path]) -> str:
    """Return a row for each archive, as `sha256sum` writes them."""
    return "".join(f"{sha256(path.read_bytes())}  {path.name}\n" for path in archives)


def keep(folder: Path, commit: str) -> None:
    """Write SHA256SUMS last, so that an interrupted build never counts as kept."""
    (folder / SUMS).write_bytes(f"# {commit}\n{sums(within(folder))}".encode())


def kept(folder: Path, commit: str) -> list[Path]:
    """Return the archives that were built from `commit` and kept, or nothing when they are not whole."""
    found, written = within(folder), folder / SUMS
    whole = written.is_file() and written.read_bytes() == f"# {commit}\n{sums(found)}".encode()
    return found if whole else []


def sha256(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def same_contents(path: Path, other: bytes) -> bool:
    """Whether an archive and other bytes unpack to the same: another zlib compresses to other bytes."""
    ours = path.read_bytes()
    try:
        return ours == other or _contents(path.name, ours) == _contents(path.name, other)
    except (OSError, EOFError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error):
        return False


def _contents(name: str, data: bytes) -> list[object]:
    if name.endswith(".whl"):
        with zipfile.ZipFile(io.BytesIO(data)) as wheel:
            return [
                (it.filename, it.date_time, it.external_attr, wheel.read(it))
                for it in wheel.infolist()
            ]
    stream = zlib.decompressobj(wbits=31)  # gzip's form; more strict than gzip about what follows
    return [stream.decompress(data), stream.eof, stream.unused_data]
