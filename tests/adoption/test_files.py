"""What is added stays beside theirs: at the end of their files, or under names of its own."""

from __future__ import annotations

import tomllib

import pytest
import yaml

from shipyard.adoption import files, looking, pipelines
from shipyard.adoption.files import Addition, Wanted
from shipyard.adoption.words import Refused
from tests.adoption.conftest import Make, git

SETTINGS = {
    "version-file": "oldie.py",
    "version-pattern": '^v = "(\\d+)"',
    "test-command": [],
}
MAKEFILE = "all:\n\techo theirs\n"


def added(
    make: Make,
    theirs: dict[str, str],
    *,
    ci: str = "none",
    is_pure: bool = True,
    **more: str,
) -> dict[str, Addition]:
    """Return what would be added to a repository with these files and more settings, by name."""
    project = looking.look(make(theirs))
    [place, *_] = files.possible_folders(project)
    settings = {
        **SETTINGS,
        **{key.replace("_", "-"): value for key, value in more.items()},
    }
    wanted = Wanted(settings, place, ci, ">=3.7", name="Old.Thing", is_pure=is_pure)
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
    with pytest.raises(Refused, match="no table can be added"):
        added(make, {"pyproject.toml": "tool = { black = {} }\n"})


def test_without_pyproject_there_is_only_the_table(make: Make):
    """A new pyproject.toml has no [project] and no [build-system], so that the build stays."""
    content = added(make, {})["pyproject.toml"].content.decode()

    assert list(tomllib.loads(content)) == ["tool"]


def test_their_makefile_stays(make: Make):
    """Where there is a Makefile, the targets are in shipyard.mk, and what is printed says so."""
    found = added(make, {"Makefile": MAKEFILE})

    assert "Makefile" not in found
    assert (
        b"export SHIPYARD_MAKE_COMMAND = make -f shipyard.mk"
        in found["shipyard.mk"].content
    )
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
    assert (
        f"shipyard-release {files.version()},"
        in found["tools/README.md"].content.decode()
    )


@pytest.mark.parametrize(
    ("ci", "name"),
    [("github", ".github/workflows/shipyard-rehearse.yml"), ("gitlab", files.GITLAB)],
)
def test_pipelines_have_names_of_their_own(make: Make, ci: str, name: str):
    """Each host gets one new file, which rehearses with the right makefile."""
    found = added(make, {"Makefile": MAKEFILE}, ci=ci)

    assert b"make -f shipyard.mk rehearse" in found[name].content


@pytest.mark.parametrize(
    ("tag", "glob", "rule"),
    [
        ("v{version}", "v[0-9]*", "/^v[0-9]/"),
        ("{version}", "[0-9]*", "/^[0-9]/"),
        ("{name}/v{version}", "Old.Thing/v[0-9]*", r"/^Old\.Thing\/v[0-9]/"),
    ],
)
def test_the_pipeline_that_uploads_is_started_by_their_tags(
    make: Make, tag: str, glob: str, rule: str
):
    """Both hosts' patterns follow the setting, and the version is what is behind the prefix."""
    adopted = added(make, {}, ci="github", tag=tag, publish_from="ci")
    github = adopted[pipelines.GITHUB].content.decode()
    read = yaml.safe_load(github)
    facts = pipelines.tags({"tag": tag}, "Old.Thing")

    assert read[True]["push"]["tags"] == [glob]
    assert (
        f'VERSION="${{GITHUB_REF_NAME#{tag.partition("{version}")[0]}'
        in github.replace("Old.Thing", "{name}")
    )
    assert facts
    assert facts.facts["condition"] == f"$CI_COMMIT_TAG =~ {rule}"


def test_gitlab_has_the_pipeline_that_uploads_in_a_file_of_its_own(make: Make):
    """Each of its jobs has a name of its own, needs no stage of theirs, and is for tags alone."""
    text = added(make, {}, ci="gitlab", publish_from="ci")[
        pipelines.GITLAB
    ].content.decode()
    jobs = yaml.safe_load(text)

    assert all(name.lstrip(".").startswith("shipyard-") for name in jobs)
    assert {job.get("stage", "test") for job in jobs.values()} == {"test"}
    assert jobs[".shipyard-release"]["rules"] == [{"if": "$CI_COMMIT_TAG =~ /^v[0-9]/"}]


@pytest.mark.parametrize(
    ("more", "is_pure"),
    [({"publish_from": "local"}, True), ({"publish_from": "ci"}, False),
     ({"publish_from": "ci", "tag": "{version}-final"}, True),
     ({"publish_from": "ci", "tag": "$(id){version}"}, True)],
)  # fmt: skip
def test_no_pipeline_uploads_where_it_could_not(
    make: Make, more: dict[str, str], is_pure: bool
):
    """A wheel for one platform, and a tag that a pipeline cannot read, are not for it."""
    found = added(make, {}, ci="github", is_pure=is_pure, **more)

    assert pipelines.GITHUB not in found
    assert files.GITHUB in found


@pytest.mark.parametrize(
    ("address", "owner", "name"),
    [
        ("git@github.example:me/old.git", "me", "old"),
        ("https://github.example/me/old", "me", "old"),
        ("ssh://git@gitlab.example:22/group/sub/old.git", "group/sub", "old"),
        ("/srv/git/old.git", "", ""),
        ("file:///srv/git/old.git", "", ""),
    ],
)
def test_the_form_for_a_publisher_is_read_from_the_remote(
    make: Make, address: str, owner: str, name: str
):
    """preflight prints its fields; a remote that is not an address of a hosting site has none."""
    folder = make()
    git(folder, "remote", "set-url", "origin", address)
    project = looking.look(folder)

    github = pipelines.publisher(project, {}, "github")
    gitlab = pipelines.publisher(project, {}, "gitlab")

    assert (github.get("Owner", ""), github.get("Repository name", "")) == (owner, name)
    assert (gitlab.get("Namespace", ""), gitlab.get("Project name", "")) == (
        owner,
        name,
    )
    assert github.get("Workflow name", "shipyard-release.yml") == "shipyard-release.yml"


def test_only_what_git_does_not_ignore_yet_is_added(make: Make):
    """Their .gitignore keeps each byte, and gets lines for what the tool makes."""
    ignored = added(make, {".gitignore": ".venv*\ndist"})[".gitignore"]

    assert ignored.content == b".venv*\ndist\n/.release\n"


def test_nothing_of_theirs_is_replaced(make: Make):
    """A file of theirs under a name of ours stops the adoption."""
    with pytest.raises(Refused, match="exists already"):
        added(make, {"Makefile": MAKEFILE, "shipyard.mk": "mine\n"})
