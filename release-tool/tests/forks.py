"""Run the tool many times without starting Python each time.

A server has imported the tool, and what it uses. For each command it forks a keeper, which forks
the process of the command and tells how that ended and what it cost. That process leads a group,
as one that a shell starts does. It runs twine in the same way, in a process of its own.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

DRIVER = Path(__file__).with_name("driver.py")
SERVE = "--serve"
# What the tool imports only where it is needed, and what twine imports.
MODULES = (
    "build", "build.env", "filelock", "keyring", "pypiserver", "readme_renderer.rst",
    "shipyard_release.index_rules", "shipyard_release.readme", "twine.__main__",
    "twine.commands.check", "twine.commands.upload",
)  # fmt: skip
PAUSE = 0.005
SECONDS = 600


class Process:
    """A command of the tool that was started, with what tests use of `subprocess.Popen`."""

    def __init__(
        self,
        arguments: Sequence[str],
        cwd: Path,
        env: Mapping[str, str],
        *,
        counted: Callable[[float], None],
    ) -> None:
        """Start it; `counted` is told the CPU seconds that it took, when it has ended."""
        self.returncode: int | Any = None
        self._counted = counted
        wanted = {"arguments": list(arguments), "cwd": str(cwd), "env": dict(env)}
        self._output, output = os.pipe()
        self._report, report = os.pipe()
        with tempfile.TemporaryFile() as request:
            request.write(json.dumps(wanted).encode())
            request.seek(0)
            socket.send_fds(_server(), [b"."], [request.fileno(), output, report])
        os.close(output)
        os.close(report)
        self.pid = int(self._line())

    def poll(self) -> int | None:
        """Return the exit status, or None while it runs."""
        if self.returncode is None and select.select([self._report], [], [], 0)[0]:
            self._read_report()
        return self.returncode

    def communicate(self, timeout: float = SECONDS) -> tuple[str, None]:
        """Wait until nobody prints any more, and return what was printed."""
        output = b""
        deadline = time.monotonic() + timeout
        while True:
            left = deadline - time.monotonic()
            if not select.select([self._output], [], [], max(left, 0))[0]:
                os.killpg(self.pid, signal.SIGKILL)
                raise TimeoutError(
                    f"it did not end within {timeout} s:\n{output.decode()}"
                )
            more = os.read(self._output, 65536)
            if not more:
                break
            output += more
        os.close(self._output)
        if self.returncode is None:
            self._read_report()
        return output.decode(), None

    def _read_report(self) -> None:
        status, seconds = self._line().split()
        os.close(self._report)
        self._counted(float(seconds))
        self.returncode = os.waitstatus_to_exitcode(int(status))

    def _line(self) -> str:
        line = b""
        while not line.endswith(b"\n"):
            more = os.read(self._report, 1)
            if not more:
                raise RuntimeError("the server of the tool has ended")
            line += more
        return line.decode()


@cache
def _server() -> socket.socket:
    """Start the server of this process; it ends with this process."""
    ours, theirs = socket.socketpair()
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PYTHON")
    }
    command = [sys.executable, "-I", str(DRIVER), SERVE]
    subprocess.Popen(command, stdin=theirs.fileno(), env=env)
    theirs.close()
    return ours


def serve(main: Callable[[], int]) -> None:
    """Run `main` in a new process for each request, until nobody can ask any more."""
    for name in MODULES:
        importlib.import_module(name)
    requests = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for keepers
    gc.freeze()
    while True:
        asked, handles, _, _ = socket.recv_fds(requests, 1, 3)
        if not asked:
            return
        if os.fork() == 0:
            requests.close()
            _keep(main, *handles)
        for handle in handles:
            os.close(handle)


def _keep(main: Callable[[], int], request: int, output: int, report: int) -> NoReturn:
    """Run one command and tell its process id, and at its end its status and CPU seconds."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
        os.setsid()
        os.write(report, f"{os.getpid()}\n".encode())
        os.close(report)
        _become(lambda: _command(main, request), output)
    os.close(request)
    os.close(output)
    _, status, used = os.wait4(child, 0)
    os.write(report, f"{status} {used.ru_utime + used.ru_stime}\n".encode())
    os._exit(0)


def _command(main: Callable[[], int], request: int) -> int:
    with os.fdopen(request) as file:
        wanted = json.load(file)
    _enter(wanted["cwd"], wanted["env"])
    sys.argv = [str(DRIVER), *wanted["arguments"]]
    _run_modules_here()
    return main()


def _enter(cwd: str | Path | None, env: Mapping[str, str] | None) -> None:
    """Go where a new process would begin."""
    if env is not None:
        os.environ.clear()
        os.environ.update(env)
        time.tzset()
    if cwd is not None:
        os.chdir(cwd)


def _become(
    action: Callable[[], object], output: int, errors: int | None = None
) -> NoReturn:
    """Do something as if this process had begun with it, and end."""
    os.dup2(output, 1)
    os.dup2(output if errors is None else errors, 2)
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", closefd=False), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(
        os.fdopen(2, "wb", closefd=False),
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=True,
    )
    status = 1
    try:
        status = _status(action)
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


def _status(action: Callable[[], object]) -> int:
    """Do it, and return the exit status that an interpreter would give."""
    try:
        code = action()
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001 - the interpreter prints any
        traceback.print_exc()
        return 1
    if code is None or isinstance(code, int):
        return code or 0
    print(code, file=sys.stderr)
    return 1


def _run_modules_here() -> None:
    """Let the tool run twine in a fork of itself, which has it imported."""
    from shipyard_release import process, twine  # noqa: PLC0415 - of the server alone

    really_run = process.run

    def run(
        *command: str,
        cwd: Path | None = None,
        env: Any = None,
        limit: float | None = None,
    ) -> str:
        if command[:4] != (*process.PYTHON, "twine"):
            return really_run(*command, cwd=cwd, env=env, limit=limit)
        return _forked(command, cwd, env, limit)

    vars(twine)["run"] = run


def _forked(
    command: tuple[str, ...],
    cwd: Path | None,
    env: Mapping[str, str] | None,
    limit: float | None,
) -> str:
    """Do what `process.run` does, without a new interpreter."""
    from shipyard_release.process import ProgramFailed  # noqa: PLC0415 - of the server alone

    module, *words = command[3:]

    def action() -> None:
        atexit._clear()  # the temporary folders of this process are not the other's to remove
        os.closerange(3, 1024)  # nor are its connections
        _enter(cwd, env)
        sys.argv = [module, *words]
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        runpy.run_module(module, run_name="__main__", alter_sys=True)

    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if child == 0:
            _become(action, output.fileno(), errors.fileno())
        status = _waited_for(child, limit)
        if status is None:
            raise ProgramFailed(command, f"gave no answer within {limit:.0f} s")
        printed = _content(output)
        warned = _content(errors)
    if status:
        how = f"ended with exit status {status}:"
        raise ProgramFailed(command, how, printed + warned, returncode=status)
    return printed


def _waited_for(child: int, limit: float | None) -> int | None:
    """Return the exit status of a process, or None if it had to be killed after `limit` seconds."""
    deadline = time.monotonic() + (limit or SECONDS)
    is_ended = False
    try:
        while time.monotonic() < deadline:
            found, status = os.waitpid(child, os.WNOHANG)
            if found:
                is_ended = True
                return os.waitstatus_to_exitcode(status)
            time.sleep(PAUSE)
    finally:
        if not is_ended:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    return None


def _content(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode("utf-8", "replace"))
