"""What counts as a break of the public interface, and what does not."""

from __future__ import annotations

from textwrap import dedent

import pytest
import small
from shipyard_release import public_interface, words
from shipyard_release.git import Repository
from shipyard_release.public_interface import Package, compared
from shipyard_release.settings import Settings

PYPROJECT = (
    '[project]\nname = "{name}"\n\n[tool.shipyard-release]\nversion-file = "{file}"\n'
)


def write(folder, files):
    """Write files, given by their paths, into a folder."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(dedent(text), encoding="utf-8")
    return folder


def told(folder, before, after, *, not_public=()):
    """Return what is told of two states of the package `p`, each given by its files."""
    old = write(folder / "before", {"p/__init__.py": "", **before})
    new = write(folder / "after", {"p/__init__.py": "", **after})
    found = compared([Package("p", old, new)], not_public)
    return [words.sentence(each) for each in found.breaks], list(found.added)


BREAKS = {
    "a function is gone": ("def f(): ...", "", "p.m.f is gone"),
    "a class is gone": ("class C: ...", "", "p.m.C is gone"),
    "a constant is gone": ("LIMIT = 3", "", "p.m.LIMIT is gone"),
    "a method is gone": (
        "class C:\n    def m(self): ...",
        "class C:\n    def n(self): ...",
        "p.m.C.m is gone",
    ),
    "a parameter is gone": (
        "def f(a, b): ...",
        "def f(a): ...",
        "p.m.f() no longer takes b",
    ),
    "a parameter is new and needed": (
        "def f(a): ...",
        "def f(a, b): ...",
        "p.m.f() needs b, which is new",
    ),
    "a parameter lost its default": (
        "def f(a=1): ...",
        "def f(a): ...",
        "p.m.f() needs a, which was optional",
    ),
    "parameters changed places": (
        "def f(a, b): ...",
        "def f(b, a): ...",
        "p.m.f() takes a at another position",
    ),
    "a parameter is for names alone": (
        "def f(a): ...",
        "def f(*, a): ...",
        "p.m.f() takes a in another way, by keyword or by position",
    ),
    "a method became a property": (
        "class C:\n    def m(self): ...",
        "class C:\n    @property\n    def m(self): ...",
        "p.m.C.m is used in another way: a method became a property, or a property became a method",
    ),
    "a method with a decorator that changes nothing": (
        "class C:\n    @classmethod\n    def m(cls, a): ...",
        "class C:\n    @classmethod\n    def m(cls): ...",
        "p.m.C.m() no longer takes a",
    ),
}


@pytest.mark.parametrize(("before", "after", "message"), BREAKS.values(), ids=BREAKS)
def test_what_a_call_or_an_import_would_miss_is_a_break(
    tmp_path, before, after, message
):
    """Each is told with the name that users know."""
    breaks, _ = told(tmp_path, {"p/m.py": before}, {"p/m.py": after})

    assert message in breaks


HARMLESS = {
    "a private name": ("def _f(): ...", ""),
    "a name that is not in __all__": (
        "__all__ = ['g']\ndef f(): ...\ndef g(): ...",
        None,
    ),
    "an import of another package": ("from os import path", ""),
    "a name is now imported": ("def f(): ...", "from p.other import f"),
    "a default is another one": ("def f(a=1): ...", "def f(a=2): ..."),
    "a value is another one": ("LIMIT = 3", "LIMIT = 4"),
    "a new parameter is optional": ("def f(a): ...", "def f(a, b=1, *, c=2): ..."),
    "a parameter for names is for places, too": (
        "def f(*, a=1): ...",
        "def f(a=1): ...",
    ),
    "a private parameter": ("def f(a, _b=1): ...", "def f(a): ..."),
    "a positional parameter has another name": ("def f(a, /): ...", "def f(b, /): ..."),
    "a function became a class": ("def f(): ...", "class f: ..."),
    "a decorator may change the parameters": (
        "@app.command\ndef f(a): ...",
        "@app.command\ndef f(): ...",
    ),
    "a type variable": ("from typing import TypeVar\nT = TypeVar('T')", ""),
    "a logger": ("import logging\nlog = logging.getLogger(__name__)", ""),
    "a module answers for old names": ("def f(): ...", "def __getattr__(name): ..."),
    "a dataclass writes its own methods": (
        "class C:\n    def __init__(self, a): ...\n    def __repr__(self): ...",
        "from dataclasses import dataclass\n@dataclass\nclass C:\n    a: int",
    ),
    "a method may come from a new base": (
        "class C:\n    def m(self): ...",
        "from elsewhere import Base\nclass C(Base): ...",
    ),
    "a method comes from a base": (
        "class B: ...\nclass C(B):\n    def m(self): ...",
        "class B:\n    def m(self): ...\nclass C(B): ...",
    ),
    "self cannot be given by name": (
        "class C:\n    def m(self): ...",
        "class C:\n    def m(self, /): ...",
    ),
    "what runs only where the module is started": (
        "if __name__ == '__main__':\n    console = 1",
        "",
    ),
    "Python itself passes this parameter": (
        "class C:\n    def __getattr__(self, _): ...",
        "class C:\n    def __getattr__(self, name): ...",
    ),
    "a syntax of a newer Python": ("def f(): ...", "def f(): ...\n(1 = 2)"),
}


@pytest.mark.parametrize(("before", "after"), HARMLESS.values(), ids=HARMLESS)
def test_what_no_caller_would_notice_is_none(tmp_path, before, after):
    """Neither is what the source alone cannot tell."""
    other = {"p/other.py": "def f(): ...\n"}
    changed = "__all__ = ['g']\ndef g(): ..." if after is None else after

    breaks, _ = told(
        tmp_path, {"p/m.py": before, **other}, {"p/m.py": changed, **other}
    )

    assert breaks == []


@pytest.mark.parametrize(
    "module",
    ["tests/helper", "_vendor/lib", "vendored/lib", "conftest", "__main__", "_private"],
)
def test_modules_that_are_not_for_users_do_not_count(tmp_path, module):
    """Tests, copies of other packages and private modules may change."""
    breaks, _ = told(
        tmp_path, {f"p/{module}.py": "def f(): ..."}, {f"p/{module}.py": ""}
    )

    assert breaks == []


def test_what_a_package_offers_at_its_top_counts(tmp_path):
    """A name that __init__ takes from a private module is public, without `__all__` as well."""
    offered = {
        "p/__init__.py": "from ._core import run\n",
        "p/_core.py": "def run(a): ...\n",
    }
    gone = {"p/__init__.py": "", "p/_core.py": "def run(a): ...\n"}
    other = {
        "p/__init__.py": "from ._core import run\n",
        "p/_core.py": "def run(): ...\n",
    }

    assert told(tmp_path / "1", offered, gone) == (["p.run is gone"], [])
    assert told(tmp_path / "2", offered, other) == (["p.run() no longer takes a"], [])


def test_new_names_are_told(tmp_path):
    """They speak for a minor version; private ones do not."""
    before = {"p/m.py": "def f(): ..."}
    after = {"p/m.py": "def f(): ...\ndef g(): ...\ndef _h(): ...", "p/n.py": ""}

    assert told(tmp_path, before, after) == ([], ["p.m.g", "p.n"])


def test_a_project_says_what_is_not_public(tmp_path):
    """A pattern takes out a name and all that is in it."""
    before = {"p/testing.py": "def f(): ...", "p/m.py": "def g(): ..."}
    after = {"p/testing.py": "", "p/m.py": ""}

    breaks, _ = told(tmp_path, before, after, not_public=("p.testing",))

    assert breaks == ["p.m.g is gone"]


LAYOUTS = {
    "in src": ("my-package", "src/my_package/_v.py", {"my_package": "src/"}),
    "at the top": ("my-package", "my_package/_v.py", {"my_package": ""}),
    "in a folder": ("x", "python/lib/_v.py", {"lib": "python/"}),
    "one module": ("single", "single.py", {"single": ""}),
    "two in src": ("thing", "VERSION", {"other": "src/", "thing": "src/"}),
}
TWO = ["src/thing/__init__.py", "src/other/__init__.py", "src/note.txt"]


@pytest.mark.parametrize(
    ("name", "version_file", "found"), LAYOUTS.values(), ids=LAYOUTS
)
def test_the_package_is_found(tmp_path, name, version_file, found):
    """By the project's name, by its version file, or in src/."""
    (tmp_path / "pyproject.toml").write_text(
        PYPROJECT.format(name=name, file=version_file)
    )
    folder = version_file.rpartition("/")[0]
    paths = (
        [version_file, f"{folder}/__init__.py", "tests/test_a.py"]
        if folder
        else [version_file]
    )

    roots = public_interface.roots(
        Settings.load(tmp_path), TWO if version_file == "VERSION" else paths
    )

    assert roots == found


def test_where_no_package_is_found_nothing_is_said(tmp_path):
    """Neither a break nor that there is none."""
    (tmp_path / "pyproject.toml").write_text(PYPROJECT.format(name="x", file="VERSION"))

    assert public_interface.roots(Settings.load(tmp_path), ["a/b.py", "setup.py"]) == {}


@pytest.fixture(name="history")
def _history(tmp_path, monkeypatch):
    """A repository whose package moves, loses a function, and imports what would do harm."""
    small.use_git_identity(tmp_path, monkeypatch)
    root = tmp_path / "project"
    harm = "raise SystemExit('imported')\n"
    begin = {
        "pyproject.toml": PYPROJECT.format(name="p", file="VERSION"),
        "p/__init__.py": f"def f(): ...\ndef g(): ...\n{harm}",
    }
    write(root, begin)
    small.git(root, "init", "--quiet", "--initial-branch=main")
    small.git(root, "add", "--all")
    small.git(root, "commit", "--quiet", "--message=Begin")
    (root / "src").mkdir()
    small.git(root, "mv", "p", "src/p")
    write(root, {"src/p/__init__.py": f"def f(): ...\n{harm}", "README.md": "More"})
    small.git(root, "add", "--all")
    small.git(root, "commit", "--quiet", "--message=Move")
    write(root, {"README.md": "Even more"})
    small.git(root, "commit", "--quiet", "--all", "--message=Write")
    return root


def changes(root, before):
    """Return what changed since a revision."""
    repository = Repository(root)
    commits = [str(repository.commit_of(each)) for each in (before, "HEAD")]
    return public_interface.changes(Settings.load(root), repository, *commits)


def test_two_commits_are_compared_wherever_the_package_lies(history):
    """A package that moved to src/ is the same one; nothing of it is imported."""
    found = changes(history, "HEAD~2")

    assert found is not None
    assert [words.sentence(each) for each in found.breaks] == ["p.g is gone"]


def test_commits_with_the_same_code_are_not_read(history, monkeypatch):
    """Most commits change no code, and then nothing is exported."""
    monkeypatch.setattr(Repository, "export", None)

    found = changes(history, "HEAD~1")

    assert found == public_interface.Changes()


def test_without_griffe_nothing_is_said(history, monkeypatch):
    """It needs Python 3.11, and the tool runs on Python 3.10 as well."""
    monkeypatch.setattr(public_interface, "find_spec", lambda _: None)

    found = changes(history, "HEAD~2")

    assert found is None
