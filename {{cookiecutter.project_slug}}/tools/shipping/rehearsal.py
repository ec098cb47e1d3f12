"""A rehearsal: the same plan, on a throwaway clone, a throwaway remote and an index of its own."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from tempfile import TemporaryDirectory
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from shipping.command import run
from shipping.index import Target
from shipping.plan import walk
from shipping.project import Project, read_version
from shipping.release import Release, choose_version
from shipping.report import console
from shipping.repository import Repository

PATIENCE = 20


def rehearse(root: Path, version: str | None, bump: str | None) -> None:
    """Release the commit that is checked out, up to the tag, where nobody sees it.

    The repository, its remote, the user's credentials and the machine are left as they are, and no
    network is used. Raises `Stop` as the release itself would.
    """
    with (
        TemporaryDirectory(prefix="rehearsal-", ignore_cleanup_errors=True) as folder,
        embedded_index(Path(folder) / "index") as target,
    ):
        repository = _clone(root, Path(folder))
        project = Project.load(repository.root)
        if not version and not bump and _is_tagged(project, repository):
            bump = "patch"
        chosen = choose_version(project, repository, version, bump)
        console.print(f"Rehearsing {project.name} {chosen}, where nobody sees it")
        # A changelog may be empty between releases; the real preflight says so.
        walk(Release(project, repository, target, chosen, version, allow_empty=True, yes=True, wait=PATIENCE))
    console.print("The rehearsal went well. Your repository, remote and credentials were not touched.")


def _is_tagged(project: Project, repository: Repository) -> bool:
    current = read_version(repository.file("HEAD", project.version_file), project.version_file)
    return repository.commit_of(f"refs/tags/v{current}") is not None


def _clone(root: Path, folder: Path) -> Repository:
    """Make a bare remote that has HEAD as its release branch, and a clone of it."""
    branch = Project.load(root).branch
    bare, clone = folder / "remote.git", folder / "clone"
    ours = Repository(root)
    ours.git("init", "--quiet", "--bare", str(bare))
    # A checkout made for CI is often shallow.
    Repository(bare).git("config", "receive.shallowUpdate", "true")
    ours.git(
        "push", "--quiet", "--no-verify", str(bare), f"HEAD:refs/heads/{branch}", "refs/tags/*:refs/tags/*"
    )
    run("git", "clone", "--quiet", "--branch", branch, str(bare), str(clone))
    repository = Repository(clone)
    for setting, value in (
        ("user.name", "Rehearsal"),
        ("user.email", "rehearsal@example.com"),
        ("commit.gpgSign", "false"),
        ("tag.gpgSign", "false"),
        ("core.hooksPath", os.devnull),
    ):
        repository.git("config", setting, value)
    return repository


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Keep requests out of the report."""


@contextmanager
def embedded_index(folder: Path) -> Generator[Target]:
    """Run pypiserver on a free port of this machine, with a random password; files lie in `folder`."""
    import pypiserver  # noqa: PLC0415 - only a rehearsal needs it

    folder.mkdir()
    login = ("rehearsal", secrets.token_urlsafe())

    def allows(user: str, password: str) -> bool:
        return (user, password) == login

    app: Any = pypiserver.app(roots=[folder], authenticate=["update"], auther=allows, disable_fallback=True)
    with make_server("127.0.0.1", 0, app, server_class=_Server, handler_class=_Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        try:
            yield Target("rehearsal", address, f"{address}simple/", login=login)
        finally:
            server.shutdown()
