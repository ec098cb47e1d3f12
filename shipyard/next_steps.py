"""What to do after a project was made, as lines that fit the answers and the machine."""

from __future__ import annotations

import os

from . import filters, names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


LONGEST_ALIGNED = 24
"""A longer command, such as one with an address, does not push the meanings of all others aside."""
NO_REPOSITORY = "No git repository was made"
"""What a note of `finish.make_repository` begins with, unless there is a repository."""
INSIDE = "this folder is inside the one at"
"""What such a note says of a project in a folder of a larger repository."""
NO_GIT = "git was not found"
UNKNOWN = "git does not know your name and address yet"
# Without make, these do the same or nearly so.
PYTHON = "python" if os.name == "nt" else "python3"
WITHOUT_MAKE = {
    "make check": (f"{PYTHON} tools/run.py pytest", "its environment and its tests"),
    "make": (f"{PYTHON} tools/release.py", ""),
}
# Where a host makes a repository; another host gets the address of its first page.
NEW_REPOSITORY = {"github.com": "/new", "gitlab": "/projects/new", "codeberg.org": "/repo/create"}
PIPELINE_INSIDE = "To release from a pipeline, move the project to a repository of its own"


def lines(answers: Mapping[str, str], folder: str, *, start: str = "", note: str = "") -> list[str]:
    """Return the lines for a project in `folder`, as seen from the folder `start` if that is known.

    `note` is what `finish.make_repository` returned: why there is no repository yet, or what else
    there is to know of git. A step without a meaning is a sentence, and the others can be typed.
    """
    head = f"{answers['project_slug']} {answers['version']} is ready. What to do next:"
    typed = steps(answers, _from(start, folder), note, has_make=bool(found("make")))
    fitting = [len(command) for command, meaning in typed if meaning]
    width = max((length for length in fitting if length <= LONGEST_ALIGNED), default=0)
    listed = [
        f"  {command:<{width}}  # {meaning}" if meaning else f"  {command}"
        for command, meaning in typed
    ]
    return [line for line in (note, head, *listed) if line]


def steps(
    answers: Mapping[str, str], folder: str, note: str, *, has_make: bool
) -> list[tuple[str, str]]:
    """Return what to do, and why; each works once those before it are done."""
    check = ("make check", "its environment, lint, types and tests")
    begin = [
        (f"cd {filters.shell(folder)}", "your project"),
        check if has_make else WITHOUT_MAKE["make check"],
        *_for_git(answers, note),
        *_first_commit(note),
        (_release("rehearse", has_make=has_make), "a whole release, on this machine only"),
    ]
    if INSIDE not in note:
        begin += _at_the_host(answers)
    elif answers["publish_from"] == "ci":
        return [*begin, (PIPELINE_INSIDE, "")]
    where = _where(answers, has_make=has_make)
    index = "an index of your own, as .pypirc calls it" if where else "the index"
    return [
        *begin,
        (_release("preflight", has_make=has_make) + where, _credentials(answers)),
        (_release("release", has_make=has_make) + where, f"to {index}"),
    ]


def found(program: str) -> bool:
    """Tell whether a program is on PATH."""
    if os.name == "nt":
        from shutil import which  # Slow to start; only Windows completes a program's name.

        return bool(which(program))
    places = os.get_exec_path()
    return any(os.access(os.path.join(place, program), os.X_OK) for place in places)


def _for_git(answers: Mapping[str, str], note: str) -> list[tuple[str, str]]:
    """Return what git needs before it can commit."""
    typed: list[tuple[str, str]] = []
    if NO_GIT in note.lower():
        typed.append(("Install git: https://git-scm.com/downloads", ""))
    if typed or UNKNOWN in note.lower():
        for key, question in (("name", "author_name"), ("email", "author_email")):
            value = filters.shell(answers[question])
            typed.append((f"git config --global user.{key} {value}", "who commits"))
    return typed


def _first_commit(note: str) -> list[tuple[str, str]]:
    """Return what makes the first commit, where there is none."""
    if INSIDE in note:
        # That repository has a host of its own, so nothing is said of one.
        return [("git add . && git commit -m Start .", "to the repository around it")]
    if NO_REPOSITORY in note:
        return [("git init -b main && git add . && git commit -m Start", "its repository")]
    return []


def _at_the_host(answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return how the repository gets to its host; nothing there is made by a push alone."""
    url = names.repository_url(answers)
    scheme, _, host, path = url.split("/", 3)
    page = next((page for name, page in NEW_REPOSITORY.items() if name in host), "")
    return [
        (f"Make an empty repository {path} at {scheme}//{host}{page}", ""),
        (f"git remote add origin {url}.git", "its place"),
    ]


def _release(command: str, *, has_make: bool) -> str:
    return f"make {command}" if has_make else f"{WITHOUT_MAKE['make'][0]} {command}"


def _where(answers: Mapping[str, str], *, has_make: bool) -> str:
    """Return what names an index of one's own to a command of the release tool."""
    if not names.is_private(answers):
        return ""
    return " TO=NAME" if has_make else " --to NAME"


def _credentials(answers: Mapping[str, str]) -> str:
    if answers["publish_from"] == "ci":
        return "what the index's form for a trusted publisher asks"
    return "what is still missing, such as an account or a token"


def _from(start: str, folder: str) -> str:
    """Return the shorter way to write `folder`."""
    inside = start and folder.startswith(os.path.join(start, ""))
    return os.path.relpath(folder, start) if inside else folder
