"""The one module of the template that cookiecutter and the hooks import: it loads all others.

Keep this file as it is. An update of a project renders the old and the new version of the template
in one process, and Python imports a module once: then it is the old version of this file that loads
the new code. So it finds the code, and does no more. What it may rely on in every version:
`shipyard/loading.py` has `load(folder, name)`, and `shipyard/extension.py` has `ShipyardExtension`.
"""

from __future__ import annotations

import importlib
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any  # The hooks import this, and start faster without.

NAME = "shipyard_template.py"
HERE = os.path.dirname(os.path.abspath(__file__))


class ShipyardExtension:
    """What `cookiecutter.json` names; it gives the extension of the template that is rendered."""

    identifier = (
        "shipyard_template.ShipyardExtension"  # Jinja keeps its extensions by these.
    )

    def __new__(cls, environment: Any) -> Any:
        """Return the extension, made by the code that is beside the template now."""
        package = load(template())
        extension = importlib.import_module(f"{package.__name__}.extension")
        return extension.ShipyardExtension(environment)


def template() -> str:
    """Return the folder of the template that is rendered: cookiecutter adds it to `sys.path`.

    It comes last there, behind an installed Shipyard and other templates of the same process.
    """
    for entry in reversed(sys.path):
        # A relative entry was added from another folder, and then cookiecutter goes into this one.
        places = (
            [entry] if os.path.isabs(entry) else [os.path.abspath(entry), os.getcwd()]
        )
        for place in places:
            if os.path.isfile(os.path.join(place, NAME)):
                return place
    return HERE


def load(folder: str, name: str = "") -> Any:
    """Return the package `shipyard` that belongs to the template in `folder`.

    In a clone it is inside, in an installed Shipyard around the template.
    """
    inside = os.path.join(folder, "shipyard")
    package = inside if os.path.isdir(inside) else os.path.dirname(folder)
    path = os.path.join(package, "loading.py")
    with open(path, "rb") as file:
        source = file.read()
    loading: dict[str, Any] = {"__name__": "shipyard_loading"}
    exec(compile(source, path, "exec"), loading)  # noqa: S102 - an import could take an old one
    return loading["load"](package, name)
