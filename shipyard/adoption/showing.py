"""What is shown of an adoption: the proof as a table, the diff, the commit's message, what next."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from shipyard.adoption import files, git
from shipyard.adoption.copying import Copy
from shipyard.adoption.looking import Project
from shipyard.adoption.proof import Proof, digest

NOISE_SHOWN = 5
PROGRAM = "shipyard"  # what runs the tool in a project that has only its settings
NOT_DONE = (
    "Not done: no linter, types, coverage, licence, README or test was added, none of your files "
    "was changed, no tag was created, and nothing was pushed."
)


def table(proof: Proof, rehearsal: str) -> str:
    """Return the proof as a few aligned rows."""
    noise = ", ".join(proof.noise[:NOISE_SHOWN])
    more = len(proof.noise) - NOISE_SHOWN
    rows = [
        ("wheel", f"{proof.members} files, {len(proof.differences)} differences"),
        ("METADATA", f"{proof.fields} fields, the same"),
        ("sdist", f"every file as before, {len(proof.added)} new"),
        ("wheel before", digest(proof.before.wheel)),
        ("wheel after", digest(proof.after.wheel)),
        ("rehearsal", rehearsal),
    ]
    if noise:
        extra = f" and {more} more" if more > 0 else ""
        rows.append(
            (
                "not comparable",
                f"{noise}{extra}: two builds of the same commit differ here",
            )
        )
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"  {name:<{width}}  {text}" for name, text in rows)


def diff(copy: Copy, before: str, *, folder: str) -> str:
    """Return `git diff --stat` and the diff; the tool's own folder is only counted."""
    own = [name for name in copy.names if f"/{folder}/" in f"/{name}"] if folder else []
    place = own[0].partition(f"{folder}/")[0] + folder if own else ""
    rest = ["--", ".", *([f":(exclude){place}"] if own else [])]
    stat = git.must(copy.top, "diff", "--stat", before, copy.commit, *rest)
    shown = git.must(copy.top, "diff", before, copy.commit, *rest)
    tool = (
        f" {place}/: {len(own)} files, the release tool itself, not shown"
        if own
        else ""
    )
    return "\n".join(part for part in (shown, stat, tool) if part)


def message(
    proof: Proof, settings: Mapping[str, object], given: Mapping[str, object]
) -> str:
    """Return the message of the commit: the proof, and what was answered."""
    answers = [f"  {key} = {json.dumps(value)}" for key, value in given.items()]
    return "\n".join(
        [
            "Add Shipyard's release tool",
            "",
            f"shipyard adopt added shipyard-release {files.version()} and its settings. Nothing",
            "else was changed. The package was built before and after:",
            "",
            f"  wheel before  {digest(proof.before.wheel)}",
            f"  wheel after   {digest(proof.after.wheel)}",
            f"  {proof.members} files and {proof.fields} fields of METADATA: 0 differences",
            "",
            f"{len(settings)} settings; answered by a person: {len(answers) or 'none'}",
            *answers,
        ]
    )


def next_steps(
    project: Project, branch: str, *, make: str, notes: Sequence[str]
) -> str:
    """Return what to do next, as lines."""
    base = project.branch
    steps = []
    if branch:
        steps += [
            f"  git diff {base} {branch}  # see the changes again",
            f"  git merge {branch}  # or push the branch and open a pull request",
        ]
    place = f"cd {project.folder} && " if project.folder else ""
    release = f"{place}{make} release BUMP=patch"
    own = f"{release} TO=NAME"
    if make == PROGRAM:
        release = f"{place}{make} release --bump patch"
        own = f"{release} --to NAME"
    steps += [
        f"  {place}{make} preflight  # everything that would stop a release",
        f"  {place}{make} rehearse  # the whole release, where no one sees it",
        f"  {release}  # the release, to PyPI",
        f"  {own}  # or to your own index, which ~/.pypirc lists as [NAME]",
    ]
    back = f"  git branch -D {branch}  # before the merge" if branch else ""
    revert = "  git revert COMMIT  # after the merge; your files are then as before"
    way_back = [back, revert] if back else [revert]
    return "\n".join(["Next:", *steps, "The way back:", *way_back, *notes, NOT_DONE])
