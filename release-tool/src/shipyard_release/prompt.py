"""A list to choose from on a terminal, with arrow keys and the manners of Shipyard's questions.

It raises on Ctrl-C and Ctrl-D, and leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Mapping

import questionary
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings

# Few colours, each readable on dark and on light; the words carry the meaning where there are none.
STYLE = questionary.Style(
    [
        ("qmark", "fg:ansicyan bold"),
        ("question", "bold"),
        ("answer", "fg:ansicyan"),
        ("pointer", "fg:ansicyan bold"),
        ("highlighted", "fg:ansicyan bold"),
        ("selected", "noreverse"),
        ("instruction", "fg:ansibrightblack"),
    ]
)


def choose(question: str, titles: Mapping[str, str], *, default: str, hint: str) -> str:
    """Return one of a few values, each shown by its title; `how` says how to choose.

    Raises `KeyboardInterrupt` or `EOFError` when the person leaves.
    """
    rows = [questionary.Choice(title, value) for value, title in titles.items()]
    asked = questionary.select(
        question, rows, default=default, style=STYLE, instruction=hint
    )
    leaving = KeyBindings()

    @leaving.add("c-d", eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError, style="class:aborting")

    application = asked.application
    application.key_bindings = merge_key_bindings(
        [application.key_bindings or KeyBindings(), leaving]
    )
    return str(asked.unsafe_ask())
