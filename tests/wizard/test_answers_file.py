"""Answers in a file: what one run saved, or somebody wrote, fills in what no flag says."""

from __future__ import annotations

import pytest
import yaml

from testkit.folders import contents
from tests.wizard.test_command import OTHER, flags


@pytest.mark.slow
@pytest.mark.parametrize("name", ["answers.yaml", "answers.json"])
def test_answers_can_be_saved_and_loaded(shipyard, cwd, name):
    """What one run saved makes the same project in the next; `3.10` is not 3.1."""
    saved = shipyard(
        "new", "--yes", *flags(OTHER), "--save-answers", name, "--output-dir", "first"
    )
    loaded = shipyard("new", "--yes", "--answers", name, "--output-dir", "second")

    assert (saved.returncode, loaded.returncode) == (0, 0), saved.stderr + loaded.stderr
    assert contents(cwd / "first" / "tides") == contents(cwd / "second" / "tides")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "python_min: 3.10\nversion: 1.0\n"),
        ("a.json", '{"python_min": 3.10, "version": 1.0}'),
    ],
)
def test_numbers_in_an_answers_file_are_text(shipyard, cwd, name, text):
    """Nobody has to know that YAML and JSON take 3.10 for the number 3.1."""
    cwd.joinpath(name).write_text(text, encoding="utf-8")
    done = shipyard("new", "--yes", "--dry-run", "--answers", name)

    answers = yaml.safe_load(done.stdout[done.stdout.index("project_name:") :])
    assert (answers["python_min"], answers["version"]) == ("3.10", "1.0")


def test_json_is_read_as_json(shipyard, cwd):
    """What other programs write is understood: tabs, and letters as two escapes."""
    cwd.joinpath("a.json").write_text(
        '{\n\t"description": "Fish \\ud83d\\udc1f and more"\n}', encoding="utf-8"
    )
    done = shipyard("new", "--yes", "--dry-run", "--answers", "a.json")

    assert "description: Fish 🐟 and more" in done.stdout


def test_flags_go_before_the_file(shipyard, cwd):
    """A file fills in what no flag says."""
    cwd.joinpath("a.yaml").write_text("license: MPL-2.0\nci: none\n", encoding="utf-8")
    done = shipyard(
        "new", "--yes", "--dry-run", "--answers", "a.yaml", "--ci", "gitlab"
    )

    assert "license: MPL-2.0" in done.stdout
    assert "ci: gitlab" in done.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("licence: MIT\n", "licence"),
        ("- MIT\n", "has no answers"),
        ("license: [MIT\n", "cannot be read"),
        ("license: [MIT]\n", "license:"),
    ],
)
def test_a_file_that_cannot_work_is_refused(shipyard, cwd, text, said):
    """An unknown question, a list or broken YAML stops with one line, and nothing is made."""
    cwd.joinpath("a.yaml").write_text(text, encoding="utf-8")
    done = shipyard("new", "--yes", "--answers", "a.yaml")

    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in cwd.iterdir() if path.is_dir()] == []


@pytest.mark.parametrize(
    ("name", "more"),
    [("notes.txt", []), ("new.yaml", ["--dry-run"])],
    ids=["a file of mine", "a dry run"],
)
def test_saving_answers_loses_no_file_and_no_promise(shipyard, cwd, name, more):
    """A file that exists stays as it is, and a dry run writes no answers; a line says so."""
    before = contents(cwd)
    done = shipyard("new", "--yes", "--save-answers", name, *more)

    assert done.returncode != 0
    assert len(done.stderr.splitlines()) == 1
    assert contents(cwd) == before


def test_the_answer_in_the_file_is_blamed(shipyard, cwd):
    """A slug that nobody wrote is not refused: the name that it follows from is."""
    path = cwd / "answers.yaml"
    path.write_text("project_name: json\n", encoding="utf-8")
    done = shipyard("new", "--yes", "--answers", path)

    assert done.returncode == 1
    assert done.stderr.startswith(
        "project_name: the distribution package follows from it, and"
    )
