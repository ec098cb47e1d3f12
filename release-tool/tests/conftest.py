"""A project to release, made anew for every test from one that is generated once."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from yard import Yard, launch

from testkit import baking
from testkit.index import serve


@pytest.fixture(name="source", scope="session")
def _source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project generated with the defaults, with one commit."""
    project = baking.bake(tmp_path_factory.mktemp("source"), author_email="test@example.com")
    person = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com"}
    person |= {key.replace("AUTHOR", "COMMITTER"): value for key, value in person.items()}
    for command in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "--all"],
        ["commit", "--quiet", "--allow-empty", "--message=Begin"],
    ):
        subprocess.run(["git", *command], cwd=project, env=os.environ | person, check=True)
    return project


@pytest.fixture(name="yard")
def _yard(source: Path, tmp_path: Path) -> Iterator[Yard]:
    """That project with a remote, a home and an empty index of its own."""
    with serve(tmp_path / "index") as index:
        yield launch(source, tmp_path, index)
