"""tools/run.py: where things are, and what it refuses, without making an environment."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from testkit.running import attempt, environment, too_old

TOOLS = ("run.py", "release.py")


@pytest.fixture(name="load")
def _load(generate: Callable[..., Path]) -> Callable[..., ModuleType]:
    """Import tools/run.py of a project that is generated for it."""

    def load(**answers: str) -> ModuleType:
        path = generate(**answers) / "tools" / "run.py"
        spec = importlib.util.spec_from_file_location("run", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.mark.parametrize(("system", "form"), [
    ("posix", ("bin", "pytest")), ("nt", ("Scripts", "pytest.exe")),
])  # fmt: skip
def test_programs_are_found_in_the_form_of_the_system(load, system, form):
    """Environments have their programs in `bin`, or in `Scripts` on Windows."""
    assert load().program("folder", "pytest", system) == str(Path("folder", *form))


@pytest.mark.parametrize(("system", "form"), [
    ("posix", ("bin", "python{}.{}")), ("nt", ("python.exe",)),
])  # fmt: skip
def test_an_environments_python_stands_for_the_one_that_made_it(
    load, monkeypatch, tmp_path, system, form
):
    """Started with .venv's own Python, it uses the one behind that, for .venv may be removed."""
    behind = tmp_path.joinpath(*form[:-1], form[-1].format(*sys.version_info))
    behind.parent.mkdir(exist_ok=True)
    behind.touch()
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))

    assert load().this_python(system) == str(behind)


def test_a_program_is_waited_for_where_a_process_cannot_become_it(load):
    """On Windows the exit status is that of the program."""
    assert load().start(sys.executable, ["-c", "raise SystemExit(7)"], "nt") == 7


@pytest.mark.parametrize("name", TOOLS)
def test_an_old_python_can_read_it(project, name):
    """Python 3.6 reads the starters, so that it can say that it is too old."""
    text = (project / "tools" / name).read_text(encoding="utf-8")

    assert ast.parse(text, feature_version=(3, 6))


@pytest.mark.parametrize("python", too_old(), ids=lambda path: path.parent.parent.name)
@pytest.mark.parametrize("name", TOOLS)
def test_a_python_that_is_too_old_gets_one_line(generate, python, name):
    """Without uv, which could find a newer one, it says what is needed and both ways to name it."""
    project = generate()
    own = environment(UV="")
    done = attempt(project, python, "-B", f"tools/{name}", "status", env=own)

    assert done.returncode == 1
    assert done.stdout.count("\n") == 1
    assert "this project needs 3.11 or newer. Use another one: " in done.stdout
    assert "make install PYTHON=python3.11" in done.stdout
    assert "python3.11 tools/run.py --install" in done.stdout
    assert not (project / ".venv").exists()


def test_what_is_too_old_follows_from_the_answer(load, monkeypatch):
    """A project for 3.14 refuses the Python that one for 3.11 takes."""
    monkeypatch.setattr(sys, "version_info", (3, 13, 0, "final", 0))

    assert load().is_new_enough()
    assert not load(python_min="3.14").is_new_enough()


def test_a_python_without_venv_gets_one_line(load, monkeypatch):
    """Debian has the venv module in a package of its own, which is named."""
    run = load()
    monkeypatch.setattr(run, "has_module", lambda *_: False)

    with pytest.raises(run.Stop, match=r"sudo apt install python3\.\d+-venv"):
        run.refuse_unfit_python()


@pytest.mark.parametrize(
    "words", [[], ["--whel", "pytest"], ["--oldest", "pytest"], ["--wheel"]]
)
def test_what_is_typed_wrong_is_refused(project, words):
    """The status is 2, and the usage is shown."""
    done = attempt(project, sys.executable, "-B", "tools/run.py", *words)

    assert done.returncode == 2
    assert "python tools/run.py pytest" in done.stdout


def test_a_missing_wheel_is_one_line(project):
    """Without a wheel in dist/ it says what builds one, with make and without."""
    done = attempt(project, sys.executable, "-B", "tools/run.py", "--wheel", "pytest")

    assert done.returncode == 1
    assert done.stdout == (
        "There is no wheel in dist/. To build one: make build, or python tools/release.py build\n"
    )


@pytest.mark.parametrize(
    ("names", "own"),
    [
        (["my_package-0.1.0-py3-none-any.whl", "other-0.1.0-py3-none-any.whl"], 1),
        (["My.Package-0.1.0-py3-none-any.whl", "my_package-0.0.9-py3-none-any.whl"], 1),
        (["my_package-0.0.9-py3-none-any.whl"], 1),
        (["my_package_extra-0.1.0-py3-none-any.whl"], 0),
        (["my_package-0.0.8-py3-none-any.whl", "my_package-0.0.9-py3-none-any.whl"], 2),
    ],
)
def test_the_wheel_of_this_version_is_tested(load, names, own):
    """Of several wheels in dist/ the project's own counts, the first in the list here."""
    run = load()
    dist = Path(run.ROOT, "dist")
    dist.mkdir()
    for name in names:
        (dist / name).touch()

    assert sorted(map(os.path.basename, run.own_wheels())) == names[:own]


def test_two_wheels_of_this_project_are_named(load):
    """Where none is of this version, nobody can say which is meant."""
    run = load()
    dist = Path(run.ROOT, "dist")
    dist.mkdir()
    for name in (
        "my_package-0.0.8-py3-none-any.whl",
        "my_package-0.0.9-py3-none-any.whl",
    ):
        (dist / name).touch()

    with pytest.raises(
        run.Stop, match=r"2 wheels of this project: .*0\.0\.8.*, .*: make build"
    ):
        run.wheel_alone(oldest=False)


def test_another_python_for_an_environment_is_told(load, capsys, monkeypatch):
    """`make install` without PYTHON may go back to an older one, and says so."""
    run = load()
    environment = run.development()
    Path(environment.folder).mkdir()
    Path(environment.folder, "pyvenv.cfg").write_text(
        "version = 3.99.1\n", encoding="utf-8"
    )
    monkeypatch.setattr(environment, "_install", lambda **_: None)

    environment.prepare(with_this_python=True)

    told = capsys.readouterr().err
    assert f".venv had Python 3.99 and gets Python {run.this_version()}." in told
    assert "make install PYTHON=python3.99" in told


def test_the_oldest_dependencies_need_uv(generate):
    """pip cannot choose the oldest versions, and this is said before anything is made."""
    project = generate()
    (project / "dist").mkdir()
    (project / "dist" / "my_package-0.1.0-py3-none-any.whl").touch()
    own = environment(UV="")
    done = attempt(
        project,
        sys.executable,
        "tools/run.py",
        "--wheel",
        "--oldest",
        "pytest",
        env=own,
    )

    assert done.returncode == 1
    assert done.stdout.startswith("To choose the oldest dependencies, uv is needed")
    assert not (project / ".venv-wheel").exists()


def test_the_lock_is_free_when_its_owner_dies(load, tmp_path):
    """A killed command keeps nobody waiting: the system frees its lock."""
    run = load()
    path = tmp_path / "lock"
    code = (
        f"import sys; sys.path.insert(0, {str(Path(run.__file__).parent)!r}); import run\n"
        f"with run.locked({str(path)!r}): print('locked', flush=True); sys.stdin.read()"
    )
    owner = subprocess.Popen(
        [sys.executable, "-B", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert owner.stdout is not None
    assert owner.stdout.readline() == b"locked\n"
    waiting = subprocess.Popen(
        [sys.executable, "-B", "-c", code],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.wait(1)
    owner.kill()
    owner.communicate()

    assert waiting.communicate(timeout=30)[0] == b"locked\n"
