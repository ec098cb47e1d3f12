"""One run of `shipyard adopt`: look, build, read, ask, add to a copy, prove, rehearse, commit."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shipyard.adoption import (
    commit,
    copying,
    files,
    git,
    looking,
    pipelines,
    proof,
    questions,
    showing,
    words,
)
from shipyard.adoption.building import Built, DoesNotBuildError, Workshop
from shipyard.adoption.looking import Project
from shipyard.adoption.words import Refused
from shipyard.anywhere.run import discover
from shipyard.anywhere.tool import Tool, tool
from shipyard.wizard.terminal import has_terminal

LINES = 40
PINS = """
import importlib.metadata, json, sys
from packaging.requirements import Requirement
pins = []
for text in json.loads(sys.argv[1]):
    requirement = Requirement(text)
    if requirement.url or (requirement.marker and not requirement.marker.evaluate()):
        continue
    try:
        version = importlib.metadata.version(requirement.name)
    except importlib.metadata.PackageNotFoundError:
        continue
    pins.append(f"{requirement.name}=={version}")
print(json.dumps(sorted(set(pins))))
"""


@dataclass(frozen=True)
class Wish:
    """What was typed: `given` holds settings by key."""

    path: Path
    given: Mapping[str, object] = field(default_factory=dict)
    ci: str = ""
    branch: str = "shipyard-adopt"
    on_branch: bool = True
    vendor: bool = True
    dry_run: bool = False
    yes: bool = False
    verify: bool = True
    place: str = ""


@dataclass(frozen=True)
class Result:
    """What was proven of a copy, which has everything that is added."""

    copy: copying.Copy
    proof: proof.Proof
    settings: Mapping[str, object]
    rehearsal: str
    folder: str
    given: Mapping[str, object]


def adopt(wish: Wish) -> int:
    """Adopt a project and return the exit status."""
    try:
        return _adopt(wish)
    except Refused as reason:
        print(reason, file=sys.stderr)
        return reason.status


def _adopt(wish: Wish) -> int:
    project = looking.look(wish.path)
    before = looking.branch_to_make(project, wish.branch) if wish.on_branch else ""
    if _is_adopted(project, wish):
        print(words.ALREADY.format(path=wish.path, version=files.version()))
        return 0
    _ask_to_run(wish)
    with tempfile.TemporaryDirectory(prefix="shipyard-adopt-") as temporary:
        result = _proven(project, wish, Path(temporary))
        print(f"\n{showing.diff(result.copy, project.head, folder=result.folder)}")
        print(f"\n{showing.table(result.proof, result.rehearsal)}\n")
        if wish.dry_run:
            print(words.DRY)
            return 0
        _keep(project, wish, result, before=before)
    return 0


def _is_adopted(project: Project, wish: Wish) -> bool:
    """Whether the project has its settings, and the tool as it is here, or no wish for it."""
    if project.settings() is None:
        return False
    folder = files.folder_of_tool(project)
    if not folder:
        return not wish.vendor
    there = {each.name: each.content.decode() for each in files.newer(project, folder)}
    return all(
        project.text(name) == text.removesuffix("\n") for name, text in there.items()
    )


def _ask_to_run(wish: Wish) -> None:
    """Say that their build code runs, and ask; raise `Refused` for no."""
    print(words.RUNS_CODE)
    if wish.yes:
        return
    if not has_terminal():
        raise Refused(
            words.NO_TERMINAL.format(command=f"shipyard adopt {wish.path}"), status=2
        )
    if not questions.confirmed(words.ASK_RUN):
        raise Refused(words.DECLINED)


def _proven(project: Project, wish: Wish, folder: Path) -> Result:
    """Build, read, ask, add to a copy, compare and rehearse; raise `Refused` at the first stop."""
    first = tool(project.root)
    epoch = git.must(project.top, "log", "-1", "--format=%ct", project.head)
    workshop = Workshop(folder, first.python, epoch)
    befores = _before(project, workshop, wish)
    given = dict(wish.given)
    found, ci = _settled(project, wish, given)
    able = tool(project.root, more=found["build-requires"])
    settings = _written_down(found, able, wish)
    if settings.get("publish-from") == "ci" and ci in pipelines.FILES:
        fields = pipelines.publisher(project, settings, ci)
        settings = {**({"publisher": fields} if fields else {}), **settings}
    for place in _places(project, wish):
        wanted = files.Wanted(
            settings,
            place,
            ci,
            requires_python=proof.field_of(befores[0].wheel, "Requires-Python"),
            name=proof.field_of(befores[0].wheel, "Name"),
            is_pure=befores[0].wheel.name.endswith("-any.whl"),
        )
        additions = _additions(project, wanted)
        looking.refuse_untracked(project, [each.name for each in additions])
        copy = copying.copied(project, folder / f"copy{place}", additions, settings)
        shown = _after(workshop, project, copy, befores)
        if not shown.differences:
            break
    else:
        lines = "\n".join(f"  {line}" for line in shown.differences)
        raise Refused(f"{words.DIFFERS}\n{lines}")
    return Result(
        copy, shown, settings, _rehearsed(copy, found, wish, shown), place, given
    )


def _before(project: Project, workshop: Workshop, wish: Wish) -> tuple[Built, Built]:
    try:
        with _step("Building it as it is, twice"):
            one = workshop.build(project.top, project.tree, "before")
            two = workshop.build(project.top, project.tree, "again")
            return one, two
    except DoesNotBuildError as failure:
        # The release tool knows some reasons, such as a version that tags make.
        discover(project.root, wish.given)
        raise Refused(words.DOES_NOT_BUILD.format(output=failure)) from None


def _settled(
    project: Project, wish: Wish, given: dict[str, object]
) -> tuple[dict[str, Any], str]:
    """Return what was found and answered, and the host of pipelines; `given` gets the answers."""
    ci = _pipelines(project, wish)
    present = project.settings()
    if present is not None:
        found = discover(project.root, present)
        lent = found["settings"]["environment"]
        return {**found, "settings": {**present, "environment": lent}}, ci
    while True:
        found = discover(project.root, given)
        if wish.yes:
            _refuse_unread(found)
            return found, ci
        if found["unread"]:
            given.update(questions.ask_unread(found["unread"], found["settings"]))
            continue
        changed = questions.review(
            found, ci, may_have_ci=wish.vendor and not project.folder
        )
        if changed is None:
            return found, ci
        key, value = changed
        if key == questions.CI:
            ci = str(value)
        else:
            given[key] = value


def _pipelines(project: Project, wish: Wish) -> str:
    """Return whose pipelines to add: what was typed, or else what the project has."""
    if not wish.ci:
        return questions.host(project)
    return wish.ci if wish.ci in questions.HOSTS else "none"


def _refuse_unread(found: Mapping[str, Any]) -> None:
    if found["unread"]:
        rows = [f"  --{key}: {why}" for key, why in found["unread"].items()]
        raise Refused("\n".join([words.OPEN, *rows]), status=2)


def _written_down(
    found: Mapping[str, Any], able: Tool, wish: Wish
) -> dict[str, object]:
    """Return the table that is written: what was found, with what builds it in exact versions."""
    settings = dict(found["settings"])
    settings.pop("environment", None)
    if wish.vendor:
        settings["environment"] = files.TRIAL
    if "build-requires" not in settings:
        words_of_python = (
            str(able.python),
            "-I",
            "-c",
            PINS,
            json.dumps(found["build-requires"]),
        )
        asked = subprocess.run(
            words_of_python, capture_output=True, text=True, check=True
        )
        settings["build-requires"] = json.loads(asked.stdout)
    return settings


def _places(project: Project, wish: Wish) -> list[str]:
    """Return the folders that the tool may go to; '' for a project that gets only settings."""
    if not wish.vendor:
        return [""]
    there = files.folder_of_tool(project)
    return [there] if there else files.possible_folders(project)


def _additions(project: Project, wanted: files.Wanted) -> list[files.Addition]:
    if project.settings() is not None and files.folder_of_tool(project):
        return files.newer(project, wanted.folder)
    return files.additions(project, wanted)


def _after(
    workshop: Workshop,
    project: Project,
    copy: copying.Copy,
    befores: tuple[Built, Built],
) -> proof.Proof:
    shutil.rmtree(workshop.folder / "after", ignore_errors=True)
    try:
        with _step("Building it with the added files, and comparing"):
            tree = f"{copy.commit}:{project.folder}"
            after = workshop.build(copy.top, tree, "after")
    except DoesNotBuildError as failure:
        raise Refused(words.DOES_NOT_BUILD_AFTER.format(output=failure)) from None
    inside = f"{project.folder}/" if project.folder else ""
    added = [name.removeprefix(inside) for name in copy.names]
    return proof.compare(*befores, after, added=added)


def _rehearsed(
    copy: copying.Copy, found: Mapping[str, Any], wish: Wish, shown: proof.Proof
) -> str:
    """Rehearse the next patch version on the copy and return how it went; `Refused` when it stops.

    The copy borrows the environment that the discovery made: it has what the package requires.
    """
    lent = found["settings"].get("environment", "")
    if wish.vendor and lent:
        (copy.root / files.TRIAL).symlink_to(lent, target_is_directory=True)
    # Its own build requirements may be pinned now, so that the environment is another one.
    on_copy = tool(copy.root, more=found["build-requires"])
    # Not --bump: a version without a tag would be taken for a release that was begun.
    version = next_patch(proof.field_of(shown.after.wheel, "Version"))
    arguments = ("rehearse", f"--version={version}", "--allow-empty", "--tests=no")
    with _step("Rehearsing the next release"):
        done = on_copy.ask(*arguments)
    if done.returncode:
        said = "\n".join(f"{done.stdout}{done.stderr}".strip().splitlines()[-LINES:])
        raise Refused(words.REHEARSAL.format(output=said))
    return f"{version} succeeded"


def next_patch(version: str) -> str:
    """Return the version with the next patch number: 1.2 gives 1.2.1, and 1.2.3rc1 gives 1.2.4."""
    epoch, mark, rest = version.rpartition("!")
    found = re.match(r"[0-9]+(?:\.[0-9]+)*", rest)
    numbers = [int(number) for number in found[0].split(".")] if found else []
    major, minor, patch = (*numbers, 0, 0)[:3]
    return f"{epoch}{mark}{major}.{minor}.{patch + 1}"


def _keep(project: Project, wish: Wish, result: Result, *, before: str) -> None:
    """Ask, commit, and say what is next."""
    branch = wish.branch if wish.on_branch else project.branch
    if not wish.yes and not questions.confirmed(words.ASK_COMMIT.format(branch=branch)):
        raise Refused(words.DECLINED)
    message = showing.message(result.proof, result.settings, result.given)
    made = commit.make(project, result.copy, message, verify=wish.verify)
    if wish.on_branch:
        commit.put_on_branch(project, made, branch, before=before)
    else:
        commit.put_on_current_branch(project, made)
    print(f"Committed to {branch}: {made[:12]}\n")
    makefile = project.path(files.OWN_MAKEFILE)
    make = f"make -f {files.OWN_MAKEFILE}" if makefile in result.copy.names else "make"
    if not wish.vendor:
        make = showing.PROGRAM
    target = branch if wish.on_branch else ""
    print(showing.next_steps(project, target, make=make, notes=_notes(project, result)))


def _notes(project: Project, result: Result) -> list[str]:
    notes = []
    gitlab = [
        name for name in (files.GITLAB, pipelines.GITLAB) if name in result.copy.names
    ]
    if gitlab:
        listed = " and ".join(f"/{name}" for name in gitlab)
        notes.append(f"GitLab reads {listed} once .gitlab-ci.yml includes it.")
    if result.settings.get("publish-from") == "ci":
        is_there = set(pipelines.FILES.values()) & set(result.copy.names)
        notes.append(words.UPLOADS if is_there else words.NO_UPLOADS)
    if project.folder:
        notes.append(
            "No pipeline was added: GitHub and GitLab read them only at the top of a repository."
        )
    return notes


@contextmanager
def _step(name: str) -> Iterator[None]:
    """Say what happens, and how long it took."""
    print(f"{name} ...", end=" ", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print("stopped", flush=True)
        raise
    print(f"done ({time.monotonic() - started:.0f} s)", flush=True)
