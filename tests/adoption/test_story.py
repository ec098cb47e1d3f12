"""A newcomer with an old setup.py: from `shipyard adopt` to a second release, as it is printed."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from testkit.index import serve
from testkit.running import environment, needed, run
from tests.adoption.conftest import Make, git

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_from_an_old_setup_py_to_a_second_release(make: Make, tmp_path: Path):
    """What is printed leads from an old repository to two releases on an index of their own."""
    folder = make({"Makefile": "all:\n\techo theirs\n", "LICENSE": "MIT\n", "README.md": "Old.\n"})
    home = tmp_path / "home"
    home.mkdir()
    own = {"HOME": str(home), "GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig")}
    own |= {"XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)}
    # uv makes the environments several times faster than pip does.
    own["PATH"] = f"{needed('uv').parent}{os.pathsep}{os.environ['PATH']}"
    env = environment(**own)

    said = run(folder.parent, sys.executable, "-m", "shipyard", "adopt", folder, "--yes", env=env)
    assert "0 differences" in said
    steps = re.findall(r"^  (git merge|make -f) (.*?)  # ", said, re.MULTILINE)
    merge, _, _, release = [f"{first} {rest}".split() for first, rest in steps]
    run(folder, *merge, env=env)
    git(folder, "push", "--quiet")
    with serve(tmp_path / "index") as index:
        (home / ".pypirc").write_text(index.pypirc("ours"))
        for number in ("4", "5"):
            run(folder, *release, "TO=ours", "YES=1", "ALLOW_EMPTY=1", env=env)
            assert f"old_thing-1.2.{number}-py3-none-any.whl" in index.files
            (folder / "README.md").write_text(f"After 1.2.{number}.\n")
            git(folder, "commit", "--quiet", "--all", "--message=More")

    assert git(folder, "tag", "--list").split() == ["1.2.3", "1.2.4", "1.2.5"]
    assert git(folder, "status", "--porcelain") == ""
