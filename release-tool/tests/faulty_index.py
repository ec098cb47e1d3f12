"""An index that does on command what real ones do on a bad day; otherwise it behaves like PyPI."""

from __future__ import annotations

import hashlib
import html
import json
import re
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

WHEEL = "my_package-0.1.0-py3-none-any.whl"
SDIST = "my_package-0.1.0.tar.gz"
REFUSALS: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("pypi_answers.toml").read_text(encoding="utf-8")
)
"""What PyPI answers to what it refuses: a status and words."""

# What to answer, and whether the file is stored; None answers nothing and cuts the connection.
ANSWERS = {
    "502 although stored": (502, "Bad Gateway", True),
    "503": (503, "Service Unavailable", False),
    "429": (429, "Too Many Requests", False),
    "unknown 4xx": (418, "I will not", False),
    "redirect": (308, "Permanent Redirect", False),
    "cut after storing": (None, "", True),
    "cut in mid-body": (None, "", False),
}
# The page that PyPI answers beside the reason (pyramid's page for an HTTP exception).
PAGE = """<html>
 <head>
  <title>{status} {words}</title>
 </head>
 <body>
  <h1>{status} {words}</h1>
  The server could not comply with the request.<br/><br/>
{words}


 </body>
</html>"""


@dataclass
class FaultyIndex:
    """The index and what will go wrong with it: one fault for each upload to come, in order."""

    url: str = ""
    faults: list[str] = field(default_factory=list)
    hidden_looks: int = 0
    """How many looks at the list do not show what was stored."""
    flaps: bool = False
    """Whether every second look at the list shows nothing."""
    told: dict[str, object] = field(default_factory=dict)
    """What the list says beside the files, such as the project's status."""
    yanked: bool | str = False
    provenances: dict[str, object] = field(default_factory=dict)
    """What it gives as the provenance of a file (PEP 740), by name; None while it shows none."""
    pause: float = 0
    """How many seconds it waits before it reads each million bytes of an upload."""
    stored: dict[str, bytes] = field(default_factory=dict)
    uploads: int = 0
    looks: int = 0
    closing: threading.Event = field(default_factory=threading.Event)

    def pypirc(self, section: str) -> str:
        """The text of a .pypirc that calls this index `section`."""
        return (
            f"[distutils]\nindex-servers =\n    {section}\n\n"
            f"[{section}]\nrepository = {self.url}legacy/\n"
            "username = tester\npassword = right-password\n"
        )

    def listing(self) -> bytes:
        """The page of the project (PEP 691)."""
        shown = {} if self.hidden_looks > 0 else self.stored
        self.hidden_looks -= 1
        self.looks += 1
        if self.flaps and self.looks % 2:
            shown = {}
        rows = [
            {
                "filename": name,
                "url": f"{self.url}files/{quote(name)}",
                "hashes": {"sha256": hashlib.sha256(data).hexdigest()},
                "yanked": self.yanked,
                "provenance": self.integrity(name)
                if name in self.provenances
                else None,
            }
            for name, data in shown.items()
        ]
        page = {
            "meta": {"api-version": "1.4"},
            "name": "my-package",
            "files": rows,
            **self.told,
        }
        return json.dumps(page).encode()

    def integrity(self, name: str) -> str:
        """Return the address of a file's provenance, in the form of PyPI's Integrity API."""
        return f"{self.url}integrity/my-package/0.1.0/{quote(name)}/provenance"

    def take(self, name: str, data: bytes) -> tuple[int | None, str]:
        """Store an upload as PyPI does, or as the next fault says."""
        self.uploads += 1
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "silence":
            self.closing.wait(60)
            return None, ""
        if fault == "truncated":
            self.stored[name] = data[: len(data) // 2]
            return 200, "OK"
        if fault in REFUSALS:
            return REFUSALS[fault]["status"], self.refusal(fault, name)
        if fault:
            status, reason, stores = ANSWERS[fault]
            if stores:
                self.stored[name] = data
            return status, reason
        if self.stored.setdefault(name, data) != data:
            return 400, self.refusal("other bytes", name)
        return 200, "OK"

    def refusal(self, fault: str, name: str = WHEEL) -> str:
        """Return PyPI's words for a refusal, with addresses of this index in them."""
        digest = hashlib.blake2b(name.encode(), digest_size=32).hexdigest()
        words: str = REFUSALS[fault]["words"]
        return words.format(help=f"{self.url}help/", filename=name, hash=digest)


class Server(ThreadingHTTPServer):
    """A server that knows which index it is."""

    def __init__(self, index: FaultyIndex) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.index = index
        index.url = f"http://127.0.0.1:{self.server_port}/"


class Handler(BaseHTTPRequestHandler):
    """Lists and gives files, and takes uploads in the form that twine sends."""

    server: Server

    def log_message(self, *_: object) -> None:
        """Keep requests out of the test's output."""

    def do_GET(self) -> None:
        """Answer the list of files, or a file."""
        index = self.server.index
        name = self.path.rsplit("/", 1)[-1]
        if self.path.startswith("/simple/"):
            self.answer(200, index.listing(), "application/vnd.pypi.simple.v1+json")
        elif self.path.startswith("/integrity/"):
            told = index.provenances[self.path.split("/")[-2]]
            kind = "application/vnd.pypi.integrity.v1+json"
            self.answer(200 if told else 403, json.dumps(told).encode(), kind)
        elif name in index.stored:
            self.answer(200, index.stored[name], "application/octet-stream")
        else:
            self.answer(404, b"not found")

    def do_POST(self) -> None:
        """Take an upload, or fail as told."""
        body = self.body()
        boundary = self.headers["Content-Type"].split("boundary=")[1].encode()
        part = next(
            part for part in body.split(b"--" + boundary) if b'name="content"' in part
        )
        head, _, data = part.partition(b"\r\n\r\n")
        found = re.search(rb'filename="([^"]+)"', head)
        assert found
        status, reason = self.server.index.take(
            found[1].decode(), data.removesuffix(b"\r\n")
        )
        if status is None:
            self.connection.close()
        else:
            page = PAGE.format(status=status, words=html.escape(reason))
            self.answer(status, page.encode(), "text/html", reason=reason)

    def body(self) -> bytes:
        """Read what is sent, as slowly as this index does."""
        index = self.server.index
        left = int(self.headers["Content-Length"])
        parts: list[bytes] = []
        while left > 0:
            if index.pause:
                index.closing.wait(index.pause)
            parts.append(self.rfile.read(min(left, 1_000_000)))
            left -= len(parts[-1])
        return b"".join(parts)

    def answer(
        self, status: int, body: bytes, kind: str = "text/plain", reason: str = ""
    ) -> None:
        """Send a status with its reason and a body."""
        self.send_response(status, reason or None)
        if 300 <= status < 400:
            self.send_header("Location", f"{self.server.index.url}elsewhere/")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serve_faults(*faults: str, hidden_looks: int = 0) -> Iterator[FaultyIndex]:
    """Run such an index on loopback until the block ends."""
    index = FaultyIndex(faults=list(faults), hidden_looks=hidden_looks)
    server = Server(index)
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    ).start()
    try:
        yield index
    finally:
        index.closing.set()
        server.shutdown()
        server.server_close()
