"""A version that a build reads from the repository's tags: known, proven, and told in time."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.version import Version
from shipyard_release.discovery import discover
from shipyard_release.errors import Edit, Problem, Stop
from shipyard_release.git import Repository
from shipyard_release.preflight import check_without_version, in_the_way
from shipyard_release.state import Release, Request
from shipyard_release.version_tags import certain, mentioned, needs_git, problem
from small import begun, git, index_at, opened, use_git_identity

STATIC = '[project]\nname = "p"\nversion = "1.0"\n'
DYNAMIC = '[project]\nname = "p"\ndynamic = ["version"]\n'
SPELLINGS = {
    "setuptools_scm": ("[tool.setuptools_scm]\n", "", "setuptools-scm"),
    "setuptools-scm with a dash": ("[tool.setuptools-scm]\n", "", "setuptools-scm"),
    "use_scm_version": ("", "setup(use_scm_version=True)", "setuptools-scm"),
    "setup_requires": ("", "setup(\n    **{'use_scm_version': {}})", "setuptools-scm"),
    "hatch-vcs": ('[tool.hatch.version]\nsource = "vcs"\n', "", "hatch-vcs"),
    "uv-dynamic-versioning": (
        '[tool.hatch.version]\nsource = "uv-dynamic-versioning"\n',
        "",
        "uv-dynamic-versioning",
    ),
    "poetry-dynamic-versioning": (
        "[tool.poetry-dynamic-versioning]\nenable = true\n",
        "",
        "poetry-dynamic-versioning",
    ),
    "flit-scm": (
        '[build-system]\nbuild-backend = "flit_scm:buildapi"\n',
        "",
        "flit-scm",
    ),
    "pdm": ('[tool.pdm.version]\nsource = "scm"\n', "", "pdm"),
    "pdm in one line": ('[tool.pdm]\nversion = { source = "scm" }\n', "", "pdm"),
    "versioningit": ("[tool.versioningit]\n", "", "versioningit"),
    "setuptools-git-versioning": (
        "[tool.setuptools-git-versioning]\nenabled = true\n",
        "",
        "setuptools-git-versioning",
    ),
    "scikit-build-core": (
        '[tool.scikit-build.metadata]\nversion.provider = "my.setuptools_scm"\n',
        "",
        "setuptools-scm",
    ),
    "versioneer": ("", "setup(version=versioneer.get_version())", "versioneer"),
    "versioneer in a table": ('[tool.versioneer]\nVCS = "git"\n', "", "versioneer"),
    "pbr": ("", "setup(setup_requires=['pbr>=2'], pbr=True)", "pbr"),
    "pbr's backend": ('[build-system]\nbuild-backend = "pbr.build"\n', "", "pbr"),
    "git describe": ("", "check_output(['git', 'describe', '--tags'])", "git describe"),
    "git describe in a shell": ("", "os.popen('git describe --tags')", "git describe"),
}
OTHERS = {
    "a literal": (STATIC, "setup()"),
    "a literal, and a list of files by setuptools-scm": (
        f"{STATIC}[tool.setuptools_scm]\n",
        "",
    ),
    "an attribute": (
        f'{DYNAMIC}[tool.setuptools.dynamic.version]\nattr = "p.__version__"\n',
        "",
    ),
    "a file of hatch": (
        f'{DYNAMIC}[tool.hatch.version]\npath = "p.py"\n[tool.hatch.build.hooks.vcs]\n',
        "",
    ),
    "what is switched off": (
        f"{DYNAMIC}[tool.poetry-dynamic-versioning]\nenable = false\n",
        "",
    ),
    "a comment": ("", "# use_scm_version was here\nsetup(version='1')"),
    "setup.py beside a list of files": (
        "[tool.setuptools_scm]\n",
        "setup(\n    version='1.0')",
    ),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_what_makes_a_version_from_tags_is_known(name):
    """Such a version is in no file that a release could change."""
    text, setup_py, tool = SPELLINGS[name]

    assert certain(tomllib.loads(text), "", setup_py) == tool


@pytest.mark.parametrize("name", OTHERS)
def test_a_version_in_a_file_is_not_taken_for_one_from_tags(name):
    """Tools for tags have other uses, such as listing files, and may be switched off."""
    text, setup_py = OTHERS[name]

    assert certain(tomllib.loads(text), "", setup_py) == ""


def test_a_tool_that_may_make_the_version_is_named():
    """What requires it is not certain to use it, so a trial follows."""
    data = tomllib.loads(
        f'{DYNAMIC}[build-system]\nrequires = ["Setuptools_SCM[simple]>=9"]\n'
    )

    assert mentioned(data, "", "") == "setuptools-scm"
    assert mentioned(data, "", "import my_setuptools_scm_of_mine") == "setuptools-scm"
    assert mentioned({}, "[options]\nsetup_requires = dunamai\n", "") == "dunamai"
    assert mentioned({}, "", "import vdunamai") == ""


@pytest.mark.parametrize(
    ("text", "setup_cfg", "needs"),
    [
        ('build-system.requires = ["setuptools", "setuptools_scm[toml]>=6"]', "", True),
        ("", "[options]\nsetup_requires = setuptools-git\n", True),
        ('build-system.build-backend = "mesonpy"', "", True),
        (
            'build-system.requires = ["hatchling"]',
            "[options]\ninstall_requires = git\n",
            False,
        ),
    ],
)
def test_a_build_that_takes_its_files_from_git_is_known(text, setup_cfg, needs):
    """An exported commit has no repository, and such a build would lose its data files."""
    assert needs_git(tomllib.loads(text), setup_cfg, "") == needs


@pytest.mark.parametrize(
    ("text", "setup_py", "path"),
    [
        (f"{DYNAMIC}[tool.setuptools_scm]\n", "setup()", "pyproject.toml"),
        ("[tool.setuptools_scm]\n", "setup()", "setup.py"),
        ("[tool.setuptools_scm]\n", "", "pyproject.toml"),
    ],
)
def test_the_file_to_write_the_version_into_is_named(text, setup_py, path):
    """It is the one that declares the rest of the project."""
    found = problem(tomllib.loads(text), "", setup_py)

    assert found is not None
    assert found.remedies == (Edit(path, "write-version-down"),)


def test_preflight_stops_before_a_version_is_written(tmp_path: Path, monkeypatch):
    """A table that names a file does not help when the build takes the version from a tag."""
    use_git_identity(tmp_path, monkeypatch)
    root = begun(tmp_path, index_at("http://127.0.0.1:9/")).settings.root
    table = '[tool.shipyard-release]\nversion-file = "version.py"\n'
    (root / "pyproject.toml").write_text(f"{DYNAMIC}[tool.setuptools_scm]\n{table}")
    git(root, "commit", "--quiet", "--all", "--message=Tags")
    head = git(root, "rev-parse", "HEAD")
    place = opened(root, index_at("http://127.0.0.1:9/"))

    unclear = Problem("version-line-missing", {"path": "version.py", "example": "1"})
    unread = check_without_version(place, unclear)
    release = Release(place, Request(), Version("0.1.1"))
    for problems in (in_the_way(release), unread.problems):
        assert "version-from-tags" in [each.kind for each in problems]

    assert git(root, "rev-parse", "HEAD") == head
    assert git(root, "status", "--porcelain") == ""


DESCRIBED = """\
import subprocess
from setuptools import setup

words = "git describe --tags --long".split()
try:
    said = subprocess.check_output(words, text=True)
except (OSError, subprocess.CalledProcessError):
    said = "v0.0.0-"
setup(name="p", version=said.lstrip("v").partition("-")[0], py_modules=["p"])
"""
SCM = '[build-system]\nrequires = ["setuptools", "setuptools-scm>=8"]\nbuild-backend = "{}"\n'
META = "setuptools.build_meta"
PROJECTS = {
    "known before a build": (
        {"pyproject.toml": f"{DYNAMIC}[tool.setuptools_scm]\n"},
        "setuptools",
    ),
    "nothing names it": (
        {"setup.py": DESCRIBED.replace("git describe", "git  describe")},
        "build",
    ),
    "a version without tags": (
        {
            "pyproject.toml": SCM.format(META) + DYNAMIC,
            "setup.py": "from setuptools import setup\nimport setuptools_scm\n\n"
            'setup(version=setuptools_scm.get_version(\n    fallback_version="0.1.0"))\n',
        },
        "setuptools-scm",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PROJECTS)
def test_a_project_whose_version_comes_from_tags_is_refused(tmp_path: Path, name: str):
    """A trial in a clone proves it where the build works without a tag, too."""
    files, tool = PROJECTS[name]
    project = tmp_path / "p"
    project.mkdir()
    for path, text in {"p.py": "", **files}.items():
        (project / path).write_text(text)
    repository = Repository(project)
    someone = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    for words in (
        ("init", "--quiet"),
        ("add", "."),
        (*someone, "commit", "-qm", "Begin"),
    ):
        repository.git(*words)

    with pytest.raises(Stop) as stop:
        discover(repository, {}, dependencies=None)

    assert stop.value.kind == "version-from-tags"
    assert tool in str(stop.value.problem.facts["tool"])
    assert repository.all_tags() == []


@pytest.mark.slow
def test_data_files_that_git_lists_are_kept(tmp_path: Path, monkeypatch):
    """With setuptools-scm as a list of files, what is committed is in the wheel."""
    use_git_identity(tmp_path, monkeypatch)
    project = tmp_path / "p"
    (project / "p").mkdir(parents=True)
    (project / "p/__init__.py").write_text("")
    (project / "p/ports.txt").write_text("Brest")
    (project / "pyproject.toml").write_text(f"{SCM.format(META)}{STATIC}")
    for words in (
        ("init", "--quiet"),
        ("add", "."),
        ("commit", "--quiet", "--message=Begin"),
    ):
        git(project, *words)

    found = discover(Repository(project), {}, dependencies=None)

    assert "not-in-wheel" not in found.settings
