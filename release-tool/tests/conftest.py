"""A project to release, made anew for every test from one that is generated once."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from faulty_index import FaultyIndex, serve_faults
from project import LIGHT, MOMENT, Project, copy_project

from testkit import baking
from testkit.index import serve

# A shell starts its background jobs with Ctrl-C ignored. The tool would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(name="index")
def _index() -> Iterator[FaultyIndex]:
    """An index that has nothing."""
    with serve_faults() as index:
        yield index


@pytest.fixture(name="source", scope="session")
def _source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project generated with the defaults, with one commit."""
    project = baking.bake(
        tmp_path_factory.mktemp("source"), author_email="test@example.com"
    )
    baking.make_own(project)
    identity = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com"}
    identity |= {
        key.replace("AUTHOR", "COMMITTER"): value for key, value in identity.items()
    }
    identity |= {"GIT_AUTHOR_DATE": MOMENT, "GIT_COMMITTER_DATE": MOMENT}
    for command in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "--all"],
        ["commit", "--quiet", "--allow-empty", "--message=Begin"],
    ):
        subprocess.run(
            ["git", *command], cwd=project, env=os.environ | identity, check=True
        )
    return project


@pytest.fixture(name="built", scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was built of each commit, for tests that are not about builds."""
    return tmp_path_factory.mktemp("built")


@pytest.fixture(name="project")
def _project(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    source: Path,
    built: Path,
    tmp_path: Path,
) -> Iterator[Project]:
    """That project with a remote, a home and an empty index of its own.

    Only a test that is marked `whole` starts Python for each command of the tool, builds each
    commit anew, and installs what was built.
    """
    if request.node.get_closest_marker("whole"):
        assert request.node.get_closest_marker("slow"), "a whole release takes seconds"
    else:
        monkeypatch.setenv(LIGHT, str(built))
    with serve(tmp_path / "index") as index:
        yield copy_project(source, tmp_path, index)
