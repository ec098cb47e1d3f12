"""Run other programs: from argument lists, without a shell, in a chosen environment."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from shipyard_release.errors import Again, Remedy, Stop

# Runs a module. -I keeps the current folder and the person's variables from shadowing it.
PYTHON = (sys.executable, "-I", "-m")
LINES_QUOTED = 20
# Colours, other styles and links, which some programs print into a pipe, too.
STYLES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x1b\x07]*(?:\x1b\\|\x07))")


class ProgramFailed(Stop):
    """A program ended badly.

    `output` is everything that it printed, and `returncode` its exit status if it had one.
    """

    def __init__(
        self,
        command: tuple[str, ...],
        ending: str,
        output: str = "",
        *,
        returncode: int | None = None,
    ) -> None:
        """Take the command, how it ended, what it printed, and its exit status."""
        plain = STYLES.sub("", output)
        lines = f"{ending}\n{plain}".strip()
        super().__init__(
            "program-failed", Again(), command=" ".join(command), output=lines
        )
        self.output = plain.strip() or ending
        self.returncode = returncode

    @property
    def quoted(self) -> str:
        """The command and the last lines of what it printed."""
        facts = self.problem.facts
        lines = f"`{facts['command']}` {facts['output']}".splitlines()
        return "\n".join(lines[-LINES_QUOTED:])


def environment(*, drop: tuple[str, ...], **more: str) -> dict[str, str]:
    """Return this process's environment without the variables that begin with one of `drop`."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(drop)
    }
    return kept | more


def run(
    *command: str,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    limit: float | None = None,
    stdin: str | None = None,
    when_interrupted: Callable[[], None] | None = None,
) -> str:
    """Run a program to its end and return the text that it printed, as `run_raw` does."""
    printed = run_raw(
        *command,
        cwd=cwd,
        env=env,
        limit=limit,
        stdin=stdin,
        when_interrupted=when_interrupted,
    )
    return _text(printed)


def run_raw(
    *command: str,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    limit: float | None = None,
    stdin: str | None = None,
    when_interrupted: Callable[[], None] | None = None,
) -> bytes:
    """Run a program to its end and return what it printed, without its warnings.

    `limit` is in seconds, and `stdin` is what the program reads. With `when_interrupted` the
    program is not left half done: a first Ctrl-C calls it and waits for the program's end. Raises
    `ProgramFailed` when the program ends with another status than 0, or not in time.
    """
    try:
        with _patience(when_interrupted) if when_interrupted else nullcontext():
            done = subprocess.run(
                command,
                cwd=cwd,
                env=env,
                timeout=limit,
                start_new_session=when_interrupted is not None,
                stdin=subprocess.DEVNULL if stdin is None else None,
                input=None if stdin is None else stdin.encode(),
                capture_output=True,
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise ProgramFailed(command, f"gave no answer within {limit:.0f} s") from None
    except OSError as error:
        raise ProgramFailed(command, f"does not start: {error}") from None
    if done.returncode:
        ending = f"ended with exit status {done.returncode}:"
        output = _text(done.stdout + done.stderr).replace("\r\n", "\n")
        raise ProgramFailed(command, ending, output, returncode=done.returncode)
    return done.stdout


def _text(output: bytes) -> str:
    return output.decode("utf-8", "replace")


def _started(
    command: tuple[str, ...], cwd: Path, env: Mapping[str, str]
) -> subprocess.Popen[str]:
    """Start a program whose output and errors come from one pipe, as text."""
    try:
        return subprocess.Popen(
            command,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise ProgramFailed(command, f"does not start: {error}") from None


def follow(
    *command: str,
    cwd: Path,
    env: Mapping[str, str],
    silence: float,
    goes_on: Callable[[str], bool],
) -> None:
    """Run a program that may take as long as it needs, as long as it goes on.

    `goes_on` gets each part of what it prints, and returns whether that shows progress. `silence`
    is the longest time without progress, in seconds. Raises `ProgramFailed` as `run` does.
    """
    program = _started(command, cwd, env)
    printed: list[str] = []
    with program, _ended(program):
        parts = _parts(program)
        deadline = time.monotonic() + silence
        try:
            while part := _next(parts, deadline - time.monotonic()):
                printed.append(part)
                if goes_on(part):
                    deadline = time.monotonic() + silence
        except Empty:
            raise ProgramFailed(
                command, f"gave no answer within {silence:.0f} s"
            ) from None
        returncode = program.wait()
    if returncode:
        ending = f"ended with exit status {returncode}:"
        raise ProgramFailed(command, ending, "".join(printed), returncode=returncode)


@contextmanager
def _ended(program: subprocess.Popen[str]) -> Generator[None]:
    """Leave no program running behind, however the block ends."""
    try:
        yield
    finally:
        program.kill()


def _parts(program: subprocess.Popen[str]) -> SimpleQueue[str]:
    """Return what a program prints as it comes, line by line, and at last ''."""
    parts: SimpleQueue[str] = SimpleQueue()

    def listen() -> None:
        output = program.stdout
        while output and (part := output.readline()):
            parts.put(part)
        parts.put("")

    # Only a thread can wait for a pipe with a limit on every system.
    threading.Thread(target=listen, daemon=True).start()
    return parts


def _next(parts: SimpleQueue[str], seconds: float) -> str:
    """Return the next part; raises `Empty` when none comes in time."""
    if seconds <= 0:
        raise Empty
    return parts.get(timeout=seconds)


@contextmanager
def told_as(kind: str, *remedies: Remedy, **facts: Any) -> Generator[None]:
    """Turn the failure of a program into a stop of this kind, with the end of its output."""
    try:
        yield
    except ProgramFailed as failure:
        raise Stop(kind, *remedies, output=failure.quoted, **facts) from None


@contextmanager
def _patience(when_interrupted: Callable[[], None]) -> Generator[None]:
    """Keep a first Ctrl-C until the end; a second one is obeyed at once."""
    pressed: list[int] = []

    def note(number: int, _frame: object) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(number)
        when_interrupted()

    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
