"""What a push starts, run by the hosts' own kind of runner."""

import pytest

from tests.support import running

pytestmark = [pytest.mark.slow, pytest.mark.runners]

ONE = "3.12" if "3.12" in running.pythons() else max(running.pythons())


ALL = [version for version in running.pythons() if version != "3.10"]
PROJECTS = {
    "smallest": ({"publish_from": "local"}, ALL),
    "largest": ({"publish_from": "ci", "docs": "sphinx", "command_line": "click"}, [ONE]),
}


@pytest.mark.parametrize(("answers", "pythons"), PROJECTS.values(), ids=PROJECTS)
def test_every_job_of_a_new_project_is_green(runner, start, answers, pythons):
    """A project nobody has touched passes on the Pythons of this machine, and rehearses its release."""
    machine = start(**answers)

    run = runner.run(machine, pythons=pythons)

    supported = {f"test {version}" for version in pythons}
    assert run.red == set(), run.text
    assert run.green == {"check", "build", "oldest", "rehearse"} | supported


BREAKS = {
    "code": (
        "src/my_package/example.py",
        'f"Hello, {stripped}!"',
        'f"Hallo, {stripped}!"',
        {f"test {ONE}", "oldest"},
    ),
    "format": ("src/my_package/example.py", 'f"Hello, {stripped}!"', "f'Hello, {stripped}!'", {"check"}),
    "type": ("src/my_package/example.py", "(name: str) -> str:", "(name: str) -> bytes:", {"check"}),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_the_job_that_is_about_it_turns_red(runner, start, broken):
    """A mistake in code, format or types stops the jobs that look at it, and no other."""
    path, old, new, red = BREAKS[broken]
    machine = start()
    machine.commit(path, old, new)

    run = runner.run(machine, pythons=[ONE])

    assert run.red == red, run.text
