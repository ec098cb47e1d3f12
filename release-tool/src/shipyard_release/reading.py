"""Read from an index, as patiently as it is written to: passing faults are tried again."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from queue import Empty, SimpleQueue

import requests
from requests import exceptions
from urllib3.exceptions import NewConnectionError

ACCEPT = "application/vnd.pypi.simple.v1+json, text/html;q=0.2, */*;q=0.1"
# Seconds between tries when the index was out of reach, too busy or broken.
PAUSES = (
    2,
    8,
)
SILENCE = 30  # seconds without a byte
# A file that is listed and not there yet; too slow, too early, too often.
PASSING = (404, 408, 425, 429)

UNREACHABLE = "index-unreachable"
SLOW = "index-slow"
PROXY = "index-proxy"
CERTIFICATE = "index-certificate"
REDIRECTS = "index-redirects"
ADDRESS = "index-address-wrong"
# The first that fits; each is a special case of one that follows.
KINDS: tuple[tuple[type[Exception], str], ...] = (
    (exceptions.ProxyError, PROXY),
    (exceptions.InvalidProxyURL, PROXY),
    (exceptions.SSLError, CERTIFICATE),
    (exceptions.TooManyRedirects, REDIRECTS),
    (exceptions.MissingSchema, ADDRESS),
    (exceptions.InvalidSchema, ADDRESS),
    (exceptions.InvalidURL, ADDRESS),
    (exceptions.RequestException, UNREACHABLE),
)

SERVER_ERROR = 500  # the first status that says that the index is at fault


class Unread(Exception):  # noqa: N818 - a fault of the index, told by whoever asked it
    """Nothing could be read. `kind` names the cause, and `status` is the index's, or 0."""

    def __init__(
        self,
        kind: str,
        message: str,
        *,
        status: int = 0,
        is_passing: bool = False,
        pause: float = 0,
    ) -> None:
        """Take the kind of fault, its words, and what is known of the answer."""
        super().__init__(message)
        self.kind = kind
        self.status = status
        self.is_passing = is_passing
        self.pause = pause
        """The seconds that the index asks to wait before the next try."""


def read(
    url: str, *, limit: float, accept_status: int = 200, trust_env: bool = True
) -> requests.Response:
    """Return the whole answer to a GET, whose status is 200 or `accept_status`.

    `limit` is in seconds, for all tries together. Without `trust_env` no proxy and no .netrc is
    used. Raises `Unread`.
    """
    deadline = time.monotonic() + limit
    for pause in (*PAUSES, None):
        left = deadline - time.monotonic()
        try:
            return _within(left, lambda: _once(url, accept_status, trust_env=trust_env))
        except Unread as fault:
            wait = max(pause or 0, fault.pause)
            is_in_time = wait < deadline - time.monotonic()
            if pause is None or not fault.is_passing or not is_in_time:
                raise
        time.sleep(wait)
    raise AssertionError  # the last pause is None


def _within(seconds: float, act: Callable[[], requests.Response]) -> requests.Response:
    """Return what comes of `act`, or end the wait for it.

    The limits of a library are for each byte, and an index can send one byte at a time for ever.
    """
    answers: SimpleQueue[requests.Response | Unread] = SimpleQueue()

    def work() -> None:
        try:
            answers.put(act())
        except Unread as fault:
            answers.put(fault)

    threading.Thread(target=work, daemon=True).start()
    try:
        found = answers.get(timeout=max(seconds, 0.1))
    except Empty:
        raise Unread(SLOW, f"no whole answer within {seconds:.0f} s") from None
    if isinstance(found, Unread):
        raise found
    return found


def _once(url: str, accept_status: int, *, trust_env: bool) -> requests.Response:
    headers = {"Accept": ACCEPT, "Cache-Control": "no-cache"}
    with requests.Session() as session:
        session.trust_env = trust_env
        try:
            answer = session.get(url, headers=headers, timeout=SILENCE)
            if answer.status_code != accept_status:
                answer.raise_for_status()
        except exceptions.HTTPError as error:
            raise _refused(error) from None
        except (exceptions.RequestException, ValueError) as error:
            raise _failed(error) from None
    return answer


def _refused(error: exceptions.HTTPError) -> Unread:
    answer = error.response
    is_passing = answer.status_code in PASSING or answer.status_code >= SERVER_ERROR
    pause = _seconds(answer.headers.get("Retry-After", ""))
    return Unread(
        UNREACHABLE,
        str(error),
        status=answer.status_code,
        is_passing=is_passing,
        pause=pause,
    )


def _failed(error: Exception) -> Unread:
    kind = next((kind for type_, kind in KINDS if isinstance(error, type_)), ADDRESS)
    cause = getattr(error.args[0], "reason", None) if error.args else None
    never_began = isinstance(cause, NewConnectionError) or isinstance(
        error, exceptions.ConnectTimeout
    )
    return Unread(
        kind, _cause(error), is_passing=kind == UNREACHABLE and not never_began
    )


def _cause(error: Exception) -> str:
    """Return the last cause of an error of the network, without the objects of the library."""
    text = str(getattr(error.args[0], "reason", error) if error.args else error)
    return re.sub(
        r"<?[\w.]*(?:object at 0x[0-9a-f]+|Connection\([^)]*\))>?:? *", "", text
    )


def _seconds(text: str) -> float:
    """Return the seconds that a Retry-After asks for: it is a number, or a date; 0 for others."""
    if text.isdigit():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return 0
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max((when - datetime.now(UTC)).total_seconds(), 0)
