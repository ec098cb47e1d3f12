"""A real terminal for tests: a program behind a pseudo-terminal, and the screen that pyte shows."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyte

ENTER = "\r"
DOWN = "\x1b[B"
ERASE_LINE = "\x15"  # as Ctrl-U does
UP = "\x1b[A"
CTRL_C = "\x03"
CTRL_D = "\x04"
CLEAR = "\x15"

SILENCE = 15
"""Seconds without any output before a key is pressed again."""


class Terminal:
    """A running program and its screen."""

    def __init__(
        self, pid: int, handle: int, *, columns: int, rows: int, tells_place: bool
    ) -> None:
        self.pid = pid
        self.handle = handle
        self.tells_place = tells_place
        self.screen = pyte.HistoryScreen(columns, rows, history=1000, ratio=1)
        self.stream = pyte.ByteStream(self.screen)
        # What came, each with the time when it came.
        self.pieces: list[tuple[float, bytes]] = []
        self.modes = self.last_modes = termios.tcgetattr(handle)

    @property
    def raw(self) -> bytes:
        """Everything that the program wrote."""
        return b"".join(came for _, came in self.pieces)

    @property
    def text(self) -> str:
        """Everything on the screen, and what has scrolled off it."""
        above = [self._line(cells) for cells in self.screen.history.top]
        return "\n".join(map(str.rstrip, [*above, *self.screen.display])).rstrip()

    def _line(self, cells: Mapping[int, Any]) -> str:
        return "".join(cells[column].data for column in range(self.screen.columns))

    def see(self, words: str, *, seconds: float = 20) -> None:
        """Wait until these words are shown; else fail with what is shown instead."""
        deadline = time.monotonic() + seconds
        while words not in self.text:
            if not self._read(deadline - time.monotonic()):
                raise AssertionError(f"{words!r} did not come:\n{self.text}")

    def type(self, *keys: str) -> None:
        for key in keys:
            os.write(self.handle, key.encode())

    def end(self, *, seconds: float = 30, again: str = "") -> int:
        """Wait for the program's end; return its exit status.

        A key that is pressed while the terminal changes its mode can get lost, for people too:
        after a silence it is pressed `again`.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            now = time.monotonic()
            if self._read(min(deadline - now, SILENCE)):
                continue
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            # Closed by a program that is about to end, unless there was a silence.
            time.sleep(0.01)
            if time.monotonic() - now >= SILENCE:
                self.type(again)
        raise AssertionError(f"the program goes on:\n{self.text}")

    def _read(self, seconds: float) -> bool:
        """Take in what the program writes next; false when it has ended or time is up."""
        if seconds <= 0 or not select.select([self.handle], [], [], seconds)[0]:
            return False
        try:
            self.last_modes = termios.tcgetattr(self.handle)
            came = os.read(self.handle, 65536)
        except OSError:  # Linux says so when the other side is closed.
            return False
        self.pieces.append((time.monotonic(), came))
        self.stream.feed(came)
        self._answer(came)
        return bool(came)

    def _answer(self, came: bytes) -> None:
        """Say where the cursor is when the program asks, as a terminal does."""
        if self.tells_place and b"\x1b[6n" in came:
            os.write(
                self.handle,
                f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R".encode(),
            )


@contextmanager
def terminal(
    command: Sequence[str | Path],
    *,
    cwd: Path,
    env: Mapping[str, str],
    columns: int = 80,
    rows: int = 24,
    tells_place: bool = True,
) -> Iterator[Terminal]:
    """Run a command in a terminal of this size, and end it with the block.

    Some terminals never tell where the cursor is: `tells_place` is false for such a one.
    """
    pid, handle = pty.fork()
    if pid == 0:
        os.chdir(cwd)
        # Otherwise the program would see the size of the terminal that the tests run in.
        size = {"COLUMNS": str(columns), "LINES": str(rows)}
        os.execvpe(
            str(command[0]),
            [str(word) for word in command],
            {"TERM": "xterm-256color", **env, **size},
        )
    fcntl.ioctl(handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    running = Terminal(pid, handle, columns=columns, rows=rows, tells_place=tells_place)
    try:
        yield running
    finally:
        _close(running)


def _close(running: Terminal) -> None:
    try:
        if os.waitpid(running.pid, os.WNOHANG) == (0, 0):
            os.kill(running.pid, signal.SIGKILL)
            os.waitpid(running.pid, 0)
    except ChildProcessError:  # it was waited for
        pass
    os.close(running.handle)
