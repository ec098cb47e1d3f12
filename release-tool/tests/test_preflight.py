"""What stops a release before the first write, told all at once."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest

from testkit import baking
from testkit.baking import QUESTIONS


def refused(yard, *arguments, **variables):
    """Release, expect to be stopped with nothing changed, and return what was said."""
    before = yard.state()

    outcome = yard.release(*arguments, **variables)

    assert outcome.status == 1, outcome.text
    assert yard.state() == before
    assert "Traceback" not in outcome.text
    return outcome.text


def test_every_problem_is_told_at_once_with_its_remedy(yard):
    """A wrong branch, an untracked file, an empty changelog and missing credentials are in one
    list."""
    yard.commit("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n")
    yard.git("switch", "--quiet", "--create", "feature")
    (yard.project / "stray.txt").write_text("?")
    pypirc = yard.home / ".pypirc"
    pypirc.write_text(
        "\n".join(row for row in pypirc.read_text().splitlines() if "password" not in row)
    )

    text = refused(yard)

    assert "These files are changed or untracked: stray.txt" in text
    assert "git switch main" in text
    assert "CHANGELOG.md says nothing about what is not released yet." in text
    assert "no credentials for dock" in text


@pytest.mark.parametrize("version", [None, "banana"], ids=["in the file", "asked for"])
def test_a_version_that_cannot_be_read_is_told_with_everything_else(yard, version):
    """An unreadable version hides neither the wrong branch nor the stray file, and preflight
    says the same."""
    if version is None:
        yard.commit("src/my_package/_version.py", '__version__ = "banana"\n')
    yard.git("switch", "--quiet", "--create", "feature")
    (yard.project / "stray.txt").write_text("?")
    asked = ["--version", version] if version else []

    for text in (refused(yard, *asked), yard.run("preflight", *asked).text):
        assert "'banana' is not a version" in text
        assert "git switch main" in text
        assert "stray.txt" in text
        assert "my-package is not ready for release to dock" in text


def test_a_changed_file_stops(yard):
    """A tracked file that differs from the last commit stops a release."""
    (yard.project / "README.md").write_text("changed")

    assert "README.md" in refused(yard)


def test_a_detached_head_stops(yard):
    """Releases are made from a branch."""
    yard.git("switch", "--quiet", "--detach")

    assert "HEAD is detached" in refused(yard)


def test_being_behind_the_remote_stops(yard):
    """Somebody else's commit on the remote is pulled first."""
    other = yard.clone("other")
    other.commit("news.txt", "news")
    other.git("push", "--quiet")

    assert "git pull --rebase" in refused(yard)


def test_a_remote_out_of_reach_stops(yard):
    """Without its remote a release is not begun."""
    shutil.move(yard.remote, yard.remote.with_name("away.git"))

    outcome = yard.release()

    assert outcome.status == 1
    assert "The remote origin cannot be reached" in outcome.text
    assert yard.index.files == []


def test_a_remote_out_of_reach_hides_no_other_problem(yard):
    """What is wrong with the version is told beside it, and the remote once."""
    yard.git("tag", "v0.1.0")
    yard.note_change()
    shutil.move(yard.remote, yard.remote.with_name("away.git"))

    text = yard.run("preflight", "--version", "0.0.1").text

    assert text.count("The remote origin cannot be reached") == 1
    assert "0.0.1 is not newer than 0.1.0" in text
    assert "make release TO=dock VERSION=0.1.1" in text


def test_a_missing_remote_stops_and_says_how_to_add_one(yard):
    """A fresh repository has no remote yet."""
    yard.git("remote", "remove", "origin")

    assert "git remote add origin URL" in refused(yard)


def test_the_tag_on_another_commit_here_stops(yard):
    """A tag of this version on anything but its release commit is never moved."""
    yard.git("tag", "v0.1.0")

    assert "The tag v0.1.0 is on another commit" in refused(yard)


def test_the_tag_on_another_commit_of_the_remote_stops(yard):
    """A tag that only the remote has is found before anything is written."""
    other = yard.clone("other")
    other.git("tag", "v0.1.0")
    other.git("push", "--quiet", "origin", "v0.1.0")
    yard.note_change()

    assert "The remote has the tag v0.1.0 on another commit" in refused(yard)


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("banana", "'banana' is not a version"),
        ("0.2.0-rc1", "0.2.0-rc1 is not in normal form, which is 0.2.0rc1"),
        ("0.2.0+local", "a local version"),
        ("0.0.1", "0.0.1 is not newer than 0.1.0"),
        ("0.1", "0.1 is the same version as 0.1.0"),
    ],
)
def test_a_version_that_cannot_be_released_stops(yard, version, said):
    """What is not a version, not normal, local or older is refused with the reason."""
    yard.git("tag", "v0.1.0")
    yard.git("push", "--quiet", "origin", "v0.1.0")
    yard.note_change()

    assert said in refused(yard, "--version", version)


def test_a_version_file_that_cannot_be_read_is_quoted_with_its_line(yard):
    """The message names file, line and text."""
    yard.commit("src/my_package/_version.py", '"""Version."""\n\n__version__ = "one"\n')

    assert "src/my_package/_version.py, line 3: 'one' is not a version" in refused(yard)


def test_a_commit_of_the_future_stops(yard):
    """A clock that is wrong would date every file of the release wrongly."""
    yard.git(
        "commit",
        "--quiet",
        "--allow-empty",
        "--message=x",
        GIT_COMMITTER_DATE="2099-01-01T00:00:00",
    )

    assert "Set the clock right first." in refused(yard)


def test_somebody_elses_name_on_the_index_stops(yard):
    """Files of other versions under our name, none of them tagged here, are not ours."""
    (yard.index.folder / "my_package-7.0.tar.gz").write_bytes(b"somebody else's")

    assert "none of its versions is tagged here" in refused(yard)


def test_without_credentials_the_next_steps_are_printed(yard):
    """For PyPI account, token and where to put it are told by address, and no secret is shown."""
    pypirc = yard.index.pypirc("pypi").replace("password = harbour", "")
    (yard.home / ".pypirc").write_text(pypirc)

    text = refused(yard, "--to", "pypi")

    assert f"{yard.index.url}account/register/" in text
    assert f"{yard.index.url}manage/account/token/" in text
    assert "make token TO=pypi" in text


def test_without_credentials_for_ones_own_index_no_page_is_invented(yard):
    """Username and password of its section are what it needs; it may have no pages at all."""
    (yard.home / ".pypirc").write_text(yard.index.pypirc("dock").replace("password = harbour", ""))

    text = refused(yard)

    assert "Write username and password of its section into: ~/.pypirc" in text
    assert "account/" not in text
    assert "make token TO=dock" in text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("user", "user is the name of a module of the standard library"),
        ("os-path", "os-path is the name of a module of the standard library"),
        ("harbour-master", "pypi has harbourmaster, and takes no name that differs from it only"),
    ],
)
def test_a_new_name_that_pypi_would_refuse_stops(yard, name, said):
    """What can be known of a name is known before the first write; one's own index may take it."""
    (yard.index.folder / "harbourmaster-1.0.tar.gz").write_bytes(b"somebody else's")
    pypirc = yard.index.pypirc("pypi").replace("servers =", "servers =\n    dock")
    own = yard.index.pypirc("dock").partition("\n\n")[2]
    (yard.home / ".pypirc").write_text(f"{pypirc}\n{own}")
    text = (yard.project / "pyproject.toml").read_text(encoding="utf-8")
    yard.commit("pyproject.toml", text.replace('name = "my-package"', f'name = "{name}"'))

    assert said in refused(yard, "--to", "pypi")
    assert yard.run("preflight").status == 0


def test_the_name_of_a_project_that_is_there_is_not_judged(yard):
    """PyPI looks at names when a project is made; older ones may be called like a module."""
    yard.git("tag", "v0.1.0")
    yard.note_change()
    (yard.home / ".pypirc").write_text(yard.index.pypirc("pypi"))
    text = (yard.project / "pyproject.toml").read_text(encoding="utf-8")
    yard.commit("pyproject.toml", text.replace('name = "my-package"', 'name = "user"'))

    outcome = yard.run("preflight", "--to", "pypi", "--bump", "minor")

    assert "standard library" not in outcome.text


def test_preflight_says_where_credentials_come_from_and_never_what_they_are(yard):
    """The source of the credentials is named, and the password is not in the output."""
    fine = yard.release("--dry-run")
    preflight = yard.run("preflight")
    login = {"TWINE_USERNAME": "tester", "TWINE_PASSWORD": "harbour"}
    from_environment = yard.run("preflight", **login)

    assert "harbour" not in fine.text + preflight.text + from_environment.text
    assert ".pypirc, section dock" in preflight.text
    assert "the environment" in from_environment.text


def test_an_unknown_index_is_refused_with_the_known_ones(yard):
    """A name that .pypirc does not have is answered with those that it has."""
    outcome = yard.run("preflight", "--to", "nowhere")

    assert outcome.status == 1
    assert "dock, pypi, testpypi" in outcome.text


def test_a_private_package_is_kept_from_public_indexes(yard):
    """What an index would refuse after the push is told before anything is written."""
    setup = (yard.project / "setup.py").read_text(encoding="utf-8")
    private = 'classifiers=[\n        "Private :: Do Not Upload",'
    yard.commit("setup.py", setup.replace("classifiers=[", private, 1))
    (yard.home / ".pypirc").write_text(yard.index.pypirc("pypi"))

    assert "calls the package private" in refused(yard, "--to", "pypi")


def test_the_example_author_is_kept_from_public_indexes(yard):
    """Nobody means to publish as the author whom the template knows; an index keeps it for ever."""
    (yard.home / ".pypirc").write_text(yard.index.pypirc("pypi"))
    example = QUESTIONS["author_email"]
    setup = (yard.project / "setup.py").read_text(encoding="utf-8")
    yard.commit("setup.py", setup.replace("test@example.com", example))
    yard.git("push", "--quiet")

    assert f"names the author of the example, {example}" in refused(yard, "--to", "pypi")


def test_the_example_is_told_as_its_author_is(yard, tmp_path):
    """Each text that the template has for somebody to replace is told with its file."""
    fresh = baking.bake(tmp_path / "fresh", author_email="test@example.com")
    names = ["setup.py", "README.md", "src/my_package/example.py", "CHANGELOG.md"]
    for name in names:
        yard.commit(name, (fresh / name).read_text(encoding="utf-8"))
    (yard.home / ".pypirc").write_text(yard.index.pypirc("pypi"))

    text = refused(yard, "--to", "pypi")

    told = re.findall(r"(\S+) still has a text of the example: (.*)", text)
    assert [name for name, _ in told] == names
    assert dict(told)["README.md"] == 'A small Python package.; greet("Ada")'
    (yard.home / ".pypirc").write_text(yard.index.pypirc("dock"))
    assert "still has" not in yard.run("preflight", "--to", "dock").text


@pytest.mark.parametrize("name", [".env", "server.key", "deploy/.env.local", ".envrc"])
def test_a_secret_is_never_offered_to_be_committed(yard, name):
    """A file that can hold a secret gets a line in .gitignore, beside what belongs to the code."""
    path = yard.project / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("?")
    (yard.project / "new.py").write_text("")
    (yard.project / ".gitignore").write_text(".release/\n")
    yard.git("commit", "--quiet", "--all", "--message=Ignore nothing")

    text = refused(yard)

    assert f"can hold a secret, and git does not ignore them: {name}" in text
    assert "These files are changed or untracked: new.py\n" in text


def test_a_folder_that_is_not_committed_is_told(yard):
    """The project inside another repository may be a folder of it, if its commits have that."""
    (yard.project / ".git").rename(yard.project.parent / ".git")

    for command in ("preflight", "rehearse", "build"):
        outcome = yard.run(command)

        assert outcome.status == 1, outcome.text
        assert "of a repository whose last commit does not have it" in outcome.text, outcome.text


def test_a_changelog_in_another_encoding_stops(yard):
    """Read as UTF-8 and written again, its letters would be lost."""
    path = yard.project / "CHANGELOG.md"
    path.write_bytes(path.read_bytes() + "- Gr\xfc\xdfe\n".encode("latin-1"))
    yard.git("commit", "--quiet", "--all", "--message=Greet")

    assert "CHANGELOG.md is not UTF-8" in refused(yard)


def test_an_unknown_git_identity_stops(yard):
    """git cannot commit for nobody."""
    (yard.home / ".gitconfig").write_text("[user]\n\tuseConfigOnly = true\n")

    assert "git config --global user.name" in refused(yard)


def test_what_git_says_by_the_way_is_not_taken_for_an_answer(yard):
    """Warnings about line ends, shown signatures and columns are a person's settings, and change
    nothing."""
    yard.commit("notes.txt", "one\n")
    yard.git("tag", "v0.0.1")
    yard.git("tag", "v0.0.2")
    key = yard.home / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    signing = {"gpg.format": "ssh", "user.signingKey": str(key), "commit.gpgSign": "true"}
    showing = {"log.showSignature": "true", "column.ui": "always", "color.ui": "always"}
    for name, value in {**signing, **showing, "core.autocrlf": "true"}.items():
        yard.git("config", "--global", name, value)
    yard.commit(".gitattributes", "")
    (yard.project / "notes.txt").write_bytes(b"one\n")
    os.utime(yard.project / "notes.txt", (1, 1))
    (yard.index.folder / "my_package-0.0.1.tar.gz").write_bytes(b"ours")

    outcome = yard.run("preflight")

    assert outcome.status == 0, outcome.text


def test_bump_and_version_together_are_refused(yard):
    """Both choose the version; which one was meant is for the user to say, with status 2."""
    before = yard.state()

    outcome = yard.release("--bump", "minor", "--version", "2.0")

    assert outcome.status == 2, outcome.text
    assert "BUMP and VERSION both choose a version." in outcome.text
    assert yard.state() == before


def test_a_shallow_clone_stops(yard):
    """Tags and the release commit are looked for in the whole history."""
    assert "git fetch --unshallow --tags" in refused(yard.shallow_clone())


def test_a_readme_that_does_not_render_stops(yard):
    """The description is found before the commit; elsewhere setup.py may make a text of it."""
    yard.commit("README.rst", "Title\n=====\n\n.. image::\n\n:bad:`role`\n")

    assert "README.rst does not render as it is" in yard.run("preflight").text
    yard.commit("setup.cfg", "[metadata]\nlong_description = file: README.rst\n")
    assert "README.rst does not render" in refused(yard)
