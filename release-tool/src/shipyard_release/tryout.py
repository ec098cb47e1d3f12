"""Try a distribution as a user would: installed into a fresh environment, imported, run, tested."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from packaging.metadata import parse_email
from packaging.utils import canonicalize_name
from packaging.version import Version

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
import importlib, importlib.metadata, json, sys
answer, name, first, *modules = sys.argv[1:]
failures, version = {}, None
for module in modules:
    try:
        imported = importlib.import_module(module)
    except ImportError as error:
        missing = (error.name or "").partition(".")[0]
        failures[module] = [f"{type(error).__name__}: {error}", missing]
    except BaseException as error:
        failures[module] = [f"{type(error).__name__}: {error}", ""]
    else:
        version = getattr(imported, "__version__", None) if module == first else version
distribution = importlib.metadata.distribution(name)
scripts = distribution.entry_points.select(group="console_scripts")
found = {
    "version": version,
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


def import_names(settings: Settings) -> tuple[str, ...]:
    """Return what is imported: the setting's names, or the package of the version file."""
    if settings.import_names:
        return settings.import_names
    parts = PurePosixPath(settings.version_file).parent.parts
    sources = PurePosixPath(settings.sources).parts
    if parts[: len(sources)] == sources:
        parts = parts[len(sources) :]
    return (".".join(parts),)


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


def run_tests(trial: Trial, wheel: Path, repository: Repository, commit: str) -> Message:
    """Run the project's tests on a wheel, away from the sources that it was built from.

    The environment has what the wheel and the tests declare, lent by the project's environment.
    Returns how it went; raises `Stop` when a test fails.
    """
    settings = trial.settings
    if not settings.test_command or not repository.has_folder(commit, settings.tests):
        return Message("no-tests", {"folder": settings.tests})
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        source = folder / "source"
        repository.export(commit, source)
        shutil.rmtree(source / settings.sources, ignore_errors=True)
        with told_as("does-not-work", *trial.remedies):
            fresh = _fresh(trial, folder)
            fresh.install_alone(wheel)
            declared = group_requirements(settings.root, settings.test_group)
            fresh.lend_requirements([*requires_of(wheel), *declared])
        return _run_command(trial, fresh, source)


def modules_of(wheel: Path) -> list[str]:
    """Return the modules in a wheel that can be imported without running a program."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    found: list[str] = []
    for name in names:
        parts = PurePosixPath(name).with_suffix("").parts
        is_module = name.endswith(".py") and all(part.isidentifier() for part in parts)
        if not is_module or parts[-1] == "__main__":
            continue
        module = parts[:-1] if parts[-1] == "__init__" else parts
        if module:
            found.append(".".join(module))
    return found


def requires_of(wheel: Path) -> list[str]:
    """Return what a wheel requires, as its METADATA has it."""
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        fields, _ = parse_email(archive.read(name))
    return list(fields.get("requires_dist", []))


def _fresh(trial: Trial, folder: Path) -> Fresh:
    return Fresh.make(folder / "env", Lender.of(trial.settings.environment))


def _use(trial: Trial, fresh: Fresh, wheel: Path) -> list[Message]:
    settings = trial.settings
    first = import_names(settings)
    wanted = [module for module in modules_of(wheel) if module not in settings.skip_imports]
    names = list(dict.fromkeys([*first, *wanted]))
    answer = fresh.folder / "answer.json"
    words = ("-I", "-c", LOOK, str(answer), settings.name, first[0], *names)
    run(str(fresh.python), *words, cwd=fresh.folder, limit=SECONDS_FOR_IMPORTS)
    if not answer.exists():
        raise ProgramFailed(("import", *names), "ended the interpreter")
    found = json.loads(answer.read_text(encoding="utf-8"))
    messages = _check_imports(fresh, requires_of(wheel), found["failures"])
    seen = found["version"]
    if seen is not None and seen != str(trial.version):
        raise ProgramFailed((first[0],), f"says it is {seen}, not {trial.version}")
    for script in found["scripts"]:
        if script not in settings.skip_scripts:
            _run_script(fresh, script)
    return messages


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
    run(str(fresh.program(script)), "--help", cwd=fresh.folder, limit=SECONDS_FOR_A_SCRIPT)


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
        said = "\n".join(failure.output.splitlines()[-LINES_OF_TESTS:])
        remedies = (*trial.remedies, Again({"tests": False}, "without-tests"))
        raise Stop("tests-failed", *remedies, said=said) from None
    last = printed.strip().splitlines()
    return Message("tested", {"said": last[-1].strip("= ") if last else "passed"})
