"""The questions of an adoption in a real terminal: what a person sees, and what leaving leaves."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from testkit.terminal import CTRL_C, CTRL_D, DOWN, ENTER, UP, terminal
from testkit.tree import ROOT
from tests.adoption.conftest import Make, git, state

pytestmark = pytest.mark.slow

# The command, with what builds, reads and rehearses replaced, as that takes minutes.
SCRIPT = """
import sys
from pathlib import Path
from shipyard import cli
from shipyard.adoption import run
from shipyard.adoption.building import Workshop
from shipyard.anywhere.tool import Tool
from tests.adoption.test_adopt import FOUND, Said
from tests.adoption.test_proof import WHEEL, built

folder = Path(sys.argv.pop(1))
metadata = WHEEL["old-1.dist-info/METADATA"].replace("Name:", "Version: 1.2.3\\nName:")
wheel = {**WHEEL, "old-1.dist-info/METADATA": metadata}


def discover(root, given):
    unread = {} if "version-file" in given else {"version-file": "Two files have it."}
    settings = {"branch": "master", "environment": "/lent", **given}
    return {**FOUND, "settings": settings, "unread": unread}


run.tool = lambda root, **_: Tool(root, Path(sys.executable))
run.discover = discover
Workshop.build = lambda *words: built(folder / words[-1], wheel=wheel)
Tool.ask = lambda *_: Said()
cli.main()
"""


@pytest.fixture(name="command")
def _command(tmp_path: Path) -> list[str | Path]:
    """What starts `shipyard adopt`."""
    script = tmp_path / "adopt.py"
    script.write_text(SCRIPT)
    return [sys.executable, script, tmp_path / "builds", "adopt"]


@pytest.fixture(name="env")
def _env() -> Mapping[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 12)])
def test_what_is_open_is_asked_and_the_rest_can_be_changed(
    make: Make,
    command: list[str | Path],
    env: Mapping[str, str],
    columns: int,
    rows: int,
):
    """Consent, one open setting, one that is changed in the review, and the commit."""
    folder = make()
    with terminal(
        [*command, folder], cwd=ROOT, env=env, columns=columns, rows=rows
    ) as screen:
        screen.see("Run it?")
        screen.type(ENTER)
        screen.see("Two files have it.")
        screen.type("oldie.py", ENTER)
        screen.see("Is this right?")
        screen.type(UP, ENTER)  # the last row, around the top
        screen.see("Where do pipelines run?")
        screen.type(UP, UP, ENTER)
        screen.see("GitHub", seconds=20)
        screen.type(ENTER)
        screen.see("Commit this to")
        screen.type(ENTER)
        status = screen.end()

    assert status == 0, screen.text
    assert "0 differences" in screen.text
    assert b"Traceback" not in screen.raw
    added = git(folder, "diff", "--name-only", "master", "shipyard-adopt").splitlines()
    assert ".github/workflows/shipyard-rehearse.yml" in added
    assert 'version-file = "oldie.py"' in git(
        folder, "show", "shipyard-adopt:pyproject.toml"
    )


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
@pytest.mark.parametrize("question", ["Run it?", "Is this right?", "Commit this to"])
def test_leaving_at_a_question_leaves_nothing(
    make: Make,
    command: list[str | Path],
    env: Mapping[str, str],
    question: str,
    key: str,
):
    """One line says so, the status is 130, and the repository is byte for byte what it was."""
    folder = make()
    before = state(folder)
    with terminal(
        [*command, folder, "--version-file=oldie.py"], cwd=ROOT, env=env
    ) as screen:
        for asked in ("Run it?", "Is this right?", "Commit this to"):
            screen.see(asked)
            if asked == question:
                break
            screen.type(ENTER)
        screen.type(key)
        status = screen.end(again=key)

    assert status == 130, screen.text
    assert "Stopped. Nothing was written." in screen.text
    assert state(folder) == before


def test_no_is_one_key_away(
    make: Make, command: list[str | Path], env: Mapping[str, str]
):
    """Somebody who does not want the commit says so, and has nothing."""
    folder = make()
    before = state(folder)
    with terminal(
        [*command, folder, "--version-file=oldie.py"], cwd=ROOT, env=env
    ) as screen:
        screen.see("Run it?")
        screen.type(ENTER)
        screen.see("Is this right?")
        screen.type(ENTER)
        screen.see("Commit this to")
        screen.type(DOWN, ENTER)
        status = screen.end()

    assert status == 1, screen.text
    assert state(folder) == before


@pytest.mark.parametrize(
    ("settings", "tells_place"),
    [({"PROMPT_TOOLKIT_NO_CPR": "1"}, True), ({}, False), ({"TERM": "dumb"}, True)],
    ids=["not asked", "no answer", "dumb"],
)
def test_a_refusal_is_seen_in_every_terminal(
    make: Make,
    command: list[str | Path],
    env: Mapping[str, str],
    settings: Mapping[str, str],
    *,
    tells_place: bool,
):
    """Where no terminal tells its cursor's place, a refused answer still gets its reason."""
    folder = make()
    env = {**env, "TERM": "xterm-256color", **settings}
    with terminal(
        [*command, folder], cwd=ROOT, env=env, tells_place=tells_place
    ) as screen:
        screen.see("Run it?")
        screen.type(ENTER)
        screen.see("Two files have it.")
        screen.type(ENTER)
        screen.see("Give an answer.")
        screen.type("oldie.py", ENTER)
        screen.see("Is this right?")
        screen.type(CTRL_C)
        status = screen.end(again=CTRL_C)

    assert status == 130, screen.text


def test_a_whole_adoption_in_a_dumb_terminal(
    make: Make, command: list[str | Path], env: Mapping[str, str]
):
    """Where nothing but lines can be printed, numbers choose, and the branch is made."""
    folder = make()
    env = {**env, "TERM": "dumb"}
    with terminal([*command, folder], cwd=ROOT, env=env) as screen:
        for question, keys in {
            "Run it?": (ENTER,),
            "Two files have it.": ("oldie.py", ENTER),
            "Is this right?": ("99", ENTER),
            '"99" is not in the list': (ENTER,),
            "Commit this to": (ENTER,),
        }.items():
            screen.see(question)
            screen.type(*keys)
        status = screen.end(again=ENTER)

    assert status == 0, screen.text
    assert b"\x1b" not in screen.raw
    assert 'version-file = "oldie.py"' in git(
        folder, "show", "shipyard-adopt:pyproject.toml"
    )
