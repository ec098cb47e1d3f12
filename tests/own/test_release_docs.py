"""docs/release.md and these tests say the same."""

from __future__ import annotations

import re
from pathlib import Path

from testkit.baking import ROOT

ROWS = re.findall(
    r"^\| (\d+) \|.*\| (.+?) \|$",
    (ROOT / "docs/release.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)
FAILURES = [
    (int(number), last) for number, last in ROWS if last.startswith(("`test_", "no test: "))
]


def test_every_failure_stands_in_the_table_once():
    """The 57 failures that a release must survive are numbered without a gap."""
    assert [number for number, _ in FAILURES] == list(range(1, 58))


def test_every_failure_has_a_test_of_that_name_or_a_reason():
    """A test that is renamed or dropped is missed here."""
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")
    )
    defined = set(re.findall(r"^def (test_\w+)", source, re.MULTILINE))

    named = {last.strip("`") for _, last in FAILURES if last.startswith("`")}

    assert named <= defined
