"""The rules that every file of this repository keeps."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

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
    marks = re.sub(
        r"<style>.*?</style>|<[^>]*>", " ", texts()[picture], flags=re.DOTALL
    )
    words = html.unescape(marks).split()

    assert words
    assert [word for word in words if word.startswith("/")] == []


def test_no_logic_stands_in_a_file_name():
    """Folders and files are named by what they are; what goes with an option is a table."""
    assert [name for name in files() if "{%" in name] == []


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield each module with its name, but for those that are Python only once rendered."""
    for name, text in texts().items():
        if name.endswith(".py"):
            with suppress(SyntaxError):
                yield name, ast.parse(text)


def test_functions_stay_small():
    """No function has more than 40 lines, which ruff does not count."""
    for name, module in modules():
        for node in ast.walk(module):
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and node.end_lineno
            ):
                assert node.end_lineno - node.lineno < 40, f"{name}: {node.name}"


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
