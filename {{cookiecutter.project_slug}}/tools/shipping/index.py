"""The index: where it is, what it has, and its files' bytes."""

from __future__ import annotations

import hashlib
import re
from configparser import Error as ConfigParserError
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import requests
from packaging.utils import canonicalize_name
from twine.exceptions import TwineException
from twine.utils import DEFAULT_CONFIG_FILE, TEST_REPOSITORY, get_config

from shipping.report import Stop

PAGE_TYPES = "application/vnd.pypi.simple.v1+json, text/html;q=0.1"
SECONDS = 30


class Published(NamedTuple):
    """A file as the index lists it."""

    url: str
    sha256: str | None


@dataclass(frozen=True)
class Target:
    """An index to release to, by the name that twine knows it by."""

    name: str
    upload_url: str
    simple_url: str
    in_pypirc: bool = False
    login: tuple[str, str] | None = None
    """Only a rehearsal's index has its login here; for all others twine finds the credentials."""

    @property
    def rehearsal(self) -> bool:
        """Whether this is the throwaway index of a rehearsal."""
        return self.login is not None

    def page(self, path: str) -> str:
        """Return the address of a page of the web site, such as `manage/account/token/`."""
        parts = urlsplit(self.upload_url)
        return f"{parts.scheme}://{parts.netloc.removeprefix('upload.')}/{path}"

    def files(self, project: str) -> dict[str, Published]:
        """Return what the index lists for the project now, by file name (PEP 691, else PEP 503).

        Raises `Stop` when the index does not answer.
        """
        address = f"{self.simple_url.rstrip('/')}/{canonicalize_name(project)}/"
        answer = self._get(address, Accept=PAGE_TYPES, **{"Cache-Control": "no-cache"})
        if answer.status_code == requests.codes.not_found:
            return {}
        self._expect_success(answer)
        if "json" in answer.headers.get("Content-Type", ""):
            return {
                file["filename"]: Published(urljoin(answer.url, file["url"]), file["hashes"].get("sha256"))
                for file in answer.json()["files"]
            }
        return _links(answer.text, answer.url)

    def download(self, file: Published) -> bytes:
        """Return the bytes of a file; raises `Stop` when the index does not give it."""
        answer = self._get(file.url)
        self._expect_success(answer)
        return answer.content

    def _get(self, url: str, **headers: str) -> requests.Response:
        with requests.Session() as session:
            session.trust_env = not self.rehearsal  # no proxy, no .netrc between us and a loopback index
            try:
                return session.get(url, headers=headers, timeout=SECONDS)
            except requests.RequestException as error:
                raise self._silent(str(error)) from None

    def _expect_success(self, answer: requests.Response) -> None:
        if not answer.ok:
            raise self._silent(f"{answer.status_code} {answer.reason} from {answer.url}")

    def _silent(self, reason: str) -> Stop:
        return Stop(
            f"The index {self.name} does not answer: {reason}",
            "Nothing is lost: what was built is kept, and what was sent is looked for next time.",
            "When it is back, type the same command again.",
        )


def find_target(name: str, simple_url: str | None = None) -> Target:
    """Return an index by `pypi`, `testpypi` or its section in .pypirc; raises `Stop` for another name."""
    try:
        sections = get_config(DEFAULT_CONFIG_FILE)
    except (TwineException, ConfigParserError) as error:
        raise Stop(f".pypirc cannot be read: {error}", "Nothing was done.", "Mend it first.") from None
    url = sections.get(name, {}).get("repository") or (TEST_REPOSITORY if name == "testpypi" else None)
    if not url:
        known = ", ".join(sorted({"testpypi", *sections}))
        raise Stop(f"No index is called {name!r}.", "Nothing was done.", f"TO= takes one of: {known}")
    return Target(name, url, simple_url or derived_simple_url(url), in_pypirc=name in sections)


def derived_simple_url(upload_url: str) -> str:
    """Return where an index lists its files, from where it takes them.

    Known shapes: the legacy upload API (PyPI), devpi's USER/INDEX, pypiserver and others below their root.
    """
    parts = urlsplit(upload_url)
    if parts.path.rstrip("/").endswith("/legacy"):
        site = parts._replace(netloc=parts.netloc.removeprefix("upload."))
        return site._replace(path=site.path.rstrip("/").removesuffix("legacy") + "simple/").geturl()
    is_devpi = re.fullmatch(r"/[^/]+/[^/]+/?", parts.path)
    simple = "+simple/" if is_devpi else "simple/"
    return parts._replace(path=f"{parts.path.rstrip('/')}/{simple}").geturl()


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.targets += [value for name, value in attrs if tag == "a" and name == "href" and value]


def _links(page: str, base: str) -> dict[str, Published]:
    anchors = _Anchors()
    anchors.feed(page)
    found: dict[str, Published] = {}
    for target in anchors.targets:
        url, fragment = urldefrag(urljoin(base, target))
        kind, _, digest = fragment.partition("=")
        found[unquote(urlsplit(url).path.rsplit("/", 1)[-1])] = Published(
            url, digest if kind == "sha256" else None
        )
    return found
