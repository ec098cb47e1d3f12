"""The uploader of a release, as the index proves it, compared with the publisher of the settings.

The list of an index names a provenance file for each attested file (PEP 740): the trusted publisher
that uploaded it, and statements that this publisher signed, each with the SHA-256 of the file. PyPI
documents the format as its Integrity API. The signatures are checked by the program
pypi-attestations, where it is installed.
"""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import requests

from shipyard_release.errors import Again, Edit, Facts, Message, Person, Problem, Stop
from shipyard_release.listing import File
from shipyard_release.process import ProgramFailed, run
from shipyard_release.state import Release

PROGRAM = "pypi-attestations"
REFUSES = "Verification failed"  # how it says that a signature is not right
HOSTS = {"GitHub": "https://github.com/", "GitLab": "https://gitlab.com/"}
SECONDS = 60  # for a provenance file, with all tries
SECONDS_FOR_SIGNATURE = 120
# The fields of the index's forms for a trusted publisher, and what each is called in a provenance.
FORMS: dict[str, dict[str, str]] = {
    "GitHub": {"Workflow name": "workflow", "Environment name": "environment"},
    "GitLab": {
        "Top-level pipeline file path": "workflow_filepath",
        "Environment name": "environment",
    },
}


@dataclass(frozen=True)
class Provenance:
    """What an index proves of one file: the publishers, and the hash in each signed statement."""

    file: File
    text: str
    publishers: list[Mapping[str, Any]]
    digests: set[str]


def expected(publisher: Mapping[str, str]) -> dict[str, str]:
    """Return the publisher of the settings as a provenance names one; empty without a known one."""
    if "Owner" in publisher:
        kind = "GitHub"
        repository = f"{publisher['Owner']}/{publisher.get('Repository name', '')}"
    elif "Namespace" in publisher:
        kind = "GitLab"
        repository = f"{publisher['Namespace']}/{publisher.get('Project name', '')}"
    else:
        return {}
    fields = FORMS[kind].items()
    rest = {name: publisher[label] for label, name in fields if label in publisher}
    return {"kind": kind, "repository": repository, **rest}


def messages(release: Release) -> Iterator[Message]:
    """Yield what the index proves of a release, and what it does not.

    Raises `Stop` where a provenance is of another publisher or another file than it should be.
    """
    index = release.index
    files = release.listing().of(release.version)
    attested = [file for file in files if file.provenance]
    bare = [file.name for file in files if not file.provenance]
    if bare and (release.publishes_from_ci or attested):
        yield Message("provenance-missing", {"index": index.name, "filenames": bare})
    elif bare and index.is_at_pypi:
        yield Message("provenance-of-machine", {"index": index.name})
    answers = [_read(release, file) for file in attested]
    found = [answer for answer in answers if answer]
    if len(found) < len(attested):
        yield Message("provenance-disabled", {"index": index.name})
    if found:
        yield from _compared(release, found)


def _read(release: Release, file: File) -> Provenance | None:
    """Return the provenance of a file, or None while the index shows none of them to anybody."""
    disabled = requests.codes.forbidden
    answer = release.index.get(file.provenance, limit=SECONDS, accept_status=disabled)
    if answer.status_code == disabled:
        return None
    try:
        bundles = answer.json()["attestation_bundles"]
        statements = [
            _statement(each) for bundle in bundles for each in bundle["attestations"]
        ]
        digests = {_digest(statement, file.name) for statement in statements}
        return Provenance(
            file, answer.text, [dict(each["publisher"]) for each in bundles], digests
        )
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        facts: Facts = {
            "filename": file.name,
            "index": release.index.name,
            "error": repr(error),
        }
        raise Stop("provenance-unreadable", Again(), **facts) from None


def _statement(attestation: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the statement of an attestation, in the format of in-toto."""
    statement: Mapping[str, Any] = json.loads(
        base64.b64decode(attestation["envelope"]["statement"])
    )
    return statement


def _digest(statement: Mapping[str, Any], name: str) -> str:
    """Return the SHA-256 that a statement has of a file, or ''."""
    found = [
        each["digest"]["sha256"]
        for each in statement["subject"]
        if each["name"] == name
    ]
    return str(found[0]) if found else ""


def _compared(release: Release, found: list[Provenance]) -> Iterator[Message]:
    """Yield that each provenance is of the publisher that the settings name; raises `Stop`."""
    index = release.index.name
    wanted = expected(release.settings.publisher)
    publisher = found[0].publishers[0] if found[0].publishers else {}
    facts: Facts = {"index": index, "publisher": publisher}
    if not wanted:
        yield Message("provenance-not-compared", facts)
        return
    problems = [problem for each in found for problem in _differences(each, wanted)]
    if problems:
        correct = Edit("pyproject.toml", "correct-publisher-now")
        remedies = (Person("find-out-who-published"), correct)
        title = release.title
        raise Stop(
            "provenance-differs", *remedies, problems=tuple(problems), title=title
        )
    yield Message("provenance-agrees", facts)
    if wanted.get("environment") and not all(_environments(found)):
        yield Message(
            "provenance-any-environment",
            {"environment": wanted["environment"], **facts},
        )
    yield _signatures(release, found, wanted)


def _differences(found: Provenance, wanted: Mapping[str, str]) -> Iterator[Problem]:
    name = found.file.name
    if found.digests != {found.file.sha256}:
        yield Problem("provenance-of-other-file", {"filename": name})
    for publisher in found.publishers:
        for field, value in wanted.items():
            other = str(publisher.get(field) or "")
            # A publisher that the index knows without an environment may have any.
            is_open = field == "environment" and not other
            if not is_open and other.casefold() != value.casefold():
                facts: Facts = {
                    "filename": name, "field": field, "found": other, "expected": value,
                }  # fmt: skip
                yield Problem("provenance-field", facts)


def _environments(found: list[Provenance]) -> Iterator[str]:
    for each in found:
        for publisher in each.publishers:
            yield str(publisher.get("environment") or "")


def _signatures(
    release: Release, found: list[Provenance], wanted: Mapping[str, str]
) -> Message:
    """Return whether the signatures verify; raises `Stop` where one does not."""
    program = shutil.which(PROGRAM)
    if not program:
        return Message("provenance-unsigned", {"program": PROGRAM})
    repository = f"{HOSTS[wanted['kind']]}{found[0].publishers[0]['repository']}"
    try:
        with TemporaryDirectory() as temporary:
            for each in found:
                path = Path(temporary) / each.file.name
                path.write_bytes(release.index.download(each.file))
                proof = path.with_name(f"{path.name}.provenance")
                proof.write_text(each.text, encoding="utf-8")
                options = ("--repository", repository, "--provenance-file", str(proof))
                words = (program, "verify", "pypi", *options, str(path))
                run(*words, limit=SECONDS_FOR_SIGNATURE)
    except ProgramFailed as failure:
        if REFUSES in failure.output:
            person = Person("find-out-who-published")
            raise Stop("provenance-refused", person, output=failure.output) from None
        # Without a network, the program prints a traceback.
        last = failure.output.splitlines()[-1]
        return Message("provenance-unverified", {"program": PROGRAM, "output": last})
    return Message("provenance-verified", {"program": PROGRAM})
