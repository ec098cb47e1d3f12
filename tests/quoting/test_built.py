"""A sample of the corpus, another one each night, built, installed and read by real tools."""

from __future__ import annotations

import email.parser
import email.policy
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import IO, cast

import pytest
from packaging.metadata import Metadata
from packaging.utils import canonicalize_name

from shipyard import derive
from testkit import baking
from testkit.shell import complete
from tests.quoting.exactness import shown
from tests.quoting.test_exact import hands

SAMPLE = 8


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command and return what it prints; its errors are the message of a failure."""
    environment = {
        **os.environ,
        "PYTHONWARNINGS": "ignore",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, f"{words}:\n{done.stdout}{done.stderr}"
    return done.stdout


def told(answers: dict[str, str]) -> dict[str, object]:
    """Return what METADATA must say of these answers."""
    return {
        "name": derive.spelled_name(answers),
        "version": answers["version"],
        "summary": answers["description"],
        "author": answers["author_name"],
        "author_email": answers["author_email"],
        "requires_python": f">={answers['python_min']}",
    }


def said(raw: bytes) -> dict[str, object]:
    """Return what the packaging library, as strict as an index, reads in METADATA."""
    metadata = Metadata.from_email(raw, validate=True)
    fields = ("name", "summary", "author", "author_email")
    exact = {field: getattr(metadata, field) for field in fields}
    return {
        **exact,
        "version": str(metadata.version),
        "requires_python": str(metadata.requires_python),
    }


@pytest.fixture(name="git_identity", autouse=True)
def _git_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of one's own, and nobody's git configuration."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.chdir(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(SAMPLE))
def test_metadata_carries_the_exact_texts(tmp_path, number):
    """The project builds, twine finds nothing, and both distributions carry the answers."""
    given = hands()[-1 - number]
    answers = complete(given)
    project = baking.bake(tmp_path, **given)
    build = (sys.executable, "-m", "build", "--no-isolation")
    run(*build, "--outdir", tmp_path / "dist", project, cwd=tmp_path)
    wheel, sdist = sorted(
        (tmp_path / "dist").iterdir(), key=lambda path: path.suffix, reverse=True
    )
    run(sys.executable, "-m", "twine", "check", "--strict", wheel, sdist, cwd=tmp_path)
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        [metadata] = [name for name in names if name.endswith(".dist-info/METADATA")]
        from_wheel = archive.read(metadata)
    with tarfile.open(sdist) as archive:
        member = next(
            name
            for name in archive.getnames()
            if name.count("/") == 1 and name.endswith("/PKG-INFO")
        )
        from_sdist = cast("IO[bytes]", archive.extractfile(member)).read()
    package = answers["package_name"]
    importing = (
        f"import sys; sys.path[:0] = [{str(wheel)!r}]; "
        f"import {package}; print({package}.__version__)"
    )

    assert said(from_wheel) == said(from_sdist) == told(answers), f"with {given!r}"
    assert shown(description(from_wheel))[:2] == [
        answers["project_name"],
        answers["description"],
    ]
    assert canonicalize_name(wheel.name.split("-")[0]) == answers["project_slug"]
    assert (
        run(sys.executable, "-I", "-c", importing, cwd=tmp_path)
        == f"{answers['version']}\n"
    )
    assert list(tmp_path.rglob("*pwned*")) == []


def description(raw: bytes) -> str:
    """Return the long description of METADATA."""
    message = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(raw)
    return cast("bytes", message.get_payload(decode=True)).decode("utf-8")


@pytest.mark.slow
def test_an_installed_sample_keeps_its_metadata(tmp_path):
    """What pip installed says the same as what was answered, where Python itself looks."""
    given = hands()[0]
    answers = complete(given)
    project = baking.bake(tmp_path, **given)
    install = (
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
        "--target",
    )
    run(sys.executable, *install, tmp_path / "site", project, cwd=tmp_path)
    program = (
        "import sys, importlib.metadata as m; sys.path[:0] = ['site']; "
        f"found = m.metadata({answers['project_slug']!r}); "
        "print([found['Summary'], found['Author']])"
    )
    found = run(sys.executable, "-I", "-X", "utf8", "-c", program, cwd=tmp_path)

    assert found == f"{[answers['description'], answers['author_name']]}\n", (
        f"with {given!r}"
    )
