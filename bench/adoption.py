"""Real packages from PyPI: each is adopted, compared, and its next patch release is rehearsed.

    python -m bench adoption              every package of adoption_packages.txt
    ADOPT="six toolz" python -m bench adoption

An sdist is not a git repository, so one is made of it, without what the build wrote into it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.frame import run, scratch, user_environment

PACKAGES = Path(__file__).with_name("adoption_packages.txt")
SECONDS = 1500
# The words for each ending in one row, by a text that the output has.
ENDINGS = (
    ("The package would change", "changed"),
    ("The package does not build", "does not build"),
    ("The rehearsal of the next release stopped", "rehearsal stopped"),
    ("These settings cannot be read", "asks"),
)
ADOPTED = "adopted and rehearsed"


@dataclass(frozen=True)
class Row:
    """What came of one package."""

    name: str
    ending: str
    why: str
    seconds: float


def main() -> None:
    """Adopt the packages one after another and print the table."""
    wanted = os.environ.get("ADOPT", "").split()
    rows = []
    for line in PACKAGES.read_text(encoding="utf-8").splitlines():
        requirement, _, _ = line.partition(" ")
        name = requirement.partition("==")[0]
        if not line or line.startswith("#") or (wanted and name not in wanted):
            continue
        row = adopted(name, line)
        print(
            f"  {row.name:26} {row.ending}  {row.why}  ({row.seconds:.0f} s)",
            flush=True,
        )
        rows.append(row)
    counted = Counter(row.ending for row in rows)
    print(f"\n| of {len(rows)} packages | |\n|--|--:|")
    for ending, number in counted.most_common():
        print(f"| {ending} | {number} |")
    if "changed" not in counted:
        print("| changed | none |")


def adopted(name: str, pin: str) -> Row:
    """Adopt one package, which is pinned by version and hash."""
    started = time.monotonic()
    with scratch() as folder:
        env = user_environment(folder)
        # The environments of the tool are shared by all packages.
        env["XDG_CACHE_HOME"] = os.environ.get(
            "ADOPT_CACHE", str(Path.home() / ".cache")
        )
        try:
            project = repository(fetched(pin, folder, env), folder / name, env)
        except SystemExit as failure:
            return Row(
                name, "not fetched", _last(str(failure)), time.monotonic() - started
            )
        options = ("--yes", "--ci", "none")
        command = [sys.executable, "-m", "shipyard", "adopt", str(project), *options]
        env["PYTHONPATH"] = str(Path(__file__).resolve().parents[1])
        try:
            done = subprocess.run(
                command,
                cwd=folder,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Row(name, "too slow", "", time.monotonic() - started)
        log = os.environ.get("ADOPT_LOGS")
        if log:
            Path(log, f"{name}.txt").write_text(done.stdout, encoding="utf-8")
        ending, why = _ending(done.stdout, done.returncode)
        return Row(name, ending, why, time.monotonic() - started)


def fetched(pin: str, folder: Path, env: dict[str, str]) -> Path:
    """Return the sdist that is pinned, fetched by pip from wherever this person installs from."""
    pins = folder / "pin.txt"
    pins.write_text(pin + "\n", encoding="utf-8")
    run(
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:",
        "--require-hashes", "--dest", folder / "sdist", "--requirement", pins,
        cwd=folder, env=env,
    )  # fmt: skip
    return next((folder / "sdist").iterdir())


def repository(sdist: Path, project: Path, env: dict[str, str]) -> Path:
    """Make a git repository with a bare origin of an sdist, as its maintainer would have it."""
    unpacked = project.with_name("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(unpacked, filter="data")
    [top] = unpacked.iterdir()
    top.rename(project)
    (project / "PKG-INFO").unlink(missing_ok=True)
    for written in project.rglob("*.egg-info"):
        shutil.rmtree(written)
    origin = project.with_name("origin.git")
    first = ("--initial-branch", "main")
    run("git", "init", "--quiet", "--bare", *first, origin, cwd=project, env=env)
    run("git", "init", "--quiet", *first, cwd=project, env=env)
    run("git", "add", "--all", "--force", cwd=project, env=env)
    run("git", "commit", "--quiet", "--message", "As released", cwd=project, env=env)
    run("git", "remote", "add", "origin", origin, cwd=project, env=env)
    run(
        "git",
        "push",
        "--quiet",
        "--set-upstream",
        "origin",
        "main",
        cwd=project,
        env=env,
    )
    return project


def _ending(said: str, status: int) -> tuple[str, str]:
    if status == 0:
        return ADOPTED, ""
    for words, ending in ENDINGS:
        if words in said:
            return ending, _why(said)
    return "refused", _last(said)


def _why(said: str) -> str:
    """Return the first reason in what was said: a row with a dash, an option or a difference."""
    found = re.search(r"^ +(?:- |--|[+~-] |sdist: )(.*)$", said, re.MULTILINE)
    return " ".join(found[0].split())[:110] if found else _last(said)


def _last(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1][:110] if lines else ""
