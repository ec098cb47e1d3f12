"""An index: where it is, what it has, and how files get there: by twine, one at a time."""

import html
import os
import re
import time
from configparser import Error as ConfigParserError
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import requests
from packaging.utils import parse_sdist_filename, parse_wheel_filename
from packaging.version import Version
from twine.exceptions import TwineException
from twine.utils import DEFAULT_CONFIG_FILE, TEST_REPOSITORY, get_config

from shipyard_release.archives import same_contents, sha256
from shipyard_release.command import PYTHON, Failed, environment, run
from shipyard_release.project import UNRELEASED, following
from shipyard_release.report import AGAIN, SPENT, Say, Stop

ACCEPT = "application/vnd.pypi.simple.v1+json, text/html;q=0.2, */*;q=0.1"
LOGIN_FIRST = (401, 403)
IN_NETRC = "Put a login for its host into .netrc, as for pip; INDEX_URL= names another list."
ANCHOR = re.compile(r"""<a\s(?:[^<]*?\s)?href\s*=\s*["']([^"']+)""", re.IGNORECASE)
PAUSES = (2, 8)  # seconds between tries when the index was out of reach, too busy or broken
TWINE = (*PYTHON, "twine", "upload", "--non-interactive", "--disable-progress-bar", "--verbose")
REFUSALS = re.compile(
    r"HTTPError: 4(?!08|25|29)\d\d|NonInteractive|InvalidConfiguration|InvalidDistribution"
)
REASONS = re.compile(r"(ERROR|HTTPError|[\w.]+Error:|[\w.]+Exception:)|.*(4|5)\d\d ")


@dataclass(frozen=True)
class Target:
    """An index to release to, by the name that twine knows it by."""

    name: str
    upload_url: str
    simple_url: str
    in_pypirc: bool = False
    login: dict[str, str] = field(
        default_factory=dict[str, str]
    )  # twine's variables, of a rehearsal alone

    def page(self, path: str) -> str:
        """Return the address of a page of the web site, such as `manage/account/token/`."""
        parts = urlsplit(self.upload_url)
        site = parts.netloc.rpartition("@")[2]
        return f"{parts.scheme}://{site.removeprefix('upload.')}/{path}"

    def make(self, *words: str) -> str:
        """Return the command that releases to this index."""
        to = [f"TO={self.name}"] if self.name != "pypi" else []
        return " ".join(["make", "release", *words, *to])

    def files(self, project: str) -> dict[str, str]:
        """Return what the index lists for the project now, addresses by file name (PEP 691, else PEP 503).

        They end in `#sha256=DIGEST` when the index tells it.
        """
        answer = self.get(f"{self.simple_url.rstrip('/')}/{project}/", fine=404)
        if answer.status_code == requests.codes.not_found:
            return {}
        try:
            return {name: urljoin(answer.url, url) for name, url in _listed(answer)}
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            what = f"What {self.name} answers at {answer.url} is no list of files ({error!r})"
            raise Stop(what, "INDEX_URL= names the address of its list.") from None

    def lacks(self, project: str, archives: list[Path]) -> list[Path]:
        """Return the archives that the index does not list; raises `Stop` when it has other contents."""
        files = self.files(project)
        for path in archives:
            address = files.get(path.name, "")
            differs = address.partition("#sha256=")[2] not in {"", sha256(path.read_bytes())}
            if differs and not same_contents(path, self.get(address).content):
                raise self.spent(f"{self.name} has other bytes under {path.name}", path.name)
        return [path for path in archives if path.name not in files]

    def spent(self, what: str, filename: str) -> Stop:
        """Return the stop for the version in a file's name, which can never be here as it should be."""
        version = version_of(
            filename
        )  # BUMP would find the release that was begun and go on with it
        typed = self.make(f"VERSION={following(version) if version else '…'}")
        todo = f"Yank what is there, say so under [{UNRELEASED}], commit, and type: {typed}"
        return Stop(f"{what}: this version is spent.", todo, "What was built here is kept.", SPENT)

    def get(self, url: str, fine: int = 200) -> requests.Response:
        """Return what the index answers; raises `Stop` unless that is the file, or has the status `fine`."""
        with requests.Session() as session:
            session.trust_env = (
                not self.login
            )  # no proxy, no .netrc between us and a loopback index
            try:
                answer = session.get(
                    url, headers={"Accept": ACCEPT, "Cache-Control": "no-cache"}, timeout=30
                )
                if answer.status_code != fine:
                    answer.raise_for_status()
            except requests.RequestException as error:
                needs_login = getattr(error.response, "status_code", None) in LOGIN_FIRST
                todo = IN_NETRC if needs_login else "When it is back, type the same command again."
                safe = "Nothing is lost: what was built is kept, and what was sent is looked for next time."
                raise Stop(f"The index {self.name} does not answer: {error}", todo, safe) from None
        return answer


def _listed(answer: requests.Response) -> list[tuple[str, str]]:
    if "json" in answer.headers.get("Content-Type", ""):
        rows = answer.json()["files"]
        return [
            (it["filename"], f"{it['url']}#sha256={it['hashes'].get('sha256', '')}") for it in rows
        ]
    urls = [html.unescape(url) for url in ANCHOR.findall(answer.text)]
    return [(unquote(urlsplit(url).path.rsplit("/", 1)[-1]), url) for url in urls]


def find_target(name: str, simple_url: str | None = None) -> Target:
    """Return an index by `pypi`, `testpypi` or its section in .pypirc; raises `Stop` for another name."""
    try:
        sections = get_config(DEFAULT_CONFIG_FILE)
    except (TwineException, ConfigParserError) as error:
        raise Stop(f".pypirc cannot be read: {error}", "Mend it first.") from None
    url = sections.get(name, {}).get("repository") or (
        TEST_REPOSITORY if name == "testpypi" else None
    )
    if name in sections and not url:
        raise Stop(
            f"In .pypirc the section {name} has no `repository = URL`.", "Add that line to it."
        )
    if not url:
        known = ", ".join(sorted({"testpypi", *sections}))
        todo = f"TO= takes one of: {known}. Another one is listed in .pypirc, in index-servers below [distutils]."
        raise Stop(f"No index is called {name!r}.", todo)
    return Target(name, url, simple_url or derived_simple_url(url), in_pypirc=name in sections)


def derived_simple_url(upload_url: str) -> str:
    """Return where an index lists its files, from where it takes them.

    Known shapes: the legacy upload API (PyPI), devpi's USER/INDEX, pypiserver and others below their root,
    of which Nexus and CodeArtifact have two parts as well, the first of them always the same.
    """
    parts = urlsplit(upload_url)
    path, site = parts.path.rstrip("/"), parts.netloc
    if path.endswith("/legacy"):
        path, site = path.removesuffix("/legacy"), site.removeprefix("upload.")
    is_devpi = re.fullmatch(r"/(?!repository/|pypi/)[^/]+/[^/]+", path)
    return parts._replace(
        netloc=site, path=f"{path}/{'+simple' if is_devpi else 'simple'}/"
    ).geturl()


def version_of(filename: str) -> Version | None:
    """Return the version in the name of a wheel or an sdist; None for any other file."""
    try:
        parse = parse_wheel_filename if filename.endswith(".whl") else parse_sdist_filename
        return parse(filename)[1]
    except ValueError:
        return None


def upload(target: Target, project: str, archives: list[Path], say: Say, limit: float) -> str:
    """Send what the index does not have, and say what that was; `limit` is in seconds per try.

    Success is never read from twine's words, only from the index.
    """
    missing = target.lacks(project, archives)
    for path in missing:
        say(f"sending {path.name}")
        for pause in (*PAUSES, None):
            failure = _send(target, path, limit)
            if failure is None or not target.lacks(project, [path]):
                break  # if it failed, it was stored all the same and only the answer got lost
            if pause is None or REFUSALS.search(failure):
                raise _refused(target, path, failure)
            time.sleep(pause)
    sent = "  ".join(path.name for path in missing)
    return f"sent {sent}" if sent else f"{target.name} has the same bytes"


def _send(target: Target, path: Path, limit: float) -> str | None:
    """Let twine send a file where nothing can redirect it; returns what twine said when it failed."""
    elsewhere = ["--repository-url", target.upload_url, "--config-file", os.devnull]
    where = ["--repository", target.name] if target.in_pypirc else elsewhere
    drop = ("TWINE_",) if target.login else ("TWINE_REPOSITORY", "TWINE_NON_INTERACTIVE")
    env = environment(drop, COLUMNS="500", **target.login)
    try:
        run(*TWINE, *where, str(path), cwd=path.parent, env=env, limit=limit)
    except Failed as failure:
        return failure.output
    return None


def _refused(target: Target, path: Path, output: str) -> Stop:
    rows = [row.strip() for row in output.splitlines() if row.strip()]
    words = "\n".join(dict.fromkeys(filter(REASONS.match, rows))) or rows[-1]
    if "already been used" in words:
        return target.spent(f"{words}\nThe index never takes the name {path.name} again", path.name)
    token = f"Look at the token with `make preflight`; a new one: {target.page('manage/account/token/')}\n"
    return Stop(
        f"{target.name} did not take {path.name}:\n{words}",
        (token if re.search(r"HTTPError: 40[13]|NonInteractive", output) else "") + AGAIN,
        "Nothing is lost: the commit is pushed, the built files are kept, and no tag was made.",
    )
