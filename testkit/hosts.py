"""What pypiserver lacks: PyPI's answer to a file that it has already, and the hosts' pages."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from testkit.github import GitHub
from testkit.index import App

PAGES = "/gitlab/projects/"


@dataclass
class Hosts:
    """The hosts' release pages, and what wraps pypiserver's application.

    `index` is the folder of the index, and `remote` the repository that both hosts have.
    """

    index: Path
    remote: Path
    github: GitHub = field(init=False)
    gitlab: dict[str, dict[str, str]] = field(default_factory=dict)
    """What GitLab was sent for each page, by tag."""
    attested: int = 0
    """How many files came to the index with an attestation."""
    loses_answers: bool = False
    """Whether GitLab's answer to a page that it stores gets lost."""

    def __post_init__(self) -> None:
        self.github = GitHub(self.remote)

    def texts(self) -> dict[str, str]:
        """Return the text of each page that people can see, by tag."""
        public = [each for each in self.github.releases if not each["draft"]]
        texts = {each["tag_name"]: each["body"] for each in public}
        return texts | {tag: each["description"] for tag, each in self.gitlab.items()}

    def prereleases(self) -> list[str]:
        """Return the tags whose pages say that they are of pre-releases, and not of the latest."""
        marked = [
            each["tag_name"]
            for each in self.github.releases
            if each["prerelease"] and each["make_latest"] == "false"
        ]
        told = [
            tag
            for tag, each in self.gitlab.items()
            if each["name"] == f"{tag} (pre-release)"
        ]
        return marked + told

    def around(self, app: App) -> App:
        """Wrap an index: a file that it has with the same bytes is accepted again, as on PyPI.

        pypiserver says 400.
        """

        def answer(environ: dict[str, Any], start: Any) -> Any:
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = io.BytesIO(body)
            method = environ["REQUEST_METHOD"]
            path = environ["PATH_INFO"]
            if path.startswith("http://"):
                query = environ.get("QUERY_STRING", "")
                status, told = self.github.answer(method, path, query, body)
                return _json(start, status, told)
            if path.startswith(PAGES):
                return _json(start, *self._page(environ, body))
            self.attested += b'name="attestations"' in body
            if method == "POST" and _known(body, self.index):
                return _json(start, 200, "")
            return app(environ, start)

        return answer

    def _page(self, environ: dict[str, Any], body: bytes) -> tuple[int, Any]:
        """Answer as GitLab's API of releases does, to a job that shows its token."""
        if "HTTP_JOB_TOKEN" not in environ:
            return 401, {"message": "401 Unauthorized"}
        if environ["REQUEST_METHOD"] == "GET":
            tag = environ["PATH_INFO"].rpartition("/")[2]
            return (
                (200, self.gitlab[tag])
                if tag in self.gitlab
                else (404, {"message": "404"})
            )
        fields = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        if fields["tag_name"] in self.gitlab:
            return 409, {"message": "Release already exists"}
        self.gitlab[fields["tag_name"]] = fields
        return (502, "") if self.loses_answers else (201, fields)


def _known(body: bytes, folder: Path) -> bool:
    return any(
        path.name.encode() in body and path.read_bytes() in body
        for path in folder.iterdir()
    )


def _json(start: Any, status: int, told: Any) -> Iterator[bytes]:
    data = json.dumps(told).encode() if told else b""
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(data)))]
    start(f"{status} {HTTPStatus(status).phrase}", headers)
    return iter([data])
