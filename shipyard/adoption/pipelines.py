"""What an adopted project needs for a pipeline that uploads: which tags start it, and who it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from shipyard.adoption import git
from shipyard.adoption.looking import Project

GITHUB = ".github/workflows/shipyard-release.yml"
GITLAB = ".gitlab/shipyard-release.yml"
FILES = {"github": GITHUB, "gitlab": GITLAB}
ENVIRONMENT = "pypi"
VERSION = "{version}"
SAFE = re.compile(r"[A-Za-z0-9._/-]*")
"""What a tag may have before its version, as it gets into patterns and into a shell."""


@dataclass(frozen=True)
class Tags:
    """The tags of a project, each of which is a prefix and a version."""

    prefix: str

    @property
    def facts(self) -> dict[str, str]:
        """What the pipelines say of them: GitHub's pattern, GitLab's, and the prefix itself."""
        escaped = re.escape(self.prefix).replace("/", r"\/")
        return {
            "prefix": self.prefix,
            "glob": f"{self.prefix}[0-9]*",
            "condition": f"$CI_COMMIT_TAG =~ /^{escaped}[0-9]/",
        }


def tags(settings: Mapping[str, object], name: str) -> Tags | None:
    """Return the tags that settings describe; None for a form that a pipeline cannot read."""
    form = str(settings.get("tag", f"v{VERSION}"))
    prefix, _, rest = form.partition(VERSION)
    prefix = prefix.replace("{name}", name)
    return None if rest or not SAFE.fullmatch(prefix) else Tags(prefix)


def publisher(
    project: Project, settings: Mapping[str, object], ci: str
) -> dict[str, str]:
    """Return the fields of the index's form for a trusted publisher, read from the remote.

    There are none where the remote is not an address of a hosting site.
    """
    remote = str(settings.get("remote", "origin"))
    address = git.said(project.top, "remote", "get-url", remote) or ""
    found = re.search(r"^(?:\w+://[^/]+/|[^/:]+:)(.+)/([^/]+?)(?:\.git)?/?$", address)
    if not found or address.startswith("file:"):
        return {}
    owner, name = found.groups()
    if ci == "gitlab":
        return {
            "Namespace": owner,
            "Project name": name,
            "Top-level pipeline file path": ".gitlab-ci.yml",
            "Environment name": ENVIRONMENT,
        }
    return {
        "Owner": owner,
        "Repository name": name,
        "Workflow name": GITHUB.rpartition("/")[2],
        "Environment name": ENVIRONMENT,
    }
