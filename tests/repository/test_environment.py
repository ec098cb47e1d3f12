"""Our own environment, made by uv or by pip."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from testkit.running import environment, path_of, run
from testkit.tree import ROOT, files

pytestmark = pytest.mark.slow


@pytest.fixture(name="clone")
def _clone(tmp_path: Path) -> Path:
    """Every file of this repository in another folder, without an environment."""
    folder = tmp_path / "clone"
    for name in files():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((ROOT / name).read_bytes())
    folder.joinpath("scripts/environment").chmod(0o755)
    return folder


@pytest.mark.parametrize("installer", ["uv", "pip"])
def test_an_environment_is_made_without_uv_on_this_machine(clone, tmp_path, installer):
    """pip brings uv, which installs the group; when uv reaches no index, pip installs it."""
    own = environment(PATH=path_of(tmp_path / "bin", "git"), PYTHON=sys.executable)
    if installer == "pip":
        own |= {"UV_OFFLINE": "1", "UV_CACHE_DIR": str(tmp_path / "empty")}
    run(clone, "scripts/environment", "demo", env=own)

    python = clone / ".venv/bin/python"
    run(tmp_path, python, "-c", "import pypiserver, shipyard", env=own)
    found = next(
        clone.glob(".venv/lib/*/site-packages/pypiserver-*.dist-info/INSTALLER")
    )
    assert found.read_text(encoding="utf-8").strip() == installer
