"""Every rule, from both sides."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version

from shipyard import derive, questions, rules
from shipyard.rules import names, pep440, texts
from testkit.corpus import REFUSED, WORK
from testkit.shell import DEFAULTS, complete


@pytest.mark.parametrize("question", WORK)
def test_texts_that_work_pass(question):
    """No text that works is refused, and neither is what is derived from it."""
    wrong = [(text, rules.lines(complete({question: text}))) for text in WORK[question]]

    assert [(text, lines) for text, lines in wrong if lines] == []


@pytest.mark.parametrize("question", REFUSED)
def test_texts_that_cannot_work_are_refused_in_one_printable_line(question):
    """Each text is refused once: the derived answers are not blamed for it."""
    for text in REFUSED[question]:
        [line] = rules.lines(complete({question: text}))

        assert line.isprintable(), text
        assert "; allowed: " in line, text


@pytest.mark.parametrize("question", REFUSED)
def test_what_is_offered_works(question):
    """A text that a rule offers instead passes all rules."""
    found = [
        (text, rules.refusal(question, text, DEFAULTS)) for text in REFUSED[question]
    ]
    offers = [
        (text, refusal.offer) for text, refusal in found if refusal and refusal.offer
    ]

    assert [pair for pair in offers if rules.problem(question, pair[1], DEFAULTS)] == []


@pytest.mark.parametrize(
    ("question", "text", "offer"),
    [
        ("project_name", "Größe", "Grosse"),
        ("project_name", "my_package!", "my_package"),
        ("project_slug", "Acme.Data", "acme-data"),
        ("project_slug", "json", "json-tools"),
        ("package_name", "class", "class_tools"),
        ("package_name", "my-package", "my_package"),
        ("package_name", "2to3", "py_2to3"),
        ("repository_owner", "acme/sub", "sub"),
        (
            "repository_owner",
            "https://github.com/acme/my-package",
            "https://github.com/acme",
        ),
        ("repository_owner", "https://github.com/acme/", "https://github.com/acme"),
        ("version", "v1.0", "1.0"),
        ("version", "1.0.0-rc.1", "1.0.0rc1"),
        ("version", "1.0+local", "1.0"),
        ("license", "mit", "MIT"),
        ("description", "two\nlines", "two lines"),
        ("author_name", "Jane\u00a0Doe", "Jane Doe"),
    ],
)
def test_near_answers_are_offered(question, text, offer):
    """The nearest good answer is offered where there is one."""
    refusal = rules.refusal(question, text, DEFAULTS)

    assert refusal
    assert refusal.offer == offer
    assert str(refusal).endswith(f'Did you mean "{offer}"?')


@pytest.mark.parametrize(
    ("rule", "limit"),
    [
        (names.name_length, texts.LONGEST_NAME),
        (texts.summary_length, texts.LONGEST_SUMMARY),
        (texts.author_length, texts.LONGEST_AUTHOR),
    ],
)
def test_a_rule_about_length_says_the_length_it_allows(rule, limit):
    """`shipyard questions` prints the sentence; what is refused is one character longer."""
    assert f"at most {limit} " in rule.__doc__
    assert rule("n" * limit, {}) is None
    assert rule("n" * (limit + 1), {})


@pytest.mark.parametrize(
    "name", ["shipping", "release", "twine", "keyring", "pypiserver", "wheel"]
)
def test_the_release_tool_takes_one_name_alone(name):
    """What the release tool consists of and needs is elsewhere, so its names are free."""
    assert rules.problem("package_name", name, DEFAULTS) is None
    assert rules.problem("package_name", "shipyard_release", DEFAULTS)


@pytest.mark.parametrize(
    ("name", "question", "choice"),
    [("requests", "docs", "sphinx"), ("click", "command_line", "click")],
)
def test_an_answer_takes_the_names_that_it_brings(name, question, choice):
    """A module that another answer brings into the environment is refused with that answer."""
    with_it = {**DEFAULTS, "package_name": name, question: choice}
    without_it = {**DEFAULTS, "package_name": name, question: "none"}

    assert f'{question} "{choice}"' in rules.problems(with_it)["package_name"]
    assert rules.lines(without_it) == []


def test_publishing_needs_a_pipeline():
    """Publishing from a pipeline without a pipeline is refused."""
    wrong = rules.lines({**DEFAULTS, "ci": "none", "publish_from": "ci"})

    assert wrong == [
        (
            'publish_from: "ci" needs a pipeline, and ci is "none"; '
            'allowed: local, or another answer to ci. Did you mean "local"?'
        )
    ]


def test_accounts_are_spelt_as_the_host_spells_them():
    """A dot in an account is fine on GitLab and refused on GitHub."""
    assert not rules.problem("repository_owner", "acme.data", {"ci": "gitlab"})
    assert rules.problem("repository_owner", "acme.data", {"ci": "github"})
    assert not rules.problem("repository_owner", "acme.data", {})


@pytest.mark.parametrize(
    ("ci", "owner"),
    [
        ("gitlab", "group/sub/team"),
        ("gitlab", "https://gitlab.com/group/sub"),
        ("gitlab", "https://git.example.org:8443/group/a.b"),
        ("github", "https://github.com/acme"),
        ("github", "https://github.example.com/acme"),
        ("none", "https://codeberg.org/acme"),
        ("none", "https://git.example.org/group/sub"),
        ("none", "http://git.example.org/acme"),
    ],
)
def test_owners_may_be_groups_and_addresses(ci, owner):
    """GitLab has groups in groups, and a host of one's own has an address."""
    assert rules.lines({**DEFAULTS, "ci": ci, "repository_owner": owner}) == []


@pytest.mark.parametrize(
    ("ci", "owner"),
    [
        ("github", "https://gitlab.com/acme"),
        ("github", "https://codeberg.org/acme"),
        ("github", "https://git.example.org/acme"),
        ("gitlab", "https://github.com/acme"),
        ("gitlab", "https://codeberg.org/acme"),
        ("gitlab", "https://GitHub.com/acme"),
    ],
)
def test_an_address_that_contradicts_ci_is_refused(ci, owner):
    """Pipelines of one host do not run at another."""
    [line] = rules.lines({**DEFAULTS, "ci": ci, "repository_owner": owner})

    assert f'and ci is "{ci}"; allowed: ' in line


@pytest.mark.parametrize(
    "owner",
    [
        "https://",
        "https:///acme",
        "https://codeberg.org",
        "https://codeberg.org/acme/sub",
        "https://me:secret@git.example.org/acme",
        "https://git.example.org/acme?tab=all",
        "https://git.example.org/acme#top",
        "https://git.example.org/../acme",
        "https://git.example.org/a b",
        "https://localhost/acme",
        "https://git.example.org:x/acme",
        "https://-git.example.org/acme",
        "ftp://git.example.org/acme",
        "ssh://git@git.example.org/acme",
        "https://git.example.org/" + "a" * 256,
        "https://git.example.org/{{7*7}}",
        "https://git.example.org/a)b",
    ],
)
def test_what_is_no_address_of_an_account_is_refused(owner):
    """An address ends with an account or a group, and has no secret in it."""
    [line] = rules.lines({**DEFAULTS, "ci": "none", "repository_owner": owner})

    assert line.startswith("repository_owner: ")


@pytest.mark.parametrize(
    ("ci", "owner", "slug"),
    [
        ("gitlab", "https://git.example.org/group", "my-package"),
        ("github", "https://github.example.com/acme", "my-package"),
        ("gitlab", "a", "my-package"),
        ("gitlab", "group", "a"),
    ],
)
def test_a_publisher_that_pypi_does_not_take_is_refused(ci, owner, slug):
    """PyPI knows pipelines of two hosts, and its form for GitLab refuses one letter."""
    answers = {**DEFAULTS, "ci": ci, "repository_owner": owner, "project_slug": slug}
    [line] = rules.lines({**answers, "publish_from": "ci"})

    assert line.startswith('publish_from: "ci" is ')
    assert line.endswith('Did you mean "local"?')
    assert rules.lines({**answers, "publish_from": "local"}) == []


@pytest.mark.parametrize(
    ("ci", "owner", "url", "file", "issues"),
    [
        ("github", "acme", "https://github.com/acme/p", "/blob/main/X", "/issues"),
        ("none", "acme", "https://github.com/acme/p", "/blob/main/X", "/issues"),
        ("gitlab", "a/b", "https://gitlab.com/a/b/p", "/-/blob/main/X", "/-/issues"),
        (
            "gitlab",
            "https://git.example.org/a",
            "https://git.example.org/a/p",
            "/-/blob/main/X",
            "/-/issues",
        ),
        (
            "none",
            "https://codeberg.org/me",
            "https://codeberg.org/me/p",
            "/src/branch/main/X",
            "/issues",
        ),
        (
            "none",
            "https://git.example.org/me",
            "https://git.example.org/me/p",
            "",
            "/issues",
        ),
    ],
)
def test_links_follow_the_owner(ci, owner, url, file, issues):
    """Each host has its own addresses of files; at one that nobody knows, it is the repository."""
    answers = {"ci": ci, "repository_owner": owner, "project_slug": "p"}

    assert derive.repository_url(answers) == url
    assert derive.file_url(answers, "X") == url + file
    assert derive.issues_url(answers) == url + issues


@pytest.mark.parametrize(
    ("name", "distribution", "package"),
    [
        ("Acme.Data-Tools", "acme-data-tools", "acme_data_tools"),
        ("My Package", "my-package", "my_package"),
        ("2to3 tools", "2to3-tools", "py_2to3_tools"),
        ("a - _.b", "a-b", "a_b"),
        ("X", "x", "x"),
    ],
)
def test_three_names_follow_from_one(name, distribution, package):
    """Distribution package and import package are derived sensibly."""
    assert derive.distribution_name(name) == distribution
    assert derive.import_name(distribution) == package


@given(st.text(max_size=300))
def test_derived_accounts_always_work(author):
    """Whatever the author is called, an account can be derived that every host allows."""
    account = derive.account_name(author)

    assert rules.problem("repository_owner", account, {"ci": "github"}) is None


@given(
    st.sampled_from(sorted(rules.RULES)),
    st.text() | st.text("aA1.-_ @/'\"\\{}%\u200b\u202e\n\0é🚢", max_size=80),
)
def test_every_text_is_accepted_or_refused(question, text):
    """A rule has an answer to every text, printable, and what it offers works."""
    refusal = rules.refusal(question, text, DEFAULTS)

    assert refusal is None or str(refusal).isprintable()
    assert not (refusal and refusal.offer) or not rules.problem(
        question, refusal.offer, DEFAULTS
    )


@given(st.from_regex(pep440.PATTERN, fullmatch=True))
def test_versions_agree_with_packaging(text):
    """The normal form of a version is that of the packaging library, without local part."""
    assert pep440.normal_form(text) == Version(text).public


@pytest.mark.parametrize(
    "name",
    ["json", "Json", "distutils", "imp", "tomllib", "cgi", "annotationlib", "test"],
)
def test_standard_library_is_known_whatever_python_runs(name):
    """Names of the standard library of an older or a newer Python are refused as well."""
    assert "standard library" in (rules.problem("package_name", name, DEFAULTS) or "")
    assert "standard library" in (
        rules.problem("project_slug", name.lower(), DEFAULTS) or ""
    )


def test_hooks_load_little():
    """The hooks import only the smallest part of the standard library, so they start fast."""
    heavy = [
        "re",
        "json",
        "pathlib",
        "typing",
        "collections",
        "subprocess",
        "dataclasses",
    ]
    code = f"""
import sys
sys.path[0] = sys.argv[1]
import shipyard_template
shipyard_template.load(sys.path[0], "shipyard")
from shipyard import questions, rules
from shipyard.project import finish, next_steps
questions.remember({questions.choices()})
assert not rules.lines({DEFAULTS})
print([name for name in {heavy} if name in sys.modules])
"""
    run = subprocess.run(
        [sys.executable, "-S", "-c", code, questions.template()],
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout == "[]\n"


@pytest.mark.parametrize(
    ("project_name", "spelled"),
    [
        ("Acme.Data", "Acme.Data"),
        ("Flask-Cors", "Flask-Cors"),
        ("my-package", "my-package"),
        ("Tide Tables", "tide-tables"),
        ("Größe", "grosse"),
        ("-odd-", "odd"),
        ("Other", "mine"),
    ],
)
def test_a_name_is_spelled_as_it_was_answered_where_that_is_a_name(
    project_name, spelled
):
    """An index shows the spelling, and compares the normalised form."""
    slug = "mine" if project_name == "Other" else derive.distribution_name(project_name)
    answers = {"project_name": project_name, "project_slug": slug}

    assert derive.spelled_name(answers) == (spelled if spelled != "grosse" else slug)
