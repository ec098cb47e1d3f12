"""The answers given so far, and what follows from them for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from shipyard import rules
from shipyard.wizard.catalogue import Question

Guess = Callable[["Answers"], str]


class Answers(Mapping[str, str]):
    """Every question's answer.

    It is what was given, else a good guess, else what follows from other answers, else the default.
    Nothing that follows is stored, so it changes with what it follows from until somebody gives it.
    """

    def __init__(
        self,
        questions: Iterable[Question],
        *,
        guesses: Mapping[str, Guess] | None = None,
    ) -> None:
        self.questions = {question.name: question for question in questions}
        self.guesses = dict(guesses or {})
        self.given: dict[str, str] = {}

    def give(self, name: str, text: str) -> None:
        """Keep an answer."""
        self.given[name] = text

    def accept(self, name: str, text: str) -> None:
        """Keep what somebody entered at a prompt.

        An answer that was offered and left unchanged goes on following.
        """
        self.given.pop(name, None)
        if text != self[name]:
            self.given[name] = text

    def guess(self, name: str) -> str:
        """What the machine or other answers say, or nothing: worth editing, unlike an example."""
        guessed = self.guesses[name](self) if name in self.guesses else ""
        if guessed and not rules.problem(name, guessed, self):
            return guessed
        if name in rules.DERIVED:
            source, derive = rules.DERIVED[name]
            return derive(self[source])
        return ""

    def not_taken(self) -> dict[str, str]:
        """What is wrong with each guess that was not taken because of that, by question."""
        open_guesses = {
            name: guess
            for name, guess in self.guesses.items()
            if name not in self.given
        }
        found = {name: guess(self) for name, guess in open_guesses.items()}
        problems = {
            name: self.problem(name, text) for name, text in found.items() if text
        }
        return {name: problem for name, problem in problems.items() if problem}

    def problem(self, name: str, text: str) -> str | None:
        """Why this text cannot be the answer, as one line."""
        return rules.problem(name, text, self)

    def consequence(self, name: str, text: str) -> str | None:
        """Why this text cannot be the answer, as one line.

        What follows from it counts too, as long as nobody answers that.
        """
        problem = self.problem(name, text)
        if problem:
            return problem
        trial = Answers(self.questions.values(), guesses=self.guesses)
        trial.given = {**self.given, name: text}
        for question in self.questions.values():
            if question.follows == name and question.name not in self.given:
                follows = trial[question.name]
                problem = trial.problem(question.name, follows)
                if problem:
                    return rules.consequence(question.name, problem)
                problem = trial.consequence(question.name, follows)
                if problem:
                    return problem
        return None

    def open_choices(self, name: str) -> dict[str, str]:
        """The choices that the other answers leave."""
        choices = self.questions[name].choices
        return {
            value: text
            for value, text in choices.items()
            if not self.problem(name, value)
        }

    def problems(self) -> dict[str, str]:
        return rules.problems(self)

    def __getitem__(self, name: str) -> str:
        if name in self.given:
            return self.given[name]
        return self.guess(name) or self.questions[name].default

    def __iter__(self) -> Iterator[str]:
        return iter(self.questions)

    def __len__(self) -> int:
        return len(self.questions)
