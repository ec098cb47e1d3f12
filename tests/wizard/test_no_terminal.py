"""Where nobody can be asked, the wizard says what to type, and takes nothing for an answer."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys

import pytest

from shipyard.wizard import run
from testkit.terminal import terminal

NEW = [sys.executable, "-m", "shipyard", "new"]


def check_refusal(done: subprocess.CompletedProcess[str], cwd) -> None:
    """Status 2, the whole command on stderr, nothing asked and nothing made."""
    assert done.returncode == 2
    assert "shipyard new --yes" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert [path.name for path in cwd.iterdir()] == ["notes.txt"]


def test_an_empty_input_is_no_terminal(cwd):
    """With stdin at /dev/null there is nobody to ask."""
    done = subprocess.run(
        NEW, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
    )

    check_refusal(done, cwd)


def test_a_piped_line_is_no_answer(cwd):
    """A `yes |` in front answers nothing."""
    done = subprocess.run(
        NEW, input="y\n" * 99, capture_output=True, text=True, timeout=60
    )

    check_refusal(done, cwd)


def test_a_closed_input_is_no_terminal(cwd):
    """A process without any stdin gets the same words."""
    command = f"exec {shlex.join(NEW)} <&-"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, timeout=60
    )

    check_refusal(done, cwd)


def test_output_into_a_file_is_no_terminal(cwd, tmp_path):
    """With stdout in a file nobody would see the questions, so none is asked."""
    command = f"{shlex.join(NEW)} >{shlex.quote(str(tmp_path / 'out'))}"
    with terminal(["sh", "-c", command], cwd=cwd, env=dict(os.environ)) as screen:
        status = screen.end()

    assert status == 2
    assert "shipyard new --yes" in screen.text
    assert (tmp_path / "out").read_text(encoding="utf-8") == ""


@pytest.mark.slow
def test_the_command_that_is_named_works(cwd):
    """What it says to type makes the project, with what was given already."""
    start = [*NEW, "--project-name", "Tides", "--output-dir", "my code"]
    told = subprocess.run(
        start, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60
    ).stderr
    command = told.split("\n\n")[1].replace(
        "shipyard", f"{shlex.quote(sys.executable)} -m shipyard", 1
    )
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, timeout=60
    )

    assert done.returncode == 0, done.stderr
    assert (cwd / "my code" / "tides" / "setup.py").is_file()


def test_a_window_that_cannot_be_drawn_in_is_known():
    """prompt_toolkit's error for Windows terminals it cannot drive leads to the same words."""

    class NoConsoleScreenBufferError(Exception):
        """As prompt_toolkit calls it; the class itself can only be imported on Windows."""

    assert run.cannot_drive(NoConsoleScreenBufferError())
    assert not run.cannot_drive(ValueError())


@pytest.mark.parametrize("flag", ["--answers", "--output-dir", "--license"])
def test_a_flag_without_its_word_is_a_usage_error(shipyard, flag):
    """click's own words and status are used for wrong usage."""
    done = shipyard("new", flag)

    assert done.returncode == 2
    assert flag in done.stderr
