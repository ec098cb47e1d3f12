"""A package index: where it is, which files it lists, and how files get there, one at a time."""

from __future__ import annotations

import html
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import requests

from shipyard_release import refusals, twine
from shipyard_release.distributions import same_contents, sha256, version_of
from shipyard_release.errors import (
    Again,
    Edit,
    Facts,
    Message,
    Person,
    Remedy,
    Status,
    Stop,
    Tool,
    Visit,
)
from shipyard_release.names import PYPI, TESTPYPI
from shipyard_release.refusals import Refusal
from shipyard_release.version import following

Say = Callable[[Message], None]


PUBLIC = (PYPI, TESTPYPI)
ACCEPT = "application/vnd.pypi.simple.v1+json, text/html;q=0.2, */*;q=0.1"
ANCHOR = re.compile(r"""<a\s(?:[^<]*?\s)?href\s*=\s*["']([^"']+)""", re.IGNORECASE)
PAUSES = (2, 8)  # seconds between tries when the index was out of reach, too busy or broken


@dataclass(frozen=True)
class Index:
    """An index to release to, by the name that twine knows it by."""

    name: str
    upload_url: str
    simple_url: str
    in_pypirc: bool = False
    login: dict[str, str] = field(default_factory=dict)  # twine's variables, of a rehearsal alone
    stands_for: str = ""  # the index that is rehearsed, of a rehearsal alone

    @property
    def is_public(self) -> bool:
        """Whether this is PyPI or TestPyPI."""
        return self.name in PUBLIC

    @property
    def has_rules_of_pypi(self) -> bool:
        """Whether this is PyPI or TestPyPI, or stands for one of them."""
        return (self.stands_for or self.name) in PUBLIC

    def page(self, path: str) -> str:
        """Return the address of a page of the index's site, such as `manage/account/token/`."""
        parts = urlsplit(self.upload_url)
        host = parts.netloc.rpartition("@")[2].removeprefix("upload.")
        return f"{parts.scheme}://{host}/{path}"

    def files(self, project: str) -> dict[str, str]:
        """Return the files that the index lists for a project now: addresses by file name.

        An address ends in `#sha256=DIGEST` when the index tells it. The list has the form of
        PEP 691 or PEP 503. Raises `Stop` when the index cannot be read.
        """
        address = f"{self.simple_url.rstrip('/')}/{project}/"
        answer = self.get(address, accept_status=requests.codes.not_found)
        if answer.status_code == requests.codes.not_found:
            return {}
        try:
            return {name: urljoin(answer.url, url) for name, url in _listed(answer)}
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            remedy = Again({"index-url": "URL"}, label="name-list")
            facts: Facts = {"index": self.name, "address": answer.url, "error": repr(error)}
            raise Stop("not-a-list", remedy, **facts) from None

    def missing(self, project: str, paths: list[Path]) -> list[Path]:
        """Return the distributions that the index does not list.

        Raises `Stop` when it has other contents under one of their names.
        """
        files = self.files(project)
        for path in paths:
            digest = files.get(path.name, "").partition("#sha256=")[2]
            if digest in {"", sha256(path.read_bytes())}:
                continue
            if not same_contents(path, self.get(files[path.name]).content):
                raise self.lost("other-bytes-listed", path.name)
        return [path for path in paths if path.name not in files]

    def lost(self, kind: str, filename: str, **facts: Any) -> Stop:
        """Return the stop for a version whose file name cannot hold what it should any more."""
        version = version_of(filename)
        remedies: list[Remedy] = [Person("yank-and-note")]
        if version:
            # BUMP would find the release that was begun and go on with it.
            remedies.append(Tool("release", {"version": str(following(version))}, "release-next"))
        return Stop(
            kind, *remedies, status=Status.LOST, index=self.name, filename=filename, **facts
        )

    def get(self, url: str, *, accept_status: int = 200) -> requests.Response:
        """Return the answer to a GET; raises `Stop` unless its status is 200 or `accept_status`."""
        headers = {"Accept": ACCEPT, "Cache-Control": "no-cache"}
        with requests.Session() as session:
            # No proxy and no .netrc between us and the index of a rehearsal.
            session.trust_env = not self.login
            try:
                answer = session.get(url, headers=headers, timeout=30)
                if answer.status_code != accept_status:
                    answer.raise_for_status()
            except requests.RequestException as error:
                raise self._unreachable(error) from None
        return answer

    def _unreachable(self, error: requests.RequestException) -> Stop:
        status = getattr(error.response, "status_code", None)
        if status in {requests.codes.unauthorized, requests.codes.forbidden}:
            remedies = (Person("netrc"), Again({"index-url": "URL"}, label="name-list"))
            return Stop("index-wants-login", *remedies, index=self.name, error=str(error))
        return Stop("index-unreachable", Again(), index=self.name, error=str(error))


def find_index(name: str, simple_url: str | None = None) -> Index:
    """Return an index by `pypi`, `testpypi` or its section in .pypirc.

    `simple_url` is where it lists its files, when that cannot be derived. Raises `Stop` for another
    name.
    """
    known = twine.sections()
    url = known.get(name, {}).get("repository")
    if name in known and not url:
        raise Stop("index-without-address", Edit(".pypirc", "add-repository"), index=name)
    if not url and name == TESTPYPI:
        url = twine.test_index()
    if not url:
        names = ", ".join(sorted({TESTPYPI, *known}))
        raise Stop("index-unknown", Edit(".pypirc", "list-index"), index=name, known=names)
    return Index(name, url, simple_url or derived_simple_url(url), in_pypirc=name in known)


def derived_simple_url(upload_url: str) -> str:
    """Return where an index lists its files, from where it takes them.

    Known forms: the legacy upload API (PyPI), devpi's USER/INDEX, pypiserver and others, which list
    under their root. Nexus and CodeArtifact have two parts as devpi has, the first always the same.
    """
    parts = urlsplit(upload_url)
    path = parts.path.rstrip("/")
    host = parts.netloc
    if path.endswith("/legacy"):
        path = path.removesuffix("/legacy")
        host = host.removeprefix("upload.")
    is_devpi = re.fullmatch(r"/(?!repository/|pypi/)[^/]+/[^/]+", path)
    folder = "+simple" if is_devpi else "simple"
    return parts._replace(netloc=host, path=f"{path}/{folder}/").geturl()


def upload(index: Index, project: str, paths: list[Path], *, say: Say, limit: float) -> Message:
    """Send what the index does not have, and return what that was; `limit` is seconds per try.

    Success is never read from twine's words, only from the index. Raises `Stop` when it refuses.
    """
    missing = index.missing(project, paths)
    for path in missing:
        say(Message("sending", {"filename": path.name}))
        _send_until_listed(index, project, path, limit)
    if not missing:
        return Message("nothing-to-send", {"index": index.name})
    return Message("sent", {"filenames": [path.name for path in missing]})


def _send_until_listed(index: Index, project: str, path: Path, limit: float) -> None:
    for pause in (*PAUSES, None):
        failure = twine.send(path, _destination(index), login=index.login, limit=limit)
        # If it failed, it may be stored all the same, and only the answer got lost.
        if failure is None or not index.missing(project, [path]):
            return
        if pause is None or failure.is_final:
            raise _refused(index, project, path, failure)
        time.sleep(pause)


def _destination(index: Index) -> tuple[str, ...]:
    if index.in_pypirc:
        return ("--repository", index.name)
    return ("--repository-url", index.upload_url, "--config-file", os.devnull)


def _refused(index: Index, project: str, path: Path, failure: twine.Failure) -> Stop:
    refusal = _meaning(index, failure)
    said = failure.reason
    if refusal.loses_version:
        return index.lost(refusal.kind, path.name, said=said)
    remedies = _remedies(index, refusal)
    if refusal.is_about_package:
        remedies += _way_back(index, project, path)
    return Stop(refusal.kind, *remedies, index=index.name, filename=path.name, said=said)


def _meaning(index: Index, failure: twine.Failure) -> Refusal:
    if failure.is_redirect:
        return refusals.REDIRECTED
    if failure.lacks_login:
        return refusals.LOGIN
    if not failure.is_final:
        return refusals.PASSING
    refusal = refusals.known_by(failure.status, failure.reason)
    # PyPI gives a reason; another index only says that this person may not.
    is_bare = refusal is refusals.UNKNOWN and failure.status == requests.codes.forbidden
    return refusals.LOGIN if is_bare and not index.is_public else refusal


def _remedies(index: Index, refusal: Refusal) -> list[Remedy]:
    remedies = list(refusal.remedies)
    if refusal.is_about_login:
        remedies.append(Tool("preflight", label="look-at-token"))
        remedies.extend(login_remedies(index))
        remedies.append(Again())
    if refusal.is_about_address and index.in_pypirc:
        remedies.extend([Edit(".pypirc", "correct-address"), Again()])
    return remedies


def _way_back(index: Index, project: str, path: Path) -> list[Remedy]:
    """Return how to go on with a corrected package.

    As long as the index has nothing of the version, the same version can be released anew.
    """
    remedies: list[Remedy] = [Edit(".", "correct-and-commit")]
    version = version_of(path.name)
    if version in {version_of(name) for name in index.files(project)}:
        next_one = {"version": str(following(version))} if version else {}
        return [*remedies, Tool("release", next_one, "release-next")]
    return [*remedies, Tool("release", {"anew": True}, "release-anew")]


def login_remedies(index: Index) -> list[Remedy]:
    """Return where the credentials for an index come from and can be corrected."""
    if index.is_public:
        return [
            Visit(index.page("manage/account/token/"), "new-token"),
            Tool("token", label="store-token"),
        ]
    return [Edit(".pypirc", "correct-login")] if index.in_pypirc else []


def _listed(answer: requests.Response) -> list[tuple[str, str]]:
    if "json" in answer.headers.get("Content-Type", ""):
        rows = answer.json()["files"]
        return [
            (row["filename"], f"{row['url']}#sha256={row['hashes'].get('sha256', '')}")
            for row in rows
        ]
    urls = [html.unescape(url) for url in ANCHOR.findall(answer.text)]
    return [(unquote(urlsplit(url).path.rsplit("/", 1)[-1]), url) for url in urls]
