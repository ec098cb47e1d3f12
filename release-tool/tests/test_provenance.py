"""The uploader of a release is compared with the settings, and what is not proven is told.

pypi_provenance.json is what PyPI gave for sampleproject-4.0.0.tar.gz, word for word: it is
tests/_fixtures/sampleproject-4.0.0.tar.gz.provenance of pypi/warehouse, commit 6b62157. Only the
file that its statement is about is another one here, so its signature fits no more.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from faulty_index import serve_faults
from packaging.version import Version
from shipyard_release import provenance, words
from shipyard_release.errors import Stop
from shipyard_release.listing import read_page
from shipyard_release.state import Release, Request
from small import SDIST, WHEEL, begun, index_at, use_git_identity
from twine.utils import DEFAULT_REPOSITORY

RECORDED = Path(__file__).with_name("pypi_provenance.json").read_text(encoding="utf-8")
PUBLISHER = {
    "Owner": "pypa",
    "Repository name": "sampleproject",
    "Workflow name": "release.yml",
}
AGREES = (
    "Uploaded by GitHub, pypa/sampleproject, release.yml, "
    "as company says and the settings expect."
)
PROGRAM = '#!/bin/sh\necho "$@" >> "$0.asked"\n{}\n'


def recorded(name, data, **publisher):
    """Return the recorded provenance, for another file and with other fields of a publisher."""
    told = json.loads(RECORDED)
    [bundle] = told["attestation_bundles"]
    [attestation] = bundle["attestations"]
    envelope = attestation["envelope"]
    statement = json.loads(base64.b64decode(envelope["statement"]))
    digest = {"sha256": hashlib.sha256(data).hexdigest()}
    statement["subject"] = [{"name": name, "digest": digest}]
    envelope["statement"] = base64.b64encode(json.dumps(statement).encode()).decode()
    bundle["publisher"] |= publisher
    return told


@pytest.fixture(name="index")
def _index():
    """An index that has both files of 0.1.0, each with a provenance."""
    with serve_faults() as index:
        index.stored.update({WHEEL: b"wheel", SDIST: b"sdist"})
        for name, data in index.stored.items():
            index.provenances[name] = recorded(name, data)
        yield index


@pytest.fixture(name="release")
def _release(tmp_path, monkeypatch, index):
    use_git_identity(tmp_path, monkeypatch)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    place = begun(tmp_path, index_at(index.url))
    return published_by(Release(place, Request(), Version("0.1.0")), PUBLISHER)


def published_by(release, publisher, **settings):
    """Return a release whose settings name another publisher."""
    changed = replace(release.settings, publisher=publisher, **settings)
    return replace(release, place=replace(release.place, settings=changed))


def program(tmp_path, monkeypatch, script):
    """Put a program called pypi-attestations in front of all others; return what it was asked."""
    path = tmp_path / "programs/pypi-attestations"
    path.parent.mkdir()
    path.write_text(PROGRAM.format(script))
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return path.with_name("pypi-attestations.asked")


def told(release):
    """Return what is said of the provenance of a release."""
    return [words.sentence(message) for message in provenance.messages(release)]


def test_a_provenance_of_the_publisher_of_the_settings_agrees(release):
    """Publisher, repository and workflow are the same; the signatures are not checked, and said."""
    assert told(release) == [
        AGREES,
        "The signatures were not checked: pypi-attestations is not installed here.",
    ]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (
            "Owner",
            "me",
            "repository is pypa/sampleproject, and the settings say me/sampleproject",
        ),
        (
            "Repository name",
            "it",
            "repository is pypa/sampleproject, and the settings say pypa/it",
        ),
        (
            "Workflow name",
            "other.yml",
            "workflow is release.yml, and the settings say other.yml",
        ),
    ],
)
def test_another_publisher_stops(release, field, value, message):
    """Each file is named with each field that differs."""
    other = published_by(release, PUBLISHER | {field: value})

    with pytest.raises(Stop) as stop:
        told(other)

    assert stop.value.kind == "provenance-differs"
    assert [words.sentence(problem) for problem in stop.value.problems] == [
        f"{name}: {message}." for name in (WHEEL, SDIST)
    ]


def test_another_host_or_environment_stops(release, index):
    """GitLab's publisher has a pipeline file, and an environment counts where one is known."""
    fields = {
        "kind": "GitLab",
        "workflow_filepath": ".gitlab-ci.yml",
        "environment": "other",
    }
    index.provenances = {
        name: recorded(name, data, **fields) for name, data in index.stored.items()
    }
    gitlab = {
        "Namespace": "pypa",
        "Project name": "sampleproject",
        "Top-level pipeline file path": ".gitlab-ci.yml",
    }

    assert told(published_by(release, gitlab))[0].startswith("Uploaded by GitLab")
    with pytest.raises(Stop, match="provenance-differs"):
        told(release)
    with pytest.raises(Stop, match="provenance-differs"):
        told(published_by(release, gitlab | {"Environment name": "pypi"}))


def test_a_publisher_without_an_environment_is_told(release):
    """The index lets it upload from any environment, which is less than the settings say."""
    strict = published_by(release, PUBLISHER | {"Environment name": "pypi"})

    assert told(strict)[1] == (
        "company lets that publisher upload from any environment, and the settings say pypi."
    )


def test_a_provenance_of_another_file_stops(release, index):
    """The hash in the signed statement is compared with that of the list."""
    index.provenances[WHEEL] = recorded(WHEEL, b"another wheel")

    with pytest.raises(Stop) as stop:
        told(release)

    assert [problem.kind for problem in stop.value.problems] == [
        "provenance-of-other-file"
    ]


@pytest.mark.parametrize("names", [[WHEEL, SDIST], [SDIST]])
def test_a_file_without_provenance_is_named(release, index, names):
    """What a token uploaded into a project with a trusted publisher is not proven."""
    for name in names:
        del index.provenances[name]
    pypi = replace(release.index, name="pypi")
    ours = published_by(release, PUBLISHER, publish_from="ci")
    ours = replace(ours, place=replace(ours.place, index=pypi))

    assert told(ours)[0].startswith(
        f"pypi has no provenance for {'  '.join(names)}, so nothing proves"
    )


def test_an_upload_from_a_machine_is_not_proven(release, index):
    """PyPI takes attestations from pipelines alone; an index of one's own is not spoken of."""
    index.provenances.clear()
    pypi = replace(release.index, upload_url=DEFAULT_REPOSITORY)
    ours = replace(release, place=replace(release.place, index=pypi))

    assert told(ours) == [
        "company does not prove who uploaded it: it accepts attestations only from pipelines."
    ]
    assert told(release) == []


def test_without_a_publisher_in_the_settings_nothing_is_compared(release):
    """What the index says is shown all the same."""
    assert told(published_by(release, {})) == [
        (
            "Uploaded by GitHub, pypa/sampleproject, release.yml, as company says. The settings "
            "name no publisher to compare that with."
        )
    ]


def test_a_provenance_that_is_shown_to_nobody_is_told(release, index):
    """PyPI answers 403 while its administrators have turned that off."""
    index.provenances = dict.fromkeys(index.provenances)

    assert told(release) == [
        "company serves no provenance at the moment, so none was compared."
    ]


def test_a_provenance_of_another_form_is_told_and_read_again(release, index):
    """The same command succeeds as soon as the index answers in the form of PEP 740."""
    right = index.provenances[WHEEL]
    index.provenances[WHEEL] = {"attestation_bundles": [{}]}

    with pytest.raises(Stop, match="provenance-unreadable"):
        told(release)
    index.provenances[WHEEL] = right

    assert told(release)[0] == AGREES


def test_signatures_are_checked_where_the_program_is_installed(
    release, tmp_path, monkeypatch
):
    """pypi-attestations gets each file with its provenance, and the repository to expect."""
    asked = program(tmp_path, monkeypatch, "exit 0")

    assert told(release)[-1] == "The signatures verify (pypi-attestations)."
    rows = asked.read_text().splitlines()
    assert [row.rpartition("/")[2] for row in rows] == [WHEEL, SDIST]
    for row in rows:
        assert row.startswith(
            "verify pypi --repository https://github.com/pypa/sampleproject "
        )


def test_a_signature_that_does_not_verify_stops(release, tmp_path, monkeypatch):
    """The words are those of pypi-attestations 0.0.30."""
    words_of_it = (
        "Verification failed for my_package-0.1.0.tar.gz: subject does not match"
    )
    program(tmp_path, monkeypatch, f"echo '{words_of_it}' >&2; exit 1")

    with pytest.raises(Stop) as stop:
        told(release)

    assert stop.value.kind == "provenance-refused"
    assert words_of_it in words.sentence(stop.value.problem)


def test_a_program_that_cannot_check_a_signature_is_told(
    release, tmp_path, monkeypatch
):
    """Without a network it cannot fetch the keys, and prints a traceback: that proves nothing."""
    message = "sigstore.errors.TUFError: Failed to refresh TUF metadata"
    program(tmp_path, monkeypatch, f"printf 'Traceback:\\n{message}\\n' >&2; exit 1")

    assert told(release)[-1] == (
        f"The signatures were not checked: pypi-attestations failed before that.\n{message}"
    )


def test_a_page_names_the_provenance_of_a_file():
    """The HTML form has the address in data-provenance (PEP 740)."""
    page = f'<a href="/f/{WHEEL}" data-provenance="https://i.example/p">{WHEEL}</a>'

    assert read_page(page, "https://i.example/simple/").files[WHEEL].provenance == (
        "https://i.example/p"
    )
