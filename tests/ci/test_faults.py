"""One fault at a time: the job that looks at it turns red.

Both hosts' jobs run the same commands, and the place to publish from changes nothing in them;
test_agreement.py checks that. So each fault is tried at one host. Each host gets at least one
fault, which shows that a failing command turns a job red there and stops what follows.
"""

from dataclasses import dataclass

import pytest

from testkit.machine import SECTION, TAG
from testkit.runners import ONE, GitHub, GitLab

pytestmark = [pytest.mark.slow, pytest.mark.runners]


@dataclass(frozen=True)
class Fault:
    """A change of one file, and what comes of it."""

    says: str
    """What the pipeline prints."""
    path: str = ""
    old: str = ""
    new: str = ""
    red: frozenset[str] = frozenset()
    """The jobs of a push that it stops."""
    tag: str = TAG
    """The tag that is pushed."""


EXAMPLE = "src/my_package/example.py"
GREETING = 'f"Hello, {stripped}!"'
VERSION_LINE = 'version=run_path(str(VERSION_FILE))["__version__"]'
CHECK = frozenset({"check"})
# A rehearsal runs the tests, too.
TESTS = frozenset({f"test {ONE}", "oldest", "rehearse"})
FAULTS = {
    "code": Fault(
        "'Hallo, Ada!' == 'Hello, Ada!'",
        EXAMPLE,
        GREETING,
        'f"Hallo, {stripped}!"',
        TESTS,
    ),
    "type": Fault(
        "Incompatible return value type", EXAMPLE, "-> str:", "-> bytes:", CHECK
    ),
    "tag": Fault("must all have version 0.3.0", tag="v0.3.0"),
    "changelog": Fault("must all have version 0.1.0", "CHANGELOG.md", SECTION, ""),
    "version": Fault(
        "must all have version 0.1.0", "src/my_package/_version.py", "0.1.0", "0.2.0"
    ),
    "metadata": Fault(
        "my-package 0.2.0, not my-package 0.1.0",
        "setup.py",
        VERSION_LINE,
        'version="0.2.0"',
    ),
}

HOSTS = {"github": GitHub, "gitlab": GitLab}


def at_hosts(**faults: list[str]) -> pytest.MarkDecorator:
    """Try these faults at the hosts of these names."""
    pairs = [(host, name) for host, names in faults.items() for name in names]
    return pytest.mark.parametrize(
        ("runner", "name"),
        [pytest.param(HOSTS[host], name, id=f"{host}-{name}") for host, name in pairs],
        indirect=["runner"],
    )


@pytest.fixture(name="machine")
def _machine(start):
    """A project that publishes from its pipeline, and the machine that runs that."""
    return start(publish_from="ci")


@at_hosts(github=["type"], gitlab=["code"])
def test_a_push_turns_the_jobs_red_that_look_at_the_fault(runner, machine, name):
    """A mistake in code or types stops the jobs that look at it, and no other job.

    One in the format stops `make lint` (test_make_check.py), which the same job runs as it runs
    `make typecheck` (test_agreement.py).
    """
    fault = FAULTS[name]
    machine.commit(fault.path, fault.old, fault.new)

    run = runner.run(machine, pythons=[ONE])

    assert run.red == fault.red, run.text
    assert (
        run.green == {"check", "build", "oldest", "rehearse", f"test {ONE}"} - fault.red
    )
    assert fault.says in run.text


@at_hosts(github=["tag", "version", "changelog", "metadata", "code"], gitlab=["tag"])
def test_a_tag_that_does_not_fit_publishes_nothing(runner, machine, hosts, name):
    """Nothing is published unless tag, version, metadata and changelog agree and tests pass."""
    fault = FAULTS[name]
    machine.open_section()
    if fault.path:
        machine.commit(fault.path, fault.old, fault.new)
    machine.tag(fault.tag)

    run = runner.run(machine, tag=fault.tag)

    assert run.jobs == {runner.build: False}, run.text
    assert fault.says in run.text
    assert machine.index.files == []
    assert hosts.texts() == {}
