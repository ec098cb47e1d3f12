"""Independent checkers of generated projects: each returns its complaints, or nothing.

A checker that can look at several projects in one start does so.

`reuse lint` is not among them: it wants the text of the licence a second time, under LICENSES/, and
a notice in every file, where METADATA and LICENSE already say all of it once.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import check_manifest  # type: ignore[import-untyped]
from pyroma import projectdata, ratings  # type: ignore[import-untyped]
from repo_review.processor import process
from validate_pyproject import api

from testkit.running import attempt, needed, run

# It compiles its schemas for seconds, each time it is made.
api.Validator = cache(api.Validator)  # type: ignore[misc, assignment]
Checker = Callable[[Sequence[Path]], str]
# What of repo-review does not count, and why. A choice needs no setting in a project.
NOT_ASKED = {
    "PY004": "README is the documentation of a small package",
    "PY007": "make is the task runner",
    "PC140": "the hook for types is make typecheck, which has the dependencies",
    "PC160": "a spelling checker would stop at names and at other languages",
    "PC170": "there is no reStructuredText",
    "PC180": "prose has its line breaks where its writer wants them",
}
NOT_AT_GITHUB = {
    "PC901": "no service runs the hooks",
    "PC902": "no service runs the hooks",
    "PC903": "no service runs the hooks",
    "GH100": "tests run elsewhere",
}
# What an sdist leaves out, besides tools/ and .github/: it builds and tests the package, no more.
ONLY_IN_GIT = (
    "*.yaml", "*.yml", ".cruft.json", ".editorconfig", ".git*", "AGENTS.md", "CONTRIBUTING.md",
    "Makefile", "SECURITY.md", "renovate.json",
)  # fmt: skip


def command(name: str, *options: str, of: Sequence[str] = (".",)) -> Checker:
    """A checker that is a command: content when it ends with 0, or has nothing to look at.

    It looks at the files and folders `of` each project that has them.
    """

    def checker(projects: Sequence[Path]) -> str:
        places = [project / part for project in projects for part in of]
        there = [place for place in places if place.exists()]
        if not there:
            return ""
        done = attempt(projects[0], needed(name), *options, *there)
        if not done.returncode:
            return ""
        return done.stdout or f"{name} ended with {done.returncode}"

    return checker


def one_by_one(look: Callable[[Path], str]) -> Checker:
    """A checker that looks at each project for itself."""

    def checker(projects: Sequence[Path]) -> str:
        found = {str(project): look(project) for project in projects}
        return "\n".join(
            f"{project}: {said}" for project, said in found.items() if said
        )

    return checker


def one_of_a_kind(
    kind: Callable[[Path], object], look: Callable[[Path], str]
) -> Checker:
    """A checker that looks at the first project of each kind, for the others are as that to it."""

    def check(projects: Sequence[Path]) -> str:
        first = {kind(project): project for project in reversed(projects)}
        return one_by_one(look)(list(first.values()))

    return check


def repo_review(project: Path) -> str:
    """Scientific Python's checks, but for those of `NOT_ASKED` and what only GitHub could run.

    validate-pyproject is one of them, with the schema of the standards and those of the tools that
    have settings.
    """
    ignored = set(NOT_ASKED)
    if not (project / ".github").exists():
        ignored |= set(NOT_AT_GITHUB)
    found = process(project, extend_ignore=ignored).results
    failed = [check for check in found if check.result is False]
    return "\n".join(
        f"{check.name} {check.description} {check.err_msg}" for check in failed
    )


def pyroma(project: Path) -> str:
    """How well the metadata is filled in, of ten; the sdist's files have their own checker."""
    data = projectdata.get_build_data(project, isolated=False)
    rating, complaints = ratings.rate(data | {"_path": str(project)}, ["CheckManifest"])
    return "" if rating == 10 else f"{rating}/10: {complaints}"


def contents(project: Path) -> tuple[str, ...]:
    """What decides which files an sdist has: those in git, MANIFEST.in, and the packages."""
    setup = (project / "setup.py").read_text(encoding="utf-8").splitlines()
    packages = [line for line in setup if "package" in line]
    rules = (project / "MANIFEST.in").read_text(encoding="utf-8")
    return run(project, "git", "ls-files"), rules, *packages


def manifest(project: Path) -> str:
    """Whether sdist and git hold the same files, but for those that only a repository needs."""
    ui = check_manifest.UI()
    ui.stdout = ui.stderr = io.StringIO()
    left_out = check_manifest.IgnoreList().prune("tools").prune(".github")
    left_out.exclude(*ONLY_IN_GIT)
    same = check_manifest.check_manifest(
        str(project), ui=ui, build_isolation=False, extra_ignore=left_out
    )
    return "" if same else ui.stderr.getvalue()


CHECKERS: dict[str, Checker] = {
    "repo-review and validate-pyproject": one_by_one(repo_review),
    "pyroma": one_by_one(pyroma),
    "check-manifest": one_of_a_kind(contents, manifest),
    # The release tool has checks of its own.
    "codespell": command("codespell", "--skip=*/tools/shipyard_release"),
    "ruff check": command("ruff", "check"),
    "ruff format": command("ruff", "format", "--check"),
    "interrogate": command(
        # It rounds the part of the whole to as many places as this has.
        *("interrogate", "--verbose", "--fail-under=100.000"),
        *(
            "--ignore-init-method",
            "--ignore-private",
            "--ignore-semiprivate",
            "--ignore-magic",
        ),
        of=("src", "tests"),
    ),
    "zizmor": command(
        *("zizmor", "--offline", "--persona=auditor", "--quiet"),
        of=(".github",),
    ),
    "pre-commit": command(
        "pre-commit", "validate-config", of=(".pre-commit-config.yaml",)
    ),
    "Read the Docs": command(
        *("check-jsonschema", "--builtin-schema=vendor.readthedocs"),
        of=(".readthedocs.yaml",),
    ),
}
