"""Generate projects for tests, the way `cookiecutter` does it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import CodeType
from unittest import mock

from cookiecutter import generate
from cookiecutter.main import cookiecutter
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from testkit.tree import ROOT

QUESTIONS: dict[str, object] = json.loads(
    (ROOT / "cookiecutter.json").read_text(encoding="utf-8")
)

# The questions with choices, and their choices.
CHOICES = {
    name: found
    for name, found in QUESTIONS.items()
    if isinstance(found, list) and name[0] != "_"
}

# Texts of the example, by the files that have them, and what a person could write in their place.
OWN_TEXTS = {
    "CHANGELOG.md": {"First release.": "Greetings."},
    "README.md": {
        "A small Python package.": "Greets people.",
        '"Ada"': '"Eve"',
        ", Ada": ", Eve",
    },
    "setup.py": {"A small Python package.": "Greets people."},
    "src/*/example.py": {"An example, to delete when you have read it": "Greetings"},
}


class Compiled(BytecodeCache):
    """The templates that this process has compiled, by their names and contents."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja a template that it has compiled before."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that Jinja has compiled."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()
# It reads each file of the template, which no test changes.
is_binary = cache(generate.is_binary)


@contextmanager
def compiled_once() -> Iterator[None]:
    """Let cookiecutter compile each template once in this process, and not for each project.

    That is three quarters of what a project without hooks costs.
    """
    make = generate.create_env_with_context

    def make_with_cache(context: dict[str, object]) -> object:
        environment = make(context)
        environment.bytecode_cache = COMPILED
        return environment

    with mock.patch.multiple(
        generate, create_env_with_context=make_with_cache, is_binary=is_binary
    ):
        yield


def bake(folder: Path, **answers: str) -> Path:
    """Generate a project inside `folder` and return its path.

    cookiecutter ignores an answer to a question that does not exist, and a test with such an answer
    would test nothing. So it raises `KeyError` here.
    """
    for name in answers:
        if name not in QUESTIONS or name.startswith("_"):
            raise KeyError(f"no question is called {name!r}")
    home = folder / ".cookiecutter"
    home.mkdir(parents=True, exist_ok=True)
    config = home / "config.yaml"
    config.write_text(
        json.dumps({"cookiecutters_dir": str(home), "replay_dir": str(home)}),
        encoding="utf-8",
    )
    with compiled_once():
        made = cookiecutter(
            str(ROOT),
            no_input=True,
            output_dir=str(folder),
            extra_context=answers,
            config_file=str(config),
        )
    return Path(made)


def make_own(project: Path) -> None:
    """Replace what a preflight for a public index takes for the template's example.

    The function of the example stays, so that there is something to build and to test.
    """
    for name, texts in OWN_TEXTS.items():
        for path in project.glob(name):
            text = path.read_text(encoding="utf-8")
            for before, after in texts.items():
                text = text.replace(before, after)
            path.write_text(text, encoding="utf-8")
