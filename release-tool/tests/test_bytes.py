"""Built from the commit: the same bytes anywhere, and nothing but what is committed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tarfile
import zipfile
from importlib.metadata import distribution

import pytest
from project import LIGHT, TOOL
from shipyard_release.environments import Lender

pytestmark = pytest.mark.slow


def build(project, folder, umask=0o022, **variables):
    """Build the last commit in this copy of the project and return name and hash of each
    distribution."""
    environment = project.environment | variables
    environment.pop(LIGHT, None)  # which would take what was built before
    done = subprocess.run(
        [*TOOL, "build", "--out", str(folder)],
        cwd=project.folder,
        env=environment,
        preexec_fn=lambda: os.umask(umask) and None,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
    }


def test_two_builds_of_a_commit_give_the_same_bytes(project, tmp_path):
    """Another folder, time zone, umask, locale and other mtimes change nothing in wheel or
    sdist."""
    first = build(project, tmp_path / "one")
    moved = project.folder.with_name("moved somewhere else")
    shutil.copytree(project.folder, moved)
    for path in moved.rglob("*"):
        if path.is_file() and ".git" not in path.parts:
            os.utime(path, (1, 1))
    other = type(project)(moved, project.remote, project.home, project.index)
    second = build(
        other,
        tmp_path / "two",
        umask=0o077,
        TZ="Asia/Tokyo",
        LC_ALL="C",
        SOURCE_DATE_EPOCH="1",
    )

    assert first == second
    assert len(first) == 2


@pytest.mark.whole
def test_a_release_has_the_bytes_that_make_build_gives(project, tmp_path):
    """What is on the index is what the standalone build makes of the release commit."""
    project.release()

    built = build(project, tmp_path / "built")

    assert built == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in project.index.folder.iterdir()
    }


def test_a_persons_settings_and_branches_do_not_change_the_bytes(project, tmp_path):
    """Other line endings, and git's export-subst after a new branch and tag, give the same
    files."""
    project.git("rm", "--quiet", "--force", ".gitattributes")
    project.commit("src/my_package/_where.py", '"""$Format:%d$"""\n')
    project.commit(".gitattributes", "src/my_package/_where.py export-subst\n")
    before = build(project, tmp_path / "before")
    project.git("config", "core.autocrlf", "true")
    project.git("tag", "later")

    assert build(project, tmp_path / "after") == before


def test_only_what_is_committed_gets_in(project, tmp_path):
    """Untracked, ignored and stale files in the work tree, and an old build folder, stay out."""
    package = project.folder / "src/my_package"
    (project.folder / ".git/info/exclude").write_text("local_settings.py\n")
    (package / "local_settings.py").write_text("SECRET = 1\n")
    (package / "untracked.py").write_text("")
    stale = project.folder / "build/lib/my_package"
    stale.mkdir(parents=True)
    (stale / "deleted.py").write_text("")

    build(project, tmp_path / "built")
    names = " ".join(_names(tmp_path / "built"))

    assert "local_settings" not in names
    assert "untracked" not in names
    assert "deleted" not in names


def test_the_sdist_has_one_time_one_owner_and_two_modes(project, tmp_path):
    """Every member carries the commit's time, owner 0 and 0644, or 0755 for folders and
    programs."""
    build(project, tmp_path / "built")
    epoch = int(project.git("log", "-1", "--format=%ct"))

    with tarfile.open(next((tmp_path / "built").glob("*.tar.gz"))) as sdist:
        members = sdist.getmembers()

    assert {member.mtime for member in members} == {epoch}
    assert {(member.uid, member.uname) for member in members} == {(0, "")}
    assert {member.mode for member in members} <= {0o644, 0o755}


BROKEN = {
    "a missing version": (
        "setup.py",
        lambda text: text.replace("version=", "verson="),
        "not my-package 0.1.0",
    ),
    "no tests": (
        "MANIFEST.in",
        lambda _: "exclude tests/*\nprune tests\n",
        "The sdist lacks tests/",
    ),
    "a secret": (
        "tests/deploy.key",
        lambda _: "-----BEGIN PRIVATE KEY-----\n",
        "tests/deploy.key looks like a secret",
    ),
    "missing data": (
        "src/my_package/data.txt",
        lambda _: "data\n",
        "The wheel lacks src/my_package/data.txt. If it is a data file, add it to package_data",
    ),
    "an import that fails": (
        "src/my_package/__init__.py",
        lambda text: f"{text}\nimport nowhere_to_be_found\n",
        "No module named 'nowhere_to_be_found'",
    ),
    "a dependency that is not declared": (
        "src/my_package/__init__.py",
        # The environment of the release tool has this package.
        lambda text: f"{text}\nimport requests\n",
        "No module named 'requests'",
    ),
    "a file that was not fetched": (
        "tests/data.bin",
        lambda _: "version https://git-lfs.example/spec/v1\noid sha256:0\nsize 1\n",
        "tests/data.bin is a pointer of Git LFS",
    ),
    "a setup.py that fails": (
        "setup.py",
        lambda _: "raise SystemExit('broken')\n",
        "does not build",
    ),
}

# Only who installs the package finds these.
FOUND_IN_USE = {"an import that fails", "a dependency that is not declared"}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=[pytest.mark.whole] if case in FOUND_IN_USE else [])
        for case in BROKEN
    ],
)
def test_a_package_that_users_could_not_use_is_stopped_before_the_push(project, case):
    """What the check step finds is named, and neither the remote nor the index has seen
    anything."""
    path, change, message = BROKEN[case]
    old = project.folder / path
    project.commit(
        path, change(old.read_text(encoding="utf-8") if old.exists() else "")
    )
    project.git("push", "--quiet")
    before = project.state()

    outcome = project.release()
    aborted = project.run("abort")

    assert outcome.status == 1
    assert message in outcome.text
    assert "Traceback" not in outcome.text.split("fresh environment")[0]
    assert aborted.status == 0, aborted.text
    assert project.state() == before


@pytest.mark.whole
def test_a_package_that_users_could_use_is_not_stopped(project, tmp_path):
    """It may print, warn, live in a namespace, need what it declares, and have files that only
    look secret."""
    (project.folder / "src/acme").mkdir()
    project.git("mv", "src/my_package", "src/acme/tools")
    for name in ("setup.py", "pyproject.toml"):
        text = (project.folder / name).read_text(encoding="utf-8")
        text = text.replace("src/my_package", "src/acme/tools").replace(
            "my_package", "acme.tools"
        )
        text = text.replace('find_packages("src")', '["acme.tools"]')
        text = text.replace("install_requires=[]", 'install_requires=["packaging"]')
        (project.folder / name).write_text(text, encoding="utf-8")
    (project.folder / "tests/.env.example").write_text("TOKEN=\n")
    (project.folder / "tests/ca.pem").write_text("-----BEGIN CERTIFICATE-----\n")
    words = "import warnings\nimport packaging\nfrom ._version import __version__\n"
    project.commit(
        "src/acme/tools/__init__.py", f"{words}print('hello')\nwarnings.warn('mind')\n"
    )
    _write_wheel(tmp_path, "packaging", "99.0")

    outcome = project.release(PIP_NO_INDEX="1", PIP_FIND_LINKS=str(tmp_path))

    assert outcome.status == 0, outcome.text
    assert "they install and run" in outcome.text


def test_what_a_distribution_requires_is_lent_and_nothing_else():
    """What it names, what that names in turn, and no extra that nobody asked for."""
    found = Lender.own().required(distribution("twine").requires or [])
    names = {needed.name.lower() for needed in found}

    assert {"requests", "urllib3", "packaging"} <= names
    assert not {"pytest", "pysocks", "cookiecutter"} & names


@pytest.mark.whole
def test_a_console_script_that_fails_is_found(project):
    """Every console script is run once where it was installed."""
    setup = (project.folder / "setup.py").read_text(encoding="utf-8")
    command = "my-command = my_package.missing:main"
    script = f'setup(\n    entry_points={{"console_scripts": ["{command}"]}},\n'
    project.commit("setup.py", setup.replace("setup(\n", script, 1))

    outcome = project.release()

    assert outcome.status == 1
    assert "my_package.missing" in outcome.text


def _names(folder):
    for path in folder.iterdir():
        if path.suffix == ".whl":
            yield from zipfile.ZipFile(path).namelist()
        else:
            with tarfile.open(path) as sdist:
                yield from sdist.getnames()


@pytest.mark.whole
def test_dependencies_come_from_the_users_index_and_the_package_from_its_own(
    project, tmp_path
):
    """A newer package of the same name on the user's usual index is not taken for ours."""
    setup = (project.folder / "setup.py").read_text(encoding="utf-8")
    project.commit(
        "setup.py",
        setup.replace("install_requires=[]", 'install_requires=["some-dependency"]'),
    )
    usual = tmp_path / "usual"
    usual.mkdir()
    for name, version in (("some_dependency", "1.0"), ("my_package", "99.0")):
        _write_wheel(usual, name, version)

    outcome = project.release(PIP_NO_INDEX="1", PIP_FIND_LINKS=str(usual))

    assert outcome.status == 0, outcome.text


def _write_wheel(folder, name, version):
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}/__init__.py", f'__version__ = "{version}"\n')
        wheel.writestr(
            f"{info}/METADATA",
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        )
        wheel.writestr(
            f"{info}/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        wheel.writestr(f"{info}/RECORD", "")
