"""What a new project remembers: which template made it, in which state, from which answers.

It is cruft's file, so `cruft check` and `cruft update` also work in a project that plain
cookiecutter made. Anybody may read that file, and has to be able to fetch what it names. So
nothing is recorded unless the address can be reached from elsewhere and has the very files that
made the project.
"""

from __future__ import annotations

import json
import os
import re
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
CHANGES = (
    "--literal-pathspecs",
    "status",
    "--porcelain",
    "--untracked-files=normal",
    "--ignored",
)
# With these marks of `git ls-files -v`, git does not look whether a file has changed.
UNCHANGED = "H "
# Python makes these, and no project gets them.
CACHE = "__pycache__/"
# The copyright line of a licence, and what README says with the Unlicense, which has no such line.
BEGUN = re.compile(
    r"Copyright (?:\(c\) )?(?P<year>\d{4})\b|\bin (?P<given>\d{4}) with the\n"
)
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
        "context": {
            "cookiecutter": {question: answers[question] for question in rules.RULES}
        },
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
        return _built(_declared_address(folder), folder, asked)
    direct_url = _direct_url(metadata)
    archive = str(direct_url.get("url", ""))
    return _installed(direct_url) or _built(
        _published_address(metadata), folder, archive
    )


def year(folder: str, answers: Mapping[str, Any]) -> str | None:
    """Return the year that the project in `folder` was begun in, as its licence says.

    An update renders both versions of the template as of today, and is to change no year. Return
    None where another project is in the folder, or none.
    """
    try:
        state = json.loads(_text(os.path.join(folder, OWN)))
        recorded = state["context"]["cookiecutter"]
        if recorded["project_slug"] != answers["project_slug"]:
            return None
    except (KeyError, TypeError, ValueError):
        return None
    texts = [_text(os.path.join(folder, name)) for name in ("LICENSE", "README.md")]
    found = BEGUN.search("\n".join(texts))
    return found["year"] or found["given"] if found else None


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
    address = _origin(folder)
    if not address:
        return None
    commit = _git(folder, "rev-parse", "--verify", "HEAD")
    if not commit or not _is_pushed(folder, commit) or not _is_as_committed(folder):
        return None
    return Source(address, commit)


def _origin(folder: str) -> str | None:
    """Return the address of `origin`, as it is written, or as this person's git understands it."""
    written = _git(folder, "config", "--get", "remote.origin.url")
    if not written:
        return None
    return public(written) or public(_git(folder, "remote", "get-url", "origin") or "")


def _is_pushed(folder: str, commit: str) -> bool:
    one = ("--count=1", "--format=%(refname)", "refs/remotes/origin")
    return bool(_git(folder, "for-each-ref", "--contains", commit, *one))


def _is_as_committed(folder: str) -> bool:
    """Tell whether what is rendered has what its commit has, and no file of anybody's own.

    A file that git ignores is rendered as any other.
    """
    parts = [part for part in PARTS if os.path.lexists(os.path.join(folder, part))]
    changed = _git(folder, *CHANGES, "--", *parts)
    tracked = _git(folder, "--literal-pathspecs", "ls-files", "-v", "--", *parts)
    if changed is None or not tracked:
        return False
    is_watched = all(line.startswith(UNCHANGED) for line in tracked.splitlines())
    return is_watched and all(line.endswith(CACHE) for line in changed.splitlines())


def _metadata_folder(folder: str) -> str:
    """Return the .dist-info folder of the Shipyard that is around this template, or nothing."""
    site = os.path.dirname(os.path.dirname(folder))
    if os.path.basename(folder) != "template":
        return ""
    for name in os.listdir(site):
        if name.startswith(DISTRIBUTION) and name.endswith(DIST_INFO):
            return os.path.join(site, name)
    return ""


def _direct_url(metadata: str) -> dict[str, Any]:
    """Return what the installer recorded of where it installed from; nothing for an index."""
    try:
        recorded = json.loads(_text(os.path.join(metadata, "direct_url.json")) or "{}")
    except ValueError:
        return {}
    return recorded if isinstance(recorded, dict) else {}


def _installed(direct_url: dict[str, Any]) -> Source | None:
    """Return the repository that Shipyard was installed from, and None for anything else."""
    try:
        address = public(direct_url["url"])
        commit = direct_url["vcs_info"]["commit_id"]
    except (KeyError, TypeError):
        return None
    return (
        Source(address, commit)
        if address and "subdirectory" not in direct_url
        else None
    )


def _built(address: str | None, folder: str, archive: str) -> Source | None:
    """Return the origin of what `git archive` gave, by the commit that it wrote into a file.

    `archive` is the file that it came in, if that is known: a fork has other commits than the
    address that it inherited.
    """
    commit = _text(os.path.join(folder, *EXPORTED)).strip()
    if not address or not commit.isalnum():
        return None
    is_fetched = "://" in archive and not archive.startswith("file:")
    is_elsewhere = is_fetched and not archive.startswith(_page(address))
    return None if is_elsewhere else Source(address, commit)


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
        content = tomllib.loads(_text(os.path.join(folder, "pyproject.toml")))
        urls = content["project"]["urls"]
        found = {label.lower(): address for label, address in urls.items()}
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
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    return done.stdout.removesuffix("\n") if done.returncode == 0 else None
