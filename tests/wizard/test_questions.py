"""The wizard's questions are those of cookiecutter.json."""

from __future__ import annotations

import json

import pytest

from shipyard.wizard import catalogue
from testkit.tree import ROOT

CONTENT = json.loads((ROOT / "cookiecutter.json").read_text(encoding="utf-8"))
QUESTIONS = {question.name: question for question in catalogue.load()}


def test_there_is_no_second_list():
    """Every question of the file is there, and no other."""
    assert set(QUESTIONS) == {name for name in CONTENT if not name.startswith("_")}


def test_the_host_is_asked_before_the_account_there():
    """What an account may be called depends on the host, so the host comes first."""
    names = list(QUESTIONS)

    assert names.index("ci") < names.index("repository_owner")


@pytest.mark.parametrize(
    "name", [name for name in QUESTIONS if isinstance(CONTENT[name], list)]
)
def test_choices_keep_their_order_and_texts(name):
    """The first choice is the default, and each has the text that cookiecutter shows."""
    question = QUESTIONS[name]

    assert list(question.choices) == CONTENT[name]
    assert question.default == CONTENT[name][0]
    assert question.choices == {
        value: CONTENT["__prompts__"][name][value] for value in CONTENT[name]
    }


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_a_question(name):
    """Wizard, cookiecutter and --help show the same text, which ends with a question mark."""
    assert QUESTIONS[name].prompt.endswith("?")


def test_a_question_that_follows_says_from_what():
    """Defaults that are worked out name their source instead of a default."""
    described = catalogue.described(QUESTIONS["project_slug"])

    assert described["follows"] == "project_name"
    assert "default" not in described


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_tells_its_rules(name):
    """A script learns what is allowed, in sentences."""
    described = catalogue.described(QUESTIONS[name])

    assert described["rules"]
    assert all(rule.endswith(".") for rule in described["rules"])
    assert not any(
        rule.startswith(("Allow ", "Ask ", "Refuse ")) for rule in described["rules"]
    )
