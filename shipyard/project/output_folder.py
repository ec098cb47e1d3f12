"""The folder that a new project is written to: never one that somebody uses."""

from __future__ import annotations

import os


def problem(folder: str) -> str | None:
    """Return why no project can be made at `folder`, as one line, or None.

    An empty folder is nobody's; cookiecutter itself takes one only with `--overwrite-if-exists`.
    """
    if os.path.lexists(folder):
        if inside(folder) == []:
            return None
        return (
            f"{folder} is there already and stays as it is: "
            "choose another name or another output folder"
        )
    parent = os.path.abspath(folder)
    while not os.path.lexists(parent):
        parent = os.path.dirname(parent)
    if os.path.isdir(parent) and os.access(parent, os.W_OK | os.X_OK):
        return None
    return f"{folder} cannot be made: {parent} is no folder that you may write to"


def inside(folder: str) -> list[str] | None:
    """Return the names in a folder, sorted; None when it is no folder, or not yours to read."""
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return None
