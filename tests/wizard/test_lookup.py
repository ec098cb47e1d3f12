"""A name is looked up once, on the user's own index, and never waited for long."""

from __future__ import annotations

import re
import socket
import sys
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shipyard import derive
from shipyard.wizard import asking, lookup
from shipyard.wizard.lookup import Lookup, resembles
from testkit.index import Index, serve

PATIENCE = (
    60.0  # pip starts slowly on a busy machine, and these tests are not about that
)


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

    assert "seems to be free" in said
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
        monkeypatch.setenv(
            "PIP_INDEX_URL", f"http://127.0.0.1:{silent.getsockname()[1]}/simple/"
        )
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
    [
        ("re-quests", "requests"),
        ("fiask", "flask"),
        ("dj4ngo", ""),
        ("c0lorsys", "colorsys"),
    ],
)
def test_look_alikes_are_found_without_anybody(name, other):
    """A name that an index may take for another one is warned about without a network."""
    said = resembles(name)

    assert (f'"{other}"' in said) if other else said == ""


@pytest.mark.parametrize("name", ["requests", "numpy"])
def test_a_well_known_name_itself_is_told_without_anybody(name):
    """Offline, too, nobody starts a package with the name of one that everybody has."""
    assert resembles(name).startswith(f'"{name}" is a well-known package')


def test_the_name_of_an_installed_package_is_the_indexs_business():
    """It may be the very package that is made here anew."""
    assert resembles("pyte") == ""


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("tide-tables", "tidetables"),
        ("tidetables", "tide-tables"),
        ("high-water-line", "highwater-line"),
        ("l10n", "i10n"),
        ("1ibrary", "library"),
        ("libr0-too1", "libro-tool"),
        ("re-quests", "requests"),
    ],
)
def test_spellings_that_pypi_takes_for_the_same_are_looked_up(name, other):
    """Hyphens, and letters that look like digits, make no other name for PyPI."""
    found = lookup.spellings(name)

    assert other in found
    assert name not in found
    assert len(found) == len(set(found)) <= lookup.MOST_SPELLINGS


@given(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True))
def test_a_spelling_is_a_name_that_pypi_takes_for_the_same(name):
    """Every name that is looked up is in normal form, and PyPI would refuse one beside the other.

    The transformation is the function `ultranormalize_name` of PyPI's database.
    """
    for other in lookup.spellings(name):
        assert derive.distribution_name(other) == other
        assert ultranormalised(other) == ultranormalised(name)


def ultranormalised(name: str) -> str:
    """Return a name as PyPI compares names, with letters and digits that look alike as one."""
    without = re.sub(r"(\.|_|-)", "", name)
    return re.sub(r"[oO]", "0", re.sub(r"[lLiI]", "1", without)).lower()


@pytest.mark.parametrize("name", ["tidetables", "t1de-tables"])
@pytest.mark.usefixtures("index")
def test_a_name_that_is_there_in_another_spelling_is_told(name):
    """The index has `tide-tables`, and PyPI would refuse this one because of it."""
    said = Lookup(name).result()

    assert said.startswith(
        f'The name "{name}" is too similar to "tide-tables", which is on your index'
    )


@pytest.mark.parametrize("name", ["tide-tables", "tidetables"])
@pytest.mark.usefixtures("index")
def test_a_warning_says_what_is_known_by_now(name):
    """It is there once the index has answered, and says what `result` would."""
    asked = Lookup(name)
    assert asked.process
    asked.process.wait(PATIENCE)

    assert asked.warning().endswith("a release under this name would be refused.")


@pytest.mark.usefixtures("index")
def test_a_warning_is_silent_about_a_free_name():
    """What is well needs no warning."""
    asked = Lookup("high-water")
    assert asked.process
    asked.process.wait(PATIENCE)

    assert asked.warning() == ""


def test_a_warning_is_not_waited_for(monkeypatch):
    """An index that has not answered yet is not waited for, and nothing goes on behind."""
    monkeypatch.delenv("PIP_NO_INDEX")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv(
            "PIP_INDEX_URL", f"http://127.0.0.1:{silent.getsockname()[1]}/simple/"
        )
        asked = Lookup("high-water")
        process = asked.process

        assert asked.warning() == ""

    assert process
    assert process.returncode is not None
    assert asked.process is None


def test_the_python_of_another_pip_is_asked(tmp_path):
    """uvx makes environments without pip; the pip on PATH names its Python in its first line."""
    script = tmp_path / "pip"
    for first, python in [
        (f"#!{sys.executable}", sys.executable),
        ("#!/usr/bin/env bash", ""),
        ("#!/bin/sh", ""),
        ("MZ", ""),
    ]:
        script.write_text(f"{first}\nimport pip\n", encoding="utf-8")

        assert lookup._interpreter(str(script)) == python


@pytest.mark.usefixtures("index")
def test_an_index_is_asked_without_waiting_for_pip():
    """Its answer is there before pip could have started, so it comes in time for a warning."""
    asked = Lookup("tidetables")
    assert asked.process
    asked.process.wait(PATIENCE)
    asked.output.seek(0)
    answers = dict(
        part.split("\n", 1) for part in asked.output.read().split(asking.MARK)[1::2]
    )

    assert answers["tidetables"].strip() == "free"
    assert answers["tide-tables"].strip() == "taken"
    assert {answer.strip() for answer in answers.values()} == {"free", "taken"}


@pytest.mark.parametrize(
    ("setting", "name", "answer"),
    [
        ("PIP_RETRIES", "high-water", "free"),
        ("PIP_EXTRA_INDEX_URL", "high-water", ""),
        ("PIP_FIND_LINKS", "high-water", ""),
        ("PIP_FIND_LINKS", "tide-tables", "taken"),
        ("PIP_NO_INDEX", "tide-tables", ""),
        ("PIP_PROXY", "tide-tables", ""),
        ("PIP_TRUSTED_HOST", "tide-tables", ""),
        ("PIP_CERT", "tide-tables", ""),
    ],
)
@pytest.mark.usefixtures("index")
def test_what_only_pip_can_know_is_left_to_pip(
    monkeypatch, tmp_path, setting, name, answer
):
    """Where pip would go another way, or to more places, nothing is said without it."""
    monkeypatch.setenv(
        setting, str(tmp_path / "none") if setting == "PIP_CERT" else "1"
    )

    assert asking.asker()(name) == answer


def test_an_index_with_a_password_is_left_to_pip(monkeypatch):
    """pip knows what to do with it, and with every other answer than yes and no."""
    monkeypatch.delenv("PIP_NO_INDEX")
    for url in (
        "http://me:secret@127.0.0.1:1/simple",
        "http://127.0.0.1:1/simple",
        "no address",
    ):
        monkeypatch.setenv("PIP_INDEX_URL", url)

        assert asking.asker()("tide-tables") == ""
