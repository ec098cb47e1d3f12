"""What make offers, what it refuses, and what it hands on to the release tool."""

from __future__ import annotations

import itertools
import re
import sys
import tomllib
from pathlib import Path

import pytest

from testkit.running import attempt, run

TARGETS = (
    "build check clean format help install lint preflight rehearse release release-abort "
    "release-check release-notes release-status test test-oldest test-wheel token typecheck verify "
    "yank"
)
# GNU make 3.81 knows none of these, or reads them differently; macOS has that one.
NEWER_THAN_MAKE_3_81 = (
    "!=",
    "::=",
    "&:",
    ".ONESHELL",
    "private ",
    "undefine ",
    "$(file",
    "$(guile",
    "define ",
)


@pytest.fixture(name="settings")
def _settings(tmp_path, env):
    """Return the settings that reach the release tool when make is started with some words."""
    stand_in = tmp_path / "python"
    stand_in.write_text(
        '#!/bin/sh\nprintf "%s\\n" "${SHIPYARD_MAKE-not set}"\n', encoding="utf-8"
    )
    stand_in.chmod(0o755)

    def settings(project: Path, *words: str, **variables: str) -> str:
        own = env | {"PYTHON": str(stand_in)} | variables
        return run(project, "make", *words, env=own).rstrip("\n")

    return settings


def test_make_alone_lists_the_targets(project, env):
    """`make` without a target lists every target with a word of explanation, and does no more."""
    listed = run(project, "make", env=env)

    assert (
        sorted(re.findall(r"^make ([a-z-]+) +\S", listed, re.MULTILINE))
        == TARGETS.split()
    )
    assert not (project / ".venv").exists()


@pytest.mark.parametrize(
    "target", ["build", "preflight", "rehearse", "release", "verify", "token"]
)
def test_release_targets_start_the_tool(project, env, target):
    """Each release target starts the tool's command of the same name, and nothing before it."""
    printed = run(project, "make", "-n", target, env=env)

    assert printed == f"python3 tools/release.py {target}\n"


@pytest.mark.parametrize("target", ["abort", "check", "notes", "status"])
def test_targets_with_a_longer_name_start_the_tool(project, env, target):
    """`release-status` starts the tool's `status`, and so with the others."""
    printed = run(project, "make", "-n", f"release-{target}", env=env)

    assert printed == f"python3 tools/release.py {target}\n"


def test_what_is_typed_reaches_the_tool(project, settings):
    """The settings on make's command line reach the tool, each as one word."""
    found = settings(project, "release", "BUMP=minor", "TO=company", "YES=1")

    assert sorted(word for word in found.split() if "=" in word) == [
        "BUMP=minor",
        "TO=company",
        "YES=1",
    ]


def test_a_setting_with_a_blank_stays_one(project, settings):
    """make marks what belongs together, so that the tool can tell one setting from the next."""
    assert "TO=it's\\ mine" in settings(project, "release", "TO=it's mine")


def test_without_settings_the_tool_still_knows_that_make_started_it(project, settings):
    """The variable is set, though empty: what the tool tells a person to type begins with make."""
    assert settings(project, "release") == ""


def test_settings_of_the_environment_do_not_reach_the_tool(project, settings):
    """A VERSION or YES that happens to be in the environment belongs to something else."""
    foreign = {
        "VERSION": "9.9",
        "TO": "elsewhere",
        "YES": "1",
        "BUMP": "major",
        "DRY_RUN": "1",
    }

    assert settings(project, "release", **foreign) == ""


@pytest.mark.parametrize("typed", ["DRYRUN=1", "TO=", "VERSIONS=1.2.0"])
def test_a_mistyped_setting_is_refused_before_anything_is_made(generate, env, typed):
    """DRYRUN=1 must not make a real release; it is named, and no environment is made for it."""
    project = generate()
    done = attempt(
        project, "make", "release", typed, f"PYTHON={sys.executable}", env=env
    )

    assert done.returncode == 2
    assert typed.partition("=")[0] in done.stdout
    assert list(project.glob(".venv*")) == []


def test_a_stray_word_is_refused_before_anything_runs(project, env):
    """`make release minor` must not release; the line says what was meant."""
    done = attempt(project, "make", "release", "minor", "PYTHON=false", env=env)

    assert done.returncode == 2
    assert 'There is no target "minor". Did you mean BUMP=minor?' in done.stdout
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize("word", ["patch", "rc", "final", "stable", "minor,rc"])
def test_every_kind_of_version_gets_that_suggestion(project, env, word):
    """`make release minor,rc` is told how it is typed, too."""
    done = attempt(project, "make", "release", word, "PYTHON=false", env=env)

    assert f'There is no target "{word}". Did you mean BUMP={word}?' in done.stdout


def test_a_stray_word_that_is_no_part_of_a_version_gets_no_suggestion(project, env):
    """Another word is named, with where the targets are listed."""
    done = attempt(project, "make", "relase", env=env)

    assert done.returncode == 2
    assert 'There is no target "relase". `make` lists the targets.' in done.stdout


@pytest.mark.parametrize("answers", [{}, {"python_min": "3.10", "docs": "sphinx"}])
def test_the_makefile_is_for_every_make(generate, answers):
    """It uses nothing that is newer than GNU make 3.81."""
    makefile = (generate(**answers) / "Makefile").read_text(encoding="utf-8")
    code = "\n".join(line for line in makefile.splitlines() if not line.startswith("#"))

    assert [word for word in NEWER_THAN_MAKE_3_81 if word in code] == []


def test_each_target_is_short(project):
    """A target has at most three commands, and the whole file at most 80 lines."""
    makefile = (project / "Makefile").read_text(encoding="utf-8")
    recipes = re.findall(r"(?:^\t.*\n)+", makefile, re.MULTILINE)

    assert makefile.count("\n") <= 80
    assert recipes
    assert [recipe for recipe in recipes if recipe.count("\n") > 3] == []


def test_a_missing_python_is_one_line(project, env):
    """An interpreter that is not there is named by make, and nothing is made."""
    done = attempt(project, "make", "PYTHON=python3.0", "install", env=env)

    assert done.returncode == 2
    assert "python3.0: No such file or directory" in done.stdout
    assert not (project / ".venv").exists()


@pytest.mark.parametrize(
    "document", ["CONTRIBUTING.md", "AGENTS.md", "tools/README.md"]
)
def test_documents_name_targets_that_exist(project, document):
    """Every `make` command in the documents is a target."""
    named = re.findall(
        r"\bmake ([a-z-]+)\b", (project / document).read_text(encoding="utf-8")
    )

    assert named
    assert set(named) <= set(TARGETS.split())


def test_programs_of_the_makefile_are_declared(project):
    """Each program that a target runs in .venv, but for Python, is in a dependency group."""
    makefile = (project / "Makefile").read_text(encoding="utf-8")
    groups = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    entries = itertools.chain.from_iterable(groups["dependency-groups"].values())
    requirements = [entry for entry in entries if isinstance(entry, str)]
    declared = {re.split(r"[\[=>;]", requirement)[0] for requirement in requirements}

    used = set(re.findall(r"\$\(BIN\)/([\w-]+)", makefile))
    assert used - {"python"} <= declared
