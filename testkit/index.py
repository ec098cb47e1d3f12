"""A package index for tests, benches and the demo: pypiserver in this process, on loopback."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pypiserver


@dataclass(frozen=True)
class Index:
    """A running index that keeps the files it was sent in `folder`."""

    url: str
    folder: Path
    username: str
    password: str

    @property
    def simple(self) -> str:
        """What `pip install --index-url` wants."""
        return f"{self.url}simple/"

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())

    def pypirc(self, section: str) -> str:
        """The text of a .pypirc that calls this index `section`."""
        return (
            f"[distutils]\nindex-servers =\n    {section}\n\n"
            f"[{section}]\nrepository = {self.url}\n"
            f"username = {self.username}\npassword = {self.password}\n"
        )


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """A request is nobody's news."""


App = Callable[..., Any]


@contextmanager
def serve(
    folder: Path,
    *,
    username: str = "tester",
    password: str = "right-password",  # noqa: S107
    around: Callable[[App], App] = lambda app: app,
) -> Iterator[Index]:
    """Run an index that shows and keeps the files of `folder` until the block ends.

    `around` wraps the WSGI application, for an index with manners of its own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    app = pypiserver.app(
        roots=[str(folder)],
        authenticate=["update"],
        auther=lambda user, word: (user, word) == (username, password),
        disable_fallback=True,
    )
    server = make_server(
        "127.0.0.1", 0, around(app), server_class=_Server, handler_class=_Quiet
    )
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    )
    thread.start()
    try:
        yield Index(
            f"http://127.0.0.1:{server.server_port}/", folder, username, password
        )
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
