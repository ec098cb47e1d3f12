"""An API token: asked for without echo, looked at, and kept where twine finds it."""

from __future__ import annotations

import base64

import pytest
from twine.utils import DEFAULT_REPOSITORY
from yard import SECTION

from testkit.index import serve

KEYRING = "keyrings.alt.file.PlaintextKeyring"


def token(site, caveat=b""):
    """Make a token as the index does: a macaroon in libmacaroons' version 2 format, with one caveat."""

    def field(kind, data):
        return bytes([kind, len(data)]) + data

    caveats = field(2, caveat) + b"\0" if caveat else b""
    raw = (
        b"\2"
        + field(1, site)
        + field(2, b"an-identifier")
        + b"\0"
        + caveats
        + b"\0"
        + field(6, b"s" * 32)
    )
    return "pypi-" + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def type_token(yard, text, *arguments, **variables):
    """Type `make token` in a terminal and paste a text; return exit status and what was shown."""
    target = arguments or ("--to", "pypi")
    variables = {"PYTHON_KEYRING_BACKEND": KEYRING} | variables
    outcome = yard.at_terminal("token", *target, prompt="Token:", reply=f"{text}\n", **variables)
    return outcome.status, outcome.text


def stored(yard):
    """Whether the keyring of this home has anything in it."""
    return any(yard.home.rglob("keyring_pass.cfg"))


@pytest.fixture(name="site")
def _site():
    """The site that PyPI's tokens name, read from twine as the tool does."""
    return DEFAULT_REPOSITORY.split("/")[2].removeprefix("upload.").encode()


def test_a_token_for_the_project_is_stored_and_never_shown(yard, site):
    """It is recognised as PyPI's and this project's, stored, and its text is not on the screen."""
    text = token(site, b'[1, ["my-package"]]')

    status, shown = type_token(yard, text)

    assert status == 0, shown
    assert "It is for my-package alone" in shown
    assert text not in shown
    assert stored(yard)


def test_a_token_for_the_whole_account_is_taken_with_advice(yard, site):
    """The first release needs one; afterwards it should be replaced."""
    status, shown = type_token(yard, token(site, b'{"version": 1, "permissions": "user"}'))

    assert status == 0, shown
    assert "The first release needs that" in shown
    assert "replace it by a token for my-package alone" in shown


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda site: token(b"test." + site), "not for"),
        (lambda site: token(site, b'[1, ["other-project"]]'), "only for other-project"),
        (
            lambda site: token(site, b'{"permissions": {"projects": ["other"]}, "version": 1}'),
            "only for other",
        ),
        (lambda _: "my password", "not an API token"),
        (lambda _: "pypi-nonsense", "not an API token"),
        (lambda _: "pypi-AgE", "not an API token"),
        (lambda _: "", "empty"),
        (lambda site: token(site) + " ", "blanks or a newline"),
    ],
    ids=[
        "another index",
        "another project",
        "another project, old form",
        "password",
        "nonsense",
        "cut short",
        "empty",
        "blank",
    ],
)
def test_what_cannot_work_is_refused_and_not_stored(yard, site, make, said):
    """Tokens of another index or project, passwords and paste trouble are told apart."""
    status, shown = type_token(yard, make(site))

    assert status == 1
    assert said in shown
    assert "Traceback" not in shown
    assert not stored(yard)


def test_a_token_of_testpypi_is_taken_for_testpypi(yard, site):
    """TO= says for which index the token is."""
    status, shown = type_token(yard, token(b"test." + site), "--to", "testpypi")

    assert status == 0, shown


def test_where_no_keyring_works_the_variables_are_named(yard, site):
    """A machine without a keyring gets the other way, and nothing is stored."""
    status, shown = type_token(
        yard, token(site), PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring"
    )

    assert status == 1
    assert "TWINE_USERNAME=__token__ TWINE_PASSWORD=" in shown


def test_without_a_terminal_nothing_is_asked(yard):
    """A token is never read from a pipe."""
    outcome = yard.run("token")

    assert outcome.status == 1
    assert "no terminal" in outcome.text


@pytest.mark.slow
def test_twine_releases_with_the_token_in_the_keyring(yard, tmp_path):
    """What `make token` stored is what the upload uses, and preflight says so."""
    secret = "a-token-of-this-index"  # noqa: S105 - of a loopback index
    with serve(tmp_path / "guarded", username="__token__", password=secret) as guarded:
        section = (
            f"[distutils]\nindex-servers = {SECTION}\n[{SECTION}]\nrepository = {guarded.url}\n"
        )
        (yard.home / ".pypirc").write_text(section + "username = __token__\n")
        type_token(yard, secret, "--to", SECTION)

        preflight = yard.run("preflight", PYTHON_KEYRING_BACKEND=KEYRING)
        released = yard.release(PYTHON_KEYRING_BACKEND=KEYRING)

        assert "credentials from the keyring" in preflight.text
        assert released.status == 0, released.text
        assert len(guarded.files) == 2
