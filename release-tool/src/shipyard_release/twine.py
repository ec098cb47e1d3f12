"""twine: its settings in .pypirc, its check of distributions, and its upload of one file.

No other module speaks to twine, so a release of twine that moves something is told here, in one
line, and commands that do not need it still work.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from configparser import Error as ConfigParserError
from importlib import import_module
from pathlib import Path
from typing import Any

from shipyard_release.errors import Again, Delete, Edit, Stop
from shipyard_release.names import PYPI, TESTPYPI
from shipyard_release.process import (
    PYTHON,
    STYLES,
    ProgramFailed,
    environment,
    follow,
    run,
)

PYPIRC = "~/.pypirc"  # twine.utils.DEFAULT_CONFIG_FILE
TWINE = (*PYTHON, "twine", "--no-color")
UPLOAD = ("upload", "--non-interactive", "--verbose")
WIDE = "2000"  # columns: wider than any sentence, so that twine does not break it
WARNING = "WARNING"  # how a row of `twine check` begins
MOVING = "xterm"  # a kind of terminal on which twine's progress bar moves
# How much of a file was sent, as twine's progress bar shows it, such as ` 3.5/10.0 MB`.
SENT = re.compile(r"\s([\d,.]+/[\d,.]+ (?:bytes|[kMG]B))")
HTTP_ERROR = re.compile(r"HTTPError: (\d{3}) (.*) from \S+")
CLIENT_ERRORS = range(400, 500)
PASSING = (408, 425, 429)  # of 4xx, what can be otherwise in a moment
REDIRECTED = "RedirectDetected"
NO_LOGIN = "NonInteractive"
FINAL = (REDIRECTED, NO_LOGIN, "InvalidConfiguration", "InvalidDistribution")


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
        remedies = (Edit(PYPIRC, "correct"), Again())
        raise Stop("pypirc-unreadable", *remedies, error=str(error)) from None
    return found


def addresses() -> dict[str, str]:
    """Return the upload addresses of PyPI and TestPyPI, as twine knows them."""
    return {
        PYPI: str(_part("twine.utils", "DEFAULT_REPOSITORY")),
        TESTPYPI: str(_part("twine.utils", "TEST_REPOSITORY")),
    }


def check(paths: list[Path]) -> list[str]:
    """Run `twine check` and return what it warns of, which PyPI takes all the same.

    Raises `ProgramFailed` with what PyPI would refuse.
    """
    variables = environment(drop=(), COLUMNS=WIDE)
    printed = STYLES.sub("", run(*TWINE, "check", *map(str, paths), env=variables))
    rows = [row.strip() for row in printed.splitlines()]
    warnings = [
        row.removeprefix(WARNING).strip() for row in rows if row.startswith(WARNING)
    ]
    return list(dict.fromkeys(warnings))


def send(
    path: Path,
    where: tuple[str, ...],
    *,
    login: dict[str, str],
    limit: float,
    tell: Callable[[str], None],
) -> Failure | None:
    """Upload one file and return how it failed, or None.

    `where` holds the options that name the index, `login` twine's variables of a rehearsal, and
    `limit` is in seconds: the longest time without progress. `tell` is called with how much of the
    file was sent, such as `3.5/10.0 MB`. It runs where nothing in the environment can redirect it.
    """
    drop = ("TWINE_",) if login else ("TWINE_REPOSITORY", "TWINE_NON_INTERACTIVE")
    variables = environment(drop=drop, COLUMNS=WIDE, TERM=MOVING, **login)
    command = (*TWINE, *UPLOAD, *where, str(path))
    goes_on = Progress(tell).take
    try:
        follow(*command, cwd=path.parent, env=variables, silence=limit, goes_on=goes_on)
    except ProgramFailed as failure:
        return Failure(failure.output)
    return None


class Progress:
    """How much of a file was sent, read from what twine prints."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        """Take what is called with each new amount."""
        self._tell = tell
        self._amount = ""

    def take(self, printed: str) -> bool:
        """Take a part of the output, and return whether more was sent since the last one."""
        found = SENT.findall(printed)
        if not found or found[-1] == self._amount:
            return False
        self._amount = found[-1]
        self._tell(self._amount)
        return True


class Failure:
    """What twine printed about an upload that failed."""

    def __init__(self, output: str) -> None:
        """Take all that twine printed."""
        self.lines = _last_error(output)

    @property
    def status(self) -> int:
        """The status that the index answered with; 0 when there was no answer."""
        found = HTTP_ERROR.match(self.lines[0])
        return int(found[1]) if found else 0

    @property
    def reason(self) -> str:
        """The status and the words of the index, or what else went wrong, in one line."""
        found = HTTP_ERROR.match(self.lines[0])
        if not found:
            return " ".join(self.lines)
        words = " ".join(self.lines[1:]) or found[2]
        return f"{self.status} {words}"

    @property
    def is_final(self) -> bool:
        """Whether sending the same file again cannot help."""
        if self.status:
            return self.status in CLIENT_ERRORS and self.status not in PASSING
        return self.lines[0].startswith(FINAL)

    @property
    def is_redirect(self) -> bool:
        """Whether the index names another address for uploads."""
        return self.lines[0].startswith(REDIRECTED)

    @property
    def lacks_login(self) -> bool:
        """Whether twine found no user or password."""
        return self.lines[0].startswith(NO_LOGIN)


def _last_error(output: str) -> list[str]:
    """Return the lines of twine's last error, without HTML, or else the last line."""
    lines: list[str] = []
    is_error = False
    for row in output.splitlines():
        text = row.strip()
        if row.startswith("ERROR "):
            lines = []
            text = text.removeprefix("ERROR").strip()
            is_error = True
        elif not row.startswith(" "):
            is_error = False
        if is_error and text and not text.startswith("<"):
            lines.append(text)
    return lines or [[row.strip() for row in output.splitlines() if row.strip()][-1]]


def _part(module: str, name: str) -> Any:
    """Return a part of twine; raises `Stop` when this twine does not have it."""
    try:
        return getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        remedies = (Delete(".venv-release", label="made-again"), Again())
        raise Stop("twine-changed", *remedies, error=str(error)) from None
