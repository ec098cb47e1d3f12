"""What a new project remembers: which template made it, in which state, from which answers.

It is cruft's file, so `cruft check` and `cruft update` also work in a project that plain
cookiecutter made. Anybody may read that file, and has to be able to fetch what it names. So
nothing is recorded unless the address can be reached from elsewhere and has the very files that
made the project.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from typing import Any, NamedTuple

from .. import rules
from . import git

OWN = ".cruft.json"
# In `git archive`, and so in zip files of hosts and in releases, git writes the commit there.
EXPORTED = ("templates", "commit.txt")
DISTRIBUTION = "cookiecutter_shipyard-"
DIST_INFO = ".dist-info"
# The label of the repository's address in `[project.urls]`.
LABEL = "source"
# What of the template makes a project.
PARTS = (
    "cookiecutter.json",
    "hooks",
    "release-tool/src",
    "shipyard",
    "shipyard_template.py",
    "templates",
    "{{cookiecutter.project_slug}}",
)
CHANGES = ("--literal-pathspecs", "status", "--porcelain", "--untracked-files=normal")
FETCHED_BY = ("git", "http", "https", "ssh")


class Source(NamedTuple):
    """Where the template can be fetched, and the commit that made a project."""

    address: str
    commit: str


def text(origin: Source, answers: Mapping[str, Any]) -> str:
    """Return the text of .cruft.json; there is no such file without an origin."""
    state = {
        "template": origin.address,
        "commit": origin.commit,
        "checkout": None,  # Updates follow the main branch, whatever the first project came from.
        "context": {"cookiecutter": {question: answers[question] for question in rules.RULES}},
        "directory": None,
        "skip": [OWN],  # cruft fills in this file with other answers than ours
    }
    return json.dumps(state, ensure_ascii=False, indent=2, separators=(",", ": "))


def source(folder: str, asked: str = "") -> Source | None:
    """Return where the template in `folder` comes from, and None when nobody else can fetch it.

    git knows it in a clone. An installed Shipyard has what its installer recorded (PEP 610), else
    its metadata. A zip file has a commit from `git archive` and the address in pyproject.toml.
    `asked` is what cookiecutter was told to take: an archive of another host has other commits.
    """
    if os.path.exists(os.path.join(folder, ".git")):
        return _cloned(folder)
    metadata = _metadata_folder(folder)
    if not metadata:
        found = _built(_declared_address(folder), folder)
        is_elsewhere = found and "://" in asked and not asked.startswith(_page(found.address))
        return None if is_elsewhere else found
    installed = _installed(metadata)
    return installed or _built(_published_address(metadata), folder)


def public(address: str) -> str | None:
    """Return an address without the secrets that somebody fetches with.

    Return None for a path, a machine of one's own, and a name that only somebody's configuration
    knows, as ssh and git let people invent names of hosts.
    """
    scheme, is_url, rest = address.partition("://")
    if not is_url:
        place, colon, path = address.partition(":")
        is_known = colon and path and "/" not in place and _is_public_host(place)
        return address if is_known else None
    place, slash, path = rest.partition("/")
    account, at, host = place.rpartition("@")
    if scheme not in FETCHED_BY or not path.strip("/") or not _is_public_host(host):
        return None
    if "?" in path or "#" in path:  # They could hold a token.
        return None
    if scheme == "ssh":
        host = account.partition(":")[0] + at + host
    return f"{scheme}://{host}{slash}{path}"


def _is_public_host(place: str) -> bool:
    host = place.rpartition("@")[2].partition(":")[0].lower()
    is_here = host.startswith(("127.", "0.")) or host.endswith((".local", ".localhost"))
    return "." in host.strip(".") and not is_here


def _cloned(folder: str) -> Source | None:
    """Return the origin of a clone if it has what is rendered: this commit, without changes."""
    commit = _git(folder, "rev-parse", "--verify", "HEAD")
    origin = ("refs/remotes/origin", "--count=1", "--format=%(refname)")
    if not commit or not _git(folder, "for-each-ref", "--contains", commit, *origin):
        return None
    parts = [part for part in PARTS if os.path.lexists(os.path.join(folder, part))]
    changed = _git(folder, *CHANGES, "--", *parts)
    address = _origin(folder)
    return Source(address, commit) if address and changed == "" else None


def _origin(folder: str) -> str | None:
    """Return the address of `origin`, as it is written, or as this person's git understands it."""
    written = public(_git(folder, "config", "--get", "remote.origin.url") or "")
    return written or public(_git(folder, "remote", "get-url", "origin") or "")


def _metadata_folder(folder: str) -> str:
    """Return the .dist-info folder of the Shipyard that is around this template, or nothing."""
    site = os.path.dirname(os.path.dirname(folder))
    if os.path.basename(folder) != "template":
        return ""
    for name in os.listdir(site):
        if name.startswith(DISTRIBUTION) and name.endswith(DIST_INFO):
            return os.path.join(site, name)
    return ""


def _installed(metadata: str) -> Source | None:
    """Return what the installer recorded of a repository that it installed from."""
    try:
        recorded = json.loads(_text(os.path.join(metadata, "direct_url.json")) or "{}")
        address = public(recorded["url"])
        commit = recorded["vcs_info"]["commit_id"]
    except (KeyError, TypeError, ValueError):
        return None
    return Source(address, commit) if address and "subdirectory" not in recorded else None


def _built(address: str | None, folder: str) -> Source | None:
    """Return the origin of what `git archive` gave, by the commit that it wrote into a file."""
    commit = _text(os.path.join(folder, *EXPORTED)).strip()
    is_written = commit.isalnum()
    return Source(address, commit) if address and is_written else None


def _published_address(metadata: str) -> str | None:
    head = _text(os.path.join(metadata, "METADATA")).partition("\n\n")[0]
    for line in head.splitlines():
        field, _, value = line.partition(": ")
        label, _, address = value.partition(", ")
        if field == "Project-URL" and label.lower() == LABEL:
            return public(address.strip())
    return None


def _declared_address(folder: str) -> str | None:
    try:
        import tomllib
    except ImportError:  # Python 3.10
        return None
    try:
        project = tomllib.loads(_text(os.path.join(folder, "pyproject.toml")))["project"]
        found = {label.lower(): address for label, address in project["urls"].items()}
        return public(found[LABEL])
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _page(address: str) -> str:
    """Return what the addresses of a repository's archives begin with."""
    return address.removesuffix(".git").rstrip("/") + "/"


def _text(path: str) -> str:
    """Return what a file holds, and nothing when it cannot be read."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return ""


def _git(folder: str, *words: str) -> str | None:
    """Return what git says about a folder, and None when it cannot say anything."""
    env = git.environment() | {"GIT_OPTIONAL_LOCKS": "0"}
    command = ["git", "-C", folder, "-c", "core.fsmonitor=false", *words]
    try:
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.removesuffix("\n") if done.returncode == 0 else None
