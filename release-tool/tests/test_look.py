"""What the starter looks at before it makes an environment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name
from shipyard_release import look
from shipyard_release.names import normalised
from small import PYPROJECT

PROGRAM = Path(look.__file__)


@pytest.fixture(name="root")
def _root(tmp_path):
    """A project with settings and a version file."""
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    (tmp_path / "version.py").write_text('__version__ = "0.1.0"\n')
    return tmp_path


def looked(root, *, options=("-I",)):
    """Look at a project before a release, as the starter does."""
    words = [sys.executable, *options, str(PROGRAM), "--root", str(root), "release"]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_a_project_that_can_be_read_is_nothing_to_tell(root):
    """Status 0 and no word."""
    done = looked(root)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("version = 1\n", "version.py has no version in the form `__version__ ="),
        ('__version__ = "one"\n', "version.py, line 1: 'one' is not a version."),
        (None, "There is no file version.py."),
    ],
    ids=["no line", "no version", "no file"],
)
def test_a_version_file_that_cannot_be_read_is_one_message(root, text, told):
    """File, line and text are named, with what to do, and there is no traceback."""
    if text is None:
        (root / "version.py").unlink()
    else:
        (root / "version.py").write_text(text)

    done = looked(root)

    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(
    sys.version_info < (3, 11), reason="older ones cannot read pyproject.toml"
)
def test_settings_are_read_without_any_package(root):
    """The starter has nothing but Python: -S leaves every installed package out."""
    (root / "pyproject.toml").write_text(PYPROJECT + 'brnaches = ["main"]\n')

    done = looked(root, options=("-I", "-S"))

    assert done.returncode == 1
    assert '"brnaches" is not a setting.' in done.stderr


@pytest.mark.parametrize("name", ["a", "My.Package", "a__b--c..d", "A-_.B"])
def test_a_name_has_the_form_that_packaging_gives_it(name):
    """Two ways to write one rule may not differ."""
    assert normalised(name) == canonicalize_name(name)
