"""An installed Shipyard makes what a clone makes, whichever way it was installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from testkit.folders import contents
from testkit.tree import ROOT, files, template_files
from tests.wizard.test_command import OTHER, flags

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("installed")]
BIN = "Scripts" if os.name == "nt" else "bin"


@pytest.fixture(name="answers", scope="module", params=["defaults", "others"])
def _answers(request: pytest.FixtureRequest) -> dict[str, str]:
    return {"defaults": {"repository_owner": "your-name"}, "others": OTHER}[
        request.param
    ]


@pytest.fixture(name="installed", scope="module")
def _installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command from a wheel that is built from the sdist and installed by pip."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT)
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv")
    wheel = next(folder.glob("*.whl"))
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        folder / "venv",
        "install",
        "--quiet",
        wheel,
    )
    return folder / "venv" / BIN / "shipyard"


@pytest.fixture(name="exported", scope="module")
def _exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template's files without git, which could tell where updates come from."""
    folder = tmp_path_factory.mktemp("exported")
    code = {
        name: (ROOT / name).read_bytes()
        for name in files()
        if name.startswith("shipyard/")
    }
    for name, content in (template_files() | code).items():
        folder.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        folder.joinpath(name).write_bytes(content)
    return folder


def plain(template: Path, folder: Path, answers: dict[str, str]) -> Path:
    """What plain cookiecutter makes of these files."""
    words = [f"{question}={answer}" for question, answer in answers.items()]
    folder.mkdir()
    run(
        sys.executable,
        "-m",
        "cookiecutter",
        template,
        "--no-input",
        "-o",
        folder,
        *words,
    )
    return next(folder.iterdir())


def run(*command: str | Path) -> str:
    """Run a command that has to succeed, and return what it prints."""
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_makes_the_same_bytes(installed, exported, answers, cwd, tmp_path):
    """The installed command and plain cookiecutter on the same files make the same project."""
    run(installed, "new", "--yes", *flags(answers))
    made = plain(exported, tmp_path / "plain", answers)

    assert contents(cwd / made.name) == contents(made)


def test_the_installed_template_works_with_plain_cookiecutter(
    installed, exported, cwd, tmp_path
):
    """The template in the wheel works as any other, though pip compiled its Python files."""
    template = next(installed.parents[1].rglob("shipyard/template"))
    run(
        sys.executable,
        "-m",
        "cookiecutter",
        template,
        "--no-input",
        "--output-dir",
        cwd,
    )

    assert contents(cwd / "my-package") == contents(
        plain(exported, tmp_path / "plain", {})
    )


def test_the_version_is_the_packages(installed):
    """The installed command knows its version."""
    assert run(installed, "--version").startswith("shipyard 0.")


def test_it_runs_without_being_installed(exported, cwd, tmp_path, monkeypatch):
    """`uvx --from PATH shipyard` is enough."""
    # As pip does; the machine may reach its index through a proxy.
    monkeypatch.setenv("UV_SYSTEM_CERTS", "1")
    run(
        sys.executable,
        "-m",
        "uv",
        "tool",
        "run",
        "--quiet",
        "--from",
        ROOT,
        "shipyard",
        "new",
        "--yes",
        *flags(OTHER),
    )
    made = plain(exported, tmp_path / "plain", OTHER)

    assert contents(cwd / made.name) == contents(made)
