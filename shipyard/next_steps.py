"""What to type after a project was made: at most eight lines that fit the answers."""

from __future__ import annotations

import os

from shipyard import filters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def lines(answers: Mapping[str, str], folder: str, without_git: str = "") -> list[str]:
    """Return the lines for a project in `folder`; `without_git` says why it has no repository."""
    where = filters.shell(folder if _is_elsewhere(folder) else os.path.relpath(folder))
    said = [f"{answers['project_slug']} {answers['version']} is ready. Next:"]
    return said + [f"  {command:<17} {meaning}".rstrip() for command, meaning in commands(answers, where)] + [without_git] * bool(without_git)
