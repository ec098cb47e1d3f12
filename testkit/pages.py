"""The commands in README, CONTRIBUTING and docs/, and the state in which a reader types them.

A comment in the page says it, and readers do not see it:

    <!-- in: a new project -->          the commands that follow are typed in one
    <!-- meanwhile: news -->            this happens before the next command
    <!-- not run: it needs a host -->   the next block is not run by a test, for that reason
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from testkit.tree import ROOT

DOCS = ROOT / "docs"
AT_THE_TOP = ("CONTRIBUTING.md", "README.md")
PART = re.compile(
    r"^ *<!-- (?P<kind>in|meanwhile|not run): (?P<words>.+?) -->$"
    r"|^ *```console\n(?P<block>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Event:
    """One thing that a page says: `in`, `meanwhile`, `type`, `not run` or `left out`.

    `words` is the text after it; of `type` and `left out` it is the command.
    """

    kind: str
    words: str


def of_the_website() -> list[str]:
    """Return the pages of the website, as paths within docs/."""
    return sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


def every() -> list[str]:
    """Return the pages of the website, and the documents at the top of the repository."""
    return [*AT_THE_TOP, *of_the_website()]


def with_commands() -> list[str]:
    """Return the pages that have a command which a test types."""
    return [
        page for page in every() if "type" in {event.kind for event in events(page)}
    ]


def text(page: str) -> str:
    """Return what a page says."""
    folder = ROOT if page in AT_THE_TOP else DOCS
    return (folder / page).read_text(encoding="utf-8")


def events(page: str) -> Iterator[Event]:
    """Yield what a page says, in its order; each command is an event of its own."""
    is_left_out = False
    for found in PART.finditer(text(page)):
        if found["block"] is None:
            is_left_out = found["kind"] == "not run"
            yield Event(found["kind"], found["words"])
            continue
        kind = "left out" if is_left_out else "type"
        yield from (Event(kind, command) for command in _commands(found["block"]))
        is_left_out = False


def _commands(block: str) -> Iterator[str]:
    """Yield each command of a block, without a comment at its end."""
    for line in block.splitlines():
        if line.strip().startswith("$ "):
            yield re.sub(r" +# .*", "", line.strip()[2:])
