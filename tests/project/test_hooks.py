"""The hooks: the second check of the answers, and what finishes a project and never loses it."""

from __future__ import annotations

import errno
import importlib
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from cookiecutter.exceptions import FailedHookException
from cookiecutter.main import cookiecutter

import shipyard_template
from shipyard import questions, rules
from shipyard.project import finish, handover, next_steps, options, repository
from shipyard.project import git as git_of_projects
from testkit.shell import DEFAULTS, Shell
from testkit.tree import ROOT


def git(project: Path, *words: str) -> str:
    """Return what git prints in the project, read without anybody's configuration."""
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    return subprocess.run(
        ["git", *words],
        cwd=project,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


def test_unrendered_hooks_are_python():
    """The hooks can be read, linted and imported without a change."""
    found = {
        path.name: runpy.run_path(str(path))
        for path in ROOT.joinpath("hooks").glob("*.py")
    }

    assert sorted(found) == ["post_gen_project.py", "pre_gen_project.py"]
    assert all(callable(module["main"]) for module in found.values())


def test_second_lock_names_every_problem(capsys):
    """The hook refuses by the same rules, with the same lines."""
    main = runpy.run_path(str(ROOT / "hooks" / "pre_gen_project.py"))["main"]
    bad = {**DEFAULTS, "package_name": "class", "license": "GPL", "version": "v1"}

    assert main(bad, questions.choices()) == 1
    assert capsys.readouterr().err.splitlines() == rules.lines(bad)
    assert main(DEFAULTS, questions.choices()) == 0


def test_second_lock_holds_when_the_first_is_open(tmp_path, monkeypatch):
    """Without the check while rendering, the hook stops the generation and no folder stays."""
    package = shipyard_template.load(str(ROOT)).__name__
    monkeypatch.setattr(
        importlib.import_module(f"{package}.rules"), "lines", lambda _: []
    )

    with pytest.raises(FailedHookException):
        cookiecutter(
            str(ROOT),
            no_input=True,
            output_dir=str(tmp_path),
            extra_context={"package_name": "class"},
            default_config=True,
        )
    assert list(tmp_path.iterdir()) == []


def test_first_commit_holds_everything(shell):
    """The new repository has one commit on main with every file, and nothing more."""
    run = shell.run()
    project = shell.work / "my-package"
    tracked = git(project, "ls-files", "-z").split("\0")[:-1]
    present = [
        str(path.relative_to(project)) for path in project.rglob("*") if path.is_file()
    ]

    assert run.returncode == 0
    assert sorted(tracked) == sorted(
        name for name in present if not name.startswith(".git" + os.sep)
    )
    assert git(project, "log", "--format=%an <%ae> %s", "main") == (
        "Test Person <test@example.com> Start my-package with Shipyard\n"
    )
    assert git(project, "status", "--porcelain", "--ignored") == ""
    assert git(project, "symbolic-ref", "HEAD") == "refs/heads/main\n"
    assert list(project.joinpath(".git", "hooks").iterdir()) == []


def test_the_first_commit_is_one_pack_that_git_itself_would_make(shell):
    """All files are in one pack, with the line ends of `.gitattributes`, and no setting is left."""
    shell.run()
    project = shell.work / "my-package"
    counted = dict(
        line.split(": ") for line in git(project, "count-objects", "-v").splitlines()
    )

    assert counted["packs"] == "1"
    assert int(counted["in-pack"]) > int(counted["count"])
    assert not project.joinpath(".git", "info").exists()
    assert git(project, "fsck", "--strict") == ""
    git(project, "add", "--renormalize", ".")
    assert git(project, "status", "--porcelain") == ""


def test_the_template_has_the_line_ends_of_a_project():
    """Every file that goes to a project has LF, because the first commit changes no line end."""
    folders = ("{{cookiecutter.project_slug}}", "release-tool/src", "templates")
    files = git(ROOT, "ls-files", "-z", "--", *folders).split("\0")[:-1]

    assert files
    assert [name for name in files if b"\r" in ROOT.joinpath(name).read_bytes()] == []


def assert_project(
    shell: Shell, run: subprocess.CompletedProcess[str], said: str
) -> None:
    """Check that there is a whole project without a repository, and one line that says why."""
    assert run.returncode == 0, run.stdout + run.stderr
    assert [said in line for line in run.stdout.splitlines()].count(True) == 1
    assert "Traceback" not in run.stderr
    assert len(run.stdout.splitlines()) <= 13
    assert (shell.work / "my-package" / "src" / "my_package" / "_version.py").is_file()
    assert not (shell.work / "my-package" / ".git").exists()


def test_no_repository_inside_another(shell):
    """Inside an existing work tree no repository is made; the printed command commits to that."""
    subprocess.run(["git", "init", "--quiet", shell.work], check=True)
    run = shell.run()

    assert_project(
        shell,
        run,
        f"No git repository was created: this folder is inside the one at {shell.work}.",
    )
    assert git(shell.work, "status", "--porcelain") == "?? my-package/\n"
    assert "Pipelines run only from the top of that repository." in run.stdout
    assert next_steps.UNKNOWN_USER not in run.stdout
    [commit] = [line for line in run.stdout.splitlines() if "git commit" in line]
    project = shell.work / "my-package"
    subprocess.run(
        ["sh", "-ec", commit], cwd=project, env=shell.environment(), check=True
    )
    assert git(shell.work, "status", "--porcelain") == ""


def test_no_repository_without_an_identity(shell):
    """Where nobody said who they are, the project is there and no half-made repository."""
    shell.home.joinpath(".gitconfig").unlink()

    assert_project(
        shell, shell.run(), "No git repository was created: git does not know your name"
    )


@pytest.mark.parametrize("known", ["", "[user]\n\tname = Somebody\n"])
def test_the_author_makes_the_first_commit_where_git_knows_nobody(shell, known):
    """An author who was just typed is believed; how to tell git is printed, and changes nothing."""
    shell.home.joinpath(".gitconfig").write_text(known)
    who = ("author_name=Zoë O'Brien", "author_email=zoe@example.org")
    run = shell.run(*who)
    project = shell.work / "my-package"

    assert (
        git(project, "log", "--format=%an <%ae> %cn <%ce>")
        == ("Zoë O'Brien <zoe@example.org> " * 2).strip() + "\n"
    )
    assert (
        "git does not know your name and address yet: the first commit has"
        in run.stdout
    )
    assert "user." not in project.joinpath(".git/config").read_text()
    told = [line for line in run.stdout.splitlines() if "git config" in line]
    subprocess.run(["sh", "-ec", "\n".join(told)], env=shell.environment(), check=True)
    configured = shell.home.joinpath(".gitconfig").read_text()
    assert "Zoë O'Brien" in configured
    assert "zoe@example.org" in configured


def test_the_example_is_nobody():
    """The address that is nobody's is the one that the question shows."""
    assert DEFAULTS["author_email"] == repository.EXAMPLE_EMAIL


def test_no_repository_without_git(shell):
    """Without git on the machine the project is there."""
    empty = shell.home / "bin"
    empty.mkdir()

    assert_project(
        shell,
        shell.run(PATH=str(empty)),
        "No git repository was created: git was not found.",
    )


def test_a_folder_that_git_cannot_use_is_told(tmp_path, monkeypatch):
    """The reason is the one that the system gives, and not that git is missing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(git_of_projects, "run", refused)
    state = repository.make(DEFAULTS)

    assert not state.is_made
    assert not state.is_missing
    assert "No space left" in state.failure


def refused(*_: str) -> tuple[int, str]:
    """Fail as on a full disk."""
    raise OSError(errno.ENOSPC, "No space left on device")


def test_no_repository_with_a_broken_git(shell):
    """When git itself fails the project is there, and git's reason."""
    shell.home.joinpath(".gitconfig").write_text("[broken\n")

    assert_project(
        shell, shell.run(), "No git repository was created: git init failed: "
    )


@pytest.mark.parametrize(
    "configuration",
    [
        "[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = false\n",
        "[init]\n\ttemplateDir = {home}/template\n",
        "[core]\n\thooksPath = {home}/template/hooks\n",
        "[core]\n\texcludesFile = {home}/everything\n",
        "[core]\n\tautocrlf = true\n\tsafecrlf = true\n",
        "[commit]\n\ttemplate = {home}/nowhere\n\tcleanup = scissors\n",
        "[init]\n\tdefaultBranch = trunk\n",
        "[core]\n\tfsmonitor = true\n\tuntrackedCache = true\n",
        "[core]\n\teditor = false\n[commit]\n\tverbose = true\n\tstatus = true\n",
        (
            '[filter "x"]\n\tclean = false\n\trequired = true\n'
            "[core]\n\tattributesFile = {home}/attributes\n"
        ),
    ],
)
def test_git_configuration_does_not_get_in_the_way(shell, configuration):
    """Whatever the user's git does for other repositories, the first commit is made."""
    hooks = shell.home / "template" / "hooks"
    hooks.mkdir(parents=True)
    for hook in ("pre-commit", "commit-msg", "post-commit", "prepare-commit-msg"):
        hooks.joinpath(hook).write_text("#!/bin/sh\nexit 1\n")
        hooks.joinpath(hook).chmod(0o755)
    shell.home.joinpath("everything").write_text("*\n")
    shell.home.joinpath("attributes").write_text("* filter=x\n")
    with shell.home.joinpath(".gitconfig").open("a") as file:
        file.write(configuration.format(home=shell.home))
    run = shell.run()
    project = shell.work / "my-package"

    assert run.returncode == 0
    assert (
        git(project, "log", "--format=%s", "main") == "Start my-package with Shipyard\n"
    )
    assert git(project, "status", "--porcelain", "--ignored") == ""


def test_variables_of_another_repository_lead_nowhere(shell):
    """GIT_DIR and its kin, as git sets them for its hooks, do not redirect the first commit."""
    other = shell.home / "other"
    subprocess.run(["git", "init", "--quiet", other], check=True)
    before = sorted(other.rglob("*"))
    run = shell.run(
        GIT_DIR=str(other / ".git"),
        GIT_WORK_TREE=str(other),
        GIT_INDEX_FILE=str(other / "index"),
    )

    assert run.returncode == 0
    assert sorted(other.rglob("*")) == before
    assert (
        git(shell.work / "my-package", "log", "--format=%s")
        == "Start my-package with Shipyard\n"
    )


def test_project_stays_when_nobody_reads(shell):
    """A closed pipe behind the command loses nothing."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "cookiecutter", "--no-input", str(ROOT)]
    run = subprocess.run(
        command,
        cwd=shell.work,
        env=shell.environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)

    assert run.returncode == 0
    assert (shell.work / "my-package" / ".git").is_dir()


def test_output_that_knows_no_letters_loses_nothing(shell):
    """An output folder that the terminal's encoding cannot show is shown with escapes."""
    run = shell.run("-o", "Größe", PYTHONIOENCODING="ascii")

    assert run.returncode == 0
    assert "Gr\\xf6\\xdfe" in run.stdout
    assert (shell.work / "Größe" / "my-package" / ".git").is_dir()


def test_the_wizard_gets_values_and_says_them_itself(shell, tmp_path):
    """With a file to hand over to, the hook prints nothing and writes what came of the project."""
    file = tmp_path / "handover.json"
    run = shell.run(SHIPYARD_HANDOVER=str(file))

    assert run.stdout == ""
    problems, state = handover.read(str(file))
    assert problems == []
    assert vars(state) == vars(handover.GitState(is_made=True))


@pytest.mark.parametrize(
    ("path", "old"),
    [
        ("src/my_package/_version.py", '"0.1.0"'),
        ("src/my_package/__init__.py", "from ._version"),
        ("setup.py", "_version.py"),
        ("pyproject.toml", "version-file"),
    ],
)
def test_a_file_with_a_version_of_its_own_is_told(bake, monkeypatch, path, old):
    """A project in which one file does not read the common version gets one line that names it."""
    project = bake()
    monkeypatch.chdir(project)
    assert finish.wire(DEFAULTS) == []
    text = project.joinpath(path).read_text(encoding="utf-8")
    project.joinpath(path).write_text(text.replace(old, "other"), encoding="utf-8")
    problems = finish.wire(DEFAULTS)

    assert [line.split(" ")[0] for line in problems] == [path]
    assert "\n" not in problems[0]


@pytest.mark.parametrize("missing", ["setup.py", "src/my_package/_version.py"])
def test_a_file_that_is_missing_is_told(bake, monkeypatch, missing):
    """A file that cannot be read is named as well, and ends nothing."""
    project = bake()
    monkeypatch.chdir(project)
    project.joinpath(missing).unlink()

    assert [line.split(" ")[0] for line in finish.wire(DEFAULTS)] == [missing]


def test_leftovers_of_tools_do_not_come_along(tmp_path, monkeypatch):
    """Compiled files between the template's files are not a part of a project."""
    for folder in ("tools/__pycache__", "tools/shipping/__pycache__"):
        tmp_path.joinpath(folder).mkdir(parents=True)
        tmp_path.joinpath(folder, "x.pyc").touch()
    monkeypatch.chdir(tmp_path)
    options.remove_unwanted(DEFAULTS)

    assert [path.name for path in tmp_path.rglob("*")] == ["tools", "shipping"]


@pytest.mark.parametrize("ci", ["github", "gitlab", "none"])
def test_other_choices_leave_no_files(bake, ci):
    """Only the chosen provider's files are there."""
    project = bake(ci=ci)
    for (question, choice), paths in options.ONLY_FOR.items():
        if question == "ci":
            for path in paths:
                assert project.joinpath(path).exists() == (choice == ci), path
