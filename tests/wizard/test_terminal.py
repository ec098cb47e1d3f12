"""Whole runs in a real terminal: what a person sees, at two sizes, and on leaving."""

from __future__ import annotations

import os
import re
import sys

import pytest

from shipyard.wizard import catalogue, identity
from testkit.folders import contents
from testkit.running import path_with_uv
from testkit.terminal import CLEAR, CTRL_C, CTRL_D, DOWN, ENTER, Terminal, terminal
from tests.wizard.conftest import INDEX_SETTINGS

pytestmark = pytest.mark.slow

NEW = [sys.executable, "-m", "shipyard", "new"]
# What is on the screen when a question waits, and what to type there.
RECOMMENDED = [
    ("How do you want to start?", (ENTER,)),
    ("[1/6]", ("Tide Tables", ENTER)),
    ("[2/6]", ("When the water comes.", ENTER)),
    ("[3/6]", ("Ada Lovelace", ENTER)),
    ("[4/6]", ("ada@example.com", ENTER)),
    ("[5/6]", (ENTER,)),
    ("[6/6]", (ENTER,)),
]
COUNT = len(catalogue.load())
REVIEW = "Is this right?"


def answer(screen: Terminal, steps: list[tuple[str, tuple[str, ...]]]) -> None:
    """Wait for each question, and type its keys."""
    for words, keys in steps:
        screen.see(words)
        screen.type(*keys)


def check_restored(screen: Terminal) -> None:
    """The terminal is as it was: its modes, a visible cursor, no bracketed paste, no mouse."""
    assert screen.modes == screen.last_modes
    for name in ("?25", "?2004", "?1000"):
        on = screen.raw.rfind(f"\x1b[{name}h".encode())
        off = screen.raw.rfind(f"\x1b[{name}l".encode())
        assert (on > off) == (name == "?25") or (on == off == -1), name


@pytest.mark.story
def test_recommended_at_the_usual_size(cwd):
    """Six answers and Enter make the project; the next steps and nothing else follow."""
    with terminal(NEW, cwd=cwd, env=dict(os.environ)) as screen:
        answer(screen, RECOMMENDED)
        screen.see(REVIEW)
        review = list(screen.screen.display)
        screen.type(ENTER)
        status = screen.end()

    assert status == 0, screen.text
    assert any("» Create the project" in line for line in review)
    assert any(line.split() == ["import", "package", "tide_tables"] for line in review)
    assert (cwd / "tide-tables" / "src" / "tide_tables" / "_version.py").is_file()
    assert "make check" in screen.text
    assert b"\x1b[" in screen.raw
    assert identity.remembered()["author_email"] == "ada@example.com"
    check_restored(screen)


def test_customise_in_a_small_terminal_without_colours(cwd):
    """At 40 by 12 with NO_COLOR all can be read, and the edge breaks no word."""
    env = {**os.environ, "NO_COLOR": "1"}
    with terminal(NEW, cwd=cwd, env=env, columns=40, rows=12) as screen:
        screen.see("How do you want to start?")
        screen.type(DOWN, ENTER)
        screen.see(f"[1/{COUNT}]")
        screen.type("tide/tables")
        screen.see("allowed: ASCII")
        advice = " ".join(line.strip() for line in screen.screen.display).split()
        screen.type(CLEAR, "Tide Tables", ENTER, ENTER, ENTER)
        answer(screen, [(f"[4/{COUNT}]", ("When the water comes.", ENTER))])
        answer(screen, [(f"[5/{COUNT}]", ("Ada", ENTER))])
        answer(screen, [(f"[6/{COUNT}]", ("ada@example.com", ENTER))])
        answer(
            screen,
            [(f"[{number}/{COUNT}]", (ENTER,)) for number in range(7, COUNT + 1)],
        )
        screen.see(REVIEW)
        screen.type(ENTER)
        status = screen.end()

    assert status == 0, screen.text
    unbroken = {"distribution", "allowed:", "letters", "digits,"}
    assert unbroken <= set(advice)
    assert (cwd / "tide-tables" / "setup.py").is_file()
    assert re.search(rb"[\[;]3[0-7]m", screen.raw) is None
    check_restored(screen)


def test_an_empty_folder_becomes_the_project(tmp_path):
    """In an empty folder its name is offered, and the project is made right there."""
    folder = tmp_path / "tide-tables"
    folder.mkdir()
    before = folder.stat().st_ino
    steps = [
        RECOMMENDED[0],
        ("tide-tables", (ENTER,)),
        *RECOMMENDED[2:],
        (REVIEW, (ENTER,)),
    ]
    with terminal(NEW, cwd=folder, env=dict(os.environ)) as screen:
        answer(screen, steps)
        status = screen.end()

    assert status == 0, screen.text
    assert (folder / "setup.py").is_file()
    assert folder.stat().st_ino == before
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == [
        "tide-tables"
    ]
    assert "cd " not in screen.text


def test_enter_on_an_example_says_that_it_is_one(cwd):
    """Without colours nothing else tells an example from what was typed."""
    with terminal(NEW, cwd=cwd, env=os.environ | {"NO_COLOR": "1"}) as screen:
        answer(screen, [*RECOMMENDED[:2], ("[2/6]", (ENTER,))])
        screen.see(
            "You have not typed anything yet. The text shown is only an example."
        )
        answer(screen, [*RECOMMENDED[2:], (REVIEW, (CTRL_C,))])
        status = screen.end()

    assert status == 130


@pytest.mark.parametrize(
    ("settings", "tells_place"),
    [({"PROMPT_TOOLKIT_NO_CPR": "1"}, True), ({}, False), ({"TERM": "dumb"}, True)],
    ids=["not asked", "no answer", "dumb"],
)
@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("tide/tables", '"tide/tables" is not a name'),
        ("json", "standard library"),
        ("", "You have not typed anything"),
    ],
)
def test_a_refusal_is_seen_in_every_terminal(cwd, settings, tells_place, typed, reason):
    """Where no terminal tells its cursor's place, a refused answer still gets its reason."""
    env = {**os.environ, "TERM": "xterm-256color", **settings}
    with terminal(NEW, cwd=cwd, env=env, tells_place=tells_place) as screen:
        answer(screen, RECOMMENDED[:1])
        screen.see("[1/6]")
        screen.type(typed, ENTER)
        screen.see(reason)
        screen.type(CLEAR, CTRL_C)
        status = screen.end(again=CTRL_C)

    assert status == 130


def test_a_whole_run_in_a_dumb_terminal(cwd):
    """Where nothing but lines can be printed, numbers choose, and the project is made."""
    env = {**os.environ, "TERM": "dumb"}
    with terminal(NEW, cwd=cwd, env=env) as screen:
        answer(screen, [*RECOMMENDED[:5], ("[5/6]", ("3", ENTER)), ("[6/6]", (ENTER,))])
        screen.see(REVIEW)
        screen.type("99", ENTER)
        screen.see('"99" is not in the list')
        screen.type(ENTER)
        status = screen.end()

    assert status == 0, screen.text
    assert b"\x1b" not in screen.raw
    assert (cwd / "tide-tables" / "setup.py").is_file()
    assert not (cwd / "tide-tables" / ".github").exists()


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["ctrl-c", "ctrl-d"])
@pytest.mark.parametrize("left_at", range(len(RECOMMENDED) + 1))
def test_leaving_at_any_question(cwd, home, left_at, key):
    """Leaving at any question is one line and status 130, with nothing on the disk."""
    before = contents(cwd)
    seen = [words for words, _ in RECOMMENDED] + [REVIEW]
    with terminal(NEW, cwd=cwd, env=dict(os.environ)) as screen:
        answer(screen, RECOMMENDED[:left_at])
        screen.see(seen[left_at])
        screen.type(key)
        status = screen.end()

    assert status == 130
    assert screen.text.splitlines()[-1] == "Stopped. Nothing was written."
    assert "Traceback" not in screen.text
    assert contents(cwd) == before
    # pip asks rustc, and rustup makes itself a home.
    assert {path.name for path in home.iterdir()} <= {".rustup"}
    check_restored(screen)


def test_the_checks_run_where_one_can_see_them(cwd):
    """The second line of the review makes the environment and runs the project's checks, live."""
    given = {
        "project-name": "Tide Tables",
        "description": "When.",
        "author-name": "Ada",
        "author-email": "ada@example.com",
        "repository-owner": "ada",
        "ci": "none",
    }
    flags = [f"--{name}={text}" for name, text in given.items()]
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("PIP_")
    }
    env = kept | INDEX_SETTINGS | {"PATH": path_with_uv()}
    with terminal([*NEW, *flags], cwd=cwd, env=env) as screen:
        answer(screen, [RECOMMENDED[0], (REVIEW, (DOWN, ENTER))])
        screen.see("Creating the environment")
        status = screen.end(seconds=300)

    assert status == 0, screen.text
    assert "passed" in screen.text
    assert "make rehearse" in screen.text
