"""Stands in for GitHub's API of release pages, so that GitHub's own program gh can be run here.

gh speaks plain HTTP to a host called github.localhost (cli/cli, internal/ghinstance/host.go), and
goes through the proxy that it is told. So an index of the tests, named as that proxy, can answer.
The form of the answers is that of GitHub's REST API, "Releases" and "Release assets", version
2022-11-28. Of GraphQL it knows the two questions that gh asks about a release.

That proves what gh asks for, and in which order. It does not prove that GitHub grants it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from testkit import running

API = "http://api.github.localhost/"
UPLOADS = "http://uploads.github.localhost/"
PLACE = "repos/owner/my-package/releases"
MOMENT = "2026-11-26T00:00:00Z"

Answer = tuple[int, Any]
NOT_FOUND: Answer = (404, {"message": "Not Found"})


@dataclass
class GitHub:
    """The release pages of one repository."""

    remote: Path
    releases: list[dict[str, Any]] = field(default_factory=list)
    cut_off: list[str] = field(default_factory=list)
    """Names of files of which only a part arrives, with a broken connection after it."""
    is_broken: bool = False
    """Whether every request is answered with an error of the server."""
    asked: list[str] = field(default_factory=list)
    """What changed something, in order: a method and what it was for."""
    assets: int = 0

    def page(self, tag: str) -> dict[str, Any]:
        """Return the only release of a tag."""
        [release] = [each for each in self.releases if each["tag_name"] == tag]
        return release

    def answer(self, method: str, address: str, query: str, body: bytes) -> Answer:
        """Return a status and what is answered to a request for an absolute address."""
        if self.is_broken:
            return 502, {"message": "Server Error"}
        if address == f"{API}graphql":
            return 200, {"data": {"repository": self._graph(json.loads(body))}}
        path = re.sub(
            r"^http://(api|uploads)\.github\.localhost/repos/[^/]+/[^/]+/", "", address
        )
        if method != "GET":
            self.asked.append(f"{method} {re.sub(r'[0-9]+', 'ID', path)}")
        name = parse_qs(query).get("name", [""])[0]
        routes: list[tuple[str, Callable[[str], Answer]]] = [
            (r"releases/tags/(.+)", self._published),
            (
                r"releases/(\d+)",
                lambda number: self._release(method, int(number), body),
            ),
            (
                r"releases/(\d+)/assets",
                lambda number: self._take(int(number), name, body),
            ),
            (r"releases/assets/(\d+)", lambda number: self._remove(int(number))),
            (r"(releases)", lambda _: self._create(json.loads(body))),
        ]
        for form, act in routes:
            if found := re.fullmatch(form, path):
                return act(found[1])
        return NOT_FOUND

    def _published(self, tag: str) -> Answer:
        public = [each for each in self.releases if not each["draft"]]
        return self._one(public, "tag_name", tag)

    def _one(self, among: list[dict[str, Any]], key: str, value: object) -> Answer:
        found = [each for each in among if each[key] == value]
        return (200, found[0]) if found else NOT_FOUND

    def _graph(self, asked: dict[str, Any]) -> dict[str, Any]:
        values = asked["variables"]
        if "tagName" in values and "release(" in asked["query"]:
            found = [
                each for each in self.releases if each["tag_name"] == values["tagName"]
            ]
            told = [
                {"databaseId": each["id"], "isDraft": each["draft"]} for each in found
            ]
            return {"release": told[0] if told else None}
        tags = running.run(self.remote, "git", "tag", "--list").splitlines()
        is_there = values["tagName"].removeprefix("refs/tags/") in tags
        return {"ref": {"id": "REF"} if is_there else None}

    def _create(self, values: dict[str, Any]) -> Answer:
        number = len(self.releases) + 1
        release = {
            "id": number,
            "url": f"{API}{PLACE}/{number}",
            "html_url": f"http://github.localhost/releases/{number}",
            "upload_url": f"{UPLOADS}{PLACE}/{number}/assets{{?name,label}}",
            "author": {"login": "github-actions[bot]"},
            "created_at": MOMENT,
            "published_at": None if values.get("draft") else MOMENT,
            "draft": False,
            "prerelease": False,
            "assets": [],
            **values,
        }
        self.releases.append(release)
        return 201, release

    def _release(self, method: str, number: int, body: bytes) -> Answer:
        status, release = self._one(self.releases, "id", number)
        if method == "PATCH" and status == 200:
            release.update(json.loads(body))
            release["published_at"] = None if release["draft"] else MOMENT
        if method == "DELETE" and status == 200:
            self.releases.remove(release)
            return 204, ""
        return status, release

    def _take(self, number: int, name: str, body: bytes) -> Answer:
        _, release = self._one(self.releases, "id", number)
        names = [each["name"] for each in release["assets"]]
        if name in names:
            error = {
                "resource": "ReleaseAsset",
                "code": "already_exists",
                "field": "name",
            }
            return 422, {"message": "Validation Failed", "errors": [error]}
        self.assets += 1
        asset = {
            "id": self.assets,
            "url": f"{API}{PLACE}/assets/{self.assets}",
            "name": name,
            "size": len(body),
            "state": "starter" if name in self.cut_off else "uploaded",
        }
        release["assets"].append(asset)
        if name in self.cut_off:
            return 502, {"message": "Server Error"}
        return 201, asset

    def _remove(self, identity: int) -> Answer:
        for release in self.releases:
            release["assets"] = [
                each for each in release["assets"] if each["id"] != identity
            ]
        return 204, ""
