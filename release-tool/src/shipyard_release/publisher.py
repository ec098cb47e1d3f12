"""The trusted publisher: what the index's form asks, and whether the pipeline will be that one."""

from __future__ import annotations

from collections.abc import Iterator

from shipyard_release.errors import Edit, Facts, Git, Message, Problem
from shipyard_release.hosts import Web, web_of
from shipyard_release.state import Place

# For each form: its host, and the fields that together say which repository it is.
FORMS = {
    "github.com": ("Owner", "Repository name"),
    "gitlab.com": ("Namespace", "Project name"),
}


def form(place: Place) -> Message:
    """Return what the index's form for a trusted publisher asks for."""
    rows = {"PyPI Project Name": place.settings.name, **place.settings.publisher}
    page = place.index.page("manage/account/publishing/")
    return Message("publisher-form", {"page": page, "rows": rows})


def problems(place: Place) -> Iterator[Problem]:
    """Yield a remote that is another repository than the publisher's.

    The index refuses what a pipeline there sends, and it would say so after the tag is pushed.
    """
    expected = _expected(place)
    if not place.publishes_from_ci or expected is None:
        return
    found = [web_of(address) for address in _addresses(place)]
    known = [there for there in found if there is not None and "/" in there.path]
    if not known or any(_is_same(there, expected) for there in known):
        return
    remote = place.settings.remote
    facts: Facts = {
        "remote": remote,
        "there": f"{known[0].host}/{known[0].path}",
        "expected": f"{expected.host}/{expected.path}",
    }
    remedies = (
        Edit("pyproject.toml", "if-remote-is-right"),
        Git(("remote", "set-url", remote, "URL"), "or-right-remote"),
    )
    yield Problem("publisher-elsewhere", facts, remedies)


def _expected(place: Place) -> Web | None:
    fields = place.settings.publisher
    for host, names in FORMS.items():
        if all(name in fields for name in names):
            return Web("https", host, "/".join(fields[name] for name in names))
    return None


def _addresses(place: Place) -> list[str]:
    """Return where a push goes, as it is written: git may be told to reach it by another way."""
    remote = place.settings.remote
    ask = place.repository.ask
    for key in ("pushurl", "url"):
        written = ask("config", "--get-all", f"remote.{remote}.{key}")
        if written:
            return written.splitlines()
    return []


def _is_same(there: Web, expected: Web) -> bool:
    """Tell whether both are one repository; hosts do not care for capitals.

    A host without a dot is a name that only this person's ssh may know, and can be any.
    """
    host = there.host.lower()
    is_host = "." not in host or f".{host}".endswith(f".{expected.host}")
    return is_host and there.path.casefold() == expected.path.casefold()
