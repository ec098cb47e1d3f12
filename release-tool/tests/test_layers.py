"""Imports go down, words are in one place, and one module speaks to each library that may move."""

from __future__ import annotations

import ast
import re
import subprocess
import venv
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from shipyard_release import embedded_index, public_interface, twine, words
from shipyard_release.errors import Stop

SOURCE = Path(__file__).resolve().parents[1] / "src/shipyard_release"
# From the ground up: a module imports from its own layer or from one before it.
LAYERS = {
    "knowledge": {
        "__init__",
        "branches",
        "bridge",
        "changelog",
        "errors",
        "headings",
        "layout",
        "links",
        "names",
        "settings",
        "table",
        "version",
        "version_file",
        "version_tags",
        "workflows",
    },
    "world": {
        "begun",
        "build",
        "credentials",
        "distributions",
        "embedded_index",
        "environments",
        "git",
        "hosts",
        "index",
        "index_rules",
        "isolated",
        "listing",
        "process",
        "public_interface",
        "reading",
        "refusals",
        "remote_words",
        "system_keyring",
        "token",
        "twine",
    },
    "steps": {
        "checks",
        "choice",
        "contents",
        "preflight",
        "project_state",
        "pull_request",
        "publisher",
        "readme",
        "recommendation",
        "rehearsal",
        "state",
        "tag_trial",
        "version_search",
        "discovery",
        "mirrors",
        "page",
        "provenance",
        "steps",
        "tryout",
        "verification",
        "yanking",
    },
    "command line": {"cli", "console", "options", "prompt", "typed", "words"},
    "starters": {"__main__", "ask_keyring", "build_requirements", "look"},
}
ORDER = list(LAYERS)


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield each module of the tool by its name."""
    for path in sorted(SOURCE.glob("*.py")):
        yield path.stem, ast.parse(path.read_text(encoding="utf-8"))


def layer_of(name: str) -> int:
    """Return the number of a module's layer, counted from the ground."""
    return next(number for number, layer in enumerate(ORDER) if name in LAYERS[layer])


def imports(module: ast.Module) -> set[str]:
    """Return the names of the tool's own modules that one imports."""
    found: set[str] = set()
    names = {path.stem for path in SOURCE.glob("*.py")}
    for node in ast.walk(module):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith(
            "shipyard_release"
        ):
            continue
        inside = str(node.module).removeprefix("shipyard_release").strip(".")
        found |= {inside} if inside else {alias.name for alias in node.names} & names
    return found


def libraries(module: ast.Module) -> set[str]:
    """Return the top names of everything else that a module imports."""
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def below_the_command_line() -> Iterator[tuple[str, ast.AST]]:
    """Yield each node of each module below the command line, with the module's name."""
    top = ORDER.index("command line")
    for name, module in modules():
        if layer_of(name) < top:
            for node in ast.walk(module):
                yield name, node


def test_every_module_has_a_layer():
    """A new module is put on a floor on purpose."""
    known = set().union(*LAYERS.values())

    assert {name for name, _ in modules()} == known


def test_imports_go_down():
    """No module imports from a layer above its own."""
    upward = [
        f"{name} imports {other}"
        for name, module in modules()
        for other in imports(module)
        if layer_of(other) > layer_of(name)
    ]

    assert upward == []


def test_nothing_below_the_command_line_prints():
    """Only the command line and the starters print, ask, or know the terminal."""
    speaking = [
        (name, node.lineno)
        for name, node in below_the_command_line()
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in {"input", "print"}
    ]
    using = [name for name, module in modules() if "rich" in libraries(module)]

    assert speaking == []
    assert using == ["console"]


def test_nothing_below_the_command_line_writes_commands():
    """No text below the command line looks like what somebody types after make."""
    command = re.compile(r"\bmake (release|verify|token|build|preflight)\b|\bTO=")
    texts = [
        (name, node.value)
        for name, node in below_the_command_line()
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]

    assert [(name, text) for name, text in texts if command.search(text)] == []


def test_the_options_need_the_standard_library_alone():
    """What is typed is checked before the environment of the tool is made."""
    for name, module in modules():
        if name in {"names", "options"}:
            assert imports(module) <= {"names"}
            assert "packaging" not in libraries(module)


@pytest.mark.parametrize(
    ("library", "home"), [("twine", "twine"), ("pypiserver", "embedded_index")]
)
def test_a_library_that_may_move_is_spoken_to_in_one_module(library, home):
    """A release of twine or pypiserver that moves something is met in one place."""
    texts = {
        path.stem: path.read_text(encoding="utf-8") for path in SOURCE.glob("*.py")
    }
    pattern = re.compile(
        rf'import_module\("{library}|"{library}[."]|^import {library}', re.MULTILINE
    )
    speaking = [name for name, text in texts.items() if pattern.search(text)]

    assert speaking == [home]


def test_a_part_of_twine_that_is_missing_is_one_line(monkeypatch):
    """A message about a changed environment of the tool says what to remove."""
    monkeypatch.delattr(import_module("twine.utils"), "get_config")

    with pytest.raises(Stop) as stop:
        twine.sections()

    assert stop.value.kind == "twine-changed"
    assert words.sentence(stop.value.problem).count("\n") == 0
    assert stop.value.problem.can_repeat


def test_a_part_of_pypiserver_that_is_missing_is_one_line(monkeypatch, tmp_path):
    """The same for the index of a rehearsal."""
    monkeypatch.delattr(import_module("pypiserver"), "app")

    with pytest.raises(Stop) as stop, embedded_index.serve(tmp_path / "index"):
        pass

    assert stop.value.kind == "pypiserver-changed"


SPEAKING = {
    "Message",
    "Problem",
    "Refusal",
    "Rule",
    "Stop",
    "Unclear",
    "_problem",
    "lost",
    "told_as",
}
"""What is made with a kind of message first."""


def kinds() -> set[str]:
    """Return every kind of message in the source."""
    found: set[str] = set()
    for _, module in modules():
        for node in ast.walk(module):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name in SPEAKING:
                found |= (
                    {str(first.value)} if isinstance(first, ast.Constant) else set()
                )
    return found


def labels() -> set[str]:
    """Return every label of a remedy in the source."""
    found: set[str] = set()
    for _, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {
                "Again",
                "Delete",
                "Edit",
                "Git",
                "Person",
                "Tool",
                "Variables",
                "Visit",
            }:
                texts = [*node.args[1:], *(word.value for word in node.keywords)]
                texts += node.args if getattr(node.func, "id", "") == "Person" else []
                found |= {
                    text.value
                    for text in texts
                    if isinstance(text, ast.Constant) and isinstance(text.value, str)
                }
    return found


def test_every_message_has_words_and_no_word_is_left_over():
    """A kind without words would be a traceback, and words without a kind are dead."""
    spoken = words.SENTENCES.keys() | words.SPECIAL.keys()
    dynamic = {
        "tag-refused",
        "tag-refused-first",
        "verified-bytes",
        "verified-contents",
    }
    dynamic |= {"licence-not-in-wheel", "no-licence", "signature-unverified"}
    dynamic |= {"signature-verified", "commit-verified", "commit-unverified"}
    dynamic |= {"push-partly", "tag-partly"}
    dynamic |= {"not-visible-yet", "not-published-yet", "program-failed"}
    dynamic |= {*public_interface.PARAMETERS.values()}
    dynamic |= {"other-bytes-listed", "other-bytes-downloaded"}

    assert kinds() - spoken == set()
    assert spoken - kinds() - dynamic == set()


def test_every_label_has_words_and_no_word_is_left_over():
    """The same for what a remedy is for."""
    unused = words.LABELS.keys() - labels() - {""}

    assert labels() - words.LABELS.keys() == set()
    assert unused == set()


def test_every_step_has_a_promise():
    """The plan tells what each step does."""
    names = re.findall(
        r'^[A-Z]+ = Step\("(\w+)"', (SOURCE / "steps.py").read_text(), re.MULTILINE
    )

    assert set(names) == words.PROMISES.keys()


def test_the_readme_shows_every_module():
    """The picture of the layers leaves no module out."""
    readme = (SOURCE.parents[1] / "README.md").read_text(encoding="utf-8")
    picture = readme.split("Four layers")[1].split("```")[1]
    shown = {"__init__", *LAYERS["starters"], *re.findall(r"\w+", picture)}

    assert {name for name, _ in modules()} - shown == set()


def test_an_environment_that_is_not_whole_is_told_in_two_lines(tmp_path):
    """A package of the tool's environment can get lost; the start says what to delete."""
    venv.create(tmp_path / "env", with_pip=False)
    python = next(tmp_path.glob("env/*/python"))
    command = [str(python), "-I", str(SOURCE / "__main__.py"), "status"]

    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=tmp_path
    )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert f"Delete {tmp_path / 'env'}; the next command makes it again." in done.stderr
