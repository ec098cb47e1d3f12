"""The frame of every bench: interleaved rounds, the median, a ratio, one table.

The machine that measures is never idle. Contenders therefore take turns within each round, in an
order that turns with the rounds, so that a slow moment hits all of them. Medians of many rounds are
compared.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

NEEDED = re.compile(
    r"PATH|SYSTEMROOT|TE?MP|LANG|(PIP|UV|SSL|REQUESTS)_\w+|\w+_PROXY", re.IGNORECASE
)


@dataclass
class Contender:
    """Something to time: `run` gets an empty folder each round; making that folder is not timed.

    With `in_cpu` the CPU time of the programs that it starts is taken, which a busy machine changes
    less.
    """

    name: str
    run: Callable[[Path], None]
    seconds: list[float] = field(default_factory=list)
    in_cpu: bool = field(default=False, kw_only=True)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def time(self, folder: Path) -> float:
        clock = cpu_of_programs if self.in_cpu else time.perf_counter
        started = clock()
        self.run(folder)
        return clock() - started


def cpu_of_programs() -> float:
    """Return the CPU seconds of all programs that this process started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(contenders: Sequence[Contender], rounds: int) -> None:
    """Run every contender once to warm up, then once in each of the counted rounds."""
    for number in range(rounds + 1):
        shift = number % len(contenders)
        for contender in (*contenders[shift:], *contenders[:shift]):
            with scratch() as folder:
                seconds = contender.time(folder)
            if number:
                contender.seconds.append(seconds)


def report(
    title: str, contenders: Sequence[Contender], *, against: Contender, target: str
) -> None:
    """Print a table.

    The ratio's range is that of the single rounds. It shows how noisy the machine was.
    """
    print(f"\n{title}  (median of {len(against.seconds)} rounds; target {target})\n")
    width = max(len(contender.name) for contender in contenders)
    for contender in contenders:
        each = [
            mine / base
            for mine, base in zip(contender.seconds, against.seconds, strict=True)
        ]
        ratio = contender.median / against.median
        spread = f"({min(each):.2f} to {max(each):.2f})"
        print(
            f"  {contender.name:{width}}  {contender.median:7.3f} s  {ratio:5.2f}  {spread}"
        )


@contextmanager
def scratch() -> Iterator[Path]:
    """An empty folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="shipyard-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def user_environment(home: Path) -> dict[str, str]:
    """The environment of a person with a git identity, who reaches the network as you do.

    Nothing else is set.
    """
    home.joinpath(".gitconfig").write_text(
        "[user]\n\tname = Bench\n\temail = bench@example.com\n", encoding="utf-8"
    )
    kept = {name: value for name, value in os.environ.items() if NEEDED.fullmatch(name)}
    return {
        **kept,
        "HOME": str(home),
        "USERPROFILE": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
    }


def run(*command: str | Path, cwd: Path, env: dict[str, str]) -> None:
    """Run a command quietly; when it fails, what it said is the message."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
