"""Where twine finds credentials for an index, whether they can be right, and where a token is kept.

twine looks for user and password separately, each in this order: the environment, the section of
.pypirc, the keyring (twine/auth.py, Resolver).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from shipyard_release import system_keyring, twine
from shipyard_release.errors import (
    Again,
    Edit,
    Facts,
    Message,
    Remedy,
    Stop,
    Tool,
    Variables,
    Visit,
)
from shipyard_release.index import Index
from shipyard_release.system_keyring import LIMIT
from shipyard_release.token import USER, check_characters, check_token, read_token

FOR_TOKEN = {"TWINE_USERNAME": USER, "TWINE_PASSWORD": "TOKEN"}
FOR_PASSWORD = {"TWINE_USERNAME": "USER", "TWINE_PASSWORD": "PASSWORD"}
WITHOUT_KEYRING = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}

ENVIRONMENT = "environment"
PYPIRC = "pypirc"
KEYRING = "keyring"


@dataclass(frozen=True)
class Part:
    """A user name or a password, and where twine finds it."""

    text: str = field(repr=False)
    place: str


@dataclass(frozen=True)
class Credentials:
    """What twine would send to an index. Without a user name twine sends nothing."""

    user: Part | None
    secret: Part


def source(index: Index, *, limit: float = LIMIT) -> Message:
    """Return where twine would find the credentials for an index, never what they are."""
    if index.login:
        return Message("credentials-rehearsal")
    found = find(index, limit=limit)
    match found.secret.place if found else "":
        case "environment":
            return Message("credentials-environment")
        case "pypirc":
            return Message("credentials-pypirc", {"index": index.name})
        case "keyring":
            return Message("credentials-keyring")
        case _:
            return Message("credentials-none")


def find(index: Index, *, limit: float = LIMIT) -> Credentials | None:
    """Return what twine would find for an index, or None where it finds no password.

    `limit` is how many seconds the keyring has. Raises `Stop` for one that does not answer.
    """
    section = twine.sections().get(index.name, {}) if index.in_pypirc else {}
    user = _user(index, section)
    secret = _part("TWINE_PASSWORD", section.get("password"))
    if user and secret:
        return Credentials(user, secret)
    kept = _in_keyring(index, user.text if user else "", limit)
    if kept and not user:
        user = Part(kept[0], KEYRING)
    if kept and not secret:
        secret = Part(kept[1], KEYRING)
    return Credentials(user, secret) if secret else None


def check(index: Index, project: str, found: Credentials) -> None:
    """Raise `Stop` when credentials cannot be right for index and project."""
    user = found.user
    secret = found.secret
    what = _what(secret, index)
    if user is None:
        raise Stop(
            "no-user", *_corrections(secret.place, index), what=what, index=index.name
        )
    if index.is_at_pypi and user.text != USER:
        facts: Facts = {"what": _who(user, index), "index": index.name, "user": USER}
        raise Stop("user-where-token", *_corrections(user.place, index), **facts)
    check_characters(
        user.text, what=_who(user, index), remedies=_corrections(user.place, index)
    )
    corrections = _corrections(secret.place, index)
    check_token(secret.text, index, project, what=what, remedies=corrections)


def to_narrow(index: Index, *, limit: float = LIMIT) -> tuple[Remedy, ...]:
    """Return how a token of a whole account is replaced; empty for all other credentials.

    Only a token that says so is called one for the whole account. Raises `Stop` as `find` does.
    """
    found = find(index, limit=limit)
    if not found or not index.is_at_pypi:
        return ()
    if not read_token(found.secret.text).is_for_account:
        return ()
    return _corrections(found.secret.place, index)


def expect_keyring(index: Index, *, limit: float = LIMIT) -> None:
    """Raise `Stop` when no keyring can keep a token, before anybody is asked for one."""
    try:
        system_keyring.try_to_keep(limit=limit)
    except system_keyring.Unusable as fault:
        raise _no_keyring(index, fault.reason) from None


def store(index: Index, token: str, *, limit: float = LIMIT) -> None:
    """Put a token into the system's keyring for twine; raises `Stop` where no keyring works."""
    try:
        system_keyring.keep(index.upload_url, _user_of_token(index), token, limit=limit)
    except system_keyring.Unusable as fault:
        raise _no_keyring(index, fault.reason) from None


def variables(index: Index) -> dict[str, str]:
    """Return the variables that twine reads, with words in capitals for what goes into them."""
    return FOR_TOKEN if index.is_at_pypi else FOR_PASSWORD


def _user_of_token(index: Index) -> str:
    """Return the name under which twine looks for a token."""
    section = twine.sections().get(index.name, {}) if index.in_pypirc else {}
    user = _user(index, section)
    return user.text if user and not index.is_at_pypi else USER


def _user(index: Index, section: dict[str, str | None]) -> Part | None:
    typed = os.environ.get("TWINE_USERNAME")
    is_known = index.upload_url.startswith(tuple(twine.addresses().values()))
    # There twine takes no user name from .pypirc or keyring (twine/auth.py, Resolver.username).
    if is_known and not typed:
        return Part(USER, ENVIRONMENT)
    return _part("TWINE_USERNAME", section.get("username"))


def _part(variable: str, in_section: str | None) -> Part | None:
    # A variable that is set and empty counts, as it does for twine.
    typed = os.environ.get(variable)
    if typed is not None:
        return Part(typed, ENVIRONMENT)
    return Part(in_section, PYPIRC) if in_section is not None else None


def _in_keyring(index: Index, user: str, limit: float) -> tuple[str, str] | None:
    try:
        return system_keyring.find(index.upload_url, user, limit=limit)
    except system_keyring.Unusable as fault:
        remedies = (
            Variables(variables(index), "without-asking-keyring"),
            Edit(twine.PYPIRC, "or-add-login"),
            Variables(WITHOUT_KEYRING, "without-keyring"),
            Again(label="when-keyring-answers"),
        )
        raise Stop("keyring-unusable", *remedies, reason=fault.reason) from None


def _what(secret: Part, index: Index) -> Message:
    match secret.place:
        case "environment":
            return Message("secret-in-environment")
        case "pypirc":
            return Message("secret-in-pypirc", {"index": index.name})
        case _:
            return Message("secret-in-keyring")


def _who(user: Part, index: Index) -> Message:
    match user.place:
        case "environment":
            return Message("user-in-environment")
        case "pypirc":
            return Message("user-in-pypirc", {"index": index.name})
        case _:
            return Message("user-in-keyring")


def _corrections(place: str, index: Index) -> tuple[Remedy, ...]:
    """Return how what is in a place is corrected."""
    remedies: list[Remedy] = []
    if index.is_at_pypi:
        remedies.append(Visit(index.page("manage/account/token/"), "new-token"))
    if place == ENVIRONMENT:
        remedies.append(Variables(variables(index), "in-environment"))
    elif place == PYPIRC:
        remedies.append(Edit(twine.PYPIRC, "correct-login"))
    else:
        remedies.append(Tool("token", label="store-token"))
    return tuple(remedies)


def _no_keyring(index: Index, reason: Message) -> Stop:
    remedies = (
        Edit(twine.PYPIRC, "write-that-text"),
        Variables(FOR_TOKEN, "one-command"),
    )
    return Stop(
        "no-keyring", *remedies, reason=reason, path=twine.PYPIRC, text=_section(index)
    )


def _section(index: Index) -> str:
    """Return what .pypirc needs for a token of an index, as text to copy."""
    known = twine.sections()
    lines: list[str] = []
    if not index.in_pypirc:
        lines += [
            "[distutils]",
            f"index-servers = {' '.join([*known, index.name])}",
            "",
        ]
    lines.append(f"[{index.name}]")
    if index.upload_url not in twine.addresses().values():
        lines.append(f"repository = {index.upload_url}")
    lines.append(f"username = {_user_of_token(index)}")
    lines.append("password = TOKEN")
    return "\n".join(lines)
