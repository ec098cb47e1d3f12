"""What an index means when it refuses an upload, and whether repeating can help.

PyPI's sentences change; the parts of its help page that they name do not. So a refusal is known by
that part and its status, and by words only where PyPI names no part. The answers of its software
are in release-tool/tests/pypi_answers.toml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shipyard_release.errors import Again, Person, Remedy


@dataclass(frozen=True)
class Refusal:
    """A kind of refusal: how it is known, and what helps."""

    kind: str
    statuses: tuple[int, ...] = ()
    words: str = ""  # a regular expression
    remedies: tuple[Remedy, ...] = ()
    loses_version: bool = False
    is_about_login: bool = False
    is_about_address: bool = False
    is_about_package: bool = False


LOGIN = Refusal("login-refused", (401,), is_about_login=True)
KNOWN = (
    Refusal("name-used-before", (400,), r"#file-name-reuse\b", loses_version=True),
    Refusal(
        "release-closed", (400,), r"to releases older than \d+ days", loses_version=True
    ),
    Refusal("name-refused", (400, 409), r"#project-name\b", (Person("choose-name"),)),
    Refusal("not-your-project", (403,), r"#project-name\b", (Person("ask-owner"),)),
    Refusal(
        "address-not-verified",
        (403,),
        r"#verified-email\b",
        (Person("verify-address"), Again()),
    ),
    Refusal(
        "no-second-factor",
        (403,),
        r"#two-factor-authentication\b",
        (Person("set-up-second-factor"), Again()),
    ),
    Refusal(
        "uploads-disabled",
        (403,),
        r"#admin-intervention\b|Read-only mode",
        (Person("wait-until-allowed"), Again()),
    ),
    Refusal(
        "login-refused",
        (403,),
        r"#invalid-auth\b|#apitoken\b|Invalid API Token",
        is_about_login=True,
    ),
    Refusal(
        "description-refused",
        (400,),
        r"#description-content-type\b",
        is_about_package=True,
    ),
    Refusal(
        "attestations-refused",
        (400,),
        r"attestations supplied during upload|Attestations are only supported",
        (Person("without-attestations"),),
    ),
    LOGIN,
)
REDIRECTED = Refusal("upload-redirected", is_about_address=True)
UNKNOWN = Refusal("upload-refused", is_about_package=True)
PASSING = Refusal("upload-failed", remedies=(Again(),))


def known_by(status: int, output: str) -> Refusal:
    """Return what an answer with a status of 4xx means; UNKNOWN for any other."""
    for refusal in KNOWN:
        if status in refusal.statuses and re.search(refusal.words, output):
            return refusal
    return UNKNOWN
