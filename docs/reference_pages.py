"""The pages of reference, written from what the programs themselves read.

Sphinx calls this before it reads the pages, so a page cannot say anything else than the program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from shipyard_release import options, table, words

from shipyard.wizard import catalogue

MADE = "<!-- Made by docs/reference_pages.py; change what it reads instead. -->\n"


def write(folder: Path) -> None:
    """Write every page to a folder, and leave a page alone that says the same already."""
    folder.mkdir(exist_ok=True)
    for name, text in pages().items():
        path = folder / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def pages() -> dict[str, str]:
    """Return the text of each page, by the name of its file without the ending."""
    made = {
        "questions": _questions(),
        "settings": _settings(),
        "commands": _commands(),
        "exit-statuses": _exit_statuses(),
        "messages": _messages(),
    }
    return {
        name: MADE + "\n".join(lines).rstrip() + "\n" for name, lines in made.items()
    }


def _questions() -> Iterator[str]:
    yield "# The questions\n"
    yield "Each question is asked by `shipyard new` and by cookiecutter, and is a flag of both"
    yield "(`--project-name` of `shipyard new`, `project_name=` of cookiecutter).\n"
    yield "`shipyard questions --json` prints the same for a program."
    for question in catalogue.load():
        yield f"\n## `{question.name}`\n"
        yield f"{question.prompt}\n"
        yield from _answers(question)
        yield "What is allowed:\n"
        yield from (f"* {rule}" for rule in question.rules)


def _answers(question: catalogue.Question) -> Iterator[str]:
    """Yield what an answer can be, and what it is without one."""
    if question.choices:
        yield from _rows(("answer", "meaning"), question.choices.items())
        yield ""
    if question.follows:
        yield f"Default: follows from `{question.follows}`.\n"
    else:
        yield f"Default: `{question.default}`\n"


def _settings() -> Iterator[str]:
    yield "# The settings\n"
    yield f"The table `[{table.NAME}]` of pyproject.toml. Paths are relative to the project."
    yield "An unknown key, a missing one or a wrong type stops every command.\n"
    yield "`shipyard rehearse PATH` takes each of them as an option, such as `--tag`.\n"
    rows = (
        (f"`{name}`", _default(key), f"{key.meaning}")
        for name, key in table.KEYS.items()
    )
    yield from _rows(("key", "default", "meaning"), rows)


def _default(key: table.Key) -> str:
    """Return the default of a setting as pyproject.toml would have it, or where it is read."""
    if key.shown:
        return key.shown
    if isinstance(key.default, bool):
        return f"`{str(key.default).lower()}`"
    return (
        "`" + str(key.default or '""').replace("'", '"') + "`"
        if key.default
        else "none"
    )


def _commands() -> Iterator[str]:
    yield "# The commands\n"
    yield "Of a project with the release tool. What is a setting of make is an option without it:"
    yield "`make release BUMP=minor YES=1` is `python tools/release.py release --bump minor --yes`."
    yield "An option that a command does not honour is refused."
    for name, command in options.COMMANDS.items():
        if name in options.FOR_PROGRAMS:
            continue
        yield f"\n## `{name}`\n"
        yield f"{command.help[:1].upper()}{command.help[1:]}.\n"
        typed = f"`python tools/release.py {name}`"
        if command.target:
            yield f"With make: `make {command.target}`. Without: {typed}.\n"
        else:
            yield f"Without make: {typed}.\n"
        rows = (
            (f"`{options.setting(each)}=`", f"`--{each}`", options.OPTIONS[each].help)
            for each in command.options
        )
        yield from _rows(("with make", "without", "meaning"), rows)


def _exit_statuses() -> Iterator[str]:
    yield "# Exit statuses\n"
    yield "Of `python tools/release.py`, and of `shipyard rehearse` and its like. make itself turns"
    yield "every status but 0 into 2, so a script calls the program.\n"
    rows = (line.split(maxsplit=1) for line in options.STATUSES.splitlines()[1:])
    yield from _rows(("status", "meaning"), rows)


def _messages() -> Iterator[str]:
    yield "# Messages of the release tool\n"
    yield "Each has a name, which stays when its words are improved. Braces hold what is filled in."
    yield "A message that is built from several parts has no row.\n"
    rows = ((f"`{kind}`", _one_line(text)) for kind, text in words.SENTENCES.items())
    yield from _rows(("name", "what it says"), rows)


def _one_line(text: str) -> str:
    """Return a message as code that fits into a cell of a table."""
    plain = " ".join(text.replace("{{", "{").replace("}}", "}").split())
    return f"`` {plain} ``"


def _rows(heading: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a table in Markdown; a bar within a cell is escaped."""
    names = list(heading)
    yield _row(names)
    yield "|---" * len(names) + "|"
    yield from (_row(cells) for cells in rows)


def _row(cells: Iterable[str]) -> str:
    escaped = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"
