"""What a push starts, run by the hosts' own kind of runner."""

import pytest

from shipyard.pythons import DEFAULT, outer
from testkit import running
from testkit.runners import ONE

pytestmark = [pytest.mark.slow, pytest.mark.runners]

ALL = [version for version in running.pythons() if version != "3.10"]
PROJECTS = {
    "smallest": ({"publish_from": "local"}, ALL),
    "largest": (
        {"publish_from": "ci", "docs": "sphinx", "command_line": "click"},
        [ONE],
    ),
}


@pytest.mark.parametrize(("answers", "pythons"), PROJECTS.values(), ids=PROJECTS)
def test_every_job_of_a_new_project_is_green(runner, start, answers, pythons):
    """A fresh project passes on the Pythons of this machine, and rehearses its release.

    GitLab's job runs the same command on each Python (test_agreement.py), so two show there that
    each gets its own.
    """
    if runner.ci == "gitlab":
        pythons = sorted({pythons[0], pythons[-1]})
    machine = start(**answers)

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
