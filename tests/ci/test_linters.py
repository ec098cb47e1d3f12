"""What people who know pipelines look for, looked for by their own programs."""

from pathlib import Path

import pytest

from testkit.programs import need
from testkit.running import attempt
from testkit.tree import ROOT

SCHEMAS = {
    ".github/workflows/tests.yml": "github-workflows",
    ".github/workflows/release.yml": "github-workflows",
    ".github/dependabot.yml": "dependabot",
    ".gitlab-ci.yml": "gitlab-ci",
    "renovate.json": "renovate",
}
SILENCERS = ("zizmor.y*ml", "actionlint.y*ml", ".shellcheckrc")


def workflow_files(project: Path) -> list[Path]:
    """Return the workflows of a project."""
    return sorted(project.glob(".github/workflows/*.yml"))


def check_schema(folder: Path, name: str, schema: str) -> None:
    """Check a file by one of the schemas that check-jsonschema has."""
    done = attempt(
        folder, need("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", name
    )
    assert done.returncode == 0, done.stdout


@pytest.fixture(name="project", params=["local", "ci", "shipyard"])
def _project(request, bake):
    """A generated project for GitHub, publishing from either place; and this repository."""
    return (
        ROOT
        if request.param == "shipyard"
        else bake(ci="github", publish_from=request.param)
    )


def test_zizmor_finds_nothing_as_an_auditor(project):
    """No finding of any severity, in workflows and in the update bot's settings."""
    done = attempt(
        project,
        need("zizmor"),
        "--offline",
        "--persona=auditor",
        "--no-progress",
        ".github",
    )

    assert done.returncode == 0, done.stdout
    assert "No findings" in done.stdout
    assert done.stdout.count("completed") == len(workflow_files(project)) + 1


def test_actionlint_and_shellcheck_find_nothing(project):
    """Expressions, types, contexts and every shell script in a step are right."""
    shellcheck = f"-shellcheck={need('shellcheck')}"

    done = attempt(
        project, need("actionlint"), "-verbose", shellcheck, *workflow_files(project)
    )

    assert done.returncode == 0, done.stdout
    assert 'Rule "shellcheck" was disabled' not in done.stdout


def test_no_file_silences_a_linter(project):
    """The linters run with their own settings, for there are no files that say otherwise."""
    for name in SILENCERS:
        assert list(project.glob(name)) == []
        assert list(project.glob(f".github/{name}")) == []


@pytest.mark.parametrize("publish_from", ["local", "ci"])
@pytest.mark.parametrize("ci", ["github", "gitlab"])
def test_the_hosts_schemas_fit(bake, ci, publish_from):
    """Each file is valid by the schema that its host or bot publishes."""
    project = bake(ci=ci, publish_from=publish_from)

    checked = 0
    for name, schema in SCHEMAS.items():
        if (project / name).exists():
            check_schema(project, name, schema)
            checked += 1

    assert checked == {"github": 3, "gitlab": 2}[ci]


def test_this_repositorys_own_files_fit_their_schemas():
    """What is asked of generated pipelines holds for Shipyard's own."""
    for name in (".github/workflows/tests.yml", ".github/dependabot.yml"):
        check_schema(ROOT, name, SCHEMAS[name])
