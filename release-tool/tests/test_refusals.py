"""What an index refuses: which kind it is, what helps, and how it is told."""

from __future__ import annotations

import pytest
from faulty_index import REFUSALS, WHEEL, serve_faults
from made import metadata, write_wheel
from shipyard_release import refusals, words
from shipyard_release.console import describe
from shipyard_release.errors import Again, Edit, Person, Status, Stop, Tool, Visit
from shipyard_release.index import Index, upload
from shipyard_release.twine import Failure
from shipyard_release.typed import Typed

# The kind of each of PyPI's answers, and whether the same command can succeed later.
KINDS = {
    "used before": ("name-used-before", False),
    "other bytes": ("name-used-before", False),
    "too similar": ("name-refused", False),
    "prohibited": ("name-refused", False),
    "standard library": ("name-refused", False),
    "conflict": ("name-refused", False),
    "somebody else's": ("not-your-project", False),
    "unverified": ("address-not-verified", True),
    "no second factor": ("no-second-factor", True),
    "uploads disabled": ("uploads-disabled", True),
    "read only": ("uploads-disabled", True),
    "forbidden": ("login-refused", True),
    "token of another project": ("login-refused", True),
    "password": ("login-refused", True),
    "description": ("description-refused", False),
    "14 days": ("release-closed", False),
    "attestations": ("attestations-refused", False),
    "bad address": ("upload-refused", False),
}
LOST = ("name-used-before", "release-closed")
SAID = """\
Uploading distributions to http://localhost:1/legacy/
INFO     Response from http://localhost:1/legacy/:
         400 The name is too similar.
INFO     <html>
          <head>
           <title>400 The name is too similar.</title>
          </head>
         </html>
"""
TYPED = Typed("release", {"to": "company"}, with_make=True)


def refused(index, folder):
    """Upload a wheel that the index refuses, and return the stop."""
    path = write_wheel(folder, metadata(Name="my-package", Version="0.1.0"), name=WHEEL)
    with pytest.raises(Stop) as stop:
        upload(index, "my-package", [path], say=lambda _: None, limit=60)
    return stop.value


@pytest.fixture(name="answering")
def _answering(tmp_path, monkeypatch):
    """Upload to an index of a name that gives an answer, and return the stop and what it said."""
    monkeypatch.setenv("TWINE_USERNAME", "tester")
    monkeypatch.setenv("TWINE_PASSWORD", "right-password")
    monkeypatch.setenv("HOME", str(tmp_path))

    def ask(fault, *, name):
        with serve_faults(*[fault] * 3) as server:
            (tmp_path / ".pypirc").write_text(server.pypirc(name))
            index = Index(
                name, f"{server.url}legacy/", f"{server.url}simple/", in_pypirc=True
            )
            stop = refused(index, tmp_path)
            output = server.refusal(fault) if fault in REFUSALS else ""
            return stop, output, server.uploads

    return ask


def test_every_answer_of_pypi_is_known():
    """The table of kinds and the file of answers have the same entries."""
    assert KINDS.keys() == REFUSALS.keys()


@pytest.mark.parametrize("answer", REFUSALS)
def test_a_refusal_is_known_by_status_and_part_of_the_help_page(answer):
    """Each answer of PyPI has its kind, and the kinds that lose the version are marked."""
    output = REFUSALS[answer]["words"].replace("{help}", "https://index.example/help/")

    refusal = refusals.known_by(REFUSALS[answer]["status"], output)

    assert refusal.kind == KINDS[answer][0]
    assert refusal.loses_version == (refusal.kind in LOST)


@pytest.mark.parametrize(
    ("status", "output", "kind"),
    [
        (
            400,
            "Some other words. See https://index.example/help/#file-name-reuse.",
            LOST[0],
        ),
        (400, "Some other words.", "upload-refused"),
        (403, "Some other words.", "upload-refused"),
        (401, "Some other words.", "login-refused"),
        (451, "Not in your country.", "upload-refused"),
    ],
)
def test_other_words_change_nothing(status, output, kind):
    """PyPI's sentences change; what it names of its help page decides."""
    assert refusals.known_by(status, output).kind == kind


@pytest.mark.slow
@pytest.mark.parametrize("answer", REFUSALS)
def test_a_refusal_is_told_in_one_line_with_what_helps(answering, answer):
    """Its words are told once, without HTML and colours, and only what can work is offered."""
    kind, can_repeat = KINDS[answer]

    stop, output, uploads = answering(answer, name="pypi")

    text = describe(stop, TYPED)
    assert (stop.kind, uploads) == (kind, 1)
    assert stop.problem.facts["output"] == f"{REFUSALS[answer]['status']} {output}"
    assert text.count(output) == 1
    assert "<" not in text
    assert "\x1b" not in text
    assert stop.problem.can_repeat == can_repeat
    assert (stop.status == Status.LOST) == (kind in LOST)


@pytest.mark.slow
def test_an_answer_that_is_not_known_is_not_repeated(answering):
    """Another 4xx is final: the package is corrected, and the same version released anew."""
    stop, _, uploads = answering("unknown 4xx", name="pypi")

    assert (stop.kind, uploads) == ("upload-refused", 1)
    assert stop.problem.facts["output"] == "418 I will not"
    assert stop.problem.remedies == (
        Edit(".", "correct-and-commit"),
        Tool("release", {"anew": True}, "release-anew"),
    )


@pytest.mark.slow
def test_a_redirect_is_told_in_twines_words_and_not_repeated(answering):
    """Both addresses are named, and where the first one is written."""
    stop, _, uploads = answering("redirect", name="company")

    assert (stop.kind, uploads) == ("upload-redirected", 1)
    assert (
        "legacy/ attempted to redirect to http://127.0.0.1:"
        in stop.problem.facts["output"]
    )
    assert "elsewhere/ as your repository URL" in stop.problem.facts["output"]
    assert stop.problem.remedies == (Edit("~/.pypirc", "correct-address"), Again())


@pytest.mark.slow
def test_the_remedies_for_a_login_follow_the_index(answering):
    """PyPI has a page for tokens; another index has a section of .pypirc, and no page."""
    public, _, _ = answering("forbidden", name="pypi")
    own, _, _ = answering("forbidden", name="company")

    assert [type(remedy) for remedy in public.problem.remedies] == [
        Tool,
        Visit,
        Tool,
        Again,
    ]
    assert own.problem.remedies == (
        Tool("preflight", label="look-at-token"),
        Edit("~/.pypirc", "correct-login"),
        Again(),
    )
    assert "manage/account" not in describe(own, TYPED)


def test_the_remedies_that_only_a_person_can_do_are_sentences():
    """Each of them is words, without anything to type."""
    labels = [
        remedy.label
        for refusal in refusals.KNOWN
        for remedy in refusal.remedies
        if isinstance(remedy, Person)
    ]

    assert labels
    assert all(words.label(label).endswith(".") for label in labels)


@pytest.mark.parametrize(
    ("output", "status", "reason"),
    [
        (
            SAID
            + "ERROR    HTTPError: 400 Bad Request from http://localhost:1/legacy/\n"
            "         The name is too similar.\n",
            400,
            "400 The name is too similar.",
        ),
        (
            SAID + "ERROR    HTTPError: 404 Not Found from http://localhost:1/legacy/\n"
            "         <h1>Gone</h1>\n",
            404,
            "404 Not Found",
        ),
        (
            "Traceback (most recent call last):\n  File x\nConnectionError: aborted\n",
            0,
            "ConnectionError: aborted",
        ),
        ("gave no answer within 2 s", 0, "gave no answer within 2 s"),
        (
            "ERROR    InvalidDistribution: one\n         two\nand more\n",
            0,
            "InvalidDistribution: one two",
        ),
    ],
)
def test_of_what_twine_prints_the_reason_is_told(output, status, reason):
    """The index's own words, without the page around them, or twine's last words."""
    failure = Failure(output)

    assert (failure.status, failure.reason) == (status, reason)


@pytest.mark.parametrize(
    ("first_line", "is_final"),
    [
        ("HTTPError: 400 Bad Request from http://x/", True),
        ("HTTPError: 451 Unavailable For Legal Reasons from http://x/", True),
        ("HTTPError: 408 Request Timeout from http://x/", False),
        ("HTTPError: 425 Too Early from http://x/", False),
        ("HTTPError: 429 Too Many Requests from http://x/", False),
        ("HTTPError: 502 Bad Gateway from http://x/", False),
        ("RedirectDetected: http://x/ attempted to redirect to http://y/.", True),
        ("NonInteractive: Credential not found for password.", True),
        ("ConnectionError: 400", False),
    ],
)
def test_only_what_can_be_otherwise_in_a_moment_is_sent_again(first_line, is_final):
    """A refusal and a redirect are final, an index that is busy or broken is not."""
    assert Failure(f"ERROR    {first_line}").is_final == is_final
