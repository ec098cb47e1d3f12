"""A rehearsal: the same plan, on a throwaway clone, a throwaway remote and an index of its own."""

import os
import secrets
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from shipyard_release.index import Target
from shipyard_release.plan import walk
from shipyard_release.project import Project, raised
from shipyard_release.release import Release, choose
from shipyard_release.report import console
from shipyard_release.repository import REMOTE, Repository

ALONE = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "NO_PROXY": "*"}
SETTINGS = {
    "user.name": "Rehearsal",
    "user.email": "rehearsal@example.com",
    "commit.gpgSign": "false",
    "tag.gpgSign": "false",
    "core.hooksPath": os.devnull,
    "maintenance.auto": "false",  # it would go on in the background, in a folder that is to be removed
}


def rehearse(root: Path, version: str | None, bump: str | None) -> None:
    """Release the commit that is checked out, up to the tag, where nobody sees it.

    The repository, its remote, the user's credentials and the machine are left as they are, and no
    network is used. Raises `Stop` as the release itself would.
    """
    with (
        TemporaryDirectory(prefix="rehearsal-", ignore_cleanup_errors=True) as folder,
        embedded_index(Path(folder) / "index") as target,
    ):
        repository = _clone(Repository.of(root), Path(folder), Project.load(root).branch)
        wanted = Release(
            Project.load(repository.root), repository, target, version, yes=True, wait=20
        )
        wanted.allow_empty = True  # between releases a changelog may be; the real preflight says so
        release = choose(wanted, bump)
        if not (version or bump) and release.tagged_here():
            release = replace(release, version=raised(release.version, "patch"))
        console.print(f"Rehearsing {release.title}, where nobody sees it")
        walk(release)
    console.print(
        "The rehearsal went well. Your repository, remote and credentials were not touched."
    )


def _clone(ours: Repository, folder: Path, branch: str) -> Repository:
    """Make a bare remote that has HEAD as its release branch, and a clone of it."""
    bare, clone = str(folder / "remote.git"), str(folder / "clone")
    settings = [f"--config={name}={value}" for name, value in SETTINGS.items()]
    ours.git("clone", "--quiet", "--bare", *settings, ".", bare)
    Repository(Path(bare)).git("update-ref", f"refs/heads/{branch}", ours.log("%H"))
    ours.git("clone", "--quiet", f"--origin={REMOTE}", f"--branch={branch}", *settings, bare, clone)
    return Repository(Path(clone))


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Keep requests out of the report."""


@contextmanager
def embedded_index(folder: Path) -> Generator[Target]:
    """Run pypiserver on a free port of this machine, with a random password; files lie in `folder`."""
    import pypiserver  # noqa: PLC0415 - only a rehearsal needs it

    folder.mkdir()
    login = {"TWINE_USERNAME": "rehearsal", "TWINE_PASSWORD": secrets.token_urlsafe()}

    def allows(*given: str) -> bool:
        return given == tuple(login.values())

    app: Any = pypiserver.app(
        roots=[folder], authenticate=["update"], auther=allows, disable_fallback=True
    )
    with make_server("127.0.0.1", 0, app, handler_class=_Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        try:
            yield Target("rehearsal", address, f"{address}simple/", login=login | ALONE)
        finally:
            server.shutdown()
