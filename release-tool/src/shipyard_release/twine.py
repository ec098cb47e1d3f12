"""twine: its settings in .pypirc, its check of distributions, and its upload of one file.

No other module speaks to twine, so a release of twine that moves something is told here, in one
line, and commands that do not need it still work.
"""

from __future__ import annotations

import re
from configparser import Error as ConfigParserError
from importlib import import_module
from pathlib import Path
from typing import Any

from shipyard_release.errors import Again, Delete, Edit, Stop
from shipyard_release.process import PYTHON, ProgramFailed, environment, run

UPLOAD = ("upload", "--non-interactive", "--disable-progress-bar", "--verbose")
REASON = re.compile(r"(ERROR|HTTPError|[\w.]+Error:|[\w.]+Exception:)|.*(4|5)\d\d ")
FINAL = re.compile(
    r"HTTPError: 4(?!08|25|29)\d\d|NonInteractive|InvalidConfiguration|InvalidDistribution"
)
LOGIN_REFUSED = re.compile(r"HTTPError: 40[13]|NonInteractive")


def sections() -> dict[str, dict[str, str | None]]:
    """Return the indexes that .pypirc names, with what it says of each.

    Raises `Stop` when the file cannot be read.
    """
    get_config = _part("twine.utils", "get_config")
    file = _part("twine.utils", "DEFAULT_CONFIG_FILE")
    twine_error = _part("twine.exceptions", "TwineException")
    try:
        found: dict[str, dict[str, str | None]] = get_config(file)
    except (twine_error, ConfigParserError) as error:
        remedies = (Edit(".pypirc", "correct"), Again())
        raise Stop("pypirc-unreadable", *remedies, error=str(error)) from None
    return found


def test_index() -> str:
    """Return the upload address of TestPyPI, as twine knows it."""
    return str(_part("twine.utils", "TEST_REPOSITORY"))


def check(paths: list[Path]) -> None:
    """Run `twine check --strict`; raises `ProgramFailed` with what it found."""
    run(*PYTHON, "twine", "check", "--strict", *map(str, paths))


def send(
    path: Path, where: tuple[str, ...], *, login: dict[str, str], limit: float
) -> Failure | None:
    """Upload one file and return how it failed, or None.

    `where` holds the options that name the index, `login` twine's variables of a rehearsal, and
    `limit` is in seconds. It runs where nothing in the environment can redirect it.
    """
    drop = ("TWINE_",) if login else ("TWINE_REPOSITORY", "TWINE_NON_INTERACTIVE")
    variables = environment(drop=drop, COLUMNS="500", **login)
    command = (*PYTHON, "twine", *UPLOAD, *where, str(path))
    try:
        run(*command, cwd=path.parent, env=variables, limit=limit)
    except ProgramFailed as failure:
        return Failure(failure.output)
    return None


class Failure:
    """What twine printed about an upload that failed."""

    def __init__(self, output: str) -> None:
        self.output = output

    @property
    def reason(self) -> str:
        """The lines that give the reason, each once."""
        rows = [row.strip() for row in self.output.splitlines() if row.strip()]
        reasons = dict.fromkeys(row for row in rows if REASON.match(row))
        return "\n".join(reasons) or rows[-1]

    @property
    def is_final(self) -> bool:
        """Whether sending the same file again cannot help."""
        return FINAL.search(self.output) is not None

    @property
    def is_about_login(self) -> bool:
        """Whether the index refused the person, not the file."""
        return LOGIN_REFUSED.search(self.output) is not None

    @property
    def name_was_used(self) -> bool:
        """Whether the index had a file of this name before, which it never takes again."""
        return "already been used" in self.output


def _part(module: str, name: str) -> Any:
    """Return a part of twine; raises `Stop` when this twine does not have it."""
    try:
        return getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        remedies = (Delete(".venv-release", label="made-again"), Again())
        raise Stop("twine-changed", *remedies, error=str(error)) from None
