"""An API token: asked for without echo, looked at, and kept where twine finds it."""

from __future__ import annotations

import pytest
from made import token
from project import SECTION
from shipyard_release.console import describe
from shipyard_release.errors import Stop
from shipyard_release.index import Index
from shipyard_release.token import TYPED, Token, check_token, read_token
from shipyard_release.typed import Typed
from twine.utils import DEFAULT_REPOSITORY

from testkit.index import serve

KEYRING = "keyrings.alt.file.PlaintextKeyring"


def type_token(project, text, *arguments, **variables):
    """Type `make token` in a terminal and paste a text; return exit status and what was shown."""
    target = arguments or ("--to", "pypi")
    variables = {"PYTHON_KEYRING_BACKEND": KEYRING} | variables
    outcome = project.at_terminal(
        "token", *target, prompt="Token:", reply=f"{text}\n", **variables
    )
    return outcome.status, outcome.text


def stored(project):
    """Whether the keyring of this home has a token in it."""
    files = project.home.rglob("keyring_pass.cfg")
    return any("token" in file.read_text(encoding="utf-8") for file in files)


@pytest.fixture(name="site")
def _site():
    """The site that PyPI's tokens name, read from twine as the tool does."""
    return DEFAULT_REPOSITORY.split("/")[2].removeprefix("upload.").encode()


@pytest.mark.parametrize(
    ("caveat", "projects", "is_for_account"),
    [
        (b"", (), False),
        (b'[2, ["3fa85f64-5717-4562-b3fc-2c963f66afa6"]]', (), False),
        (b'{"version": 1, "permissions": "user"}', (), True),
        (b'[3, "user-id"]', (), True),
        (b'[1, ["one"]]', ("one",), False),
        (b'[1,["one","two"]]', ("one", "two"), False),
        (b'{"permissions": {"projects": ["one"]}, "version": 1}', ("one",), False),
    ],
    ids=[
        "no caveat",
        "project id",
        "account",
        "user",
        "one project",
        "two projects",
        "old form",
    ],
)
def test_a_token_says_where_it_is_from_and_what_it_is_for(
    caveat, projects, is_for_account
):
    """The whole account is a statement of the token, and never read from what it does not say."""
    read = read_token(token(b"index.example", caveat))

    assert read == Token("index.example", projects, is_for_account)


def test_what_a_token_does_not_say_the_index_will_say(site):
    """A token without a known caveat is called neither a project's nor the account's."""
    index = Index("pypi", DEFAULT_REPOSITORY, "https://index.example/simple/")

    assert check_token(token(site), index, "mine").kind == "token-untold"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pypi-",
        "pypi-nonsense",
        "pypi-AgE",
        "a password",
        "pypi-ünïcode",
        token(b"x")[5:],
    ],
    ids=[
        "nothing",
        "prefix",
        "nonsense",
        "cut short",
        "password",
        "other letters",
        "no prefix",
    ],
)
def test_any_other_text_is_not_a_token(text):
    """The stop says how a token begins, and does not repeat the text, which may be a secret."""
    with pytest.raises(Stop) as stop:
        read_token(text)

    assert stop.value.kind == "not-a-token"
    assert stop.value.problem.facts == {"what": TYPED, "prefix": "pypi-"}
    assert stop.value.problem.can_repeat


def test_a_token_of_another_project_is_told_with_the_page_for_a_new_one(site):
    """The remedies are the page where tokens are made and the same command again."""
    index = Index("pypi", DEFAULT_REPOSITORY, "https://index.example/simple/")
    other = token(site, b'[1, ["other"]]')

    with pytest.raises(Stop) as stop:
        check_token(other, index, "mine")
    text = describe(stop.value, Typed("token", {}, with_make=True))

    assert stop.value.problem.facts == {
        "what": TYPED,
        "names": "other",
        "project": "mine",
    }
    assert f"A new token: https://{site.decode()}/manage/account/token/" in text
    assert "make token" in text
    assert other not in text


def test_an_index_of_ones_own_decides_itself_what_a_token_is():
    """Only PyPI and TestPyPI give tokens of a form that is known here."""
    own = Index("company", "http://localhost:1/", "http://localhost:1/simple/")

    assert (
        check_token("any-text-without-whitespace", own, "mine").kind == "token-untold"
    )


def test_a_token_for_the_project_is_stored_and_never_shown(project, site):
    """It is recognised as PyPI's and this project's, stored, and its text is not on the screen."""
    text = token(site, b'[1, ["my-package"]]')

    status, shown = type_token(project, text)

    assert status == 0, shown
    assert "This token is for my-package only" in shown
    assert text not in shown
    assert stored(project)


def test_a_token_for_the_whole_account_is_taken_with_advice(project, site):
    """The first release needs one; afterwards it should be replaced."""
    status, shown = type_token(
        project, token(site, b'{"version": 1, "permissions": "user"}')
    )

    assert status == 0, shown
    assert "The first release needs that" in shown
    assert "replace it with a token for my-package alone" in shown


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda site: token(b"test." + site), "not for"),
        (lambda site: token(site, b'[1, ["other-project"]]'), "only for other-project"),
        (
            lambda site: token(
                site, b'{"permissions": {"projects": ["other"]}, "version": 1}'
            ),
            "only for other",
        ),
        (lambda _: "my password", "not an API token"),
        (lambda _: "pypi-nonsense", "not an API token"),
        (lambda _: "pypi-AgE", "not an API token"),
        (lambda _: "", "empty"),
        (lambda site: token(site) + " ", "whitespace around it"),
    ],
    ids=[
        "another index",
        "another project",
        "another project, old form",
        "password",
        "nonsense",
        "cut short",
        "empty",
        "whitespace",
    ],
)
def test_what_cannot_work_is_refused_and_not_stored(project, site, make, message):
    """Tokens of another index or project, passwords and paste trouble are told apart."""
    status, shown = type_token(project, make(site))

    assert status == 1
    assert message in shown
    assert "make token TO=pypi" in shown
    assert "Traceback" not in shown
    assert not stored(project)


def test_after_a_refusal_the_same_command_takes_the_right_token(project, site):
    """A refusal leaves nothing behind that could disturb the next try."""
    assert type_token(project, "my password")[0] == 1
    status, shown = type_token(project, token(site))

    assert status == 0, shown
    assert stored(project)


def test_a_token_of_testpypi_is_taken_for_testpypi(project, site):
    """TO= says for which index the token is."""
    status, shown = type_token(project, token(b"test." + site), "--to", "testpypi")

    assert status == 0, shown


def test_where_no_keyring_works_no_token_is_asked_for(project):
    """A machine without a keyring gets the text for .pypirc and the variables instead."""
    outcome = project.at_terminal(
        "token", "--to", "pypi", PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring"
    )

    assert outcome.status == 1
    assert "Token:" not in outcome.text
    assert "[pypi]\r\nusername = __token__\r\npassword = TOKEN\r\n" in outcome.text
    assert (
        "TWINE_USERNAME=__token__ TWINE_PASSWORD=TOKEN make release TO=pypi"
        in outcome.text
    )


def test_without_a_terminal_nothing_is_asked(project):
    """A token is never read from a pipe."""
    outcome = project.run("token")

    assert outcome.status == 1
    assert "this is not a terminal" in outcome.text


@pytest.mark.slow
def test_twine_releases_with_the_token_in_the_keyring(project, tmp_path):
    """What `make token` stored is what the upload uses, and preflight says so."""
    secret = "a-token-of-this-index"  # noqa: S105 - of a loopback index
    with serve(tmp_path / "guarded", username="__token__", password=secret) as guarded:
        section = (
            f"[distutils]\nindex-servers = {SECTION}\n"
            f"[{SECTION}]\nrepository = {guarded.url}\n"
        )
        (project.home / ".pypirc").write_text(section + "username = __token__\n")
        type_token(project, secret, "--to", SECTION)

        preflight = project.run("preflight", PYTHON_KEYRING_BACKEND=KEYRING)
        released = project.release(PYTHON_KEYRING_BACKEND=KEYRING)

        assert "credentials from the keyring" in preflight.text
        assert released.status == 0, released.text
        assert len(guarded.files) == 2
