"""Releases of several lines: each from its own branch, beside those of newer versions."""

from __future__ import annotations

from argparse import Namespace
from contextlib import ExitStack
from dataclasses import replace

import pytest
from packaging.version import Version
from shipyard_release import branches, preflight, steps, workflows
from shipyard_release.choice import choose
from shipyard_release.cli import Session
from shipyard_release.console import Terminal
from shipyard_release.errors import Edit, Git, Stop, Tool
from shipyard_release.state import Request
from shipyard_release.typed import Typed
from small import begun, git, index_at, opened, use_git_identity

EVERY = ("**",)
SEVERAL = 'branches = ["main", "*.x"]\n'


@pytest.mark.parametrize(
    ("branch", "pattern", "is_one"),
    [
        ("main", "main", True),
        ("maintenance", "main", False),
        ("1.2.x", "*.x", True),
        ("1x2yx", "*.x", False),
        ("feature/1.x", "*.x", False),
        ("feature/1.x", "**.x", True),
        ("release/1.2", "release/*", True),
        ("v1.2", "v*", True),
    ],
)
def test_a_pattern_is_read_as_a_host_reads_it(branch, pattern, is_one):
    """A star matches any part without a slash, and a dot only a dot."""
    assert branches.is_one_of(branch, [pattern]) is is_one


@pytest.mark.parametrize(
    ("branch", "line"),
    [
        ("1.x", (1,)),
        ("1.2.x", (1, 2)),
        ("v1.2", (1, 2)),
        ("v3.8.x", (3, 8)),
        ("release-1.2", (1, 2)),
        ("release/1.2.x", (1, 2)),
        ("release-1.2.0", (1, 2)),
        ("stable/4.2.x", (4, 2)),
        ("maint-1.x", (1,)),
        ("1.2-stable", (1, 2)),
        ("main", ()),
        ("lts", ()),
        ("py3", ()),
        ("issue-12-parser", ()),
    ],
)
def test_the_line_of_a_branch_is_in_its_name(branch, line):
    """The usual names of maintenance branches say which versions they are for."""
    found = branches.line_of(branch)

    assert found.numbers == line
    assert found.is_named is bool(line)


def test_the_patterns_of_maintenance_branches_are_found():
    """Where a project has such branches already, they are released from as well."""
    names = ["main", "1.2.x", "2.x", "stable/4.2.x", "feature.x", "v1.2"]

    assert branches.maintenance_patterns(names) == ["*.x", "stable/*.x"]
    assert branches.maintenance_patterns(["main", "develop"]) == []


def test_a_line_has_the_versions_that_begin_with_it():
    """1.2 has 1.2.3 and its candidates, and neither 1.20 nor 2.0."""
    line = branches.line_of("1.2.x")

    assert all(
        line.has(Version(each)) for each in ("1.2", "1.2.0", "1.2.3rc1", "1.2.3.4")
    )
    assert not any(line.has(Version(each)) for each in ("1.20", "1", "1.3.0", "2.0"))
    assert branches.Line().has(Version("9"))


@pytest.mark.parametrize(
    ("text", "branches", "tags"),
    [
        ("on: push\n", EVERY, EVERY),
        ("on: [push, pull_request]\n", EVERY, EVERY),
        ("on:\n- push\n- pull_request\n", EVERY, EVERY),
        ("on:\n  push:\n  pull_request:\n", EVERY, EVERY),
        ("on:\n  pull_request:\n    branches: [main]\n", (), ()),
        ("on: workflow_dispatch\n", (), ()),
        ('"on":\n  push:\n    branches: [main, "*.x"] # all\n', ("main", "*.x"), ()),
        (
            "on:\n  push:\n    branches:\n      - main\n      - '*.x'\n",
            ("main", "*.x"),
            (),
        ),
        ("on:\n  push:\n    branches:\n    - main\n    tags: v*\n", ("main",), ("v*",)),
        (
            "on:\n  push:\n    branches: [\n      main,\n      dev,\n    ]\n",
            ("main", "dev"),
            (),
        ),
        ('on:\n  push:\n    tags: ["v[0-9]*"]\njobs: {}\n', (), ("v[0-9]*",)),
        ("on:\n  push:\n    branches-ignore: [wip]\n", ("**", "!wip"), ()),
        ("on:\n  push:\n    paths: [src]\n", EVERY, EVERY),
    ],
)
def test_what_starts_a_workflow_is_read(text, branches, tags):
    """The usual forms of `on.push` give the patterns of its branches and tags."""
    assert workflows.pushes(f"name: Tests\n\n{text}") == workflows.Pushes(
        branches, tags
    )


@pytest.mark.parametrize(
    "text", ["", "on:\n", "jobs: {}\n", "on: {push: {branches: [main]}}\n"]
)
def test_a_workflow_in_an_unusual_form_is_not_compared(text):
    """What is not understood gives no wrong warning."""
    assert workflows.pushes(text) is None


def test_the_last_filter_counts():
    """A pattern with an exclamation mark takes branches out again, as at the host."""
    assert workflows.is_started(("**", "!wip"), "main")
    assert not workflows.is_started(("**", "!wip"), "wip")
    assert workflows.is_started(("v[0-9]*",), "v1.2.0")
    assert workflows.is_started(("v[0-9]+.[0-9]+.[0-9]+",), "v1.22.0")
    assert not workflows.is_started(("v[0-9]*",), "release-1.2.0")


@pytest.fixture(name="project")
def _project(tmp_path, monkeypatch, index):
    """A project with 0.1.0 and 2.0.0 released from main, and corrections on the branch 0.1.x."""
    use_git_identity(tmp_path, monkeypatch)
    monkeypatch.setenv("TWINE_USERNAME", "tester")
    monkeypatch.setenv("TWINE_PASSWORD", "right-password")
    root = begun(tmp_path, index_at(index.url)).settings.root
    text = (root / "pyproject.toml").read_text()
    (root / "pyproject.toml").write_text(text + SEVERAL)
    git(root, "commit", "--quiet", "--all", "--message=Release from several branches")
    git(root, "tag", "v0.1.0")
    git(root, "branch", "0.1.x")
    _write(
        root,
        "2.0.0",
        "# Changelog\n\n## [Unreleased]\n\n## [2.0.0] - 2026-02-01\n\n- Two.\n",
    )
    git(root, "commit", "--quiet", "--all", "--message=Release 2.0.0")
    git(root, "tag", "v2.0.0")
    git(root, "switch", "--quiet", "0.1.x")
    changelog = (root / "CHANGELOG.md").read_text()
    fixed = changelog.replace("[Unreleased]\n", "[Unreleased]\n\n- Corrected.\n")
    _write(root, "0.1.0", fixed)
    git(root, "commit", "--quiet", "--all", "--message=Correct")
    git(root, "push", "--quiet", "origin", "main", "0.1.x", "--tags")
    for version in ("0.1.0", "2.0.0"):
        index.stored[f"my_package-{version}.tar.gz"] = b"released"
    return root


def _write(root, version, changelog):
    """Write version file and changelog."""
    (root / "version.py").write_text(f'__version__ = "{version}"\n')
    (root / "CHANGELOG.md").write_text(changelog)


def _problems(place, request):
    """Return the problems of preflight by their kind."""
    try:
        preflight.check(choose(place, request))
    except Stop as stop:
        return {problem.kind: problem for problem in stop.problems}
    return {}


def test_a_patch_on_a_maintenance_branch_is_the_next_of_its_line(project, index):
    """2.0.0 as a tag and on the index is not a problem, and everything is about this branch."""
    place = opened(project, index_at(index.url))
    release = choose(place, Request(bump="patch"))

    ready = preflight.check(release)

    assert str(release.version) == "0.1.1"
    assert ready.state.facts["branch"] == "0.1.x"
    assert str(release.free_version()) == "0.1.2"


def test_commit_and_tag_of_a_maintenance_branch_leave_main_alone(
    project, index, tmp_path
):
    """The release commit is pushed to the branch that it was made on, and nowhere else."""
    place = opened(project, index_at(index.url))
    terminal = Terminal(Typed("release", {}))
    before = git(tmp_path / "remote.git", "rev-parse", "main")

    steps.BUMP.act(choose(place, Request(bump="patch")), terminal, terminal.tell)
    release = choose(opened(project, place.index), Request())
    pushed = steps.PUSH.act(release, terminal, terminal.tell)

    assert pushed.facts["branch"] == "0.1.x"
    assert git(tmp_path / "remote.git", "rev-parse", "0.1.x") == release.commit
    assert git(tmp_path / "remote.git", "rev-parse", "main") == before


def test_the_remedy_for_a_taken_version_stays_in_the_line(project, index):
    """Where 0.1.1 is tagged on another branch, 0.1.2 is offered, and not 2.0.1."""
    git(project, "tag", "v0.1.1", "main")
    place = opened(project, index_at(index.url))

    problem = _problems(place, Request(bump="patch"))["tag-elsewhere"]

    assert Tool("release", {"version": "0.1.2"}, "another-version") in problem.remedies


def test_a_version_of_another_line_is_refused(project, index):
    """0.2.0 does not belong to 0.1.x; both ways out are offered."""
    place = opened(project, index_at(index.url))

    problem = _problems(place, Request(bump="minor"))["version-off-line"]

    assert problem.facts["line"] == "0.1"
    assert problem.remedies == (
        Tool("release", {"version": "0.1.1"}, "next-of-branch"),
        Git(("switch", "main"), "release-it-there"),
    )


def test_main_is_for_every_version(project, index):
    """The first branch of the settings has no line, whatever its name and the file say."""
    git(project, "switch", "--quiet", "main")
    place = opened(project, index_at(index.url))

    assert str(choose(place, Request(bump="major")).version) == "3.0.0"
    assert not choose(place, Request(bump="major")).line.numbers
    assert "version-off-line" not in _problems(place, Request(bump="major"))


def test_a_branch_without_a_number_has_the_line_of_its_file(project, index):
    """Its name forbids nothing, and what is offered is near the version of the file."""
    (project / "pyproject.toml").write_text(
        (project / "pyproject.toml").read_text().replace('"*.x"', '"lts"')
    )
    git(project, "branch", "--move", "lts")
    git(project, "commit", "--quiet", "--all", "--message=Rename")
    place = opened(project, index_at(index.url))
    release = choose(place, Request(bump="minor"))

    assert str(choose(place, Request(bump="patch")).free_version()) == "0.1.2"
    assert str(release.version) == "0.2.0"
    assert "version-off-line" not in _problems(place, Request(bump="minor"))


def test_a_maintenance_branch_that_is_not_set_is_told_how(project, index):
    """The remedy is the setting, for releases from such a branch are usual."""
    text = (project / "pyproject.toml").read_text()
    (project / "pyproject.toml").write_text(text.replace(SEVERAL, ""))
    git(project, "commit", "--quiet", "--all", "--message=Only main")
    place = opened(project, index_at(index.url))

    problem = _problems(place, Request(bump="patch"))["wrong-branch"]

    assert problem.remedies == (
        Edit("pyproject.toml", "add-branch"),
        Git(("switch", "main")),
    )


def test_the_older_name_of_the_setting_is_read(project, index):
    """`branch = "0.1.x"` means the same as a list with that one name."""
    text = (project / "pyproject.toml").read_text()
    (project / "pyproject.toml").write_text(text.replace(SEVERAL, 'branch = "0.1.x"\n'))

    settings = opened(project, index_at(index.url)).settings

    assert (settings.branches, settings.branch) == (("0.1.x",), "0.1.x")


@pytest.mark.parametrize(
    ("filters", "untested"),
    [
        ('[main, "*.x"]', None),
        ("['**']", None),
        ("[main]", "*.x, 0.1.x"),
        ("[main, 1.x]", "*.x, 0.1.x"),
    ],
)
def test_the_setting_is_compared_with_the_workflows(project, index, filters, untested):
    """A branch that releases are made from and no workflow runs on is a warning with its place."""
    folder = project / ".github/workflows"
    folder.mkdir(parents=True)
    (folder / "tests.yml").write_text(f"on:\n  push:\n    branches: {filters}\n")
    (folder / "release.yml").write_text("on:\n  push:\n    tags: ['v*']\n")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message=Test")
    place = opened(project, index_at(index.url))

    warnings = preflight.check(choose(place, Request(bump="patch"))).warnings

    told = {each.kind: each.facts for each in warnings}
    expected = {"names": untested, "paths": ".github/workflows/tests.yml"}
    assert told.get("branch-untested") == (expected if untested else None)


def test_a_tag_that_starts_no_pipeline_is_told(project, index):
    """With another form of tag than the workflow's filter, a pipeline would publish nothing."""
    text = (project / "pyproject.toml").read_text()
    form = 'publish-from = "ci"\ntag = "{version}"\n'
    (project / "pyproject.toml").write_text(text + form)
    folder = project / ".github/workflows"
    folder.mkdir(parents=True)
    (folder / "release.yml").write_text("on:\n  push:\n    tags: ['v*']\n")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message=Publish from the pipeline")
    place = opened(project, replace(index_at(index.url), name="pypi"))

    warnings = preflight.check(choose(place, Request(version="0.1.1"))).warnings

    assert "tag-starts-nothing" in [each.kind for each in warnings]


def test_only_the_newest_version_is_the_latest(project, index):
    """0.1.1 is not, beside 2.0.0; a candidate of a newer version does not count."""
    git(project, "tag", "v4.0.0rc1", "main")
    place = opened(project, index_at(index.url))

    assert not choose(place, Request(bump="patch")).is_newest()
    assert choose(place, Request(version="2.0.0")).is_newest()
    assert choose(place, Request(version="3.0.0")).is_newest()


def test_a_new_maintenance_branch_goes_where_main_goes(project, tmp_path):
    """It tracks nothing yet, and `origin` may be a fork."""
    terminal = Terminal(Typed("release", {}))
    session = Session(Namespace(settings=None), project, terminal, ExitStack())
    git(project, "remote", "add", "upstream", str(tmp_path / "remote.git"))
    git(project, "config", "branch.main.remote", "upstream")
    of_main = session.settings()
    git(project, "config", "branch.0.1.x.remote", "origin")
    own = session.settings()

    assert (of_main.branch, of_main.remote) == ("0.1.x", "upstream")
    assert own.remote == "origin"
