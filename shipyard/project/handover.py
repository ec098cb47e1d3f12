"""What the post-gen hook gives to the wizard: the values from which both write the next steps.

The hook is a process of its own. The wizard names a file for it in `SHIPYARD_HANDOVER`.
"""

from __future__ import annotations

import os

VARIABLE = "SHIPYARD_HANDOVER"


class GitState:
    """What git has of a new project.

    It is not a dataclass, as the hook would wait for that module.
    """

    def __init__(
        self,
        *,
        is_made: bool = False,
        around: str = "",
        is_missing: bool = False,
        is_user_unknown: bool = False,
        failure: str = "",
    ) -> None:
        """Take what is true of the project.

        `is_made`: it has a repository with its first commit. `around`: the top of the work tree
        that it is in. `is_missing`: git was not found. `is_user_unknown`: git does not know its
        user's name and address. `failure`: what else went wrong, as the end of a sentence.
        """
        self.is_made = is_made
        self.around = around
        self.is_missing = is_missing
        self.is_user_unknown = is_user_unknown
        self.failure = failure


def write(path: str, problems: list[str], git: GitState) -> None:
    """Write what came of a project to a file as JSON.

    `problems` has one line for each part that could not be done. Raises `OSError`.
    """
    import json  # Slow to start, and only the wizard needs it.

    with open(path, "w", encoding="utf-8") as file:
        json.dump({"problems": problems, "git": vars(git)}, file)


def read(path: str) -> tuple[list[str], GitState]:
    """Return the problems and the state that `write` wrote.

    Raises `OSError`, and `ValueError` for what is not JSON.
    """
    import json

    with open(path, encoding="utf-8") as file:
        content = json.load(file)
    return content["problems"], GitState(**content["git"])


def place() -> str:
    """Return the file that a wizard waits for, or nothing."""
    return os.environ.get(VARIABLE, "")
