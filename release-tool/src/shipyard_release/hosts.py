"""Hosts of repositories: where a browser finds one, and how a pull request is opened there.

The forms of an address are those of `git help fetch`. The pages of GitHub and GitLab are the ones
that both print after the push of a branch, and their programs are gh and glab.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote, urlencode, urlsplit

from shipyard_release.process import ProgramFailed, environment, run

GITHUB = "github"
GITLAB = "gitlab"
PROGRAMS: Mapping[str, str] = MappingProxyType({GITHUB: "gh", GITLAB: "glab"})
LIMIT = 60  # seconds for one command of theirs
# user@host:path, but no path of Windows such as C:/folder
SCP = re.compile(r"(?:[^@/\s]+@)?(?P<host>\[[^\]]+\]|[^:/\s]{2,}):(?P<path>[^\s]+)")
# Where git speaks SSH on the port of HTTPS, by the hosts' own documentation.
SSH_HOSTS = {"ssh.github.com": "github.com", "altssh.gitlab.com": "gitlab.com"}
ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Web:
    """A repository as a browser finds it."""

    scheme: str
    host: str  # with its port, where an address for browsers names one
    path: str  # owner or group, perhaps subgroups, and the name

    @property
    def page(self) -> str:
        """The address of its first page."""
        return f"{self.scheme}://{self.host}/{quote(self.path)}"


@dataclass(frozen=True)
class PullRequest:
    """What is asked for: to merge a branch into another, with a title and a text."""

    branch: str
    base: str
    title: str
    text: str


def web_of(address: str) -> Web | None:
    """Return where a browser finds the repository at an address of git; None for a folder.

    A login is left out. A port of SSH is not one for browsers, and is left out, too.
    """
    if "://" in address:
        return _of_url(address)
    found = SCP.fullmatch(address)
    if not found:
        return None
    return _made("https", _host_of_ssh(found["host"]), found["path"])


def _of_url(address: str) -> Web | None:
    parts = urlsplit(address)
    is_for_browsers = parts.scheme in ("http", "https")
    if not parts.hostname or parts.scheme == "file":
        return None
    place = parts.netloc.rpartition("@")[2]
    if is_for_browsers:
        return _made(parts.scheme, place, parts.path)
    host = re.sub(r":\d*$", "", place)
    return _made("https", _host_of_ssh(host), parts.path)


def _made(scheme: str, host: str, path: str) -> Web | None:
    path = path.strip("/").removesuffix(".git").strip("/")
    return Web(scheme, host, path) if path else None


def _host_of_ssh(host: str) -> str:
    """Return the host that ssh would reach: a name without a dot may be an alias."""
    name = host
    if "." not in host and ":" not in host:
        name = _known_to_ssh(host)
    return SSH_HOSTS.get(name.lower(), name)


def _known_to_ssh(host: str) -> str:
    try:
        output = run("ssh", "-G", host, limit=LIMIT)
    except ProgramFailed:
        return host
    found = re.search(r"^hostname (\S+)$", output, re.MULTILINE)
    return found[1] if found else host


def kind_of(web: Web, *, has_file: Mapping[str, bool]) -> str:
    """Return which kind of host it is, or '' where nothing says so.

    A host's own name counts first, and then which pipeline the project has: `has_file` says which
    of the files that begin one are there.
    """
    if kind := kind_by_name(web):
        return kind
    if has_file[".gitlab-ci.yml"]:
        return GITLAB
    return GITHUB if has_file[".github"] else ""


def kind_by_name(web: Web) -> str:
    """Return the kind of host that its name says, or '' for another name."""
    return next((kind for kind in PROGRAMS if kind in web.host.lower()), "")


def new_request(web: Web, kind: str, branch: str, base: str) -> str:
    """Return the page that opens a pull request, or the repository's own for an unknown host."""
    if kind == GITHUB:
        return f"{web.page}/compare/{quote(base)}...{quote(branch)}?expand=1"
    if kind == GITLAB:
        asked = {
            "merge_request[source_branch]": branch,
            "merge_request[target_branch]": base,
        }
        return f"{web.page}/-/merge_requests/new?{urlencode(asked)}"
    return web.page


def open_request(web: Web, kind: str, request: PullRequest) -> str:
    """Open a pull request with the host's own program, and return its address.

    One that is open already is found. Raises `ProgramFailed` when the program is not there, is not
    logged in to this host, or refuses.
    """
    program = PROGRAMS[kind]
    variables = environment(drop=(), NO_COLOR="1", GH_PROMPT_DISABLED="1")
    run(program, "auth", "status", "--hostname", web.host, env=variables, limit=LIMIT)
    words = _creating(web, kind, request)
    try:
        output = run(program, *words, env=variables, limit=LIMIT)
    except ProgramFailed as failure:
        found = (
            ADDRESS.search(failure.output)
            if "already exists" in failure.output
            else None
        )
        if not found:
            raise
        return found[0]
    found = ADDRESS.search(output)
    return found[0] if found else new_request(web, kind, request.branch, request.base)


def _creating(web: Web, kind: str, request: PullRequest) -> tuple[str, ...]:
    """Return the words that create a request without a question, from any folder."""
    title = ("--title", request.title)
    if kind == GITHUB:
        branches = ("--head", request.branch, "--base", request.base)
        place = f"{web.host}/{web.path}"
        return (
            "pr",
            "create",
            "--repo",
            place,
            *branches,
            *title,
            "--body",
            request.text,
        )
    branches = ("--source-branch", request.branch, "--target-branch", request.base)
    start = ("mr", "create", "--repo", web.page, "--yes")
    return (*start, *branches, *title, "--description", request.text)
