"""Walk the ten steps, from nothing to a second release, and say what each of them shows."""

from __future__ import annotations

import shlex
import sys
import venv
from pathlib import Path

from demo.sandbox import Sandbox, Stopped, bold, identity, open_sandbox
from testkit.tree import ROOT

NAME = "harbour-log"
INDEX = "company"


def main() -> int:
    """Walk the ten steps, and return an exit status."""
    try:
        with open_sandbox() as sandbox:
            project = generate(sandbox)
            prepare(sandbox, project)
            rehearse(sandbox, project)
            release(sandbox, project)
            release_again(sandbox, project)
            look(sandbox, project)
    except Stopped as reason:
        print(f"\nThe demo stopped: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(
            "\nThe demo was stopped. What it made is in build/demo and may be deleted.",
            file=sys.stderr,
        )
        return 130
    return 0


def generate(sandbox: Sandbox) -> Path:
    """Step 1: make the package, check it, and return its folder."""
    sandbox.step(
        1,
        "a properly structured package",
        "One command makes it, one command checks it.",
    )
    author = [f"author_name={identity('name')}", f"author_email={identity('email')}"]
    answers = ["--no-input", f"project_name={NAME}", *author]
    cookiecutter = [sys.executable, "-m", "cookiecutter", str(ROOT), *answers]
    sandbox.do(
        *cookiecutter,
        cwd=sandbox.folder,
        show=shlex.join(["cookiecutter", ROOT.name, *answers]),
    )
    project = sandbox.folder / NAME
    print(
        "\nThe demo runs inside Shipyard's own repository, where no project gets one of its own. "
        "So its repository and first commit are made by hand here:"
    )
    sandbox.do("git", "init", "--quiet", "--initial-branch=main", cwd=project)
    sandbox.do("git", "add", ".", cwd=project)
    sandbox.do(
        "git",
        "commit",
        "--quiet",
        "--message",
        "Start harbour-log with Shipyard",
        cwd=project,
    )
    sandbox.do("git", "ls-files", cwd=project)
    sandbox.do("make", "check", cwd=project)
    return project


def prepare(sandbox: Sandbox, project: Path) -> None:
    """Steps 2 to 6: an account, the metadata, the distributions, the credentials and twine."""
    sandbox.step(
        2,
        "an account",
        "For PyPI you would make one; `make preflight` says where and in which order.",
    )
    print(
        f"This demo runs an index of its own at {sandbox.index.url}, "
        f"with the account {sandbox.index.username!r}."
    )
    sandbox.step(3, "setup.py holds the metadata")
    print(project.joinpath("setup.py").read_text(encoding="utf-8"))
    sandbox.step(
        4,
        "a source distribution",
        "From the commit: the same bytes in any folder, time zone and umask.",
    )
    sandbox.do("make", "build", cwd=project)
    sandbox.step(
        5,
        "a token",
        "For PyPI: `make token`. The demo's password goes to the .pypirc of a throwaway home.",
    )
    sandbox.folder.joinpath("home", ".pypirc").write_text(
        sandbox.index.pypirc(INDEX), encoding="utf-8"
    )
    remote(sandbox, project)
    sandbox.do("make", "preflight", f"TO={INDEX}", cwd=project)
    sandbox.step(
        6,
        "twine",
        "It came with the environment of the release tool; nothing to install.",
    )
    sandbox.do(".venv-release/bin/python", "-m", "twine", "--version", cwd=project)


def remote(sandbox: Sandbox, project: Path) -> None:
    """A bare repository takes the place of the hosting site."""
    origin = sandbox.folder / f"{NAME}.git"
    sandbox.do(
        "git",
        "init",
        "--quiet",
        "--bare",
        str(origin),
        cwd=sandbox.folder,
        show=f"git init --bare {origin.name}",
    )
    add = ["git", "remote", "add", "origin", str(origin)]
    sandbox.do(*add, cwd=project, show=f"git remote add origin ../{origin.name}")
    sandbox.do(
        "git", "push", "--quiet", "--set-upstream", "origin", "HEAD", cwd=project
    )


def rehearse(sandbox: Sandbox, project: Path) -> None:
    """Rehearse the release."""
    sandbox.step(
        "Before the real thing",
        "a rehearsal",
        "The same plan on throwaway copies, without any network.",
    )
    sandbox.do("make", "rehearse", cwd=project)


def release(sandbox: Sandbox, project: Path) -> None:
    """Steps 7 to 9: upload, look at the index, and install from there."""
    sandbox.step(
        7, "the upload", "It would ask before anything becomes public; YES=1 answers."
    )
    sandbox.do("make", "release", f"TO={INDEX}", "YES=1", cwd=project)
    sandbox.step(
        8, "a look at the index", "Downloaded again and compared with what was built."
    )
    sandbox.do("make", "verify", f"TO={INDEX}", cwd=project)
    sandbox.step(9, "pip install", "As anybody would, into an empty environment.")
    user = sandbox.folder / "user"
    venv.create(user, with_pip=False)
    install(sandbox, user, f"{NAME}==0.1.0")


def release_again(sandbox: Sandbox, project: Path) -> None:
    """Step 10: write down what changed, and release the next version."""
    sandbox.step(
        10,
        "the next version",
        "Write down what changed, commit, and raise the version.",
    )
    changelog = project / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8")
    news = "## [Unreleased]\n\n### Added\n\n- A second release, made by the demo.\n"
    changelog.write_text(text.replace("## [Unreleased]\n", news, 1), encoding="utf-8")
    sandbox.do(
        "git", "commit", "--quiet", "--all", "--message", "Say what is new", cwd=project
    )
    sandbox.do("make", "release", "BUMP=minor", f"TO={INDEX}", "YES=1", cwd=project)
    install(sandbox, sandbox.folder / "user", f"{NAME}==0.2.0")


def install(sandbox: Sandbox, user: Path, requirement: str) -> None:
    """pip takes the package from the demo's index alone; then Python says which version it got."""
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(user),
        "install",
        "--no-cache-dir",
    ]
    index = ["--index-url", sandbox.index.simple]
    sandbox.do(
        *pip,
        *index,
        requirement,
        cwd=sandbox.folder,
        show=f"pip install {' '.join(index)} {requirement}",
    )
    module = NAME.replace("-", "_")
    on_posix = user / "bin/python"
    python = on_posix if on_posix.exists() else user / "Scripts/python"
    says = f"import {module}; print({module}.__version__)"
    sandbox.do(str(python), "-c", says, cwd=sandbox.folder, show=f'python -c "{says}"')


def look(sandbox: Sandbox, project: Path) -> None:
    """Say what there is to look at now."""
    where = (
        project.relative_to(Path.cwd())
        if project.is_relative_to(Path.cwd())
        else project
    )
    print(
        f"\n\n{bold('Both releases are out.')} The index kept {', '.join(sandbox.index.files)}."
    )
    sandbox.do("git", "log", "--oneline", "--decorate", cwd=project)
    print(f"""
{bold("What to look at now")}

  {where}/setup.py       the metadata, as the guide has it
  {where}/CHANGELOG.md   what `make release` made of Unreleased
  {where}/README.md      what your users and contributors would read
  make -C {where}        what a maintainer can type

Your own: .venv/bin/shipyard new --output-dir ..
""")


if __name__ == "__main__":
    sys.exit(main())
