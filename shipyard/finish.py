"""What makes a rendered folder a project: files that go, the release tool, and the first commit.

The post-gen hook calls this inside the new folder. An interpreter starts for that, so this module
imports little.
"""

from __future__ import annotations

import os
import sys

from . import filters, folders, next_steps, vendor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION_FILE = "src/{package_name}/_version.py"
# What each file that needs the version has to hold, so that it reads that one.
VERSION_READERS = {
    "setup.py": VERSION_FILE,
    "src/{package_name}/__init__.py": "from ._version import __version__",
    "pyproject.toml": f'version-file = "{VERSION_FILE}"',
}
# Which paths belong to one choice of a question, and go when another was chosen. The names in
# braces are answers.
ONLY_FOR = {
    ("ci", "github"): (".github",),
    ("ci", "gitlab"): (".gitlab-ci.yml", "renovate.json"),
    ("docs", "sphinx"): (".readthedocs.yaml", "docs"),
    ("command_line", "click"): (
        "src/{package_name}/__main__.py",
        "src/{package_name}/cli.py",
        "tests/test_cli.py",
    ),
}
# What running the template's own tools, or installing them, leaves between its files.
LEFTOVERS = "__pycache__"
# An author with this address is the example that the questions show, and nobody.
EXAMPLE_EMAIL = "you@example.com"
# git reads more variables, and inside its own hooks they name another repository. Only these stay.
KEPT = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG", "GIT_EXEC_PATH", "GIT_SSL_")
# The first commit is the same everywhere: it uses no hook, signature, filter or helper of the user.
SETTINGS = {
    "init.defaultBranch": "main",
    "user.useConfigOnly": "true",
    "core.hooksPath": os.devnull,
    "core.excludesFile": os.devnull,
    "core.attributesFile": os.devnull,
    "core.fsmonitor": "false",
    "core.safecrlf": "false",
    "core.autocrlf": "false",
    "commit.gpgSign": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
}


def unwanted(answers: Mapping[str, str]) -> list[str]:
    """Return the paths of choices that were not made."""
    found: list[str] = []
    for (question, choice), paths in ONLY_FOR.items():
        if answers[question] != choice:
            found.extend(path.format(**answers) for path in paths)
    return found


def remove_unwanted(answers: Mapping[str, str]) -> None:
    """Remove the files of choices that were not made."""
    for path in unwanted(answers):
        folders.remove(path)
    for folder, inside, _ in os.walk("."):
        if LEFTOVERS in inside:
            inside.remove(LEFTOVERS)
            folders.remove(os.path.join(folder, LEFTOVERS))


def wire(answers: Mapping[str, str]) -> list[str]:
    """Copy the release tool into the project, and check that everything reads one version.

    Return one line for each thing that went wrong.
    """
    return [*_add_release_tool(), *_version_problems(answers)]


def _add_release_tool() -> list[str]:
    try:
        vendor.vendor(os.getcwd())
    except OSError as error:
        return [f"The release tool could not be copied to tools/: {error}. Generate it again."]
    return []


def _version_problems(answers: Mapping[str, str]) -> list[str]:
    version_file = VERSION_FILE.format(**answers)
    line = f"__version__ = {filters.python(answers['version'])}"
    problems = []
    if line not in _text(version_file):
        problems.append(f"{version_file} does not say the version: write {line} there.")
    for reader, needed in VERSION_READERS.items():
        path = reader.format(**answers)
        text = needed.format(**answers)
        if text not in _text(path):
            problems.append(
                f"{path} does not take the version from {version_file}: write {text} there."
            )
    return problems


def _text(path: str) -> str:
    """Return what a file holds, and nothing when it cannot be read."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return ""


def make_repository(answers: Mapping[str, str]) -> str:
    """Make a git repository with one first commit; return what there is to know, or nothing.

    A git that does not know its user commits with the author of the answers.
    """
    around = _work_tree_around(os.getcwd())
    try:
        if around:
            return _note_inside(around, answers)
        wrong = _first_commit(answers)
    except OSError:
        wrong = next_steps.NO_GIT
    if wrong == next_steps.UNKNOWN and _has_author(answers):
        return f"{wrong}: the first commit has those of the author."
    if wrong:
        folders.remove(".git")
        return f"{next_steps.NO_REPOSITORY}: {wrong}."
    return ""


def _note_inside(around: str, answers: Mapping[str, str]) -> str:
    """Return what there is to know of a project inside the work tree `around`."""
    note = f"{next_steps.NO_REPOSITORY}: {next_steps.INSIDE} {around}."
    if answers["ci"] != "none":
        # A host reads the files of pipelines at the top of a repository alone.
        note = f"{note} Pipelines run only from its top."
    try:
        _, errors = _git("var", "GIT_COMMITTER_IDENT")
    except OSError:
        return f"{note} {next_steps.NO_GIT.capitalize()}."
    return f"{note} Also, {next_steps.UNKNOWN}." if "user." in errors else note


def _has_author(answers: Mapping[str, str]) -> bool:
    return answers["author_email"] != EXAMPLE_EMAIL


def say(lines: list[str]) -> None:
    """Print `lines`.

    The project is whole even when nobody can read them, or when the terminal lacks their letters.
    """
    try:
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        print("\n".join(lines), flush=True)
    except (AttributeError, OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # Or the interpreter would fail when it ends.


def git_environment() -> dict[str, str]:
    """Return this process's environment without what would make another repository ours."""
    return {
        name: value
        for name, value in os.environ.items()
        if name.startswith(KEPT) or name[:4] != "GIT_"
    }


def _work_tree_around(folder: str) -> str:
    above = os.path.dirname(folder)
    while above != folder:
        folder = above
        above = os.path.dirname(folder)
        if os.path.exists(os.path.join(folder, ".git")):
            return folder
    return ""


def _first_commit(answers: Mapping[str, str]) -> str:
    """Make the repository and its first commit; return what went wrong, or nothing.

    Where git does not know its user, that is returned, and the author of the answers commits.
    """
    commit = ("commit", "--quiet", "--message", f"Start {answers['project_name']} with Shipyard")
    for command in (("init", "--quiet", "--template="), ("add", "--all"), commit):
        status, errors = _git(*command)
        if status and "user." in errors:
            return _commit_as_author(commit, answers) or next_steps.UNKNOWN
        if status:
            return _reason(command, status, errors)
    return ""


def _commit_as_author(commit: tuple[str, ...], answers: Mapping[str, str]) -> str:
    """Commit with the author of the answers, if there is one; return what went wrong."""
    if not _has_author(answers):
        return ""
    author = {"user.name": answers["author_name"], "user.email": answers["author_email"]}
    status, errors = _git(*commit, more=author)
    return _reason(commit, status, errors) if status else ""


def _reason(command: tuple[str, ...], status: int, errors: str) -> str:
    said = errors.strip().splitlines()[-1] if errors.strip() else status
    return f"git {command[0]} said: {said}"


def _git(*arguments: str, more: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run git, with `more` settings; return its exit status and what it said of errors."""
    command = ["git"]
    for name, value in {**SETTINGS, **(more or {})}.items():
        command += ["-c", f"{name}={value}"]
    command += arguments
    if hasattr(os, "posix_spawnp"):
        return _spawn(command, git_environment())
    # Loading this takes longer than all that git does here, so it is only for systems like Windows.
    import subprocess

    done = subprocess.run(
        command, capture_output=True, check=False, env=git_environment(), stdin=subprocess.DEVNULL
    )
    return done.returncode, done.stderr.decode("utf-8", "replace")


def _spawn(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
    reading, writing = os.pipe()
    redirections = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_DUP2, writing, 2),
    ]
    with open(reading, encoding="utf-8", errors="replace") as errors:
        try:
            process = os.posix_spawnp(command[0], command, environment, file_actions=redirections)
        finally:
            os.close(writing)
        said = errors.read()
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), said
