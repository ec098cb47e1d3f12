"""The settings of a project: the table `[tool.shipyard-release]` of its pyproject.toml.

The table is the only interface between a project and this tool. README.md documents each key.
From Python 3.11 on this needs nothing but the standard library, so the starter of a project looks
at the settings before it makes an environment.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from shipyard_release.errors import Edit, Stop
from shipyard_release.names import PLACEHOLDER, normalised

# Python has tomllib since 3.11; tomli is the same code for 3.10.
tomllib = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")

FILE = "pyproject.toml"
TABLE = "tool.shipyard-release"
REQUIRED = "version-file"
DEFAULTS: dict[str, object] = {
    REQUIRED: "",
    "changelog": "CHANGELOG.md",
    "branch": "main",
    "remote": "origin",
    "tag": f"v{PLACEHOLDER}",
    "publish-from": "local",
    "publisher": {},
    "sources": "src",
    "tests": "tests",
    "metadata": "setup.py",
    "import-names": [],
    "environment": ".venv",
    "build-requires": [],
    "test-command": ["pytest", "tests"],
    "test-group": "test",
    "skip-imports": [],
    "skip-scripts": [],
    "not-in-sdist": [],
    "not-in-wheel": [],
    "not-secret": [],
}
PLACES_TO_PUBLISH_FROM = ("local", "ci")
TYPES: dict[type, str] = {str: "a text", list: "a list of texts", dict: "a table of texts"}


@dataclass(frozen=True)
class Settings:
    """A project as its pyproject.toml describes it. Paths are relative to `root`."""

    root: Path
    name: str
    version_file: str
    changelog: str
    branch: str
    remote: str
    tag: str
    publish_from: str
    publisher: Mapping[str, str]
    sources: str
    tests: str
    metadata: str
    import_names: tuple[str, ...]
    environment: Path
    build_requires: tuple[str, ...]
    test_command: tuple[str, ...]
    test_group: str
    skip_imports: tuple[str, ...]
    skip_scripts: tuple[str, ...]
    not_in_sdist: tuple[str, ...]
    not_in_wheel: tuple[str, ...]
    not_secret: tuple[str, ...]

    @classmethod
    def load(cls, root: Path) -> Settings:
        """Read the settings; raises `Stop` that names table, key and the nearest known key."""
        data = _read(root)
        values = {**DEFAULTS, **_checked(_table(data))}
        return cls(
            root=root,
            name=_name(data),
            version_file=str(values[REQUIRED]),
            changelog=str(values["changelog"]),
            branch=str(values["branch"]),
            remote=str(values["remote"]),
            tag=str(values["tag"]),
            publish_from=str(values["publish-from"]),
            publisher=_texts(values["publisher"]),
            sources=str(values["sources"]).strip("/"),
            tests=str(values["tests"]).strip("/"),
            metadata=str(values["metadata"]),
            import_names=_list(values["import-names"]),
            environment=root / str(values["environment"]),
            build_requires=_list(values["build-requires"]),
            test_command=_list(values["test-command"]),
            test_group=str(values["test-group"]),
            skip_imports=_list(values["skip-imports"]),
            skip_scripts=_list(values["skip-scripts"]),
            not_in_sdist=_list(values["not-in-sdist"]),
            not_in_wheel=_list(values["not-in-wheel"]),
            not_secret=_list(values["not-secret"]),
        )


def build_requirements(root: Path) -> list[str]:
    """Return what builds the project: `[build-system] requires`, then the pins of the table.

    Raises `Stop` when pyproject.toml cannot be read.
    """
    data = _read(root)
    system = data.get("build-system", {})
    named = system.get("requires", ["setuptools"])
    pinned = _checked(_table(data)).get("build-requires", [])
    return [*named, *_list(pinned)]


def group_requirements(root: Path, group: str) -> list[str]:
    """Return the requirements of a dependency group, with those that it includes (PEP 735).

    A group that is not there has none. Raises `Stop` when pyproject.toml cannot be read.
    """
    groups = _read(root).get("dependency-groups", {})
    known = {normalised(name): entries for name, entries in groups.items()}
    found: list[str] = []
    waiting = [normalised(group)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        entries = known.get(name, []) if name not in seen else []
        seen.add(name)
        found += [entry for entry in entries if isinstance(entry, str)]
        included = [entry["include-group"] for entry in entries if isinstance(entry, dict)]
        waiting += [normalised(each) for each in included]
    return found


def _read(root: Path) -> dict[str, Any]:
    try:
        data: dict[str, Any] = tomllib.loads((root / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Stop("no-project", folder=str(root)) from None
    except (OSError, ValueError) as error:
        raise Stop("settings-unreadable", Edit(FILE, "correct"), error=str(error)) from None
    return data


def _name(data: Mapping[str, Any]) -> str:
    project = data.get("project")
    name = project.get("name") if isinstance(project, dict) else None
    if not isinstance(name, str):
        raise Stop("setting-missing", Edit(FILE, "add-line"), table="project", key="name")
    return normalised(name)


def _table(data: Mapping[str, Any]) -> Mapping[str, Any]:
    table = data.get("tool", {}).get("shipyard-release")
    if not isinstance(table, dict):
        raise Stop("settings-missing", Edit(FILE, "add-table"), table=TABLE)
    return table


def _checked(table: Mapping[str, Any]) -> Mapping[str, Any]:
    for key, value in table.items():
        _check(key, value)
    if not table.get(REQUIRED):
        raise Stop("setting-missing", Edit(FILE, "add-line"), table=TABLE, key=REQUIRED)
    return table


def _check(key: str, value: object) -> None:
    remedy = Edit(FILE, "correct")
    if key not in DEFAULTS:
        near = difflib.get_close_matches(key.replace("_", "-"), DEFAULTS, n=1, cutoff=0)
        raise Stop("setting-unknown", remedy, table=TABLE, key=key, nearest=near[0])
    expected = type(DEFAULTS[key])
    if not isinstance(value, expected) or not _has_only_texts(value):
        raise Stop("setting-type", remedy, table=TABLE, key=key, expected=TYPES[expected])
    if value == "":
        raise Stop("setting-empty", remedy, table=TABLE, key=key)
    if key == "publish-from" and value not in PLACES_TO_PUBLISH_FROM:
        known = " or ".join(f'"{place}"' for place in PLACES_TO_PUBLISH_FROM)
        raise Stop("setting-choice", remedy, table=TABLE, key=key, value=value, known=known)
    if key == "tag" and str(value).count(PLACEHOLDER) != 1:
        raise Stop("setting-tag", remedy, table=TABLE, key=key, value=value)


def _has_only_texts(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(each, str) for each in value)
    if isinstance(value, dict):
        return all(isinstance(each, str) for each in value.values())
    return True


def _list(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def _texts(value: object) -> Mapping[str, str]:
    return {str(key): str(each) for key, each in value.items()} if isinstance(value, dict) else {}
