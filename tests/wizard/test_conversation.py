"""The conversation: few questions, a review that can change all, and no needless question."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from shipyard.wizard import lookup
from shipyard.wizard.conversation import FOLDER, Conversation
from testkit.terminal import CLEAR, CTRL_C, DOWN, ENTER

# Keys: what chooses, and what keeps the answer that is offered.
RECOMMENDED = (ENTER,)
CUSTOMISE = (DOWN, ENTER)
CREATE = (ENTER,)
KEEP = (ENTER,)
SECOND = (DOWN, ENTER)
THIRD = (DOWN, DOWN, ENTER)
# Keys: what answers a question.
NAME = ("Tide Tables", ENTER)
DESCRIPTION = ("When the water comes.", ENTER)
AUTHOR = ("Ada Lovelace", ENTER)
EMAIL = ("ada@example.com", ENTER)
# The six questions of the recommended way; the host and the account are kept.
ABOUT = (*NAME, *DESCRIPTION, *AUTHOR, *EMAIL, *KEEP, *KEEP)
TYPED = {
    "project_name": NAME,
    "description": DESCRIPTION,
    "author_name": AUTHOR,
    "author_email": EMAIL,
}


@pytest.fixture(name="conversation", autouse=True)
def _conversation(cwd, answers, monkeypatch) -> Conversation:
    monkeypatch.setattr(lookup, "LIMIT", 0.1)  # no index is there to answer
    return Conversation(answers, cwd)


def line(conversation: Conversation, name: str) -> tuple[str, ...]:
    """The keys that choose this line of the review."""
    place = list(conversation.lines()).index(name)
    return (*[DOWN] * place, ENTER)


def change(conversation: Conversation, name: str, text: str) -> tuple[str, ...]:
    """The keys that choose this line of the review, and type another answer there."""
    return (*line(conversation, name), CLEAR, text, ENTER)


def every_question(
    conversation: Conversation, typed: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The keys that answer each question in its order, and keep what is offered at the others."""
    keys: list[str] = []
    for name in conversation.answers:
        keys += typed.get(name, KEEP)
    return tuple(keys)


def test_recommended_asks_six_things(conversation, type_keys):
    """The recommended way asks who and what, and keeps the defaults for the rest."""
    type_keys(*RECOMMENDED, *ABOUT, *CREATE)

    assert conversation.hold() is False
    assert conversation.answers["project_slug"] == "tide-tables"
    assert conversation.answers["repository_owner"] == "ada-lovelace"
    assert conversation.answers["license"] == "MIT"


def test_recommended_says_what_it_means(conversation):
    """The first question shows the defaults that it means."""
    assert conversation.recommendation() == "MIT, Python 3.11+, first version 0.1.0"


def test_customise_asks_everything(conversation, type_keys):
    """The other way asks every question, in order; Enter keeps what is offered."""
    last = list(conversation.answers)[-6:]
    typed = TYPED | dict.fromkeys(last, SECOND)
    type_keys(*CUSTOMISE, *every_question(conversation, typed), *CREATE)

    assert conversation.hold() is False
    for name in last:
        choices = list(conversation.answers.questions[name].choices)
        assert conversation.answers[name] == choices[1]


def test_what_was_given_is_not_asked(conversation, type_keys):
    """Flags fill in answers; without anything to choose between there is no fork either."""
    for name in list(conversation.answers):
        if name != "description":
            conversation.answers.give(name, conversation.answers[name])
    type_keys(*DESCRIPTION, *CREATE)

    assert conversation.hold() is False
    assert conversation.answers["description"] == "When the water comes."
    # The name was given, and is looked up all the same.
    assert conversation.lookup is not None


def test_a_moot_question_is_not_asked(conversation, type_keys):
    """Without a pipeline nobody is asked whether to publish from it."""
    conversation.answers.give("ci", "none")
    type_keys()

    conversation.ask("publish_from", "?")

    assert conversation.answers["publish_from"] == "local"


def test_a_moot_question_is_not_counted(conversation, type_keys, monkeypatch, capsys):
    """What the other answers settle is said, and the numbers of the questions leave no gap."""
    marks: list[str] = []
    really_ask = conversation.ask

    def ask(name: str, mark: str) -> None:
        marks.append(mark)
        really_ask(name, mark)

    monkeypatch.setattr(conversation, "ask", ask)
    no_pipeline = TYPED | {"ci": THIRD, "publish_from": ()}
    type_keys(*CUSTOMISE, *every_question(conversation, no_pipeline), *CREATE)

    conversation.hold()

    count = len(conversation.answers)
    up_to_the_pipeline = [f"[{number}/{count}]" for number in range(1, 8)]
    after_it = [f"[{number}/{count - 1}]" for number in range(8, count)]
    assert marks == up_to_the_pipeline + after_it
    assert (
        "uploads from: with the other answers, only local is possible."
        in capsys.readouterr().out
    )


def test_the_review_uses_the_words_of_the_questions(conversation):
    """Without a question about a slug, the word is not shown."""
    lines = list(conversation.lines().values())

    assert any(line.split("  ")[0] == "distribution package" for line in lines)
    assert not any("_" in line.split("  ")[0] for line in lines)


def test_a_given_name_that_cannot_stay_is_asked_at_once(
    conversation, type_keys, capsys
):
    """A name by flag is refused for what follows from it before anything else is asked."""
    conversation.answers.give("project_name", "class")
    type_keys(*RECOMMENDED, CLEAR, *NAME, CTRL_C)

    with pytest.raises(KeyboardInterrupt):
        conversation.hold()

    assert (
        'name: the import package follows from it, and "class"'
        in capsys.readouterr().out
    )
    assert conversation.answers["project_name"] == "Tide Tables"


def test_the_review_can_run_the_checks(conversation, type_keys):
    """The second line of the review asks for the checks as well."""
    type_keys(*RECOMMENDED, *ABOUT, DOWN, ENTER)

    assert conversation.hold() is True


def test_any_line_can_be_changed(conversation, type_keys):
    """Choosing a line asks that question again with its answer, and the review comes back."""
    description = change(conversation, "description", "Ebb and flow.")
    type_keys(*RECOMMENDED, *ABOUT, *description, *CREATE)

    conversation.hold()

    assert conversation.answers["description"] == "Ebb and flow."


def test_derived_answers_follow_a_change_in_the_review(conversation, type_keys):
    """A new name in the review gives new derived names."""
    type_keys(
        *RECOMMENDED,
        *ABOUT,
        *change(conversation, "project_name", "High Water"),
        *CREATE,
    )

    conversation.hold()

    assert conversation.answers["project_slug"] == "high-water"
    assert conversation.answers["package_name"] == "high_water"


def test_touched_answers_do_not_follow(conversation, type_keys):
    """What somebody entered in the review stays when the name changes after it."""
    package = change(conversation, "package_name", "tides")
    name = change(conversation, "project_name", "High Water")
    type_keys(*RECOMMENDED, *ABOUT, *package, *name, *CREATE)

    conversation.hold()

    assert conversation.answers["project_slug"] == "high-water"
    assert conversation.answers["package_name"] == "tides"


def test_answers_that_do_not_fit_each_other_are_asked_again(
    conversation, type_keys, capsys
):
    """A change that makes another answer impossible is said; the one choice left is taken."""
    conversation.answers.give("publish_from", "ci")
    no_pipeline = (*line(conversation, "ci"), *THIRD)
    type_keys(*RECOMMENDED, *ABOUT, *no_pipeline, *CREATE, *CREATE)

    assert conversation.hold() is False
    assert conversation.answers["ci"] == "none"
    assert conversation.answers["publish_from"] == "local"
    said = capsys.readouterr().out
    assert 'uploads from: "ci" needs a pipeline' in said
    assert "uploads from: with the other answers, only local is possible." in said


def test_an_occupied_folder_is_named_and_another_one_asked_for(
    conversation, type_keys, cwd, capsys
):
    """What is in the way is named and left alone; the project goes where somebody says next."""
    mine = cwd / "tide-tables" / "mine.txt"
    mine.parent.mkdir()
    mine.write_text("mine\n", encoding="utf-8")
    elsewhere = (CLEAR, str(cwd / "elsewhere"), ENTER)
    type_keys(*RECOMMENDED, *ABOUT, *CREATE, *elsewhere, *CREATE)

    conversation.hold()

    assert "mine.txt" in capsys.readouterr().out
    assert conversation.output_dir == cwd / "elsewhere"
    assert mine.read_text(encoding="utf-8") == "mine\n"


def test_the_folder_can_be_chosen(conversation, type_keys, home):
    """The last line of the review says where the project goes; a tilde means home."""
    type_keys(*RECOMMENDED, *ABOUT, *change(conversation, FOLDER, "~/code"), *CREATE)

    conversation.hold()

    assert conversation.output_dir == Path(home) / "code"


def test_a_name_is_refused_for_what_follows_from_it(conversation, type_keys):
    """The recommended way asks for no import package, so the name has to give a good one."""
    type_keys(*RECOMMENDED, "class", ENTER, CLEAR, *NAME, CTRL_C)

    with pytest.raises(KeyboardInterrupt):
        conversation.hold()

    assert conversation.answers["project_name"] == "Tide Tables"


def test_a_name_may_be_corrected_by_the_questions_to_come(conversation, type_keys):
    """The way with every question asks for the import package too, and takes another one."""
    distribution = ("-tools", ENTER)
    package = (CLEAR, "klass", ENTER)
    type_keys(*CUSTOMISE, "class", ENTER, *distribution, *package, CTRL_C)

    with pytest.raises(KeyboardInterrupt):
        conversation.hold()

    assert conversation.answers["package_name"] == "klass"


def test_a_name_that_looks_like_another_is_warned_about(
    conversation, type_keys, capsys
):
    """Look-alikes are said at once, without any network."""
    type_keys(*RECOMMENDED, "re-quests", ENTER, CTRL_C)

    with pytest.raises(KeyboardInterrupt):
        conversation.hold()

    assert 'easily mistaken for "requests"' in capsys.readouterr().out


def test_an_empty_folder_names_the_project(answers, cwd, type_keys):
    """The hint is shown at the prompt as text."""
    conversation = Conversation(answers, cwd, name_hint="tide-tables")
    type_keys(*RECOMMENDED, ENTER, CTRL_C)

    with pytest.raises(KeyboardInterrupt):
        conversation.hold()

    assert conversation.answers["project_name"] == "tide-tables"
