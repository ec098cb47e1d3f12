"""A plugin of pytest: with --budget it measures what tests cost, and holds the total to a number.

pytest-xdist runs this module in each worker, where the tests run, and in the process that started
the workers, which hears at their end what they measured. Each worker runs one test at a time.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest

from testkit.costs import (
    Cost,
    Costs,
    cpu_seconds,
    read,
    table,
    time_loop,
    verdict,
    write,
)

KEY = "shipyard_costs"
SECONDS_BETWEEN_LOOPS = 10
LOOPS_AT_FIRST = 5
NAME = pytest.StashKey[str]()
CHECKED = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the two options."""
    group = parser.getgroup("budget", "what tests may cost")
    group.addoption(
        "--budget",
        metavar="FILE",
        help="measure CPU time; a whole run fails when it costs too much",
    )
    group.addoption(
        "--raise-budget",
        action="store_true",
        help="write to that file what a whole run costs now",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Measure only when somebody asks for it."""
    if config.getoption("budget"):
        config.pluginmanager.register(Meter(config), "shipyard-budget")


@pytest.hookimpl(tryfirst=True)  # xdist adds the group to a name after this
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Run the fast tests first, to tell most mistakes soon, and of the others the dearest first."""
    file = config.getoption("budget")
    dearest = read(Path(file)).dearest if file else []
    for item in items:
        item.stash[NAME] = item.nodeid
    items.sort(key=lambda item: _turn(item, dearest))


def _turn(item: pytest.Item, dearest: list[str]) -> tuple[bool, int, bool]:
    """When a test's turn is; whole pipelines cost more than most."""
    name = item.stash[NAME]
    position = dearest.index(name) if name in dearest else len(dearest)
    return _is_slow(item), position, item.get_closest_marker("runners") is None


def _is_slow(item: pytest.Item) -> bool:
    return item.get_closest_marker("slow") is not None


class Meter:
    """Measures each test in this process, collects what workers measured, and checks the whole."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.file = Path(config.getoption("budget"))
        self.costs = Costs()
        self.next_loop = 0.0

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Measure one test with its fixtures; a shared fixture counts for the first test."""
        self._time_loops()
        before = cpu_seconds()
        try:
            return (yield)
        finally:
            used = cpu_seconds() - before
            self.costs.tests.append(Cost(item.stash[NAME], used, _is_slow(item)))

    def _time_loops(self) -> None:
        """Time the loop now and then, because how busy a machine is changes."""
        if time.monotonic() < self.next_loop:
            return
        times = 1 if self.costs.loops else LOOPS_AT_FIRST
        self.costs.loops += [time_loop() for _ in range(times)]
        self.next_loop = time.monotonic() + SECONDS_BETWEEN_LOOPS

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what a worker measured; one that crashed says nothing, and fails the run."""
        sent = getattr(node, "workeroutput", {}).get(KEY)
        if sent:
            self.costs.add(
                Costs([Cost(*test) for test in sent["tests"]], sent["loops"])
            )

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A worker sends what it measured. The process that started it checks that."""
        if hasattr(self.config, "workeroutput"):
            tests = [list(astuple(test)) for test in self.costs.tests]
            self.config.workeroutput[KEY] = {"tests": tests, "loops": self.costs.loops}
        elif self._is_whole(session):
            self._check(session)

    def _is_whole(self, session: pytest.Session) -> bool:
        """Whether every test ran and passed; a part of them proves nothing about the total."""
        narrowing = ("keyword", "markexpr", "deselect", "lf")
        is_part = any(self.config.getoption(name, None) for name in narrowing)
        from_settings = self.config.args_source is pytest.Config.ArgsSource.TESTPATHS
        is_complete = session.exitstatus == pytest.ExitCode.OK and bool(
            self.costs.tests
        )
        return is_complete and from_settings and not is_part

    def _check(self, session: pytest.Session) -> None:
        self.config.stash[CHECKED] = True
        if self.config.getoption("raise_budget"):
            write(self.file, self.costs)
        elif not read(self.file).allows(self.costs):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Print the dearest tests and the total before the last line, which stays pytest's."""
        if not self.costs.tests:
            return
        terminalreporter.section("what the tests cost")
        for line in table(self.costs):
            terminalreporter.write_line(line)
        if self.config.stash.get(CHECKED, False):
            budget = read(self.file)
            words = verdict(self.costs, budget)
            terminalreporter.write_line(words, red=not budget.allows(self.costs))
        else:
            terminalreporter.write_line(
                "The budget is about whole runs that pass; this is another."
            )
