"""Is the name still free? It is looked up on the index that pip is configured for, and never long.

pip knows the user's mirrors, proxies and certificates. What an index shows is not all that it
decides by, so a name can at best seem to be free.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator

from shipyard.rules.reserved import STDLIB
from shipyard.wizard import asking
from shipyard.wizard.asking import MARK

LIMIT = 2.0
# PyPI compares names with these taken for each other (`ultranormalize_name` in its source): `l10n`
# collides with `lion`. It is not in PEP 503, so other indexes may differ.
LOOK_ALIKES = str.maketrans(
    {"l": "1", "i": "1", "o": "0", ".": None, "_": None, "-": None}
)
ALIKE = {"1": "li", "0": "o", "l": "i1", "i": "l1", "o": "0"}
MOST_SPELLINGS = 24
FAMOUS = """
    aiohttp boto3 botocore certifi django fastapi flask httpx idna jinja2 matplotlib mypy numpy
    openai pandas pillow pip poetry pydantic pytest redis requests rich scikit-learn scipy
    setuptools six sqlalchemy tensorflow torch transformers twine urllib3 uvicorn wheel
""".split()


class Lookup:
    """Questions to the index, asked in the background: for the name, then for its spellings."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.deadline = time.monotonic() + LIMIT
        self.told = False
        self.spellings = spellings(name)
        self.process: subprocess.Popen[str] | None = None
        command = _command([name, *self.spellings])
        if command:
            self._start(command)

    def _start(self, command: list[str]) -> None:
        import tempfile  # the first question should not wait for it

        # A pipe could not be read before its end, and what was found until then counts. `_read`
        # closes the file.
        self.output = tempfile.TemporaryFile(  # noqa: SIM115
            "w+", encoding="utf-8", errors="replace"
        )
        try:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=self.output,
                stderr=subprocess.STDOUT,
                text=True,
            )
        except OSError:
            self.output.close()

    def result(self) -> str:
        """What can be said about the name, in one line, by the limit; and only once."""
        return self._say(max(self.deadline - time.monotonic(), 0.01))

    def warning(self) -> str:
        """A reason against the name, if one is known by now; this does not wait."""
        said = self._say(0)
        return said if said.endswith(REFUSED) else ""

    def _say(self, seconds: float) -> str:
        if self.told:
            return ""
        self.told = True
        if self.process is None:
            return _unchecked(self.name)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
        return _verdict(self.name, dict(_answers(self._read())))

    def _read(self) -> str:
        """End the process, and return what it has printed."""
        if self.process is None:
            return ""
        self.process.wait()
        self.process = None
        with self.output as file:
            file.seek(0)
            return file.read()

    def stop(self) -> None:
        """Forget the question."""
        if self.process:
            self.process.kill()
            self._read()


def spellings(name: str) -> list[str]:
    """Other names that PyPI takes for this one, the likelier ones first.

    There are many more; these differ in one place, or have no separators.
    """
    joined = name.replace("-", "")
    found = [joined]
    found += [base.replace("1", "l").replace("0", "o") for base in (name, joined)]
    found += _respelled(name)
    found += _divided(name)
    found += _respelled(joined)
    others = [other for other in dict.fromkeys(found) if other != name]
    return others[:MOST_SPELLINGS]


def _respelled(name: str) -> Iterator[str]:
    """The name with one letter or digit replaced by one that looks like it, or one hyphen less."""
    for place, letter in enumerate(name):
        for other in ALIKE.get(letter, ""):
            yield name[:place] + other + name[place + 1 :]
        if letter == "-":
            yield name[:place] + name[place + 1 :]


def _divided(name: str) -> Iterator[str]:
    """The name with one hyphen more."""
    for place in range(1, len(name)):
        if "-" not in name[place - 1 : place + 1]:
            yield f"{name[:place]}-{name[place:]}"


def _command(names: list[str]) -> list[str]:
    """How to ask with this environment's pip, else with the one on PATH: uvx makes none."""
    import importlib.util

    if importlib.util.find_spec("pip"):
        return [sys.executable, asking.__file__, *names]
    pip = shutil.which("pip") or shutil.which("pip3")
    if not pip:
        return []
    python = _interpreter(pip)
    if python:
        return [python, asking.__file__, *names]
    return [pip, "index", "versions", names[0], *asking.PIP_OPTIONS]


def _interpreter(script: str) -> str:
    """The Python in the first line of a script, or nothing for another line."""
    with open(script, "rb") as file:
        first = file.readline(1000)
    path = os.fsdecode(first[2:].strip()) if first.startswith(b"#!") else ""
    is_python = os.path.basename(path).startswith("python") and os.path.isfile(path)
    return path if is_python else ""


def _answers(said: str) -> Iterator[tuple[str, bool]]:
    """Each name that the index answered for, and whether there is a project of that name.

    pip ends alike for a free name and for no network. The pages that it tried to read tell them
    apart.
    """
    parts = said.split(MARK)
    if len(parts) == 1:
        parts = ["", f"\n{said}", ""]  # from a pip that was asked for one name
    # The last part may be the beginning of an answer.
    for part in parts[1:-1]:
        name, _, text = part.partition("\n")
        if text.strip() in (asking.TAKEN, asking.FREE):
            yield name, text.strip() == asking.TAKEN
            continue
        pages = text.count("Fetching project page")
        failures = re.findall(r"Could not fetch URL \S+ (.*)", text)
        if "Available versions:" in text or pages > len(failures):
            yield name, True
        elif failures and all(failure.startswith("404") for failure in failures):
            yield name, False


REFUSED = "a release under this name would be refused."


def _verdict(name: str, taken: dict[str, bool]) -> str:
    if taken.get(name, taken.get("")):
        return f'The name "{name}" is taken on your index: {REFUSED}'
    for other, is_taken in taken.items():
        if is_taken:
            similar = f'The name "{name}" is too similar to "{other}"'
            return f"{similar}, which is on your index: {REFUSED}"
    if name in taken or "" in taken:
        return f'The name "{name}" seems to be free; the index decides at the first upload.'
    return _unchecked(name)


def _unchecked(name: str) -> str:
    return f'The name "{name}" was not checked: no index answered.'


def resembles(name: str) -> str:
    """The well-known name that this one is, or could be mistaken for, as a line, or nothing.

    Nobody is asked for that.
    """
    if name in FAMOUS:
        return f'"{name}" is a well-known package: an index refuses that name.'
    import importlib.metadata  # slow to start, as above: the first question should not wait for it

    installed = [
        found.name for found in importlib.metadata.distributions() if found.name
    ]
    everything = [*sorted(STDLIB), *installed, *FAMOUS]
    known = {_skeleton(other): other for other in everything}
    other = known.get(_skeleton(name))
    if other is None or other.lower() == name:
        return ""
    return f'"{name}" is easily mistaken for "{other}": an index may refuse it.'


def _skeleton(name: str) -> str:
    return name.lower().translate(LOOK_ALIKES)
