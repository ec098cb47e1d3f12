"""What is recorded of where the template came from: what others can fetch, or nothing."""

from __future__ import annotations

import json
import os
import tarfile
from pathlib import Path

import pytest

from shipyard.project import record
from testkit.running import run

ADDRESS = "https://example.com/group/template.git"
PAGE = "https://example.com/group/template"
IDENTITY = ("-c", "user.name=T", "-c", "user.email=t@example.com")
COMMIT = "1" * 40


def git(folder: Path, *words: str) -> str:
    """What git says in this folder."""
    return run(folder, "git", *IDENTITY, *words, env=dict(os.environ)).strip()


def commit(folder: Path) -> None:
    """Commit everything."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")


@pytest.fixture(name="clone")
def _clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of a small template at a public address, as far as git can tell."""
    remote = tmp_path / "remote"
    for name, text in {
        ".gitattributes": "templates/commit.txt export-subst\n",
        "README.md": "Template\n",
        "cookiecutter.json": "{}\n",
        "pyproject.toml": f'[project.urls]\nSource = "{PAGE}"\n',
        "templates/commit.txt": "$Format:%H$\n",
    }.items():
        remote.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        remote.joinpath(name).write_text(text)
    git(remote, "init", "--quiet", "--initial-branch=main")
    commit(remote)
    git(remote, "commit", "--quiet", "--allow-empty", "--message", "tagged only")
    git(remote, "tag", "v1")
    git(remote, "reset", "--quiet", "--hard", "HEAD~1")
    for name, value in {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{remote.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": ADDRESS,
    }.items():
        monkeypatch.setenv(name, value)
    git(tmp_path, "clone", "--quiet", ADDRESS, "clone")
    return Path(tmp_path, "clone")


def recorded(folder: Path) -> record.Source | None:
    """What a project from this folder would say."""
    return record.source(str(folder))


def _as_cloned(clone: Path) -> Path:
    return clone


def _detached(clone: Path) -> Path:
    git(clone, "switch", "--quiet", "--detach")
    return clone


def _changed_elsewhere(clone: Path) -> Path:
    clone.joinpath("README.md").write_text("Changed\n")
    clone.joinpath("notes.txt").write_text("New\n")
    return clone


def _pushed(clone: Path) -> Path:
    git(clone, "switch", "--quiet", "--create", "topic")
    git(clone, "commit", "--quiet", "--allow-empty", "--message", "x")
    git(clone, "push", "--quiet", "origin", "topic")
    return clone


def _compiled(clone: Path) -> Path:
    """Python has compiled the template's code, as it does with each project."""
    clone.joinpath("templates/__pycache__").mkdir()
    clone.joinpath("templates/__pycache__/x.pyc").touch()
    clone.joinpath(".git/info/exclude").write_text("__pycache__/\n")
    return clone


def _shallow(clone: Path) -> Path:
    git(clone.parent, "clone", "--quiet", "--depth=1", ADDRESS, "shallow")
    return clone.parent / "shallow"


def _work_tree(clone: Path) -> Path:
    git(clone, "worktree", "add", "--quiet", "--detach", "../beside")
    return clone.parent / "beside"


@pytest.mark.parametrize(
    "state",
    [
        _as_cloned,
        _detached,
        _changed_elsewhere,
        _pushed,
        _compiled,
        _shallow,
        _work_tree,
    ],
)
def test_a_clone_is_recorded_by_its_origin(clone, state):
    """In each state in which origin has what is rendered, its address and the commit are said."""
    folder = state(clone)

    assert recorded(folder) == (ADDRESS, git(folder, "rev-parse", "HEAD"))


def _changed(clone: Path) -> Path:
    clone.joinpath("cookiecutter.json").write_text('{"a": "b"}\n')
    return clone


def _staged(clone: Path) -> Path:
    git(_changed(clone), "add", "--all")
    return clone


def _added(clone: Path) -> Path:
    """A file that git does not know is rendered, too, whatever this person wants to see."""
    clone.joinpath("{{cookiecutter.project_slug}}").mkdir()
    clone.joinpath("{{cookiecutter.project_slug}}/new.txt").write_text("New\n")
    git(clone, "config", "status.showUntrackedFiles", "no")
    return clone


def _ignored(clone: Path) -> Path:
    """What git does not want to see is rendered all the same."""
    clone.joinpath("{{cookiecutter.project_slug}}").mkdir()
    clone.joinpath("{{cookiecutter.project_slug}}/notes.orig").write_text("Mine\n")
    clone.joinpath(".git/info/exclude").write_text("*.orig\n")
    return clone


def _not_watched(clone: Path) -> Path:
    git(clone, "update-index", "--assume-unchanged", "cookiecutter.json")
    return _changed(clone)


def _skipped(clone: Path) -> Path:
    git(clone, "update-index", "--skip-worktree", "cookiecutter.json")
    return _changed(clone)


def _not_pushed(clone: Path) -> Path:
    git(clone, "commit", "--quiet", "--allow-empty", "--message", "mine")
    return clone


def _no_origin(clone: Path) -> Path:
    git(clone, "remote", "remove", "origin")
    return clone


def _origin_is_a_path(clone: Path) -> Path:
    git(clone, "remote", "set-url", "origin", str(clone.parent / "remote"))
    return clone


def _only_tagged(clone: Path) -> Path:
    git(clone.parent, "clone", "--quiet", "--depth=1", "--branch=v1", ADDRESS, "tagged")
    return clone.parent / "tagged"


def _no_commit(clone: Path) -> Path:
    git(clone.parent, "init", "--quiet", "new")
    return clone.parent / "new"


def _part_of_another(clone: Path) -> Path:
    clone.joinpath("inside").mkdir()
    return clone / "inside"


def _not_gits(clone: Path) -> Path:
    clone.joinpath(".git").rename(clone.parent / "git-away")
    return clone


@pytest.mark.parametrize(
    "state",
    [
        _changed,
        _staged,
        _added,
        _ignored,
        _not_watched,
        _skipped,
        _not_pushed,
        _no_origin,
        _origin_is_a_path,
        _only_tagged,
        _no_commit,
        _part_of_another,
        _not_gits,
    ],
)
def test_what_nobody_else_can_fetch_is_not_recorded(clone, state):
    """Where the origin may lack what is rendered, nothing is recorded, and never a path."""
    assert recorded(state(clone)) is None


def test_an_alias_of_this_persons_git_is_resolved(clone):
    """An address that only somebody's configuration knows is recorded as what it means."""
    git(clone, "remote", "set-url", "origin", "work:template.git")
    git(clone, "config", "url.https://example.com/group/.insteadOf", "work:")

    assert recorded(clone) == (ADDRESS, git(clone, "rev-parse", "HEAD"))


def unpacked(clone: Path) -> Path:
    """The folder that somebody gets from the zip file of a host."""
    git(clone, "archive", "--prefix=template-main/", "--output=../main.tar", "HEAD")
    with tarfile.open(clone.parent / "main.tar") as archive:
        archive.extractall(clone.parent, filter="data")
    return clone.parent / "template-main"


def test_a_zip_file_is_recorded_by_what_it_says(clone):
    """git wrote the commit into the archive, and pyproject.toml names the public address."""
    folder = unpacked(clone)
    found = (PAGE, git(clone, "rev-parse", "HEAD"))

    assert recorded(folder) == found
    assert record.source(str(folder), f"{PAGE}/archive/main.zip") == found
    assert record.source(str(folder), str(folder.with_suffix(".zip"))) == found


def test_a_zip_file_of_another_host_is_not_recorded(clone):
    """A fork has other commits than the address that it inherited."""
    folder = unpacked(clone)

    assert (
        record.source(str(folder), "https://example.com/group/template-fork/main.zip")
        is None
    )


@pytest.mark.parametrize(
    "pyproject",
    [
        "",
        "[project]\nname = 'x'\n",
        '[project.urls]\nSource = "file:///x"\n',
        "[",
        "x = 1",
    ],
)
def test_without_a_public_address_a_zip_file_is_not_recorded(clone, pyproject):
    """As long as nobody has published the template, there is nothing to say."""
    folder = unpacked(clone)
    folder.joinpath("pyproject.toml").write_text(pyproject)

    assert recorded(folder) is None


def installed(
    folder: Path, *, direct_url: object = None, commit: str = "$Format:%H$"
) -> Path:
    """The template inside an installed Shipyard, whose metadata has its public address."""
    template = folder / "site-packages/shipyard/template"
    template.joinpath("templates").mkdir(parents=True)
    template.joinpath("templates/commit.txt").write_text(commit)
    metadata = folder / "site-packages/cookiecutter_shipyard-0.1.0.dist-info"
    metadata.mkdir()
    lines = (
        "Name: cookiecutter-shipyard",
        f"Project-URL: Source, {PAGE}",
        "",
        "Source, text",
    )
    metadata.joinpath("METADATA").write_text("\n".join(lines))
    if direct_url is not None:
        metadata.joinpath("direct_url.json").write_text(json.dumps(direct_url))
    return template


def vcs(address: str, **more: str) -> dict[str, object]:
    """What an installer records of a repository that it installed from."""
    return {"url": address, "vcs_info": {"vcs": "git", "commit_id": COMMIT}, **more}


def test_the_installers_record_comes_first(tmp_path):
    """What was installed from a repository is recorded by its address and the installed commit."""
    template = installed(tmp_path, direct_url=vcs(ADDRESS), commit="2" * 40)

    assert recorded(template) == (ADDRESS, COMMIT)


@pytest.mark.parametrize(
    "direct_url",
    [
        None,
        {"url": f"{PAGE}/archive/v1.zip", "archive_info": {}},
        {"url": "file:///srv/shipyard-main", "dir_info": {}},
        {"url": "file:///home/me/main.zip", "archive_info": {}},
    ],
)
def test_an_installed_distribution_is_recorded_by_its_metadata(tmp_path, direct_url):
    """From an index or an archive, the built-in commit counts, at the address in the metadata."""
    template = installed(tmp_path, direct_url=direct_url, commit=COMMIT)

    assert recorded(template) == (PAGE, COMMIT)


def test_an_archive_of_another_host_is_not_recorded_as_installed(tmp_path):
    """Nor is a fork's archive that pip or uv has installed, whose metadata it inherited."""
    direct_url = {"url": f"{PAGE}-fork/archive/main.zip", "archive_info": {}}
    template = installed(tmp_path, direct_url=direct_url, commit=COMMIT)

    assert recorded(template) is None


@pytest.mark.parametrize(
    "direct_url",
    [
        None,
        {"url": "file:///srv/shipyard", "dir_info": {}},
        vcs("file:///srv/shipyard"),
        vcs("/srv/shipyard"),
        vcs(ADDRESS, subdirectory="inside"),
        {"url": ADDRESS},
        ["no object"],
    ],
)
def test_a_folder_that_was_installed_is_not_recorded(tmp_path, direct_url):
    """A build from a clone has no commit in it, and a path of this machine is not an address."""
    assert recorded(installed(tmp_path, direct_url=direct_url)) is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://me:secret@example.com/group/template.git", ADDRESS),
        ("https://secret@example.com:8443/x", "https://example.com:8443/x"),
        (PAGE, PAGE),
        ("git@example.com:group/template.git", "git@example.com:group/template.git"),
        ("example.com:group/template", "example.com:group/template"),
        ("ssh://git:secret@example.com:2222/x", "ssh://git@example.com:2222/x"),
        ("ssh://example.com/x", "ssh://example.com/x"),
        ("git://example.com/x", "git://example.com/x"),
    ],
)
def test_a_public_address_has_no_secret(address, expected):
    """A name and a password for http stay here; an account of ssh belongs to the address."""
    assert record.public(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/home/me/template",
        "../template",
        "template",
        "C:\\Users\\me\\template",
        "C:/Users/me.you/template",
        "file:///home/me/template",
        "file://example.com/template",
        "http://localhost:8000/template",
        "http://127.0.0.1/template",
        "https://laptop.local/template",
        "https://example.com/",
        "https://example.com/template?token=secret",
        "ssh://git@work/template",
        "work:template",
        "git@github-work:group/template",
        "./here.now:template",
        "ext::sh -c true",
    ],
)
def test_an_address_of_this_machine_is_not_public(address):
    """Paths, this machine's servers and names of somebody's own configuration are left out."""
    assert record.public(address) is None


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("LICENSE", "MIT License\n\nCopyright (c) 2026 Studio 1984\n", "2026"),
        ("LICENSE", "Copyright (c) 2026, Ada\n", "2026"),
        ("README.md", "Copyright 2026-2031 Ada.\n", "2026"),
        (
            "README.md",
            "Dedicated to the public domain by Studio 1984 in 2026 with the\n[Unlicense](x).\n",
            "2026",
        ),
        ("README.md", "No licence.\n", None),
    ],
)
def test_a_project_keeps_its_year(tmp_path, name, text, expected):
    """An update takes the year of the copyright from the project, and from no other project."""
    state = {"context": {"cookiecutter": {"project_slug": "tides"}}}
    tmp_path.joinpath(".cruft.json").write_text(json.dumps(state))
    tmp_path.joinpath(name).write_text(text)

    assert record.year(str(tmp_path), {"project_slug": "tides"}) == expected
    assert record.year(str(tmp_path), {"project_slug": "moons"}) is None
    assert record.year(str(tmp_path / "nowhere"), {"project_slug": "tides"}) is None
