"""Built from the commit: the same bytes anywhere, and nothing but what is committed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile

import pytest


def build(yard, folder, umask=0o022, **variables):
    """Build the last commit in this copy of the project and return name and hash of each archive."""
    done = subprocess.run(
        [sys.executable, "tools/release.py", "build", "--out", str(folder)],
        cwd=yard.project,
        env=yard.environment | variables,
        preexec_fn=lambda: os.umask(umask) and None,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_two_builds_of_a_commit_give_the_same_bytes(yard, tmp_path):
    """Another folder, time zone, umask, locale and other mtimes change nothing in wheel or sdist."""
    first = build(yard, tmp_path / "one")
    moved = yard.project.with_name("moved somewhere else")
    shutil.copytree(yard.project, moved)
    for path in moved.rglob("*"):
        if path.is_file() and ".git" not in path.parts:
            os.utime(path, (1, 1))
    other = type(yard)(moved, yard.remote, yard.home, yard.index)
    second = build(other, tmp_path / "two", umask=0o077, TZ="Asia/Tokyo", LC_ALL="C", SOURCE_DATE_EPOCH="1")

    assert first == second
    assert len(first) == 2


def test_a_release_has_the_bytes_that_make_build_gives(yard, tmp_path):
    """What is on the index is what the standalone build makes of the release commit."""
    yard.release()

    built = build(yard, tmp_path / "built")

    assert built == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in yard.index.folder.iterdir()
    }


def test_only_what_is_committed_gets_in(yard, tmp_path):
    """Untracked, ignored and stale files in the work tree, and an old build folder, stay out."""
    package = yard.project / "src/my_package"
    (yard.project / ".git/info/exclude").write_text("local_settings.py\n")
    (package / "local_settings.py").write_text("SECRET = 1\n")
    (package / "untracked.py").write_text("")
    stale = yard.project / "build/lib/my_package"
    stale.mkdir(parents=True)
    (stale / "deleted.py").write_text("")

    build(yard, tmp_path / "built")
    names = " ".join(_names(tmp_path / "built"))

    assert "local_settings" not in names
    assert "untracked" not in names
    assert "deleted" not in names


def test_the_sdist_has_one_time_one_owner_and_two_modes(yard, tmp_path):
    """Every member carries the commit's time, owner 0 and 0644, or 0755 for folders and programs."""
    build(yard, tmp_path / "built")
    epoch = int(yard.git("log", "-1", "--format=%ct"))

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
    "no tests": ("MANIFEST.in", lambda _: "exclude tests/*\nprune tests\n", "the sdist lacks tests/"),
    "a secret": (
        "tests/deploy.key",
        lambda _: "-----BEGIN PRIVATE KEY-----\n",
        "tests/deploy.key looks like a secret",
    ),
    "missing data": (
        "src/my_package/data.txt",
        lambda _: "data\n",
        "the wheel lacks src/my_package/data.txt",
    ),
    "an import that fails": (
        "src/my_package/__init__.py",
        lambda text: f"{text}\nimport nowhere_to_be_found\n",
        "No module named 'nowhere_to_be_found'",
    ),
    "a setup.py that fails": ("setup.py", lambda _: "raise SystemExit('broken')\n", "does not build"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_package_that_users_could_not_use_is_stopped_before_the_push(yard, case):
    """What the check step finds is named, and neither the remote nor the index has seen anything."""
    path, change, said = BROKEN[case]
    old = yard.project / path
    yard.commit(path, change(old.read_text(encoding="utf-8") if old.exists() else ""))
    yard.git("push", "--quiet")
    before = yard.state()

    outcome = yard.release()
    aborted = yard.run("abort")

    assert outcome.status == 1
    assert said in outcome.text
    assert "Traceback" not in outcome.text.split("fresh environment")[0]
    assert aborted.status == 0, aborted.text
    assert yard.state() == before


def test_a_console_script_that_fails_is_found(yard):
    """Every console script is run once where it was installed."""
    setup = (yard.project / "setup.py").read_text(encoding="utf-8")
    script = 'setup(\n    entry_points={"console_scripts": ["my-command = my_package.missing:main"]},\n'
    yard.commit("setup.py", setup.replace("setup(\n", script, 1))

    outcome = yard.release()

    assert outcome.status == 1
    assert "my_package.missing" in outcome.text


def _names(folder):
    for path in folder.iterdir():
        if path.suffix == ".whl":
            yield from zipfile.ZipFile(path).namelist()
        else:
            with tarfile.open(path) as sdist:
                yield from sdist.getnames()
