"""API tokens: what one says of itself, without asking anybody."""

from __future__ import annotations

import base64
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from packaging.utils import canonicalize_name

from shipyard_release.errors import Again, Facts, Message, Remedy, Stop, Visit
from shipyard_release.index import Index

USER = "__token__"
PREFIX = "pypi-"
TYPED = Message("secret-typed")
# What a token of a whole account says: the user's id, or in the old form a word.
ACCOUNT = re.compile(rb'\[3, ?"[^"]+"\]|"permissions": ?"user"')
SCOPES = re.compile(rb'(?:"projects": ?|\[1, ?)\[([^]]*)\]')
EXPIRY = re.compile(rb"\[0, ?(\d+), ?\d+\]")
QUOTES = "\"'`\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
LETTERS = re.compile(r"[A-Za-z0-9_=-]*")
# The last field is the signature: its type, its length, and that many bytes.
SIGNATURE = b"\x06\x20"
SIGNATURE_BYTES = 32


@dataclass(frozen=True)
class Token:
    """The site that made a token, and what it is for as far as the token itself says that."""

    site: str
    projects: tuple[str, ...]
    is_for_account: bool = False
    expires: int | None = None  # seconds since 1970
    is_whole: bool = True


def read_token(
    text: str, *, what: Message = TYPED, remedies: tuple[Remedy, ...] = (Again(),)
) -> Token:
    """Return what an API token says of itself; raises `Stop` for any other text.

    `what` names the text for people, and `remedies` correct it. After its prefix a token is a
    macaroon, version 2 of libmacaroons' binary format, in URL-safe base 64: the byte 2, then fields
    of a type, a length and text, of which the first (type 1) is the site. The permissions are JSON
    in one of the later fields, and the last field is the signature.
    """
    body = text.removeprefix(PREFIX)
    raw = b""
    with suppress(ValueError):
        raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    if body == text or raw[:2] != b"\x02\x01" or not raw[3:]:
        raise Stop("not-a-token", *remedies, what=what, prefix=PREFIX)
    site = raw[3 : 3 + raw[2]].decode("ascii", "replace")
    scopes = b"".join(SCOPES.findall(raw))
    names = re.findall(rb'"([^"]+)"', scopes)
    projects = tuple(name.decode("utf-8", "replace") for name in names)
    ends = [int(number) for number in EXPIRY.findall(raw)]
    return Token(
        site,
        projects,
        is_for_account=bool(ACCOUNT.search(raw)) and not projects,
        expires=min(ends, default=None),
        is_whole=raw[-SIGNATURE_BYTES - 2 : -SIGNATURE_BYTES] == SIGNATURE,
    )


def check_token(
    text: str,
    index: Index,
    project: str,
    *,
    what: Message = TYPED,
    remedies: tuple[Remedy, ...] = (Again(),),
) -> Message:
    """Return what a token allows; raises `Stop` when it cannot be right for index and project.

    For an index of one's own any text can be right, if it is one that can be sent.
    """
    check_characters(text, what=what, remedies=remedies)
    if not index.is_at_pypi:
        return Message("token-untold")
    _check_form(text, what, remedies)
    token = read_token(text, what=what, remedies=remedies)
    _check_use(token, index, what, remedies)
    if token.is_for_account:
        return Message("token-of-account", {"project": project})
    if not token.projects:
        return Message("token-untold")
    names = ", ".join(token.projects)
    mine = {canonicalize_name(name) for name in token.projects}
    if canonicalize_name(project) not in mine:
        facts: Facts = {"what": what, "names": names, "project": project}
        raise Stop("token-of-another-project", *_with_page(index, remedies), **facts)
    return Message("token-of-project", {"names": names})


def check_characters(text: str, *, what: Message, remedies: tuple[Remedy, ...]) -> None:
    """Raise `Stop` for a secret that is empty, or has what gets in by copying."""
    if not text:
        raise Stop("secret-empty", *remedies, what=what)
    if text != text.strip() or not text.isprintable():
        raise Stop("token-with-whitespace", *remedies, what=what)


def _check_form(text: str, what: Message, remedies: tuple[Remedy, ...]) -> None:
    inside = text.strip(QUOTES)
    if inside != text:
        raise Stop("token-in-quotes", *remedies, what=what)
    if text.startswith(PREFIX) and not LETTERS.fullmatch(text):
        raise Stop("token-with-other-characters", *remedies, what=what)


def _check_use(
    token: Token, index: Index, what: Message, remedies: tuple[Remedy, ...]
) -> None:
    expected = urlsplit(index.page("")).netloc
    if token.site != expected:
        facts: Facts = {"what": what, "site": token.site, "expected": expected}
        raise Stop("token-of-another-site", *remedies, **facts)
    if not token.is_whole:
        raise Stop("token-cut-short", *remedies, what=what)
    if token.expires is not None and token.expires < time.time():
        raise Stop("token-expired", *_with_page(index, remedies), what=what)


def _with_page(index: Index, remedies: tuple[Remedy, ...]) -> tuple[Remedy, ...]:
    page = Visit(index.page("manage/account/token/"), "new-token")
    return remedies if page in remedies else (page, *remedies)
