"""The options of cookiecutter's own command make the same project, and keep what is there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from testkit.shell import Shell
from testkit.tree import ROOT
from tests.generated.test_updates import code_and_template, write


def cookiecutter(shell: Shell, *words: str) -> subprocess.CompletedProcess[str]:
    """Run it with these words and none of its usual ones; Enter answers each question."""
    return subprocess.run(
        [sys.executable, "-m", "cookiecutter", *words],
        cwd=shell.work,
        env=shell.environment(),
        input="\n" * 20,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_last_answers_can_be_given_again(shell):
    """`--replay` makes the project of the last run once more."""
    shell.run("project_name=Tide Tables", "license=MPL-2.0")
    shutil.rmtree(shell.work / "tide-tables")
    done = cookiecutter(shell, "--replay", str(ROOT))

    assert done.returncode == 0, done.stderr
    assert (
        'license_expression="MPL-2.0"'
        in (shell.work / "tide-tables/setup.py").read_text()
    )


def test_answers_of_an_older_template_can_be_given_again(shell):
    """What it did not ask is asked, and what only it asked is told and left out."""
    path = Path(shell.replay_file(project_name="Tide Tables", website="none"))
    answers = json.loads(path.read_text(encoding="utf-8"))
    del answers["cookiecutter"]["strictness"]
    path.write_text(json.dumps(answers), encoding="utf-8")
    done = cookiecutter(shell, "--replay-file", str(path), str(ROOT))

    assert done.returncode == 0, done.stderr
    assert "How strict" in done.stdout
    assert '"website" is not a question here' in done.stderr
    assert (shell.work / "my-package").is_dir()


def test_the_configuration_can_be_left_out(shell):
    """With `--default-config` nothing in it counts, not even what would be refused."""
    shell.configure(version=1.1, licence="GPL", author_name="Ada")
    done = shell.run("--default-config")

    assert done.returncode == 0, done.stderr
    assert "licence" not in done.stderr
    assert 'author="Your Name"' in (shell.work / "my-package/setup.py").read_text()


def test_another_configuration_is_read(shell, tmp_path):
    """What `--config-file` names is checked as the usual one is."""
    path = tmp_path / "other.yaml"
    path.write_text("default_context:\n  version: 1.10\n", encoding="utf-8")
    done = shell.run("--config-file", str(path))

    assert done.returncode == 1
    assert done.stdout.startswith('version: in your configuration YAML reads "1.1"')


def test_a_failure_that_is_to_be_kept_leaves_nothing_half_made(shell):
    """`--keep-project-on-failure` keeps nothing of what was refused before a file was written."""
    done = shell.run("--keep-project-on-failure", "package_name=class")

    assert done.returncode == 1
    assert shell.contents() == {}


@pytest.mark.slow
def test_an_abbreviation_and_a_tag_lead_to_the_template(shell, tmp_path):
    """A person's short name for a host and `--checkout` work as for any other template."""
    template = tmp_path / "template.git"
    write(template, code_and_template())
    for command in (
        "init -q",
        "add --all",
        "commit -q -m x",
        "tag v9",
        "commit -q --allow-empty -m y",
    ):
        words = ["git", "-C", str(template), *command.split()]
        subprocess.run(words, env=shell.environment(), check=True)
    (shell.home / ".cookiecutterrc").write_text(
        json.dumps({"abbreviations": {"my": f"file://{tmp_path}/{{0}}"}}),
        encoding="utf-8",
    )
    done = cookiecutter(shell, "--no-input", "my:template.git", "--checkout", "v9")

    assert done.returncode == 0, done.stderr
    assert "What to do next" in done.stdout
    assert (shell.work / "my-package/tools/shipyard_release").is_dir()
