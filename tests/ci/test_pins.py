"""`make pins`: the newest release of what the pipelines fetch, and what changed."""

import json
import re

import pytest

from scripts import pins, pythons
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
        run(
            repository,
            "git",
            *identity,
            "commit",
            "--quiet",
            "--allow-empty",
            "--message",
            tag,
        )
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
    commit = run(
        tmp_path / "host/actions/checkout", "git", "rev-parse", "v2.10.0^{commit}"
    ).strip()

    status = pins.main(["--github", host, "--root", str(root)])

    new = f"actions/checkout@{commit} # v2.10.0"
    assert status == 0
    assert pins.read(root) == [new]
    assert (root / ".github/workflows/tests.yml").read_text() == f"uses: {new}\n"
    assert (
        f"from actions/checkout@{OLD} # v1.0.0\n          to   {new}"
        in capsys.readouterr().out
    )


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

    status = pins.main(
        ["--github", (tmp_path / "nowhere").as_uri(), "--root", str(root)]
    )

    said = capsys.readouterr().out
    assert status == 1
    assert pins.read(root) == before
    assert said.startswith("kept      actions/checkout: git says:")
    assert said.endswith(
        "1 of 1 were not looked up and stay as they are; try again with a network.\n"
    )


CYCLE = {
    "3.10": {"status": "end-of-life", "end_of_life": "2026-10"},
    "3.14": {"status": "security", "end_of_life": "2030-11-30"},
    "3.15": {"status": "bugfix", "end_of_life": "2031-10"},
    "3.16": {"status": "bugfix", "end_of_life": "2032-10"},
    "3.17": {"status": "prerelease", "end_of_life": "2033-10"},
}


def devguide(host, text):
    """What Python's developers publish of their releases, at the host."""
    folder = host / "python/devguide"
    folder.joinpath("include").mkdir(parents=True)
    (folder / pythons.CYCLE).write_text(text)
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.com")
    run(folder, "git", "init", "--quiet")
    run(folder, "git", "add", "--all")
    run(folder, "git", *identity, "commit", "--quiet", "--message=x")


@pytest.fixture(name="tree")
def _tree(tmp_path):
    """A copy of what this repository says of Python."""
    tree = tmp_path / "tree"
    for path in (pythons.TABLE, pythons.QUESTIONS, ".github/workflows/tests.yml"):
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text((pins.ROOT / path).read_text())
    return tree


def test_a_python_that_was_released_is_everywhere(tree, tmp_path, capsys):
    """Table, choices and our own pipelines know it and the newest dates, and what they knew."""
    devguide(tmp_path / "host", json.dumps(CYCLE))
    status = pins.main(["--github", (tmp_path / "host").as_uri(), "--root", str(tree)])
    table = pythons.table(tree)
    question = json.loads((tree / pythons.QUESTIONS).read_text())

    assert status == 0, capsys.readouterr().out
    assert list(table["SUPPORT_ENDS"]) == [f"3.{minor}" for minor in range(10, 17)]
    assert table["SUPPORT_ENDS"]["3.14"] == "2030-11"
    assert table["IN_PIPELINES"] == "3.15"
    assert question["python_min"][0] == table["DEFAULT"]
    assert set(question["python_min"]) == set(table["SUPPORT_ENDS"])
    assert (
        question["__prompts__"]["python_min"]["3.16"]
        == "3.16: its support ends in October 2032"
    )
    assert (
        'python-version: "3.15"' in (tree / ".github/workflows/tests.yml").read_text()
    )
    assert "raised    Python\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"3.16": {}}', '{"x": {"status": "bugfix"}}']
)
def test_a_list_of_pythons_in_another_form_is_said(tree, tmp_path, capsys, text):
    """What cannot be understood changes nothing, and is told in a line."""
    before = (tree / pythons.TABLE).read_text()
    devguide(tmp_path / "host", text)
    status = pins.main(["--github", (tmp_path / "host").as_uri(), "--root", str(tree)])

    assert status == 1
    assert (tree / pythons.TABLE).read_text() == before
    assert (
        "include/release-cycle.json has another form than it had"
        in capsys.readouterr().out
    )


def test_every_file_agrees_with_the_table_of_pythons():
    """What is written from the table is as `make pins` would write it, the image's tag included."""
    in_pipelines = pythons.table(pins.ROOT)["IN_PIPELINES"]
    written = pythons.derived(pins.ROOT, in_pipelines)
    images = [pin for pin in pins.read(pins.ROOT) if pin.startswith("python:")]
    ours = (pins.ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8")

    assert {path: path.read_text(encoding="utf-8") for path in written} == written
    assert len(images) == 1
    assert images[0].startswith((f"python:{in_pipelines}@", f"python:{in_pipelines}-"))
    assert set(re.findall(r'python-version: "(.*)"', ours)) == {in_pipelines}


def test_every_pin_of_this_repository_is_of_a_kind_that_can_be_refreshed():
    """Each entry is an action, an image or a tool, in the form that `make pins` reads."""
    found = pins.read(pins.ROOT)

    assert len(found) > 8
    for pin in found:
        assert any(pattern.fullmatch(pin) for pattern, _ in pins.KINDS), pin
