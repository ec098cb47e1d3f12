"""Runners and browsers: whether they are here, and what to type when they are not."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

from testkit import running

NODE = Path(__file__).resolve().parents[1] / ".venv/node/node_modules/.bin"
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
REQUIRED = "SHIPYARD_RUNNERS"
"""Set to `required`, as .ci/run does, a missing runner is a failure and not a skip."""


def find(name: str) -> Path | None:
    """Return where a program is: of this environment, of `make runners`, or of this machine."""
    found = running.program(name) or shutil.which(name, path=str(NODE))
    return Path(found) if found else None


def browser() -> Path | None:
    """Return where a browser of Chromium's family is."""
    return next(filter(None, map(find, BROWSERS)), None)


def need(*names: str) -> Path:
    """Return where the first program is.

    When one is missing, skip the test and say what installs it.
    """
    missing = [name for name in names if find(name) is None]
    if missing:
        _do_without(" and ".join(missing))
    return Path(str(find(names[0])))


def need_browser() -> Path:
    """Return where a browser of Chromium's family is.

    Without one, skip the test and say what installs it.
    """
    return browser() or _do_without("Chromium")


def _do_without(what: str) -> NoReturn:
    stop = pytest.fail if os.environ.get(REQUIRED) == "required" else pytest.skip
    stop(
        f"{what} not found: `make runners` installs what runs pipelines and opens websites in tests"
    )
