"""The questions of `cookiecutter.json`, which is the only place where they are written."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any  # Slow to start, too.

HERE = os.path.dirname(os.path.abspath(__file__))
# In a clone, the template is around this package. In an installed Shipyard it is inside.
PLACES = (os.path.join(HERE, "template"), os.path.dirname(HERE))

_known: dict[str, list[str]] = {}


def choices_of(question: str) -> list[str]:
    """Return the choices of a question in their order."""
    return choices()[question]


def choices() -> dict[str, list[str]]:
    """Return the choices of every question that has them."""
    return _known or choices_read_again()


def choices_read_again() -> dict[str, list[str]]:
    """Read the choices again: in one process the template can change, as an update changes it."""
    remember(
        {
            question: found
            for question, found in content().items()
            if isinstance(found, list)
        }
    )
    return _known


def remember(found: dict[str, list[str]]) -> None:
    """Take the choices from somebody who has read them: the hooks, which start faster so."""
    _known.clear()
    _known.update(
        {
            question: list(known)
            for question, known in found.items()
            if question[0] != "_"
        }
    )


def content() -> dict[str, Any]:
    """Return the contents of `cookiecutter.json`."""
    import json  # Slow to start, and the hooks bring their choices with them.

    with open(os.path.join(template(), "cookiecutter.json"), encoding="utf-8") as file:
        return dict(json.load(file))


def template() -> str:
    """Return the folder that holds `cookiecutter.json`."""
    return next(
        place
        for place in PLACES
        if os.path.isfile(os.path.join(place, "cookiecutter.json"))
    )
