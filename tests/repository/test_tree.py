"""The rules that every file of this repository keeps."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from twine import utils

from testkit.tree import ROOT, files, texts

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions() -> Iterator[tuple[str, Function]]:
    """Every function of every file that is plain Python, with its place."""
    for name, text in texts().items():
        if not name.endswith(".py"):
            continue
        try:
            module = ast.parse(text)
        except SyntaxError:
            if "{{" not in text and "{%" not in text:
                raise
            continue
        for node in ast.walk(module):
            if isinstance(node, Function):
                yield f"{name}:{node.lineno} {node.name}", node


def test_no_registry_is_named():
    """The addresses of indexes come from twine at run time, so no file names their hosts."""
    upload_hosts = [
        str(urlsplit(url).hostname) for url in (utils.DEFAULT_REPOSITORY, utils.TEST_REPOSITORY)
    ]
    hosts = {host.removeprefix("upload.").removeprefix("test.") for host in upload_hosts}

    assert [(name, host) for name, text in texts().items() for host in hosts if host in text] == []


def test_no_path_of_the_machine_is_named():
    """A path that exists only where somebody worked is in no file."""
    # A folder at the very top is too short a path to tell from a part of some address.
    places = [f"{place}/" for place in (ROOT, ROOT.parent, Path.home()) if len(place.parts) > 2]

    assert [
        (name, place) for name, text in texts().items() for place in places if place in text
    ] == []


def test_no_logic_stands_in_a_file_name():
    """Folders and files are named by what they are; what goes with an option is a table."""

    assert [name for name in files() if "{%" in name] == []


def test_functions_stay_small():
    """No function has more than 40 lines."""
    long = [where for where, node in functions() if (node.end_lineno or 0) - node.lineno + 1 > 40]

    assert long == []


def test_every_test_says_in_one_sentence_what_holds():
    """Each test function has a docstring that ends as a sentence does."""
    silent = [
        where
        for where, node in functions()
        if node.name.startswith("test_")
        and not (ast.get_docstring(node) or "").rstrip().endswith(".")
    ]

    assert silent == []


@pytest.mark.parametrize(
    "name", [name for name in files() if name.endswith(".md") and "{{" not in name]
)
def test_links_lead_somewhere(name):
    """Every relative link in a document of ours leads to a file that exists."""
    targets = re.findall(
        r"\]\((?!https?:|mailto:|#)([^)#\s]+)", (ROOT / name).read_text(encoding="utf-8")
    )
    lost = [target for target in targets if not (ROOT / name).parent.joinpath(target).exists()]

    assert lost == []
