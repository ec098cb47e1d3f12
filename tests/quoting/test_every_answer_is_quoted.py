"""No file of the template uses an answer without the filter for that kind of file."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import PurePosixPath

import pytest
from jinja2 import Environment, nodes

from shipyard import extension
from shipyard.project import options
from testkit.shell import TEMPLATE
from testkit.tree import PROJECT, ROOT, files

# Of accounts and names that rules keep plain.
MAKERS = {"file_url", "folder_url", "issues_url", "repository_pages", "repository_url"}
# Each kind of file has its own filters, and those for plain names do everywhere.
KINDS = {
    ".py": {"python", "plain"},
    ".toml": {"toml", "plain"},
    ".yml": {"yaml", "plain"},
    ".yaml": {"yaml", "plain"},
    ".md": {"markdown", "plain", "shell", *MAKERS},  # "shell" in commands to copy
    ".json": {"plain", "recorded"},
    ".in": {"plain"},
    "": {"plain", "text"},
    ".txt": {"plain", "text"},
    ".jinja": {"plain"},
    ".typed": {"plain"},
}
MARKS = re.compile(r"\{[{%#]")
RENDERED = [name for name in files() if name.startswith((f"{PROJECT}/", "templates/"))]


def environment() -> Environment:
    """Return an environment that knows the filters, but does not change the source."""
    made = Environment(autoescape=False)  # noqa: S701
    extension.ShipyardExtension(made)
    return made


def unfiltered(name: str) -> Iterator[str]:
    """Yield the line of every expression that writes an answer without a fitting filter."""
    tree = environment().parse(ROOT.joinpath(name).read_text(encoding="utf-8"))
    fitting = KINDS[PurePosixPath(name).suffix]
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            if not writes(node, fitting) and uses_answer(node):
                yield f"{name}:{node.lineno}"


def writes(node: nodes.Node | None, fitting: set[str]) -> bool:
    """Tell whether a fitting filter wrote this, perhaps with characters replaced afterwards."""
    if not isinstance(node, nodes.Filter):
        return False
    return node.name in fitting or (
        node.name == "replace" and writes(node.node, fitting)
    )


def uses_answer(node: nodes.Node) -> bool:
    """Tell whether this expression writes an answer, and not only decides by one."""
    if isinstance(node, nodes.TemplateData | nodes.Const):
        return False
    if isinstance(node, nodes.CondExpr):
        return uses_answer(node.expr1) or (
            node.expr2 is not None and uses_answer(node.expr2)
        )
    names = node.find_all(nodes.Name) if not isinstance(node, nodes.Name) else [node]
    return any(name.name == "cookiecutter" for name in names)


def test_there_are_files_to_look_at():
    """The template has files, so the test below looks at something."""
    assert len(RENDERED) > 20


@pytest.mark.parametrize("name", RENDERED)
def test_answers_are_written_with_a_filter(name):
    """Every answer in this file goes through a filter that writes for this kind of file."""
    assert list(unfiltered(name)) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("{{ cookiecutter.description }}", 1),
        ("{{ cookiecutter }}", 1),
        ("{{ cookiecutter.description | upper }}", 1),
        ("{{ 'a' if cookiecutter.ci == 'none' else cookiecutter.description }}", 1),
        ("{{ 'a' if cookiecutter.ci == 'none' else 'b' }}", 0),
        ("{{ cookiecutter.package_name | plain }}", 0),
        ("{% if cookiecutter.description %}x{% endif %}", 0),
    ],
)
def test_unfiltered_answers_are_found(source, found, tmp_path):
    """What the test above looks for is found when it is there."""
    path = tmp_path / "x.py"
    path.write_text(source)

    assert len(list(unfiltered(str(path)))) == found


def test_files_without_marks_are_copied():
    """A file that uses an answer is rendered, and any other is copied, which is faster."""
    patterns = TEMPLATE["_copy_without_render"]
    inside = [
        name.removeprefix(f"{PROJECT}/")
        for name in RENDERED
        if name.startswith(f"{PROJECT}/")
    ]
    for name in inside:
        is_copied = any(fnmatch(name, pattern) for pattern in patterns)
        text = ROOT.joinpath(PROJECT, name).read_text(encoding="utf-8")
        is_plain = MARKS.search(text) is None

        assert is_copied == (is_plain and not goes_with_an_option(name)), name


def goes_with_an_option(name: str) -> bool:
    """Tell whether a file of the project goes where an option is not chosen."""
    for path in itertools.chain.from_iterable(options.ONLY_FOR.values()):
        if name == path or name.startswith(f"{path}/"):
            return True
    return False


def test_compiled_templates_lie_beside_pythons_own_and_only_where_that_may_be_written(
    monkeypatch, tmp_path
):
    """Without a cache folder that can be written, and where Python writes none, nothing is kept."""
    folder = tmp_path / "shipyard" / "__pycache__"
    folder.mkdir(parents=True)
    monkeypatch.setattr(extension, "HERE", str(tmp_path / "shipyard"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)

    kept = extension.compiled_templates()
    assert kept is not None
    assert kept.directory == str(folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert extension.compiled_templates() is None
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    folder.rmdir()
    assert extension.compiled_templates() is None
