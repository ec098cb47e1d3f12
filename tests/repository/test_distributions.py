"""The wheel and the sdist carry the template, so an installed Shipyard works as a clone."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from testkit.tree import ROOT, files, template_files

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("own-distributions")]


@pytest.fixture(name="distributions", scope="module")
def _distributions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel, built from the sdist as an index's users would, and the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--outdir",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return next(folder.glob("*.whl")), next(folder.glob("*.tar.gz"))


def test_the_wheel_carries_the_template(distributions):
    """In shipyard/template the wheel has exactly the template's files, byte for byte."""
    with zipfile.ZipFile(distributions[0]) as wheel:
        inside = {
            name.removeprefix("shipyard/template/"): wheel.read(name)
            for name in wheel.namelist()
            if name.startswith("shipyard/template/")
        }

    assert inside == template_files()


def test_the_wheel_carries_the_release_tool_and_what_loads_the_code(distributions):
    """Both are beside the template's cookiecutter.json, and no import finds them from outside."""
    with zipfile.ZipFile(distributions[0]) as wheel:
        names = wheel.namelist()
    places = {
        "shipyard_template.py": "shipyard/template/shipyard_template.py",
        "shipyard_release/__main__.py": (
            "shipyard/template/release-tool/src/shipyard_release/__main__.py"
        ),
    }

    for end, place in places.items():
        assert [name for name in names if name.endswith(end)] == [place]


def test_the_wheel_carries_the_package_and_the_licence(distributions):
    """Beside the template the wheel has the files of shipyard/, metadata and licence."""
    with zipfile.ZipFile(distributions[0]) as wheel:
        rest = {
            name
            for name in wheel.namelist()
            if not name.startswith("shipyard/template/")
        }
    package = {name for name in files() if name.startswith("shipyard/")}

    assert {name for name in rest if ".dist-info/" not in name} == package
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in rest)


def test_the_sdist_carries_what_git_has(distributions):
    """The sdist has every file of the repository, and beside them only its own metadata."""
    with tarfile.open(distributions[1]) as sdist:
        inside = {
            member.name.split("/", 1)[1]
            for member in sdist.getmembers()
            if member.isfile()
        }

    assert inside - {"PKG-INFO"} == set(files())
