"""What is said of a package that Shipyard did not make."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - it is an answer, not an accident
    """Why a command cannot go on, in words for a person; `status` is the exit status."""

    def __init__(self, words: str, *, status: int = 1) -> None:
        """Take the words, and the exit status."""
        super().__init__(words)
        self.status = status


MAKING = "Making an environment for the release tool ..."
NOT_MADE = "The environment for the release tool could not be made; the reason is printed above."
NO_FOLDER = "There is no folder {path}."
READING = "Building it, and reading what it is ..."
RUNS_THEIR_CODE = """\
To know what {path} builds, its own build code has to run on this machine, as `pip install` would
run it. Nothing is written into its folder."""
ASK = "Run it?"
NEEDS_YES = "There is no terminal to ask in. Say yes beforehand: {command}"
DECLINED = "Stopped; nothing was run."
FOUND = "What was found in {path}, and how to set it:"
SAY_IT = "Say what could not be read, and type it again: {command}"
NOT_ADOPTED = """\
Nothing was written in {path}.
To write these settings down, and to put the tool beside them: {adopt}
What only the index and the remote can tell of a real release: {preflight}"""
WANTS_TABLE = """\
{path} has no settings for releases: its pyproject.toml has no table [tool.shipyard-release].
`shipyard adopt` finds them and writes them down. To try a release before: shipyard rehearse"""
