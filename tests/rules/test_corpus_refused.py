"""cookiecutter itself refuses each text of the corpus that cannot work, and leaves nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cookiecutter.exceptions import FailedHookException
from cookiecutter.main import cookiecutter

from shipyard import rules
from testkit.corpus import REFUSED
from testkit.shell import TEMPLATE, complete
from testkit.tree import ROOT

CHOICES = [question for question in REFUSED if isinstance(TEMPLATE[question], list)]
TEXTS = [question for question in REFUSED if question not in CHOICES]


@pytest.fixture(name="places")
def _places(tmp_path: Path) -> tuple[Path, Path, dict[str, object]]:
    """A folder to write to, one for cookiecutter's notes, and the words that name both."""
    work = tmp_path / "work"
    home = tmp_path / "home"
    work.mkdir()
    home.mkdir()
    config = tmp_path / "config.json"
    config.write_text(
        json.dumps({"cookiecutters_dir": str(home), "replay_dir": str(home)}),
        encoding="utf-8",
    )
    return work, home, {"output_dir": str(work), "config_file": str(config)}


@pytest.mark.parametrize("question", TEXTS)
def test_answers_are_refused_before_anything_is_written(places, question):
    """Each text stops cookiecutter with the line of its rule, and no file is left behind."""
    work, home, where = places
    silent = []
    for text in REFUSED[question]:
        with pytest.raises(FailedHookException) as refusal:
            cookiecutter(
                str(ROOT), no_input=True, extra_context={question: text}, **where
            )
        lines = str(refusal.value).splitlines()
        if (
            len(lines) != 1
            or not lines[0].isprintable()
            or "; allowed: " not in lines[0]
        ):
            silent.append((text, lines))
        assert [*work.rglob("*"), *home.rglob("*")] == [], f"{question}={text!r}"

    assert silent == []


@pytest.mark.parametrize("question", REFUSED)
def test_replayed_answers_are_refused_before_anything_is_written(places, question):
    """The same texts in a replay file, which nothing renders, stop cookiecutter, too."""
    work, home, where = places
    private = {
        name: value
        for name, value in TEMPLATE.items()
        if name[0] == "_" and name != "__prompts__"
    }
    replay = home.parent / "replay.json"
    silent = []
    for text in REFUSED[question]:
        answers = {**complete({question: text}), **private, "__checked": ""}
        replay.write_text(json.dumps({"cookiecutter": answers}), encoding="utf-8")
        with pytest.raises(FailedHookException) as refusal:
            cookiecutter(str(ROOT), replay=str(replay), **where)
        if str(refusal.value).splitlines() != rules.lines(answers):
            silent.append(text)
        assert list(work.rglob("*")) == [], f"{question}={text!r}"

    assert silent == []


@pytest.mark.parametrize("question", CHOICES)
def test_unknown_choices_write_nothing(places, question):
    """cookiecutter refuses unknown choices itself, and as early."""
    work, home, where = places
    for text in REFUSED[question]:
        with pytest.raises(
            ValueError, match=f"provided for choice variable {question}"
        ):
            cookiecutter(
                str(ROOT), no_input=True, extra_context={question: text}, **where
            )

    assert [*work.rglob("*"), *home.rglob("*")] == []
