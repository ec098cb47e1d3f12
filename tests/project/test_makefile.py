"""What make offers, and what it hands on to the release tool. `make -n` prints the commands it would run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from testkit.running import attempt, run

TARGETS = (
    "build check clean format help install lint preflight rehearse release release-abort release-check "
    "release-notes release-status test test-oldest test-wheel token typecheck verify"
)


def command(project: Path, env: dict[str, str], *words: str) -> str:
    """The line that starts the release tool, without its interpreter."""
    printed = run(project, "make", "-n", *words, env=env)
    [line] = [line for line in printed.splitlines() if "tools/release.py" in line]
    return line.split("tools/release.py ")[1].strip()


def test_make_alone_lists_the_targets(project, env):
    """`make` without a target lists every target with a word of explanation, and does nothing else."""
    listed = run(project, "make", env=env)

    assert sorted(re.findall(r"^make ([a-z-]+) +\S", listed, re.MULTILINE)) == TARGETS.split()
    assert not (project / ".venv").exists()


@pytest.mark.parametrize("target", ["build", "preflight", "rehearse", "release", "verify", "token"])
def test_release_targets_start_the_tool(project, env, target):
    """Each release target starts the release tool's command of the same name, with no option of its own."""

    assert command(project, env, target) == target


@pytest.mark.parametrize("target", ["abort", "check", "notes", "status"])
def test_targets_with_a_longer_name_start_the_tool(project, env, target):
    """`release-status` starts the tool's `status`, and so with the others."""

    assert command(project, env, f"release-{target}") == target


def test_variables_become_options(project, env):
    """What is given on make's command line reaches the tool, quoted for the shell."""
    given = ["BUMP=minor", "VERSION=1.2.0", "TO=it's mine", "INDEX_URL=http://[::1]:80/$x", "YES=1"]

    assert command(project, env, "release", *given, "ALLOW_EMPTY=1", "DRY_RUN=1") == (
        r"""release --bump 'minor' --version '1.2.0' --to 'it'\''s mine' --index-url 'http://[::1]:80/$x' """
        "--yes '1' --allow-empty '1' --dry-run '1'"
    )


def test_variables_of_the_environment_do_not(project, env):
    """A VERSION or YES that happens to stand in the environment is somebody else's."""
    foreign = {"VERSION": "9.9", "TO": "elsewhere", "YES": "1", "BUMP": "major", "DRY_RUN": "1"}

    assert command(project, env | foreign, "release") == "release"


def test_a_mistyped_variable_stops(project, env):
    """DRYRUN=1 must not make a real release; the line names what there is."""
    done = attempt(project, "make", "-n", "release", "DRYRUN=1", "TO=it's mine", env=env)

    assert done.returncode == 2
    assert "DRYRUN=1 means nothing here; there are BUMP VERSION TO INDEX_URL YES" in done.stdout


def test_a_missing_python_is_one_line(generate, env):
    """An interpreter that is not there or is too old stops `make` with a line that says what to type."""
    project = generate(python_min="3.14")
    done = attempt(project, "make", "UV=", "PYTHON=python3.0", "install", env=env)

    assert done.returncode == 2
    assert (
        "is missing or older than Python 3.14; name another: make install PYTHON=python3.14"
        in done.stdout
    )
    assert not (project / ".venv" / "installed").exists()


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_documents_name_targets_that_exist(project, document):
    """Every `make` command in the documents is a target."""
    named = re.findall(r"\bmake ([a-z-]+)\b", (project / document).read_text(encoding="utf-8"))
    targets = re.findall(
        r"^([a-z-]+):", (project / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )

    assert named
    assert set(named) <= set(targets)
