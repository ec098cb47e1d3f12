"""The glossary of CONTRIBUTING.md, and that no text of this repository uses the words it forbids.

Only whole phrases can be found by a program. The rest of the glossary is for readers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pytest

from testkit.tree import ROOT, texts

HEADING = "### Words"
PLACEHOLDER = "WORD"
# Texts of others, a list of names, and what was published before the glossary.
LEFT_OUT = (
    "LICENSE",
    "templates/licenses/",
    "shipyard/rules/standard_library.py",
    "release-tool/tests/pypi_answers.toml",
)
# The end of a line, with the quotes or the `#` that a wrapped sentence has there.
LINE_BREAK = re.compile(r"""["']?\s*\n\s*(?:#\s|[fr]?["'](?!["']))?\s*""")


@dataclass(frozen=True)
class Row:
    """A row of the glossary: what not to write, what to write, and what is right all the same."""

    never: tuple[str, ...]
    write: str
    allowed: tuple[str, ...]


@cache
def glossary() -> tuple[Row, ...]:
    """Return the rows of the table in CONTRIBUTING.md."""
    _, _, section = (
        (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition(HEADING)
    )
    section, _, _ = section.partition("\n## ")
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    cells = [line.strip("|").split("|") for line in lines]
    return tuple(
        Row(phrases(never), write.strip(), phrases(but)) for never, write, but in cells
    )


def phrases(cell: str) -> tuple[str, ...]:
    """Return the phrases of a cell, which are in backticks."""
    return tuple(re.findall(r"`([^`]+)`", cell))


@cache
def expression(phrase: str) -> re.Pattern[str]:
    """Return what finds a phrase; a capital at its beginning finds only the start of a sentence."""
    words = [
        r"[\w'-]+" if word == PLACEHOLDER else re.escape(word)
        for word in phrase.split()
    ]
    flags = re.NOFLAG if phrase[0].isupper() else re.IGNORECASE
    return re.compile(rf"(?<![\w-]){' '.join(words)}(?![\w-])", flags)


def offences(text: str) -> list[str]:
    """Return what a text has of the forbidden phrases, with what to write in their place."""
    prose = " ".join(LINE_BREAK.sub(" ", text).split())
    in_lower_case = prose.lower()
    found = []
    for row in glossary():
        likely = [phrase for phrase in row.never if beginning(phrase) in in_lower_case]
        if likely:
            rest = without_allowed(prose, row)
            for phrase in likely:
                hits = [hit[0] for hit in expression(phrase).finditer(rest)]
                found += [f"{hit!r}: write {row.write}" for hit in hits]
    return found


def beginning(phrase: str) -> str:
    """Return what a phrase begins with, which is quicker to look for than an expression."""
    return phrase.partition(PLACEHOLDER)[0].lower()


def without_allowed(prose: str, row: Row) -> str:
    """Return a text without the phrases that only look like those of a row."""
    for phrase in row.allowed:
        prose = expression(phrase).sub("", prose)
    return prose


def without_glossary(text: str) -> str:
    """Return CONTRIBUTING.md without the table, which names every phrase."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("| `"))


def test_no_text_uses_a_forbidden_phrase():
    """Messages, docstrings, comments, pages and the generated project all keep to the glossary."""
    found = []
    for name, text in texts().items():
        if name.startswith(LEFT_OUT) or name.endswith((".svg", "/LICENSE")):
            continue
        prose = without_glossary(text) if name == "CONTRIBUTING.md" else text
        found += [f"{name}: {offence}" for offence in offences(prose)]

    assert found == []


@pytest.mark.parametrize(
    "phrase", [phrase for row in glossary() for phrase in row.never]
)
def test_each_forbidden_phrase_is_found(phrase):
    """Each is found in a sentence, also where the sentence goes on in the next line."""
    sentence = f"Then {phrase.replace(PLACEHOLDER, 'thing')} comes."

    assert offences(sentence)
    assert offences(sentence.replace(" ", '"\n    "'))
    assert offences(sentence.replace(" ", "\n# "))


@pytest.mark.parametrize(
    "phrase", [phrase for row in glossary() for phrase in row.allowed]
)
def test_what_is_right_all_the_same_is_not_found(phrase):
    """A phrase that only looks like a forbidden one is allowed."""
    assert offences(f"Then {phrase.replace(PLACEHOLDER, 'thing')} comes.") == []


def test_each_row_says_what_to_write():
    """No row forbids a phrase without a better one."""
    assert all(row.write for row in glossary())
