"""Answers that cannot work stop cookiecutter with one line each, wherever they come from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from subprocess import CompletedProcess

import pytest

from shipyard import rules
from testkit.shell import DEFAULTS
from testkit.tree import ROOT

BAD = {
    "project_name": "naïve",
    "package_name": "class",
    "description": "two\nlines",
    "author_name": "Jane\u200bDoe",
    "author_email": "nobody",
    "repository_owner": "a/b",
    "version": "v1",
}


def assert_refused(run: CompletedProcess[str], questions: Iterable[str]) -> None:
    """Check that the run said one line for each question, in their order, and nothing else."""
    lines = (run.stdout + run.stderr).splitlines()

    assert [line.partition(": ")[0] for line in lines] == list(questions)
    assert all("; allowed: " in line for line in lines)
    assert run.returncode == 1


def test_key_values_are_refused(shell):
    """Bad answers given as key=value are named all at once, and nothing is written."""
    run = shell.run(
        "-o", "new/folder", *(f"{question}={text}" for question, text in BAD.items())
    )

    assert_refused(run, BAD)
    assert shell.contents() == {}
    assert sorted(path.name for path in shell.home.iterdir()) == [".gitconfig"]


@pytest.mark.parametrize(
    ("given", "blamed", "words"),
    [
        (
            {"project_name": "json"},
            "project_name",
            "the distribution package follows from it, and",
        ),
        (
            {"project_name": "class"},
            "project_name",
            "the import package follows from it, and",
        ),
        (
            {"project_slug": "class"},
            "project_slug",
            "the import package follows from it, and",
        ),
        (
            {"project_name": "x", "package_name": "class"},
            "package_name",
            '"class" is a Python',
        ),
        (
            {"project_name": "x", "project_slug": "json"},
            "project_slug",
            '"json" is a module',
        ),
        ({"project_name": "a/b"}, "project_name", '"a/b" is not a name'),
    ],
)
def test_the_answer_that_was_given_is_blamed(shell, given, blamed, words):
    """A derived answer that nobody touched is refused as the answer that it follows from."""
    run = shell.run(*(f"{question}={text}" for question, text in given.items()))

    assert_refused(run, [blamed])
    assert (run.stdout + run.stderr).startswith(f"{blamed}: {words}")


def test_a_version_without_quotes_is_told_to_have_some(shell):
    """YAML reads 3.10 as the number 3.1, and nobody sees that in what they wrote."""
    shell.configure(python_min=3.1)

    assert 'Did you mean "3.10"? Write it with the quotes.' in shell.run().stdout


@pytest.mark.parametrize("entrance", ["configuration", "replay file"])
def test_the_answer_that_was_given_is_blamed_at_every_entrance(shell, entrance):
    """A slug that nobody typed is not refused, wherever the name stands that it follows from."""
    words: tuple[str, ...] = ()
    if entrance == "configuration":
        shell.configure(project_name="json")
    else:
        follows = {
            "project_name": "json",
            "project_slug": "json",
            "package_name": "json",
        }
        words = ("--replay-file", shell.replay_file(**follows))

    assert_refused(shell.run(*words), ["project_name"])


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"python_min": 3.11}, 'YAML reads "3.11", but not as text'),
        ({"version": 1.1}, 'YAML reads "1.1", but not as text'),
        ({"description": True}, 'YAML reads "True", but not as text'),
        (
            {"docs": False},
            '"False" is not one of the choices; allowed: none, sphinx. Did you mean "none"?',
        ),
    ],
)
def test_what_yaml_reads_otherwise_is_not_taken(shell, answers, words):
    """A number, a date or a word for yes and no may have been changed before it came here."""
    shell.configure(**answers)
    run = shell.run()
    line = run.stdout.splitlines()[-1]

    assert run.returncode == 1
    assert line.startswith(f"{next(iter(answers))}: in your configuration {words}")
    assert shell.contents() == {}


def test_a_version_of_one_number_is_no_other_in_yaml(shell):
    """A whole number is what was written."""
    shell.configure(version=1, project_name=2048)

    assert shell.run().returncode == 0
    assert (shell.work / "2048").is_dir()


@pytest.mark.parametrize(
    ("typed", "offer"),
    [
        ("licence", "license"),
        ("project-name", "project_name"),
        ("Description", "description"),
        ("autor_email", "author_email"),
        ("zzz", ""),
    ],
)
def test_an_answer_to_no_question_is_refused(shell, typed, offer):
    """cookiecutter would drop it, and make another project than was asked for."""
    run = shell.run(f"{typed}=GPL", "project_name=x")

    assert_refused(run, [typed])
    assert (f'Did you mean "{offer}"?' in run.stdout) == bool(offer)
    assert shell.contents() == {}


def test_a_misspelt_question_in_the_configuration_is_told(shell):
    """Answers to questions of other templates are well there, so only the likely ones are told."""
    shell.configure(
        licence="GPL", full_name="Ada", email="ada@example.org", author_nam="Ada"
    )
    run = shell.run("author_name=Eve")

    assert run.returncode == 0
    assert run.stderr.splitlines() == [
        f'Warning: "{wrong}" is not a question here, so its answer was not used. '
        f'Did you mean "{right}"?'
        for wrong, right in {"licence": "license", "author_nam": "author_name"}.items()
    ]


def test_an_answer_of_another_template_in_a_replay_file_is_told(shell):
    """The questions of an older template may be others, so its answers are not a mistake."""
    run = shell.run("--replay-file", shell.replay_file(licence="GPL"))

    assert run.returncode == 0
    assert run.stderr.startswith('Warning: "licence" is not a question here')
    assert (shell.work / "my-package").is_dir()


def test_user_configuration_is_refused(shell):
    """Bad answers in cookiecutter's user configuration are refused in the same words."""
    shell.configure(**BAD)
    run = shell.run()

    assert_refused(run, BAD)
    assert shell.contents() == {}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("project_name", None),
        ("project_name", ""),
        ("description", {"a": "b"}),
        ("author_name", None),
        ("version", ""),
    ],
)
def test_user_configuration_with_other_things_than_text_is_refused(
    shell, question, answer
):
    """A value that is not text in the user's configuration is refused with the question's name."""
    shell.configure(**{question: answer})

    assert_refused(shell.run(), [question])
    assert shell.contents() == {}


@pytest.mark.parametrize(
    ("question", "answer"), [("license", "GPL"), ("ci", "travis"), ("python_min", 3.9)]
)
def test_unknown_choices_in_the_user_configuration_are_refused(shell, question, answer):
    """An unknown choice, of which cookiecutter would only warn, stops before any question."""
    shell.configure(**{question: answer})
    runs = [shell.run(), shell.run(typed="\n")]

    assert [f"{question}: in your configuration " in run.stdout for run in runs] == [
        True,
        True,
    ]
    assert [run.stdout.count("\n") for run in runs] == [1, 1]
    assert [run.returncode for run in runs] == [1, 1]
    assert shell.contents() == {}


def test_replay_file_is_refused(shell):
    """Bad answers in a replay file are refused, although cookiecutter asks nothing then."""
    run = shell.run(
        "--replay-file",
        shell.replay_file(**BAD, license="GPL", ci="none", publish_from="ci"),
    )

    assert_refused(run, [*BAD, "license", "publish_from"])
    assert shell.contents() == {}


def test_typed_answers_are_refused(shell):
    """A bad answer typed at a prompt is refused after the last question, with one line."""
    run = shell.run(typed="a!b\n" + "\n" * len(DEFAULTS))

    assert 'project_name: "a!b" is not a name' in run.stdout.splitlines()[-1]
    assert "Traceback" not in run.stdout + run.stderr
    assert run.returncode == 1
    assert shell.contents() == {}


@pytest.mark.parametrize("answer", [None, 5, True, ["a"], {"a": "b"}, ""])
def test_replay_file_with_other_things_than_text_is_refused(shell, answer):
    """A value that is not text in a replay file is refused with the question's name."""
    run = shell.run("--replay-file", shell.replay_file(description=answer))

    assert_refused(run, ["description"])
    assert shell.contents() == {}


@pytest.mark.parametrize(
    "slug", ["../pwned", "/pwned", "..", "a/../../pwned", "C:\\pwned", "~"]
)
def test_no_name_leaves_the_folder(shell, slug):
    """A name that is a path is refused before any folder is made."""
    run = shell.run("--replay-file", shell.replay_file(project_slug=slug))

    assert_refused(run, ["project_slug"])
    assert sorted(path.name for path in shell.work.parent.iterdir()) == ["home", "work"]
    assert shell.contents() == {}


def test_existing_folder_is_untouched_even_when_told_to_overwrite(shell):
    """A folder with something in it stays as it is, with -f and -s too, and one line says so."""
    shell.work.joinpath("my-package").mkdir()
    shell.work.joinpath("my-package", "thesis.txt").write_text("years of work")
    before = shell.contents()
    runs = [
        shell.run(*options)
        for options in ([], ["-f"], ["-s"], ["-f", "-s"], ["--keep-project-on-failure"])
    ]

    assert [run.stdout.count("exists already and stays as it is") for run in runs] == [
        1
    ] * 5
    assert [len((run.stdout + run.stderr).splitlines()) for run in runs] == [1] * 5
    assert [run.returncode for run in runs] == [1] * 5
    assert shell.contents() == before


@pytest.mark.parametrize("kind", ["file", "link to nowhere", "link to a folder in use"])
def test_whatever_has_the_name_is_untouched(shell, kind):
    """A file or a link with the project's name stays as it is."""
    target = shell.work / "my-package"
    shell.work.joinpath("used").mkdir()
    shell.work.joinpath("used", "file").touch()
    if kind == "file":
        target.write_text("mine")
    else:
        target.symlink_to("used" if "use" in kind else "nowhere")
    run = shell.run("-f")

    assert "exists already" in run.stdout
    assert run.returncode == 1
    assert (target.is_file() and target.read_text() == "mine") or target.is_symlink()
    assert sorted(path.name for path in shell.work.rglob("*") if path != target) == [
        "file",
        "used",
    ]


def test_output_folder_that_is_a_file_is_refused(shell):
    """An output folder that cannot be one gives one line and no traceback."""
    shell.work.joinpath("notes").write_text("mine")
    run = shell.run("-o", "notes/inside")

    assert "cannot be created" in run.stdout
    assert "Traceback" not in run.stderr
    assert shell.contents() == {"notes": b"mine"}


def test_switching_the_check_off_does_not_help(shell):
    """The private variable that starts the check is not a way around it."""
    run = shell.run("__checked=yes", "package_name=class")

    assert_refused(run, ["package_name"])
    assert shell.contents() == {}


def test_unknown_choice_names_its_question_and_writes_nothing(shell):
    """cookiecutter refuses an unknown choice; its traceback ends with question and choices."""
    run = shell.run("license=GPL")

    assert (
        "GPL provided for choice variable license, but the choices are ['MIT',"
        in run.stderr.splitlines()[-1]
    )
    assert run.returncode == 1
    assert shell.contents() == {}


def test_rules_know_every_question():
    """The rules have the questions of cookiecutter.json, in their order, and no others."""
    asked = [
        name
        for name in json.loads(ROOT.joinpath("cookiecutter.json").read_text())
        if name[0] != "_"
    ]

    assert list(rules.RULES) == asked
