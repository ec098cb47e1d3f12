"""Is the name still free? pip looks it up once on the user's own index, and never for long.

pip knows the user's mirrors, proxies and certificates. What an index shows is not all that it
decides by, so the best that can be said of a name is that it looks free.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time

from shipyard.words import STDLIB

LIMIT = 2.0
# An index compares names with these taken for each other: `l10n` collides with `lion`.
LOOK_ALIKES = str.maketrans({"l": "1", "i": "1", "o": "0", ".": None, "_": None, "-": None})
FAMOUS = """
    aiohttp boto3 botocore certifi django fastapi flask httpx idna jinja2 matplotlib mypy numpy
    openai pandas pillow pip poetry pydantic pytest redis requests rich scikit-learn scipy
    setuptools six sqlalchemy tensorflow torch transformers twine urllib3 uvicorn wheel
"""


class Lookup:
    """One question to the index, asked in the background."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.deadline = time.monotonic() + LIMIT
        self.told = False
        self.process = _ask(name)

    def result(self) -> str:
        """What can be said about the name, in one line, by the limit; and only once."""
        if self.told:
            return ""
        self.told = True
        if self.process is None:
            return _unchecked(self.name)
        process = self.process
        self.process = None
        try:
            said, _ = process.communicate(timeout=max(self.deadline - time.monotonic(), 0.01))
        except subprocess.TimeoutExpired:
            _end(process)
            return _unchecked(self.name)
        return _verdict(self.name, process.returncode, said)

    def stop(self) -> None:
        """Forget the question."""
        if self.process:
            _end(self.process)


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def _ask(name: str) -> subprocess.Popen[str] | None:
    pip = _pip()
    if not pip:
        return None
    command = [*pip, "index", "versions", name, "-vv", "--pre", "--ignore-requires-python"]
    options = [
        "--no-input",
        "--no-color",
        "--disable-pip-version-check",
        "--retries",
        "0",
        "--timeout",
        f"{LIMIT:.0f}",
    ]
    try:
        return subprocess.Popen(
            [*command, *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError:
        return None


def _pip() -> list[str]:
    """This environment's pip, else the one on PATH: uvx makes environments without."""
    import importlib.util

    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    found = shutil.which("pip") or shutil.which("pip3")
    return [found] if found else []


def _verdict(name: str, status: int, said: str) -> str:
    """What pip's output says about the name.

    pip ends alike for a free name and for no network. The pages that it tried to read tell them
    apart.
    """
    pages = said.count("Fetching project page")
    failures = re.findall(r"Could not fetch URL \S+ (.*)", said)
    if status == 0 or pages > len(failures):
        return f'The name "{name}" is taken on your index: a release under it would be refused.'
    if failures and all(failure.startswith("404") for failure in failures):
        return f'The name "{name}" looks free; the index decides at the first upload.'
    return _unchecked(name)


def _unchecked(name: str) -> str:
    return f'The name "{name}" was not checked: no index answered.'


def resembles(name: str) -> str:
    """The well-known name that this one could be mistaken for, as a line, or nothing.

    Nobody is asked for that.
    """
    import importlib.metadata  # slow to start, as above: the first question should not wait for it

    installed = [found.name for found in importlib.metadata.distributions() if found.name]
    everything = [*sorted(STDLIB), *installed, *FAMOUS.split()]
    known = {_skeleton(other): other for other in everything}
    other = known.get(_skeleton(name))
    if other is None or other.lower() == name:
        return ""
    return f'"{name}" is easily taken for "{other}": an index may refuse it.'


def _skeleton(name: str) -> str:
    return name.lower().translate(LOOK_ALIKES)
