"""Execute what a stop offers to type, in a copy of the world in which it was printed."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from project import Outcome, Project
from shipyard_release import words
from shipyard_release.options import COMMANDS

# What a person would put in place of a word in capitals.
PLACEHOLDERS = {
    "NAME": "company",
    "FILES": ".",
    "ADDRESS": "me@example.com",
    "COMMIT": "HEAD",
    "USER": "tester",
    "PASSWORD": "right-password",
    "TOKEN": "right-password",
    "patch|minor|major": "patch",
}
VARIABLES = ({"TWINE_USERNAME", "TWINE_PASSWORD"}, {"PYTHON_KEYRING_BACKEND"})
# These show a person more, or are only a part of the way; the reason follows.
NOT_AN_END = {
    "go-to-tag": "the first of several steps; the files are built again there",
    "try": "shows git's own words for what cannot be reached",
    "see-addresses": "shows where a push goes",
    "made-again": "the starter in a project makes it again; test_release_starter.py holds that",
    "see-keys": "shows which key git uses",
    "see-state": "shows what is done and what is missing",
    "look-at-token": "shows which credentials are used",
    "commit-them": "the commit itself needs the person's own words",
    "take-back-first": "the first of several steps; the last of them is tested with the cause",
    "take-back-and-correct-hook": "the hook has to be corrected before the command is repeated",
    "pushed-first": "for another cause of the same refusal",
    "make-account": "a page",
    "fetch-releases": "helps where somebody else has released",
    "if-yours": "helps where the tags are in the remote",
}


@dataclass(frozen=True)
class Case:
    """A state that stops a command: how it comes about, and how its cause is removed."""

    kind: str
    begin: Callable[[Project], object]
    words: tuple[str, ...] = ("preflight",)
    fix: Callable[[Project], object] | None = None
    variables: dict[str, str] = field(default_factory=dict)
    remote_url: str = ""


def stops(project: Project) -> list[dict[str, Any]]:
    """Return the problems that the tool has told in this world, the oldest first."""
    if not project.stops.exists():
        return []
    return [
        json.loads(line)
        for line in project.stops.read_text(encoding="utf-8").splitlines()
    ]


def provoke(project: Project, case: Case) -> list[dict[str, Any]]:
    """Bring the state about, run the command, and return the problems of this kind."""
    case.begin(project)
    project.stops.unlink(missing_ok=True)
    outcome = project.run(*case.words, **case.variables)
    assert outcome.status in {1, 3, 4}, outcome.text
    found = [row for row in stops(project) if row["kind"] == case.kind]
    assert found, outcome.text
    return found


def groups(remedies: list[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    """Yield the remedies that belong together: one without a label follows the one before."""
    group: list[dict[str, str]] = []
    for remedy in remedies:
        is_next = remedy["type"] == "Git" and not remedy["label"] and group
        if not is_next and group:
            yield group
            group = []
        group.append(remedy)
    if group:
        yield group


def copy(project: Project, number: int) -> Project:
    """Return a copy of project, remote and home, beside the same index."""
    folder = project.home.with_name(f"copy-{number}")
    folder.mkdir()
    for source in (project.folder, project.remote, project.home):
        if source.exists():
            shutil.copytree(source, folder / source.name, symlinks=True)
    twin = Project(
        folder / project.folder.name,
        folder / project.remote.name,
        folder / project.home.name,
        project.index,
    )
    config = twin.folder / ".git/config"
    if config.exists():
        text = config.read_text(encoding="utf-8")
        moved = text.replace(str(project.remote), str(twin.remote))
        config.write_text(moved, encoding="utf-8")
    return twin


def execute(project: Project, case: Case, group: list[dict[str, str]]) -> None:
    """Do what a remedy says; fails when it cannot be typed or leads back to the same stop."""
    kind = group[0]["type"]
    for remedy in group:
        EXECUTED[remedy["type"]](project, case, remedy)
    is_way_out = kind in {"Git", "Delete"} and group[0]["label"] not in NOT_AN_END
    if is_way_out:
        project.stops.unlink(missing_ok=True)
        outcome = project.run(*case.words, **case.variables)
        told = [row["kind"] for row in stops(project)]
        assert case.kind not in told, outcome.text


def filled(text: str, case: Case, project: Project) -> list[str]:
    """Return the words of a command with the placeholders filled in."""
    values = {**PLACEHOLDERS, "URL": case.remote_url or str(project.remote)}
    if "index-url" in text:
        values["URL"] = project.index.simple
    return [values.get(word, word) for word in shlex.split(text)]


def _again(project: Project, case: Case, remedy: dict[str, str]) -> None:
    _program, command, *options = filled(remedy["typed"], case, project)
    variables = case.variables
    if case.fix:
        case.fix(project)
        variables = {}
    _run_without(case.kind, project, command, options, variables)


def _tool(project: Project, case: Case, remedy: dict[str, str]) -> None:
    assert remedy["printed"].startswith("make ")
    _program, command, *options = filled(remedy["typed"], case, project)
    _run_without(case.kind, project, command, options, {})


def _run_without(
    kind: str,
    project: Project,
    command: str,
    options: list[str],
    variables: dict[str, str],
) -> None:
    """Run a command of the tool, or its dry run; it must not tell this kind of problem."""
    project.stops.unlink(missing_ok=True)
    outcome = _run(project, command, options, variables)
    told = [row["kind"] for row in stops(project)]

    assert outcome.status != 2, outcome.text
    assert kind not in told, outcome.text
    assert "Traceback" not in outcome.text


def _run(
    project: Project, command: str, options: list[str], variables: dict[str, str]
) -> Outcome:
    if command == "release":
        # A dry run shows the plan; preflight tells what would stop it.
        honoured = set(COMMANDS["preflight"].options)
        looked = project.run("preflight", *_only(options, honoured), **variables)
        if looked.status == 1:
            return looked
    if "dry-run" in COMMANDS[command].options and "--dry-run" not in options:
        options = [*options, "--dry-run"]
    return project.run(command, *options, **variables)


def _only(options: list[str], names: set[str]) -> list[str]:
    kept: list[str] = []
    is_kept = False
    for word in options:
        if word.startswith("--"):
            is_kept = word.removeprefix("--") in names
        if is_kept:
            kept.append(word)
    return kept


def _git(project: Project, case: Case, remedy: dict[str, str]) -> None:
    command = filled(remedy["printed"], case, project)
    assert command[0] == "git"
    if remedy["label"] == "try":
        return  # it would fail as the tool did
    project.git(*command[1:])


def _delete(project: Project, _case: Case, remedy: dict[str, str]) -> None:
    command = shlex.split(remedy["printed"])
    assert command[:2] == ["rm", "-rf"]
    path = project.folder / command[2]
    assert path.exists()
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _edit(project: Project, _case: Case, remedy: dict[str, str]) -> None:
    name = remedy["printed"]
    file = project.home / ".pypirc" if name == "~/.pypirc" else project.folder / name
    assert words.label(remedy["label"])
    assert file.exists()


def _visit(project: Project, _case: Case, remedy: dict[str, str]) -> None:
    assert urlsplit(remedy["printed"]).netloc in {
        urlsplit(project.index.url).netloc,
        "",
    }


def _variables(project: Project, case: Case, remedy: dict[str, str]) -> None:
    parts = remedy["typed"].split(" ")
    values = [part.split("=", 1) for part in parts if "=" in part]
    variables = {name: PLACEHOLDERS.get(value, value) for name, value in values}
    _program, command, *options = parts[len(values) :]

    assert set(variables) in VARIABLES
    _run_without(case.kind, project, command, options, variables)


def _person(_project: Project, _case: Case, remedy: dict[str, str]) -> None:
    assert words.label(remedy["label"]).endswith(".")


EXECUTED: dict[str, Callable[[Project, Case, dict[str, str]], None]] = {
    "Again": _again,
    "Tool": _tool,
    "Git": _git,
    "Delete": _delete,
    "Edit": _edit,
    "Visit": _visit,
    "Variables": _variables,
    "Person": _person,
}
"""Each type of remedy, and how one of it is checked. The list is closed."""


def write(path: str, change: Callable[[str], str]) -> Callable[[Project], None]:
    """Return what changes a file of the project and commits that."""

    def begin(project: Project) -> None:
        file = project.folder / path
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        project.commit(path, change(before))

    return begin


def edit(path: str, change: Callable[[str], str]) -> Callable[[Project], None]:
    """Return what changes a file of the project, without a commit."""

    def begin(project: Project) -> None:
        file = project.folder / path
        file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")

    return begin


def pypirc(change: Callable[[str], str]) -> Callable[[Project], None]:
    """Return what changes the person's .pypirc."""

    def begin(project: Project) -> None:
        file = project.home / ".pypirc"
        file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")

    return begin


def hook(path: str, text: str) -> Callable[[Project], None]:
    """Return what installs a git hook, in the project or (`remote/…`) in its remote."""

    def begin(project: Project) -> None:
        place = (
            project.remote if path.startswith("remote/") else project.folder / ".git"
        )
        file = place / "hooks" / path.removeprefix("remote/")
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        file.chmod(0o755)

    return begin


def without_hook(path: str) -> Callable[[Project], None]:
    """Return what removes such a hook."""

    def end(project: Project) -> None:
        place = (
            project.remote if path.startswith("remote/") else project.folder / ".git"
        )
        (place / "hooks" / path.removeprefix("remote/")).unlink()

    return end


def all_of(*parts: Callable[[Project], object]) -> Callable[[Project], None]:
    """Return what does one thing after the other."""

    def begin(project: Project) -> None:
        for part in parts:
            part(project)

    return begin
