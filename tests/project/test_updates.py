"""A project remembers its template and its answers, and takes later changes of the template."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path

import pytest

from testkit.running import attempt, needed, run
from testkit.tree import PROJECT, ROOT, template_files

pytestmark = pytest.mark.slow

# The last version whose release tool was a part of the template.
LAST = "00b3e06"
# A program in an environment without Shipyard, which the tests' own has: `-S` leaves out what a
# .pth file adds, and that is how it got there.
ALONE = f"import sys; sys.path.append({sysconfig.get_path('purelib')!r}); "
COOKIECUTTER = f"{ALONE}from cookiecutter.cli import main; main()"
CRUFT = f"{ALONE}from cruft._cli import app; app()"
# The same, where all that git checks out for cruft has one date.
CRUFT_IN_ONE_SECOND = f"""{ALONE}
import os
import git
from cruft._cli import app

def reset(head, *given, **options):
    done = real_reset(head, *given, **options)
    for folder, _, names in os.walk(head.repo.working_dir):
        for name in names:
            os.utime(os.path.join(folder, name), (10 ** 9, 10 ** 9))
    return done

real_reset = git.HEAD.reset
git.HEAD.reset = reset
app()
"""


def alone(folder, program, *words, env):
    """Run a program where only the template has Shipyard's code."""
    return run(folder, sys.executable, "-S", "-c", program, *words, env=env)


def code_and_template() -> dict[str, bytes]:
    """What of this tree makes a project."""
    code = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for path in ROOT.joinpath("shipyard").rglob("*.py")
    }
    return template_files() | code


def write(folder: Path, contents: dict[str, bytes]) -> None:
    """Write these files."""
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def commit(folder, message, env):
    """Commit everything, as a repository's own .gitignore stays out of this."""
    run(folder, "git", "add", "--all", "--force", env=env)
    run(folder, "git", "commit", "--quiet", "-m", message, env=env)


@pytest.fixture(name="template")
def _template(tmp_path, env):
    """A git repository with the template as it stands here."""
    folder = tmp_path / "template"
    write(folder, code_and_template())
    run(folder, "git", "init", "--quiet", env=env)
    commit(folder, "Old", env)
    return folder


def edit(folder, env, name, old, new):
    """Change one place of one file, and commit that."""
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    run(folder, "git", "commit", "--quiet", "--all", "-m", "Edit", env=env)


@pytest.fixture(name="made")
def _made(template, tmp_path, env):
    """A project that plain cookiecutter made from that repository."""
    own = env | {"HOME": str(tmp_path)}
    run(
        tmp_path,
        sys.executable,
        "-m",
        "cookiecutter",
        "--no-input",
        template,
        "license=MPL-2.0",
        env=own,
    )
    return tmp_path / "my-package"


def test_answers_and_commit_are_recorded(template, made, env):
    """.cruft.json names the template, the commit it stood at, and every answer."""
    recorded = json.loads((made / ".cruft.json").read_text(encoding="utf-8"))
    answers = recorded["context"]["cookiecutter"]

    assert recorded["template"] == str(template)
    assert recorded["commit"] == run(template, "git", "rev-parse", "HEAD", env=env).strip()
    assert answers["license"] == "MPL-2.0"
    assert answers["package_name"] == "my_package"
    assert not [name for name in answers if name.startswith("_")]


def test_the_origin_of_a_clone_is_recorded(template, tmp_path, env):
    """A project made from a clone names where the clone came from."""
    run(tmp_path, "git", "clone", "--quiet", template, "clone", env=env)
    own = env | {"HOME": str(tmp_path)}
    run(tmp_path, sys.executable, "-m", "cookiecutter", "--no-input", "clone", env=own)
    recorded = json.loads((tmp_path / "my-package/.cruft.json").read_text(encoding="utf-8"))

    assert recorded["template"] == str(template)


def test_another_repository_in_the_environment_is_not_recorded(template, tmp_path, env):
    """In a hook of git, GIT_DIR names the hook's repository, which is not the template's."""
    run(tmp_path, "git", "init", "--quiet", "other", env=env)
    run(tmp_path / "other", "git", "commit", "--quiet", "--allow-empty", "-m", "Other", env=env)
    own = env | {"HOME": str(tmp_path), "GIT_DIR": str(tmp_path / "other/.git")}
    run(tmp_path, sys.executable, "-m", "cookiecutter", "--no-input", template, env=own)
    recorded = json.loads((tmp_path / "my-package/.cruft.json").read_text(encoding="utf-8"))

    assert recorded["commit"] == run(template, "git", "rev-parse", "HEAD", env=env).strip()


def test_a_fresh_project_differs_in_nothing_from_its_template(made, env):
    """`cruft diff` is empty, so what it shows later are the user's own changes."""
    assert run(made, needed("cruft"), "diff", "--exit-code", env=env) == ""


@pytest.mark.story
def test_an_update_brings_what_changed_and_keeps_edits(template, made, env):
    """`cruft update` applies a change of the template, and the user's edits stay."""
    cruft = needed("cruft")
    edit(made, env, "README.md", "## Use", "## Use it")
    edit(made, env, "src/my_package/example.py", 'f"Hello, ', 'f"Good morning, ')
    assert "up to date" in run(made, cruft, "check", env=env)
    edit(template, env, f"{PROJECT}/SECURITY.md", "# Security", "# Security first")

    assert attempt(made, cruft, "check", env=env).returncode == 1
    run(made, cruft, "update", "--skip-apply-ask", env=env)
    assert run(made, "git", "diff", "--name-only", "HEAD", env=env).split() == [
        ".cruft.json",
        "SECURITY.md",
    ]
    assert "# Security first" in (made / "SECURITY.md").read_text(encoding="utf-8")
    assert "## Use it" in (made / "README.md").read_text(encoding="utf-8")
    assert "up to date" in run(made, cruft, "check", env=env)


def test_cruft_creates_a_project_that_it_can_update(template, tmp_path, env):
    """`cruft create` makes the same files as cookiecutter, and `cruft check` knows them."""
    own = env | {"HOME": str(tmp_path)}
    run(tmp_path, needed("cruft"), "create", "--no-input", template, env=own)
    project = tmp_path / "my-package"

    assert "up to date" in run(project, needed("cruft"), "check", env=own)
    assert (project / "src/my_package/_version.py").is_file()
    assert not (project / ".gitlab-ci.yml").exists()


def test_a_change_of_the_templates_code_arrives(template, made, env):
    """What a changed module computes is in the updated project, in the same process and folder."""
    edit(template, env, "shipyard/names.py", "NEWEST_PYTHON = 15", "NEWEST_PYTHON = 16")
    alone(made, CRUFT, "update", "--skip-apply-ask", env=env)

    assert "Python :: 3.16" in (made / "setup.py").read_text(encoding="utf-8")


def test_a_change_of_the_same_second_and_size_arrives(template, made, env):
    """A module with another content of the same size and date is not taken for the old one."""
    edit(template, env, "shipyard/names.py", "NEWEST_PYTHON = 15", "NEWEST_PYTHON = 16")
    alone(made, CRUFT_IN_ONE_SECOND, "update", "--skip-apply-ask", env=env)

    assert "Python :: 3.16" in (made / "setup.py").read_text(encoding="utf-8")


def test_a_new_filter_of_the_templates_code_arrives(template, made, env):
    """A file may use a filter that only the new version of the code has."""
    extension = "shipyard/extension.py"
    edit(
        template, env, extension, "python=filters.python,", "python=filters.python, loud=str.upper,"
    )
    edit(template, env, f"{PROJECT}/SECURITY.md", "# Security", "# {{ 'Security' | loud }}")
    alone(made, CRUFT, "update", "--skip-apply-ask", env=env)

    assert "# SECURITY" in (made / "SECURITY.md").read_text(encoding="utf-8")


def test_a_change_of_what_the_hooks_use_arrives(template, made, env):
    """The hooks are processes of their own, and take the new code as well."""
    edit(template, env, "shipyard/vendor.py", '"shipyard_release")\nPLACE', '"moved_tool")\nPLACE')
    old, new = (template / "release-tool/src" / name for name in ("shipyard_release", "moved_tool"))
    run(template, "git", "mv", old, new, env=env)
    new.joinpath("__init__.py").write_text('"""Moved."""\n', encoding="utf-8")
    commit(template, "Move the tool", env)
    alone(made, CRUFT_IN_ONE_SECOND, "update", "--skip-apply-ask", env=env)
    tool = made / "tools/shipyard_release/__init__.py"

    assert tool.read_text(encoding="utf-8") == '"""Moved."""\n'


def test_an_installed_shipyard_is_not_asked(template, tmp_path, env):
    """Whatever Shipyard is installed, a template is rendered and updated by its own code alone."""
    modules = [path.name for path in (ROOT / "shipyard").glob("*.py")]
    refusal = b"raise RuntimeError('an installed Shipyard was imported')\n"
    write(tmp_path / "installed/shipyard", dict.fromkeys(modules, refusal))
    own = env | {"HOME": str(tmp_path), "PYTHONPATH": str(tmp_path / "installed")}
    run(tmp_path, sys.executable, "-m", "cookiecutter", "--no-input", template, env=own)
    project = tmp_path / "my-package"
    edit(template, env, "shipyard/names.py", "NEWEST_PYTHON = 15", "NEWEST_PYTHON = 16")
    run(project, needed("cruft"), "update", "--skip-apply-ask", env=own)

    assert project.joinpath("tools/shipyard_release").is_dir()
    assert "Python :: 3.16" in (project / "setup.py").read_text(encoding="utf-8")


def last_version(folder: Path) -> None:
    """Write the whole tree of the last version, as git remembers it."""
    command = ["git", "archive", "--format=tar", LAST]
    archive = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tree:
        tree.extractall(folder, filter="data")


@pytest.mark.parametrize("installed", ["nothing", "the last version", "this version"])
def test_a_project_of_the_last_version_is_updated(tmp_path, env, installed):
    """The old tools/ files go, the new release tool comes, and edits outside tools/ stay."""
    own = env | {"HOME": str(tmp_path)}
    template = tmp_path / "template"
    last_version(template)
    run(template, "git", "init", "--quiet", env=env)
    commit(template, "The last version", env)
    if installed == "the last version":
        last_version(tmp_path / "installed")
        own["PYTHONPATH"] = str(tmp_path / "installed")
    if installed == "this version":
        write(tmp_path / "installed", code_and_template())
        own["PYTHONPATH"] = str(tmp_path / "installed")
    alone(tmp_path, COOKIECUTTER, "--no-input", template, env=own)
    project = tmp_path / "my-package"
    old_program = (project / "tools/release.py").read_bytes()
    edit(project, env, "README.md", "## Use", "## Use it")
    edit(project, env, "src/my_package/example.py", 'f"Hello, ', 'f"Good morning, ')
    run(template, "git", "rm", "-r", "--quiet", ".", env=env)
    write(template, code_and_template())
    commit(template, "This version", env)
    alone(project, CRUFT, "update", "--skip-apply-ask", env=own)
    program = project / "tools/release.py"

    assert not project.joinpath("tools/shipping").exists()
    assert not program.exists() or program.read_bytes() != old_program
    assert project.joinpath("tools/shipyard_release/__main__.py").is_file()
    assert "## Use it" in (project / "README.md").read_text(encoding="utf-8")
    assert 'f"Good morning, ' in (project / "src/my_package/example.py").read_text(encoding="utf-8")
    assert '"0.1.0"' in (project / "src/my_package/_version.py").read_text(encoding="utf-8")
    assert not list(project.rglob("*.rej"))
