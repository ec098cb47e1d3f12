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

    assert run(documented, sys.executable, "-m", "harbour_log", "Ada", env=own) == f"{shown}\n"


def test_readme_names_shipyard_in_one_line(documented):
    """One line of README says what made the project; no other document does."""
    readme = (documented / "README.md").read_text(encoding="utf-8").splitlines()

    assert len([line for line in readme if "Shipyard" in line]) == 1
    assert "hipyard" not in (documented / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("licence", "source", "private"), [
    ("MIT", "local", False), ("Proprietary", "ci", False), ("Proprietary", "local", True),
])  # fmt: skip
def test_readme_sends_a_private_package_to_an_index_of_its_own(generate, licence, source, private):
    """What public indexes would refuse is neither installed from them nor tried out there."""
    readme = (generate(license=licence, publish_from=source) / "README.md").read_text(
        encoding="utf-8"
    )

    assert ("pip install --index-url" in readme) == private
    assert ("TO=NAME" in readme) == private
    assert ("TO=testpypi" in readme) != private


@pytest.mark.slow
@pytest.mark.parametrize("line", [0, 1])
def test_the_ways_without_make_are_true(make_project, env, line):
    """Each line that CONTRIBUTING gives for those without make installs everything and runs the tests."""
    project = make_project()
    alternatives = blocks(project, "CONTRIBUTING.md", "console")[1].splitlines()
    shims = project / ".shims"
    shims.mkdir()
    shims.joinpath("uv").symlink_to(needed("uv"))
    shims.joinpath("python").symlink_to(sys.executable)
    own = env | {"PATH": f"{shims}:{env['PATH']}", "UV_PYTHON": sys.executable}

    assert len(alternatives) == 2
    assert "5 passed" in run(project, "sh", "-c", alternatives[line], env=own)
    assert (project / ".venv").is_dir()
