"""Store an API token in the system's keyring, after a look at whose and what for it is."""

from __future__ import annotations

import base64
import re
import sys
from getpass import getpass
from typing import NamedTuple
from urllib.parse import urlsplit

from shipping.index import Target
from shipping.report import Stop, console
from shipping.upload import USER

PREFIX = "pypi-"
SAFE = "Nothing was stored."


class Token(NamedTuple):
    """What a token says of itself: its site and the projects it is for; none for the whole account."""

    site: str
    projects: tuple[str, ...]


def store_token(target: Target, project: str) -> None:
    """Ask for a token without echo, refuse what cannot be right, and store the rest for twine.

    Raises `Stop` for anything but a token of this index, and where no keyring works.
    """
    if not sys.stdin.isatty():
        raise Stop("There is no terminal to ask on.", "Without one: TWINE_USERNAME, TWINE_PASSWORD.", SAFE)
    console.print(f"A token of {target.name} comes from {target.page('manage/account/token/')}")
    console.print("It is not shown while you paste it.")
    text = getpass("Token: ")
    console.print(advice(accepted(text, target, project), project))
    import keyring.errors  # noqa: PLC0415 - slow to import and only needed here

    try:
        keyring.set_password(target.upload_url, USER, text)
    except (keyring.errors.KeyringError, RuntimeError) as error:
        todo = f"Give it to one command instead: TWINE_USERNAME={USER} TWINE_PASSWORD=… make release"
        raise Stop(f"No keyring works here: {str(error).splitlines()[0]}", todo, SAFE) from None
    console.print("Stored in the keyring, where twine finds it. `make preflight` says what is missing.")


def accepted(text: str, target: Target, project: str) -> Token | None:
    """Return what a token says; None for an index whose tokens cannot be read.

    Raises `Stop` for text that is no token, and for a token of another index or project.
    """
    if text != text.strip() or not text.isprintable() or not text:
        raise Stop("That has blanks or a newline around it, or is empty.", "Copy the token alone.", SAFE)
    if target.name not in {"pypi", "testpypi"}:
        return None
    token, site = read_token(text), urlsplit(target.page("")).netloc
    if token is None:
        raise Stop(
            f"That is not an API token: those begin with {PREFIX}", "Passwords do not work here.", SAFE
        )
    if token.site != site:
        raise Stop(
            f"That token is for {token.site}, not for {site}.", "TO=testpypi or TO=pypi chooses.", SAFE
        )
    if token.projects and project not in token.projects:
        raise Stop(f"That token is only for {', '.join(token.projects)}.", f"Make one for {project}.", SAFE)
    return token


def read_token(text: str) -> Token | None:
    """Read site and projects from an API token; None when it is none.

    After its prefix a token is a macaroon, version 2 of libmacaroons' binary format, in URL-safe base 64:
    the byte 2, then fields of a type, a length and text, of which the first (type 1) is the site. The
    permissions are JSON in one of the later fields.
    """
    body = text.removeprefix(PREFIX)
    try:
        raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    except ValueError:
        return None
    if body == text or raw[:2] != b"\x02\x01" or len(raw) < raw[2] + 3:
        return None
    scopes = re.findall(rb'"projects": ?\[([^]]*)\]|\[1, ?\[([^]]*)\]\]', raw)
    names = re.findall(rb'"([^"]+)"', b"".join(map(b"".join, scopes)))
    return Token(raw[3 : 3 + raw[2]].decode("ascii", "replace"), tuple(name.decode() for name in names))


def advice(token: Token | None, project: str) -> str:
    """Say what a token is good for."""
    if token is None:
        return "What it allows cannot be read from it; the index will say."
    if token.projects:
        return f"It is for {', '.join(token.projects)} alone, as it should be."
    return (
        "It is for your whole account. The first release needs that, since the project is not there yet;\n"
        f"replace it by a token for {project} alone after the release."
    )
