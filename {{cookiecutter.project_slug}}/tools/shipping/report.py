"""What a person sees: one line a step, waits that move, and stops in three lines."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape

DONE, STOPPED, SPENT, NOT_VISIBLE = 0, 1, 3, 4
"""Exit statuses; 2 is argparse's, for a command that is typed wrong."""

console = Console(highlight=False, soft_wrap=True)  # heeds NO_COLOR; moves and colours only on a terminal


class Stop(Exception):
    """The release cannot go on; says what is so, why nothing is lost and what to type."""

    def __init__(self, what: str, safe: str, todo: str, status: int = STOPPED) -> None:
        super().__init__(f"{what}\n{safe}\n{todo}")
        self.status = status


@contextmanager
def step(label: str) -> Generator[Callable[[str], None]]:
    """Show `label` while the block runs and its last words when it ends.

    The block tells what it waits for, and at last its result, by calling what it is given.
    """
    started = time.monotonic()
    words = [""]
    with console.status(escape(label)) as moving:

        def say(text: str) -> None:
            words.append(text)
            moving.update(escape(f"{label}  {text}"))

        try:
            yield say
        except BaseException:
            words.append("stopped")
            raise
        finally:
            colour = "red" if words[-1] == "stopped" else "green"
            result = f"[{colour}]{escape(words[-1])}[/]"
            console.print(f"{escape(label)} {time.monotonic() - started:6.1f} s  {result}")


def confirm(what: str, *, yes: bool) -> None:
    """Ask before something becomes public; raises `Stop` unless the answer is yes."""
    console.print(escape(what))
    safe = "Nothing has become public by this."
    if yes:
        return
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise Stop("There is no terminal to ask on.", safe, "To answer beforehand: make release YES=1")
    if input("Go on? [y/N] ").strip().lower() not in {"y", "yes"}:
        raise Stop("Not released.", safe, "To go on later, type the same command again.")
