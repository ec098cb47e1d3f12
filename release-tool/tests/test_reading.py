"""What is read from an index is tried again where that helps, and never waited for without end."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests
from shipyard_release import reading
from shipyard_release.console import describe
from shipyard_release.errors import Stop
from shipyard_release.index import Index
from shipyard_release.typed import Typed

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nwhole"
BUSY = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: {}\r\nContent-Length: 0\r\n\r\n"


@contextmanager
def answering(*answers: bytes, drip: float = 0) -> Iterator[tuple[str, list[float]]]:
    """Give one answer to each visitor, and yield the address and the times of the visits."""
    visits: list[float] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            for answer in answers:
                visitor, _ = server.accept()
                visits.append(time.monotonic())
                with visitor:
                    visitor.recv(65536)
                    _send(visitor, answer, drip)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", visits


def _send(visitor: socket.socket, answer: bytes, drip: float) -> None:
    try:
        for byte in answer:
            visitor.send(bytes([byte]))
            time.sleep(drip)
    except OSError:
        return  # the visitor left


@pytest.mark.parametrize(
    "fault",
    [
        BUSY.format(0).encode(),
        b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        PAGE[:-2],
        b"",
    ],
    ids=["429", "503", "listed and not there yet", "cut in mid-body", "cut at once"],
)
def test_a_passing_fault_of_a_read_is_outlived(monkeypatch, fault):
    """The next try gets the whole answer."""
    monkeypatch.setattr(reading, "PAUSES", (0, 0))
    with answering(fault, fault, PAGE) as (url, visits):
        answer = reading.read(url, limit=20, trust_env=False)

    assert answer.content == b"whole"
    assert len(visits) == 3


def test_the_pause_that_an_index_asks_for_is_kept(monkeypatch):
    """Retry-After counts where it is longer than the tool's own pause."""
    monkeypatch.setattr(reading, "PAUSES", (0, 0))
    with answering(BUSY.format(1).encode(), PAGE) as (url, visits):
        reading.read(url, limit=20, trust_env=False)

    assert visits[1] - visits[0] >= 1


def test_a_pause_that_is_longer_than_the_limit_is_not_waited_for():
    """The fault is told at once."""
    started = time.monotonic()
    with (
        answering(BUSY.format(900).encode()) as (url, _),
        pytest.raises(reading.Unread) as fault,
    ):
        reading.read(url, limit=20, trust_env=False)

    assert fault.value.status == 429
    assert time.monotonic() - started < 10


def test_a_slow_drip_ends_by_the_total_limit():
    """One byte each tenth of a second never trips a limit for single bytes."""
    started = time.monotonic()
    with (
        answering(PAGE * 9, drip=0.1) as (url, _),
        pytest.raises(reading.Unread) as fault,
    ):
        reading.read(url, limit=1, trust_env=False)

    assert fault.value.kind == reading.SLOW
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("error", "kind", "todo"),
    [
        (requests.exceptions.ProxyError("x"), "index-proxy", "Correct HTTPS_PROXY"),
        (requests.exceptions.SSLError("x"), "index-certificate", "REQUESTS_CA_BUNDLE"),
        (requests.exceptions.TooManyRedirects("x"), "index-redirects", "INDEX_URL=URL"),
        (requests.exceptions.InvalidURL("x"), "index-address-wrong", "INDEX_URL=URL"),
    ],
)
def test_trouble_on_the_way_is_named_as_what_it_is(monkeypatch, error, kind, todo):
    """It is tried once, and the same command is not offered as if that alone would help."""
    tries: list[str] = []

    def get(_session, url, **_options):
        tries.append(url)
        raise error

    monkeypatch.setattr(requests.Session, "get", get)
    typed = Typed("preflight", {"to": "company"}, with_make=True)
    with pytest.raises(Stop) as stop:
        Index("company", "http://index.example/", "http://index.example/simple/").look(
            "p"
        )

    assert stop.value.kind == kind
    assert todo in describe(stop.value, typed)
    assert "Type the same command again" not in describe(stop.value, typed)
    assert len(tries) == 1


def test_an_index_that_nobody_runs_is_told_without_further_tries(monkeypatch):
    """Where no connection can be made, another try in two seconds does not help."""
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("waited"))
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
    with pytest.raises(Stop) as stop:
        Index("company", url, url, login={"a": "b"}).look("p")

    assert stop.value.kind == "index-unreachable"
    assert stop.value.problem.can_repeat
