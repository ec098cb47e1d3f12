"""The template works with each cookiecutter that can render it, and any other is told so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from testkit.folders import contents
from testkit.running import too_old
from testkit.tree import ROOT

pytestmark = pytest.mark.slow
OLDEST = "2.2.0"
# Debian 12 has the first; the second is the newest that cannot include the template's own files.
TOO_OLD = ("1.7.3", "2.1.1")
# What old versions of cookiecutter import: setuptools has not had it since its version 82.
BESIDE = {"1.7.3": ("setuptools<80",)}


def cookiecutter(
    folder: Path, version: str, python: str | Path = sys.executable
) -> Path:
    """This version of cookiecutter in an environment of its own, from the index of this machine."""
    environment = folder / f"cookiecutter-{version}"
    uv = (sys.executable, "-m", "uv")
    subprocess.run(
        [*uv, "venv", "--quiet", "--python", python, environment], check=True
    )
    needs = (f"cookiecutter=={version}", *BESIDE.get(version, ()))
    # As pip does; the machine may reach its index through a proxy.
    install = (
        *uv,
        "pip",
        "install",
        "--quiet",
        "--system-certs",
        "--python",
        environment,
    )
    subprocess.run([*install, *needs], check=True)
    return (
        environment / ("Scripts" if sys.platform == "win32" else "bin") / "cookiecutter"
    )


def generate(program: Path, shell) -> subprocess.CompletedProcess[str]:
    """Render the template by this program, with its defaults."""
    return subprocess.run(
        [program, "--no-input", ROOT],
        cwd=shell.work,
        env=shell.environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_oldest_makes_what_the_newest_makes(shell, tmp_path):
    """With the oldest cookiecutter that README names, the project is the same, byte for byte."""
    done = generate(cookiecutter(tmp_path, OLDEST), shell)
    assert done.returncode == 0, done.stderr
    old = contents(shell.work / "my-package")
    shell.work.joinpath("my-package").rename(tmp_path / "old")
    assert shell.run().returncode == 0

    assert old == contents(shell.work / "my-package")


@pytest.mark.parametrize("version", TOO_OLD)
def test_one_that_is_too_old_is_told_in_one_line(shell, tmp_path, version):
    """It says what the template needs, or that it cannot load it, and nothing is made."""
    done = generate(cookiecutter(tmp_path, version), shell)
    said = (done.stdout + done.stderr).strip()
    readme = ROOT.joinpath("README.md").read_text(encoding="utf-8")

    assert done.returncode == 1
    assert len(said.splitlines()) == 1
    assert "needs cookiecutter 2.2 or newer" in said or said in readme
    assert shell.contents() == {}


@pytest.mark.skipif(not too_old(), reason="this machine has no Python that is too old")
def test_a_python_that_is_too_old_is_told_in_one_line(shell, tmp_path):
    """cookiecutter runs on older ones than the template's code, and nothing is made there."""
    done = generate(cookiecutter(tmp_path, OLDEST, too_old()[-1]), shell)
    said = (done.stdout + done.stderr).strip()

    assert done.returncode == 1
    assert len(said.splitlines()) == 1
    assert (
        "This template needs Python 3.10 or newer, and cookiecutter runs on 3." in said
    )
    assert shell.contents() == {}
