"""Questions for a terminal that cannot move its cursor, such as a shell inside Emacs.

Everything is printed below what is there already, and an answer is one line. Ctrl-C and Ctrl-D
raise, as in the other prompts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from shipyard.rules.refusal import show
from shipyard.wizard import prompts

Check = Callable[[str], str | None]


def text(
    message: str, check: Check, *, mark: str, default: str = "", example: str = ""
) -> str:
    """Ask for a line until `check` has nothing against it; an empty line keeps `default`."""
    print(prompts.wrapped(f"{mark} {message}"))
    if default:
        print(prompts.wrapped(f"Press Enter to keep: {default}"))
    elif example:
        print(prompts.wrapped(f"For example: {example}"))
    while True:
        typed = input("> ").strip() or default
        refusal = check(typed)
        if not refusal:
            return typed
        is_example = example and not typed
        print(prompts.wrapped(prompts.ONLY_AN_EXAMPLE if is_example else refusal))


def choice(
    message: str, titles: Mapping[str, str], *, mark: str, default: str = ""
) -> str:
    """Ask for the number of one of these titles, or for its value; an empty line keeps `default`.

    Without `default`, an empty line takes the first.
    """
    values = list(titles)
    kept = default or values[0]
    print(prompts.wrapped(f"{mark} {message}"))
    for number, title in enumerate(titles.values(), start=1):
        print(prompts.indented(f"{number:2}. {title}"))
    print(f"Press Enter to take {values.index(kept) + 1}.")
    while True:
        typed = input("> ").strip() or kept
        if typed in values:
            return typed
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(values):
            return values[int(typed) - 1]
        print(
            prompts.wrapped(
                f"{show(typed)} is not in the list. Type a number from 1 to {len(values)}."
            )
        )
