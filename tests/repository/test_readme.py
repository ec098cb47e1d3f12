"""README says what is so."""

from __future__ import annotations

import json
import re

from testkit.tree import PROJECT, ROOT, make_targets

README = (ROOT / "README.md").read_text(encoding="utf-8")
QUESTIONS = json.loads((ROOT / "cookiecutter.json").read_text(encoding="utf-8"))


def section(title: str) -> str:
    """The text below a heading."""
    return README.split(f"## {title}")[1].split("\n## ")[0]


def test_every_make_command_exists():
    """Each `make` command in README is a target here or in the generated project."""
    code = " ".join(re.findall(r"`[^`\n]+`|^\$ .*$", README, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", code))

    assert named - make_targets("Makefile") - make_targets(f"{PROJECT}/Makefile") == set()


def test_every_question_is_explained():
    """README's table has every question of cookiecutter.json and no other."""
    rows = [
        line.split("|")[1]
        for line in section("The questions").splitlines()
        if line.startswith("| `")
    ]
    explained = {name for row in rows for name in re.findall(r"`(\w+)`", row)}

    assert explained == {name for name in QUESTIONS if not name.startswith("_")}


def test_every_choice_is_named():
    """README names every choice of the questions, without the Python versions."""
    asked = [
        options
        for name, options in QUESTIONS.items()
        if name[0] != "_" and isinstance(options, list)
    ]
    choices = {choice for options in asked for choice in options}
    named = set(re.findall(r"`([^`]+)`", section("The questions")))

    assert {choice for choice in choices if not re.match(r"3\.\d+$", choice)} <= named


def test_the_ten_steps_are_all_there():
    """The guide's table has ten rows in order, each with something to type and its proof."""
    rows = [
        line.strip("|").split("|") for line in README.splitlines() if re.match(r"\| \d+ \|", line)
    ]

    assert [int(row[0]) for row in rows] == list(range(1, 11))
    assert all(cell.strip() for row in rows for cell in row)


def test_the_first_command_stands_on_the_first_screen():
    """Whoever opens README sees what Shipyard is and what to type within 24 lines."""
    assert "\n$ " in "\n".join(README.splitlines()[:24])
