"""What writes a release page, run by the hosts' kind of runner; GitHub's with its own gh."""

import pytest

from testkit.machine import TAG
from testkit.runners import GitHub, GitLab

pytestmark = [pytest.mark.slow, pytest.mark.runners]

FILES = ["my_package-0.1.0-py3-none-any.whl", "my_package-0.1.0.tar.gz"]
KEPT = {f"dist/{name}": name for name in FILES} | {"release-notes.md": "- News.\n"}
FINAL = {**KEPT, "release-flags": ""}
CANDIDATE = {**KEPT, "release-flags": "--prerelease\n--latest=false\n"}
ON_GITHUB = pytest.mark.parametrize("runner", [GitHub], indirect=True, ids=["github"])
ON_GITLAB = pytest.mark.parametrize("runner", [GitLab], indirect=True, ids=["gitlab"])


@pytest.fixture(name="machine")
def _machine(start):
    machine = start()
    machine.tag(TAG)
    return machine


@ON_GITHUB
def test_a_page_is_a_draft_until_it_is_filled(runner, machine, hosts):
    """Each file is sent to the draft before that is published; once more changes nothing."""
    first = runner.write_page(machine, tag=TAG, kept=FINAL)
    asked = list(hosts.github.asked)
    second = runner.write_page(machine, tag=TAG, kept=FINAL)

    assert first.green == {runner.page}, first.text
    assert asked == [
        "POST releases",
        *["POST releases/ID/assets"] * 2,
        "PATCH releases/ID",
    ]
    assert second.green == {runner.page}, second.text
    assert hosts.github.asked == asked
    assert hosts.texts() == {TAG: "- News.\n"}
    assert hosts.prereleases() == []


@ON_GITHUB
def test_a_draft_that_was_cut_off_is_completed(runner, machine, hosts):
    """Where an upload breaks off, the page stays a draft with a part of a file. The same job once
    more sends that file again, and publishes."""
    hosts.github.cut_off.append(FILES[-1])
    broken = runner.write_page(machine, tag=TAG, kept=FINAL)
    seen = hosts.texts()
    hosts.github.cut_off.clear()
    hosts.github.asked.clear()

    repeated = runner.write_page(machine, tag=TAG, kept=FINAL)

    page = hosts.github.page(TAG)
    assert broken.red == {runner.page}, broken.text
    assert seen == {}
    assert repeated.green == {runner.page}, repeated.text
    assert hosts.github.asked == [
        "DELETE releases/assets/ID",
        "POST releases/ID/assets",
        "PATCH releases/ID",
    ]
    assert {each["name"]: each["state"] for each in page["assets"]} == dict.fromkeys(
        FILES, "uploaded"
    )
    assert hosts.texts() == {TAG: "- News.\n"}


@ON_GITHUB
def test_a_host_that_fails_is_not_taken_for_one_without_the_page(
    runner, machine, hosts
):
    """An answer that says nothing of the page stops the job before a second draft is made."""
    hosts.github.is_broken = True

    run = runner.write_page(machine, tag=TAG, kept=FINAL)

    assert run.red == {runner.page}, run.text
    assert hosts.github.asked == []


def test_a_candidate_is_marked_as_a_prerelease(runner, machine, hosts):
    """GitHub has a mark for it and does not call it the latest; at GitLab the title says it."""
    run = runner.write_page(machine, tag=TAG, kept=CANDIDATE)

    assert run.green == {runner.page}, run.text
    assert hosts.prereleases() == [TAG]


@ON_GITLAB
def test_a_page_whose_answer_was_lost_is_found_again(runner, machine, hosts):
    """GitLab has stored the page; the same job once more finds it, and writes no other."""
    hosts.loses_answers = True

    broken = runner.write_page(machine, tag=TAG, kept=FINAL)
    repeated = runner.write_page(machine, tag=TAG, kept=FINAL)

    assert broken.red == {runner.page}, broken.text
    assert repeated.green == {runner.page}, repeated.text
    assert hosts.texts() == {TAG: "- News.\n"}
    assert hosts.gitlab[TAG]["name"] == TAG
