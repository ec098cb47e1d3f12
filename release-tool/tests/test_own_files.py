"""Which files are a release's own: in dist/, on its page, and in an upload by a pipeline."""

from __future__ import annotations

import gzip

import pytest
from packaging.version import Version
from shipyard_release import cli
from shipyard_release.choice import choose
from shipyard_release.distributions import of_project, of_version, sha256
from shipyard_release.git import Repository
from shipyard_release.state import Request, with_remote_tag
from small import (
    PYPROJECT,
    SDIST,
    WHEEL,
    begun,
    git,
    index_at,
    opened,
    tag,
    use_git_identity,
)


@pytest.fixture(name="place")
def _place(tmp_path, monkeypatch, index):
    """A project whose release commit of 0.1.0 is pushed."""
    use_git_identity(tmp_path, monkeypatch)
    (tmp_path / ".pypirc").write_text(index.pypirc("company"))
    return begun(tmp_path, index_at(index.url))


def build(place, *, text=b"built", folder="dist", of="HEAD"):
    """Write what a build of a commit would, and return the folder."""
    root = place.settings.root
    target = root / folder
    target.mkdir(exist_ok=True)
    epoch = int(git(root, "log", "-1", "--format=%ct", of))
    (target / WHEEL).write_bytes(b"wheel " + text)
    (target / SDIST).write_bytes(gzip.compress(text, mtime=epoch))
    return target


def later_commit(place):
    """Commit something after the release, of another time."""
    root = place.settings.root
    (root / "more.txt").write_text("more")
    git(root, "add", "more.txt")
    when = "GIT_COMMITTER_DATE=2030-01-01T00:00:00Z"
    git(
        root, "-c", "alias.later=!env " + when + " git commit --quiet -m Later", "later"
    )


def typed(place, capsys, *words):
    """Run a command in this process, and return its status and all that it printed."""
    status = cli.main(["--root", str(place.settings.root), *words])
    printed = capsys.readouterr()
    return status, printed.out + printed.err


def test_files_of_other_projects_and_other_files_are_left_alone(tmp_path):
    """Only wheels and sdists of this very project count, however its name is written in them."""
    mine = [
        "My.Package-0.0.9.tar.gz",
        "my_package-0.0.9-py3-none-any.whl",
        WHEEL,
        SDIST,
    ]
    others = [
        "my_package_extra-0.1.0.tar.gz",
        "my_package.txt",
        "my_package-0.1.0.tar.gz.asc",
    ]
    for name in (*mine, *others):
        (tmp_path / name).write_text("?")
    (tmp_path / "my_package-0.3.0.tar.gz").mkdir()

    assert sorted(path.name for path in of_project(tmp_path, "my-package")) == sorted(
        mine
    )
    assert of_version(tmp_path, "my-package", Version("0.1.0")) == [
        tmp_path / WHEEL,
        tmp_path / SDIST,
    ]


def test_notes_name_what_the_tag_names(place, capsys):
    """Another build of the same version in dist/ is not the release."""
    tag(place, naming=build(place, folder="released"))
    other = build(place, text=b"another machine")

    _, printed = typed(place, capsys, "notes")

    assert sha256((place.settings.root / "released" / SDIST).read_bytes()) in printed
    assert sha256((other / SDIST).read_bytes()) not in printed


@pytest.mark.parametrize("is_of_release", [True, False])
def test_without_hashes_in_a_tag_notes_name_what_was_built_from_the_commit(
    place, capsys, is_of_release
):
    """Files of the same version that were built from another commit are other files."""
    tag(place)
    later_commit(place)
    built = build(place, of="v0.1.0" if is_of_release else "HEAD")

    status, printed = typed(place, capsys, "notes")

    assert status == 0
    assert "First release." in printed
    assert (sha256((built / SDIST).read_bytes()) in printed) == is_of_release


def test_a_pipeline_that_publishes_names_its_own_files(place, capsys):
    """It has built what it publishes; another system may have packed the tag's other bytes."""
    root = place.settings.root
    (root / "pyproject.toml").write_text(f'{PYPROJECT}publish-from = "ci"\n')
    tag(place, naming=build(place, folder="released", text=b"packed elsewhere"))
    built = build(place)

    _, printed = typed(place, capsys, "notes")

    assert sha256((built / SDIST).read_bytes()) in printed


def test_an_upload_of_two_versions_is_refused(place, index, capsys):
    """Nobody meant both, and the older one would be sent for good."""
    older = build(place) / "my_package-0.0.9.tar.gz"
    older.write_bytes(b"older")

    status, printed = typed(place, capsys, "upload", "--to", "company")

    assert status == 1
    assert "dist has distributions of several versions: 0.0.9, 0.1.0." in printed
    assert index.uploads == 0


def test_an_upload_finds_what_the_tag_names(place, index, capsys):
    """The index has the release; another build of it in dist/ does not make it lost."""
    released = build(place, folder="released", text=b"on the index")
    tag(place, naming=released)
    index.stored = {name: (released / name).read_bytes() for name in (WHEEL, SDIST)}
    build(place)

    status, printed = typed(place, capsys, "upload", "--to", "company")

    assert status == 0, printed
    assert "lost" not in printed
    assert index.uploads == 0


def test_an_upload_tells_other_contents_than_the_tag_names(place, index, capsys):
    """Somebody's file is on the index; the tagged version is neither lost nor to be yanked."""
    tag(place, naming=build(place))
    index.stored = {WHEEL: b"somebody's"}

    status, printed = typed(place, capsys, "upload", "--to", "company")

    assert status == 3
    assert (
        "other bytes for my_package-0.1.0-py3-none-any.whl than the tag v0.1.0"
        in printed
    )
    assert "yank" not in printed.lower()


def test_an_upload_refuses_files_of_another_commit_than_the_tags(place, index, capsys):
    """They would take the names of the tagged files, for good."""
    tag(place, naming=build(place, folder="released"))
    later_commit(place)
    build(place, text=b"later")

    status, printed = typed(place, capsys, "upload", "--to", "company")

    assert status == 1, printed
    assert "not those that the tag v0.1.0 names" in printed
    assert index.uploads == 0


def test_a_tag_that_only_the_remote_has_is_read(place, index, tmp_path, capsys):
    """A fresh clone with one commit and no tags knows the hashes, and gets no tag by that."""
    released = build(place, folder="released")
    tag(place, naming=released)
    clone = tmp_path / "clone"
    remote = f"file://{tmp_path / 'remote.git'}"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-tags", remote, str(clone))
    fresh = opened(clone, place.index)

    release = with_remote_tag(choose(fresh, Request()))
    index.stored = {WHEEL: b"somebody's"}
    (clone / "dist").mkdir()
    (clone / "dist" / WHEEL).write_bytes((released / WHEEL).read_bytes())
    _, printed = typed(fresh, capsys, "upload", "--to", "company")

    assert sorted(release.tag_sums()) == [WHEEL, SDIST]
    assert git(clone, "tag") == ""
    assert "than the tag v0.1.0 names" in printed


def test_a_colleagues_tag_is_found_with_its_commit(place, tmp_path):
    """Where the commit of a release is not here yet, it is fetched; branch and tags stay."""
    root = place.settings.root
    git(tmp_path, "clone", "--quiet", f"file://{tmp_path / 'remote.git'}", "mine")
    later_commit(place)
    git(root, "push", "--quiet", "origin", "main")
    tag(place)
    mine = opened(tmp_path / "mine", place.index)
    before = git(tmp_path / "mine", "for-each-ref")

    release = with_remote_tag(choose(mine, Request()))

    assert release.commit == git(root, "rev-parse", "HEAD")
    assert Repository(tmp_path / "mine").file(release.commit, "more.txt") == "more"
    assert git(tmp_path / "mine", "for-each-ref") == before
