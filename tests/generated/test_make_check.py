"""The generated project's own commands, run for real."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from testkit.baking import CHOICES
from testkit.running import MYPY_CACHE, attempt, path_of, pythons, run

pytestmark = pytest.mark.slow

UNREACHABLE = {
    "http_proxy": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9",
    "no_proxy": "",
}


def matrix() -> Iterator[Any]:
    """Each choice and each Python at least once, in as few projects as that takes."""
    values = {
        question: found
        for question, found in CHOICES.items()
        if question != "publish_from"
    }
    values["python_min"] = [
        version for version in pythons() if version in CHOICES["python_min"]
    ]
    for row in range(max(map(len, values.values()))):
        answers = {
            question: found[row % len(found)] for question, found in values.items()
        }
        answers["publish_from"] = "local" if answers["ci"] == "none" else "ci"
        marks = pytest.mark.story if row == 0 else ()
        yield pytest.param(answers, id="-".join(answers.values()), marks=marks)


@pytest.mark.parametrize("answers", list(matrix()))
def test_make_check_passes(make_project, own, answers):
    """A fresh project passes its check on its oldest Python, and format changes nothing."""
    project = make_project(**answers)
    python = answers["python_min"]
    own |= {"MYPY_CACHE_DIR": str(MYPY_CACHE / python)}
    targets = ["check", "format"] + ["docs"] * (answers["docs"] == "sphinx")
    printed = run(project, "make", *targets, f"PYTHON={pythons()[python]}", env=own)

    assert "100%" in printed
    assert run(project, "git", "status", "--porcelain", env=own) == ""


@pytest.fixture(name="shared", scope="module")
def _shared(generate):
    """A project that the defaults make."""
    return generate()


@pytest.fixture(name="installed")
def _installed(shared, own):
    """That project with its environment, which no test changes; what a test edits is put back."""
    run(shared, "make", "install", f"PYTHON={sys.executable}", env=own)
    yield shared
    run(shared, "git", "reset", "--quiet", "--hard", env=own)
    run(
        shared,
        "git",
        "clean",
        "-fdxq",
        "--exclude=.venv",
        "--exclude=.venv.lock",
        env=own,
    )


def test_make_without_uv_and_without_a_network(make_project, env, tmp_path):
    """With venv and pip alone, in a folder with a space, a network is needed once.

    What a person tells pip about other installations does not count here.
    """
    project = Path(shutil.move(make_project(), tmp_path / "a folder"))
    elsewhere = {
        "PIP_TARGET": str(tmp_path / "elsewhere"),
        "PIP_USER": "1",
        "PIP_PREFIX": "/",
    }
    own = env | elsewhere | {"PATH": path_of(tmp_path / "bin", "git")}
    run(project, "make", "test", f"PYTHON={sys.executable}", env=own)
    with (project / "setup.py").open("a", encoding="utf-8") as file:
        file.write("# Changed.\n")
    printed = run(
        project, "make", "check", env=own | UNREACHABLE | {"PIP_NO_INDEX": "1"}
    )

    assert printed.count("Updating .venv\n") == 1
    assert "100%" in printed
    assert not (tmp_path / "elsewhere").exists()


def test_pip_installs_what_uv_cannot(make_project, own, tmp_path):
    """When uv cannot reach the index, pip gets its turn, and says what comes of it."""
    project = make_project()
    declared = project / "pyproject.toml"
    text = declared.read_text(encoding="utf-8")
    for group in ("lint", "test"):  # one package is enough
        text = text.replace(f'  {{ include-group = "{group}" }},\n', "")
    declared.write_text(text, encoding="utf-8")
    cut_off = {"UV_OFFLINE": "1", "UV_CACHE_DIR": str(tmp_path / "empty")}
    printed = run(
        project, "make", "install", f"PYTHON={sys.executable}", env=own | cut_off
    )

    assert "uv could not install this; trying with pip" in printed
    assert run(project, "make", "install", f"PYTHON={sys.executable}", env=own) == ""


def test_an_interrupted_installation_starts_over(make_project, own):
    """An unfinished environment is created again; a finished one is only updated."""
    project = make_project()
    (project / ".venv").mkdir()
    (project / ".venv" / "half").touch()
    install = ("make", "install", f"PYTHON={sys.executable}")
    run(project, *install, env=own)
    (project / ".venv" / "whole").touch()

    assert not (project / ".venv" / "half").exists()
    with (project / "setup.py").open("a", encoding="utf-8") as file:
        file.write("# Changed.\n")
    assert run(project, *install, env=own) == "Updating .venv\n"
    assert (project / ".venv" / "whole").exists()
    assert run(project, *install, env=own) == ""


@pytest.mark.xdist_group("installed")
def test_the_content_counts_and_not_the_date(installed, own):
    """git gives a file that it restores a new date; that alone installs nothing."""
    for name in ("setup.py", "pyproject.toml"):
        os.utime(installed / name, (2**31, 2**31))

    assert run(installed, "make", "install", f"PYTHON={sys.executable}", env=own) == ""


def test_two_terminals_make_an_environment_once(make_project, own, tmp_path):
    """A command that finds another one at work on .venv waits, and then uses what it made.

    Each terminal has a cache of its own for mypy: two of its processes that fill one at the same
    time end with mypy's internal error now and then, whatever the environment is.
    """
    project = make_project()
    commands = {"one": ("-j3", "check"), "other": ("-j2", "lint", "typecheck")}
    for name in commands:
        if MYPY_CACHE.exists():  # it knows the standard library by now
            shutil.copytree(MYPY_CACHE, tmp_path / name)
    with ThreadPoolExecutor() as pool:
        terminals = [
            pool.submit(
                run,
                project,
                "make",
                f"PYTHON={sys.executable}",
                *words,
                env=own | {"MYPY_CACHE_DIR": str(tmp_path / name)},
            )
            for name, words in commands.items()
        ]
    printed = "".join(terminal.result() for terminal in terminals)

    assert printed.count("Creating .venv") == 1
    assert printed.count("Waiting for another command") == 1
    assert "Updating" not in printed
    assert printed.count("Success: no issues found") == 2
    assert printed.count("6 passed") == 1


@pytest.mark.skipif(len(pythons()) < 2, reason="there is one Python on this machine")
def test_another_python_makes_the_environment_anew(make_project, own):
    """An explicit `make install PYTHON=` replaces an environment of another Python."""
    project = make_project(python_min="3.10")
    one, other = list(pythons().items())[:2]
    ask = ("make", "--silent", "test", f"PYTHON={one[1]}")
    run(project, "make", "install", f"PYTHON={one[1]}", env=own)
    printed = run(project, "make", "install", f"PYTHON={other[1]}", env=own)

    assert "Creating .venv" in printed
    assert "Creating" not in run(project, *ask, env=own)
    assert version(project, own) == other[0]


def version(project: Path, env: dict[str, str]) -> str:
    """Return the version of the Python in .venv."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    return run(
        project, sys.executable, "tools/run.py", "python", "-c", code, env=env
    ).strip()


def test_stdout_belongs_to_the_program(make_project, own):
    """What makes the environment speaks on stderr, and the exit status is the program's."""
    project = make_project()
    code = "import sys; print(sys.prefix); sys.exit(7)"
    done = subprocess.run(
        [sys.executable, "tools/run.py", "python", "-c", code],
        cwd=project,
        env=own,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 7
    assert done.stdout == f"{project / '.venv'}\n"
    assert "Creating .venv" in done.stderr
    missing = attempt(project, sys.executable, "tools/run.py", "pytset", env=own)
    assert missing.returncode == 1
    assert missing.stdout.startswith('.venv has no program "pytset".')


@pytest.mark.xdist_group("installed")
def test_an_undeclared_import_fails(installed, own):
    """The release tool's packages are not in .venv, so an undeclared import of them fails."""
    module = installed / "src/my_package/example.py"
    text = module.read_text(encoding="utf-8")
    module.write_text(f"import filelock  # noqa: F401\n{text}", encoding="utf-8")
    done = attempt(installed, "make", "--keep-going", "check", env=own)

    assert done.returncode == 2
    assert "No module named 'filelock'" in done.stdout
    assert 'module named "filelock"' in done.stdout


def test_a_project_that_moves_gets_a_new_environment(make_project, own, tmp_path):
    """In a folder with another name `make` works as before, and installs once more for that."""
    project = make_project()
    run(project, "make", "install", f"PYTHON={sys.executable}", env=own)
    moved = project.rename(tmp_path / "moved")
    (moved / ".venv" / "old").touch()

    assert "6 passed" in run(moved, "make", "test", f"PYTHON={sys.executable}", env=own)
    assert not (moved / ".venv" / "old").exists()
    assert run(moved, "make", "install", f"PYTHON={sys.executable}", env=own) == ""


def test_a_new_dependency_is_installed_when_it_is_needed(make_project, own):
    """After a dependency was added to setup.py, the next command has it."""
    project = make_project()
    setup = project / "setup.py"
    text = setup.read_text(encoding="utf-8")
    run(project, "make", "install", f"PYTHON={sys.executable}", env=own)
    setup.write_text(
        text.replace("install_requires=[]", 'install_requires=["colorama"]'),
        encoding="utf-8",
    )
    test = project / "tests" / "test_new.py"
    test.write_text(
        "import colorama\n\n\ndef test_it():\n    assert colorama\n", encoding="utf-8"
    )

    assert "7 passed" in run(project, "make", "test", env=own)


def test_mistakes_are_found(make_project, own):
    """Each part of a strict `make check` fails on what it is there for."""
    project = make_project(strictness="strict")
    module = project / "src/harbour_log/example.py"
    good = module.read_text(encoding="utf-8")
    run(project, "make", "install", f"PYTHON={sys.executable}", env=own)
    for target, addition in {
        "lint": "import os\n",
        "typecheck": '\n\nNUMBER: int = "one"\n',
        "test": '\n\ndef unused() -> str:\n    """Return a letter."""\n    return "x"\n',
    }.items():
        module.write_text(good + addition, encoding="utf-8")
        done = attempt(project, "make", target, env=own)

        assert done.returncode == 2, f"{target}:\n{done.stdout}"
    module.write_text(
        good.replace('f"Hello', "f'Hello").replace('!"', "!'"), encoding="utf-8"
    )
    assert attempt(project, "make", "lint", env=own).returncode == 2
    run(project, "make", "format", env=own)
    assert module.read_text(encoding="utf-8") == good


@pytest.mark.xdist_group("installed")
def test_format_formats_although_a_finding_remains(installed, own):
    """What only a person can fix is reported at the end, and everything is formatted."""
    module = installed / "src/my_package/example.py"
    with module.open("a", encoding="utf-8") as file:
        file.write("\n\nprint(  'a', nobody  )\n")
    done = attempt(installed, "make", "format", env=own)

    assert done.returncode == 2
    assert "F821" in done.stdout
    assert 'print("a", nobody)' in module.read_text(encoding="utf-8")


@pytest.mark.xdist_group("installed")
def test_clean_leaves_what_it_says(installed, own):
    """`make clean` removes what commands made, and leaves the environments."""
    usual = own | {"MYPY_CACHE_DIR": ".mypy_cache"}
    run(installed, "make", "check", env=usual)
    made = (
        ".venv-release",
        ".venv-wheel",
        "dist",
        "build/lib",
        "htmlcov",
        "scripts/__pycache__",
    )
    for folder in made:
        (installed / folder).mkdir(parents=True)
        (installed / folder / "made.pyc").touch()
    (installed / ".coverage.machine.1").touch()
    run(installed, "make", "clean", env=own)
    left = run(installed, "git", "status", "--porcelain", "--ignored", env=own).split()[
        1::2
    ]

    assert left == [".venv-release/", ".venv.lock", ".venv/"]
