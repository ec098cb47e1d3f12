"""The messages about a package that Shipyard did not make."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - it is an answer, not an accident
    """Why a command cannot go on, in words for a person; `status` is the exit status."""

    def __init__(self, words: str, *, status: int = 1) -> None:
        """Take the words, and the exit status."""
        super().__init__(words)
        self.status = status


MAKING = "Creating an environment for the release tool ..."
NOT_MADE = "The environment for the release tool could not be created. The reason is printed above."
NO_FOLDER = "There is no folder {path}."
READING = "Building it, and reading its settings ..."
RUNS_THEIR_CODE = """\
To find the settings of {path}, its own build code has to run on this machine, as `pip install`
does. Nothing is written into its folder."""
ASK = "Run it?"
NEEDS_YES = "Cannot ask: this is not a terminal. To confirm in advance: {command}"
DECLINED = "Stopped. Nothing was run."
FOUND = "The settings that were found in {path}, and the options that set them:"
SAY_IT = "Give the values that could not be found: {command}"
NOT_ADOPTED = """\
Nothing was written in {path}.
To write these settings into the project, with the release tool: {adopt}
To ask the index and the remote about a real release: {preflight}"""
WANTS_TABLE = """\
{path} has no settings for releases: its pyproject.toml has no table [tool.shipyard-release].
`shipyard adopt` finds the settings and writes them. To try a release first: shipyard rehearse"""
