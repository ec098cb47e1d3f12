"""The command `shipyard adopt`: its options, and each setting of the release tool as a flag."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from shipyard.anywhere.commands import setting_options, settings_in

CI = ("github", "gitlab", "none", "keep")
EXAMPLE = """\b
Without a question, on a branch that can be reviewed:
  shipyard adopt ~/code/inflection --yes
"""
OPTIONS = [
    click.Argument(["path"], required=False, default="", metavar="[PATH]"),
    click.Option(
        ["--dry-run"], is_flag=True, help="Compare, show the diff, and write nothing."
    ),
    click.Option(
        ["--yes"],
        is_flag=True,
        help="Ask nothing, not even before the build code runs.",
    ),
    click.Option(
        ["--answers"],
        metavar="FILE",
        help="Take settings from a file: YAML, JSON or TOML.",
    ),
    click.Option(
        ["--ci"],
        type=click.Choice(CI),
        help="Add a pipeline for GitHub or GitLab, or none.  [default: as the project has it]",
    ),
    click.Option(
        ["--branch", "new_branch"],
        default="shipyard-adopt",
        metavar="NAME",
        help="The new branch for the commit.  [default: shipyard-adopt]",
    ),
    click.Option(
        ["--release-branches", "--release-branch", "branches"],
        metavar="A,B",
        help="Setting: the branches that releases are made from.",
    ),
    click.Option(["--no-branch"], is_flag=True, help="Commit to the current branch."),
    click.Option(
        ["--no-vendor"], is_flag=True, help="Write only the settings, without the tool."
    ),
    click.Option(
        ["--no-verify"], is_flag=True, help="Commit without your commit hooks."
    ),
]


def adopt(**parameters: Any) -> None:
    """Run the command."""
    # Slow to start, and needless for --help.
    from shipyard.adoption import (
        questions,
        run,
    )
    from shipyard.adoption.words import Refused

    answers = parameters.pop("answers")
    try:
        from_file = questions.from_file(Path(answers).expanduser()) if answers else {}
    except Refused as reason:
        raise click.ClickException(str(reason)) from None
    ci = parameters["ci"] or str(from_file.pop(questions.CI, ""))
    place = parameters.pop("path")
    wish = run.Wish(
        Path(place or ".").expanduser(),
        given={**from_file, **settings_in(parameters)},
        ci=ci,
        branch=parameters["new_branch"],
        on_branch=not parameters["no_branch"],
        vendor=not parameters["no_vendor"],
        dry_run=parameters["dry_run"],
        yes=parameters["yes"],
        verify=not parameters["no_verify"],
        place=place,
    )
    sys.exit(run.adopt(wish))


COMMAND = click.Command(
    "adopt",
    params=[
        *OPTIONS,
        *(option for option in setting_options() if option.name != "branches"),
    ],
    callback=adopt,
    epilog=EXAMPLE,
    help="Add the release tool to an existing package, and prove that the package stays the same.",
)
