"""The rule for questions with choices: one of those that `cookiecutter.json` offers."""

from __future__ import annotations

from .. import questions
from .refusal import Refusal, show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Answers = Mapping[str, object]
    Rule = Callable[[str, Answers], Refusal | None]


def choice_of(question: str) -> Rule:
    """Return the rule that allows only the choices of this question."""

    def choice(text: str, answers: Answers) -> Refusal | None:
        known = questions.choices_of(question)
        if text in known:
            return None
        # Without quotes, YAML reads 3.10 as the number 3.1.
        same = [text.lower(), f"{text}0"]
        if text == "False":  # And it reads `no` and `off` as this.
            same.append("none")
        near = next((one for one in known if one.lower() in same), "")
        return Refusal(
            f"{show(text)} is not one of the choices", ", ".join(known), offer=near
        )

    return choice
