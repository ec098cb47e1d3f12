"""The release tool on a package that Shipyard did not make: nothing is written in it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from testkit.running import path_with_uv
from testkit.tree import ROOT

SETUP = """from setuptools import setup

import tide

setup(
    name="Old.Tide",
    version=tide.__version__,
    description="When the water comes.",
    py_modules=["tide"],
)
"""
CHANGES = """Changes
=======

1.3 (unreleased)
----------------

- Faster.

1.2.0 (2020-01-02)
------------------

- Works.
"""
FILES = {
    "setup.py": SETUP,
    "tide.py": "__version__ = '1.2.0'\n\n\ndef high():\n    return True\n",
    "CHANGES.rst": CHANGES,
    "README.rst": "Tide\n====\n",
    "MANIFEST.in": "include CHANGES.rst\n",
}


@pytest.fixture(name="package")
def _package(tmp_path):
    """A package of old: a setup.py that imports its only module, and no pyproject.toml."""
    package = tmp_path / "old-tide"
    package.mkdir()
    for name, text in FILES.items():
        (package / name).write_text(text, encoding="utf-8")
    git(package, "init", "--quiet", "--initial-branch=trunk")
    git(package, "add", "--all")
    git(
        package,
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.com",
        "commit",
        "-qm",
        "Begin",
    )
    return package


def git(folder: Path, *words: str) -> str:
    """Run git in a folder and return what it printed."""
    done = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(name="shipyard")
def _shipyard(tmp_path):
    """What runs `shipyard` without a terminal, with a cache folder of its own."""
    places = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    places["PATH"] = path_with_uv()
    variables = {**os.environ, **places, "COLUMNS": "200"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "shipyard", *words]
        return subprocess.run(
            command, env=variables, capture_output=True, text=True, check=False
        )

    return run


@pytest.mark.slow
def test_a_package_is_rehearsed_with_nothing_written_in_it(package, shipyard):
    """What the settings would say is found and used; what a real release needs more is listed."""
    before = sorted(path.relative_to(package) for path in package.rglob("*"))

    now = shipyard("rehearse", str(package), "--yes")
    following = shipyard("rehearse", str(package), "--yes", "--bump", "minor")

    assert now.returncode == 0, now.stdout + now.stderr
    assert "--version-file" in now.stdout
    assert (
        "tide.py  (its version is 1.2.0, and the metadata take it from there)"
        in now.stdout
    )
    assert "--changelog-format rst" in now.stdout
    assert "Rehearsing Old.Tide 1.2.0" in now.stdout
    assert f"shipyard adopt {package}" in now.stdout
    assert "These would stop a real release" in now.stdout
    assert re.search(r"^  - .*remote", now.stdout, re.MULTILINE)
    assert re.search(r"^  - .*credentials", now.stdout, re.MULTILINE)
    assert following.returncode == 0, following.stdout + following.stderr
    assert "old_tide-1.3.0-py3-none-any.whl" in following.stdout
    assert sorted(path.relative_to(package) for path in package.rglob("*")) == before
    assert git(package, "status", "--porcelain") == ""


def test_their_code_runs_only_when_that_was_allowed(package, shipyard):
    """A build is a program of somebody else, so the first time it is asked for."""
    outcome = shipyard("rehearse", str(package), "--bump", "rc", "--tag", "{version}")

    assert outcome.returncode == 1
    assert "its own build code has to run on this machine" in outcome.stdout
    typed = outcome.stderr.rpartition(": ")[2]
    assert shlex.split(typed) == [
        "shipyard", "rehearse", str(package), "--bump=rc", "--tag={version}", "--yes",
    ]  # fmt: skip


def test_a_real_release_wants_the_settings_first(package, shipyard):
    """Nothing is released by settings that were only guessed."""
    outcome = shipyard("release", str(package), "--yes")

    assert outcome.returncode == 1
    assert "has no settings for releases" in outcome.stderr
    assert "shipyard adopt" in outcome.stderr


@pytest.mark.parametrize("command", ["rehearse", "release", "preflight"])
def test_every_setting_is_an_option(shipyard, command):
    """What is found wrongly can be said on the command line."""
    outcome = shipyard(command, "--help")

    for option in ("--version-file", "--changelog-format", "--tag", "--skip-imports"):
        assert option in outcome.stdout


def test_a_folder_that_is_not_there_is_one_line(shipyard):
    """A mistyped path does not end in a traceback."""
    outcome = shipyard("rehearse", "no/such/folder")

    assert (outcome.returncode, outcome.stderr) == (
        1,
        "There is no folder no/such/folder.\n",
    )


@pytest.mark.slow
@pytest.mark.parametrize("folder", [".", "release-tool"])
def test_shipyard_itself_is_rehearsed(tmp_path, shipyard, folder):
    """Its repository and the release tool's folder are packages that the template did not make."""
    clone = tmp_path / "clone"
    clone.mkdir()
    git(clone, "init", "--quiet", "--initial-branch=main")
    git(clone, "fetch", "--quiet", str(ROOT), "HEAD")
    git(clone, "reset", "--quiet", "--hard", "FETCH_HEAD")

    outcome = shipyard("rehearse", str(clone / folder), "--yes")

    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "The rehearsal succeeded." in outcome.stdout
