"""What a pipeline may do and fetch: only what a job needs, and nothing that can change."""

import re

import pytest

from scripts import pins
from testkit.tree import ROOT
from tests.ci.pipelines import gitlab, workflows

READ = {"contents": "read"}
RIGHTS = {
    "tests.yml": dict.fromkeys(
        ["check", "build", "test", "elsewhere", "oldest", "rehearse"], READ
    ),
    "release.yml": {
        "build": READ,
        "publish": {"id-token": "write"},
        "verify": READ,
        "page": {"contents": "write"},
    },
}


@pytest.fixture(name="project")
def _project(bake):
    return bake(ci="github", publish_from="ci")


def test_each_job_has_the_rights_it_needs_and_no_other(project):
    """Code that is checked out may only be read, and publishing may only prove its identity."""
    found = workflows(project)

    assert [flow.data["permissions"] for flow in found.values()] == [{}, {}]
    assert set(found) == set(RIGHTS)
    for name, flow in found.items():
        rights = {job: each["permissions"] for job, each in flow.jobs.items()}
        assert rights == RIGHTS[name], name


def test_only_publishing_has_an_environment(project):
    """The environment that the index trusts is of the one job that uploads."""
    jobs = workflows(project)["release.yml"].jobs

    assert {
        name: job["environment"] for name, job in jobs.items() if "environment" in job
    } == {"publish": "pypi"}


def test_publishing_runs_no_code_of_the_project(bake):
    """The job with the token checks nothing out: it uploads what the build kept."""
    steps = workflows(bake(ci="github", publish_from="ci"))["release.yml"].jobs[
        "publish"
    ]["steps"]
    job = gitlab(bake(ci="gitlab", publish_from="ci", project_name="other"))["publish"]

    assert [step["uses"].partition("@")[0] for step in steps] == [
        "actions/download-artifact",
        "pypa/gh-action-pypi-publish",
    ]
    assert job["variables"]["GIT_STRATEGY"] == "none"
    assert [line.split()[0] for line in job["script"]] == ["rm", "uvx", "uvx"]


def test_publishing_attests_and_skips_nothing(bake):
    """The upload keeps the action's settings. GitLab's tokens are for the index and for those who
    sign, and what is signed is sent."""
    step = workflows(bake(ci="github", publish_from="ci"))["release.yml"].jobs[
        "publish"
    ]["steps"][-1]
    job = gitlab(bake(ci="gitlab", publish_from="ci", project_name="other"))["publish"]

    assert set(step) == {"name", "uses"}
    assert job["id_tokens"] == {
        "PYPI_ID_TOKEN": {"aud": "pypi"},
        "SIGSTORE_ID_TOKEN": {"aud": "sigstore"},
    }
    _, sign, upload = job["script"]
    assert "pypi-attestations sign dist/*.whl dist/*.tar.gz" in sign
    assert "--attestations" in upload
    assert "--skip-existing" not in upload


def test_nothing_is_published_from_ci_unless_asked_for(bake):
    """With `local` no job may identify itself to an index, at either host."""
    for ci in ("github", "gitlab"):
        project = bake(ci=ci, publish_from="local", project_name=f"for-{ci}")
        texts = [
            path.read_text()
            for path in [
                *project.glob(".github/**/*.yml"),
                *project.glob(".gitlab-ci.yml"),
            ]
        ]

        assert texts
        assert not [
            text
            for text in texts
            if re.search("id-token|id_tokens|publish:|environment:", text)
        ]


def test_jobs_and_steps_have_names_and_limits(project, bake):
    """A reader of a run sees what each part is for, and none of them can hang for hours."""
    other = gitlab(bake(ci="gitlab", publish_from="ci", project_name="other"))

    for flow in workflows(project).values():
        for job in flow.jobs.values():
            assert job["name"]
            assert job["timeout-minutes"] <= 30
        for step in flow.steps:
            assert step["name"]
    assert other["default"]["timeout"] == "15 minutes"


def test_a_checkout_keeps_no_credentials(project):
    """A step that runs code of the project finds no token of the host's in git's settings."""
    steps = [step for flow in workflows(project).values() for step in flow.steps]
    checkouts = [
        step for step in steps if step.get("uses", "").startswith("actions/checkout@")
    ]

    assert len(checkouts) == 8
    assert {step["with"]["persist-credentials"] for step in checkouts} == {False}


def test_nothing_is_cached(bake):
    """A release cannot be poisoned through a cache that another job filled, for there is none."""
    for ci in ("github", "gitlab"):
        project = bake(ci=ci, publish_from="ci", project_name=f"for-{ci}")
        files = [
            *project.glob(".github/workflows/*.yml"),
            *project.glob(".gitlab-ci.yml"),
        ]

        assert files
        assert [
            path
            for path in files
            if re.search("cache", path.read_text(), re.IGNORECASE)
        ] == []


def test_two_tags_do_not_race(bake):
    """Releases wait for each other, and none is cut off."""
    github = workflows(bake(ci="github"))["release.yml"].data["concurrency"]
    job = gitlab(bake(ci="gitlab", publish_from="ci", project_name="other"))["publish"]

    assert github == {"group": "release", "cancel-in-progress": False}
    assert job["resource_group"] == "release"


def test_everything_fetched_is_pinned_by_the_one_file(bake):
    """Each action, image and tool is as templates/pins.jinja says, here and in projects."""
    known = set(pins.read(ROOT))
    project = bake(ci="github", publish_from="ci")
    flows = [*workflows(project).values(), *workflows(ROOT).values()]
    uses = set(re.findall("uses: (.+)", "\n".join(flow.text for flow in flows)))
    text = (
        bake(ci="gitlab", publish_from="ci", project_name="other") / ".gitlab-ci.yml"
    ).read_text()
    images = set(re.findall("image: (.+)", text))
    tools = set(re.findall(r"[\w-]+==[\w.]+", text))

    assert uses
    assert images
    assert tools
    assert uses | images | tools <= known
    assert all(re.search("@[0-9a-f]{40} # v[0-9.]+$", use) for use in uses)
    assert all(re.search("@sha256:[0-9a-f]{64}$", image) for image in images)
