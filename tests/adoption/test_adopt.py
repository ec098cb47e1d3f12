"""`shipyard adopt` from the beginning to the end, and stopped at each step."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shipyard.adoption import (
    building,
    commit,
    copying,
    files,
    looking,
    proof,
    questions,
    run,
)
from shipyard.adoption.building import Built, Workshop
from shipyard.adoption.run import Wish
from shipyard.adoption.words import Refused
from shipyard.anywhere.tool import Tool
from testkit.tree import ROOT
from tests.adoption.conftest import Make, git, state
from tests.adoption.test_proof import WHEEL, built

FOUND: dict[str, Any] = {
    "settings": {
        "version-file": "oldie.py",
        "branches": ["master"],
        "environment": "/lent",
    },
    "found": {},
    "unread": {},
    "build-requires": [],
}
KILL = """
import sys
from pathlib import Path
from shipyard.adoption import commit, copying, files, looking
project = looking.look(Path(sys.argv[1]))
added = [files.Addition("new.py", b"1")]
copy = copying.copied(project, Path(sys.argv[2]), added, {"branches": ["master"]})
commit.make(project, copy, "Adopt", verify=True)
"""


class Said:
    """What the release tool says of a rehearsal that went through."""

    returncode = 0
    stdout = ""
    stderr = ""


@pytest.fixture(name="quick")
def _quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Built]:
    """Replace what builds, reads and rehearses, which takes minutes; the rest is real."""
    builds = {
        "before": built(tmp_path / "before"),
        "again": built(tmp_path / "again"),
        "after": built(tmp_path / "after"),
    }
    metadata = WHEEL["old-1.dist-info/METADATA"].replace(
        "Name:", "Version: 1.2.3\nName:"
    )
    for name in builds:
        wheel = {**WHEEL, "old-1.dist-info/METADATA": metadata}
        builds[name] = built(tmp_path / f"{name}-1", wheel=wheel)
    monkeypatch.setattr(run, "tool", lambda root, **_: Tool(root, Path(sys.executable)))
    monkeypatch.setattr(run, "discover", lambda *_: FOUND)
    monkeypatch.setattr(Workshop, "build", lambda *words: builds[words[-1]])
    monkeypatch.setattr(Tool, "ask", lambda *_: Said())
    return builds


@pytest.mark.usefixtures("quick")
def test_a_package_is_adopted(make: Make, capsys: pytest.CaptureFixture[str]):
    """The branch has one commit with the proof; the table, and what is next, are printed."""
    folder = make({"Makefile": "all:\n"})
    before = git(folder, "rev-parse", "HEAD")

    assert run.adopt(Wish(folder, yes=True)) == 0

    said = capsys.readouterr().out
    message = git(folder, "log", "-1", "--format=%B", "shipyard-adopt")
    digest = re.search(r"wheel after +([0-9a-f]{64})", said)
    assert git(folder, "rev-parse", "shipyard-adopt^") == before
    assert digest
    assert digest[1] in message
    assert "git merge shipyard-adopt" in said
    assert "make -f shipyard.mk preflight" in said
    assert "Not done:" in said
    assert git(folder, "rev-parse", "HEAD") == before
    assert git(folder, "status", "--porcelain") == ""


@pytest.mark.usefixtures("quick")
def test_a_dry_run_writes_nothing(make: Make, capsys: pytest.CaptureFixture[str]):
    """With --dry-run the proof and the diff are shown, and the repository stays."""
    folder = make()
    before = state(folder)

    assert run.adopt(Wish(folder, yes=True, dry_run=True)) == 0

    said = capsys.readouterr().out
    assert "+[tool.shipyard-release]" in said
    assert "0 differences" in said
    assert state(folder) == before


def test_a_difference_is_named_and_nothing_written(
    make: Make,
    quick: dict[str, Built],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    """A wheel that would change stops it with status 1, in each folder that the tool may go to."""
    quick["after"] = built(
        tmp_path / "other", wheel={**WHEEL, "psutil/_psutil_aix.c": "int"}
    )
    folder = make()
    before = state(folder)

    assert run.adopt(Wish(folder, yes=True)) == 1

    assert "+ psutil/_psutil_aix.c" in capsys.readouterr().err
    assert state(folder) == before


@pytest.mark.usefixtures("quick")
def test_a_red_rehearsal_writes_nothing(
    make: Make,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    """A rehearsal that stops is told in the tool's own words, and nothing is written."""
    monkeypatch.setattr(Said, "returncode", 1)
    monkeypatch.setattr(Said, "stderr", "There is no licence.")
    folder = make()
    before = state(folder)

    assert run.adopt(Wish(folder, yes=True)) == 1

    assert "There is no licence." in capsys.readouterr().err
    assert state(folder) == before


@pytest.mark.usefixtures("quick")
def test_an_adopted_project_gets_a_newer_tool_alone(
    make: Make,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    """The second run has nothing to do, until the tool is newer; then it changes no other file."""
    folder = make()
    assert run.adopt(Wish(folder, yes=True, on_branch=False)) == 0
    adopted = state(folder)
    assert run.adopt(Wish(folder, yes=True)) == 0
    assert "nothing to do" in capsys.readouterr().out
    assert state(folder) == adopted

    monkeypatch.setattr("shipyard.adoption.files.version", lambda: "9.9.9")
    assert run.adopt(Wish(folder, yes=True)) == 0

    changed = git(folder, "diff", "--name-only", "master", "shipyard-adopt")
    assert changed == "tools/README.md"


@pytest.mark.usefixtures("quick")
def test_without_the_tool_only_settings_are_written(
    make: Make, capsys: pytest.CaptureFixture[str]
):
    """With --no-vendor the commit has the table alone, and the next commands are `shipyard`'s."""
    folder = make()

    assert run.adopt(Wish(folder, yes=True, vendor=False)) == 0

    changed = git(folder, "diff", "--name-only", "master", "shipyard-adopt")
    assert changed == "pyproject.toml"
    assert "  shipyard release --bump patch --to NAME  #" in capsys.readouterr().out


@pytest.mark.usefixtures("quick")
def test_a_folder_of_a_larger_repository_is_adopted(
    make: Make, capsys: pytest.CaptureFixture[str]
):
    """What is added is in that folder alone, without a pipeline, and the next steps go there."""
    top = make(
        {"setup.py": "", "kits/one/setup.py": "1\n", ".github/workflows/a.yml": "1\n"}
    )

    assert run.adopt(Wish(top / "kits/one", yes=True)) == 0

    said = capsys.readouterr().out
    changed = git(top, "diff", "--name-only", "master", "shipyard-adopt").splitlines()
    assert "kits/one/tools/release.py" in changed
    assert all(name.startswith("kits/one/") for name in changed)
    assert "  cd kits/one && make preflight  #" in said
    assert "No pipeline was added: GitHub and GitLab read them only at the top" in said
    git(top, "merge", "--quiet", "shipyard-adopt")
    assert run.adopt(Wish(top / "kits/one", yes=True)) == 0
    assert "nothing to do" in capsys.readouterr().out


@pytest.mark.usefixtures("quick")
def test_without_a_terminal_it_says_what_to_type(
    make: Make, capsys: pytest.CaptureFixture[str]
):
    """Where nobody can be asked, nothing runs, and --yes is offered."""
    folder = make()

    assert run.adopt(Wish(folder)) == 2

    assert f"shipyard adopt {folder} --yes" in capsys.readouterr().err


@pytest.mark.usefixtures("quick")
def test_what_cannot_be_read_is_named_with_its_flag(
    make: Make,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    """With --yes a setting that could not be read stops it, and its flag is told."""
    monkeypatch.setattr(
        run, "discover", lambda *_: {**FOUND, "unread": {"version-file": "why"}}
    )

    assert run.adopt(Wish(make(), yes=True)) == 2

    assert "--version-file: why" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (Workshop, "build"),
        (run, "discover"),
        (files, "additions"),
        (copying, "copied"),
        (proof, "compare"),
        (Tool, "ask"),
        (commit, "make"),
        (commit, "put_on_branch"),
    ],
)
@pytest.mark.usefixtures("quick")
def test_an_interrupt_leaves_nothing(
    make: Make, monkeypatch: pytest.MonkeyPatch, module: object, name: str
):
    """Ctrl-C at any step leaves the work tree and the branches as they were."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, name, interrupted)
    folder = make()
    before = state(folder)

    with pytest.raises(KeyboardInterrupt):
        run.adopt(Wish(folder, yes=True))

    assert state(folder) == before


def test_a_killed_commit_leaves_the_work_tree(make: Make, tmp_path: Path):
    """Killed while git commits, it leaves the work tree as it was, and the next one goes on."""
    folder = make()
    pid = tmp_path / "pid"
    hook = folder / ".git/hooks/pre-commit"
    hook.write_text(f'#!/bin/sh\nkill -9 "$(cat {pid})"\nsleep 1\nexit 1\n')
    hook.chmod(0o755)
    before = state(folder)
    command = [sys.executable, "-c", KILL, str(folder), str(tmp_path / "copy")]
    with subprocess.Popen(command, cwd=ROOT) as process:
        pid.write_text(str(process.pid))

    assert process.returncode == -9
    assert state(folder) == before
    hook.unlink()
    project = looking.look(folder)
    there = tmp_path / "copy"
    copy = copying.Copy(there, there, git(there, "rev-parse", "HEAD"), ("new.py",))
    assert commit.make(project, copy, "Adopt", verify=True)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("answers.toml", 'version-file = "a.py"\n'),
        ("answers.yaml", "version-file: a.py\n"),
        ("answers.json", '{"version-file": "a.py"}\n'),
    ],
)
def test_answers_come_from_a_file(tmp_path: Path, name: str, text: str):
    """An answers file may be TOML, YAML or JSON."""
    (tmp_path / name).write_text(text)

    assert questions.from_file(tmp_path / name) == {"version-file": "a.py"}


@pytest.mark.parametrize("text", ["nonsense: 1\n", "- 1\n", "a: [\n"])
def test_answers_that_cannot_be_meant_are_told(tmp_path: Path, text: str):
    """A file with another key, or with no keys at all, is refused."""
    (tmp_path / "answers.yaml").write_text(text)

    with pytest.raises(Refused, match=r"answers\.yaml"):
        questions.from_file(tmp_path / "answers.yaml")


@pytest.mark.parametrize(
    ("version", "following"),
    [("1.2", "1.2.1"), ("1.2.3", "1.2.4"), ("1.2.3rc1", "1.2.4"), ("1!2", "1!2.0.1")],
)
def test_the_next_patch_version_is_rehearsed(version: str, following: str):
    """The version that is rehearsed is a new one in any form of the old."""
    assert run.next_patch(version) == following


@pytest.mark.slow
def test_a_package_that_does_not_build_is_told(make: Make, tmp_path: Path):
    """The end of what the build said is the reason."""
    folder = make({"setup.py": "raise SystemExit('no compiler')\n"})
    project = looking.look(folder)
    workshop = Workshop(tmp_path / "work", Path(sys.executable), "0")
    workshop.folder.mkdir()

    with pytest.raises(building.DoesNotBuildError, match="no compiler"):
        workshop.build(folder, project.tree, "before")


def test_only_what_cannot_be_read_is_asked(
    make: Make, quick: dict[str, Built], monkeypatch: pytest.MonkeyPatch
):
    """Somebody at a terminal answers what is open, changes one setting, and says yes twice."""
    assert quick
    chosen = iter(["yes", "changelog", questions.GO_ON, "yes"])
    typed = iter(["oldie.py", "NEWS.md"])
    asked: list[str] = []

    def choice(message: str, *_: object, **__: object) -> str:
        asked.append(message)
        return next(chosen)

    def text(message: str, *_: object, **__: object) -> str:
        asked.append(message)
        return next(typed)

    def discover(_: Path, given: dict[str, object]) -> dict[str, object]:
        unread = {} if "version-file" in given else {"version-file": "There are two."}
        return {**FOUND, "settings": {**FOUND["settings"], **given}, "unread": unread}

    monkeypatch.setattr(run, "discover", discover)
    monkeypatch.setattr(run, "has_terminal", lambda: True)
    monkeypatch.setattr("shipyard.wizard.prompts.choice", choice)
    monkeypatch.setattr("shipyard.wizard.prompts.text", text)
    folder = make()

    assert run.adopt(Wish(folder)) == 0

    assert (
        len([message for message in asked if message.startswith("version-file: ")]) == 1
    )
    table = git(folder, "show", "shipyard-adopt:pyproject.toml")
    assert 'changelog = "NEWS.md"' in table
    message = git(folder, "log", "-1", "--format=%B", "shipyard-adopt")
    assert 'changelog = "NEWS.md"' in message


@pytest.mark.usefixtures("quick")
def test_no_is_an_answer(make: Make, monkeypatch: pytest.MonkeyPatch):
    """Somebody who does not want their code to run, or the commit, gets nothing."""
    monkeypatch.setattr(run, "has_terminal", lambda: True)
    monkeypatch.setattr("shipyard.wizard.prompts.choice", lambda *_, **__: "no")
    folder = make()
    before = state(folder)

    assert run.adopt(Wish(folder)) == 1
    assert state(folder) == before
