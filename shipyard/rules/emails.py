"""The rule about e-mail addresses: what PyPI accepts."""

from __future__ import annotations

import unicodedata

from .. import derive
from .refusal import Refusal, show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Answers = Mapping[str, object]

LONGEST_EMAIL = 254  # bytes
LONGEST_DOMAIN = 253  # bytes
LONGEST_LABEL = 63  # bytes
# Nobody can get mail there (RFC 6761 and others), so PyPI's validator of addresses refuses them.
SPECIAL_DOMAINS = ("arpa", "invalid", "local", "localhost", "onion", "test")


def email(text: str, answers: Answers) -> Refusal | None:
    """Allow what PyPI accepts: one `@`, and a domain with a dot that can be anybody's."""
    local, at, domain = text.rpartition("@")
    known = _ascii_domain(domain)
    longest = max(len(text.encode()), len(f"{local}@{known}".encode()))
    if at and _is_local_part(local) and _is_domain(known) and longest <= LONGEST_EMAIL:
        return None
    return Refusal(
        f"{show(text)} is not an e-mail address that PyPI accepts",
        "an address such as you@example.com",
        offer=f"{local.strip()}@{domain.strip()}" if local else "",
    )


def _is_local_part(text: str) -> bool:
    has_mark_first = unicodedata.category(text[:1] or " ")[0] == "M"
    return (
        not has_mark_first
        and all(text.split("."))
        and all(map(_is_in_local_part, text))
    )


def _is_in_local_part(character: str) -> bool:
    if character.isascii():
        return derive.is_plain(character, ".!#$%&'*+/=?^_`{|}~-")
    return _is_seen(character)


def _is_seen(character: str) -> bool:
    """Whether this is a letter, mark, number, punctuation or symbol of any script."""
    return unicodedata.category(character)[0] in "LMNPS"


def _ascii_domain(text: str) -> str:
    """Return a domain as it is asked for in the net, in ASCII; '' when it cannot be one."""
    if text.isascii() and "xn--" not in text.lower():
        return text.lower()
    if not all(map(_is_seen, text)):
        return ""
    import idna  # slow, and few need it; cookiecutter brings it

    try:
        return idna.encode(text, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""


def _is_domain(text: str) -> bool:
    labels = text.split(".")
    is_special = any(text == end or text.endswith(f".{end}") for end in SPECIAL_DOMAINS)
    is_whole = len(labels) > 1 and len(text) <= LONGEST_DOMAIN and text[-1:].isalpha()
    is_plain = derive.is_plain(text, "-.") and all(map(is_label, labels))
    return is_whole and is_plain and not is_special


def is_label(text: str) -> bool:
    """Tell whether a text may stand between two dots of a host name."""
    if not text or len(text) > LONGEST_LABEL or text.strip("-") != text:
        return False
    # Two hyphens there are kept for other codings.
    return text[2:4] != "--" or text.startswith("xn")
