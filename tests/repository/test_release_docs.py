"""docs/release.md and these tests say the same."""

from __future__ import annotations

import re

from shipyard_release.options import COMMANDS, FOR_PROGRAMS, OPTIONS, setting

from testkit.tree import ROOT

TEXT = (ROOT / "docs/release.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \|.*\| (.+?) \|$", TEXT, re.MULTILINE)
FAILURES = [
    (int(number), last)
    for number, last in ROWS
    if last.startswith(("`test_", "no test: "))
]


def test_every_failure_is_in_the_table_once():
    """The failures that a release must survive are numbered without a gap."""
    assert len(FAILURES) >= 57
    assert [number for number, _ in FAILURES] == list(range(1, len(FAILURES) + 1))


def test_every_failure_has_a_test_of_that_name_or_a_reason():
    """A test that is renamed or dropped is missed here."""
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "release-tool/tests").glob("test_*.py")
    )
    defined = set(re.findall(r"^def (test_\w+)", source, re.MULTILINE))

    named = {last.strip("`") for _, last in FAILURES if last.startswith("`")}

    assert named <= defined


def test_every_command_is_told_with_and_without_make():
    """The table of commands has each of them once, with the target that calls it."""
    told = re.findall(
        r"^\| (?:`make ([a-z-]+)`|\(a pipeline's step\)) \| `python tools/release.py ([a-z]+)` \|",
        TEXT,
        re.MULTILINE,
    )

    typed = {name: each for name, each in COMMANDS.items() if name not in FOR_PROGRAMS}

    assert sorted(told) == sorted(
        (command.target, name) for name, command in typed.items()
    )


def test_every_setting_of_make_is_told_with_its_option():
    """The table of settings has each that a target of make takes, in both forms."""
    told = re.findall(
        r"^\| `([A-Z_]+)=\S+` \| `--([a-z-]+)[^`]*` \|", TEXT, re.MULTILINE
    )
    typed = [each for name, each in COMMANDS.items() if name not in FOR_PROGRAMS]
    taken = {name for command in typed for name in command.options} - {"out"}

    assert sorted(told) == sorted((setting(name), name) for name in taken)
    for_programs = {
        name for command in FOR_PROGRAMS for name in COMMANDS[command].options
    }
    assert taken | {"out"} | for_programs == OPTIONS.keys()
