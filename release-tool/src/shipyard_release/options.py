"""The command line: each command with only the options that it honours.

This needs nothing but the standard library, so a mistyped command is refused before the environment
of the tool is made. Settings that are typed after `make` arrive here, too.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from shipyard_release.names import KINDS, PARTS, PYPI, bump_parts

MAKE_VARIABLE = "SHIPYARD_MAKE"
"""The Makefile puts make's own variable MAKEOVERRIDES into this one: the settings, as typed."""
MAKES_OWN = ("PYTHON", "UV")  # settings of the Makefile, not of this tool
ON = ("1", "y", "yes", "true", "on")
OFF = ("0", "n", "no", "false", "off")


@dataclass(frozen=True)
class Option:
    """An option of one or more commands."""

    help: str
    metavar: str = ""
    choices: tuple[str, ...] = ()
    is_switch: bool = False
    is_seconds: bool = False
    default: object = None


@dataclass(frozen=True)
class Command:
    """A command: its help text, its options, and the target of the Makefile that calls it."""

    help: str
    options: tuple[str, ...]
    target: str = ""


OPTIONS: dict[str, Option] = {
    "bump": Option(
        "raise this part of the version first, or make it a pre-release, such as minor,rc",
        choices=(*PARTS, *KINDS),
    ),
    "version": Option(
        "the version, such as 1.2.0 (default: the version file's)", "VERSION"
    ),
    "to": Option("pypi, testpypi, or a section of .pypirc", "INDEX", default=PYPI),
    "index-url": Option(
        "where the index lists its files, if that cannot be derived", "URL"
    ),
    "yes": Option(
        "do not ask before something becomes public or a branch is deleted",
        is_switch=True,
    ),
    "anew": Option(
        "release the version of the file from the newest commit, although an older commit began it",
        is_switch=True,
    ),
    "allow-empty": Option(
        "release although the changelog has no entry", is_switch=True
    ),
    "allow-break": Option(
        "release although the version does not announce a breaking change",
        is_switch=True,
    ),
    "tests": Option(
        "run the tests in the check (default: yes)", is_switch=True, default=True
    ),
    "dry-run": Option("print what would be done, and change nothing", is_switch=True),
    "wait": Option(
        "how long to wait until the index lists a file", is_seconds=True, default=900.0
    ),
    "limit": Option(
        "how long an upload may make no progress", is_seconds=True, default=300.0
    ),
    "out": Option(
        "folder for the distributions (default: dist)", "FOLDER", default="dist"
    ),
    "json": Option("print JSON, for a program", is_switch=True),
    "reason": Option(
        "why the version is yanked, in one sentence, for the changelog", "TEXT"
    ),
    "open": Option(
        "open the pull request of a release with gh or glab, or the page of a yank in a browser",
        is_switch=True,
    ),
    "flags": Option(
        "print the options of `gh release create` for this page in place of its text",
        is_switch=True,
    ),
    "dependencies": Option(
        "create an environment with the dependencies of the package, and see what can be imported",
        "FOLDER",
    ),
}
CHOICE = ("bump", "version")
INDEX = ("to", "index-url")
ALONG = ("yes", "allow-empty", "allow-break", "anew", "tests", "open")
COMMANDS: dict[str, Command] = {
    "release": Command(
        "release the project",
        (*CHOICE, *INDEX, *ALONG, "dry-run", "wait", "limit"),
        target="release",
    ),
    "rehearse": Command(
        "release it where no one sees it, by the rules of an index",
        (*CHOICE, "to", "allow-empty", "allow-break", "tests"),
        target="rehearse",
    ),
    "preflight": Command(
        "list everything that would stop a release",
        (*CHOICE, *INDEX, "allow-empty", "allow-break", "anew"),
        target="preflight",
    ),
    "build": Command(
        "build sdist and wheel of the last commit", ("out", "dry-run"), target="build"
    ),
    "check": Command(
        "build the commit of a version and inspect it, as a pipeline does",
        ("version", *INDEX, "out", "tests", "dry-run"),
        target="release-check",
    ),
    "upload": Command(
        "send the distributions in --out that the index lacks, as a pipeline does",
        (*INDEX, "out", "limit", "dry-run"),
    ),
    "notes": Command(
        "print the text of a release page",
        ("version", "out", "flags"),
        target="release-notes",
    ),
    "verify": Command(
        "compare a release with its commit, and install it",
        ("version", *INDEX, "wait"),
        target="verify",
    ),
    "status": Command(
        "show what is done and what is missing",
        (*CHOICE, *INDEX),
        target="release-status",
    ),
    "abort": Command(
        "take back a release commit that was never pushed, or the branch of a pull request",
        ("version", *INDEX, "yes", "dry-run"),
        target="release-abort",
    ),
    "yank": Command(
        "name the page where a version is yanked, and note it in the changelog",
        ("version", *INDEX, "reason", "open", "dry-run"),
        target="yank",
    ),
    "token": Command(
        "store an API token in the system's keyring", ("to", "dry-run"), target="token"
    ),
    "settings": Command(
        "find the settings for a project without any; builds it, and needs a network",
        ("json", "dependencies"),
    ),
}
FOR_PROGRAMS = ("settings",)
DESCRIPTION = """\
Release this project: rehearsed before it is real, finished by the same command after any
interruption, compared byte for byte.

The state is read from git, the index and the files under .release/."""
STATUSES = """\
exit status:
  0   done
  1   stopped; the last lines say what to do
  2   wrong usage; nothing was done
  3   this version is lost: the index cannot take it any more
  4   waiting for something outside; type the same command again later
  130 interrupted; type the same command again"""


class TypedWrongError(Exception):
    """The command line cannot be right; the text says why."""


def parse(
    arguments: list[str] | None = None, *, variables: Mapping[str, str] | None = None
) -> argparse.Namespace:
    """Return what was typed: `command`, `root` and the options of the command.

    `given` holds the options that were typed, by name. Settings typed after `make` come from
    `variables`, the environment by default. Ends the program with status 2 for anything else.
    """
    words = sys.argv[1:] if arguments is None else arguments
    typed = (os.environ if variables is None else variables).get(MAKE_VARIABLE)
    parser = _parser()
    options = parser.parse_args(words)
    try:
        settings = {} if typed is None else _from_make(options.command, typed)
        options = parser.parse_args([*words, *_as_options(settings)])
        options.given = _given(options)
        _refuse_two_choices(options.given)
    except TypedWrongError as error:
        parser.exit(2, f"{error}\n")
    return options


def make_settings(text: str) -> dict[str, str]:
    """Return the settings in make's variable MAKEOVERRIDES, as they were typed.

    make puts a backslash before whitespace, quotes and backslashes, and doubles each dollar sign.
    """
    settings: dict[str, str] = {}
    for word in re.findall(r"(?:\\.|[^\s\\])+", text, re.DOTALL):
        name, _, value = word.partition("=")
        plain = re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL).replace("$$", "$")
        settings[name.rstrip(":?+")] = plain
    return settings


def setting(option: str) -> str:
    """Return the name of an option as a setting after make: `index-url` gives `INDEX_URL`."""
    return option.upper().replace("-", "_")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """End with one line about what was typed, and one about where to read more."""
        hint = f"{self.prog} --help lists the commands and options."
        if MAKE_VARIABLE in os.environ:
            message = re.sub(r"(argument )?--([a-z-]+)", _as_setting, message)
        if found := re.fullmatch(r"unrecognized arguments: (\S+)", message):
            message += _meant(found[1])
        self.exit(2, f"{message[:1].upper()}{message[1:]}.\n{hint}\n")


def _meant(word: str) -> str:
    """Return what a word without an option probably means, as the end of a message."""
    with suppress(ValueError):
        bump = ",".join(bump_parts(word))
        return f". Did you mean --bump {bump}?"
    return f". Did you mean --version {word}?" if word[:1].isdigit() else ""


def _as_setting(option: re.Match[str]) -> str:
    """Return an option in a message as it is typed after make."""
    return setting(option[2])


def _parser() -> argparse.ArgumentParser:
    program = os.environ.get("SHIPYARD_RELEASE_PROGRAM", "shipyard-release")
    parser = _Parser(
        program,
        description=DESCRIPTION,
        epilog=STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--root",
        type=Path,
        metavar="FOLDER",
        help="the project (default: the current folder)",
    )
    parser.add_argument(
        "--settings",
        type=Path,
        metavar="FILE",
        help="a TOML file with the settings, instead of the project's own table",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        one = commands.add_parser(
            name, help=command.help, description=f"{command.help}.", allow_abbrev=False
        )
        for option in command.options:
            _add(one, option)
    return parser


def _add(parser: argparse.ArgumentParser, name: str) -> None:
    option = OPTIONS[name]
    more: dict[str, Any] = {"type": _text(name), "metavar": option.metavar or None}
    if option.is_switch:
        more = {"type": _switch, "nargs": "?", "const": True, "metavar": "yes|no"}
    elif option.is_seconds:
        more = {"type": _seconds(name), "metavar": "SECONDS"}
    elif option.choices:
        more = {"type": _bump, "metavar": "|".join(option.choices)}
    parser.add_argument(f"--{name}", help=option.help, **more)


def _text(name: str) -> Any:
    def text(given: str) -> str:
        if not given.strip():
            raise argparse.ArgumentTypeError(
                f"it is empty; give --{name} a value or leave it out"
            )
        return given

    return text


def _seconds(name: str) -> Any:
    def seconds(given: str) -> float:
        try:
            number = float(given)
        except ValueError:
            number = -1
        if not 0 <= number < float("inf"):
            raise argparse.ArgumentTypeError(
                f"{given!r} is not a number of seconds for --{name}"
            )
        return number

    return seconds


def _bump(given: str) -> str:
    try:
        return ",".join(bump_parts(given))
    except ValueError:
        known = ", ".join((*PARTS, *KINDS))
        message = (
            f"invalid choice: {given!r} (choose from {known}, or two such as minor,rc)"
        )
        raise argparse.ArgumentTypeError(message) from None


def _switch(given: str) -> bool:
    if given.lower() in ON:
        return True
    if given.lower() in OFF:
        return False
    raise argparse.ArgumentTypeError(f"{given!r} is neither yes nor no")


def _given(options: argparse.Namespace) -> dict[str, object]:
    """Return what was typed, and fill in the defaults of the rest."""
    given: dict[str, object] = {}
    for name in COMMANDS[options.command].options:
        attribute = name.replace("-", "_")
        value = getattr(options, attribute)
        default = OPTIONS[name].default
        is_set = value is not None and not (
            OPTIONS[name].is_switch and value is bool(default)
        )
        if is_set:
            given[name] = value
        else:
            setattr(options, attribute, default)
    return given


def _refuse_two_choices(given: Mapping[str, object]) -> None:
    if given.keys() >= {*CHOICE}:
        raise TypedWrongError(
            "BUMP and VERSION both choose a version. Give only one of them."
        )


def _from_make(command: str, text: str) -> dict[str, str]:
    settings = make_settings(text)
    known = {setting(name): name for name in COMMANDS[command].options}
    found: dict[str, str] = {}
    for name, value in settings.items():
        if name in MAKES_OWN:
            continue
        if name not in known:
            raise TypedWrongError(_unknown(command, name, list(known)))
        if not value.strip():
            raise TypedWrongError(
                f"{name}= is empty. Give it a value, or leave it out."
            )
        found[known[name]] = value
    return found


def _unknown(command: str, name: str, known: list[str]) -> str:
    target = COMMANDS[command].target or command
    near = difflib.get_close_matches(name.upper(), known, n=1)
    offer = f" Did you mean {near[0]}?" if near else ""
    takes = ", ".join(known) or "no setting"
    return f"{name} is not a setting of `make {target}`.{offer} It takes {takes}."


def _as_options(settings: Mapping[str, str]) -> list[str]:
    return [f"--{name}={value}" for name, value in settings.items()]
