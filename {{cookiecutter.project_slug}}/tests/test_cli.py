"""The command line."""

import runpy
from importlib.metadata import entry_points

import pytest
from click.testing import CliRunner

from {{ cookiecutter.package_name | plain }} import __version__
from {{ cookiecutter.package_name | plain }}.cli import main

COMMAND = "{{ cookiecutter.project_slug | plain }}"
PACKAGE = "{{ cookiecutter.package_name | plain }}"


def test_greets_by_name() -> None:
    """The argument is the name of the person to greet."""
    result = CliRunner().invoke(main, ["Ada"])

    assert result.output == "Hello, Ada!\n"
    assert result.exit_code == 0


def test_refuses_an_empty_name() -> None:
    """An empty name gives one line with the reason, not a traceback."""
    result = CliRunner().invoke(main, [" "])

    assert "Invalid value for NAME: the name is empty" in result.output
    assert result.exit_code == 2


def test_says_its_version() -> None:
    """`--version` prints the version from the version file."""
    result = CliRunner().invoke(main, ["--version"])

    assert result.output == f"{COMMAND}, version {__version__}\n"


def test_runs_as_a_module(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m` and the name of the package run the same command."""
    monkeypatch.setattr("sys.argv", [PACKAGE, "Ada"])
    with pytest.raises(SystemExit) as stop:
        runpy.run_module(PACKAGE, run_name="__main__")

    assert capsys.readouterr().out == "Hello, Ada!\n"
    assert stop.value.code == 0


def test_is_installed_as_a_command() -> None:
    """Installing the package installs the command."""
    [command] = entry_points(group="console_scripts", name=COMMAND)

    assert command.load() is main
