"""The table [tool.shipyard-release]: validated when it is read, with a default for each key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shipyard_release import words
from shipyard_release.errors import Stop
from shipyard_release.settings import Settings, build_requirements
from shipyard_release.table import KEYS

PROJECT = (
    '[build-system]\nrequires = ["setuptools>=77"]\n[project]\nname = "Some.Package"\n'
)
TABLE = '[tool.shipyard-release]\nversion-file = "src/p/_version.py"\n'


def load(folder, text):
    """Read the settings of a project whose pyproject.toml has this text."""
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    return Settings.load(folder)


def refused(folder, text):
    """Return the words for settings that are refused, which are one line."""
    with pytest.raises(Stop) as stop:
        load(folder, text)
    message = words.sentence(stop.value.problem)

    assert "\n" not in message
    return message


def test_every_key_but_one_has_a_default(tmp_path):
    """A project needs to name its version file alone; the rest is as the template has it."""
    settings = load(tmp_path, PROJECT + TABLE)

    assert settings.name == "some-package"
    assert (settings.branch, settings.remote, settings.tag) == (
        "main",
        "origin",
        "v{version}",
    )
    assert (settings.tests, settings.metadata) == ("tests", "pyproject.toml")
    assert settings.environment == tmp_path / ".venv"
    assert settings.publish_from == "local"


def test_every_key_is_read(tmp_path):
    """What the table says is what holds."""
    more = """
branches = ["trunk", "*.x"]
remote = "upstream"
tag = "release-{version}"
changelog = "NEWS.md"
tests = "checks"
metadata = "setup.cfg"
import-names = ["one", "two"]
environment = "env"
build-requires = ["setuptools==84.2.1"]
publish-from = "ci"
publisher = { Owner = "me" }
"""
    settings = load(tmp_path, PROJECT + TABLE + more)

    assert (settings.branches, settings.branch) == (("trunk", "*.x"), "trunk")
    assert settings.remote == "upstream"
    assert (settings.tag, settings.changelog) == ("release-{version}", "NEWS.md")
    assert (settings.tests, settings.metadata) == ("checks", "setup.cfg")
    assert settings.import_names == ("one", "two")
    assert settings.environment == tmp_path / "env"
    assert (settings.publish_from, settings.publisher) == ("ci", {"Owner": "me"})
    assert build_requirements(tmp_path) == ["setuptools>=77", "setuptools==84.2.1"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[project\n", "pyproject.toml cannot be read"),
        (PROJECT, "has no table [tool.shipyard-release]"),
        (TABLE, '[tool.shipyard-release]: the setting "name" is missing'),
        (
            PROJECT + "[tool.shipyard-release]\n",
            'the setting "version-file" is missing',
        ),
        (f"{PROJECT}{TABLE}brnaches = 3\n", 'not a setting. Did you mean "branches"?'),
        (f'{PROJECT}{TABLE}version_file = "x"\n', 'Did you mean "version-file"?'),
        (f"{PROJECT}{TABLE}tag = 3\n", '"tag" must be a text'),
        (
            f'{PROJECT}{TABLE}import-names = "x"\n',
            '"import-names" must be a list of texts',
        ),
        (
            f"{PROJECT}{TABLE}import-names = [1]\n",
            '"import-names" must be a list of texts',
        ),
        (
            f"{PROJECT}{TABLE}publisher = {{ a = 1 }}\n",
            '"publisher" must be a table of texts',
        ),
        (f'{PROJECT}{TABLE}tag = ""\n', '"tag" is empty'),
        (f"{PROJECT}{TABLE}branches = []\n", '"branches" is empty'),
        (f'{PROJECT}{TABLE}branch = ""\n', '"branches" is empty'),
        (f'{PROJECT}{TABLE}branch = "a"\nbranches = ["b"]\n', "mean the same. Keep"),
        (f'{PROJECT}{TABLE}publish-from = "here"\n', 'it must be "local" or "ci"'),
        (
            f'{PROJECT}{TABLE}version-pattern = "("\n',
            "must be a regular expression with one group",
        ),
        (
            f'{PROJECT}{TABLE}changelog-format = "text"\n',
            '"markdown" or "rst" or "none"',
        ),
        (
            f'{PROJECT}{TABLE}tag = "v"\n',
            'must contain {version} once, as "v{version}" does',
        ),
    ],
)
def test_a_setting_that_cannot_be_meant_is_one_line(tmp_path, text, message):
    """It names table, key and the nearest known key."""
    assert message in refused(tmp_path, text)


def test_a_folder_without_a_project_is_told(tmp_path):
    """The tool works in the current folder, which may be another than was meant."""
    with pytest.raises(Stop) as stop:
        Settings.load(tmp_path)

    assert (
        words.sentence(stop.value.problem)
        == f"There is no pyproject.toml in {tmp_path}."
    )


def row(name, key):
    """Return the row of README's table for a key."""
    default = key.shown or f"`{json.dumps(key.default)}`"
    return f"| `{name}` | {default} | {key.meaning} |"


def test_the_readme_documents_every_key():
    """README.md of the tool is where a person finds the keys, as the tool itself knows them."""
    readme = (Path(__file__).resolve().parents[1] / "README.md").read_text(
        encoding="utf-8"
    )

    assert [name for name, key in KEYS.items() if row(name, key) not in readme] == []


def test_a_file_of_settings_stands_in_for_the_table(tmp_path):
    """A project without a table can be tried out with settings from elsewhere."""
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    elsewhere = tmp_path / "found.toml"
    elsewhere.write_text(
        'version-file = "p/_version.py"\nbranch = "trunk"\n', encoding="utf-8"
    )

    settings = Settings.load(tmp_path, instead=elsewhere)

    assert (settings.version_file, settings.branch) == ("p/_version.py", "trunk")
