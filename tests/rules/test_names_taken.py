"""Names that a project's environment needs are refused, and those that are given back work."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from shipyard import rules
from testkit import baking
from testkit.running import attempt, environment, needed, run
from testkit.shell import DEFAULTS

pytestmark = pytest.mark.slow

EVERYTHING = {"docs": "sphinx", "command_line": "click"}
NAMES = "import importlib.metadata as m, json; print(json.dumps(list(m.packages_distributions())))"


@pytest.fixture(name="python", scope="module")
def _python(tmp_path_factory) -> Path:
    """The Python of an environment with all that a project's own can have."""
    folder = tmp_path_factory.mktemp("everything")
    project = baking.bake(folder, **EVERYTHING)
    run(folder, needed("uv"), "venv", "--quiet", "env")
    python: Path = folder / (
        "env/Scripts/python.exe" if os.name == "nt" else "env/bin/python"
    )
    install(python, project, "--group", "lint", "--group", "test", "--group", "docs")
    return python


def install(python: Path, project: Path, *groups: str) -> None:
    """Install a project for editing, as its environment has it."""
    given = ("--quiet", "--python", str(python), *groups, "--editable", str(project))
    run(project, needed("uv"), "pip", "install", *given)


def test_every_module_of_the_environment_is_refused(python):
    """Nobody can give a package a name under which an import finds a module of the environment."""
    answers = {**DEFAULTS, **EVERYTHING}
    found = json.loads(run(python.parent, python, "-I", "-c", NAMES))
    modules = [name for name in found if name.isidentifier() and name != "my_package"]

    assert "sphinx" in modules
    assert [
        name for name in modules if not rules.problem("package_name", name, answers)
    ] == []


@pytest.mark.parametrize("name", ["shipping", "release", "twine"])
def test_a_name_that_is_given_back_works(python, tmp_path, name):
    """A package of this name is installed, imported and tested like any other."""
    project = baking.bake(tmp_path, package_name=name, project_name="Given back")
    install(python, project)
    tests = attempt(project, python, "-m", "pytest", env=environment())

    assert tests.returncode == 0, tests.stdout
    assert f"src/{name}/example.py" in tests.stdout


@pytest.mark.parametrize("name", ["build", "dist", "venv"])
def test_a_folder_that_is_left_out_is_refused_for_a_reason(python, tmp_path, name):
    """pytest does not find the example in a folder of such a name, so nobody would see it fail."""
    project = baking.bake(tmp_path)
    project.joinpath("src/my_package").rename(project / "src" / name)
    found = attempt(project, python, "-m", "pytest", "--collect-only", "--quiet", "src")

    assert rules.problem("package_name", name, DEFAULTS)
    assert "no tests collected" in found.stdout
