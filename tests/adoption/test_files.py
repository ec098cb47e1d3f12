"""What is added stays beside theirs: at the end of their files, or under names of its own."""

from __future__ import annotations

import tomllib

import pytest

from shipyard.adoption import files, looking
from shipyard.adoption.files import Addition, Wanted
from shipyard.adoption.words import Refused
from tests.adoption.conftest import Make

SETTINGS = {"version-file": "oldie.py", "version-pattern": '^v = "(\\d+)"', "test-command": []}
MAKEFILE = "all:\n\techo theirs\n"


def added(make: Make, theirs: dict[str, str], *, ci: str = "none") -> dict[str, Addition]:
    """Return what would be added to a repository with these files, by name."""
    project = looking.look(make(theirs))
    [place, *_] = files.possible_folders(project)
    wanted = Wanted(SETTINGS, place, ci, ">=3.7")
    return {each.name: each for each in files.additions(project, wanted)}


@pytest.mark.parametrize(
    "theirs",
    [
        '# A comment.\n[build-system]\nrequires = ["setuptools"]\n',
        "[tool.black]\nline-length = 99",
        "[tool]\nblack.line-length = 99\r\n",
    ],
)
def test_the_table_is_added_at_the_end(make: Make, theirs: str):
    """Their pyproject.toml keeps each byte, and the settings are read back as they were."""
    table = added(make, {"pyproject.toml": theirs})["pyproject.toml"]

    read = tomllib.loads(table.content.decode())
    assert table.content.startswith(theirs.encode())
    assert read["tool"]["shipyard-release"] == SETTINGS


def test_a_table_that_cannot_be_extended_is_told(make: Make):
    """A `tool` in braces takes no table after it, so the adoption stops."""
    with pytest.raises(Refused, match="cannot be added"):
        added(make, {"pyproject.toml": "tool = { black = {} }\n"})


def test_without_pyproject_there_is_only_the_table(make: Make):
    """A new pyproject.toml has no [project] and no [build-system], so that the build stays."""
    content = added(make, {})["pyproject.toml"].content.decode()

    assert list(tomllib.loads(content)) == ["tool"]


def test_their_makefile_stays(make: Make):
    """Where there is a Makefile, the targets are in shipyard.mk, and what is printed says so."""
    found = added(make, {"Makefile": MAKEFILE})

    assert "Makefile" not in found
    assert b"export SHIPYARD_MAKE_COMMAND = make -f shipyard.mk" in found["shipyard.mk"].content
    assert b"`make -f shipyard.mk release`" in found["tools/README.md"].content


def test_a_project_without_makefile_gets_one(make: Make):
    """Where there is no Makefile, `make rehearse` works."""
    found = added(make, {})

    assert "shipyard.mk" not in found
    assert b"SHIPYARD_MAKE_COMMAND" not in found["Makefile"].content


def test_their_tools_stay(make: Make):
    """Where tools/ is theirs, the tool has another folder, and its own files know that."""
    found = added(make, {"tools/mine.py": "1\n"})

    assert not [name for name in found if name.startswith("tools/")]
    assert b"python .shipyard/release.py" in found[".shipyard/release.py"].content
    assert b".shipyard/release.py" in found["Makefile"].content


def test_the_tool_is_whole(make: Make):
    """The folder has the release tool, a starter that lends from .venv-trial, and its version."""
    found = added(make, {})

    assert "tools/shipyard_release/__main__.py" in found
    assert b'run.Environment(".venv-trial"' in found["tools/release.py"].content
    assert b'OLDEST_PYTHON = "3.10"' in found["tools/run.py"].content
    assert f"shipyard-release {files.version()}," in found["tools/README.md"].content.decode()


@pytest.mark.parametrize(
    ("ci", "name"),
    [("github", ".github/workflows/shipyard-rehearse.yml"), ("gitlab", files.GITLAB)],
)
def test_pipelines_have_names_of_their_own(make: Make, ci: str, name: str):
    """Each host gets one new file, which rehearses with the right makefile."""
    found = added(make, {"Makefile": MAKEFILE}, ci=ci)

    assert b"make -f shipyard.mk rehearse" in found[name].content


def test_only_what_git_does_not_ignore_yet_is_added(make: Make):
    """Their .gitignore keeps each byte, and gets lines for what the tool makes."""
    ignored = added(make, {".gitignore": ".venv*\ndist"})[".gitignore"]

    assert ignored.content == b".venv*\ndist\n/.release\n"


def test_nothing_of_theirs_is_replaced(make: Make):
    """A file of theirs under a name of ours stops the adoption."""
    with pytest.raises(Refused, match="is there already"):
        added(make, {"Makefile": MAKEFILE, "shipyard.mk": "mine\n"})
