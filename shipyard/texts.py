"""Rules about the characters of any text."""

from __future__ import annotations

from .refusal import Refusal, show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# Embeddings, overrides and isolates: text in a file would read otherwise than it is.
BIDI_CONTROLS = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
# They are letters, marks or signs by category, and show nothing.
BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0")
JOINERS = frozenset("\u200c\u200d")


def text_only(text: object, answers: Mapping[str, object]) -> Refusal | None:
    """Allow text with something in it; configuration and replay files can hold other things."""
    if not isinstance(text, str):
        wrong = "has no answer" if text is None else f"{show(text)} is no text"
        return Refusal(wrong, "one line of text")
    if not text.strip():
        return Refusal("is empty", "one line of text")
    if text != text.strip():
        return Refusal(
            f"{show(text)} has blanks around it",
            "text that begins and ends with something to see",
            text.strip(),
        )
    return None


def one_line(text: str, answers: Mapping[str, object]) -> Refusal | None:
    """Refuse control characters, line breaks of every kind and what no encoding knows."""
    bad = next((sign for sign in text if not sign.isprintable() and _breaks(sign)), None)
    if bad is None:
        return None
    offer = " ".join("".join(" " if _breaks(sign) else sign for sign in text).split())
    return Refusal(
        f"{show(text)} has {_name(bad)} in it", "one line without control characters", offer
    )


def without_bidi(text: str, answers: Mapping[str, object]) -> Refusal | None:
    """Refuse characters that turn the direction of the text after them."""
    bad = next((sign for sign in text if sign in BIDI_CONTROLS), None)
    if bad is None:
        return None
    offer = "".join(sign for sign in text if sign not in BIDI_CONTROLS).strip()
    return Refusal(
        f"{show(text)} has {_name(bad)} in it",
        "text without marks that override its direction",
        offer,
    )


def visible(text: str, answers: Mapping[str, object]) -> Refusal | None:
    """Refuse characters that cannot be seen in a name, but for joiners that some scripts need."""
    bad = next((place for place in range(len(text)) if _is_invisible(text, place)), None)
    if bad is None:
        return None
    seen = [
        sign for place, sign in enumerate(text) if sign.isspace() or not _is_invisible(text, place)
    ]
    offer = " ".join("".join(seen).split())
    return Refusal(
        f"{show(text)} has {_name(text[bad])} in it", "characters that can be seen", offer
    )


def _breaks(sign: str) -> bool:
    return _category(sign) in {"Cc", "Cs", "Zl", "Zp"} or _is_noncharacter(ord(sign))


def _is_noncharacter(number: int) -> bool:
    return number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF


def _is_invisible(text: str, place: int) -> bool:
    sign = text[place]
    if sign in JOINERS:
        around = text[place - 1 : place] + text[place + 1 : place + 2]
        return len(around) < 2 or any(one.isascii() or one in JOINERS for one in around)
    return sign in BLANKS or (
        sign != " " and not sign.isprintable() and _category(sign) in {"Cf", "Co", "Zs"}
    )


def _category(sign: str) -> str:
    import unicodedata  # Few texts need it, and an interpreter that starts for a hook should start fast.

    return unicodedata.category(sign)


def _name(sign: str) -> str:
    return f"U+{ord(sign):04X}"
