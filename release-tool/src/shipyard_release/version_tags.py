"""What a build reads from git: the version from its tags, or the list of its files.

A release of this tool writes the version into a file, builds and tests that, and tags it at last.
So such a project is told what to change, before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from shipyard_release.errors import Edit, Problem

# Distributions that make versions from tags, each in its normal form.
TOOLS = (
    "setuptools-scm",
    "hatch-vcs",
    "versioneer",
    "pbr",
    "uv-dynamic-versioning",
    "poetry-dynamic-versioning",
    "flit-scm",
    "vcs-versioning",
    "versioningit",
    "setuptools-git-versioning",
    "setuptools-git-version",
    "better-setuptools-git-version",
    "dunamai",
    "vcversioner",
    "setupmeta",
    "katversion",
    "hgtools",
    "miniver",
)
# The values of `source` in [tool.hatch.version], and of `provider` for scikit-build-core.
SOURCES = {"vcs": "hatch-vcs", "uv-dynamic-versioning": "uv-dynamic-versioning"}
PROVIDER = "setuptools_scm"
# What setup.py says where one of them makes the version.
CALLS = {
    "use_scm_version": "setuptools-scm",
    "versioneer.get_version": "versioneer",
    "setuptools_git_versioning": "setuptools-git-versioning",
    "vcversioner": "vcversioner",
    "use_vcs_version": "hgtools",
    "use_katversion": "katversion",
    "git describe": "git describe",
}
_PBR = re.compile(r"\bpbr *= *True\b|['\"]pbr['\"] *: *True\b")
_DESCRIBE = re.compile(r"""["']git["'], *["']describe["']""")
# Their tables in pyproject.toml: each is there where it makes the version.
TABLES = (
    "setuptools_scm",
    "setuptools-scm",
    "versioningit",
    "vcs-versioning",
    "versioneer",
)
# Those that a table has to switch on.
SWITCHED = {
    "poetry-dynamic-versioning": "enable",
    "setuptools-git-versioning": "enabled",
}
# What takes the list of a package's files from git: without one, data files would be lost.
FILE_LISTS = (
    "setuptools-scm",
    "setuptools-git",
    "setuptools-git-ls-files",
    "vcs-versioning",
)
PACKS_REPOSITORY = "mesonpy"
_WRITTEN = re.compile(r"""^\s*version\s*=\s*["']?\d""", re.MULTILINE)
BACKENDS = {
    "flit_scm": "flit-scm",
    "flit_scm:buildapi": "flit-scm",
    "pbr.build": "pbr",
    "vcs_versioning": "vcs-versioning",
}


def problem(
    pyproject: Mapping[str, Any], setup_cfg: str, setup_py: str
) -> Problem | None:
    """Return why a project whose version certainly comes from tags cannot be released, or None.

    `pyproject` is what is in pyproject.toml; the others are the texts of these files.
    """
    tool = certain(pyproject, setup_cfg, setup_py)
    return told(tool, pyproject, setup_py) if tool else None


def told(tool: str, pyproject: Mapping[str, Any], setup_py: str) -> Problem:
    """Return the problem of a version that `tool` makes from tags, with the file to change."""
    is_declared = "project" in pyproject or "poetry" in pyproject.get("tool", {})
    path = "setup.py" if setup_py and not is_declared else "pyproject.toml"
    return Problem(
        "version-from-tags", {"tool": tool}, (Edit(path, "write-version-down"),)
    )


def certain(pyproject: Mapping[str, Any], setup_cfg: str, setup_py: str) -> str:
    """Return the name of what certainly makes the version from tags, or ''.

    Some of them have another use: setuptools-scm also tells setuptools which files to take.
    """
    if is_written(pyproject):
        return ""
    is_literal = any(_WRITTEN.search(text) for text in (setup_cfg, setup_py))
    by_table = "" if is_literal else _by_table(pyproject)
    return by_table or _of_pyproject(pyproject) or _of_setup(setup_cfg, setup_py)


def mentioned(pyproject: Mapping[str, Any], setup_cfg: str, setup_py: str) -> str:
    """Return the name of what may make the version from tags, as far as it is named, or ''."""
    if is_written(pyproject):
        return ""
    requires = map(str, pyproject.get("build-system", {}).get("requires", []))
    tables = map(str, pyproject.get("tool", {}))
    text = _joined([*requires, *tables, setup_cfg, setup_py])
    return next((tool for tool in TOOLS if _names(tool, text)), "")


def needs_git(pyproject: Mapping[str, Any], setup_cfg: str, setup_py: str) -> bool:
    """Whether a build takes its files from a git repository and not from a folder."""
    system = pyproject.get("build-system", {})
    if system.get("build-backend") == PACKS_REPOSITORY:
        return True
    text = _joined([*map(str, system.get("requires", [])), setup_cfg, setup_py])
    return any(_names(tool, text) for tool in FILE_LISTS)


def is_written(pyproject: Mapping[str, Any]) -> bool:
    """Whether [project] has the version: no backend may make another one (PEP 621)."""
    return "version" in pyproject.get("project", {})


def _joined(texts: list[str]) -> str:
    """Return texts in which a distribution has the normal form of its name."""
    return "\n".join(texts).lower().replace("_", "-")


def _names(tool: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){tool}(?![\w-])", text) is not None


def _of_pyproject(pyproject: Mapping[str, Any]) -> str:
    tool = pyproject.get("tool", {})
    source = tool.get("hatch", {}).get("version", {}).get("source", "")
    if source in SOURCES:
        return SOURCES[source]
    if tool.get("pdm", {}).get("version", {}).get("source") == "scm":
        return "pdm"
    provider = tool.get("scikit-build", {}).get("metadata", {}).get("version", {})
    if PROVIDER in str(provider.get("provider", "")):
        return "setuptools-scm"
    switched = (
        name for name, key in SWITCHED.items() if tool.get(name, {}).get(key) is True
    )
    backend = BACKENDS.get(
        pyproject.get("build-system", {}).get("build-backend", ""), ""
    )
    return next(switched, "") or backend


def _by_table(pyproject: Mapping[str, Any]) -> str:
    """Return the tool whose table is there; a version that setup.py has would count more."""
    tool = pyproject.get("tool", {})
    return next((name.replace("_", "-") for name in TABLES if name in tool), "")


def _of_setup(setup_cfg: str, setup_py: str) -> str:
    code = "\n".join(
        line for line in setup_py.splitlines() if not line.lstrip().startswith("#")
    )
    called = next((name for word, name in CALLS.items() if word in code), "")
    if called:
        return called
    if _PBR.search(code):
        return "pbr"
    if _DESCRIBE.search(code):
        return "git describe"
    if re.search(r"^\[(?:tool:)?versioneer\]", setup_cfg, re.MULTILINE):
        return "versioneer"
    return ""
