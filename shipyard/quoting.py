"""Ways to write an answer into a file: one filter per kind of file, so no answer is ever pasted.

Every filter returns text that the file's own parser reads back as exactly the answer. It is written
as a person would write it: printable characters of every script stay, and invisible ones are
escaped where the kind of file has escapes.
"""

from __future__ import annotations

from . import derive

TYPE_CHECKING = False
if TYPE_CHECKING:  # Slow to start, and the hooks import this.
    from collections.abc import Callable
    from typing import Any

SHORT_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def python(value: Any) -> str:
    """Return a Python literal for text, numbers, and lists and dicts of them."""
    if isinstance(value, str):
        # The choice that `ruff format` makes, so that generated files are formatted from the start.
        quote = "'" if value.count('"') > value.count("'") else '"'
        return _quoted(value, quote, _python_escape)
    if isinstance(value, dict):
        items = [f"{python(key)}: {python(item)}" for key, item in value.items()]
        return "{" + ", ".join(items) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(python, value)) + "]"
    return repr(value)


def toml(value: str | list[str]) -> str:
    """Return a TOML basic string, or an array of them."""
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return _quoted(value, '"', _unicode_escape)


def yaml(value: str | list[str]) -> str:
    """Return a double-quoted YAML scalar, or a flow sequence of them."""
    if isinstance(value, list):
        return "[" + ", ".join(map(yaml, value)) + "]"
    return _quoted(value, '"', _unicode_escape)


def shell(text: str) -> str:
    """Return one word for a POSIX shell."""
    if text and derive.is_plain(text, "@%+=:,./-_"):
        return text
    return "'" + text.replace("'", "'\"'\"'") + "'"


def plain(text: str) -> str:
    """Return a name of ASCII letters, digits, `.`, `_` and `-` unchanged, and refuse all else."""
    if not (text and derive.is_plain(text, "._-")):
        raise ValueError(
            f"{python(text)} is not a plain name: choose the filter for this kind of file"
        )
    return text


def text(answer: str) -> str:
    """Return one line of a plain-text file, which has no marks: the answer itself."""
    return answer


def markdown(text: str) -> str:
    """Return Markdown that shows exactly `text`.

    It can be in a paragraph, a heading, a list item or a cell of a table.
    """
    characters = [_markdown_character(text, place) for place in range(len(text))]
    return "".join(characters)


def _quoted(text: str, quote: str, escape: Callable[[str], str]) -> str:
    escapes = {**SHORT_ESCAPES, quote: "\\" + quote}

    def written(character: str) -> str:
        if character in escapes:
            return escapes[character]
        return character if character.isprintable() else escape(character)

    return quote + "".join(map(written, text)) + quote


def _python_escape(character: str) -> str:
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else _unicode_escape(character)


def _unicode_escape(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _markdown_character(text: str, place: int) -> str:
    character = text[place]
    before = text[:place]
    after = text[place + 1 :]
    special = (
        character in "\\`*[]<|~$"
        or (character == "_" and not (before[-1:].isalnum() and after[:1].isalnum()))
        or (character == "&" and ";" in after)
        # It would begin a heading, a list or a quotation.
        or (character in "#+->=" and not before.strip(character))
        # It would end a heading.
        or (character == "#" and not after.strip("#"))
        # It would begin a numbered list.
        or (character in ".)" and before.isdigit() and before.isascii())
    )
    return "\\" + character if special else character
