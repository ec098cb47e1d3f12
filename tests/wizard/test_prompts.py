"""The prompts keep to the rules while one types, and leave when told to."""

from __future__ import annotations

import pytest

from shipyard.wizard import prompts
from testkit.terminal import CLEAR, CTRL_C, CTRL_D, DOWN, ENTER


def only_short(text: str) -> str | None:
    """Refuse a text that is not of one to four letters."""
    return None if 0 < len(text) < 5 else f"{text!r} is not short: one to four letters"


def test_whitespace_around_an_answer_is_dropped(type_keys):
    """What is checked and kept is the text itself."""
    type_keys("  tide  ", ENTER)

    assert prompts.text("Name", only_short, mark="?") == "tide"


def test_a_default_can_be_edited(type_keys):
    """A good guess is shown at the prompt as text."""
    type_keys("s", ENTER)

    assert prompts.text("Name", only_short, mark="?", default="tid") == "tids"


def test_an_example_is_not_accepted_silently(type_keys):
    """Enter on an example is an empty answer, and that is refused."""
    type_keys(ENTER, "tide", ENTER)

    assert prompts.text("Name", only_short, mark="?", example="ebb") == "tide"


def test_a_refused_answer_can_be_mended(type_keys):
    """Enter does nothing as long as the rules refuse the text."""
    type_keys("too long", ENTER, CLEAR, "tide", ENTER)

    assert prompts.text("Name", only_short, mark="?") == "tide"


@pytest.mark.parametrize(
    ("key", "raised"), [(CTRL_C, KeyboardInterrupt), (CTRL_D, EOFError)]
)
@pytest.mark.parametrize("typed", ["", "tide"])
def test_leaving_is_not_an_answer(type_keys, key, raised, typed):
    """Ctrl-C and Ctrl-D raise, whatever was typed before, so that no further question is asked."""
    type_keys(typed, key)

    with pytest.raises(raised):
        prompts.text("Name", only_short, mark="?")


@pytest.mark.parametrize(
    ("key", "raised"), [(CTRL_C, KeyboardInterrupt), (CTRL_D, EOFError)]
)
def test_leaving_is_not_a_choice(type_keys, key, raised):
    """The same keys leave a list of choices."""
    type_keys(key)

    with pytest.raises(raised):
        prompts.choice("Where", {"a": "A", "b": "B"}, mark="?")


def test_a_choice_is_its_value_not_its_text(type_keys):
    """What is shown is for people; what comes back is for the template."""
    type_keys(DOWN, ENTER)

    assert (
        prompts.choice(
            "Where", {"github": "GitHub Actions", "none": "nowhere"}, mark="?"
        )
        == "none"
    )


def test_a_choice_begins_at_its_default(type_keys):
    """Enter keeps what is set."""
    type_keys(ENTER)

    assert (
        prompts.choice("Where", {"a": "A", "b": "B", "c": "C"}, mark="?", default="b")
        == "b"
    )


def test_long_words_are_broken_to_the_terminal(monkeypatch):
    """No line is longer than the terminal is wide, and a choice of the review is one line."""
    monkeypatch.setattr(prompts, "columns", lambda: 40)
    words = "one two three four five six seven eight nine ten eleven twelve"

    assert max(map(len, prompts.wrapped(words, taken=6).splitlines())) <= 40
    assert len(prompts.shortened(words)) <= 40
    assert prompts.shortened(words).endswith("…")
