"""Start the release tool: `python tools/release.py COMMAND`. `--help` lists the commands.

The tool is in tools/shipyard_release. It runs in .venv-release. The first command that needs this
environment creates it from the tool's own requirements. twine is in it as well.
"""

import os
import pathlib
{%- if cookiecutter.adopted is defined %}
import shutil
{%- endif %}
import subprocess
import sys
{%- if cookiecutter.adopted is defined %}
import tempfile
{%- endif %}

HERE = os.path.dirname(os.path.realpath(__file__))
# PYTHONSAFEPATH would leave this folder out.
sys.path.insert(0, HERE)

import run  # noqa: E402

if False:  # only for type checkers
    from typing import Callable

TOOL = os.path.join(HERE, "shipyard_release")
REQUIREMENTS = os.path.join(TOOL, "requirements.txt")
LOOK = os.path.join(TOOL, "look.py")
BUILD_REQUIREMENTS = os.path.join(TOOL, "build_requirements.py")
# These commands try out the package with its dependencies.
WITH_DEPENDENCIES = ("check", "rehearse", "release")
# The oldest Python that can read the tool's options.
OLDEST_FOR_OPTIONS = (3, 10)
# The oldest Python with a TOML parser.
OLDEST_FOR_SETTINGS = (3, 11)


def environment() -> run.Environment:
    """Return .venv-release: the tool's requirements, and those of the build."""

    def fill(install: "Callable[..., None]", python: str) -> None:
        install("--requirement", REQUIREMENTS)
        command = [python, "-I", BUILD_REQUIREMENTS, run.ROOT]
        asked = subprocess.Popen(command, stdout=subprocess.PIPE, universal_newlines=True)
        requirements = asked.communicate()[0].splitlines()
        if asked.returncode:
            raise run.Stop("Cannot read from pyproject.toml what the build requires; see above.")
        if requirements:
            install(*requirements)

    files = (REQUIREMENTS, BUILD_REQUIREMENTS, "pyproject.toml")
    return run.Environment(".venv-release", declaration=files, fill=fill)

{% if cookiecutter.adopted is defined %}
def lender() -> run.Environment:
    """Return .venv-trial: the dependencies of the last commit, to try out the package.

    It is built from an export of the commit, so that no build leaves a file in this folder.
    """

    def fill(install: "Callable[..., None]", _: str) -> None:
        folder = tempfile.mkdtemp()
        try:
            archive = os.path.join(folder, "source.tar")
            run.execute("git", "archive", "--format=tar", "--output=" + archive, "HEAD:./")
            shutil.unpack_archive(archive, os.path.join(folder, "source"))
            install(os.path.join(folder, "source"))
        finally:
            run.remove(folder)

    return run.Environment(".venv-trial", declaration=run.DECLARATION, fill=fill)
{% else %}
def lender() -> run.Environment:
    """Return .venv, which has the dependencies of the package."""
    return run.development()
{% endif %}

def main(arguments: "list[str]") -> int:
    """Run a command of the release tool and return its exit status."""
    if not os.path.isdir(TOOL):
        raise run.Stop(
            "The release tool is missing: there is no folder tools/shipyard_release. "
            "tools/README.md says how to add it."
        )
    own = environment()
    if sys.version_info < OLDEST_FOR_OPTIONS:
        own.prepare()
        return run.start(own.python, [os.path.realpath(__file__)] + arguments)
    # The tool's messages contain commands: this program, or make's targets if make started it.
    os.environ["SHIPYARD_RELEASE_PROGRAM"] = "python tools/release.py"
    # Refuse wrong usage and wrong settings before an environment is created.
    from shipyard_release.options import parse

    options = parse(arguments)
    if sys.version_info >= OLDEST_FOR_SETTINGS:
        from shipyard_release.look import look

        status = look(options, pathlib.Path(options.root or run.ROOT))
        if status:
            return status
    own.prepare()
    words = ["--root", run.ROOT] + arguments
    lending = lender()
    if options.command in WITH_DEPENDENCIES and not lending.is_as_declared():
        # For a version file that cannot be read, pip would print a traceback.
        status = subprocess.call([own.python, "-I", LOOK] + words)
        if status:
            return status
        lending.prepare()
    main_module = os.path.join(TOOL, "__main__.py")
    return run.start(own.python, ["-I", main_module] + words)


if __name__ == "__main__":
    sys.exit(run.in_words(main, sys.argv[1:]))
