"""Where in a commit the files of a wheel come from, found by comparing their paths.

So a project may keep its code in src/, at its top, or in any other folder, as packages, namespace
packages or single modules.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from packaging.utils import parse_wheel_filename

EXTENSIONS = (".so", ".pyd", ".dylib", ".dll")
_INFO = (".dist-info", ".data")
# The names that Python gives compiled modules; a library that a module loads has another one.
_COMPILED = re.compile(
    r"(\.(cpython|pypy|graalpy)[^/.]*|\.abi3)\.so$|(\.cp[^/.]*)?\.pyd$"
)


def top_of(name: str) -> str:
    """Return the first part of a path."""
    return name.partition("/")[0]


def contents_of(wheel: Iterable[str]) -> set[str]:
    """Return the paths in a wheel that are installed for import: all but its metadata."""
    return {name for name in wheel if not top_of(name).endswith(_INFO)}


def origins(wheel: Iterable[str], committed: Iterable[str]) -> dict[str, str]:
    """Return for each top-level name in a wheel the folder of the commit that it comes from.

    A folder ends with `/`, and the top of the project is ''. A name without any file of the commit
    is left out: a build generated it.
    """
    by_end: dict[str, list[str]] = {}
    for path in committed:
        by_end.setdefault(PurePosixPath(path).name, []).append(path)
    counted: dict[str, Counter[str]] = {}
    for name in contents_of(wheel):
        for path in by_end.get(PurePosixPath(name).name, []):
            if path == name or path.endswith(f"/{name}"):
                folder = path.removesuffix(name)
                counted.setdefault(top_of(name), Counter())[folder] += 1
    return {top: _most(folders) for top, folders in counted.items()}


def code_of(found: Mapping[str, str], committed: Iterable[str]) -> dict[str, str]:
    """Return the committed files that belong into the wheel, with their paths in it.

    A folder that holds nothing but code, such as src/, belongs there as a whole; of what is at the
    top of a project only the packages and modules that the wheel has.
    """
    folders = {folder for folder in found.values() if folder}
    code: dict[str, str] = {}
    for path in committed:
        folder = next((each for each in folders if path.startswith(each)), None)
        if folder is not None:
            code[path] = path.removeprefix(folder)
        elif found.get(top_of(path)) == "":
            code[path] = path
    return code


def modules_in(names: Iterable[str]) -> list[str]:
    """Return the modules of a wheel that can be imported without running a program.

    Compiled modules are among them, for one may be built and not load.
    """
    found: list[str] = []
    for name in names:
        source = _COMPILED.sub(".py", name)
        parts = PurePosixPath(source).with_suffix("").parts
        is_module = source.endswith(".py") and all(
            part.isidentifier() for part in parts
        )
        if not is_module or parts[-1] == "__main__":
            continue
        module = parts[:-1] if parts[-1] == "__init__" else parts
        if module:
            found.append(".".join(module))
    return list(dict.fromkeys(found))  # a module may be there as source, too


def import_names(modules: Iterable[str]) -> list[str]:
    """Return the modules that are in no other one: what people import.

    Of a namespace package, which has no code of its own, that is what is inside.
    """
    known = set(modules)
    return [module for module in modules if module.rpartition(".")[0] not in known]


def is_for_platform(wheel: str) -> bool:
    """Whether the name of a wheel says that it is for one platform."""
    return any(tag.platform != "any" for tag in parse_wheel_filename(wheel)[3])


def has_extension(wheel: Iterable[str]) -> bool:
    """Whether a wheel has a compiled module or library."""
    return any(name.endswith(EXTENSIONS) or ".so." in name for name in wheel)


def has_program(wheel: Iterable[str]) -> bool:
    """Whether a wheel has a program for the folder of programs: compiled, or a script."""
    return any(".data/scripts/" in name for name in wheel)


def _most(folders: Counter[str]) -> str:
    """Return the folder that most files come from; of two, the one nearer to the top."""
    return min(
        folders, key=lambda folder: (-folders[folder], folder.count("/"), folder)
    )
