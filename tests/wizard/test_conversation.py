"""The conversation: few questions, a review that can change all, and no needless question."""

from __future__ import annotations

from pathlib import Path

import pytest

from shipyard.wizard import conversation, lookup
from shipyard.wizard.conversation import Conversation
from testkit.terminal import CLEAR, CTRL_C, DOWN, ENTER

NAME, DESCRIPTION = ("Tide Tables", ENTER), ("When the water comes.", ENTER)
AUTHOR, EMAIL = ("Ada Lovelace", ENTER), ("ada@example.com", ENTER)
RECOMMENDED, CUSTOMISE, CREATE = (ENTER,), (DOWN, ENTER), (ENTER,)
ABOUT = (
    *NAME,
    *DESCRIPTION,
    *AUTHOR,
    *EMAIL,
    ENTER,
    ENTER,
)  # the host and the account as they are offered


@pytest.fixture(name="talk", autouse=True)
def _talk(desk, answers, monkeypatch) -> Conversation:
    monkeypatch.setattr(lookup, "LIMIT", 0.1)  # no index is there to answer
    return Conversation(answers, desk)


def line(talk: Conversation, name: str) -> tuple[str, ...]:
    """The keys that choose this line of the review."""
    return (*[DOWN] * list(talk.lines()).index(name), ENTER)


def test_recommended_asks_six_things(talk, press):
    """The recommended way asks who and what, and keeps the defaults for the rest."""
    press(*RECOMMENDED, *ABOUT, *CREATE)

    assert talk.hold() is False
    assert talk.answers["project_slug"] == "tide-tables"
    assert talk.answers["repository_owner"] == "ada-lovelace"
    assert talk.answers["license"] == "MIT"


def test_recommended_says_what_it_means(talk):
    """The first question shows the defaults that it means."""
    assert talk.recommendation() == "MIT, Python 3.11+, first version 0.1.0"


def test_customise_asks_everything(talk, press):
    """The other way asks every question, in order; Enter keeps what is offered."""
    kept, second = (ENTER,), (DOWN, ENTER)
    press(
        *CUSTOMISE, *NAME, *kept * 2, *DESCRIPTION, *AUTHOR, *EMAIL, *kept * 3, *second * 6, *CREATE
    )

    assert talk.hold() is False
    choices = {name: list(talk.answers.questions[name].choices) for name in list(talk.answers)[-6:]}
    assert {name: talk.answers[name] for name in choices} == {
        name: known[1] for name, known in choices.items()
    }


def test_what_was_given_is_not_asked(talk, press):
    """Flags fill in answers; without anything to choose between there is no fork either."""
    for name in list(talk.answers):
        if name != "description":
            talk.answers.give(name, talk.answers[name])
    press(*DESCRIPTION, *CREATE)

    assert talk.hold() is False
    assert talk.answers["description"] == "When the water comes."
    assert talk.lookup is not None  # the name was given, and is looked up all the same


def test_a_moot_question_is_not_asked(talk, press):
    """Without a pipeline nobody is asked whether to publish from it."""
    talk.answers.give("ci", "none")
    press()

    talk.ask("publish_from", "?")

    assert talk.answers["publish_from"] == "local"


def test_a_moot_question_is_not_counted(talk, press, monkeypatch, capsys):
    """What the other answers settle is said, and the numbers of the questions leave no gap."""
    marks: list[str] = []
    really_ask = talk.ask

    def ask(name: str, mark: str) -> None:
        marks.append(mark)
        really_ask(name, mark)

    monkeypatch.setattr(talk, "ask", ask)
    no_pipeline = (DOWN, DOWN, ENTER)
    kept = (ENTER,)
    press(*CUSTOMISE, *NAME, *kept * 2, *DESCRIPTION, *AUTHOR, *EMAIL, *no_pipeline, *kept * 9)

    talk.hold()

    count = len(talk.answers)
    asked = [tuple(map(int, mark.strip("[]").split("/"))) for mark in marks]
    assert [number for number, _ in asked] == list(range(1, count))
    assert [total for _, total in asked] == [count] * 7 + [count - 1] * (count - 8)
    assert (
        "uploads from: with the other answers, only local is possible." in capsys.readouterr().out
    )


def test_the_review_uses_the_words_of_the_questions(talk):
    """Who was never asked for a slug does not meet that word."""
    lines = list(talk.lines().values())

    assert any(line.split("  ")[0] == "distribution package" for line in lines)
    assert not any("_" in line.split("  ")[0] for line in lines)


def test_a_given_name_that_cannot_stay_is_asked_at_once(talk, press, capsys):
    """A name by flag is refused for what follows from it before anything else is asked."""
    talk.answers.give("project_name", "class")
    press(*RECOMMENDED, CLEAR, *NAME, CTRL_C)

    with pytest.raises(KeyboardInterrupt):
        talk.hold()

    assert 'name: the import package follows from it, and "class"' in capsys.readouterr().out
    assert talk.answers["project_name"] == "Tide Tables"


def test_the_review_can_run_the_checks(talk, press):
    """The second line of the review asks for the checks as well."""
    press(*RECOMMENDED, *ABOUT, DOWN, ENTER)

    assert talk.hold() is True


def test_any_line_can_be_changed(talk, press):
    """Choosing a line asks that question again with its answer, and the review comes back."""
    press(*RECOMMENDED, *ABOUT, *line(talk, "description"), CLEAR, "Ebb and flow.", ENTER, *CREATE)

    talk.hold()

    assert talk.answers["description"] == "Ebb and flow."


def test_derived_answers_follow_a_change_in_the_review(talk, press):
    """A new name in the review gives new derived names."""
    press(*RECOMMENDED, *ABOUT, *line(talk, "project_name"), CLEAR, "High Water", ENTER, *CREATE)

    talk.hold()

    assert (talk.answers["project_slug"], talk.answers["package_name"]) == (
        "high-water",
        "high_water",
    )


def test_touched_answers_do_not_follow(talk, press):
    """What somebody entered in the review stays when the name changes after it."""
    package = (*line(talk, "package_name"), CLEAR, "tides", ENTER)
    press(
        *RECOMMENDED,
        *ABOUT,
        *package,
        *line(talk, "project_name"),
        CLEAR,
        "High Water",
        ENTER,
        *CREATE,
    )

    talk.hold()

    assert (talk.answers["project_slug"], talk.answers["package_name"]) == ("high-water", "tides")


def test_answers_that_do_not_fit_each_other_are_asked_again(talk, press, capsys):
    """A change that makes another answer impossible is said; the one choice left is taken."""
    talk.answers.give("publish_from", "ci")
    no_pipeline = (*line(talk, "ci"), DOWN, DOWN, ENTER)
    press(*RECOMMENDED, *ABOUT, *no_pipeline, *CREATE, *CREATE)

    assert talk.hold() is False
    assert (talk.answers["ci"], talk.answers["publish_from"]) == ("none", "local")
    said = capsys.readouterr().out
    assert 'uploads from: "ci" needs a pipeline' in said
    assert "uploads from: with the other answers, only local is possible." in said


def test_an_occupied_folder_is_named_and_another_one_asked_for(talk, press, desk, capsys):
    """What is in the way is named and left alone; the project goes where somebody says next."""
    mine = desk / "tide-tables" / "mine.txt"
    mine.parent.mkdir()
    mine.write_text("mine\n", encoding="utf-8")
    press(*RECOMMENDED, *ABOUT, *CREATE, CLEAR, str(desk / "elsewhere"), ENTER, *CREATE)

    talk.hold()

    assert "mine.txt" in capsys.readouterr().out
    assert talk.output_dir == desk / "elsewhere"
    assert mine.read_text(encoding="utf-8") == "mine\n"


def test_the_folder_can_be_chosen(talk, press, home):
    """The last line of the review says where the project goes; a tilde means home."""
    press(*RECOMMENDED, *ABOUT, *line(talk, conversation.FOLDER), CLEAR, "~/code", ENTER, *CREATE)

    talk.hold()

    assert talk.output_dir == Path(home) / "code"


def test_a_name_is_refused_for_what_follows_from_it(talk, press):
    """The recommended way asks for no import package, so the name has to give a good one."""
    press(*RECOMMENDED, "class", ENTER, CLEAR, *NAME, CTRL_C)

    with pytest.raises(KeyboardInterrupt):
        talk.hold()

    assert talk.answers["project_name"] == "Tide Tables"


def test_a_name_may_be_mended_by_the_questions_to_come(talk, press):
    """The way with every question asks for the import package too, and takes another one."""
    press(*CUSTOMISE, "class", ENTER, "-tools", ENTER, CLEAR, "klass", ENTER, CTRL_C)

    with pytest.raises(KeyboardInterrupt):
        talk.hold()

    assert talk.answers["package_name"] == "klass"


def test_a_name_that_looks_like_another_is_warned_about(talk, press, capsys):
    """Look-alikes are said at once, without any network."""
    press(*RECOMMENDED, "re-quests", ENTER, CTRL_C)

    with pytest.raises(KeyboardInterrupt):
        talk.hold()

    assert 'easily mistaken for "requests"' in capsys.readouterr().out


def test_an_empty_folder_names_the_project(answers, desk, press):
    """The hint is shown at the prompt as text."""
    talk = Conversation(answers, desk, name_hint="tide-tables")
    press(*RECOMMENDED, ENTER, CTRL_C)

    with pytest.raises(KeyboardInterrupt):
        talk.hold()

    assert talk.answers["project_name"] == "tide-tables"
