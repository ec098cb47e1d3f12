"""A project is whole for its build where cookiecutter runs no hooks."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from email.parser import HeaderParser
from typing import IO, cast

import pytest


@pytest.mark.slow
@pytest.mark.parametrize(
    "others", [(), ("ci=gitlab", "docs=sphinx", "command_line=click")]
)
def test_a_project_builds_without_hooks(shell, others):
    """With `--accept-hooks no`, sdist and wheel can be built, and both say the answered version."""
    done = shell.run("--accept-hooks", "no", "version=3.2.1", *others)
    project = shell.work / "my-package"
    build = [sys.executable, "-m", "build", "--no-isolation", str(project)]

    assert done.returncode == 0, done.stderr
    assert not project.joinpath(".git").exists()  # No hook has run.
    subprocess.run(build, check=True, capture_output=True)
    with zipfile.ZipFile(next(project.glob("dist/*.whl"))) as wheel:
        in_wheel = wheel.read("my_package-3.2.1.dist-info/METADATA").decode()
    with tarfile.open(next(project.glob("dist/*.tar.gz"))) as sdist:
        file = cast("IO[bytes]", sdist.extractfile("my_package-3.2.1/PKG-INFO"))
        in_sdist = file.read().decode()
    versions = [
        HeaderParser().parsestr(text)["Version"] for text in (in_wheel, in_sdist)
    ]

    assert versions == ["3.2.1", "3.2.1"]
