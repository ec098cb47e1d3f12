"""tools/release.py: the environment of the release tool, and what is said before there is one.

Most tests put a tool of a few lines in the place of the real one.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from testkit.running import attempt, run
from testkit.tree import ROOT

OPTIONS = """
import argparse

def parse(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--root")
    parser.add_argument("command", choices=["build", "check", "status"])
    return parser.parse_args(arguments)
"""
LOOK = """
import pathlib, sys

def look(options, root):
    return 0

if __name__ == "__main__":
    sys.exit((pathlib.Path(sys.argv[2]) / "broken").exists())
"""
MAIN = """
import importlib.util, json, sys

found = [name for name in ("colorama", "toml") if importlib.util.find_spec(name)]
print(json.dumps({"prefix": sys.prefix, "arguments": sys.argv[1:], "found": found}))
sys.exit(4)
"""


@pytest.fixture(name="project")
def _project(make_project: Callable[..., Path]) -> Path:
    """A project whose release tool says how it was started, and ends with status 4."""
    project = make_project()
    tool = project / "tools" / "shipyard_release"
    shutil.rmtree(tool)
    tool.mkdir()
    for name, text in {
        "__init__.py": "",
        "__main__.py": MAIN,
        "options.py": OPTIONS,
        "look.py": LOOK,
        "requirements.txt": "colorama==0.4.6\n",
        "build_requirements.py": "",
    }.items():
        tool.joinpath(name).write_text(text, encoding="utf-8")
    return project


def start(
    project: Path, env: dict[str, str], *words: str
) -> subprocess.CompletedProcess[str]:
    """Start the tool as a person does where there is no make."""
    return subprocess.run(
        [sys.executable, "tools/release.py", *words],
        cwd=project,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_tool_runs_in_an_environment_of_its_own(project, own):
    """.venv-release has the tool's requirements, and .venv is not made; stdout is the tool's."""
    done = start(project, own, "build")
    printed = json.loads(done.stdout)

    assert done.returncode == 4
    assert printed["prefix"] == str(project / ".venv-release")
    assert printed["arguments"][-1] == "build"
    assert printed["found"] == ["colorama"]
    assert "Creating .venv-release" in done.stderr
    assert not (project / ".venv").exists()
    assert start(project, own, "build").stderr == ""


@pytest.mark.slow
def test_its_environment_follows_what_is_asked_for(project, own):
    """What builds the package is installed as well, when the tool says that it is needed."""
    start(project, own, "build")
    asked = project / "tools/shipyard_release/build_requirements.py"
    asked.write_text("print('toml==0.10.2')\n", encoding="utf-8")
    done = start(project, own, "build")

    assert "Updating .venv-release" in done.stderr
    assert json.loads(done.stdout)["found"] == ["colorama", "toml"]


@pytest.mark.slow
def test_a_try_out_has_the_projects_dependencies(project, own):
    """The commands that install the package find .venv, from which they borrow."""
    start(project, own, "check")

    assert (project / ".venv" / "installed").exists()


@pytest.mark.slow
def test_the_tool_looks_before_pip_does(project, own):
    """What the tool finds wrong is told by it alone: pip is not asked to install the package."""
    (project / "broken").touch()
    done = start(project, own, "check")

    assert done.returncode == 1
    assert (project / ".venv-release").exists()
    assert not (project / ".venv").exists()


@pytest.mark.skipif(
    sys.version_info < (3, 11), reason="older ones cannot read pyproject.toml"
)
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "branches =",
            "brnaches =",
            '"brnaches" is not a setting. Did you mean "branches"?',
        ),
        ("\n[project]\n", "\n[project\n", "pyproject.toml cannot be read"),
    ],
    ids=["a mistyped setting", "no TOML"],
)
def test_wrong_settings_are_told_before_anything_is_made(generate, own, old, new, told):
    """A person sees one plain message, and waits for no environment."""
    project = generate()
    file = project / "pyproject.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = start(project, own, "build")

    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert list(project.glob(".venv*")) == []


@pytest.mark.parametrize(("words", "status"), [(["--help"], 0), (["bild"], 2), ([], 2)])
def test_what_is_typed_wrong_is_refused_before_anything_is_made(
    project, own, words, status
):
    """Neither a mistake nor a question for help makes an environment."""
    done = start(project, own, *words)

    assert done.returncode == status
    assert "usage" in done.stdout + done.stderr
    assert list(project.glob(".venv*")) == []


def test_a_missing_tool_is_one_line(project, own):
    """Where hooks were switched off the tool is not there; the line says where to read more."""
    shutil.rmtree(project / "tools" / "shipyard_release")
    done = start(project, own, "status")

    assert done.returncode == 1
    assert done.stderr == (
        "The release tool is missing: there is no folder tools/shipyard_release. "
        "tools/README.md says how to add it.\n"
    )


def test_other_folders_of_python_do_not_matter(project, own):
    """It finds its parts with PYTHONSAFEPATH set, and takes no module of the current folder."""
    (project / "run.py").write_text("raise SystemExit(9)\n", encoding="utf-8")
    done = start(
        project, own | {"PYTHONSAFEPATH": "1", "PYTHONPATH": str(project)}, "--help"
    )

    assert done.returncode == 0


def test_the_tool_says_how_it_is_typed(generate, own):
    """Its help begins with what was typed, not with the name of a module."""
    assert start(generate(), own, "--help").stdout.startswith(
        "usage: python tools/release.py "
    )


def test_readme_states_the_version_of_the_tool(generate):
    """The number in tools/README.md is that of the tool beside it."""
    tools = generate() / "tools"
    source = (tools / "shipyard_release/__init__.py").read_text(encoding="utf-8")
    version = source.split('__version__ = "')[1].partition('"')[0]

    assert f"shipyard-release {version}," in (tools / "README.md").read_text(
        encoding="utf-8"
    )
    assert (tools / "shipyard_release/LICENSE").read_bytes() == (
        ROOT / "release-tool/LICENSE"
    ).read_bytes()


@pytest.mark.slow
def test_twine_can_be_used_by_hand(generate, own):
    """The first command makes .venv-release, in which twine is ready to be typed."""
    project = generate()
    attempt(project, "make", "release-status", f"PYTHON={sys.executable}", env=own)
    python = ".venv-release/bin/python"

    assert run(project, python, "-m", "twine", "--version", env=own).startswith(
        "twine version"
    )
