"""Ask the system's keyring one thing, in a process that can be ended when there is no answer.

The question comes in by stdin and the answer is the last line of stdout, both JSON. So no secret is
among the arguments, which other people of the machine can see.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import keyring
from keyring.errors import NoKeyringError

TRIAL = "shipyard-release-trial"


def find(question: dict[str, str]) -> dict[str, Any]:
    """Return user and password for an address, of any user when the question names none."""
    service = question["service"]
    user = question["user"]
    if not user:
        found = keyring.get_credential(service, None)
        user = found.username if found else ""
    secret = keyring.get_password(service, user) if user else None
    return {"user": user, "secret": secret}


def keep(question: dict[str, str]) -> dict[str, Any]:
    """Store a password, and return whether it can be read again."""
    service = question["service"]
    user = question["user"]
    keyring.set_password(service, user, question["secret"])
    return {"is_kept": keyring.get_password(service, user) == question["secret"]}


def try_to_keep(_question: dict[str, str]) -> dict[str, Any]:
    """Return whether a password can be stored and read again, and leave none behind."""
    answer = keep({"service": TRIAL, "user": TRIAL, "secret": TRIAL})
    if answer["is_kept"]:
        keyring.delete_password(TRIAL, TRIAL)
    return answer


QUESTIONS = {"find": find, "keep": keep, "try to keep": try_to_keep}


def main() -> None:
    """Answer one question."""
    question = json.load(sys.stdin)
    try:
        answer = QUESTIONS[question["ask"]](question)
    except Exception as error:  # noqa: BLE001 - a backend may raise anything
        text = str(error).strip().partition("\n")[0] or type(error).__name__
        answer = {"error": text, "is_missing": isinstance(error, NoKeyringError)}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
