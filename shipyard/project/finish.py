"""Make a rendered folder a project: the post-gen hook calls this inside the new folder.

An interpreter starts for that, so this package imports little.
"""

from __future__ import annotations

import os
import sys

from . import handover, next_steps, options, release_tool, repository, version

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def finish(answers: Mapping[str, str]) -> None:
    """Finish the project in the current folder, and say what comes next."""
    options.remove_unwanted(answers)
    problems = wire(answers)
    if "_commit" in answers:
        say(problems)
        return  # cruft compares what comes out here with a project that has its own git.
    state = repository.make(answers)
    place = handover.place()
    if place:
        handover.write(place, problems, state)
    else:
        say([*problems, *next_steps.lines(answers, os.getcwd(), state)])


def wire(answers: Mapping[str, str]) -> list[str]:
    """Copy the release tool into the project, and check that everything reads one version.

    Return one line for each thing that went wrong.
    """
    try:
        release_tool.copy_to(os.getcwd())
    except OSError as error:
        missing = (
            f"The release tool could not be copied to tools/: {error}. "
            "Create the project again."
        )
        return [missing, *version.problems(answers)]
    return version.problems(answers)


def say(lines: list[str]) -> None:
    """Print `lines`.

    The project is whole even when nobody can read them, or when the terminal lacks their letters.
    """
    if not lines:
        return
    try:
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        print("\n".join(lines), flush=True)
    except (AttributeError, OSError):
        # Or the interpreter would fail when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
