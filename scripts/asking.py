"""Ask a program for what is newest, with a limit of time and a reason when it cannot say."""

from __future__ import annotations

import subprocess
from pathlib import Path

SECONDS = 60


class LookupFailedError(Exception):
    """The newest release could not be found out; the text says why."""


def said(*command: str) -> str:
    """Return what a program prints; raises `LookupFailedError` with the reason why it does not."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except FileNotFoundError:
        raise LookupFailedError(f"{command[0]} is not installed") from None
    except subprocess.TimeoutExpired:
        raise LookupFailedError(
            f"{command[0]} got no answer within {SECONDS} s"
        ) from None
    if done.returncode:
        errors = done.stderr.strip().splitlines() or ["nothing"]
        raise LookupFailedError(f"{Path(command[0]).name} says: {errors[-1]}")
    return done.stdout
