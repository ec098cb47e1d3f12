"""`make install` in a new project, with uv and with pip, against pip by hand: CPU time and size."""

from __future__ import annotations

import shutil
import sys
from functools import partial
from pathlib import Path

from bench.frame import Contender, measure, report, run, scratch, user_environment
from testkit.tree import ROOT

ROUNDS = 3
PROJECT = "my-package"


def generate(home: Path) -> dict[str, str]:
    """Make a project there, and return the environment of the person whose home it is."""
    env = user_environment(home)
    run(sys.executable, "-m", "cookiecutter", ROOT, "--no-input", cwd=home, env=env)
    return env


def install(home: Path, env: dict[str, str], uv: str, folder: Path) -> None:
    """Type `make install` in a project without an environment; an empty `uv` means pip."""
    project = folder / PROJECT
    shutil.copytree(home / PROJECT, project)
    run(
        "make", "install", f"PYTHON={sys.executable}", cwd=project, env=env | {"UV": uv}
    )
    kept = home / ("uv" if uv else "pip")
    if not kept.exists():  # one of each, to tell its size after all was timed
        project.joinpath(".venv").rename(kept)


def by_hand(home: Path, env: dict[str, str], folder: Path) -> None:
    """Type what people type: an environment, a newer pip, and the package with its group."""
    run(sys.executable, "-m", "venv", folder / "by-hand", cwd=home, env=env)
    pip = (folder / "by-hand" / "bin" / "python", "-m", "pip", "install", "--quiet")
    run(*pip, "--upgrade", "pip", cwd=home, env=env)
    run(*pip, "--editable", ".", "--group", "dev", cwd=home / PROJECT, env=env)


def megabytes(folder: Path) -> float:
    """Return how much all files below a folder hold."""
    files = [
        path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()
    ]
    return sum(path.stat().st_size for path in files) / 1e6


def main() -> None:
    """Time the environments, and print the table."""
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or "uv"
    with scratch() as home:
        env = generate(home)
        hand = Contender(
            "venv and pip install, by hand", partial(by_hand, home, env), in_cpu=True
        )
        ours = [
            Contender(
                f"make install, with {name}",
                partial(install, home, env, path),
                in_cpu=True,
            )
            for name, path in (("uv", uv), ("pip", ""))
        ]
        measure([hand, *ours], ROUNDS)
        sizes = ", ".join(
            f"{megabytes(home / name):.0f} MB with {name}" for name in ("uv", "pip")
        )
    report(
        "make install with full caches, in CPU seconds",
        [hand, *ours],
        against=hand,
        target="none: it is what people meet first",
    )
    print(f"  .venv holds {sizes}")
