"""Run the `cookiecutter` command as a person does, and see what is on the disk afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shipyard import rules
from testkit.tree import ROOT

TEMPLATE: dict[str, Any] = json.loads(
    ROOT.joinpath("cookiecutter.json").read_text(encoding="utf-8")
)


def complete(given: Mapping[str, str]) -> dict[str, str]:
    """Return all answers when these are given and nobody touches the others."""
    answers = {}
    for name, default in TEMPLATE.items():
        if not name.startswith("_"):
            answers[name] = default[0] if isinstance(default, list) else default
    answers |= given
    for question, (source, derive) in rules.DERIVED.items():
        if question not in given:
            answers[question] = derive(answers[source])
    return answers


DEFAULTS = complete({})


@dataclass(frozen=True)
class Shell:
    """A shell of somebody with a home and a folder to work in."""

    home: Path
    work: Path

    def run(
        self, *words: str, typed: str | None = None, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run cookiecutter in the folder; `typed` answers its questions, else it asks none."""
        asks = typed is not None or "--replay-file" in words
        options = () if asks else ("--no-input",)
        return subprocess.run(
            [sys.executable, "-m", "cookiecutter", *options, str(ROOT), *words],
            cwd=self.work,
            env=self.environment(**more),
            input=typed or "",
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )

    def environment(self, **more: str) -> dict[str, str]:
        """What a program started here sees."""
        kept = {
            name: os.environ[name]
            for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP")
            if name in os.environ
        }
        home = {"HOME": str(self.home), "USERPROFILE": str(self.home)}
        return {**kept, **home, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8", **more}

    def configure(self, **answers: object) -> None:
        """Write answers into cookiecutter's user configuration; JSON is YAML, too."""
        text = json.dumps({"default_context": answers})
        self.home.joinpath(".cookiecutterrc").write_text(text, encoding="utf-8")

    def replay_file(self, **answers: object) -> str:
        """Write a replay file as cookiecutter does, with these answers in it."""
        template = json.loads(
            ROOT.joinpath("cookiecutter.json").read_text(encoding="utf-8")
        )
        private = {
            name: value
            for name, value in template.items()
            if name[0] == "_" and name != "__prompts__"
        }
        text = json.dumps({"cookiecutter": {**DEFAULTS, **private, **answers}})
        path = self.home / "answers.json"
        path.write_text(text, encoding="utf-8")
        return str(path)

    def contents(self) -> dict[str, bytes | None]:
        """Return every path in the working folder with what it holds."""
        found = sorted(self.work.rglob("*"))
        return {
            str(path.relative_to(self.work)): path.read_bytes()
            if path.is_file()
            else None
            for path in found
        }
