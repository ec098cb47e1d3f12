"""The rules that every file of this repository keeps."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from twine import utils

from testkit.tree import ROOT, files, texts


def test_no_registry_is_named():
    """The addresses of indexes come from twine at run time, so no file names their hosts."""
    upload_hosts = [
        str(urlsplit(url).hostname)
        for url in (utils.DEFAULT_REPOSITORY, utils.TEST_REPOSITORY)
    ]
    hosts = {
        host.removeprefix("upload.").removeprefix("test.") for host in upload_hosts
    }

    for name, text in texts().items():
        assert not any(host in text for host in hosts), name


def test_no_path_of_the_machine_is_named():
    """A path that exists only where somebody worked is in no file."""
    # A folder at the very top is too short a path to tell from a part of some address.
    places = [
        f"{place}/"
        for place in (ROOT, ROOT.parent, Path.home())
        if len(place.parts) > 2
    ]

    for name, text in texts().items():
        assert not any(place in text for place in places), name


@pytest.mark.parametrize("picture", [name for name in files() if name.endswith(".svg")])
def test_no_picture_shows_where_it_was_taken(picture):
    """No word in a picture is the path of a folder on the machine that the picture shows."""
    shown = ElementTree.parse(ROOT / picture).getroot().itertext()
    words = [word for text in shown for word in text.split()]

    assert words
    assert [word for word in words if word.startswith("/")] == []


def test_no_logic_stands_in_a_file_name():
    """Folders and files are named by what they are; what goes with an option is a table."""
    assert [name for name in files() if "{%" in name] == []


@pytest.mark.parametrize(
    "name", [name for name in files() if name.endswith(".md") and "{{" not in name]
)
def test_links_lead_somewhere(name):
    """Every relative link in a document of ours leads to a file that exists."""
    targets = re.findall(
        r"\]\((?!https?:|mailto:|#)([^)#\s]+)",
        (ROOT / name).read_text(encoding="utf-8"),
    )
    lost = [
        target
        for target in targets
        if not (ROOT / name).parent.joinpath(target).exists()
    ]

    assert lost == []
