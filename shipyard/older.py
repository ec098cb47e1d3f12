"""Templates from before `shipyard_template.py`: they name the extension of an installed Shipyard.

Their own code is beside them all the same, and only that knows their questions and files.
"""

from __future__ import annotations

import importlib
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ORDINARY_NAME = "shipyard"
NEEDED = ("cookiecutter.json", os.path.join(ORDINARY_NAME, "extension.py"))
NEWER = "shipyard_template.py"


def template() -> str:
    """Return the folder of an older template that is rendered now, or nothing.

    cookiecutter and cruft add it to `sys.path` as the last.
    """
    for entry in reversed(sys.path):
        folder = os.path.abspath(entry)
        if all(os.path.isfile(os.path.join(folder, name)) for name in NEEDED):
            return "" if os.path.isfile(os.path.join(folder, NEWER)) else folder
    return ""


def extension(folder: str) -> Any:
    """Return the class of the extension beside an older template.

    Its modules import each other by their ordinary names, so those are theirs from now on.
    """
    for name in list(sys.modules):
        if name.partition(".")[0] == ORDINARY_NAME:
            del sys.modules[name]
    sys.path.insert(0, folder)
    try:
        return importlib.import_module(f"{ORDINARY_NAME}.extension").ShipyardExtension
    finally:
        sys.path.remove(folder)
