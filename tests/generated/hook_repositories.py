"""Stand-ins for the repositories that hooks come from, which tests cannot reach.

Each has the ids of the real one, at the tag that the project asks for, and installs the very tool.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from testkit.running import run

HOST = "https://github.com/"
MANIFESTS: dict[str, list[dict[str, Any]]] = {
    "pre-commit/pre-commit-hooks": [
        {"id": "check-added-large-files", "entry": "check-added-large-files"},
        {"id": "check-case-conflict", "entry": "check-case-conflict"},
        {
            "id": "check-merge-conflict",
            "entry": "check-merge-conflict",
            "types": ["text"],
        },
    ],
    "astral-sh/ruff-pre-commit": [
        {
            "id": "ruff-check",
            "entry": "ruff check --force-exclude",
            "types": ["python"],
        },
        {
            "id": "ruff-format",
            "entry": "ruff format --force-exclude",
            "types": ["python"],
        },
    ],
    "zizmorcore/zizmor-pre-commit": [
        {"id": "zizmor", "entry": "zizmor", "files": r"^\.github/"}
    ],
}


def configured(project: Path) -> list[dict[str, Any]]:
    """The repositories that a project takes hooks from."""
    text = (project / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    return list(yaml.safe_load(text)["repos"])


def pin(repository: dict[str, Any]) -> str:
    """The tool of a repository of hooks, as a requirement: the tag names its version."""
    tool = Path(repository["repo"]).name.removesuffix("-pre-commit")
    return f"{tool}=={repository['rev'].removeprefix('v')}"


def stand_in(project: Path, folder: Path, env: dict[str, str]) -> dict[str, str]:
    """Make the repositories of a project's hooks in `folder`.

    Return the variables that lead git there instead of to the host.
    """
    for repository in configured(project):
        if repository["repo"] != "local":
            _publish(folder, repository, env)
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{folder.as_uri()}/.insteadOf",
        "GIT_CONFIG_VALUE_0": HOST,
    }


def _publish(folder: Path, repository: dict[str, Any], env: dict[str, str]) -> None:
    """Make the git repository of one commit that is asked for."""
    name = repository["repo"].removeprefix(HOST)
    tag = repository["rev"]
    defaults = {"language": "python", "require_serial": True}
    hooks = [{"name": hook["id"]} | defaults | hook for hook in MANIFESTS[name]]
    place = folder / name
    place.mkdir(parents=True)
    (place / ".pre-commit-hooks.yaml").write_text(json.dumps(hooks), encoding="utf-8")
    (place / "pyproject.toml").write_text(
        f'[project]\nname = "stand-in"\nversion = "0"\ndependencies = ["{pin(repository)}"]\n',
        encoding="utf-8",
    )
    for words in (
        ["init", "--quiet"],
        ["add", "--all"],
        ["commit", "--quiet", "-m", tag],
        ["tag", tag],
    ):
        run(place, "git", *words, env=env)
