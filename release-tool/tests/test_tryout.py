"""What users will meet is tried: every module, every script, the build and the tests."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from packaging.version import Version
from project import Outcome
from shipyard_release import words
from shipyard_release.build import build
from shipyard_release.environments import Fresh, Lender
from shipyard_release.errors import Stop
from shipyard_release.git import Repository
from shipyard_release.settings import Settings
from shipyard_release.tryout import Trial, try_wheel

from testkit.running import needed

pytestmark = pytest.mark.slow

SETUP = "install_requires=[]"
BRANCHES = 'branches = ["main", "*.x"]'
INIT = "src/my_package/__init__.py"


def change(project, path, old, new):
    """Change one place of a file of the project and commit that."""
    text = (project.folder / path).read_text(encoding="utf-8")
    assert old in text
    project.commit(path, text.replace(old, new, 1))


def checked(project, *arguments, **variables):
    """Rehearse, which checks the distributions, and return the outcome."""
    return project.run("rehearse", *arguments, **variables)


def tried(project):
    """Build the wheel of the last commit and try it out; return how that went, and the words."""
    settings = Settings.load(project.folder)
    repository = Repository.of(project.folder)
    with TemporaryDirectory() as temporary:
        wheel, _ = build(repository, repository.log("%H"), Path(temporary))
        try:
            messages = try_wheel(Trial(settings, Version("0.1.0"), ()), wheel)
        except Stop as stop:
            return Outcome(stop.status, words.sentence(stop.problem))
    return Outcome(0, "\n".join(map(words.sentence, messages)))


def test_an_undeclared_dependency_of_any_module_is_found(project):
    """Not only the package itself is imported, and only what it declares is there."""
    project.commit("src/my_package/net.py", "import filelock\n")

    outcome = tried(project)

    assert outcome.status == 1
    assert "import my_package.net" in outcome.text
    assert "No module named 'filelock'" in outcome.text


def test_a_requirement_that_no_index_has_is_told_as_such(tmp_path, monkeypatch):
    """It may be had later, so the package is not called wrong."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    fresh = Fresh.make(tmp_path / "env", Lender.own())

    with pytest.raises(Stop) as stop:
        fresh.install("no-such-package-anywhere>=9", cwd=tmp_path)

    assert stop.value.kind == "requirement-missing"
    assert stop.value.problem.can_repeat


def test_a_module_that_needs_an_extra_is_named_and_not_refused(project):
    """What the package declares for an extra may be missing where nobody asked for the extra."""
    change(
        project, "setup.py", SETUP, f'{SETUP}, extras_require={{"fast": ["filelock"]}}'
    )
    pyproject = (project.folder / "pyproject.toml").read_text(encoding="utf-8")
    assert '"optional-dependencies"' in pyproject
    project.commit("src/my_package/fast.py", "import filelock\n")

    outcome = tried(project)

    assert outcome.status == 0, outcome.text
    assert (
        "my_package.fast needs filelock, which the package declares only for an extra"
        in outcome.text
    )


def test_a_module_can_be_left_out_by_a_setting(project):
    """A module that needs a screen, or a service, is not imported when its name is listed."""
    project.commit("src/my_package/gui.py", "raise RuntimeError('no screen')\n")
    refused = tried(project)
    change(
        project,
        "pyproject.toml",
        BRANCHES,
        f'{BRANCHES}\nskip-imports = ["my_package.gui"]',
    )

    allowed = tried(project)

    assert refused.status == 1
    assert "RuntimeError: no screen" in refused.text
    assert allowed.status == 0, allowed.text


@pytest.mark.parametrize(
    "line",
    [
        "import atexit; atexit.register(print, 'bye')",
        "print('hello')",
        "import threading; threading.Timer(0.5, print, ['late']).start()",
    ],
)
def test_a_package_that_prints_is_not_a_traceback(project, line):
    """The answer does not travel over the package's own output."""
    change(project, INIT, '"""\n', f'"""\n\n{line}\n')

    outcome = tried(project)

    assert outcome.status == 0, outcome.text
    assert "Traceback" not in outcome.text


def test_a_package_that_ends_the_interpreter_gives_a_sentence(project):
    """`os._exit` at import would leave no answer."""
    change(project, INIT, '"""\n', '"""\n\nimport os\nos._exit(0)\n')

    outcome = tried(project)

    assert outcome.status == 1
    assert "ended the interpreter" in outcome.text
    assert "Traceback" not in outcome.text


def test_a_script_that_never_answers_can_be_left_out(project):
    """A server does not know --help; a setting names it."""
    script = 'entry_points={"console_scripts": ["serve = my_package.server:main"]},'
    change(project, "setup.py", SETUP, f"{SETUP},\n    {script.rstrip(',')}")
    project.commit("src/my_package/server.py", "def main():\n    raise SystemExit(3)\n")
    refused = tried(project)
    change(project, "pyproject.toml", BRANCHES, f'{BRANCHES}\nskip-scripts = ["serve"]')

    allowed = tried(project)

    assert refused.status == 1
    assert "serve" in refused.text
    assert allowed.status == 0, allowed.text


def test_an_undeclared_build_requirement_is_found(project):
    """The environment that builds has what [build-system] names, and nothing of this tool."""
    setup = (project.folder / "setup.py").read_text(encoding="utf-8")
    project.commit("setup.py", f"import filelock\n{setup}")

    outcome = checked(project)

    assert outcome.status == 1
    assert "does not build" in outcome.text
    assert "No module named 'filelock'" in outcome.text


def test_a_build_requirement_that_is_not_installed_is_named(project):
    """The environment of the tool was made before it was declared."""
    change(
        project, "pyproject.toml", 'requires = ["', 'requires = ["no-such-backend", "'
    )

    outcome = checked(project)

    assert outcome.status == 1
    assert "lacks what [build-system] requires: no-such-backend" in outcome.text


def test_the_tests_run_once_on_the_wheel(project):
    """They pass on the wheel, away from src/, and the check says how many."""
    outcome = checked(project, "--tests=yes")

    assert outcome.status == 0, outcome.text
    assert "Tests on the wheel: 5 passed" in outcome.text


def test_failing_tests_stop_a_release_before_the_push(project):
    """Nothing is released whose tests are red, and the tests are told."""
    project.commit("tests/test_red.py", "def test_red():\n    assert 1 == 2\n")
    project.git("push", "--quiet")

    outcome = project.release("--tests=yes")

    assert outcome.status == 1
    assert "The tests fail on the wheel" in outcome.text
    assert "1 failed" in outcome.text
    assert project.index.files == []


def test_tests_that_passed_are_not_run_again_in_a_resumed_release(project):
    """The check is kept like the hashes, for the commit that it was made for."""
    hook = project.remote / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    first = project.release("--tests=yes")
    hook.unlink()

    second = project.release("--tests=yes")

    assert "Tests on the wheel" in first.text
    assert second.status == 0, second.text
    assert "Tests on the wheel" not in second.text


def test_skipped_tests_are_said_in_the_tag(project):
    """TESTS=no is for those who know; everybody can see it afterwards."""
    skipped = project.release("--tests=no")
    output = project.git("tag", "--list", "--format=%(contents)", "v0.1.0")

    assert "The tests were not run, as you asked." in skipped.text
    assert "The tests were not run before this release (TESTS=no)." in output


def test_a_project_without_tests_is_told(project):
    """That there is nothing to run is said, not failed."""
    project.git("rm", "--quiet", "-r", "tests")
    change(project, "MANIFEST.in", "graft tests\n", "")

    outcome = checked(project, "--tests=yes")

    assert outcome.status == 0, outcome.text
    assert "There are no tests in tests" in outcome.text


def test_a_committed_link_to_a_private_file_is_refused(project, tmp_path):
    """setuptools follows the link, and would publish the text of that file."""
    private = tmp_path / "private-notes.txt"
    private.write_text("my secret notes")
    (project.folder / "tests/notes.txt").symlink_to(private)
    project.git("add", "--all")
    project.git("commit", "--quiet", "--message=Link")

    outcome = checked(project)

    assert outcome.status == 1
    assert (
        f"tests/notes.txt is a link to {private}, outside of the project"
        in outcome.text
    )


def test_export_subst_is_expanded(project):
    """Files such as versioneer's get the commit, as `git archive` gives it."""
    project.commit(
        ".gitattributes",
        "* text=auto eol=lf\nsrc/my_package/_commit.txt export-subst\n",
    )
    project.commit("src/my_package/_commit.txt", "$Format:%H$\n")
    change(project, "setup.py", '["py.typed"]', '["py.typed", "_commit.txt"]')

    built = project.run("build")
    commit = project.git("rev-parse", "HEAD")

    assert built.status == 0, built.text
    [wheel] = (project.folder / "dist").glob("*.whl")
    assert commit.encode() in wheel_file(wheel, "my_package/_commit.txt")


def wheel_file(wheel, name):
    """Return the bytes of a file in a wheel."""
    import zipfile  # noqa: PLC0415 - for this test alone

    with zipfile.ZipFile(wheel) as archive:
        return archive.read(name)


@pytest.mark.parametrize("works", [True, False], ids=["uv works", "uv fails"])
def test_uv_installs_what_was_built_and_pip_where_uv_fails(
    project, tmp_path, monkeypatch, works
):
    """uv is several times faster; what it cannot do is left to pip, which tells the reason."""
    programs = tmp_path / "programs"
    programs.mkdir()
    log = tmp_path / "uv.log"
    uv = programs / "uv"
    goes_on = f'exec "{needed("uv")}" "$@"' if works else "exit 1"
    uv.write_text(f'#!/bin/sh\necho "$@" >>"{log}"\n{goes_on}\n')
    uv.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")

    outcome = tried(project)

    assert outcome.status == 0, outcome.text
    assert log.read_text().count("pip install") == 1
