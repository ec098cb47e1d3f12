"""Which Pythons the tests find on this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from testkit import running

MINE = "{}.{}".format(*sys.version_info)
OTHERS = [version for version in running.SUPPORTED if version != MINE]


@pytest.fixture(name="machine")
def _machine(tmp_path, monkeypatch):
    """A machine with two empty folders on PATH, and with a pyenv that has installed nothing."""
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        folder.mkdir()
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, folders)))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    return tmp_path


def place(path: Path, text: str) -> Path:
    """Put a program there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_name_tells_the_version_and_nothing_is_started(machine, monkeypatch):
    """Interpreters on PATH and of pyenv are found without a process."""
    monkeypatch.setattr(running, "attempt", None)
    on_path = place(machine / f"second/python{OTHERS[0]}", "binary")
    of_pyenv = place(machine / f"pyenv/versions/{OTHERS[1]}.7/bin/python", "binary")
    place(machine / "pyenv/versions/3.9.1/bin/python", "binary")

    assert running.pythons.__wrapped__() == {
        MINE: Path(sys.executable),
        OTHERS[0]: on_path,
        OTHERS[1]: of_pyenv,
    }


def test_a_script_that_stands_for_a_python_is_asked(machine):
    """What a version manager puts on PATH counts only when it starts that Python."""
    good = place(
        machine / f"first/python{OTHERS[0]}", f"#!/bin/sh\necho Python {OTHERS[0]}.1\n"
    )
    place(machine / f"first/python{OTHERS[1]}", "#!/bin/sh\nexit 127\n")

    assert running.pythons.__wrapped__() == {
        MINE: Path(sys.executable),
        OTHERS[0]: good,
    }


def test_pyenvs_shims_do_not_count(machine, monkeypatch):
    """A shim does not hide the interpreter of the same name that the system has."""
    shims = machine / "pyenv/shims"
    place(shims / f"python{OTHERS[0]}", "#!/bin/sh\nexit 127\n")
    system = place(machine / f"first/python{OTHERS[0]}", "binary")
    monkeypatch.setenv("PATH", f"{shims}{os.pathsep}{machine / 'first'}")

    assert running.pythons.__wrapped__()[OTHERS[0]] == system
