"""Read a generated project with each file's real parser, and compare it with the answers."""

from __future__ import annotations

import ast
import configparser
import json
import runpy
import subprocess
import sys
import tomllib
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from shipyard import derive
from shipyard.project import record

Answers = Mapping[str, str]


def differences(project: Path, answers: Answers) -> list[str]:
    """Return what is not as answered, or not a file of its kind; nothing when all is well."""
    found = [
        *metadata(project, answers),
        *prose(project, answers),
        *others(project, answers),
    ]
    for path in sorted(project.rglob("*")):
        if path.is_file() and ".git" not in path.relative_to(project).parts:
            found += unreadable(path)
    return found


def metadata(project: Path, answers: Answers) -> Iterator[str]:
    """Compare what `setup.py` tells setuptools."""
    module = ast.parse(project.joinpath("setup.py").read_text(encoding="utf-8"))
    call = next(
        node
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "setup"
    )
    told = {word.arg: word.value for word in call.keywords}
    name = ast.literal_eval(told["name"])
    if name != derive.spelled_name(answers):
        yield f"setup.py: name is {name!r}"
    for word, question in {
        "description": "description",
        "author": "author_name",
        "author_email": "author_email",
    }.items():
        value = ast.literal_eval(told[word])
        if value != answers[question]:
            yield f"setup.py: {word} is {value!r}"
    version_file = project / "src" / answers["package_name"] / "_version.py"
    version = runpy.run_path(str(version_file))["__version__"]
    if version != answers["version"]:
        yield f"_version.py: {version!r}"


def prose(project: Path, answers: Answers) -> Iterator[str]:
    """Compare what a reader of README, SECURITY and LICENSE sees."""
    readme = shown(project.joinpath("README.md").read_text(encoding="utf-8"))
    if readme[:2] != [answers["project_name"], answers["description"]]:
        yield f"README.md begins with {readme[:2]!r}"
    if answers["author_name"] not in readme[-1]:
        yield f"README.md ends with {readme[-1]!r}"
    if answers["author_email"] not in " ".join(
        shown(project.joinpath("SECURITY.md").read_text(encoding="utf-8"))
    ):
        yield "SECURITY.md has another address"
    licence = project.joinpath("LICENSE").read_text(encoding="utf-8").splitlines()
    if answers["license"] == "MIT" and not any(
        line.endswith(f" {answers['author_name']}") for line in licence
    ):
        yield "LICENSE has another holder"


def shown(markdown: str) -> list[str]:
    """Return the text of each block of a Markdown file as a reader sees it."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown)
    return [text_of(token.children or []) for token in tokens if token.type == "inline"]


def text_of(tokens: list[Token]) -> str:
    """Return what a reader sees of tokens: the end of a line in Markdown is a space."""
    return "".join(
        " " if token.type == "softbreak" else token.content for token in tokens
    )


def others(project: Path, answers: Answers) -> Iterator[str]:
    """Compare the other places, and look for traces of text that ran."""
    declared = tomllib.loads(
        project.joinpath("pyproject.toml").read_text(encoding="utf-8")
    )["project"]["name"]
    if declared != derive.spelled_name(answers):
        yield f"pyproject.toml: {declared!r}"
    origin = record.Source("https://example.com/template", "1" * 40)
    state = json.loads(record.text(origin, answers))["context"]["cookiecutter"]
    if state != answers:
        yield f".cruft.json: {state!r}"
    log = ["git", "log", "--format=%s"]
    commits = subprocess.run(
        log, cwd=project, capture_output=True, encoding="utf-8", check=True
    ).stdout
    if commits != f"Start {answers['project_name']} with Shipyard\n":
        yield f"git log: {commits!r}"
    for path in (*project.parent.rglob("*pwned*"), *Path.cwd().glob("*pwned*")):
        yield f"{path} was made by a text that ran"


def unreadable(path: Path) -> list[str]:
    """Return why this file is none of its kind, or nothing."""
    error = syntax_error(path.name, path.read_text(encoding="utf-8"))
    return [f"{path.name}: {error}"] if error else []


@cache
def syntax_error(name: str, text: str) -> str:
    """Return why a text does not fit the kind of its file, or nothing.

    Most files are the same in every project, such as those of the release tool.
    """
    suffix = Path(name).suffix
    try:
        match suffix:
            case ".py":
                with warnings.catch_warnings():
                    warnings.simplefilter("error")
                    compile(text, name, "exec")
            case ".toml":
                tomllib.loads(text)
            case ".yml" | ".yaml":
                yaml.safe_load(text)
            case ".json":
                json.loads(text)
        if name == ".editorconfig":
            configparser.ConfigParser().read_string(f"[top]\n{text}")
    except (
        SyntaxError,
        SyntaxWarning,
        ValueError,
        yaml.YAMLError,
        configparser.Error,
    ) as error:
        return str(error) or type(error).__name__
    return ""


def unclean(project: Path) -> str:
    """Return what the project's own linter and formatter say of it; nothing when all is well."""
    ruff = [sys.executable, "-m", "ruff"]
    places = ["setup.py", "src", "tests"]
    runs = [
        subprocess.run(
            [*ruff, *words, *places],
            cwd=project,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        for words in (
            ["check", "--quiet", "--no-cache"],
            ["format", "--diff", "--quiet", "--no-cache"],
        )
    ]
    return "".join(run.stdout + run.stderr for run in runs if run.returncode)
