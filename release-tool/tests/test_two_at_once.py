"""Two releases at the same time end with one."""

from __future__ import annotations

import threading
import time

import pytest

pytestmark = pytest.mark.slow


def test_two_releasers_at_once_end_with_one_release(project):
    """Started together from two clones, the push lets one through; the other has sent nothing."""
    other = project.clone("other")
    other.git("config", "user.name", "Other Person")
    outcomes = {}

    def go(name, who):
        outcomes[name] = who.release()

    threads = [
        threading.Thread(target=go, args=each)
        for each in (("one", project), ("two", other))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    winner = project if outcomes["one"].status == 0 else other
    assert sorted(outcome.status for outcome in outcomes.values()) == [0, 1], outcomes
    winner.assert_released_once("0.1.0")


def test_a_second_release_in_the_same_folder_waits_outside(project):
    """Both would write the same files; the second says why it does nothing, and the first goes
    on."""
    hook = project.folder / ".git/hooks/pre-commit"
    hook.write_text(
        "#!/bin/sh\ntouch .git/at-work\nwhile [ ! -e .git/go-on ]; do sleep 0.1; done\n"
    )
    hook.chmod(0o755)
    first = project.start("release", "--yes")
    deadline = time.monotonic() + 60
    while (
        not (project.folder / ".git/at-work").exists() and time.monotonic() < deadline
    ):
        time.sleep(0.05)
    second = project.release()
    (project.folder / ".git/go-on").touch()
    text, _ = first.communicate(timeout=120)

    assert second.status == 1
    assert "Another release is running in this folder." in second.text
    assert first.returncode == 0, text
    project.assert_released_once("0.1.0")
