"""What a person sees: one line a step, waits that move, and stops in three lines."""

import re
import sys
import time
from collections.abc import Callable

from rich.console import Console
from rich.markup import escape

STOPPED, SPENT, NOT_VISIBLE = (
    1,
    3,
    4,
)  # exit statuses; 2 is argparse's, for a command that is typed wrong
UNTOUCHED = "Nothing was written or sent by this."
AGAIN = "Type the same command again; it goes on from here."
LOGIN = re.compile(r"(https?://)[^/@\s]+@")  # which programs repeat when they quote an address
Say = Callable[[str], None]

console = Console(
    highlight=False, soft_wrap=True
)  # heeds NO_COLOR; moves and colours only on a terminal


class Stop(Exception):
    """The release cannot go on; says what is so, why nothing is lost and what to type."""

    def __init__(self, what: str, todo: str, safe: str = UNTOUCHED, status: int = STOPPED) -> None:
        what = LOGIN.sub(r"\1…@", what)
        super().__init__(f"{what}\n{safe}\n{todo}")
        self.what, self.todo, self.status = what, todo, status


def step(label: str, act: Callable[[Say], str]) -> None:
    """Show `label` while `act` runs, what it says it waits for, and at last what it returns."""
    label, started, result = escape(label), time.monotonic(), "[red]stopped[/]"
    with console.status(label) as moving:
        try:
            said = act(lambda text: moving.update(f"{label}  {escape(text)}"))
            result = f"[green]{escape(said)}[/]"
        finally:
            console.print(f"{label} {time.monotonic() - started:6.1f} s  {result}")


def confirm(what: str, *, yes: bool) -> None:
    """Ask before something becomes public; raises `Stop` unless the answer is yes."""
    console.print(escape(what))
    if yes:
        return
    safe = "Nothing has become public by this."
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise Stop(
            "There is no terminal to ask on.", "To answer beforehand: make release YES=1", safe
        )
    if input("Go on? [y/N] ").strip().lower() not in {"y", "yes"}:
        raise Stop("Not released.", "To go on later, type the same command again.", safe)
