"""Rules about the names of packages: what a distribution and an import may be called."""

from __future__ import annotations

from .. import derive
from .refusal import Refusal, show
from .reserved import DEVICES, STDLIB, needed
from .texts import LONGEST_NAME, too_long

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Answers = Mapping[str, object]


def distribution_characters(text: str, answers: Answers) -> Refusal | None:
    """Allow the characters of PyPA's name format, and single spaces between words."""
    good = derive.is_plain(text, "-_. ") and text[0].isalnum() and text[-1].isalnum()
    if good:
        return None
    offer = _name_from(text)
    return Refusal(
        f"{show(text)} is not a name for a distribution package",
        "ASCII letters and digits, with single spaces, -, _ or . between them",
        offer=offer,
    )


def normalised(text: str, answers: Answers) -> Refusal | None:
    """Allow only a normalised name (PEP 503)."""
    normal = derive.distribution_name(text)
    if text == normal:
        return None
    return Refusal(
        f"{show(text)} is not normalised",
        "lower case, with single - between words",
        offer=normal,
    )


def name_length(text: str, answers: Answers) -> Refusal | None:
    """Allow at most 64 characters: file names of distributions begin with this name."""
    return too_long(text, LONGEST_NAME, offer=text[:LONGEST_NAME].rstrip("-_. "))


def index_name(text: str, answers: Answers) -> Refusal | None:
    """Refuse the names of modules of the standard library of any Python, as PyPI does."""
    from .standard_library import NAMES  # a long list, for this question alone

    if text not in NAMES and text.replace("-", "_") not in STDLIB:
        return None
    return Refusal(
        f"{show(text)} is a module of the standard library",
        "any other name",
        offer=f"{text}-tools",
    )


def folder_name(text: str, answers: Answers) -> Refusal | None:
    """Refuse names that Windows keeps for devices."""
    if text.lower() not in DEVICES:
        return None
    return Refusal(
        f"{show(text)} is the name of a device on Windows",
        "any other name",
        offer=f"{text}-tools",
    )


def identifier(text: str, answers: Answers) -> Refusal | None:
    """Allow an ASCII identifier: it works after `import` in every editor and file system."""
    if derive.is_plain(text, "_") and not text[0].isdigit() and text.strip("_"):
        return None
    return Refusal(
        f"{show(text)} cannot be imported",
        "ASCII letters, digits and _, not beginning with a digit",
        offer=derive.import_name(_name_from(text)),
    )


def import_word(text: str, answers: Answers) -> Refusal | None:
    """Refuse identifiers that Python, the project's folders or its environment need."""
    word = text.lower()
    reason = needed(word, answers)
    if not reason:
        return None
    offer = f"{word.strip('_')}_tools"
    return Refusal(f"{show(text)} {reason}", "any other identifier", offer=offer)


def _name_from(text: str) -> str:
    plain = derive.transliterated(text)
    letters = "".join(
        letter if derive.is_plain(letter, "-_. ") else "-" for letter in plain
    )
    return " ".join(letters.split()).strip("-_. ")
