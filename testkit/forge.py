"""What pypiserver lacks: PyPI's answer to a file that it has already, and GitLab's pages."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from testkit.index import App

PAGES = "/gitlab/projects/"


def forge(folder: Path, pages: Path) -> Any:
    """Return what wraps pypiserver's application.

    A file that is in `folder` with the same bytes is accepted again, as on PyPI; pypiserver says
    400. GitLab's release pages are kept in `pages`, and only a job that shows its token may write
    them.
    """

    def around(app: App) -> App:
        def answer(environ: dict[str, Any], start: Any) -> Any:
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = io.BytesIO(body)
            status = None
            if environ["PATH_INFO"].startswith(PAGES):
                status = _page(environ, body, pages)
            elif environ["REQUEST_METHOD"] == "POST" and _known(body, folder):
                status = "200 OK"
            if status is None:
                return app(environ, start)
            start(status, [("Content-Type", "text/plain"), ("Content-Length", "0")])
            return []

        return answer

    return around


def _known(body: bytes, folder: Path) -> bool:
    return any(
        path.name.encode() in body and path.read_bytes() in body for path in folder.iterdir()
    )


def _page(environ: dict[str, Any], body: bytes, pages: Path) -> str:
    if "HTTP_JOB_TOKEN" not in environ:
        return "401 Unauthorized"
    if environ["REQUEST_METHOD"] == "GET":
        page = pages / (environ["PATH_INFO"].rpartition("/")[2] + ".md")
        return "200 OK" if page.exists() else "404 Not Found"
    fields = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    page = pages / f"{fields['tag_name']}.md"
    if page.exists():
        return "409 Conflict"
    page.write_text(fields["description"], encoding="utf-8")
    return "201 Created"
