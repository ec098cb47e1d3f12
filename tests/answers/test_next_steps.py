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
    """The next steps fit a glance, with the reason for a missing repository, too."""
    lines = next_steps.lines(
        answers, "/somewhere/my-package", without_git="No git repository was made: because."
    )

    assert len(lines) <= 8
    assert lines[0] == "No git repository was made: because."


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
    note = f"No git repository was made: {next_steps.INSIDE} /x."
    steps = "\n".join(next_steps.lines(DEFAULTS, "/x/p", without_git=note))

    assert "remote add" not in steps
    assert "  git add . && git commit -m Start .  # to the repository around it" in steps


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
    """Only the repository's address may be longer than a line; it does not push others aside."""
    lines = next_steps.lines(DEFAULTS, "/home/ada/code/my-package", start="/home/ada/code")

    assert [line.split()[:2] for line in lines if len(line) > 80] in ([], [["git", "remote"]])


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
