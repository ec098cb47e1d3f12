"""Upload with twine: one file at a time, with a look at the index before and after."""

import os
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from twine.utils import DEFAULT_CONFIG_FILE, get_config

from shipping.command import PYTHON, Failed, environment, run
from shipping.index import Target
from shipping.report import AGAIN, Say, Stop

USER = "__token__"
PAUSES = (2, 8)
"""Seconds between tries when the index was out of reach, too busy or broken."""
TWINE = (*PYTHON, "twine", "upload", "--non-interactive", "--disable-progress-bar", "--verbose")
REFUSALS = re.compile(r"HTTPError: 4(?!08|25|29)\d\d|NonInteractive|InvalidConfiguration|InvalidDistribution")
REASONS = re.compile(r"(ERROR|HTTPError|[\w.]+Error:|[\w.]+Exception:)|.*(4|5)\d\d ")


def upload(target: Target, project: str, archives: Sequence[Path], say: Say, limit: float) -> str:
    """Send what the index does not have, and say what that was; `limit` is in seconds per try.

    Success is never read from twine's words, only from the index. Raises `Stop` when other bytes stand
    under one of the names, or when the index refuses.
    """
    missing = target.lacks(project, archives)
    if not missing:
        return f"{target.name} has the same bytes"
    for path in missing:
        say(f"sending {path.name}")
        for pause in (*PAUSES, None):
            failure = _send(target, path, limit)
            if failure is None or not target.lacks(project, [path]):
                break  # if it failed, it was stored all the same and only the answer got lost
            if pause is None or REFUSALS.search(failure):
                raise _refused(target, path, failure)
            time.sleep(pause)
    return f"sent {'  '.join(path.name for path in missing)}"


def _send(target: Target, path: Path, limit: float) -> str | None:
    """Let twine send a file where nothing can redirect it; returns what twine said when it failed."""
    elsewhere = ["--repository-url", target.upload_url, "--config-file", os.devnull]
    where = ["--repository", target.name] if target.in_pypirc else elsewhere
    drop = ("TWINE_",) if target.login else ("TWINE_REPOSITORY", "TWINE_NON_INTERACTIVE")
    env = environment(drop, COLUMNS="500", **target.login)
    try:
        run(*TWINE, *where, str(path), cwd=path.parent, env=env, limit=limit)
    except Failed as failure:
        return failure.output
    return None


def credentials(target: Target) -> str | None:
    """Say where twine would find the credentials for an index, never what they are; None for nowhere."""
    if target.login:
        return "the rehearsal's own"
    if os.environ.get("TWINE_PASSWORD"):
        return "the environment (TWINE_PASSWORD)"
    section = get_config(DEFAULT_CONFIG_FILE).get(target.name, {})
    if section.get("password"):
        return f".pypirc, section {target.name}"
    import keyring.errors  # noqa: PLC0415 - slow to import and seldom needed

    user = os.environ.get("TWINE_USERNAME") or section.get("username") or USER
    with suppress(keyring.errors.KeyringError, RuntimeError):
        return "the keyring" if keyring.get_password(target.upload_url, user) else None
    return None


def _refused(target: Target, path: Path, output: str) -> Stop:
    rows = [row.strip() for row in output.splitlines() if row.strip()]
    words = "\n".join(dict.fromkeys(filter(REASONS.match, rows))) or rows[-1]
    if "already been used" in words:
        return target.spent(f"{words}\nThe index never takes the name {path.name} again", path.name)
    token = f"Look at the token with `make preflight`; a new one: {target.page('manage/account/token/')}\n"
    return Stop(
        f"{target.name} did not take {path.name}:\n{words}",
        (token if re.search(r"HTTPError: 40[13]|NonInteractive", output) else "") + AGAIN,
        "Nothing is lost: the commit is pushed, the built files are kept, and no tag was made.",
    )
