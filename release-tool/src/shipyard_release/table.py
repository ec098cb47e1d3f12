"""The keys of the table `[tool.shipyard-release]`, each with its default and its meaning.

This needs nothing but the standard library: a program that offers the keys as options need not load
the rest of the tool. README.md has the same rows, and a test holds that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

NAME = "tool.shipyard-release"
REQUIRED = "version-file"
PLACEHOLDER = "{version}"
TYPES: dict[type, str] = {str: "a text", list: "a list of texts", dict: "a table of texts"}


@dataclass(frozen=True)
class Key:
    """One key: its default, whose type is the type of the value, and what it means."""

    default: Any
    meaning: str
    shown: str = ""  # how README shows the default, where it is none or is derived


KEYS: dict[str, Key] = {
    REQUIRED: Key("", 'the file with the line `__version__ = "1.2.0"`', "none: it is required"),
    "changelog": Key("CHANGELOG.md", "the changelog, in the form of Keep a Changelog"),
    "branch": Key("main", "the branch that releases are made from"),
    "remote": Key("origin", "the remote that commit and tag are pushed to"),
    "tag": Key(f"v{PLACEHOLDER}", "the form of a tag"),
    "publish-from": Key(
        "local", '`"local"`: this machine uploads; `"ci"`: a pipeline does, started by the tag'
    ),
    "publisher": Key(
        {},
        "the fields of the index's form for a trusted publisher, which `preflight` prints",
    ),
    "sources": Key("src", "the folder with the import packages"),
    "tests": Key("tests", "the folder of tests, which the sdist has to contain"),
    "metadata": Key("setup.py", "the file that describes the package"),
    "import-names": Key(
        [],
        "what is imported when the package is tried out",
        "the package of the version file",
    ),
    "environment": Key(".venv", "the environment that lends the package's dependencies to a trial"),
    "build-requires": Key(
        [],
        "exact versions of what `[build-system]` names, so that every machine builds the same "
        "bytes",
    ),
    "test-command": Key(
        ["pytest", "tests"],
        "the module and words that run the tests on the built wheel; `[]` for none",
    ),
    "test-group": Key("test", "the dependency group that the tests need"),
    "skip-imports": Key([], "modules that are not imported when the package is tried out"),
    "skip-scripts": Key([], "console scripts that are not run with `--help`, such as a server"),
    "not-in-sdist": Key([], "patterns of files under `tests` that the sdist leaves out on purpose"),
    "not-in-wheel": Key(
        [],
        "patterns of files under `sources` that the wheel leaves out on purpose, such as `*.c`",
    ),
    "not-secret": Key(
        [], "patterns of files that look like a secret and are not, such as a key for tests"
    ),
}
