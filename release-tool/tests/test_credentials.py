"""Credentials from every place where twine finds them go through one check, before the push."""

from __future__ import annotations

import pytest
from made import token
from shipyard_release import credentials, preflight, system_keyring
from shipyard_release.choice import choose
from shipyard_release.console import describe
from shipyard_release.errors import Edit, Message, Stop, Tool, Variables
from shipyard_release.git import Repository
from shipyard_release.index import find_index
from shipyard_release.settings import Settings
from shipyard_release.state import Place, Request
from shipyard_release.typed import Typed
from shipyard_release.words import sentence
from twine.utils import DEFAULT_REPOSITORY, TEST_REPOSITORY

PLAIN = "keyrings.alt.file.PlaintextKeyring"
PROJECT = "my-package"
TYPED = Typed("preflight", {}, with_make=True)
SITE = DEFAULT_REPOSITORY.split("/")[2].removeprefix("upload.").encode()
TEST_SITE = TEST_REPOSITORY.split("/")[2].encode()
RIGHT = token(SITE, b'[1, ["my-package"]]')
FAULTS = {
    "token-of-another-site": token(TEST_SITE),
    "token-of-another-project": token(SITE, b'[1, ["other"]]'),
    "not-a-token": "my password",
    "token-in-quotes": f'"{RIGHT}"',
    "token-with-other-characters": f"{RIGHT},",
    "token-with-whitespace": f"{RIGHT}\x16",
    "token-cut-short": RIGHT[:-8],
    "token-expired": token(SITE, b"[0, 1700000000, 1600000000]"),
    "secret-empty": "",
}
BACKEND = """
import time
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    priority = 9

    def get_password(self, service, username):
        {act}

    set_password = get_credential = lambda self, *_: self.get_password("", "")
"""


@pytest.fixture(name="home", autouse=True)
def _home(tmp_path, monkeypatch):
    """A home without any credentials, and no keyring."""
    for name in (
        "TWINE_USERNAME",
        "TWINE_PASSWORD",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    return tmp_path


PATIENT = 120  # seconds: a busy machine needs some to start a child


def pypirc(home, secret, *, section="pypi", address="", user="__token__"):
    """Write a .pypirc with one section, and return the index that it names."""
    rows = ["[distutils]", f"index-servers = {section}", f"[{section}]"]
    rows += [f"repository = {address}"] if address else []
    rows += [f"username = {user}"] if user else []
    (home / ".pypirc").write_text("\n".join([*rows, f"password = {secret}\n"]))
    return find_index(section)


def stopped(index):
    """Check what is found for an index, and return the stop."""
    found = credentials.find(index)
    assert found
    with pytest.raises(Stop) as stop:
        credentials.check(index, PROJECT, found)
    return stop.value


@pytest.mark.parametrize("kind", FAULTS)
def test_a_wrong_token_in_the_environment_is_told(monkeypatch, kind):
    """The variable is named, the right ones are offered, and the secret is not shown."""
    monkeypatch.setenv("TWINE_PASSWORD", FAULTS[kind])

    stop = stopped(find_index("pypi"))

    assert stop.kind == kind
    assert stop.problem.facts["what"] == Message("secret-in-environment")
    assert "TWINE_PASSWORD=TOKEN make release" in describe(stop, TYPED)
    assert (FAULTS[kind] or RIGHT) not in describe(stop, TYPED)


@pytest.mark.parametrize("kind", sorted(FAULTS.keys() - {"token-with-whitespace"}))
def test_a_wrong_token_in_pypirc_is_told(home, kind):
    """The file and its section are named, and the secret is not shown."""
    stop = stopped(pypirc(home, FAULTS[kind]))

    assert stop.kind == kind
    assert Edit("~/.pypirc", "correct-login") in stop.problem.remedies
    assert sentence(stop.problem).startswith(
        "The password in ~/.pypirc, section pypi, "
    )
    assert (FAULTS[kind] or RIGHT) not in describe(stop, TYPED)


def test_a_wrong_token_in_the_keyring_is_told(monkeypatch):
    """The right one is stored by the command that asks for it."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", PLAIN)
    index = find_index("pypi")
    credentials.store(index, FAULTS["token-of-another-site"])

    stop = stopped(index)

    assert stop.kind == "token-of-another-site"
    assert Tool("token", label="store-token") in stop.problem.remedies
    credentials.store(index, RIGHT)
    found = credentials.find(index)
    assert found
    credentials.check(index, PROJECT, found)


def test_a_user_name_where_pypi_wants_a_token_is_told(monkeypatch):
    """PyPI takes no user name but the one for tokens, even with a right token."""
    monkeypatch.setenv("TWINE_USERNAME", "tester")
    monkeypatch.setenv("TWINE_PASSWORD", RIGHT)

    stop = stopped(find_index("pypi"))

    assert stop.kind == "user-where-token"
    assert "TWINE_USERNAME=__token__" in describe(stop, TYPED)


def test_the_address_decides_and_not_the_name(home):
    """A section of any name that leads to PyPI wants PyPI's tokens, and no other section does."""
    mine = pypirc(home, "right-password", section="mine", address=DEFAULT_REPOSITORY)
    assert stopped(mine).kind == "not-a-token"

    mirror = pypirc(
        home, "right-password", address="http://localhost:1/", user="tester"
    )
    found = credentials.find(mirror)
    assert found
    credentials.check(mirror, PROJECT, found)


def test_a_password_without_a_user_name_is_told(home):
    """twine would ask for it, and nobody answers during a release."""
    listed = pypirc(
        home,
        "right-password",
        section="company",
        address="http://localhost:1/",
        user="",
    )

    assert stopped(listed).kind == "no-user"


def test_a_token_for_ones_own_index_is_kept_under_its_user_name(home, monkeypatch):
    """twine looks under the name that the section has."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", PLAIN)
    pypirc(home, "", section="company", address="http://localhost:1/", user="tester")
    text = (home / ".pypirc").read_text()
    (home / ".pypirc").write_text(text.replace("password = ", ""))
    index = find_index("company")

    credentials.store(index, "right-password")
    found = credentials.find(index)

    assert found
    assert found.user
    assert (found.user.text, found.secret.place) == ("tester", credentials.KEYRING)


def test_preflight_checks_what_twine_would_send(project, monkeypatch):
    """A wrong token stops before the push; a right one, in the same place, is ready."""
    monkeypatch.setattr("twine.utils.DEFAULT_REPOSITORY", project.index.url)
    monkeypatch.setenv("HOME", str(project.home))
    here = project.index.url.split("/")[2].encode()
    (project.home / ".pypirc").unlink()
    repository = Repository.of(project.folder)
    place = Place(Settings.load(project.folder), repository, find_index("pypi"))
    monkeypatch.setenv("TWINE_PASSWORD", token(TEST_SITE))

    with pytest.raises(Stop) as stop:
        preflight.check(choose(place, Request()))
    monkeypatch.setenv("TWINE_PASSWORD", token(here))
    ready = preflight.check(choose(place, Request()))

    assert [problem.kind for problem in stop.value.problems] == [
        "token-of-another-site"
    ]
    assert ready.state.facts["source"] == Message("credentials-environment")


def use_backend(home, monkeypatch, act):
    """Make a keyring backend of one's own the only one."""
    folder = home / ".config/python_keyring"
    folder.mkdir(parents=True)
    (folder / "odd_backend.py").write_text(BACKEND.format(act=act))
    (folder / "keyringrc.cfg").write_text(
        f"[backend]\ndefault-keyring=odd_backend.Keyring\nkeyring-path={folder}\n"
    )
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")


def do_as(remedy, monkeypatch):
    """Set the variables that a remedy names, with a right token for the word TOKEN."""
    for name, value in remedy.values.items():
        monkeypatch.setenv(name, RIGHT if value == "TOKEN" else value)


@pytest.mark.parametrize(
    ("act", "message"),
    [
        ("time.sleep(600)", "It gave no answer within 1 s."),
        (
            "raise OSError('the collection is locked')",
            "It says: the collection is locked",
        ),
        ("import os; os._exit(9)", "exit status 9"),
    ],
    ids=["silent", "raises", "dies"],
)
def test_a_keyring_that_cannot_be_asked_is_told_with_the_ways_around(
    home, monkeypatch, act, message
):
    """It has a limit in time; each way around it, done, gets past it."""
    use_backend(home, monkeypatch, act)
    index = find_index("pypi")

    with pytest.raises(Stop) as stop:
        credentials.find(index, limit=1 if "no answer" in message else PATIENT)
    with monkeypatch.context() as given:
        do_as(stop.value.problem.remedies[0], given)
        found = credentials.find(index, limit=PATIENT)
    with monkeypatch.context() as without:
        do_as(stop.value.problem.remedies[2], without)
        nothing = credentials.find(index, limit=PATIENT)

    assert stop.value.kind == "keyring-unusable"
    assert message in sentence(stop.value.problem)
    assert "PYTHON_KEYRING_BACKEND=keyring.backends.null.Keyring" in describe(
        stop.value, TYPED
    )
    assert found
    assert nothing is None


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        ("time.sleep(600)", "keyring-silent"),
        ("raise OSError('locked')", "keyring-error"),
        ("return None", "keyring-keeps-nothing"),
    ],
    ids=["silent", "raises", "forgets"],
)
def test_a_keyring_that_cannot_keep_is_known_before_a_secret_is_asked_for(
    home, monkeypatch, act, reason
):
    """The text for .pypirc is complete, and the variables work, too."""
    use_backend(home, monkeypatch, act)
    index = find_index("pypi")

    with pytest.raises(Stop) as stop:
        credentials.expect_keyring(
            index, limit=1 if reason == "keyring-silent" else PATIENT
        )
    problem = stop.value.problem
    (home / ".pypirc").write_text(problem.facts["text"].replace("TOKEN", RIGHT))
    in_file = credentials.find(find_index("pypi"), limit=PATIENT)
    do_as(
        next(each for each in problem.remedies if isinstance(each, Variables)),
        monkeypatch,
    )
    in_variables = credentials.find(index, limit=PATIENT)

    assert stop.value.kind == "no-keyring"
    assert problem.facts["reason"].kind == reason
    assert "chmod 600 ~/.pypirc" in sentence(problem)
    assert in_file
    assert in_variables
    assert in_file.secret == credentials.Part(RIGHT, credentials.PYPIRC)
    assert in_variables.secret == credentials.Part(RIGHT, credentials.ENVIRONMENT)


def test_the_text_for_pypirc_lists_an_index_that_is_not_listed(home):
    """twine overlooks a section that index-servers does not name."""
    (home / ".pypirc").write_text("[distutils]\nindex-servers = pypi\n")
    with pytest.raises(Stop) as stop:
        credentials.expect_keyring(find_index("testpypi"))

    text = stop.value.problem.facts["text"]
    (home / ".pypirc").write_text(text.replace("TOKEN", token(TEST_SITE)))
    index = find_index("testpypi")
    found = credentials.find(index)

    assert found
    assert found.secret.place == credentials.PYPIRC
    credentials.check(index, PROJECT, found)


def test_a_trial_leaves_nothing_in_the_keyring(monkeypatch):
    """What was written to try it is removed."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", PLAIN)

    system_keyring.try_to_keep()

    assert (
        system_keyring.find("shipyard-release-trial", "shipyard-release-trial") is None
    )
