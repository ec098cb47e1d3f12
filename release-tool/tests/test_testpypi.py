"""TO=testpypi: the same bytes on the index for trials, said plainly, without a tag."""

from __future__ import annotations

import shutil
from contextlib import contextmanager

import pytest
from project import SECTION

from testkit.index import serve

pytestmark = pytest.mark.slow


def test_a_trial_says_what_it_proves_and_is_followed_by_the_release_with_the_same_bytes(
    project, tmp_path
):
    """No tag after the trial, so it is verified each time; the real release then sends the same
    files."""
    with serve_second(tmp_path, project) as trial:
        tried = project.release("--to", "testpypi")
        tags = project.git("tag")
        shutil.rmtree(project.folder / ".release")
        again = project.release("--to", "testpypi")
        released = project.release()

        assert tried.status == 0, tried.text
        assert "It does not show" in tried.text
        assert tags == ""
        assert again.status == 0, again.text
        assert "sent" not in again.text
        assert "testpypi gives the same bytes; they install and run" in again.text
        assert "There is nothing to do." in again.text
        assert released.status == 0, released.text
        assert {name: (trial.folder / name).read_bytes() for name in trial.files} == {
            name: (project.index.folder / name).read_bytes()
            for name in project.index.files
        }
    project.assert_released_once("0.1.0")


def test_a_development_version_goes_to_testpypi_and_not_to_pypi(project, tmp_path):
    """PyPI would keep it for ever."""
    with serve_second(tmp_path, project):
        tried = project.release("--to", "testpypi", "--version", "0.2.0.dev1")

    assert tried.status == 0, tried.text


def test_a_development_version_is_refused_for_pypi(project):
    """The preflight names the other way."""
    (project.home / ".pypirc").write_text(project.index.pypirc("pypi"))

    outcome = project.release("--to", "pypi", "--version", "0.2.0.dev1")

    assert outcome.status == 1
    assert "a development version" in outcome.text


@contextmanager
def serve_second(folder, project):
    """Run a second index on loopback and call it testpypi in .pypirc."""
    with serve(folder / "trial") as trial:
        sections = "".join(
            index.pypirc(name).split("\n\n")[1]
            for index, name in ((project.index, SECTION), (trial, "testpypi"))
        )
        (project.home / ".pypirc").write_text(
            f"[distutils]\nindex-servers = {SECTION} testpypi\n\n{sections}"
        )
        yield trial
