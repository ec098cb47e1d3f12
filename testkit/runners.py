"""Run a generated pipeline: GitHub's with act, GitLab's with gitlab-ci-local."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

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

    def run(
        self, machine: Machine, *, tag: str | None = None, pythons: Sequence[str] = ()
    ) -> Run:
        """Run what a push of main, or of a tag, starts.

        It runs with the Pythons in `pythons`, else with all that are here.
        """
        clone = machine.clone(tag)
        flow = self.workflow(clone, tag=tag)
        return self._run(
            machine, clone, flow, tag=tag, pythons=pythons or running.pythons()
        )

    def write_page(self, machine: Machine, *, tag: str, kept: Mapping[str, str]) -> Run:
        """Run only the job that writes a release page, with the files that the build kept."""
        clone = machine.clone(tag)
        commit = machine.git("rev-parse", f"{tag}^{{commit}}")
        for path, text in kept.items():
            artefact = "dist" if path.startswith("dist/") else "release-notes"
            folder = machine.folder / "artifacts" / commit / artefact
            folder.mkdir(parents=True, exist_ok=True)
            (folder / Path(path).name).write_text(text, encoding="utf-8")
        flow = clone / ".github/workflows/release.yml"
        data = yaml.safe_load(flow.read_text(encoding="utf-8"))
        data["on"] = data.pop(True)  # YAML 1.1 reads it as true
        job = data["jobs"][self.page]
        del job["needs"]
        flow.write_text(
            yaml.safe_dump({**data, "jobs": {self.page: job}}), encoding="utf-8"
        )
        return self._run(machine, clone, flow, tag=tag, pythons=())

    def _run(
        self,
        machine: Machine,
        clone: Path,
        flow: Path,
        *,
        tag: str | None,
        pythons: Iterable[str],
    ) -> Run:
        act = programs.need(self.program, "gh")
        event = machine.folder / "tmp/event.json"
        event.write_text(
            json.dumps({"ref": f"refs/tags/{tag}" if tag else "refs/heads/main"}),
            encoding="utf-8",
        )
        command: list[str | Path] = [
            act, "push", "--json", "--eventpath", event,
            "--no-cache-server", "--concurrent-jobs", "2",
            "--workflows", flow,
            "--platform", "ubuntu-latest=-self-hosted",
            # Their commands are portable, so this machine can run them as well.
            "--platform", "windows-latest=-self-hosted",
            "--platform", "macos-latest=-self-hosted",
            "--action-cache-path", machine.folder / "act",
        ]  # fmt: skip
        for pin, stand_in in stand_ins(clone):
            command += ["--local-repository", f"{pin}={stand_in}"]
        for version in pythons:
            command += ["--matrix", f"python:{version}"]
        said, seconds = _say(command, clone, machine)
        rows = [json.loads(row) for row in said.splitlines() if row.startswith("{")]
        jobs = {
            _job(row): row["jobResult"] == "success"
            for row in rows
            if "jobResult" in row
        }
        text = "\n".join(
            f"{row.get('jobID', 'act')}: {row['msg'].rstrip()}" for row in rows
        )
        return Run(jobs, text, seconds)

    def workflow(self, clone: Path, *, tag: str | None) -> Path:
        """Return the workflow that a push starts; that of an adopted project has another name."""
        folder = clone / ".github/workflows"
        release = next(folder.glob("*release.yml"))
        return release if tag else folder / "tests.yml"


class GitLab:
    """The jobs in .gitlab-ci.yml, run by gitlab-ci-local in a shell of this machine."""

    ci = "gitlab"
    program = "gitlab-ci-local"
    build = "build-tag"
    publish = "publish"
    verify = "verify"
    page = "page"

    def run(
        self, machine: Machine, *, tag: str | None = None, pythons: Sequence[str] = ()
    ) -> Run:
        """Run what a push of main, or of a tag, starts.

        It runs with the Pythons in `pythons`, else with all that are here.
        """
        clone = machine.clone(tag)
        listed, _ = _say([*self._command(machine, tag), "--list-csv"], clone, machine)
        cells = [line.split(";") for line in listed.splitlines()]
        names = [row[0] for row in cells if len(row) == len(COLUMNS)]
        here = pythons or running.pythons()
        chosen = [name for name in names[1:] if _is_for(name, here)]
        return self._run(machine, clone, tag, chosen)

    def write_page(self, machine: Machine, *, tag: str, kept: Mapping[str, str]) -> Run:
        """Run only the job that writes a release page, with the files that the build kept."""
        clone = machine.clone(tag)
        for path, text in kept.items():
            (clone / path).parent.mkdir(exist_ok=True)
            (clone / path).write_text(text, encoding="utf-8")
        # The runner gives a job what git knows, and nothing that git ignores.
        machine.git("-C", str(clone), "add", "--force", *kept)
        return self._run(machine, clone, tag, [self.page])

    def _command(self, machine: Machine, tag: str | None) -> list[str | Path]:
        runner = programs.need(self.program, "rsync")
        command: list[str | Path] = [
            runner, "--force-shell-executor", "--shell-isolation", "--no-artifacts-to-source",
            "--no-color", "--concurrency", "2", "--home", machine.folder / "home",
            "--variable", f"CI_API_V4_URL={machine.index.url}gitlab",
            "--variable", "CI_JOB_TOKEN=stand-in", "--variable", "PYPI_ID_TOKEN=stand-in",
            "--variable", "SIGSTORE_ID_TOKEN=stand-in",
        ]  # fmt: skip
        return [*command, "--variable", f"CI_COMMIT_TAG={tag}"] if tag else command

    def _run(
        self, machine: Machine, clone: Path, tag: str | None, chosen: list[str]
    ) -> Run:
        text, seconds = _say([*self._command(machine, tag), *chosen], clone, machine)
        rows = re.findall(r"^ ?(PASS|FAIL) +(.+?) *$", text, re.MULTILINE)
        jobs = {
            re.sub(r"[:\[\] ]+", " ", job).strip(): word == "PASS" for word, job in rows
        }
        return Run(jobs, text, seconds)


def stand_ins(clone: Path) -> list[tuple[str, Path]]:
    """Return every action that the workflows use, as OWNER/NAME@COMMIT, and its stand-in."""
    texts = "".join(
        path.read_text(encoding="utf-8")
        for path in clone.glob(".github/workflows/*.yml")
    )
    used = sorted(set(re.findall(r"uses: ([\w./-]+)@(\w+)", texts)))
    return [
        (f"{name}@{commit}", HERE / "actions" / name.split("/")[1])
        for name, commit in used
    ]


def _is_for(job: str, pythons: Collection[str]) -> bool:
    """Tell whether a job of GitLab's runs on one of these Pythons, or on none in particular."""
    python = re.search(r"\[(.+)\]", job)
    return python is None or python[1] in pythons


def _say(
    command: Sequence[str | Path], clone: Path, machine: Machine
) -> tuple[str, float]:
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
