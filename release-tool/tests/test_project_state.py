"""What the index says of the project is told before the push."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from faulty_index import SDIST, WHEEL, FaultyIndex, serve_faults

pytestmark = pytest.mark.slow


@pytest.fixture(name="index")
def _index(project) -> Iterator[FaultyIndex]:
    """An index that has the name of PyPI for this person."""
    with serve_faults() as index:
        (project.home / ".pypirc").write_text(index.pypirc("pypi"))
        yield index


def status(name, reason=""):
    """Return what a list says of a project's status."""
    return {"project-status": {"status": name, "reason": reason}}


def test_an_archived_project_is_told_before_the_push(project, index):
    """The index takes no file of it, and the token has nothing to do with that."""
    index.stored["my_package-0.0.1.tar.gz"] = b"ours"
    index.told = status("archived", "moved elsewhere")

    outcome = project.release("--to", "pypi")

    assert outcome.status == 1
    assert "my-package is archived on pypi" in outcome.text
    assert "(moved elsewhere)" in outcome.text
    assert index.uploads == 0


def test_a_quarantined_project_is_told_and_not_waited_for(project, index):
    """The index hides its files, so waiting for them cannot help."""
    project.git("tag", "v0.1.0")
    index.told = status("quarantined")

    looked = project.run("preflight", "--to", "pypi")
    verified = project.run("verify", "--to", "pypi")

    assert "my-package is in quarantine on pypi" in looked.text
    assert verified.status == 1, verified.text


def test_a_name_that_somebody_registered_is_told(project, index):
    """A project without files is somebody's, and the first upload would be refused."""
    assert not index.stored

    outcome = project.run("preflight", "--to", "pypi")

    assert outcome.status == 1
    assert "my-package is registered on pypi, but has no files there" in outcome.text


def test_this_very_version_from_elsewhere_is_told(project, index):
    """Before anything is written, with the tag that would make it this project's release."""
    index.stored = {WHEEL: b"built elsewhere", SDIST: b"built elsewhere"}

    outcome = project.release("--to", "pypi")

    assert outcome.status == 1
    assert "0.1.0 is on pypi already, built elsewhere." in outcome.text
    assert "git tag v0.1.0 COMMIT" in outcome.text
    assert "Release" not in project.git("log", "--format=%s")


def test_a_yanked_version_and_a_deprecated_project_are_warnings(project, index):
    """A release that is done stays done, and whoever asks learns that pip no longer chooses it."""
    index.hidden_looks = 10**6
    (project.home / ".pypirc").write_text(index.pypirc("company"))
    project.release("--wait", "1")
    index.hidden_looks = 0
    released = project.release()
    index.yanked = "broken import"
    index.told = status("deprecated", "use another")

    again = project.release()
    verified = project.run("verify")

    assert released.status == 0, released.text
    assert (again.status, verified.status) == (0, 0), (again.text, verified.text)
    for outcome in (again, verified):
        assert "0.1.0 is yanked on company" in outcome.text
        assert "(broken import)" in outcome.text
        assert (
            "my-package is marked as deprecated on company (use another)"
            in outcome.text
        )
