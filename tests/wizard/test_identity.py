"""Identity given once is remembered, can be shown and forgotten, and nothing else is kept."""

from __future__ import annotations

import json

from shipyard.wizard import identity

WHOLE = {
    "author_name": "Zoë",
    "author_email": "zoe@example.org",
    "repository_owner": "zob",
}


def test_it_is_kept_in_the_users_configuration_folder(home):
    """The file is where the system wants configuration, in UTF-8."""
    identity.remember(WHOLE)

    assert identity.path().is_relative_to(home)
    assert identity.remembered() == WHOLE
    assert "Zoë" in identity.path().read_text(encoding="utf-8")


def test_only_identity_is_kept():
    """Choices about one project are not remembered for the next."""
    identity.remember({**WHOLE, "license": "MIT", "project_name": "tides"})

    assert json.loads(identity.path().read_text(encoding="utf-8")) == WHOLE


def test_a_broken_file_counts_as_none():
    """Whatever the file contains, the wizard starts."""
    identity.path().parent.mkdir(parents=True)
    for content in ("", "[1]", '{"author_name": 3}', "\x00"):
        identity.path().write_text(content, encoding="utf-8")

        assert identity.remembered() == {}


def test_a_folder_that_cannot_be_written_loses_nothing(home):
    """Where it cannot be kept, the run goes on."""
    home.joinpath(".config").write_text("a file, not a folder", encoding="utf-8")

    identity.remember(WHOLE)

    assert identity.remembered() == {}


def test_the_command_shows_and_forgets(shipyard):
    """`shipyard identity` says what is kept and where; `--reset` removes it."""
    identity.remember(WHOLE)
    shown = shipyard("identity").stdout
    forgotten = shipyard("identity", "--reset").stdout

    assert "author_name: Zoë" in shown
    assert str(identity.path()) in shown
    assert forgotten == "Forgotten.\n"
    assert not identity.path().exists()
    assert shipyard("identity", "--reset").stdout == "There was nothing to forget.\n"


def test_what_cannot_be_forgotten_is_told_in_one_line(shipyard):
    """A file that the system does not let go does not end in a traceback."""
    identity.path().mkdir(parents=True)

    outcome = shipyard("identity", "--reset")

    assert outcome.returncode == 1
    assert outcome.stderr.startswith(f"Error: {identity.path()} cannot be removed: ")
    assert outcome.stderr.count("\n") == 1


def test_a_run_by_flags_remembers_nothing(shipyard):
    """A script's answers are not the user's identity."""
    assert shipyard("new", "--yes", "--dry-run", "--author-name", "CI").returncode == 0

    assert identity.remembered() == {}
