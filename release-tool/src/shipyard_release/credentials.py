"""Credentials: where twine finds them, and API tokens, stored after a look at whose and what for they are."""

import base64
import os
import re
import sys
from contextlib import suppress
from getpass import getpass
from pathlib import Path
from urllib.parse import urlsplit

from twine.utils import DEFAULT_CONFIG_FILE, get_config

from shipyard_release.index import Target
from shipyard_release.project import Project
from shipyard_release.report import Stop, console

USER, PREFIX = "__token__", "pypi-"


def credentials(target: Target) -> str | None:
    """Say where twine would find the credentials for an index, never what they are; None for nowhere."""
    if target.login:
        return "the rehearsal"
    if os.environ.get("TWINE_PASSWORD"):
        return "the environment (TWINE_PASSWORD)"
    section = get_config(DEFAULT_CONFIG_FILE).get(target.name, {})
    if section.get("password"):
        return f".pypirc, section {target.name}"
    import keyring  # noqa: PLC0415 - slow to import and seldom needed

    user = os.environ.get("TWINE_USERNAME") or section.get("username") or USER
    with suppress(Exception):  # a backend may raise anything; twine would find nothing either
        return "the keyring" if keyring.get_password(target.upload_url, user) else None
    return None


def store_token(target: Target, root: Path) -> None:
    """Ask for a token without echo and store it for twine; raises `Stop` for one that cannot be right."""
    if not sys.stdin.isatty():
        raise Stop(
            "There is no terminal to ask on.", "Without one: TWINE_USERNAME, TWINE_PASSWORD."
        )
    console.print(f"A token of {target.name} comes from {target.page('manage/account/token/')}")
    project, text = Project.load(root).name, getpass("Paste it here; it is not shown. Token: ")
    if text != text.strip() or not text.isprintable() or not text:
        raise Stop("That has blanks or a newline around it, or is empty.", "Copy the token alone.")
    known = target.name in {"pypi", "testpypi"}
    console.print(advice(text, target, project) if known else "What it allows, the index will say.")
    import keyring  # noqa: PLC0415 - slow to import and only needed here

    try:
        keyring.set_password(target.upload_url, USER, text)
    except Exception as error:
        todo = (
            f"Give it to one command instead: TWINE_USERNAME={USER} TWINE_PASSWORD=… make release"
        )
        why = str(error).partition("\n")[0] or type(error).__name__
        raise Stop(f"No keyring works here: {why}", todo) from None
    console.print(
        "Stored in the keyring, where twine finds it. `make preflight` says what is missing."
    )


def advice(text: str, target: Target, project: str) -> str:
    """Say what a token is good for; raises `Stop` when it is none, or one of another index or project."""
    (site, projects), expected = read_token(text), urlsplit(target.page("")).netloc
    if site != expected:
        raise Stop(
            f"That token is for {site}, not for {expected}.", "TO=testpypi or TO=pypi chooses."
        )
    if not projects:
        return (
            "It is for your whole account. The first release needs that, since the project is not there yet;\n"
            f"replace it by a token for {project} alone after the release."
        )
    if project not in projects:
        raise Stop(f"That token is only for {', '.join(projects)}.", f"Make one for {project}.")
    return f"It is for {', '.join(projects)} alone, as it should be."


def read_token(text: str) -> tuple[str, list[str]]:
    """Return an API token's site and projects, none of them for the whole account; raises `Stop` for other text.

    After its prefix a token is a macaroon, version 2 of libmacaroons' binary format, in URL-safe base 64:
    the byte 2, then fields of a type, a length and text, of which the first (type 1) is the site. The
    permissions are JSON in one of the later fields.
    """
    body, raw = text.removeprefix(PREFIX), b""
    with suppress(ValueError):
        raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    if body == text or raw[:2] != b"\x02\x01" or not raw[3:]:
        raise Stop(
            f"That is not an API token: they begin with {PREFIX}", "A password does not work."
        )
    scopes = re.findall(rb'(?:"projects": ?|\[1, ?)\[([^]]*)\]', raw)
    names = re.findall(rb'"([^"]+)"', b"".join(scopes))
    return raw[3 : 3 + raw[2]].decode("ascii", "replace"), [
        name.decode("utf-8", "replace") for name in names
    ]
