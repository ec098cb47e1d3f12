"""The keyboard: questionary's prompts, with our rules while typing.

They raise on Ctrl-C and Ctrl-D. Each is built when it is asked, never before: a prompt binds the
terminal that it is made in. A terminal that cannot move its cursor gets `plain` questions.
"""

from __future__ import annotations

import gc
import textwrap
from collections.abc import Callable, Mapping

import questionary
from prompt_toolkit.application import get_app, get_app_session
from prompt_toolkit.filters import is_done
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.layout import (
    ConditionalContainer,
    FormattedTextControl,
    HSplit,
    Layout,
    Window,
)
from prompt_toolkit.utils import is_dumb_terminal
from questionary import Question

Check = Callable[[str], str | None]
ONLY_AN_EXAMPLE = "You have not typed anything yet. The text shown is only an example."

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
        ("placeholder", "fg:ansibrightblack"),
        ("validation-toolbar", "noreverse"),
    ]
)


def text(
    message: str, check: Check, *, mark: str, default: str = "", example: str = ""
) -> str:
    """Ask for a line; `default` can be edited, `example` only shows what an answer looks like."""
    if is_dumb_terminal():
        from shipyard.wizard import plain  # few terminals need it

        return plain.text(message, check, mark=mark, default=default, example=example)

    placeholder = [("class:placeholder", example)] if example and not default else None

    def verdict(typed: str) -> bool | str:
        # No message here: questionary has one line for it, and ours may need several.
        return check(typed.strip()) is None or ""

    def advice() -> str:
        buffer = get_app().current_buffer
        typed = buffer.text.strip()
        if not typed and buffer.validation_error is None:
            return ""
        if not buffer.text and placeholder:
            return wrapped(ONLY_AN_EXAMPLE)
        return wrapped(check(typed) or "")

    question = questionary.text(
        f"{wrapped(message, taken=len(mark) + 1)}\n ",
        default=default,
        validate=verdict,
        qmark=mark,
        style=STYLE,
        placeholder=placeholder,
    )
    _show_below(question, advice)
    return answered(question).strip()


def _show_below(question: Question, words: Callable[[], str]) -> None:
    """Show these words below a question as long as it is open.

    prompt_toolkit has a toolbar for that, and hides it where the terminal does not tell the place
    of its cursor. Some editors' terminals do not, and a refusal has to be seen there, too.
    """
    layout = question.application.layout
    below = Window(FormattedTextControl(words), dont_extend_height=True)
    whole = HSplit([layout.container, ConditionalContainer(below, filter=~is_done)])
    question.application.layout = Layout(whole, layout.current_window)


def choice(
    message: str, titles: Mapping[str, str], *, mark: str, default: str = ""
) -> str:
    """Ask for one of a few values, each shown by its title."""
    if is_dumb_terminal():
        from shipyard.wizard import plain  # few terminals need it

        return plain.choice(message, titles, mark=mark, default=default)
    choices = [
        questionary.Choice(indented(title), value) for value, title in titles.items()
    ]
    longest = max(len(title) for title in titles.values())
    # The answer will be shown after the question.
    fits = len(mark) + len(message) + longest + 3 < columns()
    question = questionary.select(
        wrapped(message, taken=len(mark) + 1) + ("" if fits else "\n "),
        choices,
        default=default or None,
        qmark=mark,
        style=STYLE,
        instruction="(arrow keys)",
    )
    return answered(question)


def answered(question: Question) -> str:
    """The answer; Ctrl-D leaves as Ctrl-C does, which by itself it does only at an empty line."""
    leaving = KeyBindings()

    @leaving.add("c-d", eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError, style="class:aborting")

    application = question.application
    application.key_bindings = merge_key_bindings(
        [application.key_bindings or KeyBindings(), leaving]
    )
    application.after_render += _collect_again
    return str(question.unsafe_ask())


def _collect_again(_: object) -> None:
    """Switch the garbage collector on, now that somebody reads; the start had no use for it."""
    gc.enable()


def columns() -> int:
    """The width of the terminal; below 20 nothing can be read anyway."""
    return max(get_app_session().output.get_size().columns, 20)


def wrapped(words: str, *, taken: int = 0) -> str:
    """The words in lines that fit the terminal; `taken` columns of the first one are in use."""
    return textwrap.fill(
        words, columns() - 1, initial_indent=" " * taken, subsequent_indent=" " * taken
    ).strip()


def indented(words: str) -> str:
    """The words of a choice, in aligned lines."""
    return textwrap.fill(words, columns() - 5, subsequent_indent="   ")


def shortened(words: str) -> str:
    """As much of the words as fits on the line of a choice."""
    width = columns() - 5
    return words if len(words) <= width else words[: width - 1] + "…"
