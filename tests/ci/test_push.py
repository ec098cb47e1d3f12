"""What a push starts, run by the hosts' own kind of runner."""

import pytest

from shipyard.pythons import DEFAULT, outer
from testkit import running

pytestmark = [pytest.mark.slow, pytest.mark.runners]

ALL = [version for version in running.pythons() if version != "3.10"]
LARGEST = {"publish_from": "ci", "docs": "sphinx", "command_line": "click"}


def test_every_job_of_a_new_project_is_green(runner, start):
    """A fresh project with all options passes on the Pythons of this machine, and rehearses.

    GitLab's job runs the same command on each Python (test_agreement.py), so two of them are
    enough to show that each job gets its own. In test_faults.py, a project without options passes
    all jobs but those that find its fault.
    """
    pythons = ALL if runner.ci == "github" else sorted({ALL[0], ALL[-1]})
    machine = start(**LARGEST)

    run = runner.run(machine, pythons=pythons)

    supported = {f"test {version}" for version in pythons}
    if runner.ci == "github":
        for version in set(outer(DEFAULT)) & set(pythons):
            supported |= {
                f"elsewhere {version} {system}-latest"
                for system in ("windows", "macos")
            }
    assert run.red == set(), run.text
    assert run.green == {"check", "build", "oldest", "rehearse"} | supported
