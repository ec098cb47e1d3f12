"""Checking every answer, in an interpreter that has only just started, as a hook does it."""

from __future__ import annotations

import json
import sys
import timeit

from bench.frame import Contender, measure, report, run, scratch, user_environment
from shipyard import questions, rules
from testkit.tree import ROOT

ROUNDS = 25
CHECK = """
import sys
sys.path[0] = {home!r}
from shipyard import questions, rules
questions.remember({choices!r})
assert not rules.lines({answers!r})
"""


def main() -> None:
    """Time the check of every answer, and print the table."""
    answers = defaults()
    check = CHECK.format(home=str(ROOT), choices=questions.choices(), answers=answers)
    with scratch() as folder:
        env = user_environment(folder)
        bare = interpreter("an interpreter that does nothing", "pass", env)
        checking = interpreter("checks every answer", check, env)
        measure([bare, checking], ROUNDS)
    report("Answers", [bare, checking], against=bare, target="20 ms more than nothing")
    warm = min(timeit.repeat(lambda: rules.lines(answers), number=100, repeat=5)) / 100
    print(
        f"\n  {1000 * (checking.median - bare.median):.1f} ms for imports and checks",
        end="",
    )
    print(f"; {1000 * warm:.2f} ms for the checks alone, once imported")


def interpreter(name: str, code: str, env: dict[str, str]) -> Contender:
    """Start an interpreter that runs `code`."""
    return Contender(
        name, lambda folder: run(sys.executable, "-c", code, cwd=folder, env=env)
    )


def defaults() -> dict[str, str]:
    """The answers of somebody who accepts every default."""
    questions = json.loads((ROOT / "cookiecutter.json").read_text(encoding="utf-8"))
    answers: dict[str, str] = {}
    for name, default in questions.items():
        if not name.startswith("_"):
            answers[name] = default[0] if isinstance(default, list) else default
    for question, (source, derive) in rules.DERIVED.items():
        answers[question] = derive(answers[source])
    return answers
