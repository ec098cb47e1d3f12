"""The release tool's commands as commands of `shipyard`, with an option for each setting.

The options come from the tool's own tables, so nothing is said twice.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from shipyard.anywhere.tool import tables

OPTIONS, TABLE = tables()


def names() -> list[str]:
    """Return the names of the release tool's commands."""
    return [name for name in OPTIONS.COMMANDS if name not in OPTIONS.FOR_PROGRAMS]


def setting_options() -> list[click.Option]:
    """Return an option for each key of the settings; a list takes commas."""
    return [
        click.Option(
            [f"--{key}"], metavar=_metavar(about), help=f"Setting: {about.meaning}."
        )
        for key, about in TABLE.KEYS.items()
        if not isinstance(about.default, dict)
    ]


def settings_in(parameters: dict[str, Any]) -> dict[str, object]:
    """Take the settings out of the parameters of a command and return those that were given."""
    given: dict[str, object] = {}
    for key, about in TABLE.KEYS.items():
        text = parameters.pop(key.replace("-", "_"), None)
        if text is not None:
            given[key] = _list(text) if isinstance(about.default, list) else text
    return given


def command(name: str) -> click.Command:
    """Return one of them; its arguments are the tool's, with a path and the settings."""
    about = OPTIONS.COMMANDS[name]
    own = [_option(option) for option in about.options if option != "yes"]
    taken = {option.name for option in own}
    yes = click.Option(
        ["--yes"], is_flag=True, help="Ask nothing, not even whether its code runs."
    )
    settings = [option for option in setting_options() if option.name not in taken]
    path = click.Argument(["path"], required=False, default="", metavar="[PATH]")
    return click.Command(
        name,
        params=[path, *own, yes, *settings],
        callback=_runner(name),
        help=f"{about.help[0].upper()}{about.help[1:]}.",
    )


def _option(name: str) -> click.Option:
    about = OPTIONS.OPTIONS[name]
    if about.is_switch:
        return click.Option(
            [f"--{name}"],
            is_flag=False,
            flag_value="yes",
            metavar="yes|no",
            help=about.help,
        )
    metavar = "|".join(about.choices) or about.metavar or "SECONDS"
    return click.Option([f"--{name}"], metavar=metavar, help=about.help)


def _runner(name: str) -> Callable[..., None]:
    def run(**parameters: Any) -> None:
        from shipyard.anywhere import run  # slow to start, and needless for --help

        place = parameters.pop("path")
        yes = parameters.pop("yes")
        names = [option for option in OPTIONS.COMMANDS[name].options if option != "yes"]
        typed = [
            (option, parameters.pop(option.replace("-", "_"), None)) for option in names
        ]
        arguments = [
            f"--{option}={value}" for option, value in typed if value is not None
        ]
        if yes and "yes" in OPTIONS.COMMANDS[name].options:
            arguments.append("--yes")
        wish = run.Wish(
            name,
            Path(place or "."),
            place=place,
            arguments=tuple(arguments),
            settings=settings_in(parameters),
            yes=yes,
        )
        sys.exit(run.run(wish))

    return run


def _metavar(about: Any) -> str:
    return "A,B" if isinstance(about.default, list) else "TEXT"


def _list(text: str) -> list[str]:
    return [each for each in text.split(",") if each]
