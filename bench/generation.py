"""Generation: with hooks against a template of one file, and by `shipyard new --yes`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bench.frame import Contender, measure, report, run, scratch, user_environment
from testkit.tree import ROOT

ROUNDS = 25
NEW = (Path(sys.executable).with_name("shipyard"), "new", "--yes")


def main() -> None:
    """Compare both templates in CPU time, and both commands in waiting time; print the tables."""
    with scratch() as folder:
        env = user_environment(folder)
        floor = cookiecutter(
            "cookiecutter, one file, no hooks", one_file_template(folder / "floor"), env
        )
        ours = cookiecutter("Shipyard, every default, with hooks", ROOT, env)
        measure([floor, ours], ROUNDS)
        plain = cookiecutter("cookiecutter on a clone", ROOT, env, in_cpu=False)
        command = Contender(
            "shipyard new --yes", lambda folder: run(*NEW, cwd=folder, env=env)
        )
        measure([plain, command], ROUNDS)
    report(
        "Generation", [floor, ours], against=floor, target="at most 1.25 in CPU time"
    )
    report(
        "The wizard's command, which also looks the name up on the index",
        [plain, command],
        against=plain,
        target="no slower",
    )


def cookiecutter(
    name: str, template: Path, env: dict[str, str], *, in_cpu: bool = True
) -> Contender:
    """Return what generates a project of a template with every default."""
    return Contender(
        name,
        lambda folder: run(
            sys.executable,
            "-m",
            "cookiecutter",
            template,
            "--no-input",
            cwd=folder,
            env=env,
        ),
        in_cpu=in_cpu,
    )


def one_file_template(folder: Path) -> Path:
    """The least that cookiecutter can do."""
    inner = folder / "{{cookiecutter.project_slug}}"
    inner.mkdir(parents=True)
    folder.joinpath("cookiecutter.json").write_text(
        json.dumps({"project_slug": "floor"}), encoding="utf-8"
    )
    inner.joinpath("README.md").write_text(
        "# {{ cookiecutter.project_slug }}\n", encoding="utf-8"
    )
    return folder
