"""The days after the first: the example goes, own code comes, and the project stays true."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from testkit.index import serve
from testkit.running import attempt, needed, run
from tests.generated.test_updates import (
    ADDRESS,
    code_and_template,
    commit,
    edit,
    published,
    write,
)

INIT = '''"""Tides."""

from ._version import __version__

__all__ = ["__version__"]
'''
# What a beginner writes: no docstring, no type, a number, and an example in the second function.
MODULE = '''def is_late(hour):
    return hour > 12


def half(hours):
    """Halve.

    >>> half(6)
    3.0
    """
    return hours / 2
'''
TEST = (
    "from my_package.hours import is_late\n\n\ndef test_it():\n    assert is_late(13)\n"
)
EXAMPLE = ("src/my_package/example.py", "tests/test_example.py")
COMMAND = '''"""Hours."""

import json
import sys
from importlib.resources import files

import attrs
import yaml


@attrs.define
class Hours:
    """Some hours."""

    numbers: list[int]


def main() -> None:
    """Print the hours."""
    text = files("my_package").joinpath("hours.json").read_text(encoding="utf-8")
    sys.stdout.write(json.dumps(Hours(yaml.safe_load(text)).numbers) + "\\n")
'''
TEST_OF_COMMAND = '''"""The hours."""

import pytest

from my_package.hours import main


def test_prints(capsys: pytest.CaptureFixture[str]) -> None:
    """The data file is read."""
    main()
    assert capsys.readouterr().out == "[1]\\n"
'''
TEXTS = {
    "README.md": {
        r"```pycon.*?```": "```pycon\n>>> from my_package.hours import half\n>>> half(4)\n2.0\n```",
        "A small Python package.": "Tides.",
    },
    "setup.py": {"A small Python package.": "Tides."},
    "CHANGELOG.md": {"First release.": "Halves of hours."},
}


def replace(project: Path, name: str, old: str, new: str) -> None:
    """Change a text in a file; `old` is a regular expression."""
    path = project / name
    text, count = re.subn(
        old, lambda _: new, path.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    assert count, f"{name} no longer has {old}"
    path.write_text(text, encoding="utf-8")


def save(project: Path, message: str, env: dict[str, str]) -> None:
    """Commit what git does not ignore."""
    run(project, "git", "add", "--all", env=env)
    run(project, "git", "commit", "--quiet", "-m", message, env=env)


def add_code(project: Path) -> None:
    """Write the first own function, its test, and what README says of it."""
    (project / "src/my_package/hours.py").write_text(MODULE, encoding="utf-8")
    (project / "tests/test_hours.py").write_text(TEST, encoding="utf-8")


PYTHON = f"PYTHON={sys.executable}"


NEWER = ('    "3.15": "2031-10",\n', '    "3.15": "2031-10",\n    "3.16": "2032-10",\n')
"""What a new Python changes in the template's table of them."""


@pytest.mark.slow
def test_a_strangers_second_day(own, tmp_path):
    """The example goes, code and a dependency come, a release and an update follow, all green."""
    own = published(tmp_path, own)
    template = tmp_path / "template"
    write(template, code_and_template())
    run(template, "git", "init", "--quiet", env=own)
    commit(template, "Old", own)
    words = ("--no-input", ADDRESS, "author_email=a@example.com")
    run(tmp_path, sys.executable, "-m", "cookiecutter", *words, env=own)
    project = tmp_path / "my-package"

    delete(project, own)
    add_and_depend(project, own)
    measure_the_same(project, own)
    with serve(tmp_path / "index") as index:
        (tmp_path / ".pypirc").write_text(index.pypirc("company"))
        release(project, own)
        assert len(index.files) == 2
    edit(template, own, "shipyard/pythons.py", *NEWER)
    update(project, own)


def delete(project: Path, env: dict[str, str]) -> None:
    """Delete the example as its docstring says, and README's use of it only afterwards."""
    run(project, "git", "rm", "--quiet", *EXAMPLE, env=env)
    (project / "src/my_package/__init__.py").write_text(INIT, encoding="utf-8")
    stale = attempt(project, "make", "check", PYTHON, env=env)
    replace(project, "README.md", r"```pycon.*?```", "```pycon\n```")
    empty = run(project, "make", "check", PYTHON, env=env)
    save(project, "Delete the example", env)
    rehearsed = run(project, "make", "rehearse", PYTHON, env=env)

    assert stale.returncode == 2
    assert "README.md" in stale.stdout
    assert "There are no tests yet." in empty
    assert "The rehearsal succeeded." in rehearsed


def add_and_depend(project: Path, env: dict[str, str]) -> None:
    """Write the first own code with a dependency, format it, and let it be checked."""
    add_code(project)
    for name, texts in TEXTS.items():
        for old, new in texts.items():
            replace(project, name, old, new)
    replace(
        project,
        "setup.py",
        r"install_requires=\[\]",
        'install_requires=["colorama>=0.4"]',
    )
    module = project / "src/my_package/hours.py"
    ugly = f"import colorama\n\n\n{MODULE}    print( colorama, nobody )\n"
    module.write_text(ugly, encoding="utf-8")
    formatted = attempt(project, "make", "format", PYTHON, env=env)

    assert formatted.returncode == 2
    assert "F821" in formatted.stdout
    assert "print(colorama, nobody)" in module.read_text(encoding="utf-8")
    replace(
        project,
        "src/my_package/hours.py",
        r"    print\(.*",
        "\nRED = colorama.Fore.RED\n",
    )
    run(project, "make", "format", PYTHON, env=env)


def measure_the_same(project: Path, env: dict[str, str]) -> None:
    """What only the example of a docstring reaches counts here and on the wheel."""
    checked = run(project, "make", "check", PYTHON, env=env)
    save(project, "Halve hours", env)
    wheel = run(project, "make", "build", "test-wheel", PYTHON, env=env)

    assert "3 passed" in checked
    assert "100%" in checked
    assert re.findall("TOTAL.*", checked) == re.findall("TOTAL.*", wheel)


def release(project: Path, env: dict[str, str]) -> None:
    """Make the first release, into an index of one's own."""
    remote = project.with_name("remote.git")
    run(
        project,
        "git",
        "init",
        "--quiet",
        "--bare",
        "--initial-branch=main",
        remote,
        env=env,
    )
    run(project, "git", "remote", "add", "origin", remote, env=env)
    run(project, "make", "release", "TO=company", "YES=1", PYTHON, env=env)

    assert "0.1.0" in run(project, "git", "tag", env=env)


def update(project: Path, env: dict[str, str]) -> None:
    """Take a later change of the template; what is one's own stays."""
    run(project, needed("cruft"), "update", "--skip-apply-ask", env=env)
    setup = (project / "setup.py").read_text(encoding="utf-8")

    assert "Python :: 3.16" in setup
    assert "colorama" in setup
    assert not (project / "tests/test_example.py").exists()
    assert "3 passed" in run(project, "make", "check", PYTHON, env=env)


def test_a_beginners_function_passes_the_standard_checks(make_project, own):
    """Three lines without docstring, type or name for a number are allowed, and an error is not."""
    project = make_project(project_name="my-package")
    add_code(project)
    module = project / "src/my_package/hours.py"

    for words in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]):
        run(project, needed(words[0]), *words[1:], env=own)
    module.write_text(
        f"{MODULE}\n\ndef late():\n    return is_lat(13)\n", encoding="utf-8"
    )
    assert "F821" in attempt(project, needed("ruff"), "check", env=own).stdout
    module.write_text(
        f"{MODULE}\n\ndef late() -> int:\n    return 'no'\n", encoding="utf-8"
    )
    assert "[return-value]" in attempt(project, needed("mypy"), env=own).stdout


@pytest.mark.parametrize(
    "others", [{}, {"docs": "sphinx", "package_name": "My_Package"}]
)
@pytest.mark.parametrize(
    ("here", "there"), [("standard", "strict"), ("strict", "standard")]
)
def test_contributing_leads_to_the_other_strictness(generate, here, there, others):
    """The settings that CONTRIBUTING shows make one kind of project the other kind."""
    project = generate(strictness=here, **others)
    text = (project / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition("## How strict the checks are")[2].partition("\n## ")[0]
    [shown] = re.findall(r"```toml\n(.*?)```", section, re.DOTALL)
    settings = tools(project)
    if here == "strict":
        del settings["ruff"]["lint"]["per-file-ignores"]
    merge(settings, tomllib.loads(shown)["tool"])
    expected = tools(generate(strictness=there, **others))
    if there == "standard":
        expected["ruff"]["lint"]["ignore"] = []
    else:
        expected["mypy"]["disable_error_code"] = []
        docs = settings["ruff"]["lint"]["per-file-ignores"].get(
            "docs/conf.py", ["A001"]
        )
        docs.remove("A001")  # a comment in the file says it there

    assert settings == expected


@pytest.mark.slow
@pytest.mark.parametrize("docs", ["none", "sphinx"])
def test_a_fresh_project_is_ready_to_be_strict(make_project, generate, own, docs):
    """With the strict settings, as CONTRIBUTING shows them, a standard project has no finding."""
    project = make_project(strictness="standard", docs=docs)
    name = project.name
    strict = generate(strictness="strict", docs=docs, project_name=name)
    settings = (strict / "pyproject.toml").read_text(encoding="utf-8")
    # A strict project says this in the file itself, and CONTRIBUTING of the other one in settings.
    settings = settings.replace('"docs/conf.py" = [', '"docs/conf.py" = [\n  "A001",')
    (project / "pyproject.toml").write_text(settings, encoding="utf-8")

    for words in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]):
        run(project, needed(words[0]), *words[1:], env=own)


def test_a_dependency_without_stubs_is_named(make_project, own):
    """A strict mypy refuses what has no types, and no more once its name is where it is written."""
    project = make_project(project_name="my-package", strictness="strict")
    (project / "src/my_package/rating.py").write_text(
        '"""Rates."""\n\nimport pyroma\n\nRATE = pyroma.run\n', encoding="utf-8"
    )
    before = attempt(project, needed("mypy"), env=own)
    contributing = (project / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [recipe] = re.findall(
        r"```toml\n(\[\[tool.mypy.overrides.*?)```", contributing, re.DOTALL
    )
    with (project / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + recipe.replace("NAME", "pyroma"))

    assert "[import-untyped]" in before.stdout
    run(project, needed("mypy"), env=own)


def test_another_command_stands_beside_the_first(generate):
    """What CONTRIBUTING says of one fits a setup.py that has a command already."""
    project = generate(project_name="my-package", command_line="click")
    text = (project / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipe = re.search(
        r"^\| another command \| add `(.*?)` to `console_scripts`", text, re.MULTILINE
    )
    assert recipe
    replace(
        project,
        "setup.py",
        r'"console_scripts": \[\n',
        f'"console_scripts": [\n{recipe[1]}\n',
    )
    tree = ast.parse((project / "setup.py").read_text(encoding="utf-8"))
    [entries] = [
        ast.literal_eval(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "entry_points"
    ]

    assert entries["console_scripts"] == [
        "NAME = my_package.MODULE:FUNCTION",
        "my-package = my_package.cli:main",
    ]


def tools(project: Path) -> dict[str, Any]:
    """Return the settings of the tools in pyproject.toml."""
    found = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))[
        "tool"
    ]
    assert isinstance(found, dict)
    return found


def merge(settings: dict[str, Any], others: dict[str, Any]) -> None:
    """Put other values in the place of the same settings."""
    for name, value in others.items():
        if isinstance(value, dict):
            merge(settings.setdefault(name, {}), value)
        else:
            settings[name] = value


def test_each_rule_has_a_reason(project):
    """Each family of rules that is chosen by name says beside it what it finds."""
    text = (project / "pyproject.toml").read_text(encoding="utf-8")
    selected = text.partition("select = [")[2].partition("]")[0].strip().splitlines()

    assert len(selected) > 5
    assert [
        line for line in selected if not re.match(r'\s*"\w+",\s+# \w.{10}', line)
    ] == []


@pytest.mark.parametrize("version", ["65.5.0", "76.1.0", None])
def test_an_old_setuptools_is_one_line(make_project, own, tmp_path, version):
    """`python setup.py sdist`, as the guide says, tells what to type for a newer setuptools."""
    project = make_project()
    words = [sys.executable, "-S", "setup.py", "sdist"]
    if version:
        folder = tmp_path / "old" / "setuptools"
        folder.mkdir(parents=True)
        names = "def setup(**_): raise SystemError\ndef find_packages(_): return []\n"
        (folder / "__init__.py").write_text(f"__version__ = {version!r}\n{names}")
    done = attempt(project, *words, env=own | {"PYTHONPATH": str(tmp_path / "old")})

    assert done.returncode == 1
    assert done.stdout == (
        "setup.py needs setuptools 77.0.3 or newer: python -m pip install --upgrade setuptools\n"
    )


@pytest.mark.parametrize(
    ("change", "told", "remedy"),
    [
        ((r"    keywords=.*?\n", ""), "no `keywords`, and", "Take it out there"),
        (
            (r"setup\(\n", 'setup(\n maintainer="B",\n'),
            "`maintainer`, and",
            "Add it to `dynamic`",
        ),
    ],
)
def test_a_field_that_is_in_one_file_alone_is_one_line(
    make_project, own, change, told, remedy
):
    """The next command names it, and what to do, before setuptools could fail or lose it."""
    project = make_project()
    replace(project, "setup.py", *change)
    done = attempt(project, "make", "install", PYTHON, env=own)

    assert done.returncode == 2
    [line] = [line for line in done.stdout.splitlines() if line.startswith("setup.py")]
    assert line.startswith(f"setup.py has {told} pyproject.toml ")
    assert line.endswith(f"{remedy}, and commit that: pyproject.toml")
    assert "Traceback" not in done.stdout


@pytest.mark.slow
def test_the_recipes_of_contributing_work(make_project, own):
    """A dependency, stubs, a data file, a command and another field, added as it is written."""
    project = make_project(project_name="my-package", strictness="strict")
    text = (project / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipes = re.findall(r"^\| (?:a|types|another) .*\|$", text, re.MULTILINE)
    command = re.search(r"`(entry_points=.*?)`", text)
    assert len(recipes) == 5
    assert command
    entry = command[1].replace("NAME", "half").replace("MODULE:FUNCTION", "hours:main")
    for old, new in {
        r"install_requires=\[\]": f'install_requires=["attrs>=23.1", "pyyaml>=6"],\n    {entry}',
        r'"py.typed"\]': '"py.typed", "*.json"]',
        r"setup\(\n": 'setup(\n    maintainer="B",\n',
    }.items():
        replace(project, "setup.py", old, new)
    replace(project, "pyproject.toml", r"\nlint = \[", '\nlint = [\n  "types-pyyaml",')
    replace(project, "pyproject.toml", r'"license",', '"license", "maintainers",')
    (project / "src/my_package/hours.json").write_text("[1]\n", encoding="utf-8")
    (project / "src/my_package/hours.py").write_text(COMMAND, encoding="utf-8")
    (project / "tests/test_hours.py").write_text(TEST_OF_COMMAND, encoding="utf-8")
    run(project, "make", "format", PYTHON, env=own)
    run(project, "make", "check", PYTHON, env=own)
    save(project, "Add", own)
    run(project, "make", "build", PYTHON, env=own)

    [wheel] = project.glob("dist/*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        [metadata] = [name for name in names if name.endswith("METADATA")]
        fields = archive.read(metadata).decode()
    assert "my_package/hours.json" in names
    assert "Maintainer: B" in fields
    assert run(project, sys.executable, "tools/run.py", "half", env=own) == "[1]\n"
