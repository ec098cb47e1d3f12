"""Each filter's text is read back by the real parser of that kind of file as exactly the answer."""

from __future__ import annotations

import ast
import shlex
import subprocess
import sys
import tomllib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from shipyard import quoting
from testkit.corpus import LINES

# What rules let through: one line, with no spaces around it. It is made of parsers' own characters.
NASTY = "\\\"'`*_{}[]()<>#+-.!|~&;:$%@^=/?, aZ09é🚢\u200d\u00a0\u0301ע\u2019"
lines = st.text(st.sampled_from(NASTY), min_size=1, max_size=30) | st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1
)
answers = st.sampled_from(LINES) | lines.map(str.strip).filter(bool)


@given(answers)
def test_python_literals(text):
    """A Python literal is the answer, on one line."""
    literal = quoting.python(text)

    assert ast.literal_eval(literal) == text
    assert literal.isprintable()


def test_python_literals_are_formatted():
    """`ruff format` leaves Python literals as they are."""
    module = "".join(f"x = {quoting.python(text)}\n" for text in LINES)
    command = [
        sys.executable,
        "-m",
        "ruff",
        "format",
        "--isolated",
        "--line-length=320",
        "-",
    ]
    run = subprocess.run(
        command,
        input=module,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )

    assert run.stdout == module


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("plain", '"plain"'),
        ("O'Brien", '"O\'Brien"'),
        ('the "best"', "'the \"best\"'"),
        ("\\", '"\\\\"'),
        ("Größe 日本 🚢", '"Größe 日本 🚢"'),
        ("a\u200db", '"a\\u200db"'),
        ("a\u00a0b", '"a\\xa0b"'),
    ],
)
def test_python_literals_read_as_written_by_hand(text, literal):
    """Quotes are chosen as people choose them, and what can be seen stays as it is."""
    assert quoting.python(text) == literal


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists)
    | st.dictionaries(st.text(), st.text())
)
def test_python_values(value):
    """Lists, dicts, numbers and the like are written as Python literals, too."""
    assert ast.literal_eval(quoting.python(value)) == value


@given(answers)
def test_toml_strings(text):
    """A TOML string is the answer."""
    assert tomllib.loads(f"x = {quoting.toml(text)}") == {"x": text}


@given(st.lists(answers))
def test_toml_and_yaml_lists(texts):
    """Lists of answers are arrays in TOML and flow sequences in YAML."""
    assert tomllib.loads(f"x = {quoting.toml(texts)}") == {"x": texts}
    assert yaml.safe_load(f"x: {quoting.yaml(texts)}") == {"x": texts}


@given(answers)
def test_yaml_scalars(text):
    """A YAML scalar is the answer, and always text."""
    assert yaml.safe_load(f"x: {quoting.yaml(text)}\n") == {"x": text}
    assert yaml.safe_load(f"- {quoting.yaml(text)} # comment\n") == [text]


@given(answers)
def test_shell_words(text):
    """A shell word is the answer."""
    assert shlex.split(f"echo {quoting.shell(text)}") == ["echo", text]


def test_shell_words_in_a_shell():
    """A real shell prints every answer as it is, and runs none of them."""
    script = "".join(f"printf '%s\\n' {quoting.shell(text)}\n" for text in LINES)
    run = subprocess.run(
        ["sh"],
        input=script,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )

    assert run.stdout.splitlines() == [*LINES]
    assert run.stderr == ""


def shown(markdown: str) -> str:
    """Return the text that a reader of this Markdown sees on GitHub."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    inline = [token for token in tokens if token.type == "inline"]
    if [
        token.type for token in tokens if token.level == 0 and token.nesting >= 0
    ] not in (
        ["paragraph_open"],
        ["heading_open"],
        ["bullet_list_open"],
    ):
        return f"not one block: {markdown!r}"
    children = inline[0].children or []
    return "".join(
        child.content if child.type in {"text", "text_special"} else f"<{child.type}>"
        for child in children
    )


@given(answers)
def test_markdown(text):
    """Markdown shows the answer as text, in a paragraph, a heading and a list."""
    escaped = quoting.markdown(text)

    assert shown(escaped) == text
    assert shown(f"# {escaped}") == text
    assert shown(f"- {escaped}") == text
    assert shown(f"Written by {escaped}.") == f"Written by {text}."


@pytest.mark.parametrize(
    "text",
    [
        "Acme.Data-Tools",
        "my_package",
        "O'Brien",
        "a + b = c",
        "C# and F#x",
        "50 %",
        "(x)",
    ],
)
def test_markdown_is_not_escaped_without_need(text):
    """What Markdown does not take for a mark stays as people write it."""
    assert quoting.markdown(text) == text


@pytest.mark.parametrize("text", ["", "a b", "a/b", "a$b", "é", "a\nb", "a'b", "a;b"])
def test_plain_takes_only_plain_names(text):
    """What is more than a plain name stops the generation rather than reach a file as it is."""
    with pytest.raises(ValueError, match="is not a plain name"):
        quoting.plain(text)
