"""What a person at a terminal sees and is asked."""

from __future__ import annotations

import pytest

from testkit.terminal import CTRL_C, CTRL_D

pytestmark = pytest.mark.slow
PROMPT = "Go on? [y/N]"


@pytest.mark.parametrize(
    "reply", ["n\n", "\n", CTRL_C, CTRL_D], ids=["no", "enter", "Ctrl-C", "Ctrl-D"]
)
def test_whatever_is_not_yes_leaves_nothing_public(yard, reply):
    """No, Enter, Ctrl-C and Ctrl-D at the question stop before the push and the upload."""
    outcome = yard.at_terminal("release", prompt=PROMPT, reply=reply)

    assert outcome.status in {1, 130}
    assert "Traceback" not in outcome.text
    assert "make release TO=dock" in outcome.text
    assert yard.index.files == []
    assert yard.git("log", "--format=%s", "main", cwd=yard.remote).count("Release") == 0


def test_after_a_no_the_command_that_is_named_asks_again_and_releases(yard):
    """A no loses nothing: the same command goes on at the question."""
    refused = yard.at_terminal("release", prompt=PROMPT, reply="n\n")

    outcome = yard.at_terminal("release", prompt=PROMPT, reply="y\n")

    assert "To go on later: make release TO=dock" in refused.text
    assert "Nothing has become public." in refused.text
    assert outcome.status == 0, outcome.text
    yard.assert_released_once("0.1.0")


def test_yes_releases_and_is_asked_once(yard):
    """The question says what becomes public where, and one yes is enough for push and upload."""
    outcome = yard.at_terminal("release", prompt=PROMPT, reply="y\n")

    assert outcome.status == 0, outcome.text
    assert "my-package 0.1.0 becomes public on dock" in outcome.text
    assert outcome.text.count("Go on?") == 1
    assert sum(row.startswith("  my_package-0.1.0") for row in outcome.text.splitlines()) == 2
    yard.assert_released_once("0.1.0")


def test_waits_move_and_results_are_coloured_only_where_wanted(yard):
    """A terminal shows movement and colour, NO_COLOR takes the colour away, and a pipe gets
    neither."""
    coloured = yard.at_terminal("rehearse")
    plain = yard.at_terminal("rehearse", NO_COLOR="1")
    piped = yard.run("rehearse")

    assert "\x1b[32m" in coloured.text
    assert "\x1b[?25l" in coloured.text
    assert "\x1b[32m" not in plain.text
    assert "\x1b" not in piped.text
