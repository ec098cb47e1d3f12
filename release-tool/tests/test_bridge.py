"""setup.py and `dynamic` in pyproject.toml: what setuptools needs in both, and what is told."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from shipyard_release import bridge
from shipyard_release.build import build
from shipyard_release.errors import Stop
from shipyard_release.git import Repository

SETUP = """\
from setuptools import setup

setup(
    name="p",
    version="1",
    description="P",
    long_description="P",
    author="A",
    author_email="a@example.com",
    license_expression="MIT",
    classifiers=["Typing :: Typed"],
    project_urls={"Source": "https://example.com"},
    keywords=["p"],
    python_requires=">=3.10",
    install_requires=[],
    py_modules=[],
)
"""
FIELDS = (
    "authors classifiers dependencies description keywords license optional-dependencies readme "
    "requires-python scripts urls version"
)
PYPROJECT = f"""\
[build-system]
requires = ["setuptools>=77.0.3"]
build-backend = "setuptools.build_meta"

[project]
name = "p"
dynamic = {FIELDS.split()}

[tool.shipyard-release]
version-file = "setup.py"
"""
BUILD = """\
import contextlib, os, sys, warnings
from setuptools import build_meta

warnings.simplefilter("always")
for folder in sys.argv[1:]:
    os.chdir(folder)
    with open("said", "w") as file, contextlib.redirect_stderr(file):
        try:
            build_meta.prepare_metadata_for_build_wheel(".")
        except BaseException as error:
            print(error, file=file)
"""
# setuptools has a value for these, or takes it from another line.
CAN_GO = {
    "authors",
    "dependencies",
    "optional-dependencies",
    "scripts",
    "urls",
    "version",
}
LINES = [line for line in SETUP.splitlines() if line.startswith("    ")]
ADDED = {
    'maintainer="A"': "maintainers",
    'maintainer_email="a@example.com"': "maintainers",
    'extras_require={"more": ["attrs"]}': None,
    'entry_points={"console_scripts": ["p = p:main"]}': None,
    'url="https://example.com"': None,
    'platforms=["any"]': None,
}


def write(folder: Path, setup: str) -> Path:
    """Write a project with this setup.py."""
    (folder / "setup.py").write_text(setup)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    return folder


def found(folder: Path) -> list[str]:
    """Return the fields that are told."""
    return [
        problem.facts["field"] for problem in bridge.problems(bridge.in_folder(folder))
    ]


def built(folder: Path, changed: list[str]) -> list[tuple[Path, str]]:
    """Let setuptools write the metadata of projects with these setup.py; return what it said.

    One process does it for all, as setuptools takes long to start.
    """
    projects = []
    for number, setup in enumerate(changed):
        project = folder / str(number)
        project.mkdir()
        projects.append(write(project, setup))
    command = [sys.executable, "-c", BUILD, *map(str, projects)]
    subprocess.run(command, capture_output=True, check=True)
    return [(project, (project / "said").read_text()) for project in projects]


def test_a_field_is_told_where_setuptools_would_stop(tmp_path):
    """Whichever line of setup.py goes, what is told is what setuptools calls missing."""
    changed = [SETUP.replace(f"{line}\n", "") for line in LINES]

    told = []
    for project, output in built(tmp_path, changed):
        assert found(project) == re.findall(r"dynamic '([a-z-]+)'", output)[:1]
        told += found(project)
    assert sorted(told) == sorted(set(FIELDS.split()) - CAN_GO)


def test_a_field_is_told_where_setuptools_would_drop_it(tmp_path):
    """A new line of setup.py is told if its field is not listed, and setuptools says the same."""
    changed = [SETUP.replace("setup(\n", f"setup(\n    {line},\n") for line in ADDED]

    for (project, output), field in zip(
        built(tmp_path, changed), ADDED.values(), strict=True
    ):
        assert found(project) == ([field] if field else [])
        assert set(re.findall(r"`([a-z-]+)` defined outside", output)) == set(
            found(project)
        )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("setup(\n", "setup(\n    **MORE,\n"),
        ("setup(\n", "setup(\n"),
        ("", "("),
    ],
    ids=["computed", "all there", "broken"],
)
def test_nothing_is_said_where_it_cannot_be_known(tmp_path, old, new):
    """Arguments that are computed, and a text that is not Python, are left to the build."""
    setup = SETUP if "MORE" not in new else SETUP.replace(f"{LINES[9]}\n", "")

    assert found(write(tmp_path, setup.replace(old, new, 1) if old else new)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("setuptools.build_meta", "hatchling.build"),
        ('name = "p"', 'name = "p"\nrequires-python = ">=3.10"'),
    ],
    ids=["another backend", "fields in pyproject.toml"],
)
def test_another_kind_of_project_is_left_alone(tmp_path, old, new):
    """Only where setup.py has all fields but the name, both files have to agree."""
    project = write(tmp_path, SETUP.replace('    description="P",\n', ""))
    settings = project / "pyproject.toml"
    settings.write_text(settings.read_text().replace(old, new, 1))

    assert found(project) == []


def test_fields_of_setup_cfg_count(tmp_path):
    """With a setup.cfg, it is not known here which fields there are."""
    project = write(tmp_path, SETUP.replace('    description="P",\n', ""))
    (project / "setup.cfg").write_text("[metadata]\ndescription = P\n")

    assert found(project) == []


def test_a_build_stops_before_setuptools_would(tmp_path):
    """The build names the field, and setuptools is not started."""
    root = write(tmp_path, SETUP.replace('    keywords=["p"],\n', ""))
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    for words in (
        ["init", "--quiet"],
        ["add", "--all"],
        [*identity, "commit", "-qm", "Begin"],
    ):
        subprocess.run(["git", *words], cwd=root, check=True)

    repository = Repository.of(root)
    with pytest.raises(Stop) as stop:
        build(repository, repository.log("%H"), tmp_path / "out")

    assert stop.value.kind == "setup-lacks-field"
    assert stop.value.problem.facts["field"] == "keywords"
