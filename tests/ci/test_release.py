"""What a version tag starts, run by the hosts' kind of runner, up to a package on an index."""

import threading
import time
from hashlib import sha256
from subprocess import CompletedProcess

import pytest

from testkit import running
from testkit.machine import TAG, Machine
from testkit.runners import GitHub

pytestmark = [pytest.mark.slow, pytest.mark.runners]

FILES = ["my_package-0.1.0-py3-none-any.whl", "my_package-0.1.0.tar.gz"]


def release(machine: Machine, *more: str) -> CompletedProcess[str]:
    """Type `make release YES=1` on the machine of the pipelines."""
    words = ("make", "release", "YES=1", *more)
    return running.attempt(machine.project, *words, env=machine.environment())


def built(machine: Machine) -> dict[str, bytes]:
    """The bytes that this project builds, by file name."""
    running.run(machine.project, "make", "build", env=machine.environment())
    return {
        path.name: path.read_bytes() for path in (machine.project / "dist").iterdir()
    }


def published(machine: Machine) -> dict[str, bytes]:
    """The bytes that the index has, by file name."""
    return {
        name: (machine.index.folder / name).read_bytes() for name in machine.index.files
    }


def wait_for_tag(machine: Machine, command: threading.Thread) -> None:
    """Wait as long as a busy machine takes; a release that ends without the tag has failed."""
    while not machine.remote.joinpath("refs", "tags", TAG).exists():
        assert command.is_alive(), "make release pushed no tag"
        time.sleep(0.2)


def test_a_tag_publishes_what_was_built_here_and_a_repeat_completes_it(
    runner, start, hosts
):
    """`make release` pushes the tag, the pipeline publishes, and both find the same bytes; after
    an upload that broke off, a second run of the pipeline puts all files there. GitLab sends an
    attestation with each file; the action that does so at GitHub is a stand-in here."""
    machine = start(publish_from="ci")
    waiting = []
    thread = threading.Thread(target=lambda: waiting.append(release(machine)))
    thread.start()
    wait_for_tag(machine, thread)

    run = runner.run(machine, tag=TAG)
    thread.join()
    attested = hosts.attested
    before = published(machine)
    kept = machine.project / ".release" / TAG.removeprefix("v")
    (machine.index.folder / FILES[-1]).unlink()
    again = runner.run(machine, tag=TAG)

    every_job = {runner.build, runner.publish, runner.verify, runner.page}
    assert run.green == every_job, run.text
    assert waiting[0].returncode == 0, waiting[0].stdout
    assert sorted(before) == FILES
    assert before == {name: (kept / name).read_bytes() for name in FILES}
    assert again.green == every_job, again.text
    assert published(machine) == before
    assert attested == (len(FILES) if runner.ci == "gitlab" else 0)


def test_a_release_from_here_is_witnessed(runner, start, hosts):
    """After a release of a candidate from a machine, the pipeline builds the same. It writes the
    page, which names who contributed and is marked as that of a pre-release."""
    machine = start(publish_from="local")
    machine.contribute("Bea Baker")
    done = release(machine, "BUMP=minor,rc")
    assert done.returncode == 0, done.stdout
    [tag] = machine.git("tag").splitlines()

    run = runner.run(machine, tag=tag)

    assert run.green == {runner.build, runner.verify, runner.page}, run.text
    page = hosts.texts()[tag]
    assert "Greetings." in page
    assert "Contributors: Test Person, Bea Baker" in page
    assert hosts.prereleases() == [tag]
    for name, content in published(machine).items():
        assert f"{sha256(content).hexdigest()}  {name}" in page


@pytest.mark.parametrize("runner", [GitHub], ids=["github"], indirect=True)
def test_other_bytes_on_the_index_are_found(runner, start, hosts):
    """Where the index has something else than the tag builds, the comparison turns red.

    GitLab's job runs the same command (test_agreement.py), and is red where it fails.
    """
    machine = start(publish_from="local")
    machine.open_section()
    machine.tag(TAG)
    for name, content in built(machine).items():
        (machine.index.folder / name).write_bytes(content + b"\0")

    run = runner.run(machine, tag=TAG)

    assert run.red == {runner.verify}, run.text
    assert hosts.texts() == {}
