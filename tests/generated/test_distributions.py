"""What is inside the sdist and the wheel of a fresh project."""

from __future__ import annotations

import sys

import pytest

from testkit.running import run
from tests.generated.distributions import (
    sdist_metadata,
    sdist_names,
    wheel_files,
    wheel_metadata,
)

pytestmark = pytest.mark.xdist_group("project-distributions")

ANSWERS: dict[str, dict[str, str]] = {
    "defaults": {},
    "everything else": {
        "project_name": "Harbour Log",
        "package_name": "harbour",
        "description": 'Boats, ropes & "knots": a log of what\'s moored, 100 % by hand; '
        + "and so on, " * 40
        + "ahoy",
        "author_name": "Zoë O'Brien, Jr.",
        "author_email": "zoe@example.org",
        "repository_owner": "harbour-masters",
        "version": "2.0.0rc1",
        "license": "Apache-2.0",
        "python_min": "3.13",
        "ci": "gitlab",
        "publish_from": "ci",
    },
}
EXPECTED = {
    "defaults": {
        "name": "my-package",
        "version": "0.1.0",
        "author": "Your Name",
        "author_email": "you@example.com",
        "license_expression": "MIT",
        "requires_python": ">=3.11",
    },
    "everything else": {
        "name": "harbour-log",
        "version": "2.0.0rc1",
        "summary": ANSWERS["everything else"]["description"],
        "author": "Zoë O'Brien, Jr.",
        "author_email": "zoe@example.org",
        "license_expression": "Apache-2.0",
        "requires_python": ">=3.13",
    },
}
# What the sdist has besides the folders.
BESIDES = {
    "CHANGELOG.md",
    "LICENSE",
    "MANIFEST.in",
    "README.md",
    "pyproject.toml",
    "setup.py",
}


@pytest.fixture(scope="module", name="built", params=ANSWERS)
def _built(request, generate, env):
    """A project with its two distributions in dist/, and what their metadata must say."""
    project = generate(**ANSWERS[request.param])
    run(project, sys.executable, "-m", "build", "--no-isolation", env=env)
    return project, EXPECTED[request.param]


def test_the_metadata_is_what_was_answered(built):
    """sdist and wheel carry each answer to the letter, and the README as Markdown."""
    project, expected = built
    for metadata in (
        sdist_metadata(project / "dist"),
        wheel_metadata(project / "dist"),
    ):
        said = {field: str(getattr(metadata, field)) for field in expected}

        assert said == expected
        assert metadata.description == (project / "README.md").read_text(
            encoding="utf-8"
        )
        assert metadata.description_content_type == "text/markdown"


def test_the_classifiers_follow_from_the_answers(built):
    """Each supported Python has its classifier, and none repeats the licence expression."""
    project, expected = built
    classifiers = wheel_metadata(project / "dist").classifiers
    oldest = int(expected["requires_python"].partition(".")[2])

    assert {
        f"Programming Language :: Python :: 3.{minor}" for minor in range(oldest, 16)
    } <= set(classifiers)
    assert f"Programming Language :: Python :: 3.{oldest - 1}" not in classifiers
    assert "Typing :: Typed" in classifiers
    assert not [
        classifier for classifier in classifiers if classifier.startswith("License")
    ]


def test_the_project_urls_lead_to_its_host(built):
    """Source, documentation, changelog and issues are where the provider has them."""
    project, expected = built
    urls = wheel_metadata(project / "dist").project_urls
    home = {
        "my-package": "https://github.com/your-name/my-package",
        "harbour-log": "https://gitlab.com/harbour-masters/harbour-log",
    }[expected["name"]]

    assert urls["Source"] == home
    assert all(url.startswith(home) for url in urls.values())
    documentation = {"Documentation"} if (project / "docs").exists() else set()
    assert set(urls) == {"Source", "Changelog", "Issues"} | documentation


def test_the_wheel_holds_the_package_and_its_licence(built):
    """The wheel has the import package, its type marker and the licence, and nothing else."""
    project, _ = built
    files = wheel_files(project / "dist")
    [package] = project.joinpath("src").glob("*/__init__.py")
    modules = {
        f"{package.parent.name}/{path.name}"
        for path in package.parent.glob("*")
        if path.is_file()
    }
    [info] = {name.partition("/")[0] for name in files if ".dist-info/" in name}

    assert {name for name in files if not name.startswith(info)} == modules
    assert f"{package.parent.name}/py.typed" in modules
    assert files[f"{info}/licenses/LICENSE"] == (project / "LICENSE").read_bytes()


def test_the_sdist_holds_what_builds_and_tests_the_package(built, env):
    """The sdist has package, tests and documents, and nothing that could not work there."""
    project, _ = built
    tracked = run(project, "git", "ls-files", env=env).splitlines()
    folders = ("src/", "tests/", "docs/")

    assert sdist_names(project / "dist") == BESIDES | {
        name for name in tracked if name.startswith(folders)
    }


def test_the_sdist_is_small(generate, env):
    """The sdist of the default project has at most 15 kB."""
    project = generate()
    run(project, sys.executable, "-m", "build", "--sdist", "--no-isolation", env=env)
    [sdist] = project.glob("dist/*.tar.gz")

    assert sdist.stat().st_size <= 15_000
