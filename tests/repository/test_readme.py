"""README is short, and names what there is.

tests/docs types its commands.
"""

from __future__ import annotations

import re

from testkit.tree import PROJECT, ROOT, make_targets

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_readme_is_short():
    """README has at most 90 lines; what does not fit is on a page of docs/."""
    assert len(README.splitlines()) <= 90


def test_every_make_command_exists():
    """Each `make` command in README is a target here or in the generated project."""
    code = " ".join(re.findall(r"`[^`\n]+`|^\$ .*$", README, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", code))

    assert (
        named - make_targets("Makefile") - make_targets(f"{PROJECT}/Makefile") == set()
    )


def test_the_ten_steps_are_all_there():
    """The guide's table has ten rows in order, each with something to type and its proof."""
    rows = [
        line.strip("|").split("|")
        for line in README.splitlines()
        if re.match(r"\| \d+ \|", line)
    ]

    assert [int(row[0]) for row in rows] == list(range(1, 11))
    assert all(cell.strip() for row in rows for cell in row)


def test_the_first_command_stands_on_the_first_screen():
    """The first 24 lines of README show what Shipyard is and what to type."""
    assert "\n$ " in "\n".join(README.splitlines()[:24])
