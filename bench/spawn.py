"""Starting git in a hook: by `os.posix_spawn`, as `shipyard.project.git` does, or by subprocess."""

from __future__ import annotations

import sys

from bench.frame import Contender, measure, report, run, scratch, user_environment
from testkit.tree import ROOT

ROUNDS = 25
SPAWN = """
import sys
sys.path[0] = {home!r}
from shipyard.project import git
assert git.run("--version") == (0, "")
"""
SUBPROCESS = """
import subprocess
subprocess.run(["git", "--version"], check=True, capture_output=True)
"""


def main() -> None:
    """Compare both ways."""
    with scratch() as folder:
        env = user_environment(folder)
        spawn = interpreter("os.posix_spawn", SPAWN.format(home=str(ROOT)), env)
        module = interpreter("import subprocess", SUBPROCESS, env)
        measure([spawn, module], ROUNDS)
    report(
        "Start git in a hook", [spawn, module], against=spawn, target="worth its lines"
    )
    print(f"\n  {1000 * (module.median - spawn.median):.1f} ms of CPU time are saved")


def interpreter(name: str, code: str, env: dict[str, str]) -> Contender:
    """Start an interpreter that runs `code`."""
    return Contender(
        name,
        lambda folder: run(sys.executable, "-c", code, cwd=folder, env=env),
        in_cpu=True,
    )
