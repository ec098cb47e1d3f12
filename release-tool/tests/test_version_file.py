"""Where a file has its version, and that nothing else of it changes."""

from __future__ import annotations

import subprocess

import pytest
from packaging.version import Version
from shipyard_release.version_file import Unclear, VersionFile

MANY = """[build-system]
requires = ["x"]
[project]
name = "p"
version = '1.2.0'  # by hand
python_version = "3.9"
[tool.other]
version = "9"
"""
POETRY = '[tool.poetry]\nname = "p"\nversion = "1.2.0"\n[tool.x]\nversion = "3"\n'
SETUP_CFG = (
    "[bumpversion]\nversion = 7\n[metadata]\nname = p\nversion = 1.2.0\n[options]\n"
)
SETUP_PY = """from setuptools import setup
setup(name="p", version="1.2.0",
      python_requires=">=3.9", min_version="9")
"""


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("p/__init__.py", '"""Doc."""\n\n__version__ = "1.2.0"  # here\n'),
        ("p/_version.py", "__version__ = '1.2.0'\n"),
        ("p/_version.py", '__version__: str = "1.2.0"\n'),
        ("p/_version.py", '__version__: Final[str]="1.2.0"\r\nx = 1\r\n'),
        ("p/_version.py", '__version__ = version = "1.2.0"\n'),
        ("p/_version.py", 'version = __version__ = "1.2.0"\n'),
        ("pyproject.toml", MANY),
        ("pyproject.toml", POETRY),
        ("setup.cfg", SETUP_CFG),
        ("setup.cfg", "[metadata]\nversion: 1.2.0 ; now\n"),
        ("setup.py", SETUP_PY),
        ("setup.py", "setup(\n    name='p',\n    version = '1.2.0',\n)\n"),
        ("setup.py", '__version__ = "1.2.0"\nsetup(version=__version__)\n'),
        ("VERSION", "1.2.0\n"),
        ("p/version.txt", "1.2.0"),
    ],
)
def test_each_kind_of_file_has_its_form(path, text):
    """The version is read, and another one replaces it and not a byte more."""
    version_file = VersionFile(path)

    assert version_file.read(text) == Version("1.2.0")
    assert version_file.write(text, Version("2.0rc1")) == text.replace(
        "1.2.0", "2.0rc1"
    )


def test_a_pattern_finds_any_other_form():
    """Its one group is the version."""
    version_file = VersionFile("p/about.py", r'^VERSION = "(.*)"')
    text = 'A = "1.0"\nVERSION = "1.2.0"\n'

    assert version_file.read(text) == Version("1.2.0")
    assert version_file.write(text, Version("2.0")) == 'A = "1.0"\nVERSION = "2.0"\n'


TUPLE = r"^\w+ = \(([^)\n]+)\)"


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("version_info = (1, 2, 0)\n", "version_info = (1, 3, 1)\n"),
        ("VERSION = (1,2,0,)\n", "VERSION = (1,3,1,)\n"),
        ("VERSION = ('1', '2', '0')\n", "VERSION = ('1', '3', '1')\n"),
        ('V = ("1","2" , "0")  # it\n', 'V = ("1","3","1")  # it\n'),
        ("V = (1, 2)\n", "V = (1, 3, 1)\n"),
    ],
)
def test_a_tuple_of_numbers_is_a_version(text, following):
    """Numbers and texts in a tuple keep how they are written."""
    version_file = VersionFile("p.py", TUPLE)

    assert version_file.read(text) == Version("1.2.0")
    assert version_file.write(text, Version("1.3.1")) == following
    line = version_file.line_pattern(version_file.read(text))
    assert (
        subprocess.run(
            ["grep", "-E", line], input=text, text=True, check=False
        ).returncode
        == 0
    )


@pytest.mark.parametrize(
    ("text", "can"),
    [
        ("V = (1, 2, 0)\n", False),
        ('V = ("1", "2", "0")\n', True),
        ('V = ("1.2")\n', True),
    ],
)
def test_a_candidate_is_not_written_as_numbers(text, can):
    """A tuple of numbers would not be Python any more; one of texts may have it."""
    pattern = TUPLE if "," in text else r'^V = \("(.*)"\)'

    assert VersionFile("p.py", pattern).can_write(text, Version("1.3.0rc1")) == can


@pytest.mark.parametrize(
    ("path", "text", "kind", "facts"),
    [
        ("p.py", "", "version-line-missing", {"example": '__version__ = "1.2.0"'}),
        ("p.py", "__version__ = get()", "version-line-missing", {}),
        ("pyproject.toml", "[tool.x]\nversion = '1'", "version-line-missing", {}),
        ("setup.cfg", "[metadata]\nversion = attr: p.v\n", "version-line-missing", {}),
        ("VERSION", "see the tags", "version-line-missing", {"example": "1.2.0"}),
        (
            "p.py",
            'x = 1\n__version__ = "one"',
            "version-line-invalid",
            {"line": 2, "text": "one"},
        ),
        (
            "setup.py",
            'f(version="1")\nsetup(version="2")',
            "version-line-twice",
            {"lines": [1, 2]},
        ),
    ],
)
def test_a_version_that_cannot_be_read_is_told_with_its_place(path, text, kind, facts):
    """The stop has the file's name and, where there is one, the line and its text."""
    with pytest.raises(Unclear) as stop:
        VersionFile(path).read(text)

    assert stop.value.kind == kind
    assert stop.value.problem.facts.items() >= {"path": path, **facts}.items()
