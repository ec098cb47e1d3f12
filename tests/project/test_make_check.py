"""The generated project's own commands, run for real."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from testkit.baking import CHOICES
from testkit.running import attempt, path_of, pythons, run

pytestmark = pytest.mark.slow

UNREACHABLE = {
    "http_proxy": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9",
    "no_proxy": "",
}


def matrix() -> Iterator[Any]:
    """Each choice of each question and each Python at least once, in as few projects as that takes."""
    values = {question: found for question, found in CHOICES.items() if question != "publish_from"}
    values["python_min"] = [version for version in pythons() if version in CHOICES["python_min"]]
    for row in range(max(map(len, values.values()))):
        answers = {question: found[row % len(found)] for question, found in values.items()}
        answers["publish_from"] = "local" if answers["ci"] == "none" else "ci"
        yield pytest.param(answers, id="-".join(answers.values()))


@pytest.mark.parametrize("answers", list(matrix()))
def test_make_check_passes(make_project, own, tmp_path_factory, answers):
    """A fresh project passes its own check, and format mends nothing, on the oldest Python it supports."""
    project = make_project(**answers)
    python = answers["python_min"]
    own |= {"MYPY_CACHE_DIR": str(tmp_path_factory.getbasetemp().parent / f"mypy-{python}")}
    targets = ["check", "format"] + ["docs"] * (answers["docs"] == "sphinx")
    printed = run(project, "make", *targets, f"PYTHON={pythons()[python]}", env=own)

    assert "100%" in printed
    assert run(project, "git", "status", "--porcelain", env=own) == ""


def test_make_without_uv_and_without_a_network(make_project, env, tmp_path):
    """With venv and pip alone, in a folder with a blank, a network is needed once."""
    project = Path(shutil.move(make_project(), tmp_path / "a folder"))
    own = env | {"PATH": path_of(tmp_path / "bin", "git")}
    run(project, "make", "test", f"PYTHON={sys.executable}", env=own)
    (project / "pyproject.toml").touch()
    printed = run(project, "make", "check", env=own | UNREACHABLE | {"PIP_NO_INDEX": "1"})

    assert printed.count("Installing into .venv") == 1
    assert "100%" in printed


def test_pip_installs_what_uv_cannot(make_project, own, tmp_path):
    """When uv cannot reach the index, pip gets its turn, and says what comes of it."""
    project = make_project()
    cut_off = {"UV_OFFLINE": "1", "UV_CACHE_DIR": str(tmp_path / "empty")}
    printed = run(project, "make", "install", f"PYTHON={sys.executable}", env=own | cut_off)

    assert "uv could not install this; trying with pip" in printed
    assert "Nothing to be done" in run(project, "make", "install", env=own)


def test_an_interrupted_installation_starts_over(make_project, own):
    """An environment that was never finished is thrown away; one that was is only brought up to date."""
    project = make_project()
    (project / ".venv").mkdir()
    (project / ".venv" / "half").touch()
    run(project, "make", "install", f"PYTHON={sys.executable}", env=own)
    (project / ".venv" / "whole").touch()

    assert not (project / ".venv" / "half").exists()
    assert "Installing" not in run(project, "make", "install", env=own)
    os.utime(project / ".venv" / "installed", (1, 1))  # as if setup.py had changed since
    assert "Installing" in run(project, "make", "install", env=own)
    assert (project / ".venv" / "whole").exists()


def test_a_project_that_moves_gets_a_new_environment(make_project, own, tmp_path):
    """In a folder with another name `make` works as before, and installs once more for that."""
    project = make_project()
    run(project, "make", "install", f"PYTHON={sys.executable}", env=own)
    moved = project.rename(tmp_path / "moved")
    (moved / ".venv" / "old").touch()

    assert "5 passed" in run(moved, "make", "test", f"PYTHON={sys.executable}", env=own)
    assert not (moved / ".venv" / "old").exists()
    assert "Installing" not in run(moved, "make", "install", env=own)


def test_a_new_dependency_is_installed_when_it_is_needed(make_project, own):
    """After a dependency was added to setup.py, the next command has it."""
    project = make_project()
    setup = project / "setup.py"
    text = setup.read_text(encoding="utf-8")
    run(project, "make", "install", f"PYTHON={sys.executable}", env=own)
    setup.write_text(
        text.replace("install_requires=[]", 'install_requires=["colorama"]'), encoding="utf-8"
    )
    test = project / "tests" / "test_new.py"
    test.write_text("import colorama\n\n\ndef test_it():\n    assert colorama\n", encoding="utf-8")

    assert "6 passed" in run(project, "make", "test", env=own)


def test_mistakes_are_found(make_project, own):
    """Each part of `make check` fails on what it is there for."""
    project = make_project()
    module = project / "src/harbour_log/example.py"
    good = module.read_text(encoding="utf-8")
    run(project, "make", "install", f"PYTHON={sys.executable}", env=own)
    for target, addition in {
        "lint": "import os\n",
        "typecheck": '\n\nNUMBER: int = "one"\n',
        "test": '\n\ndef unused() -> str:\n    """Return what no test asks for."""\n    return "x"\n',
    }.items():
        module.write_text(good + addition, encoding="utf-8")
        done = attempt(project, "make", target, env=own)

        assert done.returncode == 2, f"{target}:\n{done.stdout}"
    module.write_text(good.replace('f"Hello', "f'Hello").replace('!"', "!'"), encoding="utf-8")
    assert attempt(project, "make", "lint", env=own).returncode == 2
    run(project, "make", "format", env=own)
    assert module.read_text(encoding="utf-8") == good
