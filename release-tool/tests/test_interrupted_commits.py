"""A release commit that a hook formats or refuses is finished or taken back as it is printed."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from remedies import hook, without_hook
from shipyard_release import begun, cli

FORMATS = """
file=CHANGELOG.md
grep -q 'formatted' $file && exit 0
printf '<!-- formatted -->\\n' >>$file
echo "files were modified by this hook"
exit 1
"""
ASKS_FOR_TICKET = "grep -q Ticket $1 || { echo 'no ticket named'; exit 1; }"


@pytest.mark.slow
def test_a_hook_that_formats_does_not_stop_a_release(project):
    """The files as the hook left them are committed, and the release goes on."""
    hook("pre-commit", FORMATS)(project)

    outcome = project.release()

    assert outcome.status == 0, outcome.text
    assert "formatted" in project.git("show", "HEAD:CHANGELOG.md")
    project.assert_released_once("0.1.0")


@pytest.mark.slow
def test_a_refused_commit_is_finished_by_the_same_command(project):
    """What was written stays, and is not taken for somebody's changes."""
    hook("commit-msg", ASKS_FOR_TICKET)(project)
    refused = project.release()
    without_hook("commit-msg")(project)

    finished = project.release()

    assert refused.status == 1
    assert "no ticket named" in refused.text
    assert finished.status == 0, finished.text
    project.assert_released_once("0.1.0")


@pytest.mark.slow
def test_the_message_of_a_release_commit_can_be_what_a_hook_wants(project):
    """Subject, body and sign-off are settings, and the commit is found by what it contains."""
    hook("commit-msg", ASKS_FOR_TICKET)(project)
    text = (project.folder / "pyproject.toml").read_text(encoding="utf-8")
    message = 'commit-message = "Ship {version}\\n\\nTicket: 7"\nsign-off = true\n'
    line = 'branches = ["main", "*.x"]\n'
    (project.folder / "pyproject.toml").write_text(text.replace(line, line + message))
    project.git("commit", "--quiet", "--all", "--message=Ticket: settings")

    outcome = project.release()
    output = project.git("log", "-1", "--format=%B", "v0.1.0")

    assert outcome.status == 0, outcome.text
    assert output.startswith("Ship 0.1.0\n\nTicket: 7\n")
    assert "Signed-off-by:" in output


@pytest.mark.slow
def test_what_was_written_and_not_committed_is_taken_back(project):
    """`abort` leaves the work tree and git's index as they were before the release."""
    hook("commit-msg", ASKS_FOR_TICKET)(project)
    project.release("--bump", "minor")
    project.git("add", "--all")

    aborted = project.run("abort")

    assert aborted.status == 0, aborted.text
    assert "could not commit" in aborted.text
    assert project.git("status", "--porcelain") == ""


def test_files_of_an_earlier_day_are_known_again(tmp_path):
    """The date in a changelog is that of the day on which it was written."""
    folder = tmp_path / ".release/1.0"
    folder.mkdir(parents=True)
    begun.write(folder, tmp_path, {"CHANGELOG.md": "## 1.0 (2026-01-01)\n"})

    assert begun.holds(begun.read(folder), tmp_path)
    (tmp_path / "CHANGELOG.md").write_text("## mine\n")
    assert not begun.holds(begun.read(folder), tmp_path)


@pytest.mark.parametrize("filename", [None, "dist/p.whl"])
def test_a_full_disk_is_named(tmp_path, filename):
    """The system does not say which disk it is where a write fails, so the fullest one is named."""
    error = OSError(errno.ENOSPC, "No space left on device")
    error.filename = filename and str(tmp_path / filename)

    stop = cli._machine(error, tmp_path)

    assert stop.kind == "disk-full"
    assert Path(stop.problem.facts["folder"]).is_absolute()
