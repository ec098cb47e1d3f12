"""The Jinja extension that cookiecutter loads: filters, and the first lock against answers that cannot work.

cookiecutter renders more than templates: defaults, choices, answers given as `key=value` or in a user's
configuration, and paths that begin with the user's own folder. `preprocess` is where Jinja lets an
extension see each source first, so this is where data is told from templates: data is rewritten to a literal.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Mapping
from typing import Any

from cookiecutter import generate
from cookiecutter.exceptions import FailedHookException
from jinja2 import Environment
from jinja2.ext import Extension

from shipyard import choices, filters, finish, names, record, rules, target

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROJECT_FOLDER = "{{cookiecutter.project_slug}}"
CHECK = "{{ cookiecutter | check_answers }}"
DEFAULT = re.compile(r"\{\{ cookiecutter\.\w+ \| (?:distribution_name|import_name|account_name) \}\}")
PLACEHOLDER = re.compile(r"(\{\{cookiecutter\.\w+\}\})")
IGNORED = re.compile(
    r"Invalid default received: (?P<text>.*) provided for choice variable (?P<question>\w+),", re.DOTALL
)
HOOKS = ("pre_gen_project.py", "post_gen_project.py")


class ShipyardExtension(Extension):
    """Adds the filters of the template and its questions, and keeps answers from being templates."""

    def __init__(self, environment: Environment) -> None:
        """Add the filters to cookiecutter's environment."""
        super().__init__(environment)
        refuse_ignored_choices()
        self.unwanted: list[str] | None = None  # Paths of choices not made, once the answers are known.
        environment.optimized = (
            False  # What is rendered once is not worth the time that folding constants takes.
        )
        environment.globals.update(shipyard_home=HOME, shipyard_choices=choices.listed())
        environment.tests["answered"] = answered
        environment.tests["next_question"] = next_question
        environment.filters.update(
            distribution_name=derived(names.distribution_name),
            import_name=derived(names.import_name),
            account_name=derived(names.account_name),
            pythons=names.pythons,
            repository_url=names.repository_url,
            repository_pages=names.repository_pages,
            check_answers=check_answers,
            begin=self.begin,
            recorded=record.recorded,
            python=filters.python,
            toml=filters.toml,
            yaml=filters.yaml,
            markdown=filters.markdown,
            rst=filters.rst,
            shell=filters.shell,
            plain=filters.plain,
            text=filters.text,
        )

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return `source` as it stands when it is a template of Shipyard's, and else as a literal."""
        del filename
        if name is not None:
            return source  # A file of the template.
        if source == PROJECT_FOLDER:
            return _when("cookiecutter is answered", "{{ cookiecutter | begin }}" + source, source)
        if source == CHECK or DEFAULT.fullmatch(source):
            return _when(f"cookiecutter is next_question({filters.python(source)})", source, source)
        if _is_hook(source):
            return _when("cookiecutter is answered", source, "")
        return _literal(source) if self.unwanted is None else _path(source, self.unwanted)

    def begin(self, answers: Mapping[str, Any]) -> str:
        """Check everything once more where files would begin: a replay file skips the questions."""
        check_answers(answers)
        if "_output_dir" in answers:  # cruft leaves it out, and writes to folders of its own.
            wrong = target.problem(os.path.join(answers["_output_dir"], answers["project_slug"]))
            if wrong:
                raise FailedHookException(f"project_slug: {wrong}")
        self.unwanted = finish.unwanted({**answers, "package_name": "{{cookiecutter.package_name}}"})
        return ""


def answered(answers: Mapping[str, Any]) -> bool:
    """Tell whether every question has its answer: before that, all that is rendered are answers."""
    return all(question in answers for question in rules.RULES)


def next_question(answers: Mapping[str, Any], source: str) -> bool:
    """Tell whether `source` is the default that is due now, and not an answer that looks like it."""
    if source == CHECK:
        return list(rules.RULES)[-1] in answers
    derives = source.split()[-2]
    question, given = next(
        (question, given) for question, (given, derive) in rules.DERIVED.items() if derive.__name__ == derives
    )
    return f"cookiecutter.{given} " in source and given in answers and question not in answers


def derived(derive: Callable[[str], str]) -> Callable[[object], str]:
    """Return the filter for a default; what it follows from may be no text, which a rule will refuse."""
    return lambda given: derive(str(given or ""))


def refuse_ignored_choices() -> None:
    """Stop before the first question when cookiecutter has ignored a choice in the user's configuration.

    It only warns of it, goes on with the default, and ignores whatever the configuration says after it. The
    memory that Python keeps of warnings is the one place where this can still be seen.
    """
    warned = vars(generate).get("__warningregistry__", {})
    for key in [key for key in warned if isinstance(key, tuple)]:
        found = IGNORED.match(str(key[0]))
        if found and found["question"] in rules.RULES:
            del warned[key]  # Who corrects it in the same process is not to be refused again.
            wrong = rules.problem(found["question"], found["text"], {})
            raise FailedHookException(f"{found['question']}: in your configuration {wrong}")


def check_answers(answers: Mapping[str, Any]) -> str:
    """Return nothing when the answers can work, and else stop with one line for each that cannot."""
    wrong = rules.lines(answers)
    if wrong:
        raise FailedHookException("\n".join(wrong))
    return ""


def _when(condition: str, template: str, text: str) -> str:
    return f"{{% if {condition} %}}{template}{{% else %}}{_literal(text)}{{% endif %}}"


def _literal(text: str) -> str:
    """Return a Jinja expression that renders to exactly `text`; Jinja decodes it as `unicode_escape`."""
    escaped = text.encode("unicode_escape").decode("ascii").replace('"', '\\"')
    return f'{{{{ "{escaped}" }}}}' if text else ""


def _is_hook(source: str) -> bool:
    """Tell whether this is the text of a hook: cookiecutter renders it inside the template's folder."""
    if "\n" not in source:
        return False
    for hook in HOOKS:
        with contextlib.suppress(OSError), open(os.path.join("hooks", hook), encoding="utf-8") as file:
            if file.read() == source:
                return True
    return False


def _path(source: str, unwanted: list[str]) -> str:
    """Return the template for a path: only the part that exists in the template's folder can hold answers.

    The path of a file that nobody wants is empty, which is how cookiecutter is told to leave a file out.
    """
    parts = source.replace(os.sep, "/").split("/")
    tails = ["/".join(parts[start:]) for start in range(len(parts))]
    tail = next((tail for tail in tails if os.path.lexists(tail)), "")
    if os.path.isfile(source) and any(tail == path or tail.startswith(f"{path}/") for path in unwanted):
        return ""
    pieces = [piece if PLACEHOLDER.fullmatch(piece) else _literal(piece) for piece in PLACEHOLDER.split(tail)]
    return _literal(source[: len(source) - len(tail)]) + "".join(pieces)
