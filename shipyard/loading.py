"""Load the template's code from the folder beside it, as it is now.

An update of a project renders two versions of the template in one process and in one folder. So
the code cannot be imported by its ordinary name: the version that came first would be taken for
both, and so would a Shipyard that is installed. Python's own cache of compiled code does not help,
as it takes two files of the same second and size for the same.

`shipyard_template.py` runs this file, and nothing imports it.
"""

from __future__ import annotations

import importlib
import os
import sys
import zlib
from importlib.machinery import ModuleSpec, SourceFileLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

INIT = "__init__.py"
COMPILED = ".pyc"
COMPILED_HERE = ".shipyard.pyc"  # Python's own files know nothing about contents.


class Loader(SourceFileLoader):
    """Loads a module, and keeps its compiled code for as long as its source stays the same."""

    def path_stats(self, path: str) -> dict[str, int]:
        """Return what a compiled file must agree with: the source itself, in place of its date."""
        source = self.get_data(path)
        return {"mtime": zlib.crc32(source), "size": len(source)}

    def get_data(self, path: str) -> bytes:
        """Return the content of the source, or of the compiled file that belongs to it."""
        return super().get_data(_own(path))

    def set_data(self, path: str, data: bytes, **mode: int) -> None:  # type: ignore[override]
        """Write the compiled file."""
        super().set_data(_own(path), data, **mode)


class Finder:
    """Finds the modules of one package in one folder."""

    def __init__(self, name: str, folder: str) -> None:
        """Take the name that the package gets, and the folder that holds its modules."""
        self.name = name
        self.folder = folder

    def find_spec(self, name: str, *_more: object) -> ModuleSpec | None:
        """Return how to load this module, and None when it belongs to another package."""
        package, *inside = name.split(".")
        if package != self.name:
            return None
        place = os.path.join(self.folder, *inside)
        if os.path.isfile(os.path.join(place, INIT)):
            return self._spec(name, os.path.join(place, INIT), is_package=True)
        return self._spec(name, f"{place}.py", is_package=False)

    def _spec(self, name: str, path: str, *, is_package: bool) -> ModuleSpec | None:
        if not os.path.isfile(path):
            return None
        loader = Loader(name, path)
        spec = ModuleSpec(name, loader, origin=path, is_package=is_package)
        spec.has_location = True
        return spec


def load(folder: str, name: str = "") -> ModuleType:
    """Return the package in `folder`.

    Without a `name` it gets one that tells this folder and what is in it from every other, so it is
    loaded again when anything there has changed, and only then.
    """
    name = name or f"_shipyard_{_state(folder):08x}"
    if name not in sys.modules:
        sys.meta_path.insert(0, Finder(name, folder))
    return importlib.import_module(name)


def _state(folder: str) -> int:
    """Return a number for a folder, and the sources in it and in its packages."""
    state = zlib.crc32(os.fsencode(folder))
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.isfile(os.path.join(path, INIT)):
            state = zlib.crc32(str(_state(path)).encode(), state)
        elif name.endswith(".py"):
            with open(path, "rb") as file:
                state = zlib.crc32(file.read(), zlib.crc32(os.fsencode(name), state))
    return state


def _own(path: str) -> str:
    return path[: -len(COMPILED)] + COMPILED_HERE if path.endswith(COMPILED) else path
