"""Every text that works comes out exactly, in every file of a project generated for real."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shipyard import derive, rules
from testkit import baking
from testkit.corpus import WORK
from testkit.shell import complete
from tests.quoting.exactness import differences, unclean

# Each night's run is another one, and SHIPYARD_SEED=20261123 make test-all repeats that of a day.
SEED = int(os.environ.get("SHIPYARD_SEED") or f"{dt.datetime.now(dt.UTC):%Y%m%d}")
PARTS = 8
NASTY = "\\\"'`*_{}[]()<>#+-.!|~&;:$%@^=/?, aZ09é🚢\u0301ע\u2019"


def hands() -> list[dict[str, str]]:
    """Deal the corpus into sets of answers, until every text of every question was dealt once."""
    dealt = random.Random(SEED)  # noqa: S311
    piles = {
        question: dealt.sample(texts, len(texts)) for question, texts in WORK.items()
    }
    rounds = max(map(len, piles.values()))
    endless = {question: itertools.cycle(pile) for question, pile in piles.items()}
    return [
        {question: next(texts) for question, texts in endless.items()}
        for _ in range(rounds)
    ]


def wrong(folder: Path, given_answers: dict[str, str]) -> list[str]:
    """Generate a project with these answers and return each difference, with the answers."""
    project = baking.bake(folder, **given_answers)
    return [
        f"{found}\n    with {given_answers!r}"
        for found in differences(project, complete(given_answers))
    ]


@pytest.fixture(name="git_identity", autouse=True)
def _git_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A git identity and no other configuration, in a folder where text that runs would show."""
    config = tmp_path / "gitconfig"
    config.write_text("[user]\n\tname = Test Person\n\temail = test@example.com\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.chdir(tmp_path)


def generations(folder: Path, dealt: list[dict[str, str]]) -> Iterator[str]:
    """Yield what is wrong with the projects of these answers."""
    for number, answers in enumerate(dealt):
        yield from wrong(folder / str(number), answers)


def test_a_sample_of_the_corpus_is_exact(tmp_path):
    """A handful of the corpus, another one each day, comes out exactly."""
    assert list(generations(tmp_path, hands()[:6])) == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_the_corpus_is_exact(tmp_path, part):
    """Every text of the corpus comes out exactly."""
    assert list(generations(tmp_path, hands()[part::PARTS])) == []


@pytest.mark.parametrize("question", ["description", "author_name"])
def test_every_text_at_once_keeps_its_own_checks(tmp_path, question):
    """The project's own linter and formatter have nothing to say, whatever its texts."""
    text = (
        max(WORK[question], key=len) if question == "author_name" else WORK[question][2]
    )
    project = baking.bake(tmp_path, **{question: text})

    assert unclean(project) == ""


texts = st.text(st.sampled_from(NASTY), min_size=1, max_size=40) | st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=40
)


@pytest.mark.slow
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=False,
)
@given(description=texts, author_name=texts)
def test_texts_nobody_thought_of_are_exact_or_refused(description, author_name):
    """Any text at all is either refused by a rule, or comes out exactly."""
    answers = {
        question: text
        for question, text in {
            "description": description,
            "author_name": author_name,
        }.items()
        if rules.problem(question, text, {}) is None
    }
    with tempfile.TemporaryDirectory() as folder:
        found = wrong(Path(folder), answers)

    assert found == []


@pytest.mark.parametrize("ci", ["github", "gitlab", "none"])
def test_texts_are_exact_for_each_provider(tmp_path, ci):
    """Hostile texts are exact with each provider, and reach no pipeline, Makefile or setting."""
    hostile = {
        "description": "${{ github.token }} $(touch pwned) `touch pwned` \\",
        "author_name": 'O\'Brien "${CI_JOB_TOKEN}"',
        "author_email": "o'brien+$id{{x}}@example.com",
    }

    assert wrong(tmp_path / "hostile", {**hostile, "ci": ci}) == []
    assert pipelines(tmp_path / "hostile") == pipelines(
        baking.bake(tmp_path / "tame", ci=ci).parent
    )


def pipelines(folder: Path) -> list[bytes]:
    """Return what the pipelines, the Makefile and the tools in this folder's project say."""
    kinds = (
        "*.yml",
        "*.yaml",
        ".gitlab-ci.yml",
        "Makefile",
        "renovate.json",
        "*.in",
        "*.toml",
    )
    paths: set[Path] = set()
    for kind in kinds:
        paths |= set((folder / "my-package").rglob(kind))
    return sorted(path.read_bytes() for path in paths)


@pytest.mark.parametrize(
    "name",
    ["{{ 7*7 }}", "{{cookiecutter.project_slug}}", "{% x", "{#", "a'b\"c$d", "Größe ü"],
)
def test_output_folders_keep_their_names(tmp_path, name):
    """A folder that cookiecutter is to write to is not a template either."""
    project = baking.bake(tmp_path / name, package_name="other")

    assert project == tmp_path / name / "my-package"
    assert differences(project, complete({"package_name": "other"})) == []


def test_answers_that_look_like_defaults_are_text(tmp_path):
    """Even the exact defaults of cookiecutter.json are only text as another answer."""
    sources = [
        text
        for text in baking.QUESTIONS.values()
        if isinstance(text, str) and "{{" in text
    ]
    found = itertools.chain.from_iterable(
        wrong(
            tmp_path / str(number),
            {"description": source, "author_name": source.upper()},
        )
        for number, source in enumerate(sources)
    )

    assert len(sources) >= 4
    assert list(found) == []


def test_names_are_derived_as_documented(tmp_path):
    """One name gives three: what was typed, the distribution package and the import package."""
    project = baking.bake(tmp_path, project_name="Acme.Data-Tools")

    assert (
        project.name == derive.distribution_name("Acme.Data-Tools") == "acme-data-tools"
    )
    assert (project / "src" / "acme_data_tools" / "_version.py").is_file()
