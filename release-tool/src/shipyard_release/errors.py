"""What stops a release, and what would help, as data.

Nothing here is printed: `words.py` turns these values into sentences, and `typed.py` turns a remedy
into what this person can type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

Facts = dict[str, Any]


class Status(IntEnum):
    """How a command ends."""

    DONE = 0
    STOPPED = 1
    TYPED_WRONG = 2
    LOST = 3  # the version cannot be uploaded any more
    WAITING = 4  # for something outside, such as an index or a pipeline
    INTERRUPTED = 130


@dataclass(frozen=True)
class Message:
    """Something to tell a person: `kind` chooses the words, and `facts` fill them in."""

    kind: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Again:
    """The same command as it was typed, when the cause is gone, with `adding` as more options."""

    adding: Mapping[str, object] = field(default_factory=dict)
    label: str = ""


@dataclass(frozen=True)
class Tool:
    """Another command of this tool. The index that was asked for stays in force."""

    command: str
    options: Mapping[str, object] = field(default_factory=dict)
    label: str = ""


@dataclass(frozen=True)
class Git:
    """A git command. Words in capitals, such as URL, are what only the person knows."""

    words: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True)
class Edit:
    """A change to a file, which a commit follows."""

    path: str
    label: str


@dataclass(frozen=True)
class Delete:
    """A file or folder to delete."""

    path: str
    label: str = ""


@dataclass(frozen=True)
class Visit:
    """A page to open in a browser."""

    address: str
    label: str


@dataclass(frozen=True)
class Variables:
    """Environment variables for one release, with words in capitals for secret values."""

    values: Mapping[str, str]
    label: str


@dataclass(frozen=True)
class Person:
    """Something outside any program that only a person can do."""

    label: str


Remedy = Again | Tool | Git | Edit | Delete | Visit | Variables | Person


@dataclass(frozen=True)
class Problem(Message):
    """A message about what is wrong, with what would help, the best first."""

    remedies: tuple[Remedy, ...] = ()

    @property
    def can_repeat(self) -> bool:
        """Whether the same command can succeed later."""
        return any(isinstance(remedy, Again) for remedy in self.remedies)


class Stop(Exception):  # noqa: N818 - a release stops; that is not always an error
    """The command cannot go on.

    It carries one problem, the exit status, and for a list such as preflight's the single problems.
    """

    def __init__(
        self,
        kind: str,
        *remedies: Remedy,
        status: Status = Status.STOPPED,
        problems: tuple[Problem, ...] = (),
        **facts: Any,
    ) -> None:
        """Take the kind, what would help, the exit status, single problems, and the facts."""
        super().__init__(kind, facts)
        self.problem = Problem(kind, facts, remedies)
        self.status = status
        self.problems = problems

    @property
    def kind(self) -> str:
        """What kind of stop this is."""
        return self.problem.kind
