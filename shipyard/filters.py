"""Ways to write an answer into a file: one filter per kind of file, so that no answer is ever pasted.

Every filter returns text that the file's own parser reads back as exactly the answer, written as a person
would write it: printable characters stay, whatever the script; invisible ones are escaped where that exists.
"""

from __future__ import annotations

from . import names

TYPE_CHECKING = False
if TYPE_CHECKING:  # Slow to start, and the hooks import this.
    from collections.abc import Callable
    from typing import Any

SHORT_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def python(value: Any) -> str:
    """Return a Python literal for text, numbers, and lists and dicts of them."""
    if isinstance(value, str):
        # The choice that `ruff format` makes, so that generated files are formatted from the start.
        return _quoted(value, "'" if value.count('"') > value.count("'") else '"', _python_escape)
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{python(key)}: {python(item)}" for key, item in value.items()) + "}"
        )
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
    if text and names.is_plain(text, "@%+=:,./-_"):
        return text
    return "'" + text.replace("'", "'\"'\"'") + "'"


def plain(text: str) -> str:
    """Return a name of ASCII letters, digits, `.`, `_` and `-` as it stands, and refuse anything else."""
    if not (text and names.is_plain(text, "._-")):
        raise ValueError(
            f"{python(text)} is no plain name: choose the filter for this kind of file"
        )
    return text


def text(answer: str) -> str:
    """Return one line of a plain-text file, which has no marks: the answer itself."""
    return answer


def markdown(text: str) -> str:
    """Return Markdown that shows exactly `text` in a paragraph, a heading, a list item or a table cell."""
    signs = [_markdown_sign(text, place) for place in range(len(text))]
    return "".join(signs)


def rst(text: str) -> str:
    """Return reStructuredText that shows exactly `text` in a paragraph."""
    signs = "".join(_rst_sign(text, place) for place in range(len(text)))
    # Four backslashes alone on a line would be a transition; a blank behind a backslash shows nothing.
    return signs if text.strip("\\") else "\\ " + signs


def _quoted(text: str, quote: str, escape: Callable[[str], str]) -> str:
    escapes = {**SHORT_ESCAPES, quote: "\\" + quote}
    signs = (escapes.get(sign) or (sign if sign.isprintable() else escape(sign)) for sign in text)
    return quote + "".join(signs) + quote


def _python_escape(sign: str) -> str:
    return f"\\x{ord(sign):02x}" if ord(sign) < 0x100 else _unicode_escape(sign)


def _unicode_escape(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"


def _markdown_sign(text: str, place: int) -> str:
    sign, before, after = text[place], text[:place], text[place + 1 :]
    special = (
        sign in "\\`*[]<|~$"
        or (sign == "_" and not (before[-1:].isalnum() and after[:1].isalnum()))
        or (sign == "&" and ";" in after)
        or (
            sign in "#+->=" and not before.strip(sign)
        )  # would begin a heading, a list, a quotation
        or (sign == "#" and not after.strip("#"))  # would end a heading
        or (sign in ".)" and before.isdigit() and before.isascii())  # would begin a numbered list
    )
    return "\\" + sign if special else sign


def _rst_sign(text: str, place: int) -> str:
    sign, before, after = text[place], text[:place], text[place + 1 :]
    special = (
        sign in "\\*`|"
        or (sign == "_" and not after[:1].isalnum())
        or (sign == ":" and not after.strip(":"))  # `::` at the end begins a literal block
        or not (
            before or sign.isalnum()
        )  # bullets, fields, directives and section lines begin lines
        or (sign in ".)" and before.lstrip("(").isalnum())  # would begin a numbered list
    )
    return "\\" + sign if special else sign
