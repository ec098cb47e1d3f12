"""The rules for answers: each is here once, for questions, hooks, flags and the wizard.

A rule is a function that takes the text and all answers known so far, and returns a `Refusal` or
None. It may rely on the rules before it in its list. The hooks import this module, so it imports no
more than it must.
"""

from __future__ import annotations

from .. import derive
from .accounts import account, host, publishing
from .choices import choice_of
from .emails import email
from .names import (
    distribution_characters,
    folder_name,
    identifier,
    import_word,
    index_name,
    name_length,
    normalised,
)
from .refusal import Refusal
from .texts import (
    author_length,
    has_letter,
    one_line,
    summary_length,
    text_only,
    visible,
    without_bidi,
)
from .versions import version

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Answers = Mapping[str, object]
    Rule = Callable[[str, Answers], Refusal | None]


EVERY: tuple[Rule, ...] = (text_only, one_line, without_bidi)
RULES: dict[str, tuple[Rule, ...]] = {
    "project_name": (*EVERY, distribution_characters, name_length),
    "project_slug": (
        *EVERY,
        distribution_characters,
        normalised,
        name_length,
        index_name,
        folder_name,
    ),
    "package_name": (*EVERY, identifier, name_length, import_word),
    "description": (*EVERY, summary_length),
    "author_name": (*EVERY, visible, author_length, has_letter),
    "author_email": (*EVERY, email),
    "repository_owner": (*EVERY, account, host),
    "version": (*EVERY, version),
    "license": (*EVERY, choice_of("license")),
    "python_min": (*EVERY, choice_of("python_min")),
    "ci": (*EVERY, choice_of("ci")),
    "publish_from": (*EVERY, choice_of("publish_from"), publishing),
    "docs": (*EVERY, choice_of("docs")),
    "command_line": (*EVERY, choice_of("command_line")),
    "strictness": (*EVERY, choice_of("strictness")),
}
DERIVED: dict[str, tuple[str, Callable[[str], str]]] = {
    "project_slug": ("project_name", derive.distribution_name),
    "package_name": ("project_slug", derive.import_name),
    "repository_owner": ("author_name", derive.account_name),
}
# What a person knows them as who was never asked for them.
FOLLOWING = {
    "project_slug": "the distribution package",
    "package_name": "the import package",
    "repository_owner": "the account",
}


def refusal(question: str, text: object, answers: Answers) -> Refusal | None:
    """Return why `text` cannot be the answer to `question`, given the other answers so far."""
    found = _first_refusal(question, text, answers)
    if found and found.offer and _first_refusal(question, found.offer, answers):
        found.offer = ""
    return found


def problem(question: str, text: object, answers: Answers) -> str | None:
    """Return the same as one line for people."""
    found = refusal(question, text, answers)
    return str(found) if found else None


def problems(answers: Answers) -> dict[str, str]:
    """Return the problem of every question that has one, in the order of the questions.

    An answer that nobody touched is not to blame: the one that it was derived from is.
    """
    found: dict[str, str] = {}
    for question in RULES:
        wrong = problem(question, answers.get(question), answers)
        if not wrong:
            continue
        blamed = _touched(question, answers)
        found.setdefault(
            blamed, wrong if blamed == question else consequence(question, wrong)
        )
    return {question: found[question] for question in RULES if question in found}


def consequence(question: str, wrong: str) -> str:
    """Return the problem of a derived answer as one of the answer that it was derived from."""
    return f"{FOLLOWING[question]} follows from it, and {wrong}"


def lines(answers: Answers) -> list[str]:
    """Return the problems as lines that name their questions."""
    return [f"{question}: {wrong}" for question, wrong in problems(answers).items()]


def _first_refusal(question: str, text: object, answers: Answers) -> Refusal | None:
    for rule in RULES[question]:
        found = rule(text, answers)  # type: ignore[arg-type]  # text_only comes first
        if found:
            return found
    return None


def _touched(question: str, answers: Answers) -> str:
    """Return the question whose answer this one follows from, or itself if somebody gave it."""
    if question not in DERIVED:
        return question
    source, follow = DERIVED[question]
    if answers.get(question) != follow(str(answers.get(source) or "")):
        return question
    return _touched(source, answers)
