"""What tests cost is measured, told and limited."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from testkit import costs
from testkit.costs import Budget, Cost, Costs
from testkit.running import environment

Done = subprocess.CompletedProcess[str]

SUITE = """\
import subprocess
import sys
import time

import pytest

WORK = "import time\\nwhile time.process_time() < 0.6: pass"


@pytest.mark.slow
def test_that_waits():
    time.sleep(0.6)


@pytest.mark.xdist_group("here")
@pytest.mark.slow
def test_of_a_program():
    subprocess.run([sys.executable, "-c", WORK], check=True)


def test_cheap():
    pass
"""


GROUP = """
import os
from pathlib import Path

import pytest


@pytest.mark.xdist_group("together")
@pytest.mark.parametrize("number", range(6))
def test_it(number):
    Path("processes", str(os.getpid())).touch()
"""


@pytest.fixture(name="suite")
def _suite(tmp_path: Path) -> Callable[..., Done]:
    """Run three small tests with the plugin, in workers or without, within a budget."""
    settings = "[pytest]\ntestpaths = suite\nmarkers =\n    slow: x\n    runners: x\n"
    (tmp_path / "pytest.ini").write_text(settings, encoding="utf-8")
    (tmp_path / "suite").mkdir()
    (tmp_path / "suite/test_it.py").write_text(SUITE, encoding="utf-8")

    def run(*words: str, loops: int = 100_000, workers: int = 0) -> Done:
        budget = f'loops = {loops}\ndearest = ["suite/test_it.py::test_of_a_program"]\n'
        (tmp_path / "budget.toml").write_text(budget, encoding="utf-8")
        # Other plugins take seconds to start, and are not what this is about.
        options = ["-p", "xdist", "-n", str(workers), "--dist", "loadgroup"]
        options += ["-p", "testkit.budget", "--budget", "budget.toml"]
        command = [sys.executable, "-m", "pytest", *options, *words]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=environment(PYTEST_DISABLE_PLUGIN_AUTOLOAD="1"),
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.slow
def test_a_whole_run_within_the_budget_tells_what_its_tests_cost(suite):
    """Programs that a test started count, waiting does not, and the last line is pytest's."""
    done = suite(workers=2)
    lines = done.stdout.splitlines()
    rows = re.findall(
        r"^ +([\d.]+)  suite/test_it.py::(\w+)$", done.stdout, re.MULTILINE
    )
    seconds = {name: float(figure) for figure, name in rows}

    assert done.returncode == 0, done.stdout
    assert seconds["test_of_a_program"] >= 0.6
    assert seconds["test_that_waits"] < 0.3
    assert "of the budget, which is 100000 loops." in lines[-2]
    assert "3 passed" in lines[-1]


def test_a_run_that_costs_too_much_fails_although_every_test_passes(suite):
    """The exit status is that of failed tests, and the words say what to do."""
    done = suite(loops=1)

    assert done.returncode == 1
    assert "Make the dearest tests cheaper." in done.stdout
    assert "3 passed" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("words", [("-k", "program"), ("suite/test_it.py",)])
def test_a_part_of_the_tests_is_not_held_to_the_budget(suite, words):
    """A run of some tests tells what they cost, and no more."""
    done = suite(*words, loops=1)

    assert done.returncode == 0, done.stdout
    assert "test_of_a_program" in done.stdout
    assert "The budget is about whole runs that pass" in done.stdout


def test_a_new_budget_is_written_from_a_run(suite, tmp_path):
    """With --raise-budget the file holds what this run cost, and what starts first next time."""
    done = suite("--raise-budget", loops=1)
    budget = costs.read(tmp_path / "budget.toml")

    assert done.returncode == 0, done.stdout
    assert "That is 1.00 of the budget" in done.stdout
    assert budget.loops > 1
    assert budget.dearest[0] == "suite/test_it.py::test_of_a_program"


def test_fast_tests_come_first_and_then_the_dearest(suite):
    """Most mistakes are told soon, and no long test is left for the end."""
    listed = suite("--collect-only", "-q").stdout

    order = ["test_cheap", "test_of_a_program", "test_that_waits"]
    assert re.findall(r"::(test_\w+)", listed) == order


def test_the_tests_of_a_group_run_in_one_process(suite, tmp_path):
    """So what they share is made once; this fails with plugins that do not fit each other."""
    (tmp_path / "processes").mkdir()
    (tmp_path / "suite/test_group.py").write_text(GROUP, encoding="utf-8")

    done = suite("suite/test_group.py", workers=2)

    assert "6 passed" in done.stdout
    assert len(list(tmp_path.joinpath("processes").iterdir())) == 1


@pytest.mark.parametrize(("loops", "allowed"), [(75, True), (74, False)])
def test_a_third_more_is_allowed(loops, allowed):
    """A hundred loops are allowed by a budget of seventy-five and not by a smaller one."""
    hundred = Costs([Cost("a", 10.0, slow=True)], [0.1])

    assert Budget(loops, []).allows(hundred) is allowed


def test_a_slower_machine_changes_nothing():
    """The cost is counted in loops, and a slow moment among many does not change that."""
    fast = Costs(
        [Cost("a", 3.0, slow=False), Cost("b", 1.0, slow=True)], [0.1, 0.1, 0.9]
    )
    slow = Costs(
        [Cost("a", 6.0, slow=False), Cost("b", 2.0, slow=True)], [0.2, 0.2, 0.1]
    )

    assert fast.in_loops == slow.in_loops == 40


def test_a_test_that_is_slow_and_not_marked_so_is_named():
    """Only what costs more than five CPU seconds without the mark is mismarked."""
    tests = [
        Cost("a", 5.1, slow=False),
        Cost("b", 4.9, slow=False),
        Cost("c", 9.0, slow=True),
    ]
    lines = list(costs.table(Costs(tests, [0.1])))
    told = lines[
        lines.index(next(line for line in lines if line.startswith("Mismarked")))
        + 1 : -1
    ]

    assert [line.split()[-1] for line in told] == ["a"]


def test_the_files_that_cost_most_together_are_shown():
    """What the tests of one file cost together is shown, the dearest file first."""
    tests = [
        costs.Cost("test_few.py::test_one", 3.0, slow=False),
        costs.Cost("test_many.py::test_one", 2.0, slow=False),
        costs.Cost("test_many.py::test_other", 2.0, slow=False),
    ]
    lines = list(costs.table(costs.Costs(tests, [0.1])))
    start = lines.index("CPU seconds of the dearest files:")

    assert [line.split() for line in lines[start + 1 : start + 3]] == [
        ["4.0", "test_many.py"],
        ["3.0", "test_few.py"],
    ]
