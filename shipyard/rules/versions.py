"""The rule about the version of a first release."""

from __future__ import annotations

from .. import derive
from .refusal import Refusal, show
from .texts import LONGEST_NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Answers = Mapping[str, object]


def version(text: str, answers: Answers) -> Refusal | None:
    """Allow a public version in the normalised form of PEP 440, as an index shows it."""
    fits = len(text) <= LONGEST_NAME
    if (
        fits
        and derive.is_plain(text, ".")
        and all(_is_number(part) for part in text.split("."))
    ):
        return None
    from . import pep440

    normal = pep440.normal_form(text) if fits else None
    if text == normal:
        return None
    wrong = "is not a normalised version" if normal else "is not a version"
    if normal and "+" in text:
        wrong = "has a local part, which indexes refuse"
    return Refusal(
        f"{show(text)} {wrong}",
        "a normalised version (PEP 440), such as 0.1.0 or 1.0rc1",
        offer=normal or "",
    )


def _is_number(part: str) -> bool:
    return part.isdigit() and str(int(part)) == part
