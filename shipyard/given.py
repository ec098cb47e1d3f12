"""Answers that cookiecutter was given and does not use: those that it would drop without a word.

It has no place where a template could see them. What was typed is known to click, the library that
cookiecutter and cruft read their command lines with.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cookiecutter import config, generate
from cookiecutter.exceptions import CookiecutterException, FailedHookException

from . import questions, rules
from .rules.refusal import Refusal, show

IGNORED = re.compile(
    r"Invalid default received: (?P<text>.*) provided for choice variable (?P<question>\w+),",
    re.DOTALL,
)
NEAR = 0.6
VERY_NEAR = 0.8
"""How much alike two names are; the configuration may answer questions of other templates, too."""
Answers = Mapping[str, Any]


def refuse() -> None:
    """Stop before the first question where what was given would not be used.

    What may be meant for another template is only told.
    """
    refuse_ignored_choices()
    command = running_command()
    if command is None or command.meta.get(__name__):
        return
    command.meta[__name__] = True  # Jinja has several environments, and once is enough.
    wrong = [unknown(name) for name in typed(command) if not is_known(name)]
    if wrong:
        raise FailedHookException("\n".join(wrong))
    configured = configuration(command)
    unquoted = [
        unquoted_answer(name, configured[name])
        for name in rules.RULES
        if name in configured
    ]
    if any(unquoted):
        raise FailedHookException("\n".join(filter(None, unquoted)))
    tell_unused(
        name for name in configured if near(name, VERY_NEAR) not in ("", *configured)
    )


def running_command() -> Any:
    """Return the context of the command that was typed, or None where a program calls cookiecutter.

    cruft reads its words with typer, and newer versions of that have a click of their own.
    """
    for name in ("click.globals", "typer._click.globals"):
        module = sys.modules.get(name)
        command = module.get_current_context(silent=True) if module else None
        if command:
            return command
    return None


def refuse_ignored_choices() -> None:
    """Stop before the first question when cookiecutter has ignored a choice of the user.

    For an unknown choice in the user's configuration, cookiecutter only warns. It goes on with the
    default, and ignores the rest of the configuration. Python remembers the warnings that it gave:
    that is the one place where this can still be seen.
    """
    warned = vars(generate).get("__warningregistry__", {})
    for key in [key for key in warned if isinstance(key, tuple)]:
        found = IGNORED.match(str(key[0]))
        if found and found["question"] in rules.RULES:
            # A corrected choice must not be refused again in the same process.
            del warned[key]
            raise FailedHookException(ignored_choice(found["question"], found["text"]))


def ignored_choice(question: str, text: str) -> str:
    """Return why a choice in the user's configuration was ignored."""
    wrong = rules.problem(question, text, {})
    if not wrong:  # The number 3.11 looks like the choice "3.11".
        return f"{question}: {without_quotes(text)}"
    if f"{text}0" in questions.choices_of(question):
        wrong = f"{wrong} Write it with the quotes."
    return f"{question}: in your configuration {wrong}"


def without_quotes(value: object) -> str:
    """Return what is wrong with text in the user's configuration that YAML takes for a number."""
    return (
        f"in your configuration YAML reads {show(value)}, but not as text, so it may have changed; "
        "allowed: text in quotes."
    )


def unquoted_answer(name: str, value: object) -> str:
    """Return why an answer cannot be taken from YAML as it is, or nothing.

    A version such as 1.10 has become the number 1.1.
    """
    is_other = isinstance(value, bool | float | dt.date)
    return f"{name}: {without_quotes(value)}" if is_other else ""


def typed(command: Any) -> Iterable[str]:
    """Return the names of the answers on the command line of cookiecutter, or of cruft's `create`.

    An update renders an older template, too, and what is typed there is for the newer one.
    """
    answers = command.params.get("extra_context")
    if isinstance(answers, str):
        answers = json.loads(answers) if command.info_name == "create" else None
    return answers if isinstance(answers, Mapping) else ()


def configuration(command: Any) -> Answers:
    """Return the answers in the user's configuration, which cookiecutter has just read."""
    params = command.params
    if not {"config_file", "default_config"} <= params.keys():
        return {}
    try:
        found = config.get_user_config(params["config_file"], params["default_config"])
    except (CookiecutterException, OSError, ValueError):
        return {}
    answers = found.get("default_context")
    return answers if isinstance(answers, Mapping) else {}


def is_known(name: str) -> bool:
    """Tell whether this is a question, or a variable that no person is asked for."""
    return name in rules.RULES or name.startswith("_")


def unknown(name: str) -> str:
    """Return why this cannot be answered, as a line."""
    no_question = Refusal(
        "is not a question here", ", ".join(rules.RULES), offer=near(name, NEAR)
    )
    return f"{show(name)[1:-1]}: {no_question}"


def near(name: str, likeness: float) -> str:
    """Return the question that this other name was probably meant for, or nothing."""
    if is_known(name):
        return ""
    import difflib  # few come here

    plain = name.lower().replace("-", "_")
    return next(iter(difflib.get_close_matches(plain, rules.RULES, 1, likeness)), "")


def tell_unused(names: Iterable[str]) -> None:
    """Warn of answers to questions that there are not: of a misspelt one, or of an older one."""
    for line in unused(names):
        print(line, file=sys.stderr)


def unused(names: Iterable[str]) -> Iterator[str]:
    """Yield a line for each name that is not a question."""
    for name in names:
        if not is_known(name):
            meant = near(name, NEAR)
            hint = f" Did you mean {show(meant)}?" if meant else ""
            yield f"Warning: {show(name)} is not a question here, so its answer was not used.{hint}"
