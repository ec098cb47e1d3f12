"""Which files a generated project has, and how much there is to read."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from shipyard.project import record
from testkit.running import needed, run
from testkit.shell import DEFAULTS

# What tools/ has of the project's own; the rest of it is the release tool.
STARTERS = {"tools/README.md", "tools/release.py", "tools/run.py"}
# What only some answers ask for.
OPTIONAL: dict[tuple[str, str], set[str]] = {
    ("ci", "github"): {
        ".github/dependabot.yml",
        ".github/workflows/release.yml",
        ".github/workflows/tests.yml",
    },
    ("ci", "gitlab"): {".gitlab-ci.yml", "renovate.json"},
    ("ci", "none"): set(),
    ("docs", "sphinx"): {
        ".readthedocs.yaml",
        "docs/api.md",
        "docs/changelog.md",
        "docs/conf.py",
        "docs/index.md",
    },
    ("command_line", "click"): {
        "src/my_package/__main__.py",
        "src/my_package/cli.py",
        "tests/test_cli.py",
    },
}
HERE_FOR_EVERYBODY = {
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    ".pre-commit-config.yaml",
    "AGENTS.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "MANIFEST.in",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "pyproject.toml",
    "setup.py",
    "src/my_package/__init__.py",
    "src/my_package/_version.py",
    "src/my_package/example.py",
    "src/my_package/py.typed",
    "tests/test_example.py",
    "tests/test_readme.py",
}


def tracked(project: Path, env: dict[str, str]) -> set[str]:
    """The files of the first commit.

    Without .cruft.json, which is there if this clone is one that others can fetch.
    """
    return set(run(project, "git", "ls-files", env=env).splitlines()) - {".cruft.json"}


@pytest.mark.parametrize(("question", "choice"), OPTIONAL)
def test_every_file_is_there_for_an_answer(generate, env, question, choice):
    """A project has the files that everybody gets, those of its choices, the tool, and no other."""
    files = tracked(generate(**({"ci": "none"} | {question: choice})), env)
    expected = HERE_FOR_EVERYBODY | OPTIONAL[question, choice]

    assert {name for name in files if not name.startswith("tools/")} == expected
    assert {
        name for name in files if name.count("/") == 1 and name.startswith("tools/")
    } == STARTERS
    assert {
        name.split("/")[1] for name in files - STARTERS if name.startswith("tools/")
    } == {"shipyard_release"}


def test_the_first_commit_holds_everything(project, env):
    """Nothing generated is ignored or left out of the first commit, and no folder is empty."""

    assert run(project, "git", "status", "--porcelain", "--ignored", env=env) == ""
    assert [path for path in project.glob("[!.]*/**/") if not any(path.iterdir())] == []


IGNORED = [
    *(
        ".DS_Store",
        "src/my_package/.DS_Store",
        "Thumbs.db",
        ".idea/x",
        ".vscode/x",
        ".x.swp",
    ),
    *(
        "x.py~",
        ".env",
        ".env.local",
        "sub/.env",
        ".envrc",
        ".pypirc",
        "venv/x",
        "env/x",
    ),
    *(
        ".venv/x",
        ".venv3/x",
        "build/x",
        "dist/x",
        "x.egg-info/x",
        "htmlcov/x",
        ".coverage",
    ),
    *(".coverage.host.1", "coverage.xml", "x.pyc", "__pycache__/x", ".tox/x", ".nox/x"),
    *(".hypothesis/x", ".ipynb_checkpoints/x", ".mypy_cache/x", ".pytest_cache/x"),
    *(".ruff_cache/x", "uv.lock", ".release/x"),
]
NOT_IGNORED = [
    *(".env.example", ".coveragerc", ".python-version", "src/my_package/data.csv"),
    *(
        "src/my_package/env/x.py",
        "src/my_package/htmlcov/x.py",
        "tests/data/coverage.xml",
    ),
    *("docs/index.md", "notes.log"),
]


def test_git_ignores_what_real_folders_have(project, env):
    """Editors, systems, environments and secrets leave nothing to commit; code is never ignored."""
    shown = run(
        project,
        *("git", "check-ignore", "--no-index", "--verbose", "--non-matching"),
        *(*IGNORED, *NOT_IGNORED),
        env=env,
    )
    left = []
    for line in shown.splitlines():
        pattern, name = line.split("\t")
        if pattern == "::" or ":!" in pattern:
            left.append(name)

    assert sorted(left) == sorted(NOT_IGNORED)


def test_the_project_is_small(project, env):
    """Outside tools/ the default project has at most 24 files and 920 lines.

    Where the template can be fetched again, .cruft.json is one of them, and CONTRIBUTING says so.
    """
    files = tracked(project, env)
    own = [name for name in files if not name.startswith("tools/")]
    texts = [(project / name).read_text(encoding="utf-8") for name in own]
    texts.append(
        record.text(record.Source("https://example.com/x", "1" * 40), DEFAULTS) + "\n"
    )
    promise = (
        0 if "cruft" in (project / "CONTRIBUTING.md").read_text(encoding="utf-8") else 2
    )

    assert len(texts) <= 24
    assert sum(text.count("\n") for text in texts) + promise <= 920


def test_text_files_are_clean(project, env):
    """No template mark is left, every file ends with one newline, and no line with a space."""
    for name in tracked(project, env):
        if name.endswith("/py.typed"):
            continue  # it has to be empty
        text = (project / name).read_text(encoding="utf-8")

        mark = re.search(r"(?<!\$)\{\{|\{%|cookiecutter\.", text)
        assert name.startswith("tools/shipyard_release/") or not mark, name
        assert text.endswith("\n"), name
        assert not text.endswith("\n\n"), name
        assert not re.search(r"[ \t]$", text, re.MULTILINE), name


def test_configuration_is_what_its_format_asks_for(project, env):
    """Every TOML and YAML file parses."""
    for name in tracked(project, env):
        text = (project / name).read_text(encoding="utf-8")
        if name.endswith(".toml"):
            assert tomllib.loads(text)
        if name.endswith((".yml", ".yaml")):
            assert yaml.safe_load(text)


def test_git_finds_nothing_wrong_with_whitespace(project, env):
    """`git diff --check` has no complaint about any line of the first commit."""
    empty = run(
        project, "git", "hash-object", "-t", "tree", "/dev/null", env=env
    ).strip()
    done = subprocess.run(
        ["git", "diff", "--check", empty, "HEAD"], cwd=project, env=env, check=False
    )

    assert done.returncode == 0


@pytest.mark.parametrize("ci", ["github", "gitlab"])
def test_no_year_makes_a_sentence_false(generate, env, ci):
    """Outside tools/ only a copyright tells a year, and nothing is said to be unfinished today."""
    project = generate(ci=ci, version="0.1.0", docs="sphinx", command_line="click")
    lines = [
        line
        for name in tracked(project, env)
        if not name.startswith("tools/")
        for line in (project / name).read_text(encoding="utf-8").splitlines()
    ]
    dated = [line for line in lines if re.search(r"(?<![\w.>=])20[2-9]\d\b", line)]

    assert len(lines) > 800
    assert [line for line in dated if not line.lower().startswith("copyright")] == []
    passing = r"not finished|not final yet|currently|nowadays|at the moment|soon\b"
    assert not re.search(passing, "\n".join(lines))


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("0.1.0", True),
        ("1.0rc1", True),
        ("2026.11", False),
        ("1!2026.11.0", False),
        ("20.1", True),
    ],
)
def test_a_dated_version_is_not_called_semantic(generate, version, expected):
    """The changelog speaks of Semantic Versioning where the version's numbers can mean that."""
    text = (generate(version=version) / "CHANGELOG.md").read_text(encoding="utf-8")

    assert ("Semantic Versioning" in text) == expected
    assert ("Versions begin with their year." in text) == (not expected)
    assert "keepachangelog.com/en/1.1.0/)" in text


@pytest.mark.parametrize("name", ["x", "a-name-of-some-length", "n" * 64, "CamelCase"])
def test_names_of_any_length_and_case_are_formatted(generate, env, name):
    """The project's own linter and formatter find nothing, however long the name is."""
    package = name.replace("-", "_")
    project = generate(
        project_name=name, package_name=package, docs="sphinx", command_line="click"
    )
    run(project, needed("ruff"), "check", "--quiet", env=env)

    assert "already formatted" in run(
        project, needed("ruff"), "format", "--check", env=env
    )


@pytest.mark.parametrize(
    ("off", "words"),
    [
        ("ci=none", "github/|gitlab-ci|zizmor|pipeline|dependabot|renovate"),
        ("docs=none", "sphinx|furo|myst|readthedocs|website|docs/"),
        ("command_line=none", r"click|cli\b|__main__"),
        ("publish_from=local", "trusted.publisher|publisher\\]"),
    ],
)
def test_an_option_that_is_off_leaves_no_trace(generate, env, off, words):
    """No file outside tools/ speaks of what was not chosen."""
    question, _, answer = off.partition("=")
    project = generate(**{question: answer})
    spoken = re.compile(f".*({words}).*", re.IGNORECASE)
    for name in tracked(project, env):
        if not name.startswith("tools/"):
            text = (project / name).read_text(encoding="utf-8")
            assert spoken.search(text) is None, name
