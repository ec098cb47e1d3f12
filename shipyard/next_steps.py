"""What to type after a project was made: at most eight lines that fit the answers."""

from __future__ import annotations

import os

from . import filters, names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


LONGEST_ALIGNED = 24
"""A longer command, such as one with an address, does not push the meanings of all others aside."""
INSIDE = "this folder is inside the one at"
"""What `finish.make_repository` says of a project in a folder of a larger repository."""


def lines(
    answers: Mapping[str, str], folder: str, *, start: str = "", without_git: str = ""
) -> list[str]:
    """Return the lines for a project in `folder`, as seen from the folder `start` if that is known.

    `without_git` is what `finish.make_repository` returned: why there is no repository yet, or
    nothing.
    """
    head = f"{answers['project_slug']} {answers['version']} is ready. What to do next:"
    typed = commands(answers, folder, start, is_inside=INSIDE in without_git)
    width = max(len(command) for command, _ in typed if len(command) <= LONGEST_ALIGNED)
    steps = [f"  {command:<{width}}  # {meaning}" for command, meaning in typed]
    return [line for line in (without_git, head, *steps) if line]


def commands(
    answers: Mapping[str, str], folder: str, start: str, *, is_inside: bool = False
) -> list[tuple[str, str]]:
    """Return what to type, and why; `is_inside` a larger repository, which has its own remote."""
    own = (" TO=NAME", "an index of your own, as .pypirc calls it")
    to, index = own if names.is_private(answers) else ("", "the index")
    return [
        (f"cd {filters.shell(_from(start, folder))}", "your project"),
        ("make check", "its environment, lint, types and tests"),
        _to_the_remote(answers, is_inside=is_inside),
        ("make rehearse", "a whole release, on this machine only"),
        (f"make preflight{to}", _credentials(answers)),
        (f"make release{to}", f"to {index}"),
    ]


def _to_the_remote(answers: Mapping[str, str], *, is_inside: bool) -> tuple[str, str]:
    if is_inside:
        return "git add . && git commit -m Start .", "to the repository around it"
    return (
        f"git remote add origin {names.repository_url(answers)}.git",
        "once you have made it there",
    )


def _credentials(answers: Mapping[str, str]) -> str:
    if answers["publish_from"] == "ci":
        return "what the index's form for a trusted publisher asks"
    return "what is still missing, such as an account or a token"


def _from(start: str, folder: str) -> str:
    """Return the shorter way to write `folder`."""
    inside = start and folder.startswith(os.path.join(start, ""))
    return os.path.relpath(folder, start) if inside else folder
