"""API tokens: what one says of itself, without asking anybody."""

from __future__ import annotations

import base64
import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from shipyard_release.errors import Again, Message, Stop, Visit
from shipyard_release.index import Index

USER = "__token__"
PREFIX = "pypi-"
# What a token of a whole account says: the user's id, or in the old form a word.
ACCOUNT = re.compile(rb'\[3, ?"[^"]+"\]|"permissions": ?"user"')
SCOPES = re.compile(rb'(?:"projects": ?|\[1, ?)\[([^]]*)\]')


@dataclass(frozen=True)
class Token:
    """The site that made a token, and what it is for as far as the token itself says that."""

    site: str
    projects: tuple[str, ...]
    is_for_account: bool = False


def read_token(text: str) -> Token:
    """Return what an API token says of itself; raises `Stop` for any other text.

    After its prefix a token is a macaroon, version 2 of libmacaroons' binary format, in URL-safe
    base 64: the byte 2, then fields of a type, a length and text, of which the first (type 1) is
    the site. The permissions are JSON in one of the later fields.
    """
    body = text.removeprefix(PREFIX)
    raw = b""
    with suppress(ValueError):
        raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    if body == text or raw[:2] != b"\x02\x01" or not raw[3:]:
        raise Stop("not-a-token", Again(), prefix=PREFIX)
    site = raw[3 : 3 + raw[2]].decode("ascii", "replace")
    scopes = b"".join(SCOPES.findall(raw))
    names = re.findall(rb'"([^"]+)"', scopes)
    projects = tuple(name.decode("utf-8", "replace") for name in names)
    return Token(site, projects, is_for_account=bool(ACCOUNT.search(raw)) and not projects)


def check_token(text: str, index: Index, project: str) -> Message:
    """Return what a token allows; raises `Stop` when it cannot be right for index and project."""
    if text != text.strip() or not text.isprintable() or not text:
        raise Stop("token-with-whitespace", Again())
    if not index.is_public:
        return Message("token-untold")
    token = read_token(text)
    expected = urlsplit(index.page("")).netloc
    if token.site != expected:
        raise Stop("token-of-another-site", Again(), site=token.site, expected=expected)
    if token.is_for_account:
        return Message("token-of-account", {"project": project})
    if not token.projects:
        return Message("token-untold")
    names = ", ".join(token.projects)
    if project not in token.projects:
        remedies = (Visit(index.page("manage/account/token/"), "new-token"), Again())
        raise Stop("token-of-another-project", *remedies, names=names, project=project)
    return Message("token-of-project", {"names": names})
