"""What the settings of a project would have to say is read from it, and proven where it can be."""

from __future__ import annotations

import pytest
from packaging.version import Version
from shipyard_release.discovery import fragments
from shipyard_release.git import Repository
from shipyard_release.layout import (
    code_of,
    has_extension,
    import_names,
    modules_in,
    origins,
)
from shipyard_release.version_search import candidates, is_beside, proven
from small import git, use_git_identity

VERSION = Version("1.2.0")


class Build:
    """A stand-in for a build whose metadata takes the version from one file."""

    def __init__(self, source, path):
        self.place = source / path

    def metadata(self, _folder):
        """Return metadata with the version that is in that file now."""
        text = self.place.read_text(encoding="utf-8").replace(", ", ".")
        found = "1.2.1" if "1.2.1" in text else "1.2.0"
        return {"version": found}


@pytest.fixture(name="source")
def _source(tmp_path):
    """A folder with the version in several files, in several forms."""
    files = {
        "pyproject.toml": '[project]\nname = "p"\nversion = "1.2.0"\n',
        "p/__init__.py": '__version__ = "1.2.0"\r\n',
        "p/about.py": 'VERSION = "1.2.0"\n',
        "docs/conf.py": '__version__ = "1.2.0"\n',
        "p/other.py": '__version__ = "9"\n',
        "p/plan.py": 'PLAN_VERSION: Final = "1.2.0"  # of it all\n',
        "p/parts.py": "version_info = (1, 2, 0)\n",
        "p/data.json": '{"name": "p",\n "version": "1.2.0"}\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    return tmp_path


def paths(source):
    """Return the files of a folder as git lists them."""
    return {
        path.relative_to(source).as_posix()
        for path in source.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    "version_file",
    [
        "pyproject.toml",
        "p/__init__.py",
        "p/about.py",
        "p/plan.py",
        "p/data.json",
        "p/parts.py",
    ],
)
def test_the_file_that_the_metadata_follows_is_found(source, version_file):
    """Several files have the version; the one that counts is proven, and none is changed."""
    before = {path: (source / path).read_bytes() for path in paths(source)}

    found = proven(source, paths(source), VERSION, Build(source, version_file))

    assert found is not None
    assert found.path == version_file
    assert {path: (source / path).read_bytes() for path in paths(source)} == before


def test_no_file_is_named_that_the_metadata_does_not_follow(source):
    """A version that is somewhere else is left open rather than guessed."""
    (source / "elsewhere").write_text("1.2.0")

    assert proven(source, paths(source), VERSION, Build(source, "elsewhere")) is None


def test_copies_of_the_version_are_found_where_they_belong_to_the_package(source):
    """Documentation and tests have versions of their own."""
    found = {
        version_file.path for version_file in candidates(source, paths(source), VERSION)
    }

    assert found == {"pyproject.toml", "p/__init__.py"}


@pytest.mark.parametrize(
    ("wheel", "committed", "found"),
    [
        (
            ["p/a.py", "p/b.txt"],
            ["src/p/a.py", "src/p/b.txt", "setup.py"],
            {"p": "src/"},
        ),
        (["p/a.py"], ["p/a.py", "tests/p/a.py"], {"p": ""}),
        (["six.py"], ["six.py", "test_six.py"], {"six.py": ""}),
        (["zope/event/a.py"], ["src/zope/event/a.py"], {"zope": "src/"}),
        (["p/a.py", "q/b.py"], ["lib/p/a.py", "q/b.py"], {"p": "lib/", "q": ""}),
        (["p/_version.py", "p-1.dist-info/METADATA"], ["README"], {}),
    ],
)
def test_where_the_code_is_follows_from_the_wheel(wheel, committed, found):
    """No setting says it: src, flat, namespaces and single modules are told apart by paths."""
    assert origins(wheel, committed) == found


def test_what_belongs_into_the_wheel_is_code_and_not_the_project():
    """Of a flat layout, only the packages that the wheel has; of src, everything."""
    committed = ["p/a.py", "p/data.txt", "tests/t.py", "src/q/b.py", "src/r/lost.py"]

    code = code_of({"p": "", "q": "src/"}, committed)

    assert code == {
        "p/a.py": "p/a.py",
        "p/data.txt": "p/data.txt",
        "src/q/b.py": "q/b.py",
        "src/r/lost.py": "r/lost.py",
    }


@pytest.mark.parametrize(
    ("names", "imported"),
    [
        (["p/__init__.py", "p/a.py", "p/sub/__init__.py"], ["p"]),
        (["zope/event/__init__.py", "zope/event/a.py"], ["zope.event"]),
        (["six.py"], ["six"]),
        (["x-stubs/__init__.pyi"], []),
        (["p/__init__.py", "p/__main__.py", "q.py"], ["p", "q"]),
        (
            ["u.cpython-311-x86_64-linux-gnu.so", "v.abi3.so", "w.cp311-win_amd64.pyd"],
            list("uvw"),
        ),
        (["p/__init__.py", "p/libx.so", "p.libs/libx-1a2b.so.3"], ["p"]),
    ],
)
def test_import_names_are_read_from_the_wheel(names, imported):
    """Stubs and data have none, and a program is not imported."""
    assert import_names(modules_in(names)) == imported


def test_a_compiled_module_is_imported_once():
    """One that does not load is a fault, whether or not its source is in the wheel as well."""
    names = ["p/__init__.py", "p/fast.py", "p/fast.cpython-311-darwin.so"]

    assert modules_in(names) == ["p", "p.fast"]


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("p/_speedups.cpython-311-x86_64-linux-gnu.so", True),
        ("p/_speedups.cp311-win_amd64.pyd", True),
        ("p.libs/libx-1a2b.so.3", True),
        ("p/_speedups.c", False),
        ("p/sofa.py", False),
    ],
)
def test_a_compiled_module_is_known(name, is_one):
    """What is in a wheel for one platform is told from its sources."""
    assert has_extension([name]) == is_one


@pytest.mark.parametrize(
    ("path", "is_there"),
    [("tests/certs/server.key", True), ("p/test/a.py", True), ("p/testing.py", False)],
)
def test_a_key_for_tests_is_told_from_one_of_the_package(path, is_there):
    """What looks like a secret is taken as none only in a folder of tests, docs or examples."""
    assert is_beside(path) == is_there


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"pyproject.toml": "[tool.towncrier]\n"}, "[tool.towncrier]"),
        ({"changelog.d/12.fixed.md": "It works."}, "changelog.d/"),
        ({".changie.yaml": "changesDir: c"}, ".changie.yaml"),
        ({"changelog.md": "## 1.2.0\n"}, ""),
    ],
)
def test_a_changelog_of_fragments_is_left_to_its_tool(
    tmp_path, monkeypatch, files, found
):
    """A heading of this tool would stand in the way of the one that the other tool writes."""
    use_git_identity(tmp_path, monkeypatch)
    root = tmp_path / "project"
    for name, text in {"setup.py": "", **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    for words in (
        ("init", "--quiet"),
        ("add", "."),
        ("commit", "--quiet", "--message=Begin"),
    ):
        git(root, *words)

    assert fragments(Repository(root), root) == found
