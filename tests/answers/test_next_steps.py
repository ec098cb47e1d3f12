"""What is printed after a project was made."""

from __future__ import annotations

import itertools
import re

import pytest

from shipyard import next_steps
from testkit.tree import PROJECT, ROOT
from tests.answers.program import DEFAULTS

EVERY = [{**DEFAULTS, "ci": ci, "publish_from": where} for ci, where in itertools.product(
    ("github", "gitlab", "none"), ("local", "ci")) if (ci, where) != ("none", "ci")]  # fmt: skip


@pytest.mark.parametrize(
    "answers", EVERY, ids=lambda answers: f"{answers['ci']}-{answers['publish_from']}"
)
def test_at_most_eight_lines(answers):
    """The next steps fit a glance; where git is still to be set up, there are four more."""
    note = f"{next_steps.NO_REPOSITORY}: {next_steps.NO_GIT}."
    lines = next_steps.lines(answers, "/somewhere/my-package")
    with_git = next_steps.lines(answers, "/somewhere/my-package", note=note)

    assert len(lines) <= 8
    assert len(with_git) <= 13
    assert with_git[0] == note


@pytest.mark.parametrize(
    "answers", EVERY, ids=lambda answers: f"{answers['ci']}-{answers['publish_from']}"
)
def test_make_targets_exist(answers):
    """Every make target that is named is one of the generated project's."""
    makefile = ROOT.joinpath(PROJECT, "Makefile").read_text(encoding="utf-8")
    named = re.findall(r"make (\w+)", "\n".join(next_steps.lines(answers, "/somewhere/my-package")))

    assert named
    assert [
        target for target in named if not re.search(rf"^{target}:.*## ", makefile, re.MULTILINE)
    ] == []


def test_steps_fit_the_answers():
    """From a machine, the steps speak of twine's token; from a pipeline, of the index's form."""
    local = "\n".join(next_steps.lines({**DEFAULTS, "publish_from": "local"}, "/x"))
    pipeline = "\n".join(next_steps.lines({**DEFAULTS, "publish_from": "ci"}, "/x"))

    assert "token" in local
    assert "token" not in pipeline
    assert "trusted publisher" in pipeline
    assert "gitlab.com" in "\n".join(next_steps.lines({**DEFAULTS, "ci": "gitlab"}, "/x"))


def test_inside_another_repository_no_remote_is_added_to_that():
    """The project is committed there, and that repository has a remote of its own."""
    note = f"{next_steps.NO_REPOSITORY}: {next_steps.INSIDE} /x."
    steps = "\n".join(next_steps.lines(DEFAULTS, "/x/p", note=note))

    assert "remote add" not in steps
    assert "git init" not in steps
    assert "Make an empty repository" not in steps
    assert "  git add . && git commit -m Start .  # to the repository around it" in steps


def test_inside_another_repository_no_pipeline_releases():
    """A host reads pipelines at the top of a repository, so there the release has to wait."""
    note = f"{next_steps.NO_REPOSITORY}: {next_steps.INSIDE} /x."
    lines = next_steps.lines({**DEFAULTS, "publish_from": "ci"}, "/x/p", note=note)

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
    lines = next_steps.lines({**DEFAULTS, **answers, "repository_owner": "ada"}, "/x")
    step = f"  Make an empty repository ada/my-package at {page}"

    assert lines.index(step) < [line.split()[:2] for line in lines].index(["git", "remote"])


def test_without_make_every_step_does_without(monkeypatch):
    """Where there is no make, no step says make; the project's own tools do the same."""
    monkeypatch.setattr(next_steps, "found", lambda program: program != "make")
    private = {**DEFAULTS, "license": "Proprietary"}
    typed = [line.split("  # ")[0].split() for line in next_steps.lines(private, "/x")]

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
    before = next_steps.found("make")
    tmp_path.joinpath("make").touch(mode=0o755)

    assert not before
    assert next_steps.found("make")


def test_a_private_package_is_not_sent_to_the_public_index():
    """Its release would be refused there, so the steps name an index of one's own."""
    steps = next_steps.lines({**DEFAULTS, "license": "Proprietary"}, "/x")

    assert [line.split("  #")[0].strip() for line in steps[-2:]] == [
        "make preflight TO=NAME",
        "make release TO=NAME",
    ]
    assert "TO=" not in "\n".join(
        next_steps.lines({**DEFAULTS, "license": "Proprietary", "publish_from": "ci"}, "/x")
    )


def test_what_a_step_is_for_fits_eighty_columns():
    """No step of an ordinary project is longer than a line."""
    answers = {**DEFAULTS, "repository_owner": "ada-l", "project_slug": "tide-tables"}
    lines = next_steps.lines(answers, "/home/ada/code/tide-tables", start="/home/ada/code")

    assert [line for line in lines if len(line) > 80] == []


@pytest.mark.parametrize(
    ("folder", "start", "command"),
    [
        ("/home/ada/my-package", "", "cd /home/ada/my-package"),
        ("/home/ada/my-package", "/home/ada", "cd my-package"),
        ("/home/ada/my code/my-package", "/home/ada", "cd 'my code/my-package'"),
        ("/srv/my-package", "/home/ada", "cd /srv/my-package"),
    ],
)
def test_the_way_to_the_project_can_be_typed(folder, start, command):
    """The first step leads into the project, quoted for a shell, from the start if it is known."""
    assert f"  {command} " in next_steps.lines(DEFAULTS, folder, start=start)[1]
