"""Look into the archives as a user would: metadata, file list, size, secrets, and whether they run."""

from __future__ import annotations

import re
import tarfile
import tempfile
import zipfile
from email.parser import BytesHeaderParser
from pathlib import Path, PurePosixPath

from packaging.utils import canonicalize_name
from packaging.version import Version

from shipping.command import PYTHON, Failed, run
from shipping.environments import OFFLINE, try_out
from shipping.project import Project
from shipping.report import Stop

MEGABYTE = 10**6
LIMIT = 100 * MEGABYTE  # what PyPI takes without asking it for more
SECRET_NAMES = re.compile(r"(^|/)(\.pypirc|\.netrc|\.env(\..+)?|id_[a-z0-9]+|.+\.(pem|key|p12|keystore))$")
SECRET_TEXT = re.compile(rb"pypi-AgE[\w-]{60}|-----BEGIN [A-Z ]*PRIVATE KEY-----")
GENERATED = re.compile(r"^(PKG-INFO|setup\.cfg|src/[^/]+\.egg-info/.+)$")


def inspect(project: Project, version: Version, archives: list[Path], committed: set[str]) -> str:
    """Check both archives and say so; `committed` are the paths of the commit they were built from.

    Raises `Stop` with everything that is wrong.
    """
    wheel, sdist = archives
    contents = {wheel: _wheel_contents(wheel), sdist: _sdist_contents(sdist)}
    problems = [
        *_rendering(archives),
        *(text for path in archives for text in _metadata(path, contents[path], project.name, str(version))),
        *(text for path in archives for text in _secrets(path, contents[path])),
        *_file_lists(contents[wheel], contents[sdist], committed),
        *(f"{path.name} has {path.stat().st_size} bytes" for path in archives if path.stat().st_size > LIMIT),
    ]
    if problems:
        raise Stop(
            "The built files are not as they should be:\n" + "\n".join(f"  - {text}" for text in problems),
            "Nothing was sent; a release commit that was made stays here.",
            "Take it back with `make release-abort`, mend it, and release again.",
        )
    _run_both(project, version, wheel, sdist)
    return "metadata, file lists, installs and runs"


def _run_both(project: Project, version: Version, wheel: Path, sdist: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        try_out(place / "wheel", str(wheel), project.package, str(version), offline=True)
        again = (*PYTHON, "pip", "wheel", "--quiet", *OFFLINE, "--no-build-isolation")
        try:
            run(*again, "--wheel-dir", str(place), str(sdist), cwd=place)
        except Failed as error:
            raise Stop(
                f"The sdist does not install:\n{error}", "Nothing was sent.", "Mend it first."
            ) from None
        rebuilt = next(place.glob("*.whl"))
        try_out(place / "sdist", str(rebuilt), project.package, str(version), offline=True)


def _wheel_contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _sdist_contents(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as archive:
        files = [member for member in archive.getmembers() if member.isfile()]
        return {
            member.name.partition("/")[2]: stream.read()
            for member in files
            if (stream := archive.extractfile(member))
        }


def _rendering(archives: list[Path]) -> list[str]:
    try:
        run(*PYTHON, "twine", "check", "--strict", *map(str, archives))
    except Failed as error:
        return [f"twine check: {' '.join(error.output.split())}"]
    return []


def _metadata(path: Path, contents: dict[str, bytes], name: str, version: str) -> list[str]:
    inside = next(n for n in contents if n == "PKG-INFO" or n.endswith(".dist-info/METADATA"))
    found = BytesHeaderParser().parsebytes(contents[inside])
    same = (canonicalize_name(str(found["Name"])), found["Version"]) == (name, version)
    return (
        [] if same else [f"{path.name} says it is {found['Name']} {found['Version']}, not {name} {version}"]
    )


def _secrets(path: Path, contents: dict[str, bytes]) -> list[str]:
    return [
        f"{path.name}: {name} looks like a secret"
        for name, data in contents.items()
        if SECRET_NAMES.search(name) or SECRET_TEXT.search(data)
    ]


def _file_lists(wheel: dict[str, bytes], sdist: dict[str, bytes], committed: set[str]) -> list[str]:
    strangers = {name for name in sdist if not GENERATED.match(name)} - committed
    tests = {name for name in committed if PurePosixPath(name).parts[0] == "tests"}
    code = {name.removeprefix("src/") for name in committed if name.startswith("src/")}
    return [
        *(f"the sdist has {name}, which is not committed" for name in sorted(strangers)),
        *(f"the sdist lacks {name}" for name in sorted(tests - set(sdist))),
        *(f"the wheel lacks src/{name}" for name in sorted(code - set(wheel))),
    ]
