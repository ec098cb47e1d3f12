"""A project remembers its template and its answers, and takes later changes of the template."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path

import pytest

from testkit.running import attempt, needed, run
from testkit.tree import PROJECT, ROOT, template_files

pytestmark = pytest.mark.slow

# Next autumn's change of the template's code: one line of its table.
PYTHONS = "shipyard/pythons.py"
NEWEST = '    "3.15": "2031-10",\n'
NEXT = '    "3.16": "2032-10",\n'
# Where the template is published; git fetches it from this machine instead.
ADDRESS = "https://example.org/yards/shipyard.git"
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
    # Python compiles what it runs there, which is not a change of the template.
    return template_files() | code | {".gitignore": (ROOT / ".gitignore").read_bytes()}


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


def published(folder: Path, env: dict[str, str]) -> dict[str, str]:
    """The environment of somebody at home in `folder`, whose git finds the template there."""
    return env | {
        "HOME": str(folder),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{folder.joinpath('template').as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": ADDRESS,
    }


@pytest.fixture(name="env")
def _env(tmp_path, env):
    """A person's environment in which git finds the template at its public address."""
    return published(tmp_path, env)


@pytest.fixture(name="template")
def _template(tmp_path, env):
    """A git repository with the template as it is here, as its hosting site has it."""
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


def cookiecutter(folder, *words, env):
    """Run plain cookiecutter in a folder, and return what it made."""
    run(folder, sys.executable, "-m", "cookiecutter", "--no-input", *words, env=env)
    return folder / "my-package"


@pytest.fixture(name="made")
def _made(template, tmp_path, env):  # noqa: ARG001 - it fetches the template by its address
    """A project that plain cookiecutter made from that repository."""
    return cookiecutter(tmp_path, ADDRESS, "license=MPL-2.0", env=env)


def test_answers_and_commit_are_recorded(template, made, env):
    """.cruft.json names the template, the commit it stood at, and every answer."""
    recorded = json.loads((made / ".cruft.json").read_text(encoding="utf-8"))
    answers = recorded["context"]["cookiecutter"]

    assert recorded["template"] == ADDRESS
    assert (
        recorded["commit"] == run(template, "git", "rev-parse", "HEAD", env=env).strip()
    )
    assert answers["license"] == "MPL-2.0"
    assert answers["package_name"] == "my_package"
    assert not [name for name in answers if name.startswith("_")]


def test_another_repository_in_the_environment_is_not_recorded(template, tmp_path, env):
    """In a hook of git, GIT_DIR names the hook's repository, which is not the template's."""
    run(tmp_path, "git", "init", "--quiet", "other", env=env)
    run(
        tmp_path / "other",
        "git",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "Other",
        env=env,
    )
    run(tmp_path, "git", "clone", "--quiet", ADDRESS, "clone", env=env)
    own = env | {"GIT_DIR": str(tmp_path / "other/.git")}
    project = cookiecutter(tmp_path, "clone", env=own)
    recorded = json.loads((project / ".cruft.json").read_text(encoding="utf-8"))

    assert (
        recorded["commit"] == run(template, "git", "rev-parse", "HEAD", env=env).strip()
    )


def publish(template: Path, env: dict[str, str]) -> None:
    """Make the template a whole repository, as Shipyard's is when it has a public address."""
    names = (".gitattributes", "LICENSE", "README.md")
    write(template, {name: (ROOT / name).read_bytes() for name in names})
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    urls = f'[project.urls]\nSource = "{ADDRESS}"\n\n[project.scripts]'
    text = pyproject.replace("[project.scripts]", urls)
    (template / "pyproject.toml").write_text(text, encoding="utf-8")
    commit(template, "Publish", env)


def from_clone(folder, env):
    """A project from a clone that somebody made by hand."""
    run(folder, "git", "clone", "--quiet", ADDRESS, "clone", env=env)
    return cookiecutter(folder, "clone", env=env)


def from_zip(folder, env):
    """A project from the zip file that a host offers."""
    archive = (
        "archive",
        "--prefix=shipyard-main/",
        f"--output={folder}/main.zip",
        "HEAD",
    )
    run(folder / "template", "git", *archive, env=env)
    return cookiecutter(folder, "main.zip", env=env)


def from_wheel(folder, env):
    """A project by the command of a wheel, which is built from what git has of a commit."""
    archive = ("archive", f"--output={folder}/main.tar", "HEAD")
    run(folder / "template", "git", *archive, env=env)
    with tarfile.open(folder / "main.tar") as files:
        files.extractall(folder / "unpacked", filter="data")
    build = ("-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "dist")
    run(folder / "unpacked", sys.executable, *build, env=env)
    return installed(folder, next(folder.glob("dist/*.whl")), env)


def from_repository(folder, env):
    """A project by the command that pip installs from a repository, as pipx does."""
    return installed(folder, f"git+{ADDRESS}", env)


def installed(folder, what, env):
    """A project by an installed command; its dependencies are those of the tests."""
    target = ("--no-deps", "--no-build-isolation", "--target", folder / "site")
    run(
        folder,
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        *target,
        what,
        env=env,
    )
    own = env | {"PYTHONPATH": str(folder / "site")}
    new = ("-m", "shipyard", "new", "--yes", "--project-name", "my-package")
    run(folder, sys.executable, *new, env=own)
    return folder / "my-package"


def from_uvx(folder, env):
    """A project by the command that README recommends."""
    # As pip does; the machine may reach its index through a proxy.
    own = env | {"UV_SYSTEM_CERTS": "1"}
    command = (
        "tool",
        "run",
        "--quiet",
        "--from",
        f"git+{ADDRESS}",
        "shipyard",
        "new",
        "--yes",
    )
    run(
        folder,
        sys.executable,
        "-m",
        "uv",
        *command,
        "--project-name",
        "my-package",
        env=own,
    )
    return folder / "my-package"


@pytest.mark.parametrize(
    "way", [from_clone, from_zip, from_wheel, from_repository, from_uvx]
)
def test_each_way_to_the_template_leads_back_to_it(template, tmp_path, env, way):
    """However the template was fetched, its project can be checked, compared and updated."""
    cruft = needed("cruft")
    publish(template, env)
    head = run(template, "git", "rev-parse", "HEAD", env=env).strip()
    project = way(tmp_path, env)
    recorded = json.loads((project / ".cruft.json").read_text(encoding="utf-8"))
    assert (recorded["template"], recorded["commit"]) == (ADDRESS, head)
    assert "up to date" in run(project, cruft, "check", env=env)
    assert run(project, cruft, "diff", "--exit-code", env=env) == ""
    edit(template, env, PYTHONS, NEWEST, f"{NEWEST}{NEXT}")
    assert attempt(project, cruft, "check", env=env).returncode == 1
    run(project, cruft, "update", "--skip-apply-ask", env=env)

    assert pythons(project / "setup.py")[-1] == "3.16"


def from_folder(folder, env):
    """A project from the template's folder, which has no address."""
    return cookiecutter(folder, folder / "template", env=env)


def from_changed_clone(folder, env):
    """A project from a clone with a change that nobody else has."""
    run(folder, "git", "clone", "--quiet", ADDRESS, "clone", env=env)
    (folder / "clone" / PROJECT / "NEW.md").write_text("New\n", encoding="utf-8")
    return cookiecutter(folder, "clone", env=env)


def from_installed_folder(folder, env):
    """A project by the command that pip installed from a folder."""
    return installed(folder, folder / "template", env)


@pytest.mark.parametrize(
    "way", [from_folder, from_changed_clone, from_installed_folder]
)
def test_what_cannot_be_updated_promises_no_update(template, tmp_path, env, way):
    """Where nobody else could fetch the template, nothing is recorded, and no file says so."""
    publish(template, env)
    project = way(tmp_path, env)
    texts = [path.read_text(encoding="utf-8") for path in project.rglob("*.md")]

    assert not project.joinpath(".cruft.json").exists()
    assert len(texts) > 3
    assert not any("cruft" in text or str(tmp_path) in text for text in texts)


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


def test_a_later_year_changes_nothing(template, made, env):
    """A project keeps its year: nothing differs then, and a change of the next line arrives."""
    for name in ("LICENSE", "README.md"):
        text = (made / name).read_text(encoding="utf-8")
        (made / name).write_text(re.sub(r"\b20\d\d\b", "2019", text), encoding="utf-8")
    commit(made, "An older project", env)
    assert run(made, needed("cruft"), "diff", "--exit-code", env=env) == ""
    edit(template, env, f"{PROJECT}/README.md", "## Licence", "## Its licence")
    run(made, needed("cruft"), "update", "--skip-apply-ask", env=env)

    assert "## Its licence\n\nCopyright 2019" in (made / "README.md").read_text(
        encoding="utf-8"
    )
    assert not list(made.rglob("*.rej"))


def test_cruft_promises_nothing_of_a_path(template, tmp_path, env):
    """cruft records the path that it was given; no file says that others can update from there."""
    run(tmp_path, needed("cruft"), "create", "--no-input", template, env=env)
    text = (tmp_path / "my-package/CONTRIBUTING.md").read_text(encoding="utf-8")

    assert "Why `setup.py`?" in text
    assert "cruft" not in text


@pytest.mark.usefixtures("template")
def test_cruft_creates_a_project_that_it_can_update(tmp_path, env):
    """`cruft create` makes the same files as cookiecutter, and `cruft check` knows them."""
    run(tmp_path, needed("cruft"), "create", "--no-input", ADDRESS, env=env)
    project = tmp_path / "my-package"

    assert "up to date" in run(project, needed("cruft"), "check", env=env)
    assert run(project, needed("cruft"), "diff", "--exit-code", env=env) == ""
    assert "cruft update" in (project / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert (project / "src/my_package/_version.py").is_file()
    assert not (project / ".gitlab-ci.yml").exists()


@pytest.mark.usefixtures("template")
def test_cruft_refuses_an_answer_to_no_question(tmp_path, env):
    """A misspelt question ends `cruft create` with the line that names the right one."""
    words = ("create", "--no-input", "--extra-context", '{"licence": "GPL"}', ADDRESS)
    done = attempt(tmp_path, needed("cruft"), *words, env=env)

    assert done.returncode == 1
    assert 'Did you mean "license"?' in " ".join(done.stdout.split())
    assert not (tmp_path / "my-package").exists()


def test_a_change_of_the_templates_code_arrives(template, made, env):
    """What a changed module computes is in the updated project, in the same process and folder."""
    edit(template, env, PYTHONS, NEWEST, f"{NEWEST}{NEXT}")
    alone(made, CRUFT, "update", "--skip-apply-ask", env=env)

    assert "Python :: 3.16" in (made / "setup.py").read_text(encoding="utf-8")


def test_a_change_of_the_same_second_and_size_arrives(template, made, env):
    """A module with another content of the same size and date is not taken for the old one."""
    edit(template, env, PYTHONS, NEWEST, f"{NEWEST}{NEXT}")
    alone(made, CRUFT_IN_ONE_SECOND, "update", "--skip-apply-ask", env=env)

    assert "Python :: 3.16" in (made / "setup.py").read_text(encoding="utf-8")


def test_a_new_filter_of_the_templates_code_arrives(template, made, env):
    """A file may use a filter that only the new version of the code has."""
    old = '"python": quoting.python,'
    edit(template, env, "shipyard/extension.py", old, f'{old} "loud": str.upper,')
    edit(
        template,
        env,
        f"{PROJECT}/SECURITY.md",
        "# Security",
        "# {{ 'Security' | loud }}",
    )
    alone(made, CRUFT, "update", "--skip-apply-ask", env=env)

    assert "# SECURITY" in (made / "SECURITY.md").read_text(encoding="utf-8")


def test_a_change_of_what_the_hooks_use_arrives(template, made, env):
    """The hooks are processes of their own, and take the new code as well."""
    edit(
        template,
        env,
        "shipyard/project/release_tool.py",
        '"shipyard_release")\nPLACE',
        '"moved_tool")\nPLACE',
    )
    old, new = (
        template / "release-tool/src" / name
        for name in ("shipyard_release", "moved_tool")
    )
    run(template, "git", "mv", old, new, env=env)
    new.joinpath("__init__.py").write_text('"""Moved."""\n', encoding="utf-8")
    commit(template, "Move the tool", env)
    alone(made, CRUFT_IN_ONE_SECOND, "update", "--skip-apply-ask", env=env)
    tool = made / "tools/shipyard_release/__init__.py"

    assert tool.read_text(encoding="utf-8") == '"""Moved."""\n'


def install(folder: Path, layout: str, newest: str) -> None:
    """Another version of Shipyard, as pip installs it: a wheel, or a clone that is edited."""
    files = code_and_template()
    repository = "shipyard/project/repository.py"
    files[PYTHONS] = files[PYTHONS].replace(NEWEST.encode(), newest.encode())
    files[repository] = files[repository].replace(
        b"with Shipyard", b"with another Shipyard"
    )
    if layout == "wheel":
        code = {
            name: files.pop(name)
            for name in list(files)
            if name.startswith("shipyard/")
        }
        files = {
            f"shipyard/template/{name}": content for name, content in files.items()
        } | code
    write(folder, files)


@pytest.mark.parametrize("layout", ["wheel", "clone"])
@pytest.mark.parametrize(
    "newest", ["", NEWEST + NEXT + NEXT.replace("16", "17")], ids=["older", "newer"]
)
def test_an_installed_shipyard_is_not_asked(template, tmp_path, env, layout, newest):
    """Whatever Shipyard is installed, a template is rendered and updated by its own code alone."""
    install(tmp_path / "installed", layout, newest)
    own = env | {"PYTHONPATH": str(tmp_path / "installed")}
    project = cookiecutter(tmp_path, ADDRESS, env=own)
    setup = project / "setup.py"
    first = pythons(setup)
    edit(template, env, PYTHONS, NEWEST, f"{NEWEST}{NEXT}")
    run(project, needed("cruft"), "update", "--skip-apply-ask", env=own)

    assert first == ["3.11", "3.12", "3.13", "3.14", "3.15"]
    assert pythons(setup) == [*first, "3.16"]
    assert "my-package with Shipyard" in run(
        project, "git", "log", "--format=%s", env=env
    )
    assert project.joinpath("tools/shipyard_release").is_dir()


def pythons(setup: Path) -> list[str]:
    """The versions of Python that the classifiers name."""
    return re.findall(r"Python :: (3\.\d+)", setup.read_text(encoding="utf-8"))


def last_version(folder: Path) -> None:
    """Write the whole tree of the last version, as git remembers it."""
    command = ["git", "archive", "--format=tar", LAST]
    archive = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tree:
        tree.extractall(folder, filter="data")


@pytest.mark.parametrize("installed", ["nothing", "the last version", "this version"])
def test_a_project_of_the_last_version_is_updated(tmp_path, env, installed):
    """The old tools/ files go, the new release tool comes, and edits outside tools/ stay."""
    own = dict(env)
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
    alone(tmp_path, COOKIECUTTER, "--no-input", ADDRESS, env=own)
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
    assert 'f"Good morning, ' in (project / "src/my_package/example.py").read_text(
        encoding="utf-8"
    )
    assert '"0.1.0"' in (project / "src/my_package/_version.py").read_text(
        encoding="utf-8"
    )
    assert not list(project.rglob("*.rej"))
