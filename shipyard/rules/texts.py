"""Rules about the characters and the length of any text."""

from __future__ import annotations

from .refusal import Refusal, show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_NAME = 64
LONGEST_AUTHOR = 200
LONGEST_SUMMARY = 512
# Embeddings, overrides and isolates: text in a file would read otherwise than it is.
BIDI_CONTROLS = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
# By category they are letters, marks or punctuation, and they show nothing.
INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0")
JOINERS = frozenset("\u200c\u200d")


def text_only(text: object, answers: Mapping[str, object]) -> Refusal | None:
    """Allow text that begins and ends with a visible character.

    Configuration and replay files can contain other values than text.
    """
    if not isinstance(text, str):
        wrong = "has no answer" if text is None else f"{show(text)} is not text"
        return Refusal(wrong, "one line of text")
    if not text.strip():
        return Refusal("is empty", "one line of text")
    if text != text.strip():
        return Refusal(
            f"{show(text)} has whitespace around it",
            "text that begins and ends with a visible character",
            offer=text.strip(),
        )
    return None


def one_line(text: str, answers: Mapping[str, object]) -> Refusal | None:
    """Refuse control characters, line breaks and characters that no encoding has."""
    bad = next((one for one in text if not one.isprintable() and _breaks(one)), None)
    if bad is None:
        return None
    unbroken = "".join(" " if _breaks(one) else one for one in text)
    return Refusal(
        f"{show(text)} has {_name(bad)} in it",
        "one line without control characters",
        offer=" ".join(unbroken.split()),
    )


def without_bidi(text: str, answers: Mapping[str, object]) -> Refusal | None:
    """Refuse characters that change the direction of the text after them."""
    bad = next((one for one in text if one in BIDI_CONTROLS), None)
    if bad is None:
        return None
    offer = "".join(one for one in text if one not in BIDI_CONTROLS).strip()
    return Refusal(
        f"{show(text)} has {_name(bad)} in it",
        "text without characters that change its direction",
        offer=offer,
    )


def visible(text: str, answers: Mapping[str, object]) -> Refusal | None:
    """Refuse invisible characters, except joiners that some scripts need."""
    bad = next(
        (place for place in range(len(text)) if _is_invisible(text, place)), None
    )
    if bad is None:
        return None
    seen = [
        character
        for place, character in enumerate(text)
        if character.isspace() or not _is_invisible(text, place)
    ]
    offer = " ".join("".join(seen).split())
    return Refusal(
        f"{show(text)} has {_name(text[bad])} in it", "visible characters", offer=offer
    )


def summary_length(text: str, answers: Mapping[str, object]) -> Refusal | None:
    """Allow at most 512 characters, as indexes do."""
    return too_long(text, LONGEST_SUMMARY)


def author_length(text: str, answers: Mapping[str, object]) -> Refusal | None:
    """Allow at most 200 characters, which is room for long names and groups."""
    return too_long(text, LONGEST_AUTHOR)


def has_letter(text: str, answers: Mapping[str, object]) -> Refusal | None:
    """Require a letter or a digit."""
    if any(letter.isalnum() for letter in text):
        return None
    return Refusal(f"{show(text)} has no letter", "the name of a person or a group")


def too_long(text: str, longest: int, *, offer: str = "") -> Refusal | None:
    """Refuse a text that is longer than `longest` characters."""
    if len(text) <= longest:
        return None
    return Refusal(
        f"{show(text)} has {len(text)} characters", f"at most {longest}", offer=offer
    )


def _breaks(character: str) -> bool:
    return _category(character) in {"Cc", "Cs", "Zl", "Zp"} or _is_noncharacter(
        ord(character)
    )


def _is_noncharacter(number: int) -> bool:
    return number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF


def _is_invisible(text: str, place: int) -> bool:
    character = text[place]
    if character in JOINERS:
        around = text[place - 1 : place] + text[place + 1 : place + 2]
        return len(around) < 2 or any(one.isascii() or one in JOINERS for one in around)
    if character in INVISIBLE:
        return True
    if character == " " or character.isprintable():
        return False
    return _category(character) in {"Cf", "Co", "Zs"}


def _category(character: str) -> str:
    import unicodedata  # Few texts need it, and an interpreter for a hook should start fast.

    return unicodedata.category(character)


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"
