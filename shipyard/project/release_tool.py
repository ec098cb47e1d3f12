"""Put the release tool into a project: a new one, or one that was there before Shipyard."""

from __future__ import annotations

import os

from .. import questions
from . import folders

SOURCE = ("release-tool", "src", "shipyard_release")
PLACE = ("tools", "shipyard_release")
# What running the tool, or installing Shipyard, leaves between its files.
LEFTOVERS = frozenset(["__pycache__"])


def copy_to(project: str) -> None:
    """Copy the release tool to `tools/shipyard_release` of a project.

    What an earlier copy left there goes first, so the folder holds this version and nothing else.
    Raises `OSError` when the tool cannot be read or written.
    """
    source = os.path.join(questions.template(), *SOURCE)
    # An incomplete template must not cost a project the tool that it has.
    os.listdir(source)
    target = os.path.join(project, *PLACE)
    folders.remove(target)
    folders.copy(source, target, without=LEFTOVERS)
