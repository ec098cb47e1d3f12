"""Independent checkers find nothing in a generated project, whatever was answered."""

from __future__ import annotations

import json
import re
import shutil
import sys

import pytest
from allpairspy import AllPairs  # type: ignore[import-untyped]
from readme_renderer import markdown

from testkit.baking import CHOICES
from testkit.checkers import CHECKERS
from testkit.running import attempt, needed, run
from tests.generated.distributions import wheel_metadata

pytestmark = pytest.mark.slow

EXTREMES = {
    "least": {"ci": "none"},
    "most": {
        "ci": "github",
        "publish_from": "ci",
        "docs": "sphinx",
        "command_line": "click",
    },
}


def possible(row: list[str]) -> bool:
    """Tell whether these first answers go together."""
    answers = dict(zip(CHOICES, row, strict=False))
    return (answers.get("ci"), answers.get("publish_from")) != ("none", "ci")


PAIRS = [
    dict(zip(CHOICES, row, strict=True))
    for row in AllPairs(list(CHOICES.values()), filter_func=possible)
]


@pytest.fixture(scope="module", name="pairs")
def _pairs(generate):
    """A project for each of `PAIRS`, in a folder that is named after its answers."""
    projects = []
    for answers in PAIRS:
        made = generate(**answers)
        projects.append(made.rename(made.with_name("-".join(answers.values()))))
    return projects


@pytest.mark.xdist_group("pairs")
@pytest.mark.parametrize("checker", CHECKERS)
def test_every_pair_of_choices_pleases_every_checker(pairs, checker):
    """Each two choices of different questions meet in a project that pleases every checker."""
    assert len(pairs) > 30
    assert CHECKERS[checker](pairs) == ""


@pytest.mark.xdist_group("pairs")
def test_a_mistake_in_one_project_is_found_among_all(pairs):
    """Checkers that look at all projects in one start tell of a function that displeases them."""
    module = pairs[-1] / "src/my_package/bad.py"
    module.write_text(
        '"""Recieve it."""\nimport os\n\n\ndef f( x ):\n    return x\n',
        encoding="utf-8",
    )
    several = ("codespell", "ruff check", "ruff format", "interrogate")

    said = {name: CHECKERS[name](pairs) for name in several}
    module.unlink()

    assert [name for name in several if "bad.py" not in said[name]] == []


@pytest.fixture(scope="module", name="extreme", params=EXTREMES)
def _extreme(request, generate, env):
    """A project with the least or with the most options, and its two distributions in dist/."""
    project = generate(**EXTREMES[request.param])
    run(project, sys.executable, "-m", "build", "--no-isolation", env=env)
    return project


@pytest.mark.xdist_group("extreme")
def test_distributions_please_their_checkers(extreme):
    """`twine check --strict` and check-wheel-contents find nothing in the distributions."""
    distributions = list(extreme.joinpath("dist").iterdir())

    assert (
        run(extreme, needed("twine"), "check", "--strict", *distributions).count(
            "PASSED"
        )
        == 2
    )
    assert run(
        extreme, needed("check-wheel-contents"), *extreme.glob("dist/*.whl")
    ).endswith(": OK\n")


@pytest.mark.xdist_group("extreme")
def test_pyright_finds_nothing(extreme):
    """Package and tests pass pyright at its strictest."""
    settings = {
        "include": ["src", "tests"],
        "extraPaths": ["src"],
        "typeCheckingMode": "strict",
    }
    (extreme / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")

    assert "0 errors, 0 warnings" in run(
        extreme, needed("pyright"), "--pythonpath", sys.executable
    )


@pytest.mark.xdist_group("extreme")
def test_declared_and_imported_dependencies_agree(extreme, tmp_path):
    """deptry finds no dependency that is missing or unused.

    It reads no setup.py. So it gets what setup.py declares, as the wheel says, in the place where
    it looks.
    """
    shutil.copytree(extreme / "src", tmp_path / "src")
    declared = [
        str(one) for one in wheel_metadata(extreme / "dist").requires_dist or ()
    ]
    (tmp_path / "pyproject.toml").write_text(
        f'[project]\nname = "p"\nversion = "1"\ndependencies = {json.dumps(declared)}\n',
        encoding="utf-8",
    )
    run(tmp_path, needed("deptry"), "src")

    assert bool(declared) == (extreme / "src/my_package/cli.py").exists()


@pytest.mark.xdist_group("extreme")
def test_the_installed_package_has_its_types(extreme, tmp_path):
    """mypy checks a second project against the types of the installed wheel."""
    run(tmp_path, sys.executable, "-m", "venv", "--without-pip", "env")
    wheel = next(extreme.glob("dist/*.whl"))
    run(
        tmp_path,
        sys.executable,
        "-m",
        "pip",
        "--python",
        "env",
        "install",
        "--no-deps",
        "--quiet",
        wheel,
    )
    [python] = [
        path for path in tmp_path.glob("env/*/python*") if path.stem == "python"
    ]
    (tmp_path / "user.py").write_text(
        "import my_package\n\nreveal_type(my_package.greet)\nmy_package.greet(1)\n"
    )
    done = attempt(
        tmp_path,
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--python-executable",
        python,
        "user.py",
    )

    assert 'Revealed type is "def (name: str) -> str"' in done.stdout
    assert "Found 1 error" in done.stdout
    assert "[arg-type]" in done.stdout


@pytest.mark.parametrize("ci", CHOICES["ci"])
def test_readme_reads_well_on_an_index(make_project, ci):
    """README renders as an index does it, and every link leads somewhere from there."""
    project = make_project(ci=ci, docs="sphinx", command_line="click")
    html = markdown.render((project / "README.md").read_text(encoding="utf-8")) or ""
    links = [part.partition('"')[0] for part in html.split('href="')[1:]]

    assert re.search(r"<h2[^>]*>Links<", html)
    assert "<img" not in html or 'src="https://' in html
    assert links
    assert [
        link for link in links if not link.startswith(("https://", "#user-content-"))
    ] == []
