"""Run git for a new project, without anything that this user's git does for other repositories."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# git reads more variables, and inside its own hooks they name another repository. Only these stay.
KEPT = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG", "GIT_EXEC_PATH", "GIT_SSL_")
# The first commit is the same everywhere: it uses no hook, signature, filter or helper of the user.
SETTINGS = {
    "init.defaultBranch": "main",
    "user.useConfigOnly": "true",
    "core.hooksPath": os.devnull,
    "core.excludesFile": os.devnull,
    "core.attributesFile": os.devnull,
    "core.fsmonitor": "false",
    "core.safecrlf": "false",
    "core.autocrlf": "false",
    "commit.gpgSign": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
}


def environment() -> dict[str, str]:
    """Return this process's environment without what would make another repository ours."""
    return {
        name: value
        for name, value in os.environ.items()
        if name.startswith(KEPT) or name[:4] != "GIT_"
    }


def run(*arguments: str, more: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run git in the current folder, with `more` settings.

    Return its exit status and what it wrote to stderr. Raises `OSError` where there is no git.
    """
    command = ["git"]
    for name, value in {**SETTINGS, **(more or {})}.items():
        command += ["-c", f"{name}={value}"]
    command += arguments
    if hasattr(os, "posix_spawnp"):
        return _spawn(command)
    # Only for systems like Windows. Importing it takes more CPU time than starting the interpreter
    # and git together: `python -m bench spawn`.
    import subprocess

    done = subprocess.run(
        command,
        capture_output=True,
        check=False,
        env=environment(),
        stdin=subprocess.DEVNULL,
    )
    return done.returncode, done.stderr.decode("utf-8", "replace")


def _spawn(command: list[str]) -> tuple[int, str]:
    reading, writing = os.pipe()
    redirections = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_DUP2, writing, 2),
    ]
    with open(reading, encoding="utf-8", errors="replace") as errors:
        try:
            process = os.posix_spawnp(
                command[0], command, environment(), file_actions=redirections
            )
        finally:
            os.close(writing)
        written = errors.read()
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), written
