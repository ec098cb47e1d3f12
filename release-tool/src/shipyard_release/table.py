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
PULL_REQUEST = "pull-request"
NAME_PLACEHOLDER = "{name}"
KEEP = "keep-a-changelog"
MARKDOWN = "markdown"
RST = "rst"
NONE = "none"
CHANGELOG_FORMATS = (KEEP, MARKDOWN, RST, NONE)
"""The forms of changelogs."""
TYPES: dict[type, str] = {
    str: "a text",
    list: "a list of texts",
    dict: "a table of texts",
    bool: "true or false",
}


@dataclass(frozen=True)
class Key:
    """One key: its default, whose type is the type of the value, and what it means."""

    default: Any
    meaning: str
    shown: str = ""  # how README shows the default, where it is none or is derived


KEYS: dict[str, Key] = {
    "name": Key("", "the distribution package, as it is spelled", "`[project] name`"),
    REQUIRED: Key(
        "",
        "the file that has the version: `__version__` in a module, `version` in pyproject.toml, "
        "setup.cfg or setup.py, or nothing else in any other file",
        "none: it is required",
    ),
    "version-pattern": Key(
        "",
        "a regular expression whose one group is the version in that file, as text or as a tuple "
        "of numbers",
        "the usual format of such a file",
    ),
    "version-also": Key(
        [], "more files that have the version, each in the usual format of its kind"
    ),
    "changelog": Key("CHANGELOG.md", "the changelog"),
    "changelog-format": Key(
        KEEP,
        '`"keep-a-changelog"`, `"markdown"` with headings such as `## 1.2.0 (2026-01-31)`, '
        '`"rst"` with underlined ones, or `"none"`',
    ),
    "branches": Key(
        ["main"],
        "the branches that releases are made from; `*` matches any part of a name, as in `*.x`",
    ),
    "remote": Key(
        "origin",
        "the remote that commit and tag are pushed to",
        "what this branch tracks, or else the first of `branches`, or `origin`",
    ),
    "tag": Key(f"v{PLACEHOLDER}", "the format of a tag; `{name}` may be in it"),
    "commit-message": Key(
        f"Release {PLACEHOLDER}",
        "the message of a release commit: subject, an empty line and more, if wanted",
    ),
    "sign-off": Key(
        default=False,
        meaning="whether a release commit is signed off, as a DCO asks for",
    ),
    "release-by": Key(
        "push",
        '`"push"`: the release commit is pushed to the branch; `"pull-request"`: a branch of its '
        "own, `release/VERSION`, asks for its merge",
    ),
    "tag-message": Key(
        f"{NAME_PLACEHOLDER} {PLACEHOLDER}",
        "how the message of a tag begins; the changelog's section and the hashes follow",
    ),
    "publish-from": Key(
        "local",
        '`"local"`: this machine uploads; `"ci"`: a pipeline does, started by the tag',
    ),
    "publisher": Key(
        {},
        "the fields of the index's form for a trusted publisher, which `preflight` prints and "
        "`verify` compares",
    ),
    "tests": Key("tests", "the folder of tests, which the sdist has to contain"),
    "metadata": Key(
        "",
        "the file that describes the package",
        "the first of setup.py, setup.cfg and pyproject.toml",
    ),
    "import-names": Key(
        [],
        "what is imported when the package is tried out",
        "what the wheel has at its top",
    ),
    "environment": Key(
        ".venv", "the environment that lends the package's dependencies to a trial"
    ),
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
    "skip-imports": Key(
        [],
        "modules that are not imported when the package is tried out; `*` matches any part",
    ),
    "skip-scripts": Key(
        [], "console scripts that are not run with `--help`, such as a server"
    ),
    "not-committed": Key(
        [],
        "patterns of files that the build writes into the sdist, such as `*.c` of Cython",
    ),
    "not-in-sdist": Key(
        [],
        "patterns of files that the sdist leaves out on purpose: of tests and of the code",
    ),
    "not-in-wheel": Key(
        [],
        "patterns of files of the code that the wheel leaves out on purpose, such as `*.c`",
    ),
    "not-secret": Key(
        [],
        "patterns of files that look like a secret and are not, such as a key for tests",
    ),
    "not-public": Key(
        [],
        "patterns of names that users of the package do not rely on, such as "
        "`my_package.testing.*`; `*` for all",
    ),
}
