"""A rehearsal is the whole release where nobody sees it, and leaves no trace."""

from __future__ import annotations

import pytest


def tree(folder):
    """Every file below a folder with its bytes, but Python's caches.

    pip asks rustc for its version, and a rustc that rustup manages then writes into the home.
    """
    aside = {"__pycache__", ".rustup"}
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not aside & {*path.parts}
    }


@pytest.mark.whole
@pytest.mark.slow
@pytest.mark.story
def test_it_walks_every_step_and_leaves_everything_as_it_was(project):
    """All eight steps end well; project, home, remote and index are the same to the byte."""
    folders = (project.folder, project.home, project.remote, project.index.folder)
    before = [tree(folder) for folder in folders]

    outcome = project.run("rehearse")

    assert outcome.status == 0, outcome.text
    assert "[8/8] tag" in outcome.text
    assert [tree(folder) for folder in folders] == before


@pytest.mark.whole
@pytest.mark.slow
def test_it_needs_neither_network_nor_remote_nor_credentials_nor_identity(project):
    """Without any of them, and with variables that point nowhere, it goes well."""
    project.git("remote", "remove", "origin")
    for name in (".pypirc", ".gitconfig"):
        (project.home / name).unlink()
    nowhere = "http://127.0.0.1:9/"
    variables = {
        "TWINE_REPOSITORY_URL": nowhere,
        "TWINE_PASSWORD": "real",
        "PIP_INDEX_URL": nowhere,
    }

    outcome = project.run(
        "rehearse",
        HTTP_PROXY=nowhere,
        HTTPS_PROXY=nowhere,
        http_proxy=nowhere,
        **variables,
    )

    assert outcome.status == 0, outcome.text


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [[], ["--bump", "minor"], ["--version", "7.0"]], ids=" ".join
)
def test_the_next_release_is_rehearsed_when_the_last_is_finished(project, arguments):
    """After 0.1.0 it takes the version that is asked for, else the next patch."""
    project.git("tag", "v0.1.0")
    project.commit(
        "CHANGELOG.md",
        "# Changelog\n\n## [Unreleased]\n\n- y\n\n## [0.1.0] - 2020-01-01\n\n- x\n",
    )
    project.git("tag", "--force", "v0.1.0")

    outcome = project.run("rehearse", *arguments)

    assert outcome.status == 0, outcome.text


@pytest.mark.slow
def test_a_detached_shallow_checkout_as_pipelines_have_it_is_rehearsed(project):
    """CI checks out one commit without a branch."""
    shallow = project.shallow_clone()
    shallow.git("switch", "--quiet", "--detach")

    outcome = shallow.run("rehearse")

    assert outcome.status == 0, outcome.text


@pytest.mark.whole
@pytest.mark.slow
def test_what_is_broken_is_found_in_the_rehearsal(project):
    """A package that does not import fails the rehearsal as it would fail the release."""
    project.commit("src/my_package/__init__.py", "import nowhere_to_be_found\n")

    outcome = project.run("rehearse")

    assert outcome.status == 1
    assert "nowhere_to_be_found" in outcome.text


@pytest.mark.slow
def test_edits_that_are_not_committed_are_told(project):
    """They are not in the release, so they are not in its rehearsal either."""
    (project.folder / "README.md").write_text("an edit")

    outcome = project.run("rehearse")

    assert outcome.status == 0, outcome.text
    assert (
        "are not committed, so the rehearsal leaves them out: README.md" in outcome.text
    )


@pytest.mark.slow
def test_a_changelog_without_news_warns_unless_a_version_is_chosen(project):
    """A pipeline rehearses every push; with BUMP a rehearsal meets what the release would meet."""
    project.commit("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n")

    pushed = project.run("rehearse")
    chosen = project.run("rehearse", "--bump", "minor")
    allowed = project.run("rehearse", "--bump", "minor", "--allow-empty")

    assert pushed.status == 0, pushed.text
    assert "has nothing under [Unreleased] yet" in pushed.text
    assert chosen.status == 1
    assert allowed.status == 0, allowed.text


@pytest.mark.slow
def test_a_release_under_way_does_not_stop_a_rehearsal(project):
    """The release commit is pushed and not tagged yet, and somebody pushes one commit more."""
    project.release_without_push()
    project.note_change()
    project.git("push", "--quiet")

    outcome = project.run("rehearse")

    assert outcome.status == 0, outcome.text
    assert "Rehearsing my-package 0.1.1" in outcome.text


@pytest.mark.slow
def test_a_partial_and_sparse_clone_is_rehearsed(project):
    """Its files are fetched when they are needed, as a release would."""
    project.git("config", "uploadpack.allowFilter", "true", cwd=project.remote)
    project.git("config", "uploadpack.allowAnySHA1InWant", "true", cwd=project.remote)
    partial = project.folder.with_name("partial")
    options = ("--quiet", "--filter=blob:none", "--sparse")
    project.git(
        "clone", *options, project.remote.as_uri(), str(partial), cwd=project.home
    )
    twin = type(project)(partial, project.remote, project.home, project.index)
    twin.git("sparse-checkout", "add", "src")

    outcome = twin.run("rehearse")

    assert outcome.status == 0, outcome.text


@pytest.mark.slow
def test_a_filter_of_this_repository_alone_is_used(project):
    """Git LFS can be set up for one repository; its files are then fetched in a rehearsal, too."""
    project.git("config", "filter.shout.clean", "tr A-Z a-z")
    project.git("config", "filter.shout.smudge", "tr a-z A-Z")
    project.git("config", "filter.shout.required", "true")
    project.commit(".gitattributes", "tests/data.txt filter=shout\n")
    project.commit("tests/data.txt", "LOUD\n")

    outcome = project.run("rehearse")

    assert outcome.status == 0, outcome.text


FAST = """\
#include <Python.h>
static struct PyModuleDef fast = {PyModuleDef_HEAD_INIT, "fast", NULL, -1, NULL};
PyMODINIT_FUNC PyInit_fast(void) { return PyModule_Create(&fast); }
"""
CLASSIFIERS = ("classifiers=[", 'classifiers=[\n        "Topic :: Testing",')
PRIVATE = ("classifiers=[", 'classifiers=[\n        "Private :: Do Not Upload",')


def change_setup(project, old, new):
    """Change setup.py and commit that."""
    text = (project.folder / "setup.py").read_text(encoding="utf-8")
    project.commit("setup.py", text.replace(old, new, 1))


@pytest.mark.slow
def test_what_pypi_refuses_fails_a_rehearsal(project):
    """Before anything is pushed, and with what would be right."""
    change_setup(project, *CLASSIFIERS)

    outcome = project.run("rehearse", "--to", "pypi")

    assert outcome.status == 1, outcome.text
    assert 'There is no classifier "Topic :: Testing"' in outcome.text
    assert "Topic :: Software Development :: Testing" in outcome.text
    assert "] push" not in outcome.text


@pytest.mark.slow
def test_for_an_index_of_ones_own_a_rehearsal_warns(project):
    """That index may take it, so the rehearsal goes well."""
    change_setup(project, *CLASSIFIERS)

    outcome = project.run("rehearse", "--to", "company")

    assert outcome.status == 0, outcome.text
    assert 'Warning: There is no classifier "Topic :: Testing"' in outcome.text
    assert "PyPI does not accept that; company may." in outcome.text


@pytest.mark.slow
@pytest.mark.parametrize(("change", "status"), [(CLASSIFIERS, 1), (PRIVATE, 0)])
def test_unasked_a_rehearsal_is_of_a_release_to_pypi(project, change, status):
    """Unless the package calls itself private, as pipelines rehearse each of them."""
    change_setup(project, *change)

    outcome = project.run_without_index("rehearse")

    assert outcome.status == status, outcome.text


@pytest.mark.slow
def test_a_wheel_for_this_linux_alone_stays_here(project):
    """PyPI does not take its platform; the sdist is sent, built and tried."""
    extension = 'ext_modules=[Extension("my_package.fast", ["fast.c"])],'
    project.commit("fast.c", FAST)
    change_setup(project, "from setuptools import", "from setuptools import Extension,")
    change_setup(project, "setup(\n", f"setup(\n    {extension}\n")

    outcome = project.run("rehearse", "--to", "pypi")

    assert outcome.status == 0, outcome.text
    assert "is for this machine only, so PyPI does not accept it" in outcome.text
    assert "cibuildwheel" in outcome.text
    assert "sent my_package-0.1.0.tar.gz" in outcome.text
