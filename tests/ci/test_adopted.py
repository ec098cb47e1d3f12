"""What a version tag starts in a project that was adopted, run by the hosts' kind of runner."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from shipyard.adoption import files, looking
from testkit import programs, running
from testkit.hosts import Hosts
from testkit.index import serve
from testkit.machine import TAG, Machine
from testkit.runners import GitHub, GitLab

pytestmark = [pytest.mark.slow, pytest.mark.runners]

THEIRS = {
    "setup.py": "from setuptools import setup\n\nsetup(\n"
    '    name="my-package",\n    version="0.1.0",\n    py_modules=["tide"],\n'
    '    description="When the water comes.",\n    long_description="It comes.\\n",\n'
    '    long_description_content_type="text/plain",\n)\n',
    "tide.py": '"""When the water comes."""\n',
    "CHANGES.md": "# Changes\n\n## 0.1.0 (2026-01-02)\n\n- First release.\n",
    "Makefile": "all:\n\techo theirs\n",
    ".gitlab-ci.yml": "include:\n  - local: /.gitlab/shipyard-release.yml\n",
}
SETTINGS = {
    "name": "my-package",
    "version-file": "setup.py",
    "changelog": "CHANGES.md",
    "changelog-format": "markdown",
    "publish-from": "ci",
    "environment": files.TRIAL,
    "test-command": [],
}


def git(folder: Path, *words: str) -> None:
    """Run git as somebody it knows."""
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    subprocess.run(
        ["git", *identity, *words], cwd=folder, check=True, capture_output=True
    )


@pytest.fixture(name="machine")
def _machine(
    tmp_path: Path, runner: GitHub | GitLab, hosts: Hosts
) -> Iterator[Machine]:
    """An old package with what an adoption adds, and the machine of its pipelines."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    for name, text in THEIRS.items():
        (folder / name).write_text(text, encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=As it was")
    project = looking.look(folder)
    wanted = files.Wanted(SETTINGS, "tools", runner.ci, name="my-package")
    files.write(folder, files.additions(project, wanted))
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--message=Adopt")
    place = tmp_path / "machine"
    with serve(tmp_path / "index", around=hosts.around) as index:
        yield Machine(place, folder, index)


def test_a_tag_publishes_an_adopted_package(
    runner: GitHub | GitLab, machine: Machine, hosts: Hosts
):
    """The pipeline publishes what the tag builds, verifies that, and writes the page."""
    machine.tag(TAG)

    run = runner.run(machine, tag=TAG)

    expected = {runner.build, runner.publish, runner.verify, runner.page}
    assert {name.removeprefix("shipyard-") for name in run.green} == expected, run.text
    assert machine.index.files == [
        "my_package-0.1.0-py3-none-any.whl",
        "my_package-0.1.0.tar.gz",
    ]
    assert "First release." in hosts.texts()[TAG]


def test_the_checkers_find_nothing_in_adopted_pipelines(
    runner: GitHub | GitLab, machine: Machine
):
    """actionlint, zizmor and the hosts' schemas take what an adoption adds."""
    if runner.ci == "gitlab":
        name = ".gitlab/shipyard-release.yml"
        words = ("--builtin-schema", "vendor.gitlab-ci", name)
        done = running.attempt(
            machine.project, programs.need("check-jsonschema"), *words
        )
        assert done.returncode == 0, done.stdout
        return
    shellcheck = f"-shellcheck={programs.need('shellcheck')}"
    workflows = sorted(machine.project.glob(".github/workflows/*.yml"))
    lint = running.attempt(
        machine.project, programs.need("actionlint"), shellcheck, *workflows
    )
    audit = running.attempt(
        machine.project, programs.need("zizmor"), "--offline", "--persona=auditor",
        "--no-progress", ".github",
    )  # fmt: skip

    assert lint.returncode == 0, lint.stdout
    assert "No findings" in audit.stdout
