"""After a release: where it is, what is worth doing, and how a version is yanked."""

from __future__ import annotations

import webbrowser
from dataclasses import replace

import pytest
from faulty_index import serve_faults
from made import token
from packaging.version import Version
from shipyard_release import console, page, steps, yanking
from shipyard_release.changelog import Changelog
from shipyard_release.choice import choose
from shipyard_release.cli import main
from shipyard_release.errors import Problem
from shipyard_release.index import Index
from shipyard_release.state import Release, Request
from shipyard_release.typed import Typed
from small import SDIST, WHEEL, begun, git, index_at, opened, use_git_identity
from twine.utils import DEFAULT_REPOSITORY

PYPI_HOST = DEFAULT_REPOSITORY.split("/")[2].removeprefix("upload.")

KEEP = (
    "# Changelog\n\n## [Unreleased]\n{}\n## [0.1.0] - 2026-01-01\n\n- First release.\n"
)
LINE = "0.1.0 was yanked: it does not start."
ACCOUNT = b'{"version": 1, "permissions": "user"}'


@pytest.fixture(name="index")
def _index():
    """An index that has 0.1.0."""
    with serve_faults() as index:
        index.stored.update({WHEEL: b"wheel", SDIST: b"sdist"})
        yield index


@pytest.fixture(name="place")
def _place(tmp_path, monkeypatch, index):
    """A project whose version 0.1.0 is released to that index."""
    use_git_identity(tmp_path, monkeypatch)
    (tmp_path / ".pypirc").write_text(index.pypirc("company"))
    return begun(tmp_path, index_at(index.url))


def yank(place, *options, version="0.1.0"):
    """Type the command; returns its status."""
    chosen = ["--version", version] if version else []
    root = str(place.settings.root)
    return main(["--root", root, "yank", "--to", "company", *chosen, *options])


def at_pypi(place, version="0.1.0") -> Release:
    """Return a release to PyPI, whose list is that of the test's index."""
    index = Index("pypi", DEFAULT_REPOSITORY, place.index.simple_url)
    return Release(replace(place, index=index), Request(), Version(version))


def changelog(place):
    """Return the text of the changelog."""
    return (place.settings.root / "CHANGELOG.md").read_text()


def test_a_yank_is_noted_and_not_committed(place, capsys):
    """The line is under Unreleased, once, and the commit is the person's own."""
    first = yank(place, "--reason", "it does not start.")
    second = yank(place, "--reason", "it does not start.")

    assert (first, second) == (0, 0)
    assert changelog(place) == KEEP.format(f"\n### Yanked\n\n- {LINE}\n")
    assert git(place.settings.root, "diff", "--name-only") == "CHANGELOG.md"
    assert "CHANGELOG.md has it under Unreleased already" in capsys.readouterr().out


def test_a_dry_run_of_a_yank_writes_nothing(place, capsys):
    """It says what would be written."""
    assert yank(place, "--dry-run") == 0
    assert "Would write under Unreleased in CHANGELOG.md: 0.1.0 was yanked." in (
        capsys.readouterr().out
    )
    assert git(place.settings.root, "status", "--porcelain") == ""


def test_what_was_never_released_is_not_yanked(place, capsys):
    """The stop offers the newest version of the index, and nothing is written."""
    assert yank(place, version="0.9.0") == 1
    message = capsys.readouterr().err
    assert (
        "company does not have my-package 0.9.0, so there is nothing to yank."
        in message
    )
    assert "yank --to company --version 0.1.0" in message
    assert git(place.settings.root, "status", "--porcelain") == ""
    assert yank(place, version="0.1.0") == 0


def test_a_yank_without_a_version_asks_for_one(place, capsys):
    """Nothing is guessed: the version file may have the next version already."""
    assert yank(place, version="") == 1
    message = capsys.readouterr().err
    assert "Say which version of my-package to yank on company." in message
    assert "yank --to company --version 0.1.0" in message


def test_what_is_yanked_already_is_told_with_its_reason(place, index, capsys):
    """PEP 592: the list of the index says so."""
    index.yanked = "it does not start"

    assert yank(place) == 1
    message = capsys.readouterr().err
    assert (
        "my-package 0.1.0 is yanked on company already (it does not start)." in message
    )
    assert "write it under Unreleased in: CHANGELOG.md" in message


def test_a_changelog_that_is_not_understood_stays_as_it_is(place, capsys):
    """The stop has the line, so that a person can write it."""
    (place.settings.root / "CHANGELOG.md").write_text("Nothing here.\n")

    assert yank(place) == 1
    assert "so this line was not written: 0.1.0 was yanked." in capsys.readouterr().err
    assert changelog(place) == "Nothing here.\n"


def test_the_page_of_a_yank_is_that_of_the_release(place):
    """At PyPI a version is yanked on the page that manages it; another index has its own way."""
    other = Release(place, Request(), Version("0.1.0"))

    assert yanking.page(at_pypi(place)) == (
        f"https://{PYPI_HOST}/manage/project/my-package/release/0.1.0/"
    )
    assert yanking.page(other) == ""


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_browser_is_opened_only_at_a_terminal(monkeypatch, capsys, is_terminal):
    """In a pipeline nobody would see the page."""
    asked: list[str] = []

    def take(address):
        asked.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", take)
    monkeypatch.setattr(console, "is_terminal", lambda: is_terminal)

    console.Terminal(Typed("yank", {})).open("https://index.example/")

    assert asked == (["https://index.example/"] if is_terminal else [])
    assert ("No browser was opened here." in capsys.readouterr().out) != is_terminal


@pytest.mark.parametrize(
    ("form", "before", "after"),
    [
        (
            "keep-a-changelog",
            KEEP.format(""),
            KEEP.format(f"\n### Yanked\n\n- {LINE}\n"),
        ),
        (
            "keep-a-changelog",
            KEEP.format("\n### Fixed\n\n- A fault.\n"),
            KEEP.format(f"\n### Fixed\n\n- A fault.\n\n### Yanked\n\n- {LINE}\n"),
        ),
        (
            "keep-a-changelog",
            KEEP.format(
                "\n### Yanked\n\n- 0.0.9 was yanked.\n\n### Fixed\n\n- A fault.\n"
            ),
            KEEP.format(
                f"\n### Yanked\n\n- 0.0.9 was yanked.\n- {LINE}\n\n### Fixed\n\n- A fault.\n"
            ),
        ),
        (
            "keep-a-changelog",
            "# Log\n\n## [0.1.0] - 2026-01-01\n\n- A.\n",
            (
                f"# Log\n\n## [Unreleased]\n\n### Yanked\n\n- {LINE}\n\n"
                "## [0.1.0] - 2026-01-01\n\n- A.\n"
            ),
        ),
        (
            "markdown",
            "# Log\n\n## 0.2.0 (unreleased)\n\n* B.\n\n## 0.1.0 (2026-01-01)\n\n* A.\n",
            f"# Log\n\n## 0.2.0 (unreleased)\n\n* B.\n* {LINE}\n\n## 0.1.0 (2026-01-01)\n\n* A.\n",
        ),
        (
            "rst",
            "Log\n===\n\n0.1.0 (2026-01-01)\n------------------\n\n- A.\n",
            (
                f"Log\n===\n\nUnreleased\n----------\n\n- {LINE}\n\n"
                "0.1.0 (2026-01-01)\n------------------\n\n- A.\n"
            ),
        ),
        (
            "markdown",
            "## 0.1.0 (2026-01-01)\r\n\r\n- A.\r\n",
            f"## Unreleased\r\n\r\n- {LINE}\r\n\r\n## 0.1.0 (2026-01-01)\r\n\r\n- A.\r\n",
        ),
    ],
)
def test_each_form_of_changelog_takes_a_note(form, before, after):
    """The line is in the section of what is not released, with the bullets of that file."""
    noted = Changelog(before, form).noted(LINE)

    assert noted == after
    assert LINE in str(Changelog(noted, form).unreleased())


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        (
            "https://github.com/me/my.package.git",
            "https://github.com/me/my.package/releases/tag/",
        ),
        ("git@github.com:me/it.git", "https://github.com/me/it/releases/tag/"),
        ("ssh://git@github.com:22/me/it", "https://github.com/me/it/releases/tag/"),
        (
            "https://me:secret@gitlab.com/group/sub/it.git",
            "https://gitlab.com/group/sub/it/-/tags/",
        ),
        (
            "git@gitlab.example.org:me/it.git",
            "https://gitlab.example.org/me/it/-/tags/",
        ),
        ("https://example.org/me/it.git", None),
        ("/srv/git/github.com/it.git", None),
    ],
)
def test_the_host_of_the_repository_has_a_page_of_the_release(place, remote, address):
    """The address follows from the remote's, and no login of it gets there."""
    git(place.settings.root, "remote", "set-url", "origin", remote)
    release = choose(opened(place.settings.root, place.index), Request(version="0.1.0"))

    assert page.address(release) == (f"{address}v0.1.0" if address else "")


def test_a_pipeline_that_writes_a_page_at_gitlab_is_known(place):
    """Its page is named instead of that of the tag."""
    root = place.settings.root
    (root / ".gitlab-ci.yml").write_text("page:\n  script: [make release-notes]\n")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--amend", "--message=Release 0.1.0")
    git(root, "remote", "set-url", "origin", "https://gitlab.com/me/it.git")
    release = choose(opened(root, place.index), Request(version="0.1.0"))

    assert page.address(release) == "https://gitlab.com/me/it/-/releases/v0.1.0"


@pytest.mark.parametrize(
    ("caveat", "kinds"),
    [(ACCOUNT, ["token-too-wide"]), (b'[1, ["my-package"]]', []), (b"", [])],
    ids=["account", "project", "untold"],
)
def test_a_token_of_the_account_is_worth_replacing_after_the_first_release(
    place, monkeypatch, caveat, kinds
):
    """Nothing is said of a token that does not say that it is for the whole account."""
    monkeypatch.setenv("TWINE_PASSWORD", token(PYPI_HOST.encode(), caveat))

    told = list(steps.told_at_the_end(at_pypi(place)))

    assert [message.kind for message in told] == ["install-from-pypi", *kinds]
    for problem in told[1:]:
        assert isinstance(problem, Problem)
        assert [remedy.label for remedy in problem.remedies] == [
            "new-token",
            "in-environment",
        ]


def test_a_later_release_says_nothing_of_the_token(place, index, monkeypatch):
    """With other versions on the index, the wide token was chosen on purpose."""
    monkeypatch.setenv("TWINE_PASSWORD", token(PYPI_HOST.encode(), ACCOUNT))
    index.stored["my_package-0.0.9.tar.gz"] = b"older"

    assert [each.kind for each in steps.told_at_the_end(at_pypi(place))] == [
        "install-from-pypi"
    ]
