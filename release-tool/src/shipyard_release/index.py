"""A package index: where it is, which files it lists, and how files get there, one at a time."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from shipyard_release import listing, reading, refusals, twine
from shipyard_release.distributions import Likeness, compare, sha256, version_of
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
from shipyard_release.listing import File, Listing
from shipyard_release.names import PYPI, TESTPYPI
from shipyard_release.refusals import Refusal
from shipyard_release.version import following

Say = Callable[[Message], None]


PUBLIC = (PYPI, TESTPYPI)
SECONDS_FOR_A_LIST = 60  # with all tries
LEAST_SECONDS_FOR_A_FILE = 60


@dataclass(frozen=True)
class Index:
    """An index to release to, by the name that twine knows it by."""

    name: str
    upload_url: str
    simple_url: str
    in_pypirc: bool = False
    # Twine's variables, of a rehearsal alone.
    login: dict[str, str] = field(default_factory=dict)
    stands_for: str = ""  # the index that is rehearsed, of a rehearsal alone
    is_derived: bool = (
        False  # whether where it lists its files follows from where it takes them
    )
    wait: float = 900  # seconds for the download of a file, with all tries

    @property
    def is_public(self) -> bool:
        """Whether this is PyPI or TestPyPI."""
        return self.name in PUBLIC or self.is_at_pypi

    @property
    def is_at_pypi(self) -> bool:
        """Whether uploads go to PyPI or TestPyPI themselves, whatever their section is called."""
        return _host(self.upload_url) in {
            _host(url) for url in twine.addresses().values()
        }

    @property
    def has_rules_of_pypi(self) -> bool:
        """Whether this is PyPI or TestPyPI, or a copy of one of them for tests."""
        return self.stands_for in PUBLIC or self.is_public

    def page(self, path: str) -> str:
        """Return the address of a page of the index's site, such as `manage/account/token/`."""
        return f"{urlsplit(self.upload_url).scheme}://{_host(self.upload_url)}/{path}"

    def look(self, project: str) -> Listing:
        """Return what the index says of a project now.

        Raises `Stop` when the index cannot be read.
        """
        address = f"{self.simple_url.rstrip('/')}/{project}/"
        not_found = requests.codes.not_found
        answer = self.get(address, limit=SECONDS_FOR_A_LIST, accept_status=not_found)
        if answer.status_code == not_found:
            return Listing()
        try:
            return _read(answer)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            remedy = Again({"index-url": "URL"}, label="name-list")
            facts: Facts = {
                "index": self.name,
                "address": answer.url,
                "error": repr(error),
            }
            raise Stop("not-a-list", remedy, **facts) from None

    def has_list(self) -> bool:
        """Whether an address that was derived answers: a wrong one lists nothing, for ever.

        Raises `Stop` when the index cannot be read.
        """
        if not self.is_derived or self.is_public:
            return True
        not_found = requests.codes.not_found
        answer = self.get(
            self.simple_url, limit=SECONDS_FOR_A_LIST, accept_status=not_found
        )
        return bool(answer.status_code != not_found)

    def missing(self, project: str, paths: list[Path]) -> list[Path]:
        """Return the distributions that the index does not list.

        Raises `OtherContents` when it has other contents under one of their names.
        """
        return self.lacking(self.look(project), paths)

    def lacking(self, listed: Listing, paths: list[Path]) -> list[Path]:
        """Return the distributions that a list does not have; raises as `missing` does."""
        there = [
            (path, listed.files[path.name])
            for path in paths
            if path.name in listed.files
        ]
        for path, file in there:
            # Without a hash, verify downloads and compares it.
            is_told = bool(file.sha256)
            if is_told and self.likeness(path, file) == Likeness.OTHER:
                raise OtherContents(
                    self, "other-bytes-listed", path.name, listed=listed
                )
        return [path for path in paths if path.name not in listed.files]

    def likeness(self, path: Path, file: File) -> Likeness:
        """Return how like a distribution a listed file is, downloading only what has to be."""
        if file.sha256 == sha256(path.read_bytes()):
            return Likeness.SAME_BYTES
        return compare(path, self.download(file))

    def download(self, file: File) -> bytes:
        """Return the bytes of a file, downloaded again when they are not those that were listed."""
        limit = max(self.wait, LEAST_SECONDS_FOR_A_FILE)
        data = self.get(file.url, limit=limit).content
        if file.sha256 and sha256(data) != file.sha256:
            data = self.get(file.url, limit=limit).content
        return data

    def lost(self, kind: str, filename: str, **facts: Any) -> Stop:
        """Return the stop for a version whose file name cannot hold what it should any more."""
        remedies = (Person("yank-and-note"), *next_version(filename))
        return Stop(
            kind,
            *remedies,
            status=Status.LOST,
            index=self.name,
            filename=filename,
            **facts,
        )

    def get(
        self, url: str, *, limit: float, accept_status: int = 200
    ) -> requests.Response:
        """Return the answer to a GET; `limit` is in seconds, for all tries together.

        Raises `Stop` unless the status of the answer is 200 or `accept_status`.
        """
        try:
            # No proxy and no .netrc between us and the index of a rehearsal.
            return reading.read(
                url, limit=limit, accept_status=accept_status, trust_env=not self.login
            )
        except reading.Unread as fault:
            raise self._unread(fault) from None

    def _unread(self, fault: reading.Unread) -> Stop:
        facts: Facts = {"index": self.name, "error": str(fault)}
        name_list = Again({"index-url": "URL"}, label="name-list")
        if fault.status in {requests.codes.unauthorized, requests.codes.forbidden}:
            return Stop("index-wants-login", Person("netrc"), name_list, **facts)
        if fault.kind == reading.REDIRECTS:
            return Stop("index-redirects", name_list, **facts)
        if fault.kind == reading.ADDRESS:
            return Stop("index-address-wrong", name_list, **facts)
        return _on_the_way(fault, facts)


def _host(url: str) -> str:
    """Return the host of an index's pages, from where it takes uploads."""
    return urlsplit(url).netloc.rpartition("@")[2].removeprefix("upload.")


def _on_the_way(fault: reading.Unread, facts: Facts) -> Stop:
    """Return the stop for what keeps an address that may be right from being read."""
    then = Again(label="then-again")
    match fault.kind:
        case reading.PROXY:
            return Stop("index-proxy", Person("correct-proxy"), then, **facts)
        case reading.CERTIFICATE:
            return Stop("index-certificate", Person("trust-certificate"), then, **facts)
        case reading.SLOW:
            return Stop("index-slow", Again(), **facts)
        case _:
            return Stop("index-unreachable", Again(), **facts)


class OtherContents(Stop):
    """The index has other contents under the name of a distribution.

    Without knowing of tags, that means a lost version. `listed` is the list that had the file.
    """

    def __init__(
        self, index: Index, kind: str, filename: str, *, listed: Listing
    ) -> None:
        """Take what `Index.lost` takes, and the list that the other contents are in."""
        lost = index.lost(kind, filename)
        problem = lost.problem
        super().__init__(kind, *problem.remedies, status=lost.status, **problem.facts)
        self.filename = filename
        self.listed = listed


def next_version(filename: str) -> list[Remedy]:
    """Return what releases the version that follows the one in the name of a file."""
    version = version_of(filename)
    # BUMP would find the release that was begun and go on with it.
    options = {"version": str(following(version))} if version else {}
    return [Tool("release", options, "release-next")] if version else []


def find_index(name: str, simple_url: str | None = None) -> Index:
    """Return an index by `pypi`, `testpypi` or its section in .pypirc.

    `simple_url` is where it lists its files, when that cannot be derived. Raises `Stop` for another
    name.
    """
    known = twine.sections()
    url = known.get(name, {}).get("repository")
    if name in known and not url:
        raise Stop(
            "index-without-address", Edit(twine.PYPIRC, "add-repository"), index=name
        )
    if not url and name == TESTPYPI:
        url = twine.addresses()[TESTPYPI]
    if not url:
        names = ", ".join(sorted({TESTPYPI, *known}))
        raise Stop(
            "index-unknown", Edit(twine.PYPIRC, "list-index"), index=name, known=names
        )
    return Index(
        name,
        url,
        simple_url or derived_simple_url(url),
        in_pypirc=name in known,
        is_derived=simple_url is None,
    )


def derived_simple_url(upload_url: str) -> str:
    """Return where an index lists its files, from where it takes them.

    Known forms: the legacy upload API (PyPI), Azure Artifacts' `pypi/upload`, devpi's USER/INDEX,
    pypiserver and others, which list under their root. Nexus and CodeArtifact have two parts as
    devpi has, the first always the same.
    """
    parts = urlsplit(upload_url)
    path = parts.path.rstrip("/")
    host = parts.netloc
    if path.endswith("/legacy"):
        path = path.removesuffix("/legacy")
        host = host.removeprefix("upload.")
    path = re.sub("/pypi/upload$", "/pypi", path)
    is_devpi = re.fullmatch(r"/(?!repository/|pypi/)[^/]+/[^/]+", path)
    folder = "+simple" if is_devpi else "simple"
    return parts._replace(netloc=host, path=f"{path}/{folder}/").geturl()


def upload(
    index: Index, project: str, paths: list[Path], *, say: Say, limit: float
) -> Message:
    """Send what the index does not have, and return what that was.

    `limit` is the longest time without progress in one try, in seconds. Success is never read from
    twine's words, only from the index. Raises `Stop` when it refuses.
    """
    missing = index.missing(project, paths)
    for path in missing:
        say(Message("sending", {"filename": path.name}))
        _send_until_listed(index, project, path, say=say, limit=limit)
    if not missing:
        return Message("nothing-to-send", {"index": index.name})
    return Message("sent", {"filenames": [path.name for path in missing]})


def _send_until_listed(
    index: Index, project: str, path: Path, *, say: Say, limit: float
) -> None:
    def tell(amount: str) -> None:
        say(Message("sending-part", {"filename": path.name, "amount": amount}))

    for pause in (*reading.PAUSES, None):
        where = _destination(index)
        failure = twine.send(path, where, login=index.login, limit=limit, tell=tell)
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
    output = failure.reason
    if refusal.loses_version:
        return index.lost(refusal.kind, path.name, output=output)
    remedies = _remedies(index, refusal)
    if refusal.is_about_package:
        remedies += _way_back(index, project, path)
    return Stop(
        refusal.kind, *remedies, index=index.name, filename=path.name, output=output
    )


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
        remedies.extend([Edit(twine.PYPIRC, "correct-address"), Again()])
    return remedies


def _way_back(index: Index, project: str, path: Path) -> list[Remedy]:
    """Return how to go on with a corrected package.

    As long as the index has nothing of the version, the same version can be released anew.
    """
    remedies: list[Remedy] = [Edit(".", "correct-and-commit")]
    version = version_of(path.name)
    if version in index.look(project).versions:
        return [*remedies, *next_version(path.name)]
    return [*remedies, Tool("release", {"anew": True}, "release-anew")]


def login_remedies(index: Index) -> list[Remedy]:
    """Return where the credentials for an index come from and can be corrected."""
    if index.is_public:
        return [
            Visit(index.page("manage/account/token/"), "new-token"),
            Tool("token", label="store-token"),
        ]
    return [Edit(twine.PYPIRC, "correct-login")] if index.in_pypirc else []


def _read(answer: requests.Response) -> Listing:
    if "json" in answer.headers.get("Content-Type", ""):
        return listing.read_json(answer.json(), answer.url)
    return listing.read_page(answer.text, answer.url)
