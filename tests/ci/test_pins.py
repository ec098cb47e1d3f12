"""`make pins`: the newest release of what the pipelines fetch, and what changed."""

import pytest

from scripts import pins
from testkit.running import run

OLD = "1" * 40


@pytest.fixture(name="host")
def _host(tmp_path):
    """A host of repositories, with actions/checkout whose newest release is v2.10.0."""
    repository = tmp_path / "host/actions/checkout"
    repository.mkdir(parents=True)
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.com")
    run(repository, "git", "init", "--quiet")
    for tag in ("v1.0.0", "v2.9.0", "v2.10.0", "v3", "v3.0.0-beta"):
        run(repository, "git", *identity, "commit", "--quiet", "--allow-empty", "--message", tag)
        run(repository, "git", *identity, "tag", "--annotate", "--message", tag, tag)
    return (tmp_path / "host").as_uri()


@pytest.fixture(name="root")
def _root(tmp_path):
    """A copy of this repository with one pin and one workflow of its own."""
    root = tmp_path / "root"
    for path, text in {
        pins.PINS: f'{{%- set checkout = "actions/checkout@{OLD} # v1.0.0" -%}}\n',
        ".github/workflows/tests.yml": f"uses: actions/checkout@{OLD} # v1.0.0\n",
    }.items():
        (root / path).parent.mkdir(parents=True)
        (root / path).write_text(text)
    return root


def test_a_newer_release_is_written_everywhere_and_told(host, root, tmp_path, capsys):
    """The commit behind the newest full version tag replaces the old one in every file."""
    commit = run(tmp_path / "host/actions/checkout", "git", "rev-parse", "v2.10.0^{commit}").strip()

    status = pins.main(["--github", host, "--root", str(root)])

    new = f"actions/checkout@{commit} # v2.10.0"
    assert status == 0
    assert pins.read(root) == [new]
    assert (root / ".github/workflows/tests.yml").read_text() == f"uses: {new}\n"
    assert f"from actions/checkout@{OLD} # v1.0.0\n          to   {new}" in capsys.readouterr().out


def test_a_second_refresh_changes_nothing(host, root, capsys):
    """What is current is called so."""
    pins.main(["--github", host, "--root", str(root)])
    before = pins.read(root)
    capsys.readouterr()

    status = pins.main(["--github", host, "--root", str(root)])

    assert status == 0
    assert pins.read(root) == before
    assert capsys.readouterr().out == "current   actions/checkout\n"


def test_out_of_reach_is_said_and_nothing_is_lost(root, tmp_path, capsys):
    """Without the network each pin stays, with the reason, and the exit status is 1."""
    before = pins.read(root)

    status = pins.main(["--github", (tmp_path / "nowhere").as_uri(), "--root", str(root)])

    said = capsys.readouterr().out
    assert status == 1
    assert pins.read(root) == before
    assert said.startswith("kept      actions/checkout: git says:")
    assert said.endswith(
        "1 of 1 were not looked up and stay as they are; try again with a network.\n"
    )


def test_every_pin_of_this_repository_is_of_a_kind_that_can_be_refreshed():
    """Each entry is an action, an image or a tool, in the form that `make pins` reads."""
    unknown = [
        pin
        for pin in pins.read(pins.ROOT)
        if not any(pattern.fullmatch(pin) for pattern, _ in pins.KINDS)
    ]

    assert len(pins.read(pins.ROOT)) > 8
    assert unknown == []
