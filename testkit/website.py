"""A folder of pages as a website on loopback, and a browser that opens it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, Response, sync_playwright


class Quiet(SimpleHTTPRequestHandler):
    """A web server that does not talk."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder until the block ends, and give the address of its top."""
    handler = partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def opened(browser: Path, address: str) -> Iterator[Page]:
    """Open an address in a browser, where nothing may be missing and no script may fail."""
    wrong: list[str] = []

    def note_missing(response: Response) -> None:
        if response.status >= HTTPStatus.BAD_REQUEST:
            wrong.append(response.url)

    with sync_playwright() as play:
        window = play.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = window.new_page(color_scheme="light")
        page.on("response", note_missing)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address)
        yield page
        window.close()
    assert wrong == []


def reachable(page: Page, website: str) -> set[str]:
    """Follow every link within a website from its first page, and return the pages seen."""
    seen: set[str] = set()
    ahead = {f"{website}/index.html"}
    while ahead:
        address = ahead.pop()
        page.goto(address)
        seen.add(address)
        links = page.eval_on_selector_all(
            "a[href]", "links => links.map(link => link.href.split('#')[0])"
        )
        within = {
            link for link in links if link.startswith(website) and link != f"{website}/"
        }
        ahead |= within - seen
    return {address.removeprefix(f"{website}/") for address in seen}
