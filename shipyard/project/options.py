"""Which paths of the template belong to one choice of a question."""

from __future__ import annotations

import os

from . import folders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# These paths go when another choice was made. The names in braces are answers.
ONLY_FOR = {
    ("ci", "github"): (".github",),
    ("ci", "gitlab"): (".gitlab-ci.yml", "renovate.json"),
    ("docs", "sphinx"): (".readthedocs.yaml", "docs"),
    ("command_line", "click"): (
        "src/{package_name}/__main__.py",
        "src/{package_name}/cli.py",
        "tests/test_cli.py",
    ),
}
# What running the template's own tools, or installing them, leaves between its files.
LEFTOVERS = "__pycache__"


def unwanted(answers: Mapping[str, str]) -> list[str]:
    """Return the paths of choices that were not made."""
    found: list[str] = []
    for (question, choice), paths in ONLY_FOR.items():
        if answers[question] != choice:
            found.extend(path.format(**answers) for path in paths)
    return found


def remove_unwanted(answers: Mapping[str, str]) -> None:
    """Remove these paths, and leftovers of tools, from the project in the current folder."""
    for path in unwanted(answers):
        folders.remove(path)
    for folder, inside, _ in os.walk("."):
        if LEFTOVERS in inside:
            inside.remove(LEFTOVERS)
            folders.remove(os.path.join(folder, LEFTOVERS))
