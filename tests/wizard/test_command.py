"""`shipyard new` without questions: flags, files, and what it does and does not write."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from shipyard.wizard import catalogue, lookup, run
from testkit.baking import bake
from testkit.folders import contents
from testkit.index import serve

QUESTIONS = {question.name: question for question in catalogue.load()}
OTHER = {
    "project_name": "Tide Tables",
    "project_slug": "tides",
    "package_name": "tide_tables",
    "description": "When the water comes: 'ebb' & \"flow\".",
    "author_name": "Zoë O'Brien",
    "author_email": "zoe+tides@example.org",
    "repository_owner": "zob",
    "version": "1.0rc1",
    "license": "MPL-2.0",
    "python_min": "3.10",
    "ci": "gitlab",
    "publish_from": "ci",
    "docs": "sphinx",
    "command_line": "click",
    "strictness": "strict",
}


def flags(answers: dict[str, str]) -> list[str]:
    """Return the words that give these answers on the command line."""
    words: list[str] = []
    for name, text in answers.items():
        words += (QUESTIONS[name].flag, text)
    return words


def test_every_flag_reaches_the_project(shipyard, cwd, tmp_path):
    """With every flag given, the project is what plain cookiecutter makes of the same answers."""
    done = shipyard("new", "--yes", *flags(OTHER))

    assert set(OTHER) == set(QUESTIONS)
    assert done.returncode == 0, done.stderr
    assert contents(cwd / "tides") == contents(bake(tmp_path / "plain", **OTHER))


@pytest.mark.slow
def test_defaults_make_what_cookiecutter_makes(shipyard, cwd, tmp_path):
    """Without any answer the project is the one plain cookiecutter makes with every default."""
    done = shipyard("new", "--yes", "--repository-owner", "your-name")

    assert done.returncode == 0, done.stderr
    assert contents(cwd / "my-package") == contents(bake(tmp_path / "plain"))


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        ("--project-name", "tide/tables"),
        ("--license", "GPL"),
        ("--description", ""),
        ("--version", "one"),
    ],
)
def test_a_bad_flag_is_refused_in_one_line(shipyard, cwd, flag, text):
    """The line names the question, as the template's rules do; status 1, and nothing is made."""
    done = shipyard("new", "--yes", flag, text)

    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        flag[2:].replace("-", "_")
    ]
    assert [path.name for path in cwd.iterdir() if path.is_dir()] == []


def test_a_dry_run_writes_nothing(shipyard, cwd):
    """The files and the answers are printed, and both folders are as they were."""
    before = contents(cwd)
    done = shipyard(
        "new",
        "--yes",
        "--dry-run",
        "--project-name",
        "Tide Tables",
        "--output-dir",
        "deep/down",
    )

    assert done.stdout.startswith("tide-tables/\n")
    assert "  setup.py\n" in done.stdout
    assert "project_name: Tide Tables\n" in done.stdout
    assert contents(cwd) == before


def test_a_tilde_means_home_in_every_path(shipyard, home):
    """A shell leaves it alone behind an equals sign."""
    done = shipyard(
        "new", "--yes", "--output-dir=~/code", "--save-answers=~/answers.yaml"
    )

    assert done.returncode == 0, done.stderr
    assert (home / "code" / "my-package" / "setup.py").is_file()
    assert (home / "answers.yaml").is_file()


def test_letters_that_the_output_does_not_know_stop_nothing(shipyard):
    """Where output is piped to an old encoding, a name in another script is spelt out."""
    done = shipyard(
        "new", "--yes", "--dry-run", "--author-name", "山田", PYTHONIOENCODING="cp1252"
    )

    assert done.returncode == 0, done.stderr
    assert "author_name: \\u5c71\\u7530" in done.stdout


def test_a_folder_that_is_gone_is_named(cwd):
    """A command in a folder that was deleted says to leave it."""
    script = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" -m shipyard new --yes'
    done = subprocess.run(
        ["sh", "-c", script, sys.executable],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert (
        done.stderr == "The current folder does not exist any more: cd to another one\n"
    )


def test_an_occupied_target_is_refused_and_named(shipyard, cwd):
    """What is there is named and stays as it is."""
    mine = cwd / "tide-tables" / "mine.txt"
    mine.parent.mkdir()
    mine.write_text("mine\n", encoding="utf-8")
    before = contents(cwd)
    done = shipyard("new", "--yes", "--project-name", "Tide Tables")

    assert done.returncode == 1
    assert "mine.txt" in done.stderr
    assert contents(cwd) == before


def test_nothing_is_left_beside_the_project(shipyard, cwd, home):
    """The temporary folder is gone, and cookiecutter remembers nothing in the user's home."""
    done = shipyard("new", "--yes", "--output-dir", "deep/down")

    assert done.returncode == 0, done.stderr
    assert [path.name for path in cwd.joinpath("deep", "down").iterdir()] == [
        "my-package"
    ]
    assert list(home.iterdir()) == []


def test_a_failure_leaves_no_folder(shipyard, cwd):
    """Where the project cannot be made, the folders that were made for it go again."""
    cwd.joinpath("file").write_text("in the way\n", encoding="utf-8")
    done = shipyard("new", "--yes", "--output-dir", "file/deep")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in cwd.iterdir()) == ["file", "notes.txt"]


def test_a_failing_extra_loses_nothing(shipyard, cwd, tmp_path):
    """Where the checks cannot run, that is said, the status is 1, and the project is whole."""
    done = shipyard("new", "--yes", "--check", PATH=str(tmp_path))

    assert done.returncode == 1
    assert "make was not found" in done.stdout
    assert "tools/release.py rehearse" in done.stdout
    assert (cwd / "my-package" / "src" / "my_package" / "_version.py").is_file()


def test_slow_things_are_imported_when_they_are_needed():
    """Asking and listing need no cookiecutter, and without a keyboard no questionary."""
    code = """
import sys, shipyard.cli, shipyard.wizard.run
print(*{"cookiecutter", "questionary", "jinja2"} & set(sys.modules))
import shipyard.wizard.conversation
print("cookiecutter" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout == "\nFalse\n"


def test_next_steps_fit_the_answers(shipyard, home):
    """At most seven steps follow; the first one goes to the new folder, quoted for a shell."""
    home.joinpath(".gitconfig").write_text(
        "[user]\n\tname = A\n\temail = a@example.org\n"
    )
    done = shipyard("new", "--yes", "--output-dir", "my code")
    commands = [
        line.split("#")[0].strip()
        for line in done.stdout.splitlines()
        if line.startswith("  ")
    ]

    assert commands[0] == "cd 'my code/my-package'"
    assert "make check" in commands
    assert len(commands) <= 7


@pytest.mark.parametrize(
    "answers", [{"project_name": "Tide Tables"}, OTHER], ids=["few", "all"]
)
def test_one_line_repeats_the_answers(shipyard, cwd, tmp_path, home, answers):
    """The line gives the same project elsewhere, whoever git knows there."""
    done = shipyard("new", "--yes", *flags(answers))
    [line] = [
        line
        for line in done.stdout.splitlines()
        if line.startswith("To give the same answers")
    ]
    words = shlex.split(line.partition(": ")[2])
    home.joinpath(".gitconfig").write_text(
        "[user]\n\tname = A\n\temail = a@example.org\n"
    )
    again = shipyard(*words[1:], "--output-dir", tmp_path / "elsewhere")
    [made] = tmp_path.joinpath("elsewhere").iterdir()

    assert words[:3] == ["shipyard", "new", "--yes"]
    assert again.returncode == 0, again.stderr
    assert without_git(made) == without_git(cwd / made.name)


def without_git(project: Path) -> dict[str, tuple[int, bytes]]:
    """Return the contents of a project, and nothing of its repository."""
    return {name: held for name, held in contents(project).items() if name != ".git"}


def test_the_name_is_an_argument(shipyard, cwd):
    """As with other tools, the name may follow the command."""
    done = shipyard("new", "Tide Tables", "--yes")

    assert done.returncode == 0, done.stderr
    assert (cwd / "tide-tables" / "setup.py").is_file()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("Tide", "Tables"), "needs quotes: shipyard new 'Tide Tables'"),
        (
            ("one", "--project-name", "two"),
            'NAME says "one" and --project-name says "two"',
        ),
        (("code/tides",), 'project_name: "code/tides" is not a name'),
        (("json",), "project_name: the distribution package follows from it"),
    ],
)
def test_a_name_that_cannot_be_meant_is_one_line(shipyard, cwd, words, reason):
    """Nothing is made of it, and the reason is the last line."""
    done = shipyard("new", "--yes", *words)

    assert done.returncode in (1, 2)
    assert reason in done.stderr.splitlines()[-1]
    assert [path.name for path in cwd.iterdir()] == ["notes.txt"]


def test_a_taken_name_is_told_afterwards(shipyard, cwd):
    """Without a question, a well-known name is made and warned about, also without a network."""
    done = shipyard("new", "--yes", "numpy")

    assert done.returncode == 0
    assert (cwd / "numpy").is_dir()
    assert (
        done.stderr
        == 'Warning: "numpy" is a well-known package: an index refuses that name.\n'
    )


def test_an_address_that_was_not_taken_from_git_is_told(shipyard, home):
    """Nobody was asked, so a line says why the author's address is the example."""
    home.joinpath(".gitconfig").write_text(
        "[user]\n\tname = A\n\temail = a@firma.local\n"
    )
    told = shipyard("new", "--yes", "one").stderr
    answered = shipyard("new", "--yes", "two", "--author-email", "a@example.org").stderr

    assert told.startswith(
        'Warning: author_email is "you@example.com", because "a@firma.local" is'
    )
    assert answered == ""


def test_a_name_on_the_index_is_told_afterwards(cwd, tmp_path, monkeypatch, capsys):
    """Without a question, the index is asked while the project is made."""
    monkeypatch.delenv("PIP_NO_INDEX")
    asked = []

    class Patient(lookup.Lookup):
        """One whose answer came before the project was made, however busy the machine is."""

        def warning(self) -> str:
            asked.append(self.name)
            assert self.process
            self.process.wait(60)
            return super().warning()

    monkeypatch.setattr(lookup, "Lookup", Patient)
    with serve(tmp_path / "index") as index:
        index.folder.joinpath("tide_tables-1.0-py3-none-any.whl").touch()
        monkeypatch.setenv("PIP_INDEX_URL", index.simple)
        status = run.new(
            catalogue.load(), {"project_name": "tidetables"}, run.Options(yes=True)
        )

    assert status == 0
    assert asked == ["tidetables"]
    assert (cwd / "tidetables" / "setup.py").is_file()
    assert capsys.readouterr().err == (
        'Warning: The name "tidetables" is too similar to "tide-tables", which is on your index: '
        "a release under this name would be refused.\n"
    )


def test_it_says_why_there_is_no_repository(shipyard):
    """Without a git identity there is a project without a commit, and a line gives the reason."""
    done = shipyard("new", "--yes")

    assert "No git repository was created" in done.stdout


def test_the_form_for_a_publisher_is_a_step(shipyard):
    """Where a pipeline uploads, a step prints what the index's form asks, and else nothing does."""
    pipeline = shipyard("new", "--yes", "--publish-from", "ci", "--ci", "github").stdout
    local = shipyard("new", "--yes", "--output-dir", "other").stdout

    assert (
        "make preflight  # what to enter in the index's form for a trusted publisher"
        in pipeline
    )
    assert "trusted publisher" not in local


def test_help_has_a_complete_example_and_every_flag(shipyard):
    """`--help` shows a command that can be copied, and each question with its text and default.

    What is a question has a question mark.
    """
    top = shipyard("--help").stdout
    new = shipyard("new", "--help").stdout
    words = " ".join(new.split())

    assert "shipyard new --yes" in top
    for question in QUESTIONS.values():
        assert question.flag in new
        assert question.prompt in words
        assert not re.match(r"(Where|What|How|Which)\b[^,]*[^?,]$", question.prompt)
    assert "?." not in words
    assert "Where should tests run on every push? [default: github]" in words


def test_the_version_is_the_packages(shipyard):
    """`--version` names the command and a version."""
    assert shipyard("--version").stdout.startswith("shipyard 0.")


def test_questions_are_listed_for_people_and_for_scripts(shipyard):
    """Both lists have every question, its choices, default and rules."""
    listed = shipyard("questions").stdout
    described = json.loads(shipyard("questions", "--json").stdout)

    assert [about["name"] for about in described] == list(QUESTIONS)
    assert all(
        about["flag"] in listed and about["rules"][0] in listed for about in described
    )
    assert all(listed.count(rule) == 1 for rule in catalogue.common_rules())
    assert (
        "Apache-2.0"
        in next(about for about in described if about["name"] == "license")["choices"]
    )


def test_words_are_completed(shipyard):
    """A shell that asks gets the choices of a question."""
    typed = {"COMP_WORDS": "shipyard new --license M", "COMP_CWORD": "3"}
    done = shipyard(_SHIPYARD_COMPLETE="bash_complete", **typed)

    assert done.stdout.split() == ["plain,MIT", "plain,MPL-2.0"]
