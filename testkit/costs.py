"""What tests cost, in CPU time and in loops: the figures, the budget's file, and the words."""

from __future__ import annotations

import json
import os
import statistics
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

STEPS = 500_000
MARGIN = 4 / 3
"""So much of the budget may be used before a run fails: no two machines are quite alike."""
FAST = 5.0
"""A test that costs more CPU seconds than this ought to be marked slow."""
SHOWN = 10
HEAD = """\
# What all tests together may cost. `make test-all` ends with what they did cost, and fails when
# that is more than a third above this number. A loop is a fixed piece of Python that is timed in
# the same run, so that a slow or busy machine does not change the number much.
#
# To raise it, run `make test-all ARGS=--raise-budget` on an idle machine. That writes this file.
# Commit it alone, with the reason.
"""


@dataclass(frozen=True)
class Cost:
    """The CPU seconds of one test, with its fixtures and all programs that it started."""

    name: str
    seconds: float
    slow: bool


@dataclass
class Costs:
    """The tests that ran, and how long the loop took each time that it was timed meanwhile."""

    tests: list[Cost] = field(default_factory=list)
    loops: list[float] = field(default_factory=list)

    def add(self, other: Costs) -> None:
        """Take over what another process measured."""
        self.tests += other.tests
        self.loops += other.loops

    @property
    def seconds(self) -> float:
        return sum(test.seconds for test in self.tests)

    @property
    def in_loops(self) -> int:
        return round(self.seconds / statistics.median(self.loops))

    @property
    def dearest(self) -> list[Cost]:
        """The tests that cost most, the dearest first."""
        return sorted(self.tests, key=lambda test: -test.seconds)[:SHOWN]

    @property
    def dearest_files(self) -> list[tuple[str, float]]:
        """The files whose tests cost most together, the dearest first, in CPU seconds."""
        files: defaultdict[str, float] = defaultdict(float)
        for test in self.tests:
            files[test.name.partition("::")[0]] += test.seconds
        return sorted(files.items(), key=lambda file: -file[1])[:SHOWN]

    @property
    def mismarked(self) -> list[Cost]:
        """The tests that are slow and not marked so."""
        return [test for test in self.tests if test.seconds > FAST and not test.slow]


@dataclass(frozen=True)
class Budget:
    """The committed number, and the tests that cost most when it was written."""

    loops: int
    dearest: list[str]

    def allows(self, costs: Costs) -> bool:
        return costs.in_loops <= self.loops * MARGIN


_elsewhere: list[float] = []


def count_elsewhere(seconds: float) -> None:
    """Count what a program cost that ran for this process, and that another one waited for."""
    _elsewhere.append(seconds)


def cpu_seconds() -> float:
    """Return the CPU time of this process so far, and of the programs that ran for it."""
    now = os.times()
    own = now.user + now.system + now.children_user + now.children_system
    return own + sum(_elsewhere)


def time_loop() -> float:
    """Run a fixed piece of pure Python, and return its CPU seconds."""
    started = time.thread_time()
    counts: dict[int, int] = {}
    for number in range(STEPS):
        key = number % 1000
        counts[key] = counts.get(key, 0) + number * number % 7
    return time.thread_time() - started


def read(path: Path) -> Budget:
    """Read the budget's file."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Budget(table["loops"], table["dearest"])


def write(path: Path, costs: Costs) -> None:
    """Make what this run cost the budget."""
    names = "".join(
        f"    {json.dumps(test.name, ensure_ascii=False)},\n" for test in costs.dearest
    )
    reason = "# These start first, so that none is left for the end."
    text = f"{HEAD}loops = {costs.in_loops}\n{reason}\n"
    path.write_text(f"{text}dearest = [\n{names}]\n", encoding="utf-8")


def table(costs: Costs) -> Iterator[str]:
    """The dearest tests, those that are mismarked, and the total."""
    yield "CPU seconds of the dearest tests, with all that they started:"
    for test in costs.dearest:
        yield f"  {test.seconds:7.1f}  {test.name}"
    yield "CPU seconds of the dearest files:"
    for file, seconds in costs.dearest_files:
        yield f"  {seconds:7.1f}  {file}"
    if costs.mismarked:
        yield f"Mismarked: these cost more than {FAST:g} CPU seconds and are not marked slow:"
        for test in costs.mismarked:
            yield f"  {test.seconds:7.1f}  {test.name}"
    loop = statistics.median(costs.loops)
    count = len(costs.tests)
    yield (
        f"Total: {costs.seconds:.0f} CPU seconds for {count} tests, "
        f"which is {costs.in_loops} loops of {loop:.3f} s."
    )


def verdict(costs: Costs, budget: Budget) -> str:
    """Say whether the run kept to the budget, and what to do if it did not."""
    part = costs.in_loops / budget.loops
    if budget.allows(costs):
        return f"That is {part:.2f} of the budget, which is {budget.loops} loops."
    return (
        f"That is {part:.2f} of the budget, which is {budget.loops} loops; "
        f"{MARGIN:.2f} is allowed. Make the dearest tests cheaper. If the new cost is right, run "
        "`make test-all ARGS=--raise-budget` and commit tests/budget.toml with the reason."
    )
