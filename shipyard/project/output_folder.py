"""The folder that a new project is written to: never one that somebody uses."""

from __future__ import annotations

import os


def problem(folder: str) -> str | None:
    """Return why no project can be created at `folder`, as one line, or None.

    An empty folder may be used; cookiecutter itself takes one only with `--overwrite-if-exists`.
    """
    if os.path.lexists(folder):
        if inside(folder) == []:
            return None
        return (
            f"{folder} exists already and stays as it is: "
            "choose another name or another output folder"
        )
    parent = os.path.abspath(folder)
    while not os.path.lexists(parent):
        parent = os.path.dirname(parent)
    if os.path.isdir(parent) and os.access(parent, os.W_OK | os.X_OK):
        return None
    return f"{folder} cannot be created: {parent} is not a folder that you can write to"


def inside(folder: str) -> list[str] | None:
    """Return the names in a folder, sorted; None when it is not a folder, or you cannot read it."""
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return None
