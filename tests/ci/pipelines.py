"""Read the pipelines of a generated project as the hosts read them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Workflow:
    """One workflow of GitHub's: its text, and the same as data."""

    path: Path
    text: str
    data: dict[Any, Any]

    @property
    def jobs(self) -> dict[str, dict[str, Any]]:
        jobs: dict[str, dict[str, Any]] = self.data["jobs"]
        return jobs

    @property
    def steps(self) -> list[dict[str, Any]]:
        return [step for job in self.jobs.values() for step in job["steps"]]


def workflows(project: Path) -> dict[str, Workflow]:
    """Return the workflows below .github by file name."""
    found = {}
    for path in sorted(project.glob(".github/workflows/*.yml")):
        text = path.read_text(encoding="utf-8")
        found[path.name] = Workflow(path, text, yaml.safe_load(text))
    return found


def gitlab(project: Path) -> dict[str, Any]:
    """Return .gitlab-ci.yml as data."""
    data: dict[str, Any] = yaml.safe_load(
        (project / ".gitlab-ci.yml").read_text(encoding="utf-8")
    )
    return data
