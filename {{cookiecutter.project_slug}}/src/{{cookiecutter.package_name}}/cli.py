"""The command {{ cookiecutter.project_slug | plain }}."""

import click

from ._version import __version__
from .example import greet


@click.command("{{ cookiecutter.project_slug | plain }}")
@click.version_option(__version__)
@click.argument("name")
def main(name: str) -> None:
    """Greet NAME."""
    try:
        click.echo(greet(name))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="NAME") from error
