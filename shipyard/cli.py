"""The `shipyard` command line. The code that it runs is in `shipyard/wizard/`."""

from __future__ import annotations

import io
import json
import os
import shlex
import sys
from pathlib import Path
from typing import Any

import click

from shipyard.wizard import catalogue

QUESTIONS = catalogue.load()
EXAMPLE = """\b
Example, complete and without a question:
  shipyard new --yes --project-name "Tide Tables" --license Apache-2.0 \\
    --description "When the water comes." --ci gitlab --output-dir ~/code
"""
COMPLETIONS = """\b
Completion in bash, zsh (zsh_source) or fish (fish_source), where shipyard is installed:
  eval "$(_SHIPYARD_COMPLETE=bash_source shipyard)"
"""


def main() -> None:
    """The entry point. An interrupted command ends with one line and status 130."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A name may have letters that the stream cannot write.
            stream.reconfigure(errors="backslashreplace")
    try:
        cli(prog_name="shipyard", standalone_mode=False)
    except (KeyboardInterrupt, EOFError, click.Abort):
        click.echo("Stopped. Nothing was written.", err=True)
        sys.exit(130)
    except click.exceptions.Exit as ending:
        sys.exit(ending.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)


class Commands(click.Group):
    """The commands below, and those of the release tool, which are loaded when they are needed."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names in the order of the help text: our own commands come first."""
        from shipyard.anywhere import commands  # slow to start, and needless for `new`

        return [*super().list_commands(context), "adopt", *commands.names()]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return a command by its name."""
        own = super().get_command(context, name)
        if own:
            return own
        if name == "adopt":
            from shipyard.adoption.command import COMMAND  # as above

            return COMMAND
        from shipyard.anywhere import commands  # as above

        return commands.command(name) if name in commands.names() else None


@click.group(
    cls=Commands,
    epilog=EXAMPLE + "\n" + COMPLETIONS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(
    package_name="cookiecutter-shipyard", message="shipyard %(version)s"
)
def cli() -> None:
    """Create Python packages that are ready to be released."""


def question_options(command: click.Command) -> click.Command:
    """Give a command one option for each question, as cookiecutter.json has them."""
    for question in QUESTIONS:
        default = (
            f"follows from {question.follows}" if question.follows else question.default
        )
        option = click.Option(
            [question.flag],
            help=f"{question.prompt}  [default: {default}]",
            metavar="|".join(question.choices) or "TEXT",
            shell_complete=_completion(list(question.choices)),
        )
        command.params.append(option)
    return command


def _named(words: tuple[str, ...], flag: str | None) -> str | None:
    """Return the name that was typed, as NAME or as a flag."""
    if not words:
        return flag
    if len(words) > 1:
        quoted = shlex.quote(" ".join(words))
        raise click.UsageError(
            f"A name of several words needs quotes: shipyard new {quoted}"
        )
    if flag not in (None, words[0]):
        raise click.UsageError(
            f'NAME says "{words[0]}" and --project-name says "{flag}": leave one of them out.'
        )
    return words[0]


def _path(
    _context: click.Context, _option: click.Parameter, typed: str | None
) -> Path | None:
    """Return a path; shells leave the tilde alone in `--output-dir=~/code`."""
    return None if typed is None else Path(os.path.expanduser(typed))


def _completion(values: list[str]) -> Any:
    return lambda _context, _option, typed: [
        value for value in values if value.startswith(typed)
    ]


@question_options
@cli.command(epilog=EXAMPLE)
@click.argument("name", nargs=-1, metavar="[NAME]")
@click.option(
    "--yes",
    is_flag=True,
    help="Ask nothing. Take flags, then the answers file, then guesses and defaults.",
)
@click.option(
    "--answers",
    "answers_file",
    metavar="FILE",
    callback=_path,
    help="Take answers from YAML or JSON.",
)
@click.option(
    "--save-answers",
    metavar="FILE",
    callback=_path,
    help="Also write the answers to this new file.",
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Print the files and the answers, and write nothing.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Afterwards create the environment and run the project's checks.",
)
@click.option(
    "--output-dir",
    metavar="FOLDER",
    callback=_path,
    default=".",
    help="Create the project's folder in this folder.  [default: .]",
)
def new(**parameters: Any) -> None:
    """Create a package. Asks for anything that is not given as a flag, then shows a summary.

    NAME is the same as --project-name.
    """
    from shipyard.wizard import run  # slow to start, and needless for --help

    given = {question.name: parameters.pop(question.name) for question in QUESTIONS}
    given["project_name"] = _named(parameters.pop("name"), given["project_name"])
    sys.exit(
        run.new(
            QUESTIONS,
            {name: text for name, text in given.items() if text is not None},
            run.Options(**parameters),
        )
    )


@cli.command("questions")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
def list_questions(as_json: bool) -> None:
    """List the questions, their choices, defaults and rules."""
    described = [catalogue.described(question) for question in QUESTIONS]
    if as_json:
        click.echo(json.dumps(described, indent=2, ensure_ascii=False))
        return
    common = catalogue.common_rules()
    for about in described:
        click.echo(f"{about['flag']}  {about['prompt']}")
        click.echo(
            f"    default: {about.get('default') or 'follows from ' + about['follows']}"
        )
        for value, text in about.get("choices", {}).items():
            meaning = "" if value == text else ": " + text.removeprefix(value + ": ")
            click.echo(f"    {value}{meaning}")
        for rule in about["rules"]:
            if rule not in common:
                click.echo(f"    - {rule}")
    click.echo("every question")
    for rule in common:
        click.echo(f"    - {rule}")


@cli.command()
@click.option("--reset", is_flag=True, help="Forget your identity.")
def identity(reset: bool) -> None:
    """Show the name, e-mail address and account that Shipyard remembers."""
    from shipyard.wizard import identity as kept

    if reset:
        try:
            click.echo(
                "Forgotten." if kept.forget() else "There was nothing to forget."
            )
        except OSError as error:
            raise click.ClickException(
                f"{kept.path()} cannot be removed: {error.strerror}"
            ) from error
        return
    for name, text in kept.remembered().items():
        click.echo(f"{name}: {text}")
    click.echo(
        f"Kept in {kept.path()}"
        if kept.remembered()
        else f"Nothing is remembered ({kept.path()})."
    )
