"""The conversation: a fork, a handful of questions, and a review before anything is written."""

from __future__ import annotations

import os
from pathlib import Path

from shipyard.wizard import making, prompts
from shipyard.wizard.answers import Answers
from shipyard.wizard.lookup import Lookup, resembles

# What the recommended way asks; everything else keeps its default there.
ASKED = (
    "project_name",
    "description",
    "author_name",
    "author_email",
    "ci",
    "repository_owner",
)
CREATE = "create"
CREATE_AND_CHECK = "create and check"
FOLDER = "folder"
WELCOME = (
    "A new Python package. You can change every answer before anything is written. "
    "Ctrl-C stops."
)


class Conversation:
    """One run of the wizard. It ends with answers and a folder that fit, or with an interrupt."""

    def __init__(
        self, answers: Answers, output_dir: Path, *, name_hint: str = ""
    ) -> None:
        self.answers = answers
        self.output_dir = output_dir
        self.name_hint = name_hint
        self.lookup: Lookup | None = None
        self.to_come: list[str] = []

    def hold(self) -> bool:
        """Ask everything; tell whether the project's checks shall run afterwards."""
        print(prompts.wrapped(WELCOME))
        try:
            self.to_come = self.way()
            self.ask_again()
            if not {"project_name", "project_slug"} & set(self.to_come):
                self.look_up()
            self.ask_all()
            return self.review()
        finally:
            if self.lookup:
                self.lookup.stop()

    def way(self) -> list[str]:
        """Fork: the few questions that everybody has to answer, or all of them.

        What was given is not asked.
        """
        rest = [name for name in self.answers if name not in self.answers.given]
        if set(rest) <= set(ASKED):
            return rest
        titles = {
            "recommended": f"Recommended: {self.recommendation()}",
            "customise": f"Customise: all {len(rest)} questions",
        }
        way = prompts.choice("How do you want to start?", titles, mark="?")
        return rest if way == "customise" else [name for name in rest if name in ASKED]

    def ask_again(self) -> None:
        """Put first what was given and cannot stay, because of what follows from it."""
        for name, text in list(self.answers.given.items()):
            problem = self.problem(name, text)
            if problem:
                self.say(name, problem)
                self.to_come.insert(0, name)

    def ask_all(self) -> None:
        """Ask what is to come; what the other answers settle meanwhile is not counted."""
        asked = 0
        while self.to_come:
            name = self.to_come.pop(0)
            if not self.is_open(name):
                self.settle(name)
                continue
            asked += 1
            total = asked + sum(map(self.is_open, self.to_come))
            self.ask(name, f"[{asked}/{total}]")

    def is_open(self, name: str) -> bool:
        """Whether the other answers leave something to choose."""
        is_choice = bool(self.answers.questions[name].choices)
        return not is_choice or len(self.answers.open_choices(name)) > 1

    def say(self, name: str, words: str) -> None:
        """Print something about one answer."""
        print(prompts.wrapped(f"{self.answers.questions[name].label}: {words}"))

    def recommendation(self) -> str:
        """What the recommended way chooses, in one line."""
        told = {
            "license": "{}",
            "python_min": "Python {}+",
            "version": "first version {}",
        }
        return ", ".join(text.format(self.answers[name]) for name, text in told.items())

    def ask(self, name: str, mark: str) -> None:
        """Ask one question, unless the other answers leave nothing to choose."""
        question = self.answers.questions[name]
        if not self.is_open(name):
            self.settle(name)
            return
        if question.choices:
            titles = self.answers.open_choices(name)
            here = self.answers[name] if self.answers[name] in titles else ""
            self.answers.accept(
                name, prompts.choice(question.prompt, titles, mark=mark, default=here)
            )
            return
        entered = prompts.text(
            question.prompt,
            lambda text: self.problem(name, text),
            mark=mark,
            default=self.editable(name),
            example=question.default,
        )
        self.answers.accept(name, entered)
        if name in ("project_name", "project_slug"):
            self.look_up()

    def settle(self, name: str) -> None:
        """Take the one choice that is left, and say why nothing is asked."""
        [only] = self.answers.open_choices(name)
        self.answers.accept(name, only)
        self.say(name, f"with the other answers, only {only} is possible.")

    def problem(self, name: str, text: str) -> str | None:
        """What is wrong with an answer.

        What follows from it counts, unless that is still to be asked.
        """
        asked_later = any(
            self.answers.questions[later].follows == name for later in self.to_come
        )
        if asked_later:
            return self.answers.problem(name, text)
        return self.answers.consequence(name, text)

    def editable(self, name: str) -> str:
        """What the prompt shows already: an earlier answer or a good guess, never an example."""
        if name in self.answers.given or name == "version":
            return self.answers[name]
        if name == "project_name":
            return self.name_hint
        return self.answers.guess(name)

    def look_up(self) -> None:
        """Ask about the name in the background, once for each name."""
        name = self.answers["project_slug"]
        if self.lookup and self.lookup.name == name:
            return
        if self.lookup:
            self.lookup.stop()
        warning = resembles(name)
        if warning:
            print(prompts.wrapped(warning))
        self.lookup = Lookup(name)

    def review(self) -> bool:
        """Show every answer; any line can be changed until the project is created."""
        pointer = CREATE
        while True:
            self.announce()
            chosen = prompts.choice(
                "Is this right?", self.lines(), mark="?", default=pointer
            )
            if chosen in (CREATE, CREATE_AND_CHECK):
                if self.fits():
                    return chosen == CREATE_AND_CHECK
            elif chosen == FOLDER:
                self.ask_folder("In which folder?")
            else:
                self.ask(chosen, "?")
            pointer = CREATE

    def announce(self) -> None:
        """Say what is known about the name, once."""
        said = self.lookup.result() if self.lookup else ""
        if said:
            print(prompts.wrapped(said))

    def lines(self) -> dict[str, str]:
        """The review as choices: what to do first, then every answer."""
        labels = {
            name: question.label for name, question in self.answers.questions.items()
        }
        width = max(map(len, labels.values()))
        answers = {
            name: prompts.shortened(f"{label:<{width}}  {self.answers[name]}")
            for name, label in labels.items()
        }
        return {
            CREATE: "Create the project",
            CREATE_AND_CHECK: "Create the project, then its environment, and run its checks",
            **answers,
            FOLDER: prompts.shortened(
                f"{'folder':<{width}}  {self.place() / self.answers['project_slug']}"
            ),
        }

    def fits(self) -> bool:
        """Whether the project can be made so; what cannot stay is asked again."""
        wrong = self.answers.problems()
        for name, problem in wrong.items():
            self.say(name, problem)
            self.ask(name, "?")
        if wrong:
            return False
        in_the_way = making.occupied(self.place() / self.answers["project_slug"])
        if in_the_way:
            print(prompts.wrapped(in_the_way))
            self.ask_folder("In which other folder?")
        return not in_the_way

    def place(self) -> Path:
        """Return the parent folder of the project.

        An empty current folder with the project's name is used as the project folder.
        """
        here = Path.cwd()
        if (
            self.output_dir == Path()
            and self.name_hint
            and self.answers["project_slug"] == here.name
        ):
            return here.parent
        return self.output_dir

    def ask_folder(self, message: str) -> None:
        """Ask where the project's folder shall be made."""

        def problem(text: str) -> str | None:
            if not text:
                return "Give a folder."
            slug = self.answers["project_slug"]
            return making.occupied(Path(os.path.expanduser(text), slug)) or None

        entered = prompts.text(message, problem, mark="?", default=str(self.output_dir))
        self.output_dir = Path(os.path.expanduser(entered))
