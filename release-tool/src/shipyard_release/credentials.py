"""Where twine finds credentials for an index, and where a token can be kept for it."""

from __future__ import annotations

import os
from contextlib import suppress

from shipyard_release import twine
from shipyard_release.errors import Message, Stop, Variables
from shipyard_release.index import Index
from shipyard_release.token import USER


def find(index: Index) -> Message | None:
    """Return where twine would find the credentials for an index, never what they are.

    None means nowhere.
    """
    if index.login:
        return Message("credentials-rehearsal")
    if os.environ.get("TWINE_PASSWORD"):
        return Message("credentials-environment")
    section = twine.sections().get(index.name, {})
    if section.get("password"):
        return Message("credentials-pypirc", {"index": index.name})
    user = os.environ.get("TWINE_USERNAME") or section.get("username") or USER
    return Message("credentials-keyring") if _in_keyring(index, user) else None


def store(index: Index, token: str) -> None:
    """Put a token into the system's keyring for twine; raises `Stop` where no keyring works."""
    import keyring  # noqa: PLC0415 - slow to import and only needed here

    try:
        keyring.set_password(index.upload_url, USER, token)
    except Exception as error:  # noqa: BLE001 - a backend may raise anything
        values = {"TWINE_USERNAME": USER, "TWINE_PASSWORD": "TOKEN"}
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise Stop("no-keyring", Variables(values, "one-command"), reason=reason) from None


def _in_keyring(index: Index, user: str) -> bool:
    import keyring  # noqa: PLC0415 - slow to import and seldom needed

    with suppress(Exception):  # a backend may raise anything; twine would find nothing either
        return keyring.get_password(index.upload_url, user) is not None
    return False
