"""The terminal: one line a step, waits that move, questions, and stops in a few lines."""

from __future__ import annotations

import sys
import time
import webbrowser
from collections.abc import Callable
from dataclasses import replace

from rich.console import Console
from rich.markup import escape

from shipyard_release import words
from shipyard_release.errors import Again, Message, Problem, Stop
from shipyard_release.index import Say
from shipyard_release.recommendation import Offer
from shipyard_release.steps import State
from shipyard_release.typed import Typed

YES = ("y", "yes")
SECONDS_BETWEEN_LINES = 30


class Terminal:
    """Shows a release to a person, and asks them.

    It heeds NO_COLOR, and moves only on a terminal.
    """

    def __init__(self, typed: Typed, *, pause: float = SECONDS_BETWEEN_LINES) -> None:
        """Take what was typed, which every remedy keeps to.

        `pause` is the shortest time between two lines about a wait, where nothing moves.
        """
        self.typed = typed
        self.pause = pause
        self.console = Console(highlight=False, soft_wrap=True)

    def step(self, label: str, act: Callable[[Say], Message]) -> None:
        """Show `label` while `act` runs, what it waits for, and at last its result."""
        label = escape(label)
        started = time.monotonic()
        last_told = started
        result = "[red]stopped[/]"
        with self.console.status(label) as moving:

            def say(message: Message) -> None:
                nonlocal last_told
                line = f"{label}  {escape(words.sentence(message))}"
                moving.update(line)
                is_time = time.monotonic() - last_told >= self.pause
                if is_time and not self.console.is_terminal:
                    self.console.print(line)
                    last_told = time.monotonic()

            try:
                result = f"[green]{escape(words.sentence(act(say)))}[/]"
            finally:
                seconds = time.monotonic() - started
                self.console.print(f"{label} {seconds:6.1f} s  {result}")

    def tell(self, message: Message) -> None:
        """Show a message, and what would help if it is a problem."""
        self.console.print(escape(words.sentence(message)))
        if isinstance(message, Problem):
            for remedy in message.remedies:
                self.console.print(escape(self.typed.advice(remedy)))

    def confirm(self, message: Message, *, yes: bool) -> None:
        """Ask before something becomes public; raises `Stop` unless the answer is yes."""
        self.tell(message)
        if yes:
            return
        if not is_terminal():
            raise Stop("no-terminal", Again({"yes": True}, "confirm-beforehand"))
        if input(words.sentence(Message("confirm"))).strip().lower() not in YES:
            raise Stop("declined", Again(label="later"))

    def choose(self, offer: Offer) -> str:
        """Ask which version comes next, and return what chooses it, such as `minor`.

        What is typed again from here on has that choice.
        """
        from shipyard_release.prompt import choose  # noqa: PLC0415 - slow to import, seldom needed

        best = offer.recommended
        self.tell(offer.changed)
        self.tell(
            Message(
                "next-release", {"version": str(best.version), "reason": offer.reason}
            )
        )
        rows = {
            each.bump: words.choice(each.bump, str(each.version))
            for each in offer.choices
        }
        question = words.sentence(Message("choose-version"))
        hint = words.sentence(Message("choose-how"))
        bump = choose(question, rows, default=best.bump, hint=hint)
        self.typed = replace(self.typed, options={**self.typed.options, "bump": bump})
        return bump

    def open(self, address: str) -> None:
        """Open a page in a browser; without a person at a terminal nobody would see it."""
        is_open = is_terminal() and webbrowser.open(address)
        if not is_open:
            self.tell(Message("not-opened"))

    def interrupted(self) -> None:
        """Say that a first Ctrl-C waits for the end of something short."""
        print(f"\n{words.sentence(Message('finishing'))}", file=sys.stderr)

    def state(self, number: int, name: str, *, state: State | Problem) -> None:
        """Show one line of a plan: a step, and how far it has come."""
        if isinstance(state, Problem):
            first_line = words.sentence(state).splitlines()[0].rstrip(":")
            text = f"{'unknown':<10}  {escape(first_line)}"
        else:
            colour = "green" if state is State.DONE else "default"
            text = f"[{colour}]{state.value:<10}[/]  {words.PROMISES[name]}"
        self.console.print(f"\\[{number}] {name:<9} {text}")

    def stopped(self, stop: Stop) -> None:
        """Show why the command stopped, what is safe, and what to do."""
        print(f"\n{describe(stop, self.typed)}", file=sys.stderr)


def is_terminal() -> bool:
    """Whether there is a person who can answer."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())


def describe(stop: Stop, typed: Typed) -> str:
    """Return a stop in words, with its remedies as this person types them."""
    return typed.description(stop)
