"""README and CONTRIBUTING of a generated project: what they say to type does what they say."""

from __future__ import annotations

import doctest
import re
import sys

import pytest

from testkit.running import needed, run


def blocks(project, document, kind):
    """The code blocks of one kind in a document."""
    text = (project / document).read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module", name="documented")
def _documented(generate):
    """A project with every option that has something to document. For reading only."""
    return generate(project_name="Harbour Log", docs="sphinx", command_line="click")


def test_the_example_in_readme_is_true(documented, monkeypatch):
    """The Python session in README prints what README shows."""
    [session] = blocks(documented, "README.md", "pycon")
    monkeypatch.syspath_prepend(documented / "src")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    example = doctest.DocTestParser().get_doctest(session, {}, "README", "README.md", 0)

    assert len(example.examples) == 2
    assert doctest.DocTestRunner().run(example).failed == 0


def test_the_command_in_readme_is_true(documented, env):
    """The command in README prints what README shows; here it runs from the source."""
    [[typed, shown]] = [
        block.splitlines()
        for block in blocks(documented, "README.md", "console")
        if block.startswith("$")
    ]
    assert typed == "$ harbour-log Ada"
    own = env | {"PYTHONPATH": str(documented / "src"), "PYTHONDONTWRITEBYTECODE": "1"}

    assert (
        run(documented, sys.executable, "-m", "harbour_log", "Ada", env=own)
        == f"{shown}\n"
    )


def test_one_line_names_shipyard(documented):
    """One line of CONTRIBUTING says what made the project, if that can be fetched for an update.

    Users do not read of it.
    """
    readme = (documented / "README.md").read_text(encoding="utf-8")
    contributing = (
        (documented / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()
    )

    assert "hipyard" not in readme
    lines = [line for line in contributing if "Shipyard" in line]
    assert len(lines) == int((documented / ".cruft.json").exists())


def test_readme_is_for_users(documented):
    """What the page at an index shows is for users: no command of the project is on it."""
    readme = (documented / "README.md").read_text(encoding="utf-8")

    assert re.findall("^## (.*)", readme, re.MULTILINE) == [
        "Install",
        "Use",
        "Links",
        "Licence",
    ]
    assert not re.search(r"\bmake\b|tools/|uvx", readme)


@pytest.mark.parametrize(("licence", "source", "private"), [
    ("MIT", "local", False), ("Proprietary", "ci", False), ("Proprietary", "local", True),
])  # fmt: skip
def test_readme_sends_a_private_package_to_an_index_of_its_own(
    generate, licence, source, private
):
    """What public indexes would refuse is neither installed from them nor tried out there."""
    project = generate(license=licence, publish_from=source)
    readme = (project / "README.md").read_text(encoding="utf-8")
    contributing = (project / "CONTRIBUTING.md").read_text(encoding="utf-8")

    assert ("pip install --index-url" in readme) == private
    assert ("TO=NAME" in contributing) == private
    assert ("TO=testpypi" in contributing) != private


@pytest.mark.slow
@pytest.mark.parametrize("line", [0, 1])
def test_the_ways_without_make_are_true(make_project, env, line):
    """Each line that CONTRIBUTING gives for work without make installs all and runs tests."""
    project = make_project()
    alternatives = blocks(project, "CONTRIBUTING.md", "console")[1].splitlines()
    own = with_python(project, env) | {"UV_PYTHON": sys.executable}

    assert len(alternatives) == 2
    assert "6 passed" in run(project, "sh", "-c", alternatives[line], env=own)
    assert (project / ".venv").is_dir()


def with_python(project, env):
    """Return an environment in which `python` and `uv` are those of the tests."""
    shims = project / ".shims"
    shims.mkdir()
    shims.joinpath("uv").symlink_to(needed("uv"))
    shims.joinpath("python").symlink_to(sys.executable)
    return env | {"PATH": f"{shims}:{env['PATH']}"}


@pytest.mark.slow
def test_what_takes_the_place_of_make_works(make_project, env):
    """Each command that CONTRIBUTING puts beside a target runs, in an environment that it makes."""
    project = make_project(docs="sphinx", python_min="3.10")
    text = (project / "CONTRIBUTING.md").read_text(encoding="utf-8")
    commands = re.findall(r"`(python tools/run\.py [^`]+)`", text)
    own = with_python(project, env)
    run(project, "python", "tools/release.py", "build", env=own)
    printed = {each: run(project, "sh", "-c", each, env=own) for each in commands}

    assert [each.split()[2] for each in commands] == [
        "--test", "--wheel", "ruff", "ruff", "zizmor", "ruff", "ruff", "mypy", "sphinx-build",
    ]  # fmt: skip
    assert "6 passed" in printed["python tools/run.py --test"]
    assert (project / "build/docs/index.html").is_file()
