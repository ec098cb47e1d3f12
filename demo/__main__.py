"""Walk the ten steps, from nothing to a second release, and say what each of them shows."""

from __future__ import annotations

import shlex
import sys
import venv
from pathlib import Path

from demo.stage import ROOT, Stage, Stopped, bold, identity, stage

NAME = "harbour-log"
TARGET = "harbour"


def main() -> int:
    try:
        with stage() as scene:
            project = generate(scene)
            prepare(scene, project)
            rehearse(scene, project)
            release(scene, project)
            release_again(scene, project)
            look(scene, project)
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


def generate(scene: Stage) -> Path:
    scene.step(1, "a properly structured package", "One command makes it, one command checks it.")
    author = [f"author_name={identity('name')}", f"author_email={identity('email')}"]
    answers = ["--no-input", f"project_name={NAME}", *author]
    cookiecutter = [sys.executable, "-m", "cookiecutter", str(ROOT), *answers]
    scene.do(
        *cookiecutter, cwd=scene.folder, show=shlex.join(["cookiecutter", ROOT.name, *answers])
    )
    project = scene.folder / NAME
    print(
        "\nThe demo runs inside Shipyard's own repository, where no project gets one of its own. "
        "So its repository and first commit are made by hand here:"
    )
    scene.do("git", "init", "--quiet", "--initial-branch=main", cwd=project)
    scene.do("git", "add", ".", cwd=project)
    scene.do(
        "git", "commit", "--quiet", "--message", "Start harbour-log with Shipyard", cwd=project
    )
    scene.do("git", "ls-files", cwd=project)
    scene.do("make", "check", cwd=project)
    return project


def prepare(scene: Stage, project: Path) -> None:
    scene.step(
        2,
        "an account",
        "For PyPI you would make one; `make preflight` says where and in which order.",
    )
    print(
        f"This demo runs an index of its own at {scene.index.url}, "
        f"with the account {scene.index.username!r}."
    )
    scene.step(3, "setup.py holds the metadata")
    print(project.joinpath("setup.py").read_text(encoding="utf-8"))
    scene.step(
        4,
        "a source distribution",
        "From the commit: the same bytes in any folder, time zone and umask.",
    )
    scene.do("make", "build", cwd=project)
    scene.step(
        5,
        "a token",
        "For PyPI: `make token`. The demo's password goes to the .pypirc of a throwaway home.",
    )
    scene.folder.joinpath("home", ".pypirc").write_text(
        scene.index.pypirc(TARGET), encoding="utf-8"
    )
    remote(scene, project)
    scene.do("make", "preflight", f"TO={TARGET}", cwd=project)
    scene.step(6, "twine", "It came with the environment of the release tool; nothing to install.")
    scene.do(".venv-release/bin/python", "-m", "twine", "--version", cwd=project)


def remote(scene: Stage, project: Path) -> None:
    """A bare repository takes the place of the hosting site."""
    origin = scene.folder / f"{NAME}.git"
    scene.do(
        "git",
        "init",
        "--quiet",
        "--bare",
        str(origin),
        cwd=scene.folder,
        show=f"git init --bare {origin.name}",
    )
    add = ["git", "remote", "add", "origin", str(origin)]
    scene.do(*add, cwd=project, show=f"git remote add origin ../{origin.name}")
    scene.do("git", "push", "--quiet", "--set-upstream", "origin", "HEAD", cwd=project)


def rehearse(scene: Stage, project: Path) -> None:
    scene.step(
        "Before the real thing",
        "a rehearsal",
        "The same plan on throwaway copies, without any network.",
    )
    scene.do("make", "rehearse", cwd=project)


def release(scene: Stage, project: Path) -> None:
    scene.step(7, "the upload", "It would ask before anything becomes public; YES=1 answers.")
    scene.do("make", "release", f"TO={TARGET}", "YES=1", cwd=project)
    scene.step(8, "a look at the index", "Downloaded again and compared with what was built.")
    scene.do("make", "verify", f"TO={TARGET}", cwd=project)
    scene.step(9, "pip install", "As anybody would, into an empty environment.")
    customer = scene.folder / "customer"
    venv.create(customer, with_pip=False)
    install(scene, customer, f"{NAME}==0.1.0")


def release_again(scene: Stage, project: Path) -> None:
    scene.step(10, "the next version", "Write down what changed, commit, and raise the version.")
    changelog = project / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8")
    news = "## [Unreleased]\n\n### Added\n\n- A second release, made by the demo.\n"
    changelog.write_text(text.replace("## [Unreleased]\n", news, 1), encoding="utf-8")
    scene.do("git", "commit", "--quiet", "--all", "--message", "Say what is new", cwd=project)
    scene.do("make", "release", "BUMP=minor", f"TO={TARGET}", "YES=1", cwd=project)
    install(scene, scene.folder / "customer", f"{NAME}==0.2.0")


def install(scene: Stage, customer: Path, requirement: str) -> None:
    """pip takes the package from the demo's index alone; then Python says which version it got."""
    pip = [sys.executable, "-m", "pip", "--python", str(customer), "install", "--no-cache-dir"]
    index = ["--index-url", scene.index.simple]
    scene.do(
        *pip,
        *index,
        requirement,
        cwd=scene.folder,
        show=f"pip install {' '.join(index)} {requirement}",
    )
    module = NAME.replace("-", "_")
    on_posix = customer / "bin/python"
    python = on_posix if on_posix.exists() else customer / "Scripts/python"
    says = f"import {module}; print({module}.__version__)"
    scene.do(str(python), "-c", says, cwd=scene.folder, show=f'python -c "{says}"')


def look(scene: Stage, project: Path) -> None:
    where = project.relative_to(Path.cwd()) if project.is_relative_to(Path.cwd()) else project
    print(f"\n\n{bold('Both releases are out.')} The index kept {', '.join(scene.index.files)}.")
    scene.do("git", "log", "--oneline", "--decorate", cwd=project)
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
