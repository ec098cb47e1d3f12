"""Which versions can be chosen, which is recommended, and what a number hides."""

from __future__ import annotations

import pytest
import small
from packaging.version import Version
from shipyard_release import preflight, recommendation, rehearsal, steps, words
from shipyard_release.choice import choose
from shipyard_release.console import Terminal
from shipyard_release.errors import Stop
from shipyard_release.index import Index
from shipyard_release.listing import Listing
from shipyard_release.recommendation import choices, offer
from shipyard_release.state import Request
from shipyard_release.typed import Typed

NOWHERE = Index("company", "http://127.0.0.1:9/", "http://127.0.0.1:9/simple/")
PYPROJECT = """
[project]
name = "my-package"

[tool.shipyard-release]
version-file = "version.py"
"""
CODE = "def f(a): ...\ndef g(): ...\n"
BROKEN = "def f(a): ...\n"
CANDIDATES = "patch,rc 1.2.4rc1, minor,rc 1.3.0rc1, major,rc 2.0.0rc1"
GROWN = f"{CODE}def h(): ...\n"


class Project:
    """A project whose last release can be chosen, with what came after it."""

    def __init__(self, folder, *, version="1.2.0", code=CODE):
        self.root = folder / "project"
        remote = folder / "remote.git"
        small.git(
            folder, "init", "--quiet", "--bare", "--initial-branch=main", str(remote)
        )
        small.git(folder, "init", "--quiet", "--initial-branch=main", str(self.root))
        small.git(self.root, "remote", "add", "origin", f"file://{remote}")
        (self.root / "pyproject.toml").write_text(PYPROJECT)
        (self.root / "my_package").mkdir()
        self.work_done = ""
        self.notes = "# Changelog\n\n## [Unreleased]\n"
        self.release(version, code=code)

    def release(self, version, *, notes="- News.", code=None):
        """Commit and tag a version, as a release does."""
        heading = f"## [Unreleased]\n\n## [{version}] - 2026-01-01\n\n{notes}\n"
        self.notes = self.notes.replace("## [Unreleased]\n", heading, 1)
        self.commit(f"Release {version}", version=version, notes=self.notes, code=code)
        small.git(self.root, "tag", f"v{version}")

    def work(self, *, news="", code=None, subject="Work on"):
        """Commit work, and news under Unreleased."""
        self.work_done += f"{subject}\n"
        (self.root / "work.txt").write_text(self.work_done)
        text = self.notes.replace(
            "## [Unreleased]\n", f"## [Unreleased]\n\n{news}\n", 1
        )
        self.commit(subject, notes=text, code=code)

    def commit(self, subject, *, version=None, notes="", code=None):
        """Commit a version, a changelog or code."""
        if version:
            (self.root / "version.py").write_text(f'__version__ = "{version}"\n')
        if code is not None:
            (self.root / "my_package/__init__.py").write_text(code)
        (self.root / "CHANGELOG.md").write_text(notes)
        small.git(self.root, "add", "--all")
        small.git(
            self.root, "commit", "--quiet", "--allow-empty", f"--message={subject}"
        )

    def choose(self, **wish):
        """Return the release that a request means."""
        return choose(small.opened(self.root, NOWHERE), Request(**wish))


@pytest.fixture(name="project_at")
def _project_at(tmp_path, monkeypatch):
    """What makes such a project at a version."""
    small.use_git_identity(tmp_path, monkeypatch)
    return lambda **wish: Project(tmp_path, **wish)


def reason(found):
    """Return the words of the reason for what is recommended."""
    return words.sentence(found.reason)


@pytest.mark.parametrize(
    ("last", "offered"),
    [
        ("1.2.3", "patch 1.2.4, minor 1.3.0, major 2.0.0, " + CANDIDATES),
        (
            "1.3.0a2",
            "alpha 1.3.0a3, beta 1.3.0b1, rc 1.3.0rc1, final 1.3.0, major 2.0.0",
        ),
        ("1.3.0rc1", "rc 1.3.0rc2, final 1.3.0, major 2.0.0"),
        ("1.2.1rc1", "rc 1.2.1rc2, final 1.2.1, minor 1.3.0, major 2.0.0"),
        ("2.0.0rc3", "rc 2.0.0rc4, final 2.0.0"),
        ("2.0.0.dev1", "rc 2.0.0rc1, final 2.0.0"),
    ],
)
def test_each_number_is_offered_once(last, offered):
    """After a candidate its successor and the final come first; patch, minor and major follow where
    they are other numbers."""
    found = [f"{each.bump} {each.version}" for each in choices(Version(last))]

    assert ", ".join(found) == offered


@pytest.mark.parametrize(
    ("bump", "version", "message"),
    [
        ("patch", "1.2.1", "1.2.1       patch: corrections"),
        ("minor", "1.3.0", "1.3.0       minor: something new"),
        (
            "minor",
            "0.3.0",
            "0.3.0       minor: something new, or something that users have to change",
        ),
        ("major", "2.0.0", "2.0.0       major: something that users have to change"),
        ("major", "1.0.0", "1.0.0       major: the first stable version"),
        ("final", "1.0.0", "1.0.0       final: the release itself"),
    ],
)
def test_a_row_says_what_a_number_tells_users(bump, version, message):
    """Below 1.0 a minor version announces a break, too."""
    assert words.choice(bump, version) == message


@pytest.mark.parametrize(
    ("last", "news", "bump", "message"),
    [
        ("1.2.0", "### Removed\n\n- `f`.", "major", 'CHANGELOG.md has "Removed"'),
        ("1.2.0", "### Breaking changes\n\n- `f`.", "major", 'has "Breaking changes"'),
        (
            "1.2.0",
            "### Fixed\n\n- **Breaking:** a.",
            "major",
            "marks a breaking change (- **Breaking:** a.)",
        ),
        (
            "1.2.0",
            "- A BREAKING change.",
            "major",
            "marks a breaking change (- A BREAKING change.)",
        ),
        (
            "1.2.0",
            "### Fixed\n\n- Not a breaking change.",
            "patch",
            'has "Fixed" and nothing',
        ),
        (
            "1.2.0",
            "### Fixed\n\n- A bug breaking files.",
            "patch",
            'has "Fixed" and nothing',
        ),
        (
            "1.2.0",
            "### Removed\n\n### Added\n\n- g.",
            "minor",
            'CHANGELOG.md has "Added"',
        ),
        ("1.2.0", "### Removed\n\n<!-- - x -->\n", "patch", "nothing was found"),
        ("1.2.0", "### Fixed\n\n- a.\n\n### Added\n\n- b.", "minor", 'has "Added"'),
        ("1.2.0", "### Changed\n\n- a.", "minor", 'has "Changed"'),
        (
            "1.2.0",
            "### Security\n\n- a.",
            "patch",
            'has "Security" and nothing that asks for more',
        ),
        ("1.2.0", "- Something.", "patch", "nothing was found that asks for more"),
        ("1.2.0", "", "patch", "nothing was found that asks for more"),
        (
            "0.2.0",
            "### Removed\n\n- f.",
            "minor",
            '"Removed"; below 1.0, a minor version announces',
        ),
        ("0.2.0", "### Fixed\n\n- f.", "patch", 'has "Fixed"'),
        ("2026.11", "### Removed\n\n- f.", "patch", "this number is a date"),
    ],
)
def test_the_changelog_speaks_for_a_version(project_at, last, news, bump, message):
    """Its headings count where something is under them, and so does a line marked as a break."""
    project = project_at(version=last)
    project.work(news=news)

    found = offer(project.choose())

    assert (found.recommended.bump, message in reason(found)) == (bump, True), reason(
        found
    )


@pytest.mark.parametrize(
    ("last", "code", "bump", "message"),
    [
        ("1.2.0", BROKEN, "major", "my_package.g is gone"),
        ("0.2.0", BROKEN, "minor", "my_package.g is gone; below 1.0"),
        ("1.2.0", GROWN, "minor", "my_package.h is new"),
        (
            "1.2.0",
            f"{CODE}# A comment.\n",
            "patch",
            'has "Fixed" and nothing that asks for more',
        ),
    ],
)
def test_the_public_interface_speaks_for_a_version(
    project_at, last, code, bump, message
):
    """A break and a new name count, whatever the changelog says."""
    project = project_at(version=last)
    project.work(news="### Fixed\n\n- a.", code=code)

    found = offer(project.choose())

    assert (found.recommended.bump, message in reason(found)) == (bump, True), reason(
        found
    )


@pytest.mark.parametrize(
    ("news", "code", "bump", "version"),
    [
        ("", None, "final", "1.3.0"),
        ("### Fixed\n\n- A bug.", None, "rc", "1.3.0rc2"),
        ("### Added\n\n- More.", None, "rc", "1.3.0rc2"),
        ("### Removed\n\n- g.", BROKEN, "major,rc", "2.0.0rc1"),
    ],
)
def test_after_a_candidate_the_next_one_or_the_final_is_recommended(
    project_at, news, code, bump, version
):
    """What no candidate had is tried first; a break goes to another number."""
    project = project_at()
    project.release("1.3.0rc1", notes="### Added\n\n- h.", code=GROWN)
    project.work(news=news, code=code)

    found = offer(project.choose())

    assert (found.recommended.bump, str(found.recommended.version)) == (bump, version)
    assert found.recommended in found.choices


def test_a_person_sees_what_changed_since_the_last_tag(project_at):
    """The commits, the newest first, and the changelog's own words."""
    project = project_at()
    for number in range(10):
        project.work(news="### Added\n\n- A thing.", subject=f"Step {number}")

    message = words.sentence(offer(project.choose()).changed)

    assert message.splitlines()[:2] == ["Commits since v1.2.0: 10", "  Step 9"]
    assert "  … and 2 more\nCHANGELOG.md says:\n  ### Added\n  - A thing." in message


def test_a_choice_is_open_only_after_a_finished_release_with_later_commits(project_at):
    """There is no question with a chosen version, nothing new, or a version in the file."""
    project = project_at()
    was_open = recommendation.is_open(project.choose())
    project.work()

    assert not was_open
    assert recommendation.is_open(project.choose())
    assert not recommendation.is_open(project.choose(bump="minor"))
    assert not recommendation.is_open(project.choose(version="1.2.0"))


def hidden(release):
    """Return the words of what the version of a release hides."""
    return [words.sentence(each) for each in recommendation.hidden_breaks(release)]


@pytest.mark.parametrize(
    ("last", "wish", "count"),
    [
        ("1.2.0", {"bump": "patch"}, 1),
        ("1.2.0", {"bump": "minor"}, 1),
        ("1.2.0", {"bump": "minor,rc"}, 1),
        ("1.2.0", {"bump": "post"}, 1),
        ("1.2.0", {"version": "1.9.0"}, 1),
        ("1.2.0", {"bump": "major"}, 0),
        ("1.2.0", {"bump": "major,rc"}, 0),
        ("1.2.0", {"bump": "patch", "allow_break": True}, 0),
        ("0.2.0", {"bump": "patch"}, 1),
        ("0.2.0", {"bump": "minor"}, 0),
        ("2026.11", {"bump": "patch"}, 0),
    ],
)
def test_a_break_that_the_number_hides_is_a_problem(project_at, last, wish, count):
    """Below 1.0 a minor version announces it, from then on a major one; a date tells nothing."""
    project = project_at(version=last)
    project.work(code=BROKEN)

    found = hidden(project.choose(**wish))

    assert len(found) == count
    assert all("my_package.g is gone" in each for each in found)


def test_the_final_of_a_candidate_is_measured_by_the_last_final(project_at):
    """A break that the candidate had is hidden by a minor version, and told by a major one."""
    project = project_at()
    project.release("1.3.0rc1", code=BROKEN)
    project.work()

    assert hidden(project.choose(bump="final"))
    assert not hidden(project.choose(bump="major"))


def test_a_project_without_a_release_hides_nothing(project_at):
    """There is nothing to compare with."""
    project = project_at()
    small.git(project.root, "tag", "--delete", "v1.2.0")
    project.work(code=BROKEN)

    assert hidden(project.choose(version="1.2.1")) == []


def test_a_branch_for_older_versions_offers_its_own(project_at):
    """On 1.2.x the next patch and its candidate; a break can be allowed there, and not told."""
    project = project_at()
    small.git(project.root, "switch", "--quiet", "--create", "1.2.x")
    with (project.root / "pyproject.toml").open("a") as file:
        file.write('branches = ["main", "*.x"]\n')
    project.work(code=BROKEN)

    found = offer(project.choose())
    [problem] = recommendation.hidden_breaks(project.choose(bump="patch"))

    assert [str(each.version) for each in found.choices] == ["1.2.1", "1.2.1rc1"]
    assert (found.recommended.bump, reason(found)) == (
        "patch",
        "this branch is for the versions 1.2, whatever changed",
    )
    assert [getattr(each, "adding", None) for each in problem.remedies] == [
        {"allow-break": True},
        None,
    ]


def test_names_that_are_not_public_can_be_set(project_at):
    """The setting takes them out, and a star leaves the comparison out altogether."""
    project = project_at()
    project.work(code=BROKEN)
    with (project.root / "pyproject.toml").open("a") as file:
        file.write('not-public = ["my_package.g"]\n')

    assert hidden(project.choose(bump="patch")) == []


def test_preflight_tells_the_break_with_the_ways_past(project_at, monkeypatch):
    """The number that tells it comes first, then the option, then the setting."""
    project = project_at()
    project.work(code=BROKEN, news="- a.")
    monkeypatch.setattr(Index, "look", lambda *_: Listing())
    small.git(project.root, "push", "--quiet", "origin", "main")

    with pytest.raises(Stop) as stop:
        preflight.check(project.choose(bump="patch"))

    problem = next(each for each in stop.value.problems if each.kind == "break-hidden")
    typed = Typed("release", {"bump": "patch"}, with_make=True)
    assert [typed.line(remedy) for remedy in problem.remedies] == [
        "Announce the breaking change by the version: make release VERSION=2.0.0",
        "Or release it with this version anyway: make release BUMP=patch ALLOW_BREAK=1",
        "If users do not rely on these names, add them to `not-public` in: pyproject.toml",
    ]


def test_a_rehearsal_that_nobody_chose_tells_breaks_and_goes_on(
    project_at, monkeypatch, capsys
):
    """A pipeline takes the next patch, and learns what the next release has to be."""
    project = project_at()
    project.work(code=BROKEN)
    place = small.opened(project.root, NOWHERE)
    walked = []
    monkeypatch.setattr(steps, "walk", lambda release, _: walked.append(release))
    watch = Terminal(Typed("rehearse", {}))

    rehearsal.rehearse(place.settings, place.repository, Request(), watch, index="pypi")

    assert [str(each.version) for each in walked] == ["1.2.1"]
    assert walked[0].request.allow_break
    assert (
        "They need a major version:\n  - my_package.g is gone"
        in capsys.readouterr().out
    )


def test_the_first_pre_release_is_explained_once(project_at):
    """A project that had candidates before knows."""
    project = project_at()
    project.work()
    is_told = steps.is_first_pre_release(project.choose(bump="minor,rc"))
    project.release("1.3.0rc1")
    project.work()

    assert is_told
    assert not steps.is_first_pre_release(project.choose(bump="rc"))
    assert not steps.is_first_pre_release(project.choose(bump="final"))
