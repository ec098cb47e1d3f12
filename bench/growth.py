"""How build, preflight and rehearsal grow with the files, tags and commits of a project."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bench.frame import cpu_of_programs, run, scratch, user_environment
from testkit.index import serve
from testkit.tree import ROOT

NUMBERS = (10, 1_000, 10_000)
COMMANDS = ("build", "preflight", "rehearse")
TOOL = (sys.executable, "-I", ROOT / "release-tool/src/shipyard_release/__main__.py")
DATA = 'package_data={"my_package": ["py.typed"]}'


def main() -> None:
    """Print the table, a row for each thing that grows and each number of it."""
    print(
        "\nCPU seconds of one run, in a project with so many more files, tags or commits\n"
    )
    print("| what | number | " + " | ".join(COMMANDS) + " |")
    print("|--|--:|" + "--:|" * len(COMMANDS))
    for what, grow in {
        "files": add_files,
        "tags": add_tags,
        "commits": add_commits,
    }.items():
        for number in NUMBERS:
            print(
                f"| {what} | {number} | {' | '.join(seconds(grow, number))} |",
                flush=True,
            )


def seconds(
    grow: Callable[[Path, dict[str, str], int], None], number: int
) -> list[str]:
    """Return what each command costs in a project that was grown."""
    with scratch() as folder, serve(folder / "index") as index:
        env = user_environment(folder)
        (folder / ".pypirc").write_text(index.pypirc("company"), encoding="utf-8")
        answers = ("--no-input", "author_email=bench@example.com")
        run(sys.executable, "-m", "cookiecutter", ROOT, *answers, cwd=folder, env=env)
        project = folder / "my-package"
        grow(project, env, number)
        run("git", "init", "--quiet", "--bare", "remote.git", cwd=folder, env=env)
        run(
            "git",
            "remote",
            "add",
            "origin",
            folder / "remote.git",
            cwd=project,
            env=env,
        )
        run("git", "push", "--quiet", "--tags", "origin", "main", cwd=project, env=env)
        return [f"{cost(project, env, command):.1f}" for command in COMMANDS]


def cost(project: Path, env: dict[str, str], command: str) -> float:
    """Return the CPU seconds of a command of the release tool, with all that it starts."""
    options = {"preflight": ("--to", "company"), "rehearse": ("--tests", "no")}.get(
        command, ()
    )
    before = cpu_of_programs()
    run(*TOOL, command, *options, cwd=project, env=env)
    return cpu_of_programs() - before


def add_files(project: Path, env: dict[str, str], number: int) -> None:
    """Add so many small data files to the package, in one commit."""
    folder = project / "src/my_package/data"
    folder.mkdir()
    for each in range(number):
        (folder / f"{each}.txt").write_text(f"{each}\n", encoding="utf-8")
    setup = project / "setup.py"
    text = setup.read_text(encoding="utf-8")
    more = DATA.replace('["py.typed"]', '["py.typed", "data/*.txt"]')
    setup.write_text(text.replace(DATA, more), encoding="utf-8")
    run("git", "add", "--all", cwd=project, env=env)
    run("git", "commit", "--quiet", "--message", "Add data", cwd=project, env=env)


def add_tags(project: Path, env: dict[str, str], number: int) -> None:
    """Add so many tags of versions that are older than the project's."""
    rows = [f"create refs/tags/v0.0.{each} HEAD" for each in range(number)]
    _feed(project, env, "\n".join(rows) + "\n", "update-ref", "--stdin")


def add_commits(project: Path, env: dict[str, str], number: int) -> None:
    """Add so many empty commits."""
    who = "committer Bench <bench@example.com> 1767225600 +0000"
    first = run_for(project, env, "rev-parse", "HEAD")
    rows = [f"commit refs/heads/main\n{who}\ndata 5\nempty" for _ in range(number)]
    rows[0] += f"\nfrom {first}"
    _feed(project, env, "\n".join(rows) + "\n", "fast-import", "--quiet")
    run("git", "reset", "--quiet", "--hard", cwd=project, env=env)


def run_for(project: Path, env: dict[str, str], *words: str) -> str:
    """Return what git prints."""
    command = ["git", *words]
    return subprocess.run(
        command, cwd=project, env=env, check=True, capture_output=True, text=True
    ).stdout.strip()


def _feed(project: Path, env: dict[str, str], text: str, *words: str) -> None:
    subprocess.run(
        ["git", *words], cwd=project, env=env, input=text, text=True, check=True
    )
