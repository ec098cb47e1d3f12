"""What this person can type: each remedy as a command line in their own way, make or no make."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

from shipyard_release import words
from shipyard_release.errors import (
    Again,
    Delete,
    Edit,
    Git,
    Person,
    Remedy,
    Stop,
    Tool,
    Variables,
    Visit,
)
from shipyard_release.options import CHOICE, COMMANDS, INDEX, MAKE_VARIABLE, setting

LOOKS = ("preflight", "status")


@dataclass(frozen=True)
class Typed:
    """A command as it was typed. `program` is how the tool is started where make is not used."""

    command: str
    options: Mapping[str, object]
    program: str = "shipyard-release"
    with_make: bool = False
    make: str = (
        "make"  # with the name of the makefile, where it has another than make's own
    )
    place: str = ""  # what names the project, behind every command of this tool

    @classmethod
    def here(
        cls, command: str, options: Mapping[str, object], root: Path | None = None
    ) -> Typed:
        """Return what was typed in this process, with what the environment says of the way."""
        program = os.environ.get("SHIPYARD_RELEASE_PROGRAM", cls.program)
        place = os.environ.get("SHIPYARD_RELEASE_PLACE", "")
        # The starters choose the folder by themselves.
        if root and program == cls.program:
            program = f"{program} --root {_quoted(str(root))}"
        return cls(
            command,
            options,
            program,
            with_make=MAKE_VARIABLE in os.environ,
            make=os.environ.get("SHIPYARD_MAKE_COMMAND", cls.make),
            place=place,
        )

    def line(self, remedy: Remedy) -> str:
        """Return a remedy in one line: what it is for, and what to type."""
        label = words.label(getattr(remedy, "label", ""))
        command = self.typeable(remedy)
        if not command:
            return label
        return f"{label}: {command}" if label else command

    def description(self, stop: Stop) -> str:
        """Return a stop in words: what is so, each problem, what is safe, and the remedies."""
        lines = [words.sentence(stop.problem)]
        for problem in stop.problems:
            lines.append(
                indent(words.sentence(problem), "    ").replace("    ", "  - ", 1)
            )
            lines.extend(f"      {self.advice(remedy)}" for remedy in problem.remedies)
        lines.append(words.still_safe(stop.problem))
        lines.extend(self.advice(remedy) for remedy in stop.problem.remedies)
        return "\n".join(lines)

    def advice(self, remedy: Remedy) -> str:
        """Return a remedy in one line, with what it is for above it."""
        if isinstance(remedy, Again) and not remedy.label and not remedy.adding:
            return f"{words.AGAIN}: {self.typeable(remedy)}"
        if isinstance(remedy, Person):
            return words.label(remedy.label)
        return self.line(remedy)

    def typeable(self, remedy: Remedy) -> str:
        """Return what to type for a remedy; '' for what cannot be typed."""
        match remedy:
            case Again(adding):
                return self._written(self.command, _merged(self.options, adding))
            case Tool(command, options):
                return self._written(
                    command, {**self._in_force(command, options), **options}
                )
            case Variables(values):
                settings = [f"{name}={value}" for name, value in values.items()]
                return " ".join([*settings, self._release()])
            case _:
                return _outside(remedy)

    def _release(self) -> str:
        """Return the release that was typed or looked at, with what chose it."""
        kept = (*CHOICE, *INDEX, "allow-empty", "allow-break")
        options = {name: value for name, value in self.options.items() if name in kept}
        return self._written("release", options)

    def _in_force(
        self, command: str, options: Mapping[str, object]
    ) -> dict[str, object]:
        """Return the options that stay in force for another command."""
        kept = list(INDEX)
        if not options.keys() & {*CHOICE}:
            kept.append("version")
            if command in LOOKS:
                kept.append("bump")
        honoured = COMMANDS[command].options
        return {
            name: value
            for name, value in self.options.items()
            if name in kept and name in honoured
        }

    def _written(self, command: str, options: Mapping[str, object]) -> str:
        target = COMMANDS[command].target
        if self.with_make and target:
            given = (_setting(name, value) for name, value in options.items())
            return " ".join([self.make, target, *given])
        given = (_option(name, value) for name, value in options.items())
        place = [_quoted(self.place)] if self.place else []
        return " ".join([self.program, command, *given, *place])


def _outside(remedy: Remedy) -> str:
    """Return what to type for a remedy that is not a command of this tool."""
    match remedy:
        case Git(parts):
            return " ".join(["git", *(_quoted(part) for part in parts)])
        case Delete(path):
            return f"rm -rf {_quoted(path)}"
        case Visit(address):
            return address
        case Edit(path):
            return "" if path == "." else path
        case _:
            return ""


def _merged(
    options: Mapping[str, object], adding: Mapping[str, object]
) -> dict[str, object]:
    """Return options with others added; a version replaces whatever chose one."""
    is_chosen = bool(adding.keys() & {*CHOICE})
    kept = {
        name: value
        for name, value in options.items()
        if not (is_chosen and name in CHOICE)
    }
    return {**kept, **adding}


def _setting(name: str, value: object) -> str:
    return f"{setting(name)}={_quoted(_text(value))}"


def _option(name: str, value: object) -> str:
    if value is True:
        return f"--{name}"
    return f"--{name} {_quoted(_text(value))}"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _quoted(text: str) -> str:
    # A choice such as patch|minor|major is for reading: the person types one of them.
    return text if set(text) <= SAFE else shlex.quote(text)


SAFE = set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./-_|^~!"
)
