"""The template's own code is loaded from beside it, by its content, and by nothing else's name."""

from __future__ import annotations

import ast
import importlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

import shipyard_template
from testkit.running import run
from testkit.tree import ROOT

# What only the installed command imports, under its ordinary name.
COMMAND = {"__main__.py", "cli.py"}
PACKAGES_OF_COMMANDS = {"adoption", "anywhere", "wizard"}
MODULES = sorted(
    path
    for path in ROOT.glob("shipyard/**/*.py")
    if path.name not in COMMAND and path.parent.name not in PACKAGES_OF_COMMANDS
)


def make_template(folder: Path, *, package: str, says: str) -> Path:
    """A template's folder whose code says one word."""
    code = folder / package
    code.mkdir(parents=True, exist_ok=True)
    code.joinpath("__init__.py").touch()
    code.joinpath("loading.py").write_bytes((ROOT / "shipyard/loading.py").read_bytes())
    code.joinpath("words.py").write_text("from .word import WORD\n")
    code.joinpath("word.py").write_text(f"WORD = {says!r}\n")
    return code


def said(folder: Path) -> object:
    """What the code beside the template in this folder says now."""
    package = shipyard_template.load(str(folder))
    return importlib.import_module(f"{package.__name__}.words").WORD


@pytest.fixture(autouse=True)
def _writes_bytecode(monkeypatch):
    """Compiled files are written, whatever the environment says: a stale one is what is feared."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_a_change_of_the_same_second_and_size_is_loaded(tmp_path):
    """A module that changes in its content alone is loaded again in the same process."""
    code = make_template(tmp_path, package="shipyard", says="one")
    date = code.joinpath("word.py").stat().st_mtime
    assert said(tmp_path) == "one"
    make_template(tmp_path, package="shipyard", says="two")
    os.utime(code / "word.py", (date, date))

    assert said(tmp_path) == "two"
    assert code.joinpath("__pycache__").is_dir()


def test_a_change_in_a_package_inside_is_loaded(tmp_path):
    """Packages inside the template's package belong to it, and a change in them counts."""
    code = make_template(tmp_path, package="shipyard", says="none")
    code.joinpath("words.py").write_text("from .inside.word import WORD\n")
    code.joinpath("inside").mkdir()
    code.joinpath("inside/__init__.py").touch()
    code.joinpath("inside/word.py").write_text(
        "from ..word import WORD as OLD\nWORD = OLD + '1'\n"
    )
    first = said(tmp_path)
    code.joinpath("inside/word.py").write_text(
        "from ..word import WORD as OLD\nWORD = OLD + '2'\n"
    )

    assert (first, said(tmp_path)) == ("none1", "none2")


def test_another_process_takes_no_stale_file(tmp_path):
    """A compiled file of the same second and size is not taken for a module that has changed."""
    code = make_template(tmp_path, package="shipyard", says="one")
    date = code.joinpath("word.py").stat().st_mtime
    assert said(tmp_path) == "one"
    compiled = list(code.joinpath("__pycache__").glob("word.*"))
    assert len(compiled) == 1
    make_template(tmp_path, package="shipyard", says="two")
    os.utime(code / "word.py", (date, date))
    program = (
        f"import sys; sys.path[0] = {str(ROOT)!r}; import shipyard_template as t; "
        f"t.load({str(tmp_path)!r}, 'shipyard'); from shipyard.words import WORD; print(WORD)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert done.stdout == "two\n"


def test_what_did_not_change_is_loaded_once(tmp_path):
    """Without a change the same modules are used again, which costs no time and no memory."""
    make_template(tmp_path, package="shipyard", says="one")

    assert shipyard_template.load(str(tmp_path)) is shipyard_template.load(
        str(tmp_path)
    )


def test_in_an_installed_shipyard_the_code_is_around_the_template(tmp_path):
    """The template of a wheel is inside the package, and finds its code there."""
    make_template(tmp_path, package="shipyard", says="one")
    tmp_path.joinpath("shipyard/template").mkdir()

    assert said(tmp_path / "shipyard/template") == "one"


def test_the_template_that_is_rendered_is_the_last_on_the_path(tmp_path, monkeypatch):
    """Another template earlier on the path, such as an installed one, is not taken."""
    folders = [tmp_path / "first", tmp_path / "last", tmp_path / "no-template"]
    for folder in folders:
        folder.mkdir()
    for folder in folders[:2]:
        folder.joinpath("shipyard_template.py").touch()
    monkeypatch.setattr(sys, "path", [*sys.path, *map(str, folders)])

    assert shipyard_template.template() == str(folders[1])


def test_a_relative_template_is_found_from_inside(tmp_path, monkeypatch):
    """cookiecutter adds `clone` to the path and goes into it, where that name means nothing."""
    tmp_path.joinpath("clone").mkdir()
    tmp_path.joinpath("clone/shipyard_template.py").touch()
    monkeypatch.setattr(sys, "path", [*sys.path, "clone"])
    monkeypatch.chdir(tmp_path)
    assert shipyard_template.template() == str(tmp_path / "clone")
    monkeypatch.chdir(tmp_path / "clone")

    assert shipyard_template.template() == str(tmp_path / "clone")


def absolute_imports(source: str) -> list[str]:
    """What is imported from the package by its ordinary name, at the top or later."""
    found = []
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
        found += [name for name in names if name.split(".")[0] == "shipyard"]
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_modules_import_each_other_from_beside(module):
    """No module that the template loads imports an installed Shipyard, at its top or later."""
    assert absolute_imports(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "import shipyard.x",
        "from shipyard import x",
        "def f():\n  from shipyard.x import y",
    ],
)
def test_imports_by_the_ordinary_name_are_found(line):
    """What the test above looks for is found when it is there."""
    assert len(absolute_imports(line)) == 1


def test_every_version_of_the_first_module_finds_todays_code(monkeypatch):
    """An update of an older project renders this template with the module that it began with."""
    monkeypatch.syspath_prepend(str(ROOT))
    log = ("log", "--format=%H", "--", shipyard_template.NAME)
    versions = run(ROOT, "git", *log, env=dict(os.environ)).split()

    assert versions
    for version in versions:
        source = run(
            ROOT,
            "git",
            "show",
            f"{version}:{shipyard_template.NAME}",
            env=dict(os.environ),
        )
        module: dict[str, Any] = {
            "__name__": "older",
            "__file__": str(ROOT / shipyard_template.NAME),
        }
        exec(compile(source, version, "exec"), module)  # noqa: S102
        extension = module["ShipyardExtension"](Environment(autoescape=False))  # noqa: S701

        assert extension.__class__.__module__.startswith("_shipyard_")
        assert "year" in extension.environment.filters
