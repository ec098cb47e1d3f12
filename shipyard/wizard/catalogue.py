"""The questions as `cookiecutter.json` has them: their texts, choices and defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from shipyard import questions, rules

# What a question is called where there is only room for a word or two.
LABELS = {
    "project_name": "name",
    "project_slug": "distribution package",
    "package_name": "import package",
    "description": "description",
    "author_name": "author",
    "author_email": "e-mail",
    "repository_owner": "account",
    "version": "first version",
    "license": "licence",
    "python_min": "oldest Python",
    "ci": "pipeline",
    "publish_from": "uploads from",
    "docs": "website",
    "command_line": "command",
    "strictness": "strictness",
}

# How the summary of a rule begins, and what is said to people instead.
TOLD = {"Allow ": "Allowed: ", "Ask for ": "Needed: ", "Refuse ": "Refused: "}


@dataclass(frozen=True)
class Question:
    """One question; `default` is empty when the answer follows from another one."""

    name: str
    prompt: str
    default: str
    # Each with its text for people.
    choices: dict[str, str] = field(default_factory=dict)

    @property
    def flag(self) -> str:
        return "--" + self.name.replace("_", "-")

    @property
    def label(self) -> str:
        """What it is called in a list."""
        return LABELS.get(self.name, self.name.replace("_", " "))

    @property
    def follows(self) -> str:
        """The question whose answer this one is derived from, or nothing."""
        return rules.DERIVED[self.name][0] if self.name in rules.DERIVED else ""

    @property
    def rules(self) -> list[str]:
        """What is allowed, one sentence a rule."""
        return _sentences(rules.RULES[self.name])


def common_rules() -> list[str]:
    """What is allowed in every answer, one sentence a rule."""
    return _sentences(rules.EVERY)


def _sentences(found: tuple[rules.Rule, ...]) -> list[str]:
    """Say what each rule does to those who answer: its docstring speaks to those who write it."""
    return [_told(rule.__doc__.splitlines()[0]) for rule in found if rule.__doc__]


def _told(summary: str) -> str:
    for written, told in TOLD.items():
        if summary.startswith(written):
            return told + summary.removeprefix(written)
    return summary


def load() -> list[Question]:
    """Every question in the order of the file, but the code's host comes before the account."""
    content = questions.content()
    prompts = content["__prompts__"]
    found = [
        _question(name, content[name], prompts[name])
        for name in content
        if not name.startswith("_")
    ]
    names = [question.name for question in found]
    if {"ci", "repository_owner"} <= set(names):
        found.insert(names.index("repository_owner"), found.pop(names.index("ci")))
    return found


def _question(
    name: str, default: str | list[str], prompt: str | dict[str, str]
) -> Question:
    if isinstance(prompt, str):
        return Question(name, prompt, "" if name in rules.DERIVED else str(default))
    texts = {value: prompt.get(value, value) for value in default}
    return Question(name, prompt["__prompt__"], default[0], texts)


def described(question: Question) -> dict[str, Any]:
    """The question for a script."""
    about: dict[str, Any] = {
        "name": question.name,
        "flag": question.flag,
        "prompt": question.prompt,
    }
    about |= (
        {"follows": question.follows}
        if question.follows
        else {"default": question.default}
    )
    about |= {"choices": question.choices} if question.choices else {}
    return about | {"rules": question.rules}
