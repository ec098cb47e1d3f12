"""The settings of a project: the table `[tool.shipyard-release]` of its pyproject.toml.

The table is the only interface between a project and this tool. README.md documents each key.
From Python 3.11 on this needs nothing but the standard library, so the starter of a project looks
at the settings before it makes an environment.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shipyard_release.branches import first_name, is_one_of
from shipyard_release.errors import Edit, Facts, Stop
from shipyard_release.names import normalised
from shipyard_release.table import (
    CHANGELOG_FORMATS,
    KEYS,
    NAME,
    NONE,
    PLACEHOLDER,
    PULL_REQUEST,
    REQUIRED,
    TYPES,
)

if TYPE_CHECKING:
    from shipyard_release.version_file import VersionFile

# Python has tomllib since 3.11; tomli is the same code for 3.10.
tomllib = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")

FILE = "pyproject.toml"
LEGACY = ["setuptools", "wheel"]  # what builds a project that does not say so (PEP 518)
DEFAULTS = {name: key.default for name, key in KEYS.items()}
OLD_BRANCH = "branch"  # what `branches` was called when there was only one
CHOICES = {
    "publish-from": ("local", "ci"),
    "release-by": ("push", PULL_REQUEST),
    "changelog-format": CHANGELOG_FORMATS,
}


@dataclass(frozen=True)
class Settings:
    """A project as its pyproject.toml describes it. Paths are relative to `root`."""

    root: Path
    name: str  # in its normal form
    spelled: str  # the name as people read it
    version_file: str
    version_pattern: str
    version_also: tuple[str, ...]
    changelog: str
    changelog_format: str
    branches: tuple[str, ...]
    branch: str  # the one that this release is made from
    remote: str
    tag: str
    commit_message: str
    sign_off: bool
    release_by: str
    tag_message: str
    publish_from: str
    publisher: Mapping[str, str]
    tests: str
    metadata: str
    import_names: tuple[str, ...]
    environment: Path
    build_requires: tuple[str, ...]
    test_command: tuple[str, ...]
    test_group: str
    skip_imports: tuple[str, ...]
    skip_scripts: tuple[str, ...]
    not_committed: tuple[str, ...]
    not_in_sdist: tuple[str, ...]
    not_in_wheel: tuple[str, ...]
    not_secret: tuple[str, ...]
    not_public: tuple[str, ...]
    names_remote: bool = False  # whether the table says which remote it is
    instead: Path | None = None  # the file that replaces the project's own table

    @classmethod
    def load(cls, root: Path, *, instead: Path | None = None) -> Settings:
        """Read the settings, those of the file `instead` where it is given; raises `Stop`."""
        data = _read(root) if instead is None else pyproject(root)
        table = _checked(_table_of(data, instead))
        values = {**DEFAULTS, **table}
        spelled = str(values["name"]) or _name(data)
        fields = {
            key.replace("-", "_"): _as_field(value) for key, value in values.items()
        }
        fields |= {
            "name": normalised(spelled),
            "spelled": spelled,
            "branch": first_name(fields["branches"]),
            "names_remote": "remote" in table,
            "tests": fields["tests"].strip("/"),
            "metadata": fields["metadata"] or _metadata_file(root),
            "environment": root / fields["environment"],
        }
        return cls(root=root, instead=instead, **fields)

    def on(self, branch: str, *, tracked: str = "") -> Settings:
        """Return the settings as they hold on a branch that is checked out, or on '' for none.

        The release is made from that branch, if releases are made from it. `tracked` is the remote
        that it tracks: commit and tag go there, unless the settings name one.
        """
        own = branch if is_one_of(branch, self.branches) else self.branch
        remote = self.remote if self.names_remote or not tracked else tracked
        return replace(self, branch=own, remote=remote)

    @property
    def version_files(self) -> tuple[VersionFile, ...]:
        """The files that have the version; the first is the one that the build reads."""
        from shipyard_release.version_file import VersionFile  # noqa: PLC0415 - needs packages

        first = VersionFile(self.version_file, self.version_pattern)
        return (first, *(VersionFile(path) for path in self.version_also))

    @property
    def release_paths(self) -> tuple[str, ...]:
        """The paths of the files that a release commit changes."""
        versions = [file.path for file in self.version_files]
        return (*versions, *([] if self.changelog_format == NONE else [self.changelog]))


def build_requirements(root: Path) -> list[str]:
    """Return what builds the project: `[build-system] requires`, then the pins of the table.

    Raises `Stop` when pyproject.toml cannot be read.
    """
    data = pyproject(root)
    system = data.get("build-system", {})
    named = system.get("requires", LEGACY)
    table = data.get("tool", {}).get("shipyard-release", {})
    pinned = _checked(table).get("build-requires", []) if table else []
    return [*named, *map(str, pinned)]


def group_requirements(root: Path, group: str) -> list[str]:
    """Return the requirements of a dependency group, with those that it includes (PEP 735).

    A group that is not there has none. Raises `Stop` when pyproject.toml cannot be read.
    """
    groups = pyproject(root).get("dependency-groups", {})
    known = {normalised(name): entries for name, entries in groups.items()}
    found: list[str] = []
    waiting = [normalised(group)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        entries = known.get(name, []) if name not in seen else []
        seen.add(name)
        found += [entry for entry in entries if isinstance(entry, str)]
        included = [
            entry["include-group"] for entry in entries if isinstance(entry, dict)
        ]
        waiting += [normalised(each) for each in included]
    return found


def read_given(file: Path | None) -> Mapping[str, object]:
    """Return the keys of a TOML file, each of the right type; none without a file.

    Raises `Stop` as `Settings.load` does.
    """
    given = {} if file is None else _renamed(_toml(file))
    for key, value in given.items():
        _check(key, value)
    return given


def pyproject(root: Path) -> dict[str, Any]:
    """Return what is in a project's pyproject.toml; nothing without one.

    Raises `Stop` when it cannot be read.
    """
    return _read(root) if (root / FILE).is_file() else {}


def _read(root: Path) -> dict[str, Any]:
    try:
        return _toml(root / FILE)
    except FileNotFoundError:
        raise Stop("no-project", folder=str(root)) from None


def _toml(path: Path) -> dict[str, Any]:
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise Stop(
            "settings-unreadable", Edit(FILE, "correct"), error=str(error)
        ) from None
    return data


def _name(data: Mapping[str, Any]) -> str:
    project = data.get("project")
    name = project.get("name") if isinstance(project, dict) else None
    if not isinstance(name, str):
        raise Stop("setting-missing", Edit(FILE, "add-line"), table=NAME, key="name")
    return name


def _table(data: Mapping[str, Any]) -> Mapping[str, Any]:
    table = data.get("tool", {}).get("shipyard-release")
    if not isinstance(table, dict):
        raise Stop("settings-missing", Edit(FILE, "add-table"), table=NAME)
    return table


def _metadata_file(root: Path) -> str:
    """Return the file that describes the package: the first of those that a build reads."""
    return next(
        (name for name in ("setup.py", "setup.cfg") if (root / name).is_file()), FILE
    )


def _table_of(data: Mapping[str, Any], instead: Path | None) -> Mapping[str, Any]:
    """Return the project's table, or the keys of a TOML file that replaces it."""
    return _table(data) if instead is None else _toml(instead)


def _renamed(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a table with `branches = ["main"]` in place of the older `branch = "main"`."""
    if OLD_BRANCH not in table:
        return table
    if "branches" in table:
        facts: Facts = {"table": NAME, "key": OLD_BRANCH, "other": "branches"}
        raise Stop("setting-twice", Edit(FILE, "correct"), **facts)
    rest = {key: value for key, value in table.items() if key != OLD_BRANCH}
    return {**rest, "branches": [table[OLD_BRANCH]]}


def _checked(table: Mapping[str, Any]) -> Mapping[str, Any]:
    table = _renamed(table)
    for key, value in table.items():
        _check(key, value)
    if not table.get(REQUIRED):
        raise Stop("setting-missing", Edit(FILE, "add-line"), table=NAME, key=REQUIRED)
    return table


def _check(key: str, value: object) -> None:
    remedy = Edit(FILE, "correct")
    if key not in DEFAULTS:
        near = difflib.get_close_matches(key.replace("_", "-"), DEFAULTS, n=1, cutoff=0)
        raise Stop("setting-unknown", remedy, table=NAME, key=key, nearest=near[0])
    expected = type(DEFAULTS[key])
    if not isinstance(value, expected) or not _has_only_texts(value):
        raise Stop(
            "setting-type", remedy, table=NAME, key=key, expected=TYPES[expected]
        )
    if value == "" or (key == "branches" and value in ([], [""])):
        raise Stop("setting-empty", remedy, table=NAME, key=key)
    if key in CHOICES and value not in CHOICES[key]:
        known = " or ".join(f'"{choice}"' for choice in CHOICES[key])
        raise Stop(
            "setting-choice", remedy, table=NAME, key=key, value=value, known=known
        )
    if key == "version-pattern" and not _is_pattern(str(value)):
        raise Stop("setting-pattern", remedy, table=NAME, key=key, value=value)
    if (
        key in ("tag", "commit-message", "tag-message")
        and str(value).count(PLACEHOLDER) != 1
    ):
        raise Stop("setting-tag", remedy, table=NAME, key=key, value=value)


def _is_pattern(text: str) -> bool:
    """Whether a text is a regular expression with one group."""
    try:
        return re.compile(text).groups == 1
    except re.error:
        return False


def _has_only_texts(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(each, str) for each in value)
    if isinstance(value, dict):
        return all(isinstance(each, str) for each in value.values())
    return True


def _as_field(value: Any) -> Any:
    """Return a value of the table as the settings hold it: a list as a tuple."""
    return tuple(value) if isinstance(value, list) else value
