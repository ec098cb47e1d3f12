"""The fields of setup.py compared with `dynamic` in pyproject.toml, which has to list them.

With a table `[project]`, setuptools takes from setup.py what `dynamic` lists and nothing else. A
listed field that setup.py does not have ends its build with a traceback; of a field that is not
listed it drops the value. From Python 3.11 on this needs nothing but the standard library, so that
the starters of a project can ask before they install it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from shipyard_release.errors import Edit, Problem
from shipyard_release.settings import FILE, tomllib

SETUP = "setup.py"
# Which arguments of `setup()` give which field of [project], the most usual one first.
ARGUMENTS = {
    "description": ("description",),
    "readme": ("long_description",),
    "requires-python": ("python_requires",),
    "license": ("license_expression", "license"),
    "authors": ("author", "author_email"),
    "maintainers": ("maintainer", "maintainer_email"),
    "keywords": ("keywords",),
    "classifiers": ("classifiers",),
    "urls": ("project_urls",),
    "dependencies": ("install_requires",),
    "optional-dependencies": ("extras_require",),
}
# setuptools takes an empty value for these.
CAN_BE_ABSENT = ("dependencies", "optional-dependencies", "urls")
BACKEND = "setuptools.build_meta"
# What a [project] has that takes the rest from setup.py.
STATIC = {"name", "version", "dynamic"}


def problems(read: Callable[[str], str]) -> Iterator[Problem]:
    """Yield each field that only one of setup.py and pyproject.toml has.

    `read` returns the text of a file of the project, '' if there is none. Where it cannot be known
    what setup.py has, nothing is said: the build will tell.
    """
    project = _bridge(read)
    arguments = _arguments(read(SETUP))
    if project is None or arguments is None:
        return
    listed = project["dynamic"]
    for field, names in ARGUMENTS.items():
        given = [name for name in names if name in arguments]
        facts = {"field": field, "argument": (given or names)[0]}
        if field in listed and not given and field not in CAN_BE_ABSENT:
            remedies = (
                Edit(FILE, "take-out-of-dynamic"),
                Edit(SETUP, "or-write-field"),
            )
            yield Problem("setup-lacks-field", facts, remedies)
        has_value = any(not _is_empty(arguments[name]) for name in given)
        if has_value and field not in listed:
            yield Problem(
                "setup-field-not-listed", facts, (Edit(FILE, "write-into-dynamic"),)
            )


def in_folder(root: Path) -> Callable[[str], str]:
    """Return what reads the files of a folder, for `problems`."""

    def read(name: str) -> str:
        path = root / name
        return (
            path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        )

    return read


def _bridge(read: Callable[[str], str]) -> Mapping[str, Any] | None:
    """Return a table [project] that leaves all but the name to setup.py; None for any other."""
    try:
        data = tomllib.loads(read(FILE))
        backend = data["build-system"]["build-backend"]
        project = data["project"]
        is_bridge = isinstance(project["dynamic"], list) and set(project) <= STATIC
        elsewhere = read("setup.cfg") or "dynamic" in data.get("tool", {}).get(
            "setuptools", {}
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if not is_bridge or elsewhere or backend != BACKEND:
        return None
    return dict(project)


def _arguments(setup: str) -> Mapping[str, ast.expr] | None:
    """Return what `setup()` is called with; None if there is not one call with plain names."""
    try:
        nodes = list(ast.walk(ast.parse(setup)))
    except (SyntaxError, ValueError):
        return None
    calls = [
        node for node in nodes if isinstance(node, ast.Call) and _name(node) == "setup"
    ]
    if len(calls) != 1 or calls[0].args:
        return None
    found = {}
    for keyword in calls[0].keywords:
        if keyword.arg is None:  # **more
            return None
        found[keyword.arg] = keyword.value
    return found


def _name(call: ast.Call) -> str:
    function: Any = call.func
    return str(getattr(function, "id", getattr(function, "attr", "")))


def _is_empty(value: ast.expr) -> bool:
    try:
        return not ast.literal_eval(value)
    except (ValueError, TypeError):  # it is computed
        return False
