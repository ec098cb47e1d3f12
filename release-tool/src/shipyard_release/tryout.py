"""Try a distribution as a user would: installed into a fresh environment, imported and run."""

from __future__ import annotations

import json
import os
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from shipyard_release.errors import Remedy
from shipyard_release.process import PYTHON, ProgramFailed, environment, run, told_as
from shipyard_release.settings import Settings

# What keeps pip from installing into the fresh environment.
ELSEWHERE = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_DRY_RUN")
OFFLINE = ("--isolated", "--no-index", "--no-deps", "--no-cache-dir")
SECONDS_FOR_A_SCRIPT = 60
PROGRAMS = "Scripts" if os.name == "nt" else "bin"
LOOK = """
import importlib, importlib.metadata, json, sys
name, *packages = sys.argv[1:]
modules = [importlib.import_module(package) for package in packages]
scripts = importlib.metadata.distribution(name).entry_points.select(group="console_scripts")
names = [script.name for script in scripts if not script.extras]
print(json.dumps([getattr(modules[0], "__version__", None), *names]))
"""
DESCRIBE = """
import json, os, platform, sys, sysconfig
version = sys.version_info
print(json.dumps({
    "places": sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}),
    "python_version": "%d.%d" % version[:2],
    "python_full_version": platform.python_version(),
    "platform_machine": platform.machine(),
}))
"""


@dataclass(frozen=True)
class Lender:
    """An environment that has the project's dependencies: its Python, and where they are."""

    python: Path
    places: tuple[str, ...]
    markers: dict[str, str]

    @classmethod
    def of(cls, folder: Path) -> Lender:
        """Return the environment in `folder`, or this program's own where there is none."""
        python = folder / PROGRAMS / ("python.exe" if os.name == "nt" else "python")
        if not python.exists():
            python = Path(sys.executable)
        found = json.loads(run(str(python), "-I", "-c", DESCRIBE))
        places = tuple(found.pop("places"))
        markers = {name: str(value) for name, value in default_environment().items()} | found
        return cls(python, places, markers)

    def find(self, name: str) -> Distribution | None:
        """Return an installed distribution by its name."""
        found = distributions(name=name, path=list(self.places))
        return next(iter(found), None)


def import_names(settings: Settings) -> tuple[str, ...]:
    """Return what is imported: the setting's names, or the package of the version file."""
    if settings.import_names:
        return settings.import_names
    parts = PurePosixPath(settings.version_file).parent.parts
    sources = PurePosixPath(settings.sources).parts
    if parts[: len(sources)] == sources:
        parts = parts[len(sources) :]
    return (".".join(parts),)


def try_out(
    settings: Settings,
    version: Version,
    requirement: str,
    *,
    offline: bool,
    remedies: tuple[Remedy, ...],
) -> None:
    """Install a requirement into a fresh environment, import its packages and run its scripts.

    Offline, the dependencies that it declares are lent by the project's own environment; otherwise
    pip installs them from wherever this person installs from. Raises `Stop` with these remedies
    when anything fails.
    """
    with told_as("does-not-work", *remedies), TemporaryDirectory() as temporary:
        folder = Path(temporary)
        lender = Lender.of(settings.environment)
        fresh = _make_environment(lender, folder / "env")
        if offline:
            _install_offline(requirement, fresh, folder, lender)
        else:
            _install(requirement, fresh, folder)
        _use(settings, version, fresh)


def required(start: Distribution, lender: Lender) -> list[Distribution]:
    """Return the distributions that one requires, and what they require in turn.

    What the lender does not have is left out: the import that follows will tell.
    """
    found: dict[str, Distribution] = {}
    waiting = [(text, "") for text in start.requires or []]
    seen = set(waiting)
    while waiting:
        text, extra = waiting.pop(0)
        requirement = Requirement(text)
        needed = lender.find(requirement.name)
        if needed is None or not _applies(requirement, lender, extra):
            continue
        found.setdefault(canonicalize_name(requirement.name), needed)
        extras = ("", *requirement.extras)
        more = [(row, each) for row in needed.requires or [] for each in extras]
        new = [pair for pair in dict.fromkeys(more) if pair not in seen]
        waiting.extend(new)
        seen.update(new)
    return list(found.values())


def _applies(requirement: Requirement, lender: Lender, extra: str) -> bool:
    if requirement.marker is None:
        return True
    return requirement.marker.evaluate({**lender.markers, "extra": extra})


def _make_environment(lender: Lender, folder: Path) -> Path:
    run(str(lender.python), "-I", "-m", "venv", "--without-pip", str(folder), cwd=folder.parent)
    return folder


def _pip(fresh: Path) -> tuple[str, ...]:
    python = fresh / PROGRAMS / "python"
    quiet = ("--quiet", "--disable-pip-version-check")
    return (*PYTHON, "pip", "--python", str(python), *quiet, "install")


def _install(requirement: str, fresh: Path, folder: Path) -> None:
    variables = environment(drop=ELSEWHERE, PIP_USER="0")
    run(*_pip(fresh), requirement, cwd=folder, env=variables)


def _install_offline(requirement: str, fresh: Path, folder: Path, lender: Lender) -> None:
    if not requirement.endswith(".whl"):
        requirement = _wheel_of(requirement, folder)
    variables = environment(drop=("PIP_",), NO_PROXY="*", no_proxy="*")
    run(*_pip(fresh), *OFFLINE, requirement, cwd=folder, env=variables)
    _lend(next(fresh.glob("[Ll]ib/**/site-packages")), lender)


def _wheel_of(sdist: str, folder: Path) -> str:
    """Build the wheel of an sdist by this program's Python, which has what builds it."""
    options = ("--quiet", *OFFLINE, "--no-build-isolation", "--wheel-dir", str(folder))
    run(*PYTHON, "pip", "wheel", *options, sdist, cwd=folder)
    return str(next(folder.glob("*.whl")))


def _lend(site_packages: Path, lender: Lender) -> None:
    """Put beside the only distribution there what it requires, from the lender."""
    [installed] = distributions(path=[str(site_packages)])
    for needed in required(installed, lender):
        names = {file.parts[0] for file in needed.files or []} - {"..", "__pycache__"}
        for name in names:
            _link(Path(str(needed.locate_file(name))), site_packages / name)


def _link(source: Path, place: Path) -> None:
    if place.exists():
        return  # of two distributions that share a namespace
    with suppress(OSError):
        place.symlink_to(source, target_is_directory=source.is_dir())
        return
    # Windows allows links only to some people.
    if source.is_dir():
        shutil.copytree(source, place)
    else:
        shutil.copy(source, place)


def _use(settings: Settings, version: Version, fresh: Path) -> None:
    programs = fresh / PROGRAMS
    names = import_names(settings)
    look = (str(programs / "python"), "-I", "-c", LOOK, settings.name, *names)
    # The package may print something, too.
    last_line = run(*look, cwd=fresh).splitlines()[-1]
    seen, *scripts = json.loads(last_line)
    if seen != str(version):
        raise ProgramFailed((names[0],), f"says it is {seen}, not {version}")
    for script in scripts:
        run(str(programs / script), "--help", cwd=fresh, limit=SECONDS_FOR_A_SCRIPT)
