"""A newcomer with an old setup.py: from `shipyard adopt` to a second release, as it is printed."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from testkit.index import serve
from testkit.running import environment, path_with_uv, run
from testkit.tree import ROOT
from tests.adoption.conftest import Make, git

MOST_OFFERS = 4


def typed(folder: Path, command: str, env: Mapping[str, str]) -> list[str]:
    """Type a command, and then the longer one that each stop offers, until one ends well."""
    commands = [command]
    for _ in range(MOST_OFFERS):
        words = shlex.split(commands[-1])
        done = subprocess.run(
            words, cwd=folder, env=env, capture_output=True, text=True
        )
        if done.returncode == 0:
            return commands
        said = done.stdout + done.stderr
        offers = re.findall(rf": ({re.escape(commands[-1])} .+)$", said, re.MULTILINE)
        assert offers, said
        commands.append(offers[-1])
    raise AssertionError(commands)


@pytest.mark.slow
def test_from_an_old_setup_py_to_a_second_release(make: Make, tmp_path: Path):
    """The printed steps are typed in their order, with the name of their own index in the last.

    Only `preflight` is left out: it would ask PyPI.
    """
    folder = make(
        {"Makefile": "all:\n\techo theirs\n", "LICENSE": "MIT\n", "README.md": "Old.\n"}
    )
    home = tmp_path / "home"
    home.mkdir()
    own = {"HOME": str(home), "GIT_CONFIG_GLOBAL": str(tmp_path / "gitconfig")}
    own |= {"XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)}
    own["PATH"] = path_with_uv()
    env = environment(**own)

    adopt = (sys.executable, "-m", "shipyard", "adopt", folder, "--yes")
    said = run(folder.parent, *adopt, env=env)
    assert "0 differences" in said
    lines = said.partition("Next:")[2].splitlines()
    steps = [line.strip().partition("  #")[0] for line in lines]
    [look] = [step for step in steps if step.startswith("git diff")]
    [merge] = [step for step in steps if step.startswith("git merge")]
    [rehearse] = [step for step in steps if step.endswith("rehearse")]
    [release] = [step for step in steps if step.endswith("TO=NAME")]
    release = release.replace("NAME", "ours")
    for step in (look, merge, rehearse):
        run(folder, *shlex.split(step), env=env)
    with serve(tmp_path / "index") as index:
        (home / ".pypirc").write_text(index.pypirc("ours"))
        first = typed(folder, release, env)
        (folder / "README.md").write_text("After the first release.\n")
        git(folder, "commit", "--quiet", "--all", "--message=More")
        second = typed(folder, release, env)

        wheels = {f"old_thing-{v}-py3-none-any.whl" for v in ("1.2.4", "1.2.5")}
        assert set(index.files) >= wheels
    assert first[-1] == second[-1] == f"{release} ALLOW_EMPTY=1 YES=1"
    assert git(folder, "tag", "--list").split() == ["1.2.3", "1.2.4", "1.2.5"]
    assert git(folder, "status", "--porcelain") == ""
