"""What stops a release before the first write, told all at once."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest

from testkit import baking
from testkit.baking import QUESTIONS


def refused(project, *arguments, **variables):
    """Release, expect to be stopped with nothing changed, and return what was said."""
    before = project.state()

    outcome = project.release(*arguments, **variables)

    assert outcome.status == 1, outcome.text
    assert project.state() == before
    assert "Traceback" not in outcome.text
    return outcome.text


def test_every_problem_is_told_at_once_with_its_remedy(project):
    """A wrong branch, an untracked file, an empty changelog and missing credentials are in one
    list."""
    project.commit("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n")
    project.git("switch", "--quiet", "--create", "feature")
    (project.folder / "stray.txt").write_text("?")
    pypirc = project.home / ".pypirc"
    pypirc.write_text(
        "\n".join(
            row for row in pypirc.read_text().splitlines() if "password" not in row
        )
    )

    text = refused(project)

    assert "These files are changed or untracked: stray.txt" in text
    assert "git switch main" in text
    assert "CHANGELOG.md has no entry for the changes since the last release." in text
    assert "no credentials for company" in text


@pytest.mark.parametrize("version", [None, "banana"], ids=["in the file", "asked for"])
def test_a_version_that_cannot_be_read_is_told_with_everything_else(project, version):
    """An unreadable version hides neither the wrong branch nor the stray file, and preflight
    says the same."""
    if version is None:
        project.commit("src/my_package/_version.py", '__version__ = "banana"\n')
    project.git("switch", "--quiet", "--create", "feature")
    (project.folder / "stray.txt").write_text("?")
    asked = ["--version", version] if version else []

    for text in (refused(project, *asked), project.run("preflight", *asked).text):
        assert "'banana' is not a version" in text
        assert "git switch main" in text
        assert "stray.txt" in text
        assert "my-package is not ready for release to company" in text


def test_a_changed_file_stops(project):
    """A tracked file that differs from the last commit stops a release."""
    (project.folder / "README.md").write_text("changed")

    assert "README.md" in refused(project)


@pytest.mark.parametrize("name", ["{}.txt", "{}.key"], ids=["ordinary", "secret"])
def test_git_is_started_as_often_for_many_files_as_for_one(project, tmp_path, name):
    """No process is started for each file that is not tracked, whatever the file is called."""
    (project.folder / name.format("first")).write_text("?")
    once = starts_of_git(project, tmp_path / "once")
    for each in range(30):
        (project.folder / name.format(each)).write_text("?")

    assert once > 10
    assert starts_of_git(project, tmp_path / "again") == once


def starts_of_git(project, trace):
    """Return how often preflight starts git, as git itself counts it."""
    project.run("preflight", GIT_TRACE2_EVENT=str(trace))
    events = trace.read_text(encoding="utf-8").splitlines()
    return sum('"event":"start"' in event for event in events)


def test_a_detached_head_stops(project):
    """Releases are made from a branch."""
    project.git("switch", "--quiet", "--detach")

    assert "HEAD is detached" in refused(project)


def test_being_behind_the_remote_stops(project):
    """Somebody else's commit on the remote is pulled first."""
    other = project.clone("other")
    other.commit("news.txt", "news")
    other.git("push", "--quiet")

    assert "git pull --rebase" in refused(project)


def test_a_remote_out_of_reach_stops(project):
    """Without its remote a release is not begun."""
    shutil.move(project.remote, project.remote.with_name("away.git"))

    outcome = project.release()

    assert outcome.status == 1
    assert "The remote origin cannot be reached" in outcome.text
    assert project.index.files == []


def test_a_remote_out_of_reach_hides_no_other_problem(project):
    """What is wrong with the version is told beside it, and the remote once."""
    project.git("tag", "v0.1.0")
    project.note_change()
    shutil.move(project.remote, project.remote.with_name("away.git"))

    text = project.run("preflight", "--version", "0.0.1").text

    assert text.count("The remote origin cannot be reached") == 1
    assert "0.0.1 is not newer than 0.1.0" in text
    assert "make release TO=company VERSION=0.1.1" in text


def test_a_missing_remote_stops_and_says_how_to_add_one(project):
    """A fresh repository has no remote yet."""
    project.git("remote", "remove", "origin")

    assert "git remote add origin URL" in refused(project)


def test_the_tag_on_another_commit_here_stops(project):
    """A tag of this version on anything but its release commit is never moved."""
    project.git("tag", "v0.1.0")

    assert "The tag v0.1.0 is on another commit" in refused(project)


def test_the_tag_on_another_commit_of_the_remote_stops(project):
    """A tag that only the remote has is found before anything is written."""
    other = project.clone("other")
    other.git("tag", "v0.1.0")
    other.git("push", "--quiet", "origin", "v0.1.0")
    project.note_change()

    assert "The remote has the tag v0.1.0 on another commit" in refused(project)


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("banana", "'banana' is not a version"),
        ("0.2.0-rc1", "0.2.0-rc1 is not a normalised version. Write 0.2.0rc1"),
        ("0.2.0+local", "a local version"),
        ("0.0.1", "0.0.1 is not newer than 0.1.0"),
        ("0.1", "0.1 is the same version as 0.1.0"),
    ],
)
def test_a_version_that_cannot_be_released_stops(project, version, message):
    """What is not a version, not normal, local or older is refused with the reason."""
    project.git("tag", "v0.1.0")
    project.git("push", "--quiet", "origin", "v0.1.0")
    project.note_change()

    assert message in refused(project, "--version", version)


def test_a_version_file_that_cannot_be_read_is_quoted_with_its_line(project):
    """The message names file, line and text."""
    project.commit(
        "src/my_package/_version.py", '"""Version."""\n\n__version__ = "one"\n'
    )

    assert "src/my_package/_version.py, line 3: 'one' is not a version" in refused(
        project
    )


def test_a_commit_of_the_future_stops(project):
    """A clock that is wrong would date every file of the release wrongly."""
    project.git(
        "commit",
        "--quiet",
        "--allow-empty",
        "--message=x",
        GIT_COMMITTER_DATE="2099-01-01T00:00:00",
    )

    assert "Set the clock first." in refused(project)


def test_somebody_elses_name_on_the_index_stops(project):
    """Files of other versions under our name, none of them tagged here, are not ours."""
    (project.index.folder / "my_package-7.0.tar.gz").write_bytes(b"somebody else's")

    assert "none of its versions is tagged here" in refused(project)


def test_without_credentials_the_next_steps_are_printed(project):
    """For PyPI account, token and where to put it are told by address, and no secret is shown."""
    pypirc = project.index.pypirc("pypi").replace("password = right-password", "")
    (project.home / ".pypirc").write_text(pypirc)

    text = refused(project, "--to", "pypi")

    assert f"{project.index.url}account/register/" in text
    assert f"{project.index.url}manage/account/token/" in text
    assert "make token TO=pypi" in text


def test_without_credentials_for_ones_own_index_no_page_is_invented(project):
    """Username and password of its section are what it needs; it may have no pages at all."""
    (project.home / ".pypirc").write_text(
        project.index.pypirc("company").replace("password = right-password", "")
    )

    text = refused(project)

    assert "Write `username` and `password` into its section in: ~/.pypirc" in text
    assert "account/" not in text
    assert "make token TO=company" in text


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("user", "user is the name of a module of the standard library"),
        ("os-path", "os-path is the name of a module of the standard library"),
        (
            "harbour-master",
            "pypi has harbourmaster, and accepts no name that differs from it only",
        ),
    ],
)
def test_a_new_name_that_pypi_would_refuse_stops(project, name, message):
    """What can be known of a name is known before the first write; one's own index may take it."""
    (project.index.folder / "harbourmaster-1.0.tar.gz").write_bytes(b"somebody else's")
    pypirc = project.index.pypirc("pypi").replace("servers =", "servers =\n    company")
    own = project.index.pypirc("company").partition("\n\n")[2]
    (project.home / ".pypirc").write_text(f"{pypirc}\n{own}")
    text = (project.folder / "pyproject.toml").read_text(encoding="utf-8")
    project.commit(
        "pyproject.toml", text.replace('name = "my-package"', f'name = "{name}"')
    )

    assert message in refused(project, "--to", "pypi")
    assert project.run("preflight").status == 0


def test_the_name_of_a_project_that_is_there_is_not_refused(project):
    """PyPI looks at names when a project is made; older ones may be called like a module."""
    project.git("tag", "v0.1.0")
    project.note_change()
    (project.home / ".pypirc").write_text(project.index.pypirc("pypi"))
    text = (project.folder / "pyproject.toml").read_text(encoding="utf-8")
    project.commit(
        "pyproject.toml", text.replace('name = "my-package"', 'name = "user"')
    )

    outcome = project.run("preflight", "--to", "pypi", "--bump", "minor")

    assert "standard library" not in outcome.text


def test_preflight_says_where_credentials_come_from_and_never_what_they_are(project):
    """The source of the credentials is named, and the password is not in the output."""
    fine = project.release("--dry-run")
    preflight = project.run("preflight")
    login = {"TWINE_USERNAME": "tester", "TWINE_PASSWORD": "right-password"}
    from_environment = project.run("preflight", **login)

    assert "right-password" not in fine.text + preflight.text + from_environment.text
    assert ".pypirc, section company" in preflight.text
    assert "the environment" in from_environment.text


def test_an_unknown_index_is_refused_with_the_known_ones(project):
    """A name that .pypirc does not have is answered with those that it has."""
    outcome = project.run("preflight", "--to", "nowhere")

    assert outcome.status == 1
    assert "company, pypi, testpypi" in outcome.text


def test_a_private_package_is_kept_from_public_indexes(project):
    """What an index would refuse after the push is told before anything is written."""
    setup = (project.folder / "setup.py").read_text(encoding="utf-8")
    private = 'classifiers=[\n        "Private :: Do Not Upload",'
    project.commit("setup.py", setup.replace("classifiers=[", private, 1))
    (project.home / ".pypirc").write_text(project.index.pypirc("pypi"))

    assert "marks the package as private" in refused(project, "--to", "pypi")


def test_the_example_author_is_kept_from_public_indexes(project):
    """Nobody means to publish as the author whom the template knows; an index keeps it for ever."""
    (project.home / ".pypirc").write_text(project.index.pypirc("pypi"))
    example = QUESTIONS["author_email"]
    setup = (project.folder / "setup.py").read_text(encoding="utf-8")
    project.commit("setup.py", setup.replace("test@example.com", example))
    project.git("push", "--quiet")

    assert f"still names the example's author, {example}" in refused(
        project, "--to", "pypi"
    )


def test_the_example_is_told_as_its_author_is(project, tmp_path):
    """Each text that the template has for somebody to replace is told with its file."""
    fresh = baking.bake(tmp_path / "fresh", author_email="test@example.com")
    names = ["setup.py", "README.md", "src/my_package/example.py", "CHANGELOG.md"]
    for name in names:
        project.commit(name, (fresh / name).read_text(encoding="utf-8"))
    (project.home / ".pypirc").write_text(project.index.pypirc("pypi"))

    text = refused(project, "--to", "pypi")

    told = re.findall(r"(\S+) still has the example's text: (.*)", text)
    assert [name for name, _ in told] == names
    assert dict(told)["README.md"] == 'A small Python package.; greet("Ada")'
    (project.home / ".pypirc").write_text(project.index.pypirc("company"))
    assert "still has" not in project.run("preflight", "--to", "company").text


@pytest.mark.parametrize("name", [".env", "server.key", "deploy/.env.local", ".envrc"])
def test_a_secret_is_never_offered_to_be_committed(project, name):
    """A file that can hold a secret gets a line in .gitignore, beside what belongs to the code."""
    path = project.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("?")
    (project.folder / "new.py").write_text("")
    (project.folder / ".gitignore").write_text(".release/\n")
    project.git("commit", "--quiet", "--all", "--message=Ignore nothing")

    text = refused(project)

    assert f"can hold a secret, and git does not ignore them: {name}" in text
    assert "These files are changed or untracked: new.py\n" in text


def test_a_folder_that_is_not_committed_is_told(project):
    """The project inside another repository may be a folder of it, if its commits have that."""
    (project.folder / ".git").rename(project.folder.parent / ".git")

    for command in ("preflight", "rehearse", "build"):
        outcome = project.run(command)

        assert outcome.status == 1, outcome.text
        assert (
            "of a repository, but the last commit does not have that folder"
            in outcome.text
        ), outcome.text


def test_a_changelog_in_another_encoding_stops(project):
    """Read as UTF-8 and written again, its letters would be lost."""
    path = project.folder / "CHANGELOG.md"
    path.write_bytes(path.read_bytes() + "- Gr\xfc\xdfe\n".encode("latin-1"))
    project.git("commit", "--quiet", "--all", "--message=Greet")

    assert "CHANGELOG.md is not encoded in UTF-8" in refused(project)


def test_an_unknown_git_identity_stops(project):
    """git cannot commit for nobody."""
    (project.home / ".gitconfig").write_text("[user]\n\tuseConfigOnly = true\n")

    assert "git config --global user.name" in refused(project)


def test_what_git_says_by_the_way_is_not_taken_for_an_answer(project):
    """Warnings about line ends, shown signatures and columns are a person's settings, and change
    nothing."""
    project.commit("notes.txt", "one\n")
    project.git("tag", "v0.0.1")
    project.git("tag", "v0.0.2")
    key = project.home / "key"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True
    )
    signing = {
        "gpg.format": "ssh",
        "user.signingKey": str(key),
        "commit.gpgSign": "true",
    }
    showing = {"log.showSignature": "true", "column.ui": "always", "color.ui": "always"}
    for name, value in {**signing, **showing, "core.autocrlf": "true"}.items():
        project.git("config", "--global", name, value)
    project.commit(".gitattributes", "")
    (project.folder / "notes.txt").write_bytes(b"one\n")
    os.utime(project.folder / "notes.txt", (1, 1))
    (project.index.folder / "my_package-0.0.1.tar.gz").write_bytes(b"ours")

    outcome = project.run("preflight")

    assert outcome.status == 0, outcome.text


def test_bump_and_version_together_are_refused(project):
    """Both choose the version; which one was meant is for the user to say, with status 2."""
    before = project.state()

    outcome = project.release("--bump", "minor", "--version", "2.0")

    assert outcome.status == 2, outcome.text
    assert "BUMP and VERSION both choose a version." in outcome.text
    assert project.state() == before


def test_a_shallow_clone_stops(project):
    """Tags and the release commit are looked for in the whole history."""
    assert "git fetch --unshallow --tags" in refused(project.shallow_clone())


def test_a_readme_that_does_not_render_stops(project):
    """The description is found before the commit; elsewhere setup.py may make a text of it."""
    project.commit("README.rst", "Title\n=====\n\n.. image::\n\n:bad:`role`\n")

    assert (
        "README.rst has an error and cannot be rendered"
        in project.run("preflight").text
    )
    project.commit("setup.cfg", "[metadata]\nlong_description = file: README.rst\n")
    assert "README.rst cannot be rendered" in refused(project)
