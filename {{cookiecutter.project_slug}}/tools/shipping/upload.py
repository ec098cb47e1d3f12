"""Upload with twine: one file at a time, with a look at the index before and after."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from twine.utils import DEFAULT_CONFIG_FILE, get_config

from shipping.command import PYTHON, Failed, environment, run
from shipping.index import Published, Target, sha256
from shipping.report import SPENT, Stop

USER = "__token__"
PAUSES = (2, 8)
"""Seconds between tries when the index was out of reach, too busy or broken."""
REFUSALS = re.compile(r"HTTPError: 4(?!08|25|29)\d\d|NonInteractive|InvalidConfiguration|InvalidDistribution")


def upload(
    target: Target, project: str, archives: Sequence[Path], say: Callable[[str], None], limit: float
) -> list[str]:
    """Send what the index does not have; returns the names that were sent. `limit` is seconds per try.

    Success is never read from twine's words, only from the index. Raises `Stop` when other bytes stand
    under one of the names, or when the index refuses.
    """
    missing = [path for path in archives if not same_bytes(target.files(project), path)]
    for path in missing:
        say(f"sending {path.name}")
        _send(target, project, path, limit)
    return [path.name for path in missing]


def same_bytes(files: dict[str, Published], path: Path) -> bool:
    """Whether the index lists this very file; raises `Stop` when it lists other bytes under the name."""
    published = files.get(path.name)
    if published and published.sha256 not in {None, sha256(path)}:
        raise _spent(f"The index has other bytes under {path.name}")
    return published is not None


def _spent(what: str) -> Stop:
    return Stop(
        f"{what}: this version is spent.",
        "What people install is untouched, and what was built here is kept.",
        "Choose another version: make release BUMP=patch",
        SPENT,
    )


def _send(target: Target, project: str, path: Path, limit: float) -> None:
    for pause in (*PAUSES, None):
        failure = _try(target, path, limit)
        if failure is None or same_bytes(target.files(project), path):
            return  # if it failed, it was stored all the same and only the answer got lost
        if pause is None or REFUSALS.search(failure.output):
            raise _refused(target, path, failure)
        time.sleep(pause)


def _try(target: Target, path: Path, limit: float) -> Failed | None:
    try:
        run(*_twine(target), str(path), cwd=path.parent, env=twine_environment(target), limit=limit)
    except Failed as failure:
        return failure
    return None


def _twine(target: Target) -> tuple[str, ...]:
    where = ("--repository", target.name) if target.in_pypirc else ("--repository-url", target.upload_url)
    config = ("--config-file", os.devnull) if target.rehearsal else ()
    return (
        *PYTHON,
        "twine",
        "upload",
        "--non-interactive",
        "--disable-progress-bar",
        "--verbose",
        *where,
        *config,
    )


def twine_environment(target: Target) -> dict[str, str]:
    """Return twine's environment, in which nothing can redirect a release.

    A rehearsal sees no credentials but its own, and no proxy.
    """
    if target.login is None:
        return environment(("TWINE_REPOSITORY", "TWINE_NON_INTERACTIVE"), COLUMNS="500")
    user, password = target.login
    return environment(
        ("TWINE_",),
        TWINE_USERNAME=user,
        TWINE_PASSWORD=password,
        PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring",
        NO_PROXY="*",
        COLUMNS="500",
    )


def credentials(target: Target) -> str | None:
    """Say where twine would find the credentials for an index, never what they are; None for nowhere."""
    if target.login:
        return "the rehearsal's own"
    if os.environ.get("TWINE_PASSWORD"):
        return "the environment (TWINE_PASSWORD)"
    section = get_config(DEFAULT_CONFIG_FILE).get(target.name, {})
    if section.get("password"):
        return f".pypirc, section {target.name}"
    user = os.environ.get("TWINE_USERNAME") or section.get("username") or USER
    return "the keyring" if _in_keyring(target.upload_url, user) else None


def _in_keyring(url: str, user: str) -> bool:
    import keyring  # noqa: PLC0415 - slow to import and seldom needed
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        return bool(keyring.get_password(url, user))
    except (KeyringError, RuntimeError):
        return False


def _refused(target: Target, path: Path, failure: Failed) -> Stop:
    rows = [row.strip() for row in failure.output.splitlines() if row.strip()]
    told = [
        row for row in rows if re.match(r"(ERROR|HTTPError|[\w.]+Error:|[\w.]+Exception:)|.*(4|5)\d\d ", row)
    ]
    words = "\n".join(dict.fromkeys(told or rows[-1:]))
    if "already been used" in words:
        return _spent(f"{words}\nThe index never takes the name {path.name} again")
    token = f"Look at the token with `make preflight`; a new one: {target.page('manage/account/token/')}\n"
    hint = token if re.search(r"HTTPError: 40[13]|NonInteractive", failure.output) else ""
    return Stop(
        f"{target.name} did not take {path.name}:\n{words}",
        "Nothing is lost: the commit is pushed, the built files are kept, and no tag was made.",
        f"{hint}Type the same command again; it goes on from here.",
    )
