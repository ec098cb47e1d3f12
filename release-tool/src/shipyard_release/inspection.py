"""Look into the archives as a user would: metadata, file list, size, secrets, and whether they run."""

import json
import os
import re
import shutil
import venv
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from packaging.metadata import parse_email
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from shipyard_release.archives import TAKE_BACK, UNSENT
from shipyard_release.command import PYTHON, Failed, environment, retold, run
from shipyard_release.project import Project
from shipyard_release.report import Stop

LIMIT = 100 * 10**6  # what PyPI takes without asking it for more
SECRET_NAMES = re.compile(
    r"(^|/)(\.pypirc|\.netrc|\.env(\.(local|prod\w*))?|id_(rsa|dsa|ecdsa|ed25519)|.+\.(key|p12|keystore))$"
)
SECRET_TEXT = re.compile(rb"pypi-AgE[\w-]{60}|-----BEGIN [A-Z ]*PRIVATE KEY-----")
GENERATED = re.compile(r"^(PKG-INFO|setup\.cfg|src/[^/]+\.egg-info/.+)$")
POINTER = (
    b"version https://git-lfs."  # how Git LFS begins what stands in for a file that was not fetched
)
METADATA = re.compile(r"^(PKG-INFO|[^/]+\.dist-info/METADATA)$")
ELSEWHERE = (
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_ROOT",
    "PIP_DRY_RUN",
)  # what keeps pip from installing there
OFFLINE = ("--isolated", "--no-index", "--no-deps", "--no-cache-dir")
LOOK = """
import importlib, importlib.metadata, json, sys
version = importlib.import_module(sys.argv[1]).__version__
entries = importlib.metadata.distribution(sys.argv[2]).entry_points.select(group="console_scripts")
print(json.dumps([version, *(entry.name for entry in entries if not entry.extras)]))
"""


def inspect(project: Project, version: Version, archives: list[Path], committed: set[str]) -> str:
    """Check wheel and sdist, of a commit with these paths; raises `Stop` with everything that is wrong."""
    with retold("The built files do not pass `twine check`", TAKE_BACK, UNSENT):
        run(*PYTHON, "twine", "check", "--strict", *map(str, archives))
    with TemporaryDirectory() as folder:
        contents = {path: _unpacked(path, Path(folder) / path.name) for path in archives}
    wheel, sdist = (set(files) for files in contents.values())
    problems = [
        text for path in archives for text in _wrong(path, contents[path], project, version)
    ]
    problems += _file_lists(wheel, sdist, committed)
    if problems:
        listed = "".join(f"\n  - {text}" for text in problems)
        raise Stop(f"The built files are not as they should be:{listed}", TAKE_BACK, UNSENT)
    for path in archives:
        try_out(project, version, str(path), offline=True)
    return "metadata, file lists, installs and runs"


def _unpacked(path: Path, folder: Path) -> dict[str, bytes]:
    is_wheel = path.suffix == ".whl"
    shutil.unpack_archive(path, folder, "zip" if is_wheel else None)
    top = folder if is_wheel else next(folder.iterdir())
    return {
        file.relative_to(top).as_posix(): file.read_bytes()
        for file in top.rglob("*")
        if file.is_file()
    }


def _wrong(
    archive: Path, contents: dict[str, bytes], project: Project, version: Version
) -> Iterator[str]:
    found, _ = parse_email(next(data for name, data in contents.items() if METADATA.match(name)))
    said = f"{canonicalize_name(found.get('name', 'nothing'))} {found.get('version')}"
    if said != f"{project.name} {version}":
        yield f"{archive.name} says it is {said}, not {project.name} {version}"
    if archive.stat().st_size > LIMIT:
        yield f"{archive.name} has {archive.stat().st_size} bytes"
    for name, data in contents.items():
        if SECRET_NAMES.search(name) or SECRET_TEXT.search(data):
            yield f"{archive.name}: {name} looks like a secret"
        if data.startswith(POINTER):
            yield f"{archive.name}: {name} is a pointer of Git LFS, not the file (git lfs pull fetches it)"


def _file_lists(wheel: set[str], sdist: set[str], committed: set[str]) -> list[str]:
    strangers = {name for name in sdist if not GENERATED.match(name)} - committed
    tests = {name for name in committed if name.startswith("tests/")}
    code = {name.removeprefix("src/") for name in committed if name.startswith("src/")}
    remedy = "(package_data in setup.py names such files)"
    return [
        *(f"the sdist has {name}, which is not committed" for name in sorted(strangers)),
        *(f"the sdist lacks {name}" for name in sorted(tests - sdist)),
        *(f"the wheel lacks src/{name} {remedy}" for name in sorted(code - wheel)),
    ]


@retold(
    "It does not install and run in a fresh environment",
    "Mend it and release the next version; `make release-abort` takes back an unpushed release.",
    "What was built is kept; an upload that was made stays as it is.",
)
def try_out(project: Project, version: Version, requirement: str, *, offline: bool) -> None:
    """Install a requirement into a fresh environment, import its package and run its scripts.

    Offline the dependencies that it declares are borrowed from the environment of this program, else pip
    installs them from wherever the user installs from. Raises `Stop` when anything of that fails.
    """
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        programs = _install(requirement, folder, offline=offline)
        package = ".".join(
            part for part in PurePosixPath(project.version_file).parent.parts if part != "src"
        )
        look = (str(programs / "python"), "-I", "-c", LOOK, package, project.name)
        seen, *scripts = json.loads(
            run(*look, cwd=folder).splitlines()[-1]
        )  # a package may print, too
        if seen != str(version):
            raise Failed((package,), f"says it is {seen}, not {version}")
        for script in scripts:
            run(str(programs / script), "--help", cwd=folder, limit=60)


def _install(requirement: str, folder: Path, *, offline: bool) -> Path:
    """Return the folder of the programs of an environment that has nothing but this requirement."""
    if requirement.endswith(
        ".tar.gz"
    ):  # made a wheel of here, for the fresh environment has no setuptools
        wheels = ("--no-build-isolation", "--wheel-dir", str(folder))
        run(*PYTHON, "pip", "wheel", "--quiet", *OFFLINE, *wheels, requirement, cwd=folder)
        requirement = str(next(folder.glob("*.whl")))
    venv.create(folder / "env", symlinks=os.name != "nt", with_pip=False)
    programs = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    python = ("--python", str(programs / "python"))
    pip = (*PYTHON, "pip", *python, "--quiet", "--disable-pip-version-check", "install")
    if not offline:
        run(*pip, requirement, cwd=folder, env=environment(ELSEWHERE, PIP_USER="0"))
    else:
        env = environment(("PIP_",), NO_PROXY="*", no_proxy="*")
        run(*pip, *OFFLINE, requirement, cwd=folder, env=env)
        _lend(next(folder.glob("env/[Ll]ib/**/site-packages")))
    return programs


def _lend(site_packages: Path) -> None:
    """Put beside the only distribution there what it requires, from the environment of this program."""
    [installed] = distributions(path=[str(site_packages)])
    for needed in required(installed):
        for name in {file.parts[0] for file in needed.files or []} - {"..", "__pycache__"}:
            source, place = Path(str(needed.locate_file(name))), site_packages / name
            if place.exists():
                continue  # of two that share a namespace
            try:
                place.symlink_to(source, target_is_directory=source.is_dir())
            except OSError:  # Windows allows links to few
                shutil.copytree(source, place) if source.is_dir() else shutil.copy(source, place)


def required(start: Distribution) -> list[Distribution]:
    """Return the distributions that one requires, and what they require in turn, as far as they are here."""
    found: dict[str, Distribution] = {}
    waiting = [(text, "") for text in start.requires or []]
    seen = set(waiting)
    for text, extra in waiting:
        requirement = Requirement(text)
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        with suppress(PackageNotFoundError):  # the import that follows will tell
            needed = found.setdefault(
                canonicalize_name(requirement.name), distribution(requirement.name)
            )
            new = [
                (row, each) for row in needed.requires or [] for each in ("", *requirement.extras)
            ]
            waiting += [pair for pair in new if pair not in seen]
            seen.update(new)
    return list(found.values())
