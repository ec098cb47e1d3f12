"""Every combination of choices generates, and every file of it is a file of its kind."""

from __future__ import annotations

import ast
import itertools
import json
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from cookiecutter.main import cookiecutter

from testkit.baking import CHOICES, compiled_once
from testkit.tree import ROOT

pytestmark = pytest.mark.slow

PARSERS: dict[str, Callable[[str], object]] = {
    ".json": json.loads,
    ".py": ast.parse,
    ".toml": tomllib.loads,
    ".yaml": yaml.safe_load,
    ".yml": yaml.safe_load,
}
REST = [question for question in CHOICES if question not in ("license", "python_min")]


def combinations() -> Iterator[dict[str, str]]:
    """What the other questions can be answered with."""
    for row in itertools.product(*(CHOICES[question] for question in REST)):
        answers = dict(zip(REST, row, strict=True))
        if (answers["ci"], answers["publish_from"]) != ("none", "ci"):
            yield answers


def unreadable(project: Path) -> list[str]:
    """The files that cannot be parsed, or are empty without being meant so."""
    found = []
    for path in project.rglob("*"):
        if path.is_dir() or path.name == "py.typed" or "__pycache__" in path.parts:
            continue  # the template's own tools may have run there; a hook drops the bytecode
        if not is_sound(path.suffix, path.read_text(encoding="utf-8")):
            found.append(path.name)
    return found


@cache
def is_sound(suffix: str, text: str) -> bool:
    """Whether a text is of this kind of file; most texts are the same in most combinations."""
    try:
        parsed = PARSERS.get(suffix, str)(text)
    except (ValueError, SyntaxError, yaml.YAMLError):
        return False
    return bool(parsed) and "{%" not in text


@pytest.mark.parametrize("python_min", CHOICES["python_min"])
@pytest.mark.parametrize("licence", CHOICES["license"])
def test_every_combination_makes_sound_files(tmp_path, licence, python_min):
    """With this licence and this Python, each combination of other answers makes sound files.

    Hooks are left out: they add the version file and git, the same in each combination.
    """
    broken = {}
    for number, answers in enumerate(combinations()):
        with compiled_once():
            made = cookiecutter(
                str(ROOT),
                no_input=True,
                accept_hooks=False,
                output_dir=str(tmp_path / str(number)),
                extra_context=answers | {"license": licence, "python_min": python_min},
                default_config=True,
            )
        if found := unreadable(Path(made)):
            broken["-".join(answers.values())] = found

    assert number > 10
    assert broken == {}
