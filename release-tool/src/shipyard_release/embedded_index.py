"""The index of a rehearsal: pypiserver on this machine, with a random password.

No other module speaks to pypiserver.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Generator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from shipyard_release.errors import Again, Delete, Stop
from shipyard_release.index import Index

# No keyring of this person's and no proxy between twine and the index.
ALONE = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "NO_PROXY": "*"}


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep requests out of what a person reads."""


@contextmanager
def serve(folder: Path) -> Generator[Index]:
    """Run an index on a free port until the block ends; it keeps its files in `folder`."""
    folder.mkdir()
    login = {"TWINE_USERNAME": "rehearsal", "TWINE_PASSWORD": secrets.token_urlsafe()}
    application = _application(folder, login)
    with make_server("127.0.0.1", 0, application, handler_class=_Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        try:
            yield Index("rehearsal", address, f"{address}simple/", login=login | ALONE)
        finally:
            server.shutdown()


def _application(folder: Path, login: dict[str, str]) -> Any:
    def is_allowed(*given: str) -> bool:
        return given == tuple(login.values())

    try:
        pypiserver = import_module("pypiserver")
        return pypiserver.app(
            roots=[folder],
            authenticate=["update"],
            auther=is_allowed,
            disable_fallback=True,
        )
    except (ImportError, AttributeError, TypeError) as error:
        remedies = (Delete(".venv-release", label="made-again"), Again())
        raise Stop("pypiserver-changed", *remedies, error=str(error)) from None
