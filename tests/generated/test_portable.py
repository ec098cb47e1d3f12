"""The commands that a pipeline types on other systems run here, under both path conventions."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from testkit.programs import need
from testkit.running import environment, run
from tests.ci.pipelines import workflows

pytestmark = pytest.mark.whole

# Starts tools/run.py as if on Windows: it looks for programs as Scripts\pytest.exe, cannot become
# another program, and gets environments that have their programs there and nowhere else.
AS_ON_WINDOWS = """
import contextlib, glob, hashlib, os, shutil, subprocess, sys  # before the system seems another
sys.path.insert(0, "tools")
this, os.name = os.name, "nt"
import run
os.name = this

def execute(*command, plainly=run.execute, **more):
    plainly(*command, **more)
    for name in (".venv", ".venv-wheel"):
        programs = os.path.join(run.ROOT, name, "bin")
        windows = os.path.join(run.ROOT, name, "Scripts")
        os.makedirs(windows, exist_ok=True)
        for program in os.listdir(programs) if os.path.isdir(programs) else []:
            place = os.path.join(windows, program + ".exe")
            if not os.path.lexists(place):
                os.symlink(os.path.join(programs, program), place)

run.execute = execute
sys.exit(run.in_words(run.main, sys.argv[1:]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("system", ["posix", "windows"])
def test_the_wheel_is_tested_without_make(bake, tmp_path, system):
    """What the pipeline types on Windows and macOS builds an environment and tests the wheel."""
    project: Path = bake(ci="github", docs="sphinx", command_line="click")
    jobs = workflows(project)["tests.yml"].jobs
    [command] = {step["run"] for step in jobs["elsewhere"]["steps"] if "run" in step}
    program, script, *words = shlex.split(command)
    env = environment(UV=str(need("uv")))
    wheel = ["-m", "build", "--wheel", "--outdir", "dist", "--installer", "uv"]
    run(project, sys.executable, *wheel, env=env)
    as_on_windows = tmp_path / "windows.py"
    as_on_windows.write_text(AS_ON_WINDOWS, encoding="utf-8")
    starter = [script] if system == "posix" else [as_on_windows]

    said = run(project, sys.executable, *starter, *words, env=env)

    assert (program, script) == ("python", "tools/run.py")
    assert " passed" in said
    assert project.joinpath(".venv-wheel", "Scripts").exists() == (system == "windows")
