"""Run a generated pipeline: GitHub's with act, GitLab's with gitlab-ci-local."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from testkit import programs, running
from testkit.machine import HERE, Machine

SECONDS = 300
COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
# The Python of a test that is not about Pythons.
ONE = "3.12" if "3.12" in running.pythons() else max(running.pythons())
COLUMNS = ["name", "description", "stage", "when", "allowFailure", "needs"]


@dataclass(frozen=True)
class Run:
    """What a runner did: each job with whether it passed, every printed line, and the seconds."""

    jobs: dict[str, bool]
    text: str = field(repr=False)
    seconds: float

    @property
    def red(self) -> set[str]:
        return {job for job, passed in self.jobs.items() if not passed}

    @property
    def green(self) -> set[str]:
        return {job for job, passed in self.jobs.items() if passed}


class GitHub:
    """The workflows in .github, run by act on this machine, with stand-ins for the actions."""

    ci = "github"
    program = "act"
    build = "build"
    publish = "publish"
    verify = "verify"
    page = "page"

    def run(self, machine: Machine, *, tag: str | None = None, pythons: Sequence[str] = ()) -> Run:
        """Run what a push of main, or of a tag, starts.

        It runs with the Pythons in `pythons`, else with all that are here.
        """
        act = programs.need(self.program)
        clone = machine.clone(tag)
        event = machine.folder / "tmp/event.json"
        event.write_text(
            json.dumps({"ref": f"refs/tags/{tag}" if tag else "refs/heads/main"}), encoding="utf-8"
        )
        command: list[str | Path] = [
            act, "push", "--json", "--eventpath", event,
            "--no-cache-server", "--concurrent-jobs", "2",
            "--workflows", clone / ".github/workflows" / ("release.yml" if tag else "tests.yml"),
            "--platform", "ubuntu-latest=-self-hosted",
            # Their commands are portable, so this machine can run them as well.
            "--platform", "windows-latest=-self-hosted",
            "--platform", "macos-latest=-self-hosted",
            "--action-cache-path", machine.folder / "act",
        ]  # fmt: skip
        for pin, stand_in in stand_ins(clone):
            command += ["--local-repository", f"{pin}={stand_in}"]
        for version in pythons or running.pythons():
            command += ["--matrix", f"python:{version}"]
        said, seconds = _say(command, clone, machine)
        rows = [json.loads(row) for row in said.splitlines() if row.startswith("{")]
        jobs = {_job(row): row["jobResult"] == "success" for row in rows if "jobResult" in row}
        text = "\n".join(f"{row.get('jobID', 'act')}: {row['msg'].rstrip()}" for row in rows)
        return Run(jobs, text, seconds)


class GitLab:
    """The jobs in .gitlab-ci.yml, run by gitlab-ci-local in a shell of this machine."""

    ci = "gitlab"
    program = "gitlab-ci-local"
    build = "build-tag"
    publish = "publish"
    verify = "verify"
    page = "page"

    def run(self, machine: Machine, *, tag: str | None = None, pythons: Sequence[str] = ()) -> Run:
        """Run what a push of main, or of a tag, starts.

        It runs with the Pythons in `pythons`, else with all that are here.
        """
        runner = programs.need(self.program, "rsync")
        clone = machine.clone(tag)
        command: list[str | Path] = [
            runner, "--force-shell-executor", "--shell-isolation", "--no-artifacts-to-source",
            "--no-color", "--concurrency", "2", "--home", machine.folder / "home",
            "--variable", f"CI_API_V4_URL={machine.index.url}gitlab",
            "--variable", "CI_JOB_TOKEN=stand-in", "--variable", "PYPI_ID_TOKEN=stand-in",
        ]  # fmt: skip
        if tag:
            command += ["--variable", f"CI_COMMIT_TAG={tag}"]
        listed, _ = _say([*command, "--list-csv"], clone, machine)
        cells = [line.split(";") for line in listed.splitlines()]
        names = [row[0] for row in cells if len(row) == len(COLUMNS)]
        here = pythons or running.pythons()
        chosen = [name for name in names[1:] if _is_for(name, here)]
        text, seconds = _say([*command, *chosen], clone, machine)
        rows = re.findall(r"^ ?(PASS|FAIL) +(.+?) *$", text, re.MULTILINE)
        jobs = {re.sub(r"[:\[\] ]+", " ", job).strip(): word == "PASS" for word, job in rows}
        return Run(jobs, text, seconds)


def stand_ins(clone: Path) -> list[tuple[str, Path]]:
    """Return every action that the workflows use, as OWNER/NAME@COMMIT, and its stand-in."""
    texts = "".join(
        path.read_text(encoding="utf-8") for path in clone.glob(".github/workflows/*.yml")
    )
    used = sorted(set(re.findall(r"uses: ([\w./-]+)@(\w+)", texts)))
    return [(f"{name}@{commit}", HERE / "actions" / name.split("/")[1]) for name, commit in used]


def _is_for(job: str, pythons: Collection[str]) -> bool:
    """Tell whether a job of GitLab's runs on one of these Pythons, or on none in particular."""
    python = re.search(r"\[(.+)\]", job)
    return python is None or python[1] in pythons


def _say(command: Sequence[str | Path], clone: Path, machine: Machine) -> tuple[str, float]:
    start = time.monotonic()
    done = subprocess.run(
        list(map(str, command)),
        cwd=clone,
        env=machine.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return COLOURS.sub("", done.stdout), time.monotonic() - start


def _job(row: dict[str, Any]) -> str:
    return " ".join([row["jobID"], *map(str, (row.get("matrix") or {}).values())])
