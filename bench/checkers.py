"""Compare default projects by independent checkers.

python -m bench checkers, or python -m bench.checkers FOLDER...

Each program of PEERS makes its default project, and so does each cookiecutter template whose folder
OWNER/NAME is named. The checkers of testkit/checkers.py look at all of them; a dash means that
there is nothing to check. "Same bytes" are two builds of one commit in two folders with
SOURCE_DATE_EPOCH set: with the project's own command where it has one, else with `uv build`.
docs/proof.md shows the table as it is printed.
"""

from __future__ import annotations

import hashlib
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.frame import scratch, user_environment
from testkit import checkers
from testkit.running import needed
from testkit.tree import ROOT

UVX = (str(needed("uv")), "tool", "run")
PEERS: dict[str, list[str]] = {
    "`uv init --lib`": [str(needed("uv")), "init", "--lib", "my-package"],
    "`poetry new`": [*UVX, "poetry", "new", "--no-interaction", "my-package"],
    "`hatch new`": [*UVX, "hatch", "new", "my-package"],
    "`pdm init`": [*UVX, "pdm", "init", "--non-interactive", "--dist"],
    "pyscaffold": [*UVX, "--from", "pyscaffold", "putup", "my-package"],
}
COLUMNS = (
    "project", "files", "lines",
    "[repo-review](https://learn.scientific-python.org/development/guides/repo-review/) failed",
    "pyroma of 10", "sdist is what git has", "zizmor, auditor", "`mypy --strict`",
    "same bytes twice",
)  # fmt: skip


def main(templates: list[str] | None = None) -> None:
    """Print the table, a row for each program and each template that is named."""
    logging.disable()  # repo-review tells of its progress
    print("| " + " | ".join(COLUMNS) + " |")
    print("|---" + "|--:" * (len(COLUMNS) - 1) + "|")
    makers = {"Shipyard": cookiecutter(ROOT), **PEERS}
    for folder in map(Path, templates or ()):
        makers["/".join(folder.resolve().parts[-2:])] = cookiecutter(folder.resolve())
    for name, command in makers.items():
        with scratch() as folder:
            print(
                "| " + " | ".join([name, *results(folder, command)]) + " |", flush=True
            )


def cookiecutter(template: Path) -> list[str]:
    """The command that makes a template's default project."""
    return [sys.executable, "-m", "cookiecutter", "--no-input", str(template)]


def results(folder: Path, command: list[str]) -> Iterator[str]:
    """Make a project in `folder` and yield what the checkers say of it, a column each."""
    env = user_environment(folder) | {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "gc.auto",
        "GIT_CONFIG_VALUE_0": "0",
    }
    project = made(folder / "work", command, env)
    files = said(["git", "ls-files"], project, env).splitlines()
    yield str(len(files))
    paths = [project / name for name in files]
    yield str(sum(path.read_bytes().count(b"\n") for path in paths if path.is_file()))
    reviewed = checkers.repo_review(project)
    yield str(len(re.findall(r"^[A-Z]+\d{3} ", reviewed, re.MULTILINE)))
    rated = said(
        [str(needed("pyroma")), "--skip-tests=CheckManifest", "."], project, env
    )
    yield (re.search(r"rating: (\d+)/10", rated) or ["", "-"])[1]
    yield manifest(project, env)
    yield zizmor(project, env)
    yield mypy(project, env)
    yield same_bytes(project, folder, env)


def made(folder: Path, command: list[str], env: dict[str, str]) -> Path:
    """The project, in a git repository with one commit."""
    target = folder / "my-package" if "init" in command and "pdm" in command else folder
    target.mkdir(parents=True)
    said(command, target, env)
    project = next((path for path in folder.iterdir() if path.is_dir()), None)
    if project is None:
        raise SystemExit(f"{' '.join(command)} made no project")
    for words in (
        ["init", "--quiet"],
        ["add", "--all"],
        ["commit", "--quiet", "--allow-empty", "-m", "Start"],
    ):
        said(["git", *words], project, env)
    return project


def manifest(project: Path, env: dict[str, str]) -> str:
    """Whether git and the sdist have the same files, or a dash when that cannot be told."""
    compared = said([str(needed("check-manifest"))], project, env)
    if "sdist match" in compared:
        return "yes"
    return "no" if "do not match" in compared else "-"


def zizmor(project: Path, env: dict[str, str]) -> str:
    """How many findings, or a dash without workflows."""
    if not project.joinpath(".github", "workflows").is_dir():
        return "-"
    words = [
        "--offline",
        "--no-config",
        "--persona=auditor",
        "--format=plain",
        ".github",
    ]
    found = said([str(needed("zizmor")), *words], project, env)
    return (re.search(r"(\d+) findings?", found) or ["", "0"])[1]


def mypy(project: Path, env: dict[str, str]) -> str:
    """How many errors in the package."""
    found = [*project.glob("src/*/__init__.py"), *project.glob("[!t]*/__init__.py")]
    package = found[0].parent
    said_so = said(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(package)],
        project,
        env,
    )
    return (re.search(r"Found (\d+) error", said_so) or ["", "0"])[1]


def same_bytes(project: Path, folder: Path, env: dict[str, str]) -> str:
    """Which distributions have the same bytes when they are built once more elsewhere."""
    first = build(project, folder / "first", env)
    second = build(project, folder / "second", env)
    same = []
    for name, suffix in {"wheel": "whl", "sdist": "gz"}.items():
        before = digests(first, suffix)
        if before and before == digests(second, suffix):
            same.append(name)
    return " and ".join(same) or "none"


def build(project: Path, out: Path, env: dict[str, str]) -> Path:
    """Build a fresh clone's commit into `out`."""
    clone = out.with_name(f"{out.name}-clone")
    said(["git", "clone", "--quiet", str(project), str(clone)], project, env)
    if clone.joinpath("tools", "release.py").exists():
        command = [sys.executable, "tools/release.py", "build", "--out", str(out)]
    else:
        command = [
            str(needed("uv")),
            "build",
            "--python",
            sys.executable,
            "-o",
            str(out),
        ]
    out.mkdir(exist_ok=True)
    said(command, clone, env | {"SOURCE_DATE_EPOCH": "1700000000"})
    for path in out.iterdir():
        if path.suffix not in (".whl", ".gz"):
            path.unlink()
    return out


def digests(folder: Path, suffix: str) -> list[str]:
    """Return the hashes of the files that end so, in the order of their names."""
    return [
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.glob(f"*.{suffix}"))
    ]


def said(command: list[str], folder: Path, env: dict[str, str]) -> str:
    """Return what a command prints; it may fail."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


if __name__ == "__main__":
    main(sys.argv[1:])
