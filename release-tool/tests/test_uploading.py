"""An upload takes as long as it goes on, and shows how far it has come."""

from __future__ import annotations

import os
import sys

import pytest
from faulty_index import WHEEL, serve_faults
from made import metadata, write_wheel
from shipyard_release.console import Terminal
from shipyard_release.errors import Message
from shipyard_release.index import Index, upload
from shipyard_release.process import ProgramFailed, follow
from shipyard_release.twine import Progress
from shipyard_release.typed import Typed

# What twine's bar prints, with its codes for a terminal.
BAR = "\r\x1b[2K 35% ━━━━━━━━━━━━━━ {} MB • 00:12 • 1.2 MB/s\n"


def followed(tmp_path, text, *, silence, goes_on=bool):
    """Follow a Python program of this text."""
    command = (sys.executable, "-I", "-u", "-c", text)
    follow(*command, cwd=tmp_path, env=os.environ, silence=silence, goes_on=goes_on)


def test_a_program_that_goes_on_is_not_ended(tmp_path):
    """Six times half a second is longer than two seconds, and each line shows progress."""
    text = "import time\nfor n in range(6):\n    time.sleep(0.5)\n    print(n)"
    heard: list[str] = []

    def goes_on(part):
        heard.append(part)
        return True

    followed(tmp_path, text, silence=2, goes_on=goes_on)

    assert [part.strip() for part in heard] == list("012345")


@pytest.mark.parametrize(
    "text",
    [
        "import time\ntime.sleep(60)",
        "import time\nwhile True:\n    time.sleep(0.2)\n    print()",
    ],
    ids=["silent", "without progress"],
)
def test_a_program_that_stands_still_is_ended(tmp_path, text):
    """Neither silence nor output that shows no progress keeps it running."""
    with pytest.raises(ProgramFailed) as failed:
        followed(tmp_path, text, silence=1, goes_on=lambda _: False)

    assert "gave no answer within 1 s" in failed.value.output


def test_a_program_that_fails_is_quoted(tmp_path):
    """What it printed to both outputs and its exit status are there."""
    text = "import sys\nprint('one')\nsys.exit('two')"

    with pytest.raises(ProgramFailed) as failed:
        followed(tmp_path, text, silence=60)

    assert failed.value.returncode == 1
    assert failed.value.output.split() == ["one", "two"]


def test_progress_is_read_from_twines_bar():
    """A bar that is drawn again with the same amount shows no progress."""
    told: list[str] = []
    progress = Progress(told.append)

    found = [
        progress.take(BAR.format(amount))
        for amount in ("3.5/10.0", "3.5/10.0", "4.0/10.0")
    ]

    assert found == [True, False, True]
    assert told == ["3.5/10.0 MB", "4.0/10.0 MB"]
    assert not progress.take("Uploading p-1.0.tar.gz\n")


@pytest.mark.parametrize(("pause", "lines"), [(0, 3), (60, 1)])
def test_a_long_wait_is_a_line_now_and_then_where_nothing_moves(capsys, pause, lines):
    """Without a terminal, such as in a pipeline, progress is plain lines, and not too many."""
    terminal = Terminal(Typed("release", {}), pause=pause)

    def act(say):
        for amount in ("1/2 MB", "2/2 MB"):
            say(Message("sending-part", {"filename": "p-1.0.tar.gz", "amount": amount}))
        return Message("done-before")

    terminal.step("upload", act)
    printed = capsys.readouterr().out.splitlines()

    assert len(printed) == lines
    assert ("upload  sending p-1.0.tar.gz, 1/2 MB" in printed) == (pause == 0)


@pytest.mark.slow
def test_an_upload_longer_than_its_limit_arrives(tmp_path, monkeypatch):
    """The limit counts only the time in which nothing more is sent; the bytes are told."""
    monkeypatch.setenv("TWINE_USERNAME", "tester")
    monkeypatch.setenv("TWINE_PASSWORD", "right-password")
    large = {"my_package/data": "x" * 12_000_000}
    text = metadata(Name="my-package", Version="0.1.0")
    path = write_wheel(tmp_path, text, name=WHEEL, files=large)
    told: list[Message] = []
    with serve_faults() as server:
        server.pause = 0.6  # for each of twelve million bytes
        index = Index("company", f"{server.url}legacy/", f"{server.url}simple/")

        upload(index, "my-package", [path], say=told.append, limit=5)

        assert server.uploads == 1
        assert list(server.stored) == [WHEEL]
    amounts = [
        message.facts["amount"] for message in told if message.kind == "sending-part"
    ]
    assert len(amounts) > 2
    assert amounts[-1].endswith("/12.0 MB")
