"""The README as an index shows it: relative links and pictures lead nowhere there."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

from shipyard_release.errors import Message

SOURCE_LABELS = (
    "source",
    "repository",
    "source code",
    "code",
    "homepage",
    "github",
    "gitlab",
)


def relative_links(
    text: str, path: str, *, project_urls: dict[str, str], branch: str
) -> Iterator[Message]:
    """Yield a message for each relative link in a Markdown file, with the address that works.

    `project_urls` are the addresses of the metadata by label; one of them names the repository.
    """
    base = _repository(project_urls)
    for token in MarkdownIt().parse(text):
        for child in token.children or []:
            target = str(child.attrGet("src") or child.attrGet("href") or "")
            if not _is_relative(target):
                continue
            folder = "raw" if child.type == "image" else "blob"
            line = token.map[0] + 1 if token.map else 1
            address = (
                f"{base}/{folder}/{branch}/{target.removeprefix('./')}" if base else ""
            )
            facts = {"path": path, "line": line, "target": target, "address": address}
            yield Message("relative-link", facts)


def _is_relative(target: str) -> bool:
    parts = urlsplit(target)
    return (
        bool(target)
        and not parts.scheme
        and not parts.netloc
        and not target.startswith("#")
    )


def _repository(project_urls: dict[str, str]) -> str:
    by_label = {label.lower(): address for label, address in project_urls.items()}
    for label in SOURCE_LABELS:
        address = by_label.get(label, "")
        if urlsplit(address).netloc.startswith("gitlab."):
            return f"{address.rstrip('/')}/-"
        if urlsplit(address).netloc.startswith("github."):
            return address.rstrip("/")
    return ""
