"""The pipeline of a push, run by the hosts' kind of runner, against its make targets by hand."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from bench.frame import Contender, measure, report, run, scratch, user_environment
from testkit import running
from testkit.index import serve
from testkit.machine import Machine
from testkit.runners import GitHub, GitLab
from testkit.tree import ROOT

ROUNDS = 3
OLDEST = "3.11"


def pythons() -> list[str]:
    """The Pythons of both ways: those that a default project supports and this machine has."""
    return [
        version for version in running.pythons() if int(version[2:]) >= int(OLDEST[2:])
    ]


def by_hand(machine: Machine, folder: Path) -> None:
    """Type every target in one clone; only another Python needs another .venv."""
    env = machine.environment()
    run("git", "clone", "--quiet", machine.remote, "clone", cwd=folder, env=env)
    clone = folder / "clone"
    for target in ("lint", "typecheck", "build", "rehearse"):
        run("make", target, cwd=clone, env=env)
    for version in pythons():
        targets = (
            ("test-wheel", "test-oldest") if version == OLDEST else ("test-wheel",)
        )
        run("rm", "-rf", ".venv", cwd=clone, env=env)
        run("make", *targets, f"PYTHON=python{version}", cwd=clone, env=env)


def by_runner(runner: GitHub | GitLab, machine: Machine) -> Contender:
    """Let the host's kind of runner do it; a red job ends the bench with what the runner said."""

    def once(_: Path) -> None:
        done = runner.run(machine, pythons=pythons())
        if done.red or not done.green:
            raise SystemExit(done.text)

    return Contender(f"{runner.program}, two jobs at a time", once)


def make_machine(runner: GitHub | GitLab, folder: Path, index: Path) -> Machine:
    """Return the machine of a host, with a project that the host publishes."""
    folder.mkdir()
    env = user_environment(folder)
    run(
        sys.executable,
        "-m",
        "cookiecutter",
        ROOT,
        "--no-input",
        f"ci={runner.ci}",
        cwd=folder,
        env=env,
    )
    with serve(index) as served:
        return Machine(folder / "machine", folder / "my-package", served)


def main() -> None:
    """Time the pipelines, and print the table."""
    with scratch() as folder:
        runners: tuple[GitHub | GitLab, ...] = (GitHub(), GitLab())
        machines = [
            make_machine(runner, folder / runner.ci, folder / "index")
            for runner in runners
        ]
        hand = Contender(
            "its make targets, one after another", partial(by_hand, machines[0])
        )
        hosts = [
            by_runner(runner, machine)
            for runner, machine in zip(runners, machines, strict=True)
        ]
        measure([hand, *hosts], ROUNDS)
    report("The pipeline of a push", [hand, *hosts], against=hand, target="at most 1.5")
