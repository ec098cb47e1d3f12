"""The release tool comes into a project as it is beside the template."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from shipyard import questions
from shipyard.project import finish, release_tool
from testkit.shell import DEFAULTS
from testkit.tree import ROOT, files

SOURCE = "release-tool/src/shipyard_release/"


def tool() -> dict[str, bytes]:
    """What git has of the tool."""
    names = [name for name in files() if name.startswith(SOURCE)]
    return {name.removeprefix(SOURCE): (ROOT / name).read_bytes() for name in names}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file in a folder."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_new_project_has_the_tool(bake):
    """A generated project has every file of the tool, byte for byte, and no other there."""
    assert contents(bake() / "tools/shipyard_release") == tool()


def test_a_newer_tool_takes_the_place_of_an_older_one(tmp_path):
    """Files of an earlier copy go, and files beside the copy stay."""
    old = tmp_path / "tools/shipyard_release/old"
    old.mkdir(parents=True)
    old.joinpath("module.py").touch()
    tmp_path.joinpath("tools/own.py").touch()
    release_tool.copy_to(str(tmp_path))

    assert contents(tmp_path / "tools/shipyard_release") == tool()
    assert tmp_path.joinpath("tools/own.py").is_file()


@pytest.fixture(name="template")
def _template(tmp_path, monkeypatch):
    """A template with a release tool of one file, which is what is copied."""
    folder = tmp_path / "template"
    source = folder / SOURCE
    source.mkdir(parents=True)
    source.joinpath("program.py").write_text("x = 1\n")
    monkeypatch.setattr(questions, "template", lambda: str(folder))
    return folder


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_copies_have_ordinary_modes_and_no_compiled_files(template, tmp_path):
    """A copy can be written to, even when the template is read-only, and has no __pycache__."""
    template.joinpath(SOURCE, "__pycache__").mkdir()
    template.joinpath(SOURCE, "__pycache__/program.pyc").touch()
    template.joinpath(SOURCE, "program.py").chmod(0o555)
    release_tool.copy_to(str(tmp_path))
    copy = tmp_path / "tools/shipyard_release/program.py"

    assert list(copy.parent.iterdir()) == [copy]
    assert stat.S_IMODE(copy.stat().st_mode) & 0o700 == 0o600


def test_an_incomplete_template_costs_no_project_its_tool(
    template, tmp_path, monkeypatch
):
    """Without the tool beside the template, one line says so, and an earlier copy stays."""
    release_tool.copy_to(str(tmp_path))
    template.joinpath(SOURCE, "program.py").unlink()
    template.joinpath(SOURCE).rmdir()
    monkeypatch.chdir(tmp_path)
    problems = finish.wire(DEFAULTS)

    assert problems[0].startswith("The release tool could not be copied to tools/: ")
    assert tmp_path.joinpath("tools/shipyard_release/program.py").is_file()
