"""Fresh environments, with distributions lent by another one so that no network is needed."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, distributions
from importlib.util import find_spec
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from shipyard_release.errors import Again, Person, Stop
from shipyard_release.process import ProgramFailed, environment, run

PROGRAMS = "Scripts" if os.name == "nt" else "bin"
PYTHON_NAME = "python.exe" if os.name == "nt" else "python"
# What would keep pip from installing into the fresh environment.
ELSEWHERE = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_DRY_RUN")
# What pip says where a requirement, and not the package itself, is the trouble.
NOT_TO_BE_HAD = re.compile(
    r"No matching distribution found|Could not find a version|ResolutionImpossible"
    r"|Connection(?:Error| refused|Reset)|Name or service not known|name resolution"
    r"|Read ?timed? ?out|Max retries exceeded|CERTIFICATE_VERIFY_FAILED|THESE PACKAGES DO NOT MATCH"
)
ALONE = ("--no-index", "--no-deps")
DESCRIBE = """
import json, os, platform, sys, sysconfig
version = sys.version_info
print(json.dumps({
    "places": sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}),
    "python_version": "%d.%d" % version[:2],
    "python_full_version": platform.python_version(),
    "implementation_name": sys.implementation.name,
    "platform_machine": platform.machine(),
}))
"""


@dataclass(frozen=True)
class Lender:
    """An environment that has what another one needs: its Python, and where its packages are."""

    python: Path
    places: tuple[str, ...]
    markers: dict[str, str]

    @classmethod
    def of(cls, folder: Path) -> Lender:
        """Return the environment in `folder`, or this program's own where there is none."""
        python = folder / PROGRAMS / PYTHON_NAME
        return cls._described(python if python.exists() else Path(sys.executable))

    @classmethod
    def own(cls) -> Lender:
        """Return the environment that this program runs in."""
        return cls._described(Path(sys.executable))

    @classmethod
    @cache  # starting a Python takes time, and it always says the same
    def _described(cls, python: Path) -> Lender:
        found = json.loads(run(str(python), "-I", "-c", DESCRIBE))
        places = tuple(found.pop("places"))
        markers = {name: str(value) for name, value in default_environment().items()}
        return cls(python, places, markers | found)

    def find(self, name: str) -> Distribution | None:
        """Return an installed distribution by its name."""
        found = distributions(name=name, path=list(self.places))
        return next(iter(found), None)

    def required(self, requirements: Iterable[str]) -> list[Distribution]:
        """Return the distributions that fulfil requirements, and what these require in turn.

        What is not here is left out: what needs it will tell.
        """
        found: dict[str, Distribution] = {}
        waiting = [(text, "") for text in requirements]
        seen = set(waiting)
        while waiting:
            text, extra = waiting.pop(0)
            requirement = Requirement(text)
            needed = self.find(requirement.name)
            if needed is None or not self.applies(requirement, extra=extra):
                continue
            found.setdefault(canonicalize_name(requirement.name), needed)
            extras = ("", *requirement.extras)
            more = [(row, each) for row in needed.requires or [] for each in extras]
            new = [pair for pair in dict.fromkeys(more) if pair not in seen]
            waiting.extend(new)
            seen.update(new)
        return list(found.values())

    def missing(self, requirements: Iterable[str]) -> list[str]:
        """Return the requirements that apply here and have no distribution here."""
        asked = [(text, Requirement(text)) for text in requirements]
        return [
            text
            for text, requirement in asked
            if self.applies(requirement) and self.find(requirement.name) is None
        ]

    def optional(self, requirements: Iterable[str]) -> set[str]:
        """Return the names of what is required for an extra, or for another Python or system."""
        asked = [Requirement(text) for text in requirements]
        return {
            canonicalize_name(requirement.name)
            for requirement in asked
            if not self.applies(requirement)
        }

    def all(self) -> Iterable[Distribution]:
        """Return every distribution that is installed here."""
        return distributions(path=list(self.places))

    def applies(self, requirement: Requirement, *, extra: str = "") -> bool:
        """Whether a requirement holds for this Python, and for this extra."""
        if requirement.marker is None:
            return True
        return requirement.marker.evaluate({**self.markers, "extra": extra})


@dataclass(frozen=True)
class Fresh:
    """A new environment without anything installed, made from a lender's Python."""

    folder: Path
    lender: Lender

    @classmethod
    def make(cls, folder: Path, lender: Lender) -> Fresh:
        """Make it; raises `ProgramFailed` when that Python cannot."""
        if lender.python == Path(sys.executable):
            _make_here(folder)
        else:
            words = ("-I", "-m", "venv", "--without-pip", str(folder))
            run(str(lender.python), *words, cwd=folder.parent)
        return cls(folder, lender)

    @property
    def python(self) -> Path:
        """Its Python."""
        return self.program("python")

    def program(self, name: str) -> Path:
        """Return the path of a program in it."""
        return self.folder / PROGRAMS / name

    @property
    def site_packages(self) -> Path:
        """Where its packages are."""
        return next(self.folder.glob("[Ll]ib/**/site-packages"))

    def install(self, requirement: str, *, cwd: Path) -> None:
        """Install a requirement with pip, from wherever this person installs from."""
        variables = environment(drop=ELSEWHERE, PIP_USER="0")
        try:
            run(*self._pip(), "install", requirement, cwd=cwd, env=variables)
        except ProgramFailed as failure:
            if NOT_TO_BE_HAD.search(failure.output):
                later = (Again(), Person("correct-and-next-version"))
                raise Stop(
                    "requirement-missing", *later, output=failure.quoted
                ) from None
            raise

    def install_alone(self, wheel: Path) -> None:
        """Install a wheel without what it requires, with uv if that is installed, else with pip.

        No network is used. pip would start rustc and lsb_release to describe this machine to an
        index, so it finds no programs.
        """
        if uv := shutil.which("uv"):
            variables = environment(drop=("UV_", "VIRTUAL_ENV"))
            words = (
                "pip",
                "install",
                "--quiet",
                "--no-config",
                "--offline",
                "--no-cache",
            )
            with suppress(ProgramFailed):  # pip tells better what is wrong
                run(
                    uv,
                    *words,
                    *ALONE,
                    "--python",
                    str(self.python),
                    str(wheel),
                    env=variables,
                )
                return
        variables = environment(drop=("PIP_",), PATH="", NO_PROXY="*", no_proxy="*")
        words = ("install", "--isolated", "--no-cache-dir", *ALONE, str(wheel))
        run(*self._pip(), *words, cwd=self.folder, env=variables)

    def lend(self, found: Iterable[Distribution]) -> None:
        """Put distributions of the lender into it, by links where the system has them."""
        place = self.site_packages
        for needed in found:
            names = {file.parts[0] for file in needed.files or []} - {
                "..",
                "__pycache__",
            }
            for name in names:
                _link(Path(str(needed.locate_file(name))), place / name)

    def lend_programs(self, found: Iterable[Distribution]) -> None:
        """Give it the console scripts of what it was lent: a build may start them."""
        if os.name == "nt":  # which has programs of another form
            return
        for needed in found:
            for entry in needed.entry_points.select(group="console_scripts"):
                place = self.program(entry.name)
                attribute = str(entry.attr).partition(".")[0]
                lines = (
                    f"#!{self.python}",
                    "import sys",
                    f"from {entry.module} import {attribute}",
                    f"sys.exit({entry.attr}())",
                )
                if not place.exists():
                    place.write_text("\n".join([*lines, ""]), encoding="utf-8")
                    place.chmod(0o755)

    def lend_requirements(self, requirements: Iterable[str]) -> None:
        """Lend what fulfils these requirements, and what that requires in turn."""
        self.lend(self.lender.required(requirements))

    def has_module(self, name: str) -> bool:
        """Whether its Python can import a module."""
        try:
            run(str(self.python), "-I", "-c", f"import {name}", cwd=self.folder)
        except ProgramFailed:
            return False
        return True

    def _pip(self) -> tuple[str, ...]:
        """Return what runs this program's pip under that Python, in one start.

        `pip --python` starts both Pythons, and spends half of its time in the first.
        """
        spec = find_spec("pip")
        runner = Path(str(spec and spec.origin)).with_name("__pip-runner__.py")
        quiet = ("--quiet", "--disable-pip-version-check")
        if runner.exists():
            return (str(self.python), "-I", str(runner), *quiet)
        return (sys.executable, "-I", "-m", "pip", "--python", str(self.python), *quiet)


def _make_here(folder: Path) -> None:
    """Make an environment as `python -m venv` does, but without another start of Python."""
    import venv  # noqa: PLC0415 - slow to import, and few commands build

    try:
        venv.create(folder, symlinks=os.name != "nt")
    except (OSError, ValueError) as error:  # such as a colon in the path
        raise ProgramFailed(("venv",), f"failed: {error}") from None


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
