"""What follows from an answer follows until somebody touches it."""

from __future__ import annotations

from shipyard.wizard import catalogue
from shipyard.wizard.answers import Answers


def guessing(name: str, text: str) -> Answers:
    """Return answers with this guess for one question."""
    return Answers(catalogue.load(), guesses={name: lambda _: text})


def test_without_any_answer_the_defaults_stand(answers):
    """An unanswered question has its default from cookiecutter.json, or what follows for it."""
    assert answers["project_name"] == "my-package"
    assert answers["package_name"] == "my_package"
    assert answers["license"] == "MIT"


def test_derived_answers_follow(answers):
    """A new name gives new derived names."""
    answers.accept("project_name", "Tide Tables")

    assert (answers["project_slug"], answers["package_name"]) == (
        "tide-tables",
        "tide_tables",
    )


def test_a_touched_answer_stays(answers):
    """An entered answer is kept when its source changes; the other answers go on following."""
    answers.accept("project_name", "Tide Tables")
    answers.accept("package_name", "tides")
    answers.accept("project_name", "High Water")

    assert (answers["project_slug"], answers["package_name"]) == ("high-water", "tides")


def test_enter_on_what_was_offered_is_no_touch(answers):
    """Accepting a derived answer without a change leaves it following."""
    answers.accept("project_name", "Tide Tables")
    answers.accept("package_name", "tide_tables")
    answers.accept("project_name", "High Water")

    assert answers["package_name"] == "high_water"


def test_a_touched_answer_can_be_given_back(answers):
    """Entering what would follow anyway makes it follow again."""
    answers.accept("package_name", "tides")
    answers.accept("package_name", "my_package")
    answers.accept("project_name", "High Water")

    assert answers["package_name"] == "high_water"


def test_a_flag_counts_as_touched(answers):
    """An answer given by flag stays, even where it says what would have followed."""
    answers.give("package_name", "my_package")
    answers.accept("project_name", "High Water")

    assert answers["package_name"] == "my_package"


def test_an_empty_flag_is_an_answer(answers):
    """An empty text is not taken for no answer, so the rules get to refuse it."""
    answers.give("description", "")

    assert answers["description"] == ""
    assert "description" in answers.problems()


def test_guesses_go_before_defaults():
    """What the machine knows is shown in place of the example."""
    assert guessing("author_name", "Ada Lovelace")["author_name"] == "Ada Lovelace"


def test_a_guess_that_cannot_work_is_dropped():
    """A guess that the rules refuse does not help, so the default stays."""
    assert guessing("author_email", "ada at home")["author_email"] == "you@example.com"


def test_choices_that_cannot_work_are_not_offered(answers):
    """Without a pipeline there is no publishing from it."""
    answers.accept("ci", "none")

    assert list(answers.open_choices("publish_from")) == ["local"]


def test_what_follows_counts(answers):
    """A name is refused at once when what follows from it cannot work and nobody gave that."""
    follows = answers.consequence("project_name", "class")
    answers.give("package_name", "klass")

    assert follows
    assert follows.startswith("the import package follows from it, and ")
    assert answers.consequence("project_name", "class") is None
    assert answers.problem("project_name", "class") is None


def test_the_rules_see_the_other_answers(answers):
    """What an account may be called depends on the host."""
    on_github = answers.problem("repository_owner", "a.group")
    answers.accept("ci", "gitlab")

    assert on_github
    assert answers.problem("repository_owner", "a.group") is None
