"""Every usual way to build and install works after editing, and nothing is lost on the way."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from testkit.running import needed, run
from tests.generated.distributions import sdist_metadata, wheel_metadata

pytestmark = pytest.mark.slow

UV = needed("uv")
# What a person adds to setup.py in the first weeks.
EDITS = {
    "install_requires=[],": (
        'install_requires=["packaging>=20"],\n'
        '    extras_require={"fast": ["idna>=3"]},\n'
        "    entry_points={"
        '"console_scripts": ["ahoy = harbour_log:greet"], "ahoy": ["a = harbour_log"]},'
    ),
    'keywords=["harbour-log"],': 'keywords=["boats", "ropes"],',
}


@pytest.fixture(name="edited")
def _edited(make_project):
    """A project whose setup.py somebody has edited."""
    project = make_project()
    setup = project / "setup.py"
    text = setup.read_text(encoding="utf-8")
    for old, new in EDITS.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    setup.write_text(text, encoding="utf-8")
    return project


BUILDS: dict[str, list[str | Path]] = {
    "uv build": [UV, "build", "--quiet"],
    "python -m build": [sys.executable, "-m", "build", "--installer", "uv"],
    "python setup.py sdist bdist_wheel": [
        sys.executable,
        "setup.py",
        "--quiet",
        "sdist",
        "bdist_wheel",
    ],
}


@pytest.mark.parametrize("way", BUILDS)
def test_every_way_to_build_keeps_the_metadata(edited, env, way):
    """What was added to setup.py arrives in both distributions, whichever program built them."""
    path = f"{UV.parent}{os.pathsep}{env['PATH']}"
    printed = run(edited, *BUILDS[way], env=env | {"PATH": path})
    for metadata in (sdist_metadata(edited / "dist"), wheel_metadata(edited / "dist")):
        assert sorted(map(str, metadata.requires_dist)) == [
            'idna>=3; extra == "fast"',
            "packaging>=20",
        ]
        assert metadata.keywords == ["boats", "ropes"]
        assert metadata.provides_extra == ["fast"]
        assert metadata.license_expression == "MIT"
        assert metadata.author == "Zoë O'Brien, Jr."
    assert "is ignored" not in printed


def test_uv_sync_installs_the_project(edited, env):
    """`uv sync` and `uv run pytest` test the installed project with its dependency."""
    uv_env = env | {"UV_PYTHON": sys.executable}
    run(edited, UV, "sync", "--quiet", env=uv_env)

    assert "passed" in run(edited, UV, "run", "pytest", env=uv_env)
    assert "packaging" in run(
        edited, UV, "pip", "show", "--python", ".venv", "packaging", env=uv_env
    )
    code = "import harbour_log; print(harbour_log.__version__)"
    assert "0.1.0" in run(edited, UV, "run", "python", "-c", code, env=uv_env)
    assert next(edited.glob(".venv/*/ahoy*")).is_file()


def test_uv_sees_a_new_version(make_project, env):
    """A version raised in its one place is the installed version at the next `uv sync`."""
    project = make_project()
    uv_env = env | {"UV_PYTHON": sys.executable}
    run(project, UV, "sync", "--quiet", env=uv_env)
    version_file = project / "src/harbour_log/_version.py"
    version_file.write_text(
        version_file.read_text(encoding="utf-8").replace("0.1.0", "0.2.0"),
        encoding="utf-8",
    )
    run(project, UV, "sync", "--quiet", env=uv_env)

    assert "Version: 0.2.0" in run(
        project, UV, "pip", "show", "--python", ".venv", "harbour-log"
    )
