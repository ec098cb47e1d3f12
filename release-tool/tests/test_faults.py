"""An index that fails, is slow or tells what is not so: nothing is believed but its list of
files and their bytes."""

from __future__ import annotations

import pytest
from faulty_index import serve_faults
from project import SECTION

pytestmark = pytest.mark.slow

WHEEL = "my_package-0.1.0-py3-none-any.whl"
SDIST = "my_package-0.1.0.tar.gz"


@pytest.fixture(name="faulty")
def _faulty(project):
    """Open an index with faults and point the project's .pypirc to it."""
    opened = []

    def open_index(*faults, **more):
        server = serve_faults(*faults, **more)
        index = server.__enter__()
        opened.append(server)
        (project.home / ".pypirc").write_text(index.pypirc(SECTION))
        return index

    yield open_index
    for server in opened:
        server.__exit__(None, None, None)


@pytest.mark.parametrize(
    "faults",
    [
        ["502 although stored"],
        ["cut after storing"],
        ["cut in mid-body"],
        ["", "cut in mid-body"],
        ["429"],
    ],
    ids=" then ".join,
)
def test_a_passing_fault_is_outlived(project, faulty, faults):
    """The index is asked before anything is sent again, and the release ends with both files."""
    index = faulty(*faults)

    outcome = project.release()

    assert outcome.status == 0, outcome.text
    assert sorted(index.stored) == [WHEEL, SDIST]


@pytest.mark.parametrize(
    ("fault", "can_repeat"),
    [
        ("forbidden", True),
        ("too similar", False),
        ("somebody else's", False),
        ("unverified", True),
    ],
)
def test_a_refusal_reaches_the_user_in_the_servers_words(
    project, faulty, fault, can_repeat
):
    """What the index refuses is tried once, and repeating is offered where that can help."""
    index = faulty(fault)

    refused = project.release()
    uploads = index.uploads
    resumed = project.release()

    assert (refused.status, uploads) == (1, 1)
    assert index.refusal(fault) in refused.text
    assert "Traceback" not in refused.text
    assert "Nothing is lost" in refused.text
    assert ("Type the same command again" in refused.text) == can_repeat
    assert resumed.status == 0, resumed.text


@pytest.mark.parametrize("fault", ["used before", "14 days"])
def test_a_version_that_the_index_takes_no_more_is_lost(project, faulty, fault):
    """A deleted file's name, or a release of 15 days ago: the exit status says so."""
    index = faulty(fault)

    outcome = project.release()

    assert outcome.status == 3, outcome.text
    assert index.refusal(fault) in outcome.text
    assert "make release TO=company VERSION=0.1.1" in outcome.text


@pytest.mark.slow
def test_after_a_lost_version_the_command_that_is_named_releases_another(project):
    """What was begun with BUMP and is lost is not begun again: the next version is named, and
    works."""
    project.release()
    project.note_change()
    project.release_without_push("--bump", "patch")
    (project.index.folder / "my_package-0.1.1-py3-none-any.whl").write_bytes(
        b"somebody else's"
    )
    lost = project.release("--bump", "patch")
    project.note_change("Another number.")

    outcome = project.release("--version", "0.1.2")

    assert lost.status == 3, lost.text
    assert "make release TO=company VERSION=0.1.2" in lost.text
    assert outcome.status == 0, outcome.text
    project.assert_released_once("0.1.2")


def test_an_index_that_stays_broken_is_given_up_after_some_tries(project, faulty):
    """Every try is twine's five; after three the release stops with the reason and can be
    resumed."""
    index = faulty(*["503"] * 15)

    outcome = project.release()

    assert outcome.status == 1
    assert "503" in outcome.text
    assert index.stored == {}
    assert project.git("tag") == ""


def test_a_silent_index_does_not_hang_a_release(project, faulty):
    """Each upload has a time limit; the next try goes on."""
    faulty("silence")

    outcome = project.release("--limit", "3")

    assert outcome.status == 0, outcome.text


def test_an_upload_that_never_ends_is_given_up(project, faulty):
    """When no try is answered the release stops and says how long it waited."""
    faulty("silence", "silence", "silence")

    outcome = project.release("--limit", "2")

    assert outcome.status == 1
    assert "no answer within 2 s" in outcome.text


def test_truncated_storage_loses_the_version(project, faulty):
    """Other bytes under our name are found by their hash: exit status 3, and nothing is tagged."""
    faulty("truncated")

    outcome = project.release()

    assert outcome.status == 3, outcome.text
    assert "this version is lost" in outcome.text
    assert project.git("tag") == ""


def test_other_bytes_on_the_index_stop_before_anything_is_sent(project, faulty):
    """A version that somebody uploaded by hand is never skipped in silence."""
    index = faulty()
    project.release_without_push()
    index.stored[SDIST] = b"other bytes"

    outcome = project.release()

    assert outcome.status == 3, outcome.text
    assert index.uploads == 0


def test_a_list_that_changes_between_two_looks_is_waited_for(project, faulty):
    """An index shows a file, and then not: one list counts, and no file is looked up in another."""
    index = faulty(hidden_looks=10**6)
    project.release("--wait", "1")
    index.hidden_looks = 0
    index.flaps = True

    outcomes = [project.release(), project.run("verify"), project.release()]

    assert [outcome.status for outcome in outcomes] == [0, 0, 0], outcomes
    assert len(index.stored) == 2


def test_a_slow_index_is_waited_for(project, faulty):
    """Files that show up late are waited for, and the release is finished."""
    index = faulty(hidden_looks=9)

    outcome = project.release()

    assert outcome.status == 0, outcome.text
    assert len(index.stored) == 2


def test_an_index_too_slow_to_wait_for_has_its_own_exit_status(project, faulty):
    """Uploaded, not yet visible: exit status 4, no tag; the same command finishes it later."""
    index = faulty(hidden_looks=10**6)

    slow = project.release("--wait", "1")
    tags = project.git("tag")
    index.hidden_looks = 0
    resumed = project.release()

    assert slow.status == 4, slow.text
    assert "Uploaded, not yet visible" in slow.text
    assert tags == ""
    assert resumed.status == 0, resumed.text


def test_a_download_that_differs_from_its_hash_is_found(project, faulty):
    """The bytes themselves are compared, not the hash that the index tells."""
    index = faulty(hidden_looks=10**6)
    project.release("--wait", "1")
    listing = index.listing
    index.hidden_looks = 0
    page = listing()
    index.stored[SDIST] = index.stored[SDIST][:-1] + b"?"
    index.listing = lambda: page  # type: ignore[method-assign]

    outcome = project.release()

    assert outcome.status == 3, outcome.text
    assert "gives other bytes" in outcome.text


def test_an_index_out_of_reach_stops_in_the_preflight(project, faulty):
    """When nobody listens, nothing is begun."""
    faulty()
    (project.home / ".pypirc").write_text(
        (project.home / ".pypirc").read_text().replace("127.0.0.1", "127.0.0.1:1#")
    )

    outcome = project.run("preflight", "--index-url", "http://127.0.0.1:9/simple/")

    assert outcome.status == 1
    assert "does not answer" in outcome.text
    assert "Traceback" not in outcome.text


def test_variables_of_twine_cannot_redirect_a_release(project, faulty):
    """TWINE_REPOSITORY_URL and its kin in the environment have no effect."""
    index = faulty()

    outcome = project.release(
        TWINE_REPOSITORY_URL="http://127.0.0.1:9/", TWINE_REPOSITORY="testpypi"
    )

    assert outcome.status == 0, outcome.text
    assert len(index.stored) == 2


def test_a_refused_push_leaves_the_index_empty(project, faulty):
    """The commit is pushed before the upload, so a refusal costs nothing and can be taken back."""
    index = faulty()

    refused = project.release_without_push()
    uploads = index.uploads
    resumed = project.release()

    assert (refused.status, uploads) == (1, 0)
    assert "protected branch" in refused.text
    assert resumed.status == 0, resumed.text


def test_a_refused_tag_is_all_that_is_left_to_do(project):
    """What is public by then is told to be right, and the same command sets the tag without a
    question."""
    hook = project.remote / "hooks/update"
    hook.write_text(
        "#!/bin/sh\ncase $1 in refs/tags/*) echo protected >&2; exit 1;; esac\n"
    )
    hook.chmod(0o755)
    refused = project.release()
    hook.unlink()

    resumed = project.run("release")

    assert refused.status == 1
    assert "my-package 0.1.0 is on company and is correct" in refused.text
    assert resumed.status == 0, resumed.text
    project.assert_released_once("0.1.0")


def test_another_version_passes_by_one_that_was_begun_only_when_it_is_named(project):
    """BUMP would leave a release lying without a word, so it names the three ways to go on."""
    project.release_without_push()
    project.note_change()

    raised = project.release("--bump", "minor")
    named = project.release("--version", "0.2.0")

    assert raised.status == 1
    assert "The release of 0.1.0 has begun, and has no tag yet." in raised.text
    assert raised.text.rstrip().endswith(
        "Skip it: make release TO=company VERSION=0.2.0"
    )
    assert named.status == 0, named.text
    project.assert_released_once("0.2.0")
