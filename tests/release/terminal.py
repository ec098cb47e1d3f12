"""A person at a real terminal: a pseudo-terminal with the release tool in it."""

from __future__ import annotations

import os
import pty
import select
import sys

from tests.release.yard import SECTION, Outcome, Yard

SILENCE, PATIENCE = 15, 180
"""Seconds without a sign of life before a key is pressed again, and before the test gives up."""


def at_terminal(
    yard: Yard, command: str, *arguments: str, prompt: bytes, reply: bytes, **variables: str
) -> Outcome:
    """Run a command of the tool in a terminal, wait for `prompt`, type `reply`, and return what was shown."""
    words = [sys.executable, "tools/release.py", command, "--to", SECTION, *arguments]
    environment = {key: value for key, value in yard.environment.items() if key != "NO_COLOR"} | variables
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(yard.project)
        os.execve(words[0], words, environment | {"TERM": "xterm"})
    shown = _read(terminal, until=prompt)
    if prompt in shown:
        os.write(terminal, reply)
        shown += _read(terminal, again=reply)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(terminal)
    return Outcome(status, shown.decode())


def _read(terminal: int, until: bytes | None = None, again: bytes = b"") -> bytes:
    """Read until something is shown or the program has ended.

    A key that is pressed while the terminal changes its mode can get lost, for people too: after a silence
    it is pressed `again`. Raises `TimeoutError` after a long one.
    """
    shown, silences = b"", 0
    while until is None or until not in shown:
        if not select.select([terminal], [], [], SILENCE)[0]:
            silences += 1
            if silences * SILENCE > PATIENCE:
                raise TimeoutError(shown.decode())
            os.write(terminal, again)
            continue
        try:
            more = os.read(terminal, 1000)
        except OSError:  # closed, for its program has ended
            more = b""
        if not more:
            break
        shown += more
    return shown
