"""What is printed after a project was made."""

from __future__ import annotations

import itertools
import re

import pytest

from shipyard.project import next_steps
from shipyard.project.handover import GitState
from testkit.shell import DEFAULTS
from testkit.tree import PROJECT, ROOT

MADE = GitState(is_made=True)
EVERY = [{**DEFAULTS, "ci": ci, "publish_from": where} for ci, where in itertools.product(
    ("github", "gitlab", "none"), ("local", "ci")) if (ci, where) != ("none", "ci")]  # fmt: skip


@pytest.mark.parametrize(
    "answers", EVERY, ids=lambda answers: f"{answers['ci']}-{answers['publish_from']}"
)
def test_at_most_eight_lines(answers):
    """The next steps fit a glance; where git is still to be set up, there are four more."""
    lines = next_steps.lines(answers, "/somewhere/my-package", MADE)
    without_git = next_steps.lines(answers, "/x/my-package", GitState(is_missing=True))

    assert len(lines) <= 8
    assert len(without_git) <= 13
    assert without_git[0] == "No git repository was created: git was not found."


@pytest.mark.parametrize(
    "answers", EVERY, ids=lambda answers: f"{answers['ci']}-{answers['publish_from']}"
)
def test_make_targets_exist(answers):
    """Every make target that is named is one of the generated project's."""
    makefile = ROOT.joinpath(PROJECT, "Makefile").read_text(encoding="utf-8")
    lines = next_steps.lines(answers, "/somewhere/my-package", MADE)
    named = re.findall(r"make (\w+)", "\n".join(lines))

    assert named
    assert [
        target
        for target in named
        if not re.search(rf"^{target}:.*## ", makefile, re.MULTILINE)
    ] == []


def test_steps_fit_the_answers():
    """From a machine, the steps speak of twine's token; from a pipeline, of the index's form."""
    local = "\n".join(
        next_steps.lines({**DEFAULTS, "publish_from": "local"}, "/x", MADE)
    )
    pipeline = "\n".join(
        next_steps.lines({**DEFAULTS, "publish_from": "ci"}, "/x", MADE)
    )

    assert "token" in local
    assert "token" not in pipeline
    assert "trusted publisher" in pipeline
    assert "gitlab.com" in "\n".join(
        next_steps.lines({**DEFAULTS, "ci": "gitlab"}, "/x", MADE)
    )


def test_nobody_is_told_to_call_themselves_by_the_example():
    """Where nobody said who they are, git is not told the name and address of the example."""
    steps = "\n".join(next_steps.lines(DEFAULTS, "/x", GitState(is_user_unknown=True)))
    answers = {**DEFAULTS, "author_name": "Ada L", "author_email": "ada@example.org"}
    known = "\n".join(next_steps.lines(answers, "/x", GitState(is_user_unknown=True)))

    assert "git config --global user.name 'YOUR NAME'" in steps
    assert "you@example.com" not in steps
    assert "git config --global user.name 'Ada L'" in known


def test_inside_another_repository_no_remote_is_added_to_that():
    """The project is committed there, and that repository has a remote of its own."""
    steps = "\n".join(next_steps.lines(DEFAULTS, "/x/p", GitState(around="/x")))

    assert "remote add" not in steps
    assert "git init" not in steps
    assert "Create an empty repository" not in steps
    assert (
        "  git add . && git commit -m Start .  # commit it to the repository around it"
        in steps
    )


def test_inside_another_repository_no_pipeline_releases():
    """A host reads pipelines at the top of a repository, so there the release has to wait."""
    answers = {**DEFAULTS, "publish_from": "ci"}
    lines = next_steps.lines(answers, "/x/p", GitState(around="/x"))

    assert lines[-1] == f"  {next_steps.PIPELINE_INSIDE}"
    assert "make release" not in "\n".join(lines)


@pytest.mark.parametrize(
    ("answers", "page"),
    [
        ({"ci": "github"}, "https://github.com/new"),
        ({"ci": "gitlab"}, "https://gitlab.com/projects/new"),
        ({"ci": "none"}, "https://github.com/new"),
    ],
)
def test_the_empty_repository_is_made_at_the_host(answers, page):
    """A push makes no repository, so the step before names the page that does."""
    lines = next_steps.lines(
        {**DEFAULTS, **answers, "repository_owner": "ada"}, "/x", MADE
    )
    step = f"  Create an empty repository ada/my-package at {page}"

    assert lines.index(step) < [line.split()[:2] for line in lines].index(
        ["git", "remote"]
    )


def test_without_make_every_step_does_without(monkeypatch):
    """Where there is no make, no step says make; the project's own tools do the same."""
    monkeypatch.setattr(next_steps, "is_on_path", lambda program: program != "make")
    private = {**DEFAULTS, "license": "Proprietary"}
    typed = [
        line.split("  # ")[0].split() for line in next_steps.lines(private, "/x", MADE)
    ]

    assert not any(words[:1] == ["make"] for words in typed)
    assert [words[1:] for words in typed if words[0].startswith("python")] == [
        ["tools/run.py", "pytest"],
        ["tools/release.py", "rehearse"],
        ["tools/release.py", "preflight", "--to", "NAME"],
        ["tools/release.py", "release", "--to", "NAME"],
    ]


def test_a_program_is_found_as_a_shell_finds_it(tmp_path, monkeypatch):
    """It has to be on PATH, and a file that can be run."""
    monkeypatch.setenv("PATH", str(tmp_path))
    before = next_steps.is_on_path("make")
    tmp_path.joinpath("make").touch(mode=0o755)

    assert not before
    assert next_steps.is_on_path("make")


def test_a_private_package_is_not_sent_to_the_public_index():
    """Its release would be refused there, so the steps name an index of one's own."""
    steps = next_steps.lines({**DEFAULTS, "license": "Proprietary"}, "/x", MADE)

    assert [line.split("  #")[0].strip() for line in steps[-2:]] == [
        "make preflight TO=NAME",
        "make release TO=NAME",
    ]
    assert "TO=" not in "\n".join(
        next_steps.lines(
            {**DEFAULTS, "license": "Proprietary", "publish_from": "ci"}, "/x", MADE
        )
    )


def test_what_a_step_is_for_fits_eighty_columns():
    """No step of an ordinary project is longer than a line."""
    answers = {**DEFAULTS, "repository_owner": "ada-l", "project_slug": "tide-tables"}
    lines = next_steps.lines(answers, "tide-tables", MADE)

    assert [line for line in lines if len(line) > 80] == []


@pytest.mark.parametrize(
    ("folder", "command"),
    [
        ("/home/ada/my-package", "cd /home/ada/my-package"),
        ("my code/my-package", "cd 'my code/my-package'"),
    ],
)
def test_the_way_to_the_project_can_be_typed(folder, command):
    """The first step leads into the project, quoted for a shell."""
    assert f"  {command} " in next_steps.lines(DEFAULTS, folder, MADE)[1]


def test_somebody_in_the_project_need_not_go_there():
    """Without a way to the project, the first step is its checks."""
    assert next_steps.lines(DEFAULTS, "", MADE)[1].startswith("  make check")


def test_a_narrow_terminal_shows_whole_commands():
    """A meaning goes where there is no room for it, and a sentence goes on in the next line."""
    state = GitState(
        failure="git init said: fatal: bad config line 1 in file .gitconfig"
    )
    lines = next_steps.lines(DEFAULTS, "my-package", state, columns=40)

    assert lines[0].splitlines()[0] == "No git repository was created: git init"
    assert "  make check" in lines
    assert "  git init -b main && git add . && git commit -m Start" in lines


@pytest.mark.parametrize(
    ("state", "note"),
    [
        (MADE, ""),
        (
            GitState(is_made=True, is_user_unknown=True),
            (
                "git does not know your name and address yet: "
                "the first commit has those of the author in the answers."
            ),
        ),
        (
            GitState(is_user_unknown=True),
            "No git repository was created: git does not know your name and address yet.",
        ),
        (
            GitState(around="/x", is_missing=True),
            (
                "No git repository was created: this folder is inside the one at /x. "
                "Pipelines run only from the top of that repository. Git was not found."
            ),
        ),
        (
            GitState(around="/x", is_user_unknown=True),
            (
                "No git repository was created: this folder is inside the one at /x. "
                "Pipelines run only from the top of that repository. "
                "Also, git does not know your name and address yet."
            ),
        ),
    ],
)
def test_the_note_says_what_git_has(state, note):
    """One line tells why there is no repository, or what else there is to know of git."""
    assert next_steps.note({**DEFAULTS, "ci": "github"}, state) == note
