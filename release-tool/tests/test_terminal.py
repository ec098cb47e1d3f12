"""What a person at a terminal sees and is asked."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from testkit.terminal import CTRL_C, CTRL_D, DOWN, ENTER, terminal

pytestmark = pytest.mark.slow
PROMPT = "Go on? [y/N]"


@pytest.mark.parametrize(
    "reply", ["n\n", "\n", CTRL_C, CTRL_D], ids=["no", "enter", "Ctrl-C", "Ctrl-D"]
)
def test_whatever_is_not_yes_leaves_nothing_public(project, reply):
    """No, Enter, Ctrl-C and Ctrl-D at the question stop before the push and the upload."""
    outcome = project.at_terminal("release", prompt=PROMPT, reply=reply)

    assert outcome.status in {1, 130}
    assert "Traceback" not in outcome.text
    assert "make release TO=company" in outcome.text
    assert project.index.files == []
    assert (
        project.git("log", "--format=%s", "main", cwd=project.remote).count("Release")
        == 0
    )


def test_after_a_no_the_command_that_is_named_asks_again_and_releases(project):
    """A no loses nothing: the same command goes on at the question."""
    refused = project.at_terminal("release", prompt=PROMPT, reply="n\n")

    outcome = project.at_terminal("release", prompt=PROMPT, reply="y\n")

    assert "To go on later: make release TO=company" in refused.text
    assert "Nothing has become public." in refused.text
    assert outcome.status == 0, outcome.text
    project.assert_released_once("0.1.0")


def test_yes_releases_and_is_asked_once(project):
    """The question says what becomes public where, and one yes is enough for push and upload."""
    outcome = project.at_terminal("release", prompt=PROMPT, reply="y\n")

    assert outcome.status == 0, outcome.text
    assert "my-package 0.1.0 becomes public on company" in outcome.text
    assert outcome.text.count("Go on?") == 1
    assert (
        sum(row.startswith("  my_package-0.1.0") for row in outcome.text.splitlines())
        == 2
    )
    project.assert_released_once("0.1.0")


@pytest.fixture(name="waiting")
def _waiting(project):
    """A released project with news, of which a person thinks."""
    project.release()
    project.note_change("A thing to notice.")
    return project


@contextmanager
def asked(project):
    """Yield the terminal in which a person is asked which version comes next."""
    words = project.words("release")
    with terminal(
        words, cwd=project.folder, env=project.environment, rows=40
    ) as screen:
        screen.see("Ctrl-C stops and changes nothing", seconds=60)
        yield screen


def test_a_person_chooses_the_next_version_from_a_list(waiting):
    """It shows what changed, a recommendation and each number; what is chosen is released, and what
    is typed again has the choice."""
    with asked(waiting) as screen:
        screen.see("1.0.0rc1")
        seen = screen.text
        screen.type(DOWN, ENTER)
        screen.see(PROMPT, seconds=60)
        screen.type("y\n")
        status = screen.end(seconds=60)

    assert "Commits since v0.1.0: 1" in seen
    assert "- A thing to notice." in seen
    assert (
        "The recommended version is 0.1.1: nothing was found that asks for more."
        in seen
    )
    assert "0.2.0rc1    first candidate of the minor version" in seen
    assert status == 0, screen.text
    waiting.assert_released_once("0.2.0")


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_the_list_leaves_nothing(waiting, key):
    """No file, no commit, and no change anywhere."""
    before = waiting.state()

    with asked(waiting) as screen:
        screen.type(key)
        status = screen.end(seconds=60, again=key)

    assert status == 130
    assert "Traceback" not in screen.text
    assert waiting.state() == before


def test_who_said_yes_beforehand_is_asked_nothing(waiting):
    """A script at a terminal does not hang; it is told what to type."""
    outcome = waiting.at_terminal("release", "--yes")

    assert outcome.status == 0
    assert "BUMP=patch" in outcome.text


def test_waits_move_and_results_are_coloured_only_where_wanted(project):
    """A terminal shows movement and colour, NO_COLOR takes the colour away, and a pipe gets
    neither."""
    coloured = project.at_terminal("rehearse")
    plain = project.at_terminal("rehearse", NO_COLOR="1")
    piped = project.run("rehearse")

    assert "\x1b[32m" in coloured.text
    assert "\x1b[?25l" in coloured.text
    assert "\x1b[32m" not in plain.text
    assert "\x1b" not in piped.text
