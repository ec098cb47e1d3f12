"""The Jinja extension that cookiecutter loads: the filters, and the first check of the answers.

cookiecutter renders more than templates: defaults, choices, answers given as `key=value` or in
a user's configuration, and paths that begin with the user's own folder. All of them pass through
`from_string`, so this is where data is told from templates.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import os
import re
import sys
import time
from collections.abc import Callable, Mapping
from importlib import metadata
from typing import Any

import cookiecutter
from cookiecutter.exceptions import FailedHookException
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.ext import Extension

from . import derive, given, older, pythons, questions, quoting, rules
from .project import options, output_folder, record

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT_FOLDER = "{{cookiecutter.project_slug}}"
PACKAGE = "{{cookiecutter.package_name}}"
CHECK = "{{ cookiecutter | check_answers }}"
DEFAULT = re.compile(r"\{\{ cookiecutter\.(?P<given>\w+) \| (?P<derive>\w+) \}\}")
OLDEST_COOKIECUTTER = (2, 2)  # the first that reads `templates/`
HOOKS = ("pre_gen_project.py", "post_gen_project.py")
Answers = Mapping[str, Any]

# A fifth of any run of cookiecutter is the collection of garbage when the interpreter ends. The
# process ends then, so nothing is left behind; once is enough, however often this is loaded.
atexit.unregister(gc.freeze)
atexit.register(gc.freeze)


class Source:
    """What cookiecutter takes for a template, until it is known what it is."""

    def __init__(self, text: str, render: Callable[[str, Answers], str]) -> None:
        """Take the text, and what turns it into what cookiecutter is to use."""
        self.text = text
        self.turn = render

    def render(self, cookiecutter: Answers, **_: object) -> str:
        """Do what a Jinja template's method of this name does."""
        return self.turn(self.text, cookiecutter)


class ShipyardExtension(Extension):
    """Adds the filters that the template uses, and keeps answers from being templates."""

    def __new__(cls, environment: Environment) -> Any:
        """Return the extension; an older template asks an installed Shipyard, and has its own."""
        folder = older.template() if __package__ == older.ORDINARY_NAME else ""
        if folder:
            return older.extension(folder)(environment)
        return super().__new__(cls)

    def __init__(self, environment: Environment) -> None:
        """Add the filters to cookiecutter's environment, and read its strings before it does."""
        super().__init__(environment)
        refuse_old_cookiecutter()
        environment.bytecode_cache = compiled_templates()
        given.refuse()
        # These are paths of the template, once the answers are known.
        self.unwanted: list[str] = []
        self.is_crufts = False  # cruft records the template by itself.
        self.asked = ""  # What cookiecutter was told to take for a template.
        # cookiecutter goes into the template's folder later.
        self.started = os.getcwd()
        self.compile = environment.from_string
        environment.from_string = self.from_string  # type: ignore[assignment,method-assign]
        # What is rendered once is not worth the time that folding constants takes.
        environment.optimized = False
        environment.globals.update(
            shipyard_home=questions.template(),
            shipyard_choices=questions.choices_read_again(),
        )
        environment.filters.update(
            FILTERS,
            recorded=self.recorded,
            is_recorded=self.is_recorded,
            year=self.year,
        )

    def from_string(self, source: str, *_: object, **__: object) -> Source:
        """Return what cookiecutter may render in place of `source`.

        cookiecutter cannot know what is a template, so it asks for all its strings. Jinja lets an
        extension change a source by `preprocess`, too. That would work, but Jinja would compile
        a program for each answer, choice and path.
        """
        return Source(source, self.turn)

    def turn(self, source: str, answers: Answers) -> str:
        """Return the text for `source`, which is itself when it is an answer."""
        if is_due(source, answers):
            return self.compile(source).render(cookiecutter=answers)
        if not all(question in answers for question in rules.RULES):
            return source
        if source == PROJECT_FOLDER:
            return self.begin(answers)
        if _is_hook(source):
            return self.compile(source).render(cookiecutter=answers)
        if os.path.basename(source) == record.OWN and self.origin is None:
            return ""
        return _path(source, answers, self.unwanted)

    def begin(self, answers: Answers) -> str:
        """Check everything once more where files would begin: a replay file skips the questions."""
        check_answers(answers)
        given.tell_unused(answers)  # Only a replay file can bring such answers here.
        # cruft leaves this out, and writes to folders of its own.
        if "_output_dir" in answers:
            wrong = output_folder.problem(
                os.path.join(answers["_output_dir"], answers["project_slug"])
            )
            if wrong:
                raise FailedHookException(f"project_slug: {wrong}")
        self.unwanted = options.unwanted({**answers, "package_name": PACKAGE})
        self.is_crufts = "_commit" in answers
        self.asked = str(answers.get("_template", ""))
        return str(answers["project_slug"])

    @functools.cached_property
    def origin(self) -> record.Source | None:
        """Where the template comes from, unless nobody else can fetch it or cruft knows it."""
        # cookiecutter renders files inside the template's folder for projects.
        folder = os.path.dirname(os.getcwd())
        return None if self.is_crufts else record.source(folder, self.asked)

    def recorded(self, answers: Answers) -> str:
        """Return the text of the file that says where the template can be fetched."""
        return record.text(self.origin, answers) if self.origin else ""

    def is_recorded(self, _answers: Answers) -> bool:
        """Tell whether the project can be updated: nothing may promise that otherwise."""
        if self.is_crufts:
            return record.public(self.asked) is not None
        return self.origin is not None

    def year(self, answers: Answers) -> str:
        """Return the year of the copyright, which stays when a later year brings an update."""
        begun = record.year(self.started, answers) if self.is_crufts else None
        return begun or str(time.gmtime().tm_year)


def refuse_old_cookiecutter() -> None:
    """Stop before the first question where cookiecutter cannot include files of `templates/`."""
    version = cookiecutter.__version__
    if _number(version) < OLDEST_COOKIECUTTER:
        # Version 2.2.0 calls itself 2.1.2.dev0.
        version = metadata.version("cookiecutter")
    if _number(version) < OLDEST_COOKIECUTTER:
        raise FailedHookException(
            f"This template needs cookiecutter 2.2 or newer, and this is cookiecutter {version}. "
            "The newest starts by: uvx cookiecutter"
        )


def _number(version: str) -> tuple[int, int]:
    major, minor = version.split(".")[:2]
    return int(major), int(minor)


def compiled_templates() -> FileSystemBytecodeCache | None:
    """Return a cache beside Python's own for this package, or None when it cannot be written.

    Compiling is the largest part of generating that can be saved. Jinja compares each source first.
    The files that are kept here have the rights of the compiled modules beside them.
    """
    folder = os.path.join(HERE, "__pycache__")
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return None
    return FileSystemBytecodeCache(folder, "%s.jinja")


def is_due(source: str, answers: Answers) -> bool:
    """Tell whether `source` is the default that comes now, and not an answer that looks like it."""
    if source == CHECK:
        return list(rules.RULES)[-1] in answers
    default = DEFAULT.fullmatch(source)
    if default is None or default["given"] not in answers:
        return False
    for question, (source_question, follow) in rules.DERIVED.items():
        is_this = (
            follow.__name__ == default["derive"] and source_question == default["given"]
        )
        if is_this and question not in answers:
            return True
    return False


def derived(derive: Callable[[str], str]) -> Callable[[object], str]:
    """Return the filter for a default.

    The answer that it follows from may be something else than text. A rule will refuse that.
    """
    return lambda given: derive(str(given or ""))


def check_answers(answers: Answers) -> str:
    """Return nothing when the answers can work, else stop with one line for each that cannot."""
    wrong = rules.lines(answers)
    if wrong:
        raise FailedHookException("\n".join(wrong))
    return ""


def _is_hook(source: str) -> bool:
    """Tell whether this is the text of a hook.

    cookiecutter renders hooks inside the template's folder, so `hooks/` can be read from there.
    """
    if "\n" not in source:
        return False
    for hook in HOOKS:
        with (
            contextlib.suppress(OSError),
            open(os.path.join("hooks", hook), encoding="utf-8") as file,
        ):
            if file.read() == source:
                return True
    return False


def _path(source: str, answers: Answers, unwanted: list[str]) -> str:
    """Return where a file or folder of the template goes.

    Only its own part of the path can hold an answer. The path of a file that nobody wants is empty,
    which tells cookiecutter to leave the file out.
    """
    parts = source.replace(os.sep, "/").split("/")
    tails = ["/".join(parts[start:]) for start in range(len(parts))]
    tail = next((tail for tail in tails if os.path.lexists(tail)), "")
    if os.path.isfile(source) and any(
        tail == path or tail.startswith(f"{path}/") for path in unwanted
    ):
        return ""
    return source[: len(source) - len(tail)] + tail.replace(
        PACKAGE, answers["package_name"]
    )


FILTERS: dict[str, Callable[..., object]] = {
    "distribution_name": derived(derive.distribution_name),
    "import_name": derived(derive.import_name),
    "account_name": derived(derive.account_name),
    "pythons": pythons.since,
    "in_pipelines": pythons.in_pipelines,
    "in_documentation": pythons.in_documentation,
    "outer_pythons": pythons.outer,
    "next_python": pythons.following,
    "is_private": derive.is_private,
    "is_dated": derive.is_dated,
    "spelled_name": derive.spelled_name,
    "repository_url": derive.repository_url,
    "owner_path": derive.owner_path,
    "issues_url": derive.issues_url,
    "file_url": derive.file_url,
    "folder_url": derive.folder_url,
    "repository_pages": derive.repository_pages,
    "check_answers": check_answers,
    "python": quoting.python,
    "toml": quoting.toml,
    "yaml": quoting.yaml,
    "markdown": quoting.markdown,
    "shell": quoting.shell,
    "plain": quoting.plain,
    "text": quoting.text,
}
"""The filters that need no more than an answer; those about this rendering are methods above."""
