"""What is printed to be typed keeps to what was typed."""

from __future__ import annotations

import subprocess

import pytest
from shipyard_release.errors import Again, Tool, Variables
from shipyard_release.options import MAKE_VARIABLE, parse
from shipyard_release.typed import Typed

MAKEFILE = """\
export SHIPYARD_MAKE = $(MAKEOVERRIDES)
release-status:
\t@printf %s "$$SHIPYARD_MAKE" > seen
"""


@pytest.mark.parametrize("command", ["release", "preflight"])
def test_variables_go_before_the_release_that_was_asked_for(command):
    """Without its BUMP the command would release another version, and without its TO elsewhere."""
    typed = Typed(command, {"bump": "minor", "to": "company"}, with_make=True)

    line = typed.typeable(Variables({"TWINE_PASSWORD": "TOKEN"}, "or-these"))

    assert line == "TWINE_PASSWORD=TOKEN make release BUMP=minor TO=company"


def test_variables_after_another_command_keep_its_index():
    """`make token TO=company` offers a release to company."""
    typed = Typed("token", {"to": "company"}, program="tool")

    assert (
        typed.typeable(Variables({"A": "B"}, "or-these"))
        == "A=B tool release --to company"
    )


def test_another_command_takes_only_what_it_honours():
    """The index stays in force; what the other command would refuse is left out."""
    typed = Typed(
        "release", {"to": "company", "wait": 5.0, "bump": "minor"}, with_make=True
    )

    assert typed.typeable(Tool("abort")) == "make release-abort TO=company"
    assert typed.typeable(Tool("build")) == "make build"
    assert typed.typeable(Tool("status")) == "make release-status TO=company BUMP=minor"


@pytest.mark.parametrize(
    "value", ["http://h/$x/", "it's", "a b", 'say "so"', "back\\slash", "#1"]
)
def test_a_value_comes_back_from_shell_and_make_as_it_was(tmp_path, monkeypatch, value):
    """Whatever characters it has, the printed command gives the tool the same value again."""
    (tmp_path / "Makefile").write_text(MAKEFILE)
    line = Typed("status", {"index-url": value}, with_make=True).typeable(Again())

    monkeypatch.delenv("MAKEFLAGS", raising=False)  # of a make that runs these tests
    subprocess.run(line, shell=True, cwd=tmp_path, check=True)  # noqa: S602 - a line for a shell
    monkeypatch.setenv(MAKE_VARIABLE, (tmp_path / "seen").read_text())

    assert parse(["status"]).index_url == value
