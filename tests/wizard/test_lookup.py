"""A name is looked up once, on the user's own index, and never waited for long."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from shipyard.wizard import lookup
from shipyard.wizard.lookup import Lookup, resembles
from testkit.index import Index, serve

PATIENCE = 60.0  # pip starts slowly on a busy machine, and these tests are not about that


@pytest.fixture(name="index")
def _index(tmp_path, monkeypatch) -> Iterator[Index]:
    """The user's index, as pip is configured for it; it has one project."""
    monkeypatch.setattr(lookup, "LIMIT", PATIENCE)
    monkeypatch.delenv("PIP_NO_INDEX")
    with serve(tmp_path / "index") as index:
        index.folder.joinpath("tide_tables-1.0-py3-none-any.whl").touch()
        monkeypatch.setenv("PIP_INDEX_URL", index.simple)
        yield index


@pytest.mark.usefixtures("index")
def test_a_name_with_releases_is_taken():
    """What pip finds on the index is taken."""
    assert Lookup("tide-tables").result().startswith('The name "tide-tables" is taken')


@pytest.mark.usefixtures("index")
def test_a_name_nobody_has_only_looks_free():
    """An index refuses names for reasons it does not show, so the words promise nothing."""
    said = Lookup("high-water").result()

    assert "looks free" in said
    assert "decides at the first upload" in said


@pytest.mark.usefixtures("index")
def test_it_says_so_once():
    """The review comes back after each change; the name is not talked about each time."""
    asked = Lookup("high-water")

    assert asked.result()
    assert asked.result() == ""


UNCHECKED = 'The name "high-water" was not checked: no index answered.'


def test_offline_it_says_that_nothing_was_checked(monkeypatch):
    """pip gives the same answer for a free name and for no network; only the first is a finding."""
    monkeypatch.setattr(lookup, "LIMIT", PATIENCE)
    monkeypatch.delenv("PIP_NO_INDEX")
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{port}/simple/")

    assert Lookup("high-water").result() == UNCHECKED


def test_without_an_index_nothing_was_checked(monkeypatch):
    """Where pip is told to use no index, nothing was checked."""
    monkeypatch.setattr(lookup, "LIMIT", PATIENCE)

    assert Lookup("high-water").result() == UNCHECKED


def test_a_silent_index_is_left_alone_after_the_limit(monkeypatch):
    """An index that never answers costs two seconds at most, counted from the question."""
    monkeypatch.delenv("PIP_NO_INDEX")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{silent.getsockname()[1]}/simple/")
        asked = Lookup("high-water")
        started = time.monotonic()
        said = asked.result()
        waited = time.monotonic() - started

    assert said == UNCHECKED
    assert lookup.LIMIT == 2
    assert waited < lookup.LIMIT + 3  # the machine may be busy ending pip


def test_without_pip_nothing_is_asked(monkeypatch):
    """An environment without pip, on a machine without pip, checks nothing and says so."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setenv("PATH", "")

    assert Lookup("high-water").result() == UNCHECKED


@pytest.mark.parametrize(
    ("name", "other"),
    [("re-quests", "requests"), ("fiask", "flask"), ("dj4ngo", ""), ("c0lorsys", "colorsys")],
)
def test_look_alikes_are_found_without_anybody(name, other):
    """A name that an index may take for another one is warned about without a network."""
    said = resembles(name)

    assert (f'"{other}"' in said) if other else said == ""


def test_a_well_known_name_itself_is_the_indexs_business():
    """The very name is no look-alike: whether it is taken, the index says."""
    assert resembles("requests") == ""
