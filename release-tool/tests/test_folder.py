"""A project that is a folder of a larger repository: everything is asked of the folder alone."""

from __future__ import annotations

import pytest
from shipyard_release.git import Repository

ATTRIBUTES = "commit.txt export-subst\n"


@pytest.fixture(name="repository")
def _repository(tmp_path):
    """The folder packages/foo of a repository, with a commit elsewhere after its own."""
    top = Repository(tmp_path)
    top.git("init", "--quiet", "--initial-branch=main")
    top.git("config", "user.name", "A")
    top.git("config", "user.email", "a@example.com")
    foo = tmp_path / "packages/foo"
    foo.mkdir(parents=True)
    (foo / "setup.py").write_text("setup()\n")
    (foo / "commit.txt").write_text("$Format:%H$\n")
    (foo / ".gitattributes").write_text(ATTRIBUTES)
    top.git("add", ".")
    top.git("commit", "--quiet", "--message=Begin foo")
    (tmp_path / "top.txt").write_text("top\n")
    top.git("add", ".")
    top.git("commit", "--quiet", "--message=Elsewhere")
    return Repository.of(foo)


def test_paths_begin_at_the_folder(repository):
    """Neither the files beside it nor its own path are part of the project."""
    assert repository.folder == "packages/foo/"
    assert repository.paths("HEAD") == {"setup.py", "commit.txt", ".gitattributes"}
    assert repository.file("HEAD", "setup.py") == "setup()\n"
    assert repository.file("HEAD", "top.txt") == ""
    assert repository.has_file("HEAD", "setup.py")
    assert not repository.has_folder("HEAD", "packages")


def test_commits_elsewhere_do_not_count(repository):
    """A release is not late because another package of the repository was changed."""
    begin = repository.log("%H", "--", ".")

    assert repository.subjects(f"{begin}..HEAD") == []
    assert repository.changed_by("HEAD") == {":/top.txt"}
    assert repository.changed_by(begin) == repository.paths("HEAD")


def test_changes_elsewhere_do_not_count(repository):
    """Only what is changed in the folder stops its release."""
    (repository.root / "setup.py").write_text("setup(x=1)\n")
    (repository.root.parents[1] / "top.txt").write_text("changed\n")

    assert repository.changes() == ["setup.py"]


def test_the_folder_is_exported_as_git_archives_it(repository, tmp_path):
    """`export-subst` is expanded, and the project is at the top of what comes out."""
    commit = repository.log("%H")
    goal = tmp_path / "out" / "source"
    goal.parent.mkdir()

    repository.export(commit, goal)

    assert (goal / "commit.txt").read_text() == f"{commit}\n"
    assert sorted(path.name for path in goal.iterdir()) == sorted(
        repository.paths("HEAD")
    )


def test_a_merge_that_brings_nothing_does_not_count(repository):
    """A release commit that was merged as a branch is still the newest one."""
    git = repository.git
    git("switch", "--quiet", "--create", "release")
    (repository.root / "setup.py").write_text("setup(version=1)\n")
    git("commit", "--quiet", "--all", "--message=Release")
    release = repository.log("%H")
    git("switch", "--quiet", "main")
    git("merge", "--quiet", "--no-ff", "--message=Merge", "release")

    assert repository.log("%H") != release
    assert repository.subjects(f"{release}..HEAD") == []
