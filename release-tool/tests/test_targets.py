"""Where an index lists its files is derived from where it takes them."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from wsgiref.simple_server import make_server

import pytest
from shipyard_release import reading
from shipyard_release.console import describe
from shipyard_release.errors import Message, Stop
from shipyard_release.index import Index, derived_simple_url, find_index
from shipyard_release.typed import Typed
from shipyard_release.words import sentence
from twine.utils import DEFAULT_REPOSITORY, TEST_REPOSITORY

TYPED = Typed("release", {}, with_make=True)


GITLAB = "https://host.example/api/v4/projects/1/packages/pypi"


@pytest.mark.parametrize(
    ("upload", "simple"),
    [
        ("https://upload.index.example/legacy/", "https://index.example/simple/"),
        ("https://test.index.example/legacy/", "https://test.index.example/simple/"),
        ("http://localhost:8080/", "http://localhost:8080/simple/"),
        ("http://localhost:8080", "http://localhost:8080/simple/"),
        ("http://localhost:3141/team/prod/", "http://localhost:3141/team/prod/+simple/"),
        (GITLAB, f"{GITLAB}/simple/"),
        ("https://azure.example/o/feed/pypi/upload/", "https://azure.example/o/feed/pypi/simple/"),
        ("https://nexus.example/repository/ours/", "https://nexus.example/repository/ours/simple/"),
        ("https://aws.example/pypi/ours/", "https://aws.example/pypi/ours/simple/"),
    ],
    ids=["PyPI", "TestPyPI", "pypiserver", "no slash", "devpi", "GitLab", "Azure", "Nexus", "AWS"],
)  # fmt: skip
def test_the_simple_index_is_derived(upload, simple):
    """The legacy upload API, pypiserver, devpi and registries under a path are known."""
    assert derived_simple_url(upload) == simple


def test_pypi_and_testpypi_are_known_by_what_twine_knows(monkeypatch, tmp_path):
    """Without a .pypirc both names work, and their pages are derived."""
    monkeypatch.setenv("HOME", str(tmp_path))

    pypi = find_index("pypi")
    test = find_index("testpypi")

    assert (pypi.upload_url, test.upload_url) == (DEFAULT_REPOSITORY, TEST_REPOSITORY)
    assert pypi.page("manage/account/") == DEFAULT_REPOSITORY.replace(
        "upload.", ""
    ).replace("legacy/", "manage/account/")


def test_testpypi_works_with_a_pypirc_that_does_not_list_it(monkeypatch, tmp_path):
    """twine itself would stop there with a missing section."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".pypirc").write_text("[distutils]\nindex-servers = pypi\n")

    assert find_index("testpypi").upload_url == TEST_REPOSITORY


def test_an_index_url_that_is_given_is_taken(monkeypatch, tmp_path):
    """INDEX_URL names what cannot be derived."""
    monkeypatch.setenv("HOME", str(tmp_path))

    assert (
        find_index("pypi", "http://localhost:1/here/").simple_url
        == "http://localhost:1/here/"
    )


@contextmanager
def answering(status, page="", kind="text/html"):
    """An index that answers everybody with this."""

    def application(_environ, start_response):
        start_response(status, [("Content-Type", kind)])
        return [page.encode()]

    with make_server("127.0.0.1", 0, application) as server:
        serve = server.serve_forever
        threading.Thread(
            target=serve, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        yield Index("company", address, address)
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "kind", "todo"),
    [
        (
            "401 Unauthorized",
            "index-wants-login",
            "Put a login for its host into .netrc",
        ),
        ("503 Service Unavailable", "index-unreachable", "Type the same command again"),
    ],
)
def test_an_index_that_lists_nothing_says_what_it_needs(
    monkeypatch, status, kind, todo
):
    """A login that is missing is another matter than an index that is down."""
    monkeypatch.setattr(reading, "PAUSES", (0, 0))
    with answering(status) as target, pytest.raises(Stop) as stop:
        target.look("my-package")

    assert stop.value.kind == kind
    assert status.partition(" ")[0] in stop.value.problem.facts["error"]
    assert todo in describe(stop.value, TYPED)


@pytest.mark.parametrize("page", ["{", "[]", '{"errors": []}', '{"files": [{}]}'])
def test_an_answer_that_is_not_a_list_of_files_is_told_as_such(page):
    """An index, or a proxy before it, may answer anything."""
    with (
        answering("200 OK", page, "application/json") as target,
        pytest.raises(Stop) as stop,
    ):
        target.look("my-package")

    assert stop.value.kind == "not-a-list"
    assert stop.value.problem.facts["address"] == f"{target.simple_url}my-package/"
    assert "does not answer with a list of files" in sentence(stop.value.problem)
    assert "INDEX_URL=URL" in describe(stop.value, TYPED)


def test_an_attribute_that_ends_like_href_is_not_an_address():
    """Some indexes add attributes of their own to a link."""
    page = '<a data-href="nowhere" href="../p-1.0.tar.gz#sha256=0">p-1.0.tar.gz</a>'
    with answering("200 OK", page, "text/html") as target:
        assert list(target.look("p").files) == ["p-1.0.tar.gz"]


def test_a_password_in_an_address_is_not_shown(monkeypatch, tmp_path):
    """Neither the pages that are derived nor what stops a release repeat it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".pypirc").write_text(
        "[pypi]\nrepository = http://me:right-password@localhost:1/legacy/\n"
    )
    target = find_index("pypi")

    page = target.page("manage/account/")
    stop = Stop(
        "index-unreachable", index="pypi", error=f"{target.upload_url} is silent"
    )

    assert page == "http://localhost:1/manage/account/"
    assert "right-password" not in describe(stop, TYPED)
    assert "http://…@localhost:1/legacy/ is silent" in sentence(stop.problem)
    quoted = {"index": "pypi", "filename": "p-1.0.tar.gz", "output": target.upload_url}
    assert "right-password" not in sentence(Message("upload-refused", quoted))


@pytest.mark.parametrize(
    ("text", "kind", "missing"),
    [
        (
            "[distutils]\nindex-servers = company\n[company]\nusername = x\n",
            "index-without-address",
            "the section company has no line `repository = URL`",
        ),
        (
            "[company]\nrepository = http://localhost:1/\n",
            "index-unknown",
            "index-servers",
        ),
    ],
)
def test_an_index_that_is_half_declared_says_what_is_missing(
    monkeypatch, tmp_path, text, kind, missing
):
    """A section without an address, or one that index-servers does not list, is nothing to
    twine."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".pypirc").write_text(text)

    with pytest.raises(Stop) as stop:
        find_index("company")

    assert stop.value.kind == kind
    assert missing in sentence(stop.value.problem)


@pytest.mark.parametrize(
    "text", ["no section at all", "[distutils]\nindex-servers = a\n[a\n"]
)
def test_a_pypirc_that_cannot_be_read_is_told_as_such(monkeypatch, tmp_path, text):
    """A malformed file stops without a traceback."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".pypirc").write_text(text)

    with pytest.raises(Stop) as stop:
        find_index("pypi")

    assert stop.value.kind == "pypirc-unreadable"
    assert str(tmp_path / ".pypirc") in stop.value.problem.facts["error"]
    assert sentence(stop.value.problem).startswith("~/.pypirc cannot be read: ")
