"""Projects with the machine that their pipelines run on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from testkit.baking import make_own
from testkit.hosts import Hosts
from testkit.index import serve
from testkit.machine import Machine
from testkit.runners import GitHub, GitLab


@pytest.fixture(name="runner", params=[GitHub, GitLab], ids=["github", "gitlab"])
def _runner(request: pytest.FixtureRequest) -> GitHub | GitLab:
    runner: GitHub | GitLab = request.param()
    return runner


@pytest.fixture(name="hosts")
def _hosts(tmp_path: Path) -> Hosts:
    """The release pages that the pipelines write."""
    return Hosts(tmp_path / "index", tmp_path / "machine/remote.git")


@pytest.fixture(name="start")
def _start(
    tmp_path: Path, bake: Callable[..., Path], runner: GitHub | GitLab, hosts: Hosts
) -> Iterator[Callable[..., Machine]]:
    """Generate a project for the runner's host, with a remote of its own beside an index."""
    with ExitStack() as stack:

        def start(**answers: str) -> Machine:
            project = bake(ci=runner.ci, author_email="test@example.com", **answers)
            place = tmp_path / "machine"
            index = stack.enter_context(serve(tmp_path / "index", around=hosts.around))
            machine = Machine(place, project, index)
            make_own(project)
            machine.git("commit", "--quiet", "--all", "--message=Replace the example")
            machine.push()
            return machine

        yield start
