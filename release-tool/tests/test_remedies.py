"""Every printed remedy is executed in the state in which it was printed."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import pytest
import remedies
from filelock import FileLock
from project import SECTION, Project
from remedies import Case, all_of, edit, hook, pypirc, without_hook, write

from testkit.baking import QUESTIONS

SOURCE = Path(__file__).resolve().parents[1] / "src/shipyard_release"
VERSION_FILE = "src/my_package/_version.py"
NEWS = "## [Unreleased]\n"
BRANCHES = 'branches = ["main", "*.x"]'
PRIVATE = 'classifiers=[\n        "Private :: Do Not Upload",'
RELEASE = ("release", "--yes")


def lines(project: Project) -> None:
    """Change nothing."""


def settings(old: str, new: str):
    """Return what changes pyproject.toml in the work tree."""
    return edit("pyproject.toml", lambda text: text.replace(old, new, 1))


def stray(project: Project) -> None:
    """Leave a file that git does not know."""
    (project.folder / "stray.txt").write_text("?")


def remove_stray(project: Project) -> None:
    """Delete that file."""
    (project.folder / "stray.txt").unlink()


def secret(project: Project) -> None:
    """Put a key beside the code, which .gitignore of the template does not name."""
    (project.folder / "server.key").write_text("?")


def away(project: Project) -> None:
    """Move the remote to where git does not find it."""
    shutil.move(project.remote, project.remote.with_name("away.git"))


def back(project: Project) -> None:
    """Bring the remote back; a copied world takes it from where it was moved."""
    source = next(
        folder for folder in (project.remote, *_places(project)) if folder.exists()
    )
    if source != project.remote:
        shutil.copytree(source, project.remote)


def _places(project: Project) -> list[Path]:
    parents = (project.home.parent, project.home.parent.parent)
    return [parent / "away.git" for parent in parents]


def released(project: Project) -> None:
    """Tag 0.1.0 as if it were released, and write news."""
    project.git("tag", "v0.1.0")
    project.note_change()
    project.git("push", "--quiet", "origin", "main", "v0.1.0")


def released_by_hand(project: Project) -> None:
    """Tag a commit whose changelog has 0.1.0."""
    text = (project.folder / "CHANGELOG.md").read_text(encoding="utf-8")
    project.commit(
        "CHANGELOG.md", text.replace(NEWS, f"{NEWS}\n## [0.1.0] - 2026-01-01\n")
    )
    project.git("tag", "v0.1.0")
    project.git("push", "--quiet", "origin", "main", "v0.1.0")


def unpushed(project: Project) -> None:
    """Begin a release, with its commit here alone."""
    assert project.release_without_push().status == 1


def colleague_pushes(project: Project) -> None:
    """Push a commit from another clone."""
    other = project.clone("other")
    other.commit("news.txt", "news")
    other.git("push", "--quiet")


def colleague_tags(project: Project) -> None:
    """Push a tag of the next version from another clone."""
    other = project.clone("other")
    other.git("tag", "v0.1.0")
    other.git("push", "--quiet", "origin", "v0.1.0")
    project.note_change()


def into_the_future(project: Project) -> None:
    """Make a commit whose time is far ahead."""
    late = "2099-01-01T00:00:00"
    project.git(
        "commit", "--quiet", "--allow-empty", "--message=x", GIT_COMMITTER_DATE=late
    )


def shallow(project: Project) -> None:
    """Make the project a clone with the newest commit alone."""
    clone = project.shallow_clone()
    shutil.rmtree(project.folder)
    clone.folder.rename(project.folder)


def foreign_files(project: Project) -> None:
    """Let the index list a version that is tagged nowhere."""
    (project.index.folder / "my_package-0.0.7.tar.gz").write_bytes(b"somebody else's")


def foreign_version(project: Project) -> None:
    """Let the index list a file of 0.1.0."""
    (project.index.folder / "my_package-0.1.0.tar.gz").write_bytes(b"somebody's")


def from_elsewhere(project: Project) -> None:
    """Let the index have files of 0.1.0 that were built elsewhere."""
    for name in ("my_package-0.1.0-py3-none-any.whl", "my_package-0.1.0.tar.gz"):
        (project.index.folder / name).write_bytes(b"built elsewhere")


def by_hand(project: Project) -> None:
    """Write 0.1.0 into the changelog, as after a release by hand, and news for the next one."""
    text = (project.folder / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = "## [0.1.0] - 2026-01-01\n"
    project.commit(
        "CHANGELOG.md", text.replace(NEWS, f"{NEWS}\n- News.\n\n{heading}", 1)
    )
    project.git("push", "--quiet", "origin", "main")


def two_versions(project: Project) -> None:
    """Leave sdists of two versions in dist/."""
    (project.folder / "dist").mkdir()
    for version in ("0.0.9", "0.1.0"):
        (project.folder / f"dist/my_package-{version}.tar.gz").write_bytes(
            b"of some build"
        )


def other_files_than_tagged(project: Project) -> None:
    """Tag a release whose sdist is another one than that in dist/."""
    by_hand(project)
    (project.folder / "dist").mkdir()
    (project.folder / "dist/my_package-0.1.0.tar.gz").write_bytes(b"of some build")
    text = f"my-package 0.1.0\n\n    {'0' * 64}  my_package-0.1.0.tar.gz\n"
    project.git(
        "tag", "--annotate", "--cleanup=verbatim", f"--message={text}", "v0.1.0"
    )


def other_contents_released(project: Project) -> None:
    """Release 0.1.0, and let the index have another sdist afterwards."""
    assert project.release().status == 0
    (project.index.folder / "my_package-0.1.0.tar.gz").write_bytes(b"other")


def as_pypi(project: Project) -> None:
    """Let the index of this world take the place of PyPI."""
    both = "".join(
        project.index.pypirc(name).split("\n\n", 1)[1] for name in (SECTION, "pypi")
    )
    servers = f"[distutils]\nindex-servers =\n    {SECTION}\n    pypi\n\n"
    (project.home / ".pypirc").write_text(servers + both)


def published_elsewhere(project: Project) -> None:
    """Let a pipeline publish, in another repository than the remote is."""
    text = (project.folder / "pyproject.toml").read_text(encoding="utf-8")
    fields = (
        '[tool.shipyard-release.publisher]\nOwner = "me"\n"Repository name" = "mine"\n'
    )
    from_ci = text.replace('publish-from = "local"', 'publish-from = "ci"')
    project.commit("pyproject.toml", f"{from_ci}\n{fields}")
    address = "https://github.com/me/theirs.git"
    project.git("config", f"url.{project.remote}.insteadOf", address)
    project.git("remote", "set-url", "origin", address)


def stale_index(project: Project) -> None:
    """Begin a release, and leave git's index as it was before."""
    unpushed(project)
    project.git("read-tree", "HEAD~1")


def elsewhere(project: Project) -> None:
    """Let git push to another repository than it fetches from."""
    fork = project.remote.with_name("fork.git")
    project.git("clone", "--quiet", "--bare", str(project.remote), str(fork))
    project.git("remote", "set-url", "--push", "origin", str(fork))


def sign_with_a_missing_key(project: Project) -> None:
    """Set git up to sign each tag with a key that is not there."""
    project.git("config", "--global", "gpg.format", "ssh")
    project.git("config", "--global", "user.signingKey", "/no/such/key")
    project.git("config", "--global", "tag.gpgSign", "true")


def by_tags(_: str) -> str:
    """Return a pyproject.toml whose version comes from the repository's tags."""
    requires = '["setuptools", "setuptools-scm"]'
    system = f'[build-system]\nrequires = {requires}\nbuild-backend = "setuptools.build_meta"\n'
    return f'{system}[project]\nname = "my-package"\ndynamic = ["version"]\n[tool.setuptools_scm]\n'


def nested(project: Project) -> None:
    """Make the project a folder of the repository around it."""
    (project.folder / ".git").rename(project.folder.parent / ".git")


def no_commit(project: Project) -> None:
    """Make the repository anew, without a commit."""
    shutil.rmtree(project.folder / ".git")
    project.git("init", "--quiet", "--initial-branch=main")


def without_git(project: Project) -> None:
    """Delete the repository, and keep its files."""
    shutil.rmtree(project.folder / ".git")


def nobody_without_git(project: Project) -> None:
    """Delete the repository, and the user's name from git's settings."""
    without_git(project)
    (project.home / ".gitconfig").write_text("[user]\n\tuseConfigOnly = true\n")


def nobody_without_commit(project: Project) -> None:
    """Make the repository anew, without a commit and without the user's name."""
    no_commit(project)
    (project.home / ".gitconfig").write_text("[user]\n\tuseConfigOnly = true\n")


def more_in_commit(project: Project) -> None:
    """Put work into the release commit."""
    unpushed(project)
    (project.folder / "work.txt").write_text("a week of it")
    project.git("add", "work.txt")
    project.git("commit", "--quiet", "--amend", "--no-edit")


def pushed(project: Project) -> None:
    """Begin a release and push its commit; nothing is uploaded."""
    unpushed(project)
    project.git("push", "--quiet", "origin", "main")


def with_password(text: str) -> str:
    """Return .pypirc with the right password in place of the wrong one."""
    return text.replace("password = wrong", "password = right-password")


def no_password(text: str) -> str:
    """Return .pypirc without a password."""
    return text.replace("password = right-password", "")


def with_work_tree(project: Project) -> None:
    """Make the remote a repository with a work tree, which takes no push to its branch."""
    project.git("--git-dir", str(project.remote), "config", "core.bare", "false")


def as_bare(project: Project) -> None:
    """Make the remote a bare repository again."""
    project.git("--git-dir", str(project.remote), "config", "core.bare", "true")


def with_branch(project: Project) -> None:
    """Make a branch as a release would, here and in the remote, that has no release."""
    project.git("branch", "release/0.1.0")
    project.git("push", "--quiet", "origin", "release/0.1.0")


TABLE = "[tool.shipyard-release]"
refuse_pushes = hook("remote/pre-receive", "echo protected >&2; exit 1")
allow_pushes = without_hook("remote/pre-receive")
refuse_tags = hook(
    "remote/update", "case $1 in refs/tags/*) echo protected >&2; exit 1;; esac"
)
spoil_version = hook(
    "pre-commit",
    f"""sed -i 's/^__version__ = .*/__version__ = "9"/' {VERSION_FILE}; git add .""",
)
not_a_version = write(VERSION_FILE, lambda _: '__version__ = "one"\n')
no_version_line = write(VERSION_FILE, lambda _: "VERSION = 1\n")
to_pypi = ("preflight", "--to", "pypi")

CASES = {
    "settings that cannot be read": Case(
        "settings-unreadable",
        settings("[tool.shipyard-release]", "[tool.shipyard-release"),
    ),
    "no table": Case(
        "settings-missing", settings("[tool.shipyard-release]", "[tool.other]")
    ),
    "a key that is mistyped": Case(
        "setting-unknown", settings("branches =", "brnaches =")
    ),
    "a key that is missing": Case("setting-missing", settings("version-file =", "# ")),
    "a branch that is a number": Case(
        "setting-type", settings(BRANCHES, "branches = 3")
    ),
    "no branches": Case("setting-empty", settings(BRANCHES, "branches = []")),
    "a branch in both forms": Case(
        "setting-twice", settings(BRANCHES, f'{BRANCHES}\nbranch = "main"')
    ),
    "another place to publish from": Case(
        "setting-choice", settings('publish-from = "local"', 'publish-from = "here"')
    ),
    "a tag without the version": Case(
        "setting-tag", settings(BRANCHES, f'{BRANCHES}\ntag = "v"')
    ),
    "no git on the path": Case(
        "program-failed", lines, ("build",), fix=lines, variables={"PATH": "/none"}
    ),
    "a file in the way": Case(
        "machine",
        lambda project: (project.folder / ".release").write_text("a file"),
        RELEASE,
        fix=lambda project: (project.folder / ".release").unlink(),
    ),
    "a pattern without a group": Case(
        "setting-pattern", settings(BRANCHES, f'{BRANCHES}\nversion-pattern = "x"')
    ),
    "two versions in one file": Case(
        "version-line-twice",
        all_of(
            settings(f'version-file = "{VERSION_FILE}"', 'version-file = "setup.cfg"'),
            write("setup.cfg", lambda _: "[metadata]\nversion = 1\nversion = 2\n"),
        ),
        ("status",),
    ),
    "no changelog": Case(
        "changelog-missing",
        settings('changelog = "CHANGELOG.md"', 'changelog = "NEWS.md"'),
    ),
    "a changelog in another form": Case(
        "changelog-not-understood",
        write("CHANGELOG.md", lambda _: "See our website.\n"),
    ),
    "a candidate of a version in numbers": Case(
        "version-not-numbers",
        all_of(
            released,
            settings(BRANCHES, f"{BRANCHES}\nversion-pattern = '''^V = .(.*).$'''"),
            write(
                VERSION_FILE,
                lambda _: 'V = (0, 1, 0)\n__version__ = ".".join(map(str, V))\n',
            ),
        ),
        ("preflight", "--version", "0.2.0rc1"),
    ),
    "a version from tags": Case(
        "version-from-tags", write("pyproject.toml", by_tags), ("settings",)
    ),
    "a project that does not build": Case(
        "does-not-build-alone",
        write("setup.py", lambda _: "raise SystemExit(1)\n"),
        ("settings",),
    ),
    "no repository": Case("no-repository", without_git),
    "no repository and no identity": Case("no-repository", nobody_without_git),
    "no commit and no identity": Case("no-commit", nobody_without_commit),
    "a repository around it": Case("folder-not-committed", nested),
    "no commit": Case("no-commit", no_commit),
    "a remote that is away": Case("remote-unreachable", away, fix=back),
    "no line with the version": Case(
        "version-line-missing", no_version_line, ("status",)
    ),
    "no version file": Case(
        "version-file-missing",
        lambda project: [
            project.git("mv", VERSION_FILE, "src/my_package/_number.py"),
            project.git("commit", "--quiet", "--message=Rename"),
        ],
        ("status",),
    ),
    "a version that is none": Case("version-line-invalid", not_a_version, ("status",)),
    "a version that is not one": Case(
        "version-invalid", lines, ("preflight", "--version", "banana")
    ),
    "another release was begun": Case(
        "release-begun",
        all_of(unpushed, Project.note_change),
        ("release", "--yes", "--bump", "minor"),
    ),
    "a problem of preflight": Case("not-ready", stray, fix=remove_stray),
    "git at work": Case(
        "git-at-work",
        lambda project: (project.folder / ".git/index.lock").touch(),
        fix=lambda project: (project.folder / ".git/index.lock").unlink(),
    ),
    "an untracked file": Case("tree-changed", stray),
    "an untracked secret": Case("secret-not-ignored", secret),
    "an old index of git": Case("git-index-old", stale_index),
    "a commit of the future": Case("commit-of-the-future", into_the_future),
    "nobody's repository": Case(
        "git-identity",
        lambda project: (project.home / ".gitconfig").write_text(
            "[user]\n\tuseConfigOnly = true\n"
        ),
    ),
    "another branch": Case(
        "wrong-branch",
        lambda project: project.git("switch", "--quiet", "--create", "feature"),
    ),
    "a branch of another name": Case(
        "wrong-branch", lambda project: project.git("branch", "--move", "master")
    ),
    "a branch for older versions": Case(
        "wrong-branch",
        lambda project: project.git("switch", "--quiet", "--create", "release-1.2"),
    ),
    "a version of another branch": Case(
        "version-off-line",
        all_of(
            released,
            lambda project: project.git("switch", "--quiet", "--create", "0.1.x"),
        ),
        ("preflight", "--bump", "minor"),
    ),
    "no branch": Case(
        "wrong-branch", lambda project: project.git("switch", "--quiet", "--detach")
    ),
    "a shallow clone": Case("shallow", shallow),
    "no remote": Case(
        "no-remote", lambda project: project.git("remote", "remove", "origin")
    ),
    "behind the remote": Case("behind", colleague_pushes),
    "a tag elsewhere in the remote": Case("remote-tag-elsewhere", colleague_tags),
    "a tag elsewhere": Case(
        "tag-elsewhere", lambda project: project.git("tag", "v0.1.0")
    ),
    "a version in another form": Case(
        "version-not-normal", released, ("preflight", "--version", "0.2.0-rc1")
    ),
    "an older version": Case(
        "version-not-newer", released, ("preflight", "--version", "0.0.1")
    ),
    "the same version": Case(
        "version-released", released, ("preflight", "--version", "0.1")
    ),
    "a local version": Case(
        "version-local", released, ("preflight", "--version", "0.2.0+local")
    ),
    "a development version": Case(
        "version-development",
        all_of(released, as_pypi),
        (*to_pypi, "--version", "0.2.0.dev1"),
    ),
    "a break that the number hides": Case(
        "break-hidden",
        all_of(released, write("src/my_package/example.py", lambda _: "")),
        ("preflight", "--bump", "patch"),
    ),
    "a changelog without news": Case(
        "no-news", write("CHANGELOG.md", lambda _: f"# Changelog\n\n{NEWS}")
    ),
    "a changelog in another encoding": Case(
        "not-utf-8",
        lambda project: (
            (project.folder / "CHANGELOG.md").write_bytes(
                b"## [Unreleased]\n\n- Gr\xfc\xdfe\n"
            ),
            project.git("commit", "--quiet", "--all", "--message=Greet"),
        ),
    ),
    "a README that does not render": Case(
        "readme-not-rendered",
        all_of(
            write(
                "setup.cfg",
                lambda _: "[metadata]\nlong_description = file: README.rst\n",
            ),
            write("README.rst", lambda _: "Title\n=====\n\n.. image::\n"),
        ),
    ),
    "the example's author": Case(
        "example-author",
        all_of(
            as_pypi,
            write(
                "setup.py",
                lambda text: text.replace(
                    "test@example.com", str(QUESTIONS["author_email"])
                ),
            ),
        ),
        to_pypi,
    ),
    "a publisher elsewhere": Case(
        "publisher-elsewhere",
        all_of(as_pypi, published_elsewhere),
        to_pypi,
    ),
    "a text of the example": Case(
        "example-text",
        all_of(as_pypi, write("README.md", lambda text: f'{text}\n>>> greet("Ada")\n')),
        to_pypi,
    ),
    "a field that setup.py lacks": Case(
        "setup-lacks-field",
        write("setup.py", lambda text: re.sub(r"    keywords=.*\n", "", text)),
    ),
    "a field that is not listed": Case(
        "setup-field-not-listed",
        write(
            "setup.py",
            lambda text: text.replace("setup(\n", 'setup(\n    maintainer="A",\n'),
        ),
    ),
    "a private package": Case(
        "private",
        all_of(
            as_pypi,
            write("setup.py", lambda text: text.replace("classifiers=[", PRIVATE, 1)),
        ),
        to_pypi,
    ),
    "no credentials": Case("no-credentials", pypirc(no_password)),
    "a name that is taken": Case("name-taken", foreign_files),
    "a name of the standard library": Case(
        "name-of-library",
        all_of(as_pypi, settings('name = "my-package"', 'name = "user"')),
        to_pypi,
    ),
    "a name that is too similar": Case(
        "name-too-similar",
        all_of(
            as_pypi,
            lambda project: (project.index.folder / "mypackage-1.0.tar.gz").write_bytes(
                b"other"
            ),
        ),
        to_pypi,
    ),
    "commits after the release": Case(
        "commits-left-out",
        all_of(unpushed, lambda project: project.commit("corrected.py", "", "Correct")),
    ),
    "a build that fails": Case(
        "does-not-build",
        write("setup.py", lambda _: "raise SystemExit('broken')\n"),
        ("build",),
        fix=lambda project: project.git("revert", "--no-edit", "HEAD"),
    ),
    "a commit that is not the release": Case(
        "not-the-release-commit", lines, ("check", "--version", "0.9.0")
    ),
    "a .pypirc that cannot be read": Case(
        "pypirc-unreadable",
        pypirc(lambda text: f"{text}\n[open"),
        fix=pypirc(lambda text: text.replace("\n[open", "")),
    ),
    "an index without an address": Case(
        "index-without-address",
        pypirc(lambda text: text.replace("repository", "place")),
    ),
    "an index that is not listed": Case(
        "index-unknown", lines, ("preflight", "--to", "nowhere")
    ),
    "a proxy that is away": Case(
        "index-proxy",
        lines,
        fix=lines,
        variables={"NO_PROXY": "", "no_proxy": "", "HTTP_PROXY": "http://127.0.0.1:9"},
    ),
    "an address without a scheme": Case(
        "index-address-wrong",
        lines,
        ("preflight", "--index-url", "index.example/simple"),
    ),
    "a push that a hook refuses": Case(
        "branch-protected", refuse_pushes, RELEASE, fix=allow_pushes
    ),
    "a branch with the name of a release's": Case(
        "release-branch-taken",
        all_of(settings(TABLE, f'{TABLE}\nrelease-by = "pull-request"'), with_branch),
    ),
    "a push into a work tree": Case(
        "push-refused", with_work_tree, RELEASE, fix=as_bare
    ),
    "a commit that a hook refuses": Case(
        "commit-refused",
        hook("commit-msg", "grep -q Ticket $1 || exit 1"),
        RELEASE,
        fix=without_hook("commit-msg"),
    ),
    "a list that is nowhere": Case(
        "no-list",
        pypirc(lambda text: re.sub(r"(repository = \S+)", r"\1nothing/is/here/", text)),
    ),
    "a final version after a final one": Case(
        "bump-impossible", released, ("preflight", "--bump", "final")
    ),
    "an older version than the file's": Case(
        "version-below-file", lines, ("preflight", "--version", "0.0.1")
    ),
    "a hook that spoils the commit": Case(
        "hook-changed-commit",
        spoil_version,
        RELEASE,
        fix=all_of(
            without_hook("pre-commit"),
            lambda project: project.git("reset", "--quiet", "--hard", "HEAD~1"),
        ),
    ),
    "a tag that is refused": Case(
        "tag-refused", refuse_tags, RELEASE, fix=without_hook("remote/update")
    ),
    "a push that goes elsewhere": Case(
        "push-went-elsewhere",
        elsewhere,
        RELEASE,
        fix=lambda project: project.git("config", "--unset", "remote.origin.pushurl"),
    ),
    "nobody to ask": Case("no-terminal", lines, ("release",)),
    "nothing to take back": Case("nothing-to-take-back", lines, ("abort",)),
    "a pushed release": Case("pushed-already", pushed, ("abort",)),
    "a commit with more in it": Case("commit-has-more", more_in_commit, ("abort",)),
    "nothing released": Case("not-released", lines, ("verify",)),
    "another version released": Case(
        "not-released",
        released_by_hand,
        ("verify", "--version", "0.5.0", "--wait", "0"),
    ),
    "tests that fail": Case(
        "tests-failed",
        write("tests/test_red.py", lambda _: "def test_red():\n    assert 1 == 2\n"),
        ("rehearse", "--tests=yes"),
        fix=lambda project: project.git("revert", "--no-edit", "HEAD"),
    ),
    "tests that need what is not there": Case(
        "tests-not-installed",
        write(
            "pyproject.toml",
            lambda text: text.replace(
                BRANCHES, f'{BRANCHES}\ntest-command = ["no_such_runner"]', 1
            ),
        ),
        ("rehearse", "--tests=yes"),
    ),
    "a backend that is not installed": Case(
        "build-requirement-missing",
        all_of(
            write(
                "pyproject.toml",
                lambda text: text.replace(
                    'requires = ["', 'requires = ["no-such-backend", "', 1
                ),
            ),
            lambda project: (project.folder / ".venv-release").mkdir(),
        ),
        ("build",),
        fix=lambda project: project.git("revert", "--no-edit", "HEAD"),
    ),
    "a key that cannot sign": Case(
        "signature-fails",
        sign_with_a_missing_key,
        fix=lambda project: project.git("config", "--global", "tag.gpgSign", "false"),
    ),
    "a released version anew": Case(
        "anew-on-index",
        all_of(released_by_hand, foreign_version),
        ("preflight", "--anew"),
    ),
    "a tagged version anew": Case(
        "anew-tagged", released_by_hand, ("preflight", "--anew")
    ),
    "two versions built": Case("several-versions", two_versions, ("upload",)),
    "files that are not tagged": Case(
        "not-what-is-tagged",
        other_files_than_tagged,
        ("upload",),
        fix=lambda project: project.run("build"),
    ),
    "nothing built": Case("nothing-built", lines, ("upload",)),
    "a token without a terminal": Case("no-terminal-for-token", lines, ("token",)),
    "a wrong password": Case(
        "login-refused",
        pypirc(lambda text: text.replace("right-password", "wrong")),
        RELEASE,
        fix=pypirc(with_password),
    ),
    "other bytes on the index": Case(
        "other-bytes-listed",
        all_of(
            unpushed,
            lambda project: (
                project.index.folder / "my_package-0.1.0.tar.gz"
            ).write_bytes(b"other"),
        ),
        RELEASE,
    ),
    "this version on the index": Case("version-on-index", from_elsewhere),
    "a release that was built elsewhere": Case(
        "built-elsewhere", all_of(unpushed, from_elsewhere), RELEASE
    ),
    "a release by hand with another tag": Case(
        "released-elsewhere",
        all_of(by_hand, from_elsewhere, lambda project: project.git("tag", "0.1.0")),
        (*RELEASE, "--bump", "patch"),
    ),
    "a release by hand without a tag": Case(
        "on-index-untagged",
        all_of(by_hand, from_elsewhere),
        (*RELEASE, "--bump", "patch"),
    ),
    "a release with other contents": Case(
        "other-than-tag", other_contents_released, ("verify",)
    ),
    "a version that was never uploaded": Case("never-uploaded", unpushed, ("verify",)),
    "distributions that are wrong": Case(
        "distributions-wrong",
        write("tests/deploy.key", lambda _: "-----BEGIN PRIVATE KEY-----\n"),
        RELEASE,
        fix=lambda project: (
            project.run("abort"),
            project.git("revert", "--no-edit", "HEAD"),
            project.git("push", "--quiet", "origin", "main"),
        ),
    ),
    "a package that does not work": Case(
        "does-not-work",
        write("src/my_package/__init__.py", lambda _: "import nowhere_to_be_found\n"),
        RELEASE,
        fix=lambda project: (
            project.run("abort"),
            project.git("revert", "--no-edit", "HEAD"),
            project.git("push", "--quiet", "origin", "main"),
        ),
    ),
}
TOLD_ELSEWHERE = {
    "provenance-differs": "test_provenance.py; only a person can do it",
    "provenance-refused": "test_provenance.py; only a person can do it",
    "provenance-unreadable": "test_provenance.py: an index that answers something else",
    "token-too-wide": "test_yank.py: the page and the place of the token are named",
    "yank-which": "test_yank.py types what is offered",
    "yank-unlisted": "test_yank.py types what is offered",
    "yanked-already": "test_yank.py; only a person can do it",
    "yank-not-noted": "test_yank.py; only a person can do it",
    "address-not-verified": "test_refusals.py types the same command again",
    "attestations-refused": "test_refusals.py; only a person can do it",
    "description-refused": "test_refusals.py; the same remedies as upload-refused",
    "name-refused": "test_refusals.py; only a person can do it",
    "no-second-factor": "test_refusals.py types the same command again",
    "not-your-project": "test_refusals.py; only a person can do it",
    "release-closed": "test_refusals.py: the same remedies as name-used-before",
    "upload-failed": "test_faults.py: an index that stays broken, and then the same command",
    "upload-redirected": "test_refusals.py types the same command again",
    "upload-refused": "test_refusals.py types what is printed for the next version",
    "uploads-disabled": "test_refusals.py types the same command again",
    "another-release": "test_a_second_release_is_told_to_wait, below",
    "declined": "test_terminal.py answers the question with no, and then with yes",
    "index-unreachable": "test_reading.py: an index that is busy is asked again",
    "index-slow": "test_reading.py: the same remedy as index-unreachable",
    "index-certificate": "test_reading.py; the same remedies as index-proxy",
    "index-redirects": "test_reading.py; the same remedy as index-address-wrong",
    "index-wants-login": "test_targets.py: an index that asks for a login",
    "interrupted": "test_resume.py types the same command again",
    "name-used-before": "test_faults.py: an index that deleted the file once",
    "next-release": "test_straight_path.py: after a release the way to the next one is named",
    "no-keyring": "test_credentials.py does what is printed",
    "keyring-unusable": "test_credentials.py does what is printed",
    "not-a-list": "test_targets.py: an answer that is not a list of files",
    "not-a-token": "test_tokens.py: what cannot work is refused, and then the right token taken",
    "not-published-yet": "test_from_ci.py waits for a pipeline, and again",
    "disk-full": "test_interrupted_commits.py: there is no way to fill a disk in a test",
    "release-branches-differ": "test_pull_request.py types what is offered",
    "branch-in-the-way": "test_pull_request.py types what is offered",
    "branch-left": "test_pull_request.py types what is offered",
    "branch-kept": "test_pull_request.py: the answer no",
    "no-remote-branch": "test_pull_request.py types what is offered",
    "no-release-branch": "test_pull_request.py; it shows what is done",
    "request-branch-refused": "test_pull_request.py types the same command again",
    "waiting-for-merge": "test_pull_request.py types the same command again",
    "merged-already": "test_pull_request.py: a whole release is finished after it",
    "pushed-by-others": "test_pushes.py types what is offered",
    "push-not-allowed": "test_pushes.py: a host that knows the login and refuses it",
    "remote-wants-login": "test_remote_words.py: a host that asks for a login",
    "requirement-missing": "test_tryout.py: a requirement that no index has",
    "does-not-install": "test_discovery.py; the same remedy as does-not-build-alone",
    "not-visible-yet": "test_faults.py: an index that is slow, and then shows the files",
    "other-bytes-downloaded": "test_faults.py: the same remedies as other-bytes-listed",
    "name-registered": "test_project_state.py; the same remedies as name-taken",
    "project-archived": "test_project_state.py; only a person can do it",
    "project-quarantined": "test_project_state.py; only a person can do it",
    "pypiserver-changed": "test_layers.py: a part of pypiserver that is missing",
    "commit-not-signed": "test_signatures.py types the same command again, with the key",
    "tag-signing-fails": "test_signatures.py types the same command again, with the key",
    "tag-not-signed": "test_signatures.py: a tag that was made by hand, without a signature",
    "tagged-elsewhere": "test_released.py; only a person can do it",
    "tag-refused-first": "test_from_ci.py: the same remedies as tag-refused",
    "token-of-another-project": "test_tokens.py",
    "token-of-another-site": "test_tokens.py",
    "token-with-whitespace": "test_tokens.py",
    "version-file-absent": "test_look.py; the same remedy as version-file-missing",
    "secret-empty": "test_credentials.py: a wrong token in each place",
    "token-cut-short": "test_credentials.py: a wrong token in each place",
    "token-expired": "test_credentials.py: a wrong token in each place",
    "token-in-quotes": "test_credentials.py: a wrong token in each place",
    "token-with-other-characters": "test_credentials.py: a wrong token in each place",
    "user-where-token": "test_credentials.py: a user name where PyPI wants a token",
    "no-user": "test_credentials.py: a password without a user name",
    "twine-check": "the same remedies as distributions-wrong",
    "twine-changed": "test_layers.py: a part of twine that is missing",
}
# The cases that `make test` runs: one of each way to put something right, without any release.
QUICK = {
    "a branch that is a number",
    "a key that is mistyped",
    "a version that is not one",
    "no repository",
    "no table",
    "nothing to take back",
}


def marks(name: str) -> list[pytest.MarkDecorator]:
    """Return how a case is marked: only `make test-all` runs most of them."""
    found = [] if name in QUICK else [pytest.mark.slow]
    return (
        [*found, pytest.mark.whole] if name == "a package that does not work" else found
    )


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=marks(name)) for name in CASES]
)
def test_a_remedy_works_where_it_is_printed(project, name):
    """What a stop offers can be typed there, and ends the stop that it was offered for."""
    case = CASES[name]
    [row, *_] = remedies.provoke(project, case)

    assert row["remedies"]
    for number, group in enumerate(remedies.groups(row["remedies"])):
        remedies.execute(remedies.copy(project, number), case, group)


def test_a_second_release_is_told_to_wait(project):
    """While another release holds the lock nothing is done; afterwards the same command goes on."""
    (project.folder / ".release").mkdir()
    with FileLock(project.folder / ".release/lock"):
        refused = project.run("abort")
    again = project.run("abort")

    assert "Another release is running in this folder." in refused.text
    assert "Another release is running" not in again.text


def kinds_with_remedies() -> set[str]:
    """Return every kind of problem in the source that offers something to do."""
    found: set[str] = set()
    for path in SOURCE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _offers(node):
                found.update(_kinds(node))
    return found


def _offers(call: ast.Call) -> bool:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name == "Problem":
        return len(call.args) == 3
    if name == "Refusal":
        return True
    return name in {"Stop", "Unclear", "told_as", "lost"} and (
        len(call.args) > 1 or name == "lost"
    )


def _kinds(call: ast.Call) -> set[str]:
    first = call.args[0]
    return {str(first.value)} if isinstance(first, ast.Constant) else set()


def test_every_kind_of_stop_that_offers_something_is_executed():
    """A new remedy needs a state in which it is executed, here or in a test that is named."""
    executed = {case.kind for case in CASES.values()} | TOLD_ELSEWHERE.keys()

    assert kinds_with_remedies() - executed == set()
