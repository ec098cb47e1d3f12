"""Run other programs: by argument lists, without a shell, with a clean environment."""

import os
import signal
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path

from shipyard_release.report import UNTOUCHED, Stop

PYTHON = (
    sys.executable,
    "-I",
    "-m",
)  # runs a module; -I keeps the current folder from shadowing it


class Failed(Stop):
    """A program ended badly; carries everything it said."""

    def __init__(self, command: tuple[str, ...], how: str, output: str = "") -> None:
        what = f"`{' '.join(command)}` {how}\n{output}".strip()
        super().__init__(
            what, "Mend it and type the same command again.", "Nothing was lost by this."
        )
        self.output = output.strip() or how


def environment(drop: tuple[str, ...], **more: str) -> dict[str, str]:
    """Return this process's environment without the variables whose names begin with one in `drop`."""
    return {name: value for name, value in os.environ.items() if not name.startswith(drop)} | more


def run(
    *command: str,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    limit: float | None = None,
    unbroken: bool = False,
) -> str:
    """Run a program to its end and return what it printed, without its warnings; `limit` is in seconds.

    What must not be left half done is `unbroken`: a first Ctrl-C waits for its end.
    Raises `Failed` when it ends with another status than 0, or does not end in time.
    """
    try:
        with _patience() if unbroken else nullcontext():
            return subprocess.run(
                command,
                cwd=cwd,
                env=env,
                timeout=limit,
                start_new_session=unbroken,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=True,
            ).stdout
    except subprocess.CalledProcessError as error:
        how = f"ended with exit status {error.returncode}:"
        raise Failed(command, how, error.stdout + error.stderr) from None
    except subprocess.TimeoutExpired:
        raise Failed(command, f"gave no answer within {limit:.0f} s") from None
    except OSError as error:
        raise Failed(command, f"does not start: {error}") from None


@contextmanager
def retold(what: str, todo: str, safe: str = UNTOUCHED) -> Generator[None]:
    """Tell the failure of a program as a stop in other words, with the last of what it said."""
    try:
        yield
    except Failed as failure:
        said = "\n".join(failure.what.splitlines()[-20:])
        raise Stop(f"{what}:\n{said}", todo, safe) from None


@contextmanager
def _patience() -> Generator[None]:
    """Keep a first Ctrl-C until the end; a second one is heeded at once."""
    presses: list[object] = []

    def heed(*press: object) -> None:
        if presses:
            raise KeyboardInterrupt
        presses.append(press)
        print("\nThis is over in a moment; Ctrl-C again breaks it off.", file=sys.stderr)

    before = signal.signal(signal.SIGINT, heed)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if presses:
        raise KeyboardInterrupt
