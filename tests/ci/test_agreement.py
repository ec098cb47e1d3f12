"""What is said in several files, because several programs read it, says the same everywhere."""

import json
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.version import Version
from shipyard_release.changelog import Changelog
from shipyard_release.workflows import Pushes, pushes

from shipyard import pythons
from shipyard.pythons import SUPPORT_ENDS
from testkit import baking
from testkit.index import serve
from testkit.running import attempt, environment
from tests.ci.pipelines import gitlab, workflows


@pytest.mark.parametrize("oldest", SUPPORT_ENDS)
def test_every_supported_python_is_tested(bake, oldest):
    """Classifiers, both hosts' matrices, installers' limit and settings follow one answer."""
    project = bake(ci="github", python_min=oldest)
    other = bake(ci="gitlab", python_min=oldest, project_name="other")
    setup = (project / "setup.py").read_text()
    tools = tomllib.loads((project / "pyproject.toml").read_text())["tool"]
    supported = list(SUPPORT_ENDS)[list(SUPPORT_ENDS).index(oldest) :]
    jobs = workflows(project)["tests.yml"].jobs

    assert re.findall(r"Python :: (3\.\d+)", setup) == supported
    assert f'python_requires=">={oldest}"' in setup
    assert jobs["test"]["strategy"]["matrix"]["python"] == supported
    assert jobs["elsewhere"]["strategy"]["matrix"]["python"] == pythons.outer(oldest)
    assert jobs["elsewhere"]["strategy"]["matrix"]["include"] == [
        {"system": "ubuntu-latest", "python": pythons.following(oldest)}
    ]
    assert jobs["oldest"]["steps"][1]["with"]["python-version"] == oldest
    assert gitlab(other)["test"]["parallel"]["matrix"] == [
        {"PYTHON_VERSION": supported}
    ]
    assert gitlab(other)["oldest"]["variables"]["PYTHON"] == f"python{oldest}"
    assert tools["mypy"]["python_version"] == oldest
    assert tools["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"


@pytest.mark.parametrize("oldest", SUPPORT_ENDS)
def test_a_pipeline_checks_with_a_python_that_the_project_supports(bake, oldest):
    """Jobs that build and check have the Python of pipelines, or the project's, if it is newer."""
    expected = pythons.in_pipelines(oldest)
    project = bake(ci="github", python_min=oldest, docs="sphinx")
    other = bake(ci="gitlab", python_min=oldest, project_name="other")
    steps = workflows(project)["tests.yml"].jobs["check"]["steps"]
    readthedocs = yaml.safe_load((project / ".readthedocs.yaml").read_text())

    assert pythons.number(expected) >= pythons.number(oldest)
    assert steps[1]["with"]["python-version"] == expected
    assert readthedocs["build"]["tools"]["python"] == pythons.in_documentation(oldest)
    assert f"image: python:{expected}-" in (other / ".gitlab-ci.yml").read_text() or (
        gitlab(other)["variables"]["PYTHON"] == f"python{expected}"
    )


def test_only_what_follows_the_build_of_a_tag_depends_on_the_place_to_publish_from(
    tmp_path,
):
    """What a push starts, and what builds a tag, are the same for both places to publish from."""

    def made(ci: str, place: str) -> Path:
        return baking.bake(tmp_path / f"{ci}-{place}", ci=ci, publish_from=place)

    local = workflows(made("github", "local"))
    from_ci = workflows(made("github", "ci"))
    jobs_local = gitlab(made("gitlab", "local"))
    jobs_from_ci = gitlab(made("gitlab", "ci"))
    for jobs in (jobs_local, jobs_from_ci):
        jobs.pop("publish", None)
        jobs.pop("verify")

    assert local["tests.yml"].text == from_ci["tests.yml"].text
    assert local["release.yml"].jobs["build"] == from_ci["release.yml"].jobs["build"]
    assert jobs_local == jobs_from_ci


def typed_by(script: list[str]) -> list[str]:
    """The commands in a script that make runs, with the host's name of the tag left open."""
    lines = [
        line.partition(" # ")[0].strip()
        for text in script
        for line in text.splitlines()
    ]
    return [
        re.sub(r"VERSION=\S+|> *\S+$", "", line).strip()
        for line in lines
        if line[:5] == "make "
    ]


@pytest.mark.parametrize("docs", ["none", "sphinx"])
def test_both_hosts_run_the_same_commands(bake, docs):
    """A job runs the same targets of make at both hosts, and a command that fails ends it."""
    flows = workflows(bake(ci="github", docs=docs))
    other = gitlab(bake(ci="gitlab", docs=docs, project_name="other"))
    of_a_tag = flows["release.yml"].jobs
    jobs = flows["tests.yml"].jobs | {
        "build-tag": of_a_tag["build"],
        "verify": of_a_tag["verify"],
    }
    names = ["check", "build", "test", "oldest", "rehearse", "build-tag", "verify"]

    github = {
        name: [step.get("run", "") for step in jobs[name]["steps"]] for name in names
    }
    commands = {name: typed_by(script) for name, script in github.items()}

    assert other["test"]["variables"] == {"PYTHON": "python$PYTHON_VERSION"}
    assert all(commands.values())
    assert commands["build-tag"][0] == "make release-check"
    assert {name: typed_by(other[name]["script"]) for name in names} == commands
    assert not any("allow_failure" in other[name] for name in names)
    assert not any(
        "continue-on-error" in each
        for name in names
        for each in (jobs[name], *jobs[name]["steps"])
    )


def test_both_hosts_look_for_mistakes_with_both_commands(bake):
    """The job that checks runs `make lint` and `make typecheck`, and ignores the failure of
    neither."""
    job = workflows(bake(ci="github"))["tests.yml"].jobs["check"]
    other = gitlab(bake(ci="gitlab", project_name="other"))["check"]
    commands = [step["run"] for step in job["steps"] if "run" in step]

    for found in (commands, other["script"]):
        assert {"make lint", "make typecheck"} <= set(found)
    assert not any("continue-on-error" in each for each in (job, *job["steps"]))
    assert "allow_failure" not in other


def test_both_hosts_start_on_the_same_events(bake):
    """Tests start on a push, a request to merge and by hand; releases on a version tag."""
    github = {
        name: flow.data[True] for name, flow in workflows(bake(ci="github")).items()
    }
    rules = gitlab(bake(ci="gitlab", project_name="other"))["workflow"]["rules"]

    assert github == {
        "tests.yml": {
            "push": {"branches": ["main", "*.x"]},
            "pull_request": None,
            "workflow_dispatch": None,
        },
        "release.yml": {"push": {"tags": ["v[0-9]*"]}},
    }
    assert [rule["if"] for rule in rules if rule.get("when") != "never"] == [
        '$CI_PIPELINE_SOURCE == "merge_request_event"',
        "$CI_COMMIT_BRANCH",
        "$CI_COMMIT_TAG =~ /^v[0-9]/",
    ]


def test_tests_run_on_every_branch_that_releases_are_made_from(bake):
    """The settings and the workflow's filter name the same branches, and preflight agrees."""
    project = bake(ci="github")
    settings = tomllib.loads((project / "pyproject.toml").read_text())["tool"][
        "shipyard-release"
    ]
    flow = workflows(project)["tests.yml"]

    assert (
        flow.data[True]["push"]["branches"] == settings["branches"] == ["main", "*.x"]
    )
    assert pushes(flow.text) == Pushes(("main", "*.x"))
    assert pushes(workflows(project)["release.yml"].text) == Pushes((), ("v[0-9]*",))


@pytest.mark.parametrize(
    ("ci", "host", "page"),
    [("github", "github.com", "releases/tag"), ("gitlab", "gitlab.com", "-/tags")],
)
def test_the_first_release_gets_the_links_that_compare_versions(bake, ci, host, page):
    """The changelog ends with a link that the release tool turns into those of its host."""
    text = (bake(ci=ci, repository_owner="me") / "CHANGELOG.md").read_text()
    compare = page.removesuffix("releases/tag").removesuffix("tags")
    place = f"https://{host}/me/my-package"

    after = Changelog(text).opened(Version("0.1.0"), "2026-11-23", tag="v0.1.0")

    assert after.splitlines()[-2:] == [
        f"[Unreleased]: {place}/{compare}compare/v0.1.0...HEAD",
        f"[0.1.0]: {place}/{page}/v0.1.0",
    ]


def test_both_update_bots_wait_a_week(bake):
    """A new version is proposed when it is a week old, whichever bot proposes it."""
    github = yaml.safe_load((bake(ci="github") / ".github/dependabot.yml").read_text())
    other = json.loads(
        (bake(ci="gitlab", project_name="other") / "renovate.json").read_text()
    )

    assert {each["cooldown"]["default-days"] for each in github["updates"]} == {7}
    assert other["minimumReleaseAge"] == "7 days"


@pytest.mark.parametrize(
    ("ci", "owner", "fields"),
    [
        (
            "gitlab",
            "group/sub",
            {"Namespace": "group/sub", "Project name": "my-package"},
        ),
        (
            "gitlab",
            "https://gitlab.com/a/b",
            {"Namespace": "a/b", "Project name": "my-package"},
        ),
        (
            "github",
            "https://github.com/me",
            {"Owner": "me", "Repository name": "my-package"},
        ),
    ],
)
def test_the_publisher_is_the_owner_without_the_host(bake, ci, owner, fields):
    """The index's form asks for account or group, as the host writes it."""
    project = bake(ci=ci, publish_from="ci", repository_owner=owner)
    tools = tomllib.loads((project / "pyproject.toml").read_text())["tool"]

    assert fields.items() <= tools["shipyard-release"]["publisher"].items()


@pytest.mark.parametrize("ci", ["github", "gitlab"])
def test_preflight_prints_what_the_publishing_job_is(bake, tmp_path, ci):
    """The index's form gets the file, environment and owner that the pipeline really has."""
    project = bake(ci=ci, publish_from="ci", repository_owner="harbour-master")
    if ci == "github":
        found = {
            name: flow.jobs["publish"]["environment"]
            for name, flow in workflows(project).items()
            if "publish" in flow.jobs
        }
    else:
        found = {".gitlab-ci.yml": gitlab(project)["publish"]["environment"]}
    (tmp_path / "home").mkdir()
    with serve(tmp_path / "index") as index:
        (tmp_path / "home/.pypirc").write_text(index.pypirc("pypi"))
        said = attempt(
            project,
            sys.executable,
            "-I",
            "tools/shipyard_release/__main__.py",
            "preflight",
            env=environment(HOME=str(tmp_path / "home")),
        )

    [(workflow, name)] = found.items()
    form = re.findall(r"^  (\S+(?: \S+)*)  +(\S+)$", said.stdout, re.MULTILINE)
    assert [value for _, value in form] == [
        "my-package",
        "harbour-master",
        "my-package",
        workflow,
        name,
    ]
    assert [label for label, _ in form][::4] == [
        "PyPI Project Name",
        "Environment name",
    ]
    assert "pending" in said.stdout


@pytest.mark.parametrize(
    ("ci", "claims"), [("github", True), ("gitlab", False), ("none", False)]
)
def test_a_claim_about_every_system_is_tested_on_them(bake, ci, claims):
    """A project is called independent of the system where its wheel is tested on three."""
    project = bake(ci=ci)
    flows = workflows(project)
    jobs = flows["tests.yml"].jobs if flows else {}
    systems = {job["runs-on"] for job in jobs.values()}
    systems |= set(jobs["elsewhere"]["strategy"]["matrix"]["system"]) if jobs else set()

    assert (
        "Operating System :: OS Independent" in (project / "setup.py").read_text()
    ) == claims
    assert ({"ubuntu-latest", "windows-latest", "macos-latest"} <= systems) == claims


def test_other_systems_get_portable_commands(bake):
    """Where there may be no make and no POSIX shell, Python starts everything."""
    jobs = workflows(bake(ci="github"))["tests.yml"].jobs
    typed = {step["run"] for step in jobs["elsewhere"]["steps"] if "run" in step}

    assert typed == {"python tools/run.py --wheel pytest tests"}


def test_only_the_next_python_may_fail(bake):
    """A Python that is not finished turns nothing red, and every other job does."""
    jobs = workflows(bake(ci="github"))["tests.yml"].jobs
    steps = [step for job in jobs.values() for step in job["steps"]]

    [(name, condition)] = [
        (name, job["continue-on-error"])
        for name, job in jobs.items()
        if "continue-on-error" in job
    ]
    following = pythons.following(pythons.DEFAULT)
    assert (name, condition) == (
        "elsewhere",
        f"${{{{ matrix.python == '{following}' }}}}",
    )
    assert following not in pythons.since(pythons.DEFAULT)
    assert not any("continue-on-error" in step for step in steps)


@pytest.mark.parametrize(("docs", "times"), [("none", 0), ("sphinx", 1)])
def test_a_website_is_built_where_there_is_one(bake, docs, times):
    """Both hosts build the website on every push, so that a broken link in it is found there."""
    github = bake(ci="github", docs=docs) / ".github/workflows/tests.yml"
    other = bake(ci="gitlab", docs=docs, project_name="other") / ".gitlab-ci.yml"

    assert [path.read_text().count("make docs") for path in (github, other)] == [
        times,
        times,
    ]


def test_without_a_host_there_is_no_trace_of_one(bake):
    """`ci: none` leaves no pipeline, no bot and no empty folder."""
    project = bake(ci="none")

    assert [
        name
        for name in (".github", ".gitlab-ci.yml", "renovate.json")
        if (project / name).exists()
    ] == []


@pytest.mark.parametrize(
    ("ci", "others"),
    [("github", [".gitlab-ci.yml", "renovate.json"]), ("gitlab", [".github"])],
)
def test_a_project_has_the_files_of_its_host_only(bake, ci, others):
    """The other host's pipeline and bot are not there."""
    project = bake(ci=ci)

    assert [name for name in others if (project / name).exists()] == []
