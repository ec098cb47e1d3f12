"""What can be typed: each command takes the options that it honours, and refuses the rest."""

from __future__ import annotations

import shlex

import pytest
from shipyard_release.errors import Again, Git, Tool, Variables
from shipyard_release.options import COMMANDS, OPTIONS, make_settings, parse, setting
from shipyard_release.typed import Typed

# Commands that write or publish something.
WRITING = {"release", "build", "check", "upload", "abort", "yank", "token"}
VALUES = {
    "bump": "minor",
    "version": "1.2.0",
    "to": "mine",
    "index-url": "http://localhost:1/",
    "wait": "5",
    "limit": "6.5",
    "out": "folder",
    "dependencies": "folder",
    "reason": "slow",
}


def words_of(option: str) -> list[str]:
    """Return an option with a value that it takes and that is not its default."""
    if OPTIONS[option].default is True:
        return [f"--{option}=no"]
    return (
        [f"--{option}"]
        if OPTIONS[option].is_switch
        else [f"--{option}", VALUES[option]]
    )


def refused(
    capsys: pytest.CaptureFixture[str], *arguments: str, make: str | None = None
) -> str:
    """Type something that is refused with status 2, and return what was said."""
    variables = {} if make is None else {"SHIPYARD_MAKE": make}
    with pytest.raises(SystemExit) as end:
        parse(list(arguments), variables=variables)
    printed = capsys.readouterr()

    assert end.value.code == 2
    assert "Traceback" not in printed.err
    return printed.err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", OPTIONS)
def test_a_command_honours_an_option_or_refuses_it(capsys, command, option):
    """No option is taken and then ignored: it reaches the command, or ends with status 2."""
    words = [command, *words_of(option)]
    if option in COMMANDS[command].options:
        assert option in parse(words, variables={}).given
    else:
        assert "unrecognized arguments" in refused(capsys, *words).lower()


def test_every_command_that_writes_has_a_dry_run():
    """`--dry-run` exists for what writes or publishes, and for nothing else."""
    assert {
        name for name, command in COMMANDS.items() if "dry-run" in command.options
    } == WRITING


@pytest.mark.parametrize("option", ["version", "to", "index-url", "out"])
@pytest.mark.parametrize("value", ["", " "])
def test_an_empty_value_is_refused(capsys, option, value):
    """A variable of the shell that is not set does not mean the default."""
    command = "upload" if option == "out" else "release"

    assert (
        "empty" in refused(capsys, command, f"--{option}={value}")
        or option == "version"
    )


@pytest.mark.parametrize("value", ["-1", "soon", "inf", "nan"])
def test_a_wait_that_is_not_a_number_of_seconds_is_refused(capsys, value):
    """A time limit is a number of seconds."""
    assert "not a number of seconds" in refused(capsys, "release", f"--wait={value}")


@pytest.mark.parametrize(
    ("value", "is_on"), [("1", True), ("Yes", True), ("no", False)]
)
def test_a_switch_can_be_set_to_yes_and_no(value, is_on):
    """YES=no is off, and is not handed on as something that was typed."""
    options = parse(["release"], variables={"SHIPYARD_MAKE": f"YES={value}"})

    assert bool(options.yes) == is_on
    assert ("yes" in options.given) == is_on


def test_settings_after_make_reach_the_command():
    """Each option has a setting, with the value as it was typed, whatever make does to it."""
    made = r"LIMIT=6.5 WAIT=5 INDEX_URL=http://[::1]:80/$$x TO=it\'s\ mine VERSION:=1.2.0 PYTHON=x"

    options = parse(["release"], variables={"SHIPYARD_MAKE": made})

    assert options.given == {
        "version": "1.2.0",
        "to": "it's mine",
        "index-url": "http://[::1]:80/$x",
        "wait": 5.0,
        "limit": 6.5,
    }


@pytest.mark.parametrize(
    ("command", "made", "message"),
    [
        (
            "release",
            "DRYRUN=1",
            "DRYRUN is not a setting of `make release`. Did you mean DRY_RUN?",
        ),
        ("release", "TO=", "TO= is empty."),
        ("release", "DRY_RUN=", "DRY_RUN= is empty."),
        (
            "abort",
            "WAIT=1",
            "WAIT is not a setting of `make release-abort`. It takes VERSION, TO",
        ),
        ("rehearse", "WAIT=1", "WAIT is not a setting of `make rehearse`."),
        ("release", "YES=maybe", "'maybe' is neither yes nor no"),
        ("release", "BUMP=huge", "invalid choice: 'huge'"),
        (
            "release",
            "BUMP=minor VERSION=2.0",
            "BUMP and VERSION both choose a version.",
        ),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(capsys, command, made, message):
    """A mistyped, empty or unknown setting after make ends with status 2 and one or two lines."""
    assert message in refused(capsys, command, make=made)


def test_a_wrong_value_is_told_as_it_was_typed(capsys, monkeypatch):
    """A message about a setting that was typed after make names no option."""
    monkeypatch.setenv("SHIPYARD_MAKE", "BUMP=mini")

    message = refused(capsys, "release", make="BUMP=mini")

    assert message.startswith("BUMP: invalid choice: 'mini'")


@pytest.mark.parametrize(
    ("word", "bump"),
    [("rc", "rc"), ("stable", "final"), ("release", "final"), ("minor,rc", "minor,rc")],
)
def test_a_kind_of_version_that_stands_alone_is_told_how_to_be_typed(
    capsys, word, bump
):
    """`release rc` means `release --bump rc`, and stable and release are the final release."""
    assert f"Did you mean --bump {bump}?" in refused(capsys, "release", word)
    assert parse(["release", "--bump", word], variables={}).bump == bump


def test_settings_are_read_as_make_writes_them():
    """make escapes whitespace, quotes and backslashes, and doubles dollar signs."""
    assert make_settings("") == {}
    assert make_settings(r"A=1 B=two\ words C=back\\slash D=$$$$") == {
        "A": "1",
        "B": "two words",
        "C": r"back\slash",
        "D": "$$",
    }


FORCED = {
    "to": "mine",
    "index-url": "http://localhost:1/",
    "version": "2.0",
    "yes": True,
}


def test_a_remedy_keeps_the_index_and_the_version_in_force():
    """Typing a remedy never releases to another index than the one that was asked for."""
    typed = Typed("release", FORCED, with_make=True)

    assert typed.typeable(Again()) == (
        "make release TO=mine INDEX_URL=http://localhost:1/ VERSION=2.0 YES=1"
    )
    assert typed.typeable(Tool("abort")) == (
        "make release-abort TO=mine INDEX_URL=http://localhost:1/ VERSION=2.0"
    )
    assert typed.typeable(Tool("release", {"version": "2.0.1"})) == (
        "make release TO=mine INDEX_URL=http://localhost:1/ VERSION=2.0.1"
    )
    assert typed.typeable(Tool("token")) == "make token TO=mine"
    assert typed.typeable(Tool("build")) == "make build"


def test_a_version_that_is_offered_replaces_the_bump():
    """BUMP and VERSION together would be refused."""
    typed = Typed("release", {"bump": "minor", "to": "mine"}, with_make=True)

    assert (
        typed.typeable(Again({"version": "1.0"})) == "make release TO=mine VERSION=1.0"
    )
    assert typed.typeable(Tool("preflight")) == "make preflight BUMP=minor TO=mine"


def test_without_make_the_same_remedy_is_typed_another_way():
    """Where there is no make, no command of make is printed."""
    typed = Typed(
        "release", {"to": "it's mine", "yes": True}, "python tools/release.py"
    )

    assert typed.typeable(Again()) == (
        """python tools/release.py release --to 'it'"'"'s mine' --yes"""
    )
    assert typed.typeable(Git(("tag", "a b"))) == "git tag 'a b'"
    assert typed.typeable(Variables({"TWINE_PASSWORD": "TOKEN"}, "one-command")) == (
        """TWINE_PASSWORD=TOKEN python tools/release.py release --to 'it'"'"'s mine'"""
    )


@pytest.mark.parametrize(
    "command", [name for name, each in COMMANDS.items() if each.target]
)
def test_both_ways_of_typing_mean_the_same(command):
    """What is printed for make and what is printed without it give the same options."""
    given = {
        name: parse([command, *words_of(name)], variables={}).given[name]
        for name in COMMANDS[command].options
        if name != "bump"
    }
    with_make = Typed(command, given, with_make=True).typeable(Again())
    without = Typed(command, given, "tool").typeable(Again())

    _make, target, *settings = shlex.split(with_make)
    options = parse([command], variables={"SHIPYARD_MAKE": " ".join(settings)})
    _tool, *words = shlex.split(without)

    assert target == COMMANDS[command].target
    assert options.given == parse(words, variables={}).given == given
    assert set(settings) == {
        word for word in settings if word.partition("=")[0] in NAMES
    }


NAMES = {setting(name) for name in OPTIONS}
