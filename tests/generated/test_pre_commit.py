"""The hooks before a commit do what `make check` does, and stop what they are there for."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from testkit.baking import CHOICES
from testkit.running import attempt, needed, run
from tests.generated.hook_repositories import configured, pin, stand_in

pytestmark = pytest.mark.xdist_group("pre-commit")

SOUND = '\n\nNUMBER = 1\n"""A number."""\n'
# What each hook is for: a file and what is added to it. A conflict takes more than a line.
MISTAKES = {
    "check-added-large-files": ("docs.bin", "x" * 600_000),
    "check-case-conflict": ("readme.md", "Another one.\n"),
    "ruff-check": ("src/my_package/example.py", "\n\nbreakpoint()\n"),
    "ruff-format": ("src/my_package/example.py", "\n\nNUMBER  =  1\n"),
    "typecheck": ("src/my_package/example.py", '\n\nNUMBER: int = "one"\n'),
    "zizmor": (
        ".github/workflows/more.yml",
        (
            "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n"
            "    steps:\n      - uses: actions/checkout@main\n"
        ),
    ),
}


@pytest.mark.parametrize("python_min", ["3.10", "3.11"])
@pytest.mark.parametrize("ci", CHOICES["ci"])
def test_hooks_are_what_make_check_runs(generate, env, ci, python_min):
    """The hooks are the programs of `make lint` in the same versions, and `make typecheck` itself.

    They differ in that a hook is told which files to look at, and fixes what it can.
    """
    project = generate(ci=ci, python_min=python_min)
    planned = run(project, "make", "--dry-run", "lint", env=env)
    programs = [
        re.sub(r"^.*bin/| --check$| \.github$", "", line)
        for line in planned.splitlines()
        if "tools/run.py" not in line
    ]
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = [
        words.partition(";")[0] for words in settings["dependency-groups"]["lint"]
    ]
    _, *linters, own = configured(project)

    assert [command(hook) for linter in linters for hook in linter["hooks"]] == programs
    for linter in linters:
        assert pin(linter) in pinned
    assert [hook["entry"] for hook in own["hooks"]] == ["make typecheck"]


def command(hook: dict[str, Any]) -> str:
    """The arguments of a hook, without those that fix files."""
    words = [hook["id"].replace("-", " "), *hook.get("args", [])]
    return " ".join(word for word in words if word not in ("--fix", "--show-fixes"))


@pytest.fixture(scope="session", name="home")
def _home(tmp_path_factory):
    """Where pre-commit keeps the hooks' environments: they are made once."""
    return tmp_path_factory.mktemp("pre-commit")


def git(project: Path, env: dict[str, str], *words: str) -> None:
    """Run git in a project."""
    run(project, "git", *words, env=env)


def stopped_by(project: Path, env: dict[str, str]) -> list[str]:
    """Commit all that has changed; return the hooks that stop this."""
    git(project, env, "add", "--all")
    done = attempt(project, "git", "commit", "--message=Change", env=env)
    hooks = re.findall(r"^- hook id: (\S+)$", done.stdout, re.MULTILINE)
    assert bool(done.returncode) == bool(hooks), done.stdout
    return hooks


def add(project: Path, name: str, text: str) -> None:
    """Append a text to a file."""
    with (project / name).open("a", encoding="utf-8") as file:
        file.write(text)


def collide(project: Path, env: dict[str, str]) -> None:
    """Merge two branches that end the changelog differently, and leave the conflict's marks."""
    for branch in ("theirs", "ours"):
        git(project, env, "checkout", "--quiet", "-b", branch, "main")
        add(project, "CHANGELOG.md", f"- A change of {branch}.\n")
        git(
            project,
            env,
            "commit",
            "--quiet",
            "--no-verify",
            "--all",
            "--message=Change",
        )
    assert "CONFLICT" in attempt(project, "git", "merge", "theirs", env=env).stdout


@pytest.mark.slow
@pytest.mark.parametrize("ci", CHOICES["ci"])
def test_each_hook_stops_what_it_is_there_for(generate, own, home, tmp_path, ci):
    """A sound change passes every hook, and each mistake is stopped by its own hook alone."""
    project = generate(ci=ci)
    hooks = {
        hook["id"] for repository in configured(project) for hook in repository["hooks"]
    }
    own |= stand_in(project, tmp_path / "hooks", own)
    own |= {"PRE_COMMIT_HOME": str(home), "MYPY_CACHE_DIR": str(home / "mypy")}
    run(project, "make", "install", f"PYTHON={sys.executable}", env=own)
    run(project, needed("pre-commit"), "install", env=own)
    passed = run(project, needed("pre-commit"), "run", "--all-files", env=own)
    add(project, "src/my_package/example.py", SOUND)

    assert passed.count("Passed\n") == len(hooks)
    assert stopped_by(project, own) == []
    for hook in hooks & MISTAKES.keys():
        add(project, *MISTAKES[hook])
        assert stopped_by(project, own) == [hook]
        git(project, own, "reset", "--quiet", "--hard")
    collide(project, own)
    assert stopped_by(project, own) == ["check-merge-conflict"]
    assert hooks - MISTAKES.keys() == {"check-merge-conflict"}
