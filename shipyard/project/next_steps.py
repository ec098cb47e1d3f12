"""What to do after a project was made: the steps, and how they are written for a person.

They fit the answers, the machine, and what git has of the project.
"""

from __future__ import annotations

import os

from .. import derive, quoting
from .repository import EXAMPLE_EMAIL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from .handover import GitState

LONGEST_ALIGNED = 24
"""A longer command, such as one with an address, does not push the meanings of all others aside."""
UNKNOWN_USER = "git does not know your name and address yet"
# Without make, these do the same or nearly so.
PYTHON = "python" if os.name == "nt" else "python3"
CHECK_WITHOUT_MAKE = f"{PYTHON} tools/run.py pytest"
RELEASE_WITHOUT_MAKE = f"{PYTHON} tools/release.py"
# Where a host makes a repository; another host gets the address of its first page.
NEW_REPOSITORY = {
    "github.com": "/new",
    "gitlab": "/projects/new",
    "codeberg.org": "/repo/create",
}
PIPELINE_INSIDE = "To release from a pipeline, move the project to its own repository"


class Step:
    """One thing to do: a command with its meaning, or a sentence without one."""

    def __init__(self, text: str, meaning: str = "") -> None:
        """Take what to type, or the sentence."""
        self.text = text
        self.meaning = meaning


def lines(
    answers: Mapping[str, str], folder: str, git: GitState, *, columns: int = 0
) -> list[str]:
    """Return what there is to know of git, and the next steps, as lines.

    `folder` is what to type after `cd`, or nothing for somebody who is in the project already. In
    a terminal of so many `columns`, a command stays whole, and its meaning goes if there is no
    room for both.
    """
    head = f"{answers['project_slug']} {answers['version']} is ready. What to do next:"
    typed = steps(answers, folder, git, has_make=is_on_path("make"))
    fitting = [len(step.text) for step in typed if step.meaning]
    width = max((length for length in fitting if length <= LONGEST_ALIGNED), default=0)
    written = [_wrapped(note(answers, git), columns), head]
    written += [_written(step, width, columns) for step in typed]
    return [line for line in written if line]


def note(answers: Mapping[str, str], git: GitState) -> str:
    """Return what there is to know of git, as one line, or nothing."""
    if git.is_made:
        author = "the first commit has those of the author in the answers"
        return f"{UNKNOWN_USER}: {author}." if git.is_user_unknown else ""
    reasons = [git.failure] if git.failure else []
    if git.around:
        reasons.append(f"this folder is inside the one at {git.around}")
    elif git.is_missing:
        reasons.append("git was not found")
    elif git.is_user_unknown:
        reasons.append(UNKNOWN_USER)
    sentences = [f"No git repository was created: {reasons[0]}."]
    if git.around and answers["ci"] != "none":
        # GitHub and GitLab read pipelines only at the top of a repository.
        sentences.append("Pipelines run only from the top of that repository.")
    if git.around and git.is_missing:
        sentences.append("Git was not found.")
    if git.around and git.is_user_unknown:
        sentences.append(f"Also, {UNKNOWN_USER}.")
    return " ".join(sentences)


def steps(
    answers: Mapping[str, str], folder: str, git: GitState, *, has_make: bool
) -> list[Step]:
    """Return what to do, and why; each works once those before it are done."""
    check = Step("make check", "create the environment; check style, types and tests")
    begin = [
        *([Step(f"cd {quoting.shell(folder)}", "your project")] if folder else []),
        check
        if has_make
        else Step(CHECK_WITHOUT_MAKE, "create the environment and run the tests"),
        *_for_git(answers, git),
        *_first_commit(git),
        Step(
            _release("rehearse", has_make=has_make),
            "a whole release, on this machine only",
        ),
    ]
    if not git.around:
        begin += _at_the_host(answers)
    elif answers["publish_from"] == "ci":
        return [*begin, Step(PIPELINE_INSIDE)]
    where = _where(answers, has_make=has_make)
    index = "your own index; NAME is its section in .pypirc" if where else "the index"
    return [
        *begin,
        Step(_release("preflight", has_make=has_make) + where, _credentials(answers)),
        Step(_release("release", has_make=has_make) + where, f"release to {index}"),
    ]


def is_on_path(program: str) -> bool:
    """Tell whether a program is on PATH."""
    if os.name == "nt":
        # Slow to start; only Windows completes a program's name.
        from shutil import (
            which,
        )

        return bool(which(program))
    places = os.get_exec_path()
    return any(os.access(os.path.join(place, program), os.X_OK) for place in places)


def _for_git(answers: Mapping[str, str], git: GitState) -> list[Step]:
    """Return what git needs before it can commit."""
    typed = []
    if git.is_missing:
        typed.append(Step("Install git: https://git-scm.com/downloads"))
    if git.is_missing or git.is_user_unknown:
        author = {"name": answers["author_name"], "email": answers["author_email"]}
        if answers["author_email"] == EXAMPLE_EMAIL:
            author = {"name": "YOUR NAME", "email": "YOUR-ADDRESS"}
        for key, value in author.items():
            command = f"git config --global user.{key} {quoting.shell(value)}"
            typed.append(Step(command, "the author of your commits"))
    return typed


def _first_commit(git: GitState) -> list[Step]:
    """Return what makes the first commit, where there is none."""
    if git.is_made:
        return []
    if git.around:
        # That repository has its own remote, so there is no step for one.
        return [
            Step(
                "git add . && git commit -m Start .",
                "commit it to the repository around it",
            )
        ]
    return [
        Step(
            "git init -b main && git add . && git commit -m Start",
            "create its repository",
        )
    ]


def _at_the_host(answers: Mapping[str, str]) -> list[Step]:
    """Return how the repository gets to its host; nothing there is made by a push alone."""
    url = derive.repository_url(answers)
    scheme, _, host, path = url.split("/", 3)
    page = next((page for name, page in NEW_REPOSITORY.items() if name in host), "")
    return [
        Step(f"Create an empty repository {path} at {scheme}//{host}{page}"),
        Step(f"git remote add origin {url}.git", "its address"),
    ]


def _release(command: str, *, has_make: bool) -> str:
    return f"make {command}" if has_make else f"{RELEASE_WITHOUT_MAKE} {command}"


def _where(answers: Mapping[str, str], *, has_make: bool) -> str:
    """Return what names an index of one's own to a command of the release tool."""
    if not derive.is_private(answers):
        return ""
    return " TO=NAME" if has_make else " --to NAME"


def _credentials(answers: Mapping[str, str]) -> str:
    if answers["publish_from"] == "ci":
        return "what to enter in the index's form for a trusted publisher"
    return "what is still missing, such as an account or a token"


def _written(step: Step, width: int, columns: int) -> str:
    if not step.meaning:
        return _wrapped(f"  {step.text}", columns)
    line = f"  {step.text:<{width}}  # {step.meaning}"
    return line if not columns or len(line) <= columns else f"  {step.text}"


def _wrapped(sentence: str, columns: int) -> str:
    """Return a sentence that goes on in the next line where it has to, below its first word."""
    if not columns or len(sentence) <= columns:
        return sentence
    import textwrap  # Slow to start, and the hooks have no need of it.

    indent = " " * (len(sentence) - len(sentence.lstrip()))
    return textwrap.fill(
        sentence,
        columns,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
