"""The system's keyring, which may be missing, raise anything, or never answer."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from shipyard_release.errors import Message
from shipyard_release.process import ProgramFailed, run

LIMIT = 10  # seconds; a keyring that cannot ask for its password waits for ever
PROGRAM = (sys.executable, "-I", str(Path(__file__).with_name("ask_keyring.py")))


class Unusable(Exception):  # noqa: N818 - told by whoever asked
    """The keyring gave no useful answer. `reason` says why."""

    def __init__(self, reason: Message, *, is_missing: bool = False) -> None:
        """Take the reason, and whether there is no keyring at all."""
        super().__init__(reason.kind)
        self.reason = reason
        self.is_missing = is_missing


def find(service: str, user: str, *, limit: float = LIMIT) -> tuple[str, str] | None:
    """Return user and password for an address, or None; without `user`, of any user.

    A machine without a keyring has none. `limit` is in seconds. Raises `Unusable`.
    """
    try:
        answer = _ask({"ask": "find", "service": service, "user": user}, limit)
    except Unusable as fault:
        if fault.is_missing:
            return None
        raise
    secret = answer["secret"]
    return (str(answer["user"]), str(secret)) if secret is not None else None


def keep(service: str, user: str, secret: str, *, limit: float = LIMIT) -> None:
    """Store a password; raises `Unusable` when it cannot be read again afterwards."""
    question = {"ask": "keep", "service": service, "user": user, "secret": secret}
    _expect_kept(_ask(question, limit))


def try_to_keep(*, limit: float = LIMIT) -> None:
    """Raise `Unusable` when a password could not be stored; none is left behind."""
    _expect_kept(_ask({"ask": "try to keep"}, limit))


def _expect_kept(answer: dict[str, Any]) -> None:
    if not answer["is_kept"]:
        raise Unusable(Message("keyring-keeps-nothing"))


def _ask(question: dict[str, str], limit: float) -> dict[str, Any]:
    try:
        output = run(*PROGRAM, stdin=json.dumps(question), limit=limit)
    except ProgramFailed as failure:
        raise Unusable(_how_it_failed(failure, limit)) from None
    answer: dict[str, Any] = json.loads(output.splitlines()[-1])
    if "error" in answer:
        reason = Message("keyring-error", {"error": answer["error"]})
        raise Unusable(reason, is_missing=answer["is_missing"])
    return answer


def _how_it_failed(failure: ProgramFailed, limit: float) -> Message:
    if failure.returncode is None:
        return Message("keyring-silent", {"seconds": float(limit)})
    return Message("keyring-error", {"error": failure.output.splitlines()[-1]})
