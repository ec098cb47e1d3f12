"""Small repositories that Shipyard did not make."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

FILES = {
    "setup.py": (
        "from setuptools import setup\n"
        "import oldie\n"
        'setup(name="Old.Thing", version=oldie.__version__, py_modules=["oldie"])\n'
    ),
    "oldie.py": "__version__ = '1.2.3'\n",
    "CHANGES.md": "# Changes\n\n## 1.2.3 (2020-01-01)\n\n- It works.\n",
}

Make = Callable[..., Path]


def git(folder: Path, *words: str) -> str:
    """Run git, which must succeed, and return what it printed."""
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def state(folder: Path) -> dict[str, bytes]:
    """Return every file of a work tree with its bytes, and the branches of its repository."""
    names = [
        path
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.parts
    ]
    refs = git(folder, "for-each-ref").encode()
    return {
        **{str(path.relative_to(folder)): path.read_bytes() for path in names},
        "refs": refs,
    }


@pytest.fixture(name="make")
def _make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Return what makes a repository of files, with an origin; '' leaves a usual file out."""
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\n\tname = A Person\n\temail = person@example.com\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")

    def make(files: Mapping[str, str] | None = None) -> Path:
        folder = tmp_path / "old"
        for name, text in {**FILES, **(files or {})}.items():
            if text:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text)
        git(tmp_path, "init", "--quiet", "--bare", "origin.git")
        git(folder, "init", "--quiet", "--initial-branch", "master")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", "As it was")
        git(folder, "tag", "1.2.3")
        git(folder, "remote", "add", "origin", str(tmp_path / "origin.git"))
        git(folder, "push", "--quiet", "--tags", "--set-upstream", "origin", "master")
        return folder

    return make
