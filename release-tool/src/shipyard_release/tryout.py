"""Try a distribution as a user would: installed into a fresh environment, imported, run, tested."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from packaging.metadata import RawMetadata, parse_email
from packaging.utils import canonicalize_name
from packaging.version import Version

from shipyard_release import layout
from shipyard_release.build import wheel_of
from shipyard_release.environments import Fresh, Lender
from shipyard_release.errors import Again, Message, Remedy, Stop
from shipyard_release.git import Repository
from shipyard_release.process import ProgramFailed, environment, run, told_as
from shipyard_release.settings import Settings, group_requirements

SECONDS_FOR_A_SCRIPT = 60
SECONDS_FOR_IMPORTS = 300
LINES_OF_TESTS = 40
NO_TESTS_COLLECTED = 5  # pytest's exit status
# What would bring other plugins, options or measurements into the tests.
FOREIGN = ("COVERAGE", "COV_", "PYTEST", "PYTHON")
# The answer goes to a file: a package may print, and may do so when the interpreter ends.
LOOK = """
import contextlib, importlib, importlib.metadata, json, sys, warnings
answer, name, *modules = sys.argv[1:]
failures, versions = {}, {}
for module in modules:
    try:
        imported = importlib.import_module(module)
    except ImportError as error:
        missing = (error.name or "").partition(".")[0]
        failures[module] = [f"{type(error).__name__}: {error}", missing]
    except BaseException as error:
        failures[module] = [f"{type(error).__name__}: {error}", ""]
    else:
        with contextlib.suppress(BaseException), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            versions[module] = imported.__version__
distribution = importlib.metadata.distribution(name)
scripts = distribution.entry_points.select(group="console_scripts")
found = {
    "version": distribution.version,
    "versions": {module: text for module, text in versions.items() if isinstance(text, str)},
    "failures": failures,
    "scripts": [script.name for script in scripts if not script.extras],
}
with open(answer, "w", encoding="utf-8") as file:
    json.dump(found, file)
"""


@dataclass(frozen=True)
class Trial:
    """What is tried out: the project's settings and version, and what would help when it fails."""

    settings: Settings
    version: Version
    remedies: tuple[Remedy, ...]


def try_wheel(trial: Trial, wheel: Path) -> list[Message]:
    """Install a wheel, import each of its modules and run its scripts, without a network.

    What it requires is lent by the project's own environment. Returns what a person should know;
    raises `Stop` when something fails.
    """
    with told_as("does-not-work", *trial.remedies), TemporaryDirectory() as temporary:
        fresh = _fresh(trial, Path(temporary))
        fresh.install_alone(wheel)
        fresh.lend_requirements(requires_of(wheel))
        return _use(trial, fresh, wheel)


def try_sdist(trial: Trial, sdist: Path, epoch: str) -> list[Message]:
    """Build the wheel of an sdist, as a user's pip does, and try that."""
    with told_as("does-not-work", *trial.remedies), TemporaryDirectory() as temporary:
        wheel = wheel_of(sdist, Path(temporary), epoch)
        return try_wheel(trial, wheel)


def try_address(trial: Trial, requirement: str, wheel: Path) -> None:
    """Install a requirement with pip, and use it as `try_wheel` does; `wheel` is the same file.

    What it requires comes from wherever this person installs from.
    """
    with told_as("does-not-work", *trial.remedies), TemporaryDirectory() as temporary:
        folder = Path(temporary)
        fresh = _fresh(trial, folder)
        fresh.install(requirement, cwd=folder)
        _use(trial, fresh, wheel)


def run_tests(
    trial: Trial, wheel: Path, repository: Repository, commit: str
) -> Message:
    """Run the project's tests on a wheel, away from the sources that it was built from.

    The environment has what the wheel and the tests declare, lent by the project's environment.
    Returns how it went; raises `Stop` when a test fails.
    """
    settings = trial.settings
    if not settings.test_command:
        return Message("tests-not-set")
    if not repository.has_folder(commit, settings.tests):
        return Message("no-tests", {"folder": settings.tests})
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        source = folder / "source"
        repository.export(commit, source)
        _remove_code(source, wheel)
        with told_as("does-not-work", *trial.remedies):
            fresh = _fresh(trial, folder)
            fresh.install_alone(wheel)
            declared = group_requirements(settings.root, settings.test_group)
            fresh.lend_requirements([*requires_of(wheel), *declared])
        return _run_command(trial, fresh, source)


def modules_of(wheel: Path) -> list[str]:
    """Return the modules in a wheel that can be imported without running a program."""
    return layout.modules_in(names_in(wheel))


def names_in(wheel: Path) -> list[str]:
    """Return the paths of the files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def metadata_of(wheel: Path) -> RawMetadata:
    """Return the metadata of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        [name] = [
            name for name in archive.namelist() if name.endswith(".dist-info/METADATA")
        ]
        fields, _ = parse_email(archive.read(name))
    return fields


def requires_of(wheel: Path) -> list[str]:
    """Return what a wheel requires, as its METADATA has it."""
    return list(metadata_of(wheel).get("requires_dist", []))


def _fresh(trial: Trial, folder: Path) -> Fresh:
    return Fresh.make(folder / "env", Lender.of(trial.settings.environment))


def _remove_code(source: Path, wheel: Path) -> None:
    """Remove from an exported commit what the wheel has, so that the tests find the wheel."""
    committed = [path.relative_to(source).as_posix() for path in source.rglob("*")]
    for top, folder in layout.origins(names_in(wheel), committed).items():
        place = source / folder / top
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink()


def _use(trial: Trial, fresh: Fresh, wheel: Path) -> list[Message]:
    settings = trial.settings
    modules = modules_of(wheel)
    first = settings.import_names or tuple(layout.import_names(modules))
    wanted = [module for module in modules if not _is_skipped(module, settings)]
    asked_for = settings.import_names or [name for name in first if name in wanted]
    names = list(dict.fromkeys([*asked_for, *wanted]))
    found = _look(fresh, settings.name, names)
    messages = _check_imports(fresh, requires_of(wheel), found["failures"])
    versions = {
        name: found["versions"][name] for name in first if name in found["versions"]
    }
    for name, seen in {settings.spelled: found["version"], **versions}.items():
        if seen != str(trial.version):
            raise ProgramFailed((name,), f"says it is {seen}, not {trial.version}")
    for script in found["scripts"]:
        if script not in settings.skip_scripts:
            _run_script(fresh, script)
    return messages


def _is_skipped(module: str, settings: Settings) -> bool:
    return any(fnmatchcase(module, pattern) for pattern in settings.skip_imports)


def _look(fresh: Fresh, name: str, modules: list[str]) -> dict[str, Any]:
    """Import modules in a fresh environment; return which fail, and what its metadata says."""
    answer = fresh.folder / "answer.json"
    words = ("-I", "-c", LOOK, str(answer), name, *modules)
    run(str(fresh.python), *words, cwd=fresh.folder, limit=SECONDS_FOR_IMPORTS)
    if not answer.exists():
        raise ProgramFailed(("import", *modules), "ended the interpreter")
    found: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class Failing:
    """What of an installed wheel cannot be imported, and which of its scripts do not answer."""

    modules: list[str]
    scripts: list[str]


def failing(fresh: Fresh, wheel: Path) -> Failing:
    """Return what cannot be imported or run of a wheel that is installed in an environment.

    A module that ends the interpreter takes the others with it, so they are asked one by one.
    """
    name = metadata_of(wheel)["name"]
    modules = modules_of(wheel)
    try:
        found = _look(fresh, name, modules)
        broken = list(found["failures"])
    except ProgramFailed:
        broken = [
            module for module in modules if not _can_be_imported(fresh, name, module)
        ]
        found = _look(fresh, name, [])
    silent = [script for script in found["scripts"] if not _answers(fresh, script)]
    return Failing(broken, silent)


def _can_be_imported(fresh: Fresh, name: str, module: str) -> bool:
    try:
        return not _look(fresh, name, [module])["failures"]
    except ProgramFailed:
        return False


def _answers(fresh: Fresh, script: str) -> bool:
    try:
        _run_script(fresh, script)
    except ProgramFailed:
        return False
    return True


def _check_imports(
    fresh: Fresh, requires: list[str], failures: dict[str, list[str]]
) -> list[Message]:
    """Return the modules that need an extra; raises `ProgramFailed` for any other failure."""
    optional = fresh.lender.optional(requires)
    messages: list[Message] = []
    for module, (text, missing) in failures.items():
        if not missing or _provider(fresh.lender, missing) not in optional:
            raise ProgramFailed((f"import {module}",), f"failed:\n{text}")
        messages.append(Message("needs-extra", {"module": module, "missing": missing}))
    return messages


def _provider(lender: Lender, module: str) -> str:
    """Return the name of the distribution that has a module, or the module's own."""
    for found in lender.all():
        if module in {file.parts[0].removesuffix(".py") for file in found.files or []}:
            return canonicalize_name(found.name)
    return canonicalize_name(module)


def _run_script(fresh: Fresh, script: str) -> None:
    run(
        str(fresh.program(script)),
        "--help",
        cwd=fresh.folder,
        limit=SECONDS_FOR_A_SCRIPT,
    )


def _run_command(trial: Trial, fresh: Fresh, source: Path) -> Message:
    module, *words = trial.settings.test_command
    if not fresh.has_module(module):
        raise Stop(
            "tests-not-installed",
            Again({"tests": False}, "without-tests"),
            module=module,
            folder=str(trial.settings.environment),
        )
    command = (str(fresh.python), "-I", "-m", module, *words)
    try:
        printed = run(*command, cwd=source, env=environment(drop=FOREIGN))
    except ProgramFailed as failure:
        if module == "pytest" and failure.returncode == NO_TESTS_COLLECTED:
            return Message("no-tests", {"folder": trial.settings.tests})
        output = "\n".join(failure.output.splitlines()[-LINES_OF_TESTS:])
        remedies = (*trial.remedies, Again({"tests": False}, "without-tests"))
        raise Stop("tests-failed", *remedies, output=output) from None
    last = printed.strip().splitlines()
    return Message("tested", {"output": last[-1].strip("= ") if last else "passed"})
