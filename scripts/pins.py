"""Refresh the pins in templates/pins.jinja, those of the checkers, and the table of Pythons.

Each pin is looked up by the program that knows best: git for actions, docker for images, pip for
tools. What changed is printed. A pin whose program or network is missing stays as it is, and the
last line says so. The versions of Python and their dates come first: `scripts/pythons.py`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts import pythons
from scripts.asking import LookupFailedError, said

ROOT = Path(__file__).resolve().parents[1]
PINS = Path("templates/pins.jinja")
PIN = re.compile(r'^\{%- set \w+ = "(?P<text>[^"]+)" -%\}$', re.MULTILINE)
ACTION = re.compile(
    r"(?P<name>[\w.-]+/[\w.-]+)@(?P<digest>[0-9a-f]{40}) # (?P<version>v[\d.]+)"
)
REVISION = re.compile(r"(?P<name>[\w.-]+/[\w.-]+)@(?P<version>v[\d.]+)")
IMAGE = re.compile(r"(?P<name>[\w./-]+:[\w.-]+)@(?P<digest>sha256:[0-9a-f]{64})")
TOOL = re.compile(r"(?P<name>[\w-]+)(?P<extra>\[\w+\])?==(?P<version>[\d.]+)")
# The checkers of generated projects, a dependency group of this repository.
CHECKERS = Path("pyproject.toml")
CHECKER = re.compile(r'^    "(?P<text>[\w-]+(\[\w+\])?==[\d.]+)",$', re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """What became of one pin."""

    name: str
    before: str
    after: str
    problem: str = ""

    def __str__(self) -> str:
        if self.problem:
            return f"kept      {self.name}: {self.problem}"
        if self.before == self.after:
            return f"current   {self.name}"
        return f"raised    {self.name}\n          from {self.before}\n          to   {self.after}"


def read(root: Path) -> list[str]:
    """Return the pins as the files write them, each once."""
    places = ((PINS, PIN), (CHECKERS, CHECKER))
    texts = [
        (root / path, pattern) for path, pattern in places if (root / path).exists()
    ]
    found: list[str] = []
    for path, pattern in texts:
        text = path.read_text(encoding="utf-8")
        found.extend(pin["text"] for pin in pattern.finditer(text))
    return list(dict.fromkeys(found))


def newest_action(pin: re.Match[str], host: str) -> str:
    """Return the pin of an action's newest release: the commit, and the tag behind it."""
    tag, commit = _newest_tag(host, pin["name"])
    return f"{pin['name']}@{commit} # {tag}"


def newest_revision(pin: re.Match[str], host: str) -> str:
    """Return the pin of a repository's newest release by its tag."""
    return f"{pin['name']}@{_newest_tag(host, pin['name'])[0]}"


def newest_image(pin: re.Match[str], _host: str) -> str:
    """Return the pin of the image that its tag means today, for the Python of pipelines."""
    in_pipelines = pythons.table(ROOT)["IN_PIPELINES"]
    # Without the name of a Debian, which would be an old one some day.
    name = re.sub(r"^python:.*", f"python:{in_pipelines}", pin["name"])
    inspect = (
        "docker",
        "buildx",
        "imagetools",
        "inspect",
        "--format",
        "{{.Manifest.Digest}}",
    )
    digest = said(*inspect, name)
    return f"{name}@{digest.strip()}"


def newest_tool(pin: re.Match[str], _host: str) -> str:
    """Return the pin of a tool's newest release."""
    output = said(sys.executable, "-m", "pip", "index", "versions", pin["name"])
    found = re.search(r"\(([\d.]+)\)", output)
    if found is None:
        raise LookupFailedError("pip names no version")
    return f"{pin['name']}{pin['extra'] or ''}=={found[1]}"


KINDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], str]], ...] = (
    (ACTION, newest_action),
    (REVISION, newest_revision),
    (IMAGE, newest_image),
    (TOOL, newest_tool),
)


def look_up(pin: str, host: str) -> Outcome:
    """Find out what a pin should be today; a lookup that fails leaves it as it is."""
    for pattern, newest in KINDS:
        found = pattern.fullmatch(pin)
        if found:
            try:
                return Outcome(found["name"], pin, newest(found, host))
            except LookupFailedError as reason:
                return Outcome(found["name"], pin, pin, problem=str(reason))
    return Outcome(
        pin, pin, pin, problem="this is not how an action, image or tool is pinned"
    )


def users(root: Path) -> Iterator[Path]:
    """Yield the files that hold a pin: the project's, the checkers', and our own workflows."""
    yield from (root / path for path in (PINS, CHECKERS) if (root / path).exists())
    yield from sorted((root / ".github/workflows").glob("*.yml"))


def refresh(root: Path, host: str) -> list[Outcome]:
    """Look every pin up and write what changed."""
    told = [refresh_pythons(root, host)] if (root / pythons.TABLE).exists() else []
    outcomes = [look_up(pin, host) for pin in read(root)]
    for path in users(root):
        old = path.read_text(encoding="utf-8")
        text = old
        for outcome in outcomes:
            text = text.replace(outcome.before, outcome.after)
        if text != old:
            path.write_text(text, encoding="utf-8")
    return [*told, *outcomes]


def refresh_pythons(root: Path, host: str) -> Outcome:
    """Refresh the table of Pythons; a lookup that fails leaves it as it is."""
    before = pythons.summary(root)
    try:
        pythons.refresh(root, host)
    except LookupFailedError as reason:
        return Outcome("Python", before, before, problem=str(reason))
    return Outcome("Python", before, pythons.summary(root))


def _newest_tag(host: str, repository: str) -> tuple[str, str]:
    """Return the newest tag of three numbers and its commit; v3, which moves, does not count."""
    output = said("git", "ls-remote", "--tags", f"{host}/{repository}")
    rows = [row.split("\t") for row in output.splitlines()]
    commits = {name.removeprefix("refs/tags/"): commit for commit, name in rows}
    tags = [tag for tag in commits if re.fullmatch(r"v\d+\.\d+\.\d+", tag)]
    if not tags:
        raise LookupFailedError("it has no tag like v1.2.3")
    newest = max(tags, key=lambda tag: [int(number) for number in tag[1:].split(".")])
    return newest, commits.get(f"{newest}^{{}}", commits[newest])


def main(arguments: list[str] | None = None) -> int:
    """Refresh the pins; 1 when one could not be looked up."""
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument(
        "--github",
        default="https://github.com",
        help="where the actions' repositories are",
    )
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    outcomes = refresh(options.root, options.github)
    print(*outcomes, sep="\n")
    kept = sum(bool(outcome.problem) for outcome in outcomes)
    if kept:
        print(
            f"{kept} of {len(outcomes)} were not looked up and stay as they are; "
            "try again with a network."
        )
    return 1 if kept else 0


if __name__ == "__main__":
    sys.exit(main())
