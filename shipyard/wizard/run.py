"""One run of `shipyard new`: flag, else ask, else default; then the project and what comes next."""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from shipyard.wizard import guesses, identity, making
from shipyard.wizard.answers import Answers
from shipyard.wizard.catalogue import Question
from shipyard.wizard.terminal import has_terminal

if TYPE_CHECKING:
    from shipyard.wizard.lookup import Lookup  # slow to start


class Refused(Exception):  # noqa: N818 - it is an answer, not an accident
    """Why nothing was made, in words for a person."""

    def __init__(self, words: str, *, status: int = 1) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True)
class Options:
    """What was asked for beside answers."""

    yes: bool = False
    answers_file: Path | None = None
    save_answers: Path | None = None
    dry_run: bool = False
    check: bool = False
    output_dir: Path = Path()


def new(questions: list[Question], flags: Mapping[str, str], options: Options) -> int:
    """Make a project and return the exit status."""
    try:
        refuse_places(options)
        answers = known(questions, flags, options.answers_file)
        if not options.yes:
            options = ask(answers, options)
        refuse(answers.problems())
        if options.save_answers:
            save(answers, options.save_answers)
        if options.dry_run:
            print("\n".join([*making.preview(answers), "", dumped(answers).rstrip()]))
            return 0
        return finish(answers, options)
    except (Refused, making.CannotMakeError) as reason:
        print(reason, file=sys.stderr)
        return getattr(reason, "status", 1)


def refuse_places(options: Options) -> None:
    """Stop before the first question when the options cannot work, or would lose a file."""
    try:
        Path.cwd()
    except FileNotFoundError:
        raise Refused(
            "The current folder does not exist any more: cd to another one"
        ) from None
    if options.save_answers and options.dry_run:
        raise Refused(
            "--save-answers writes a file, and --dry-run writes nothing: leave one of them out",
            status=2,
        )
    if options.save_answers and os.path.lexists(options.save_answers):
        raise Refused(
            f"{options.save_answers} exists already and stays as it is: name a new file"
        )


def known(
    questions: list[Question], flags: Mapping[str, str], answers_file: Path | None
) -> Answers:
    """The answers that were given; flags go before the file.

    Raises `Refused` at once when one of them cannot work.
    """
    answers = Answers(questions, guesses=guesses.gather(Path.cwd()))
    from_file = load(answers_file, answers) if answers_file else {}
    for name, text in {**from_file, **flags}.items():
        answers.give(name, text)
    wrong = {name: answers.problem(name, text) for name, text in answers.given.items()}
    refuse({name: problem for name, problem in wrong.items() if problem})
    return answers


def refuse(wrong: Mapping[str, str]) -> None:
    """Raise `Refused` with a line for each answer that is wrong."""
    if wrong:
        raise Refused(
            "\n".join(f"{name}: {problem}" for name, problem in wrong.items())
        )


def load(path: Path, answers: Answers) -> dict[str, str]:
    """Read an answers file. Every number is read as text, so that `3.10` stays what it is."""
    import yaml  # slow to start, like the other imports inside functions here

    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            content = json.loads(text, parse_int=str, parse_float=str)
        else:
            content = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - only text comes out
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise Refused(
            f"{path} cannot be read: {' '.join(str(error).split())}"
        ) from error
    if not isinstance(content, dict):
        raise Refused(
            f"{path} has no answers: write lines such as `project_name: Tide Tables`"
        )
    unknown = [name for name in content if name not in answers.questions]
    if unknown:
        raise Refused(
            f"{path} has {', '.join(unknown)}, which are not questions. "
            f"The questions are: {', '.join(answers)}"
        )
    return content


def save(answers: Answers, path: Path) -> None:
    """Write the answers so that `load` reads them."""
    if path.suffix == ".json":
        text = json.dumps(dict(answers), indent=2, ensure_ascii=False) + "\n"
    else:
        text = dumped(answers)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}") from error


def dumped(answers: Mapping[str, str]) -> str:
    """Return the text of an answers file."""
    import yaml

    return yaml.safe_dump(
        dict(answers), sort_keys=False, allow_unicode=True, width=1000
    )


def ask(answers: Answers, options: Options) -> Options:
    """Hold the conversation; return the options as they are after it."""
    if not has_terminal():
        raise Refused(without_terminal(answers, options.output_dir), status=2)
    from shipyard.wizard.conversation import Conversation

    conversation = Conversation(
        answers, options.output_dir, name_hint=guesses.folder_name(Path.cwd())
    )
    try:
        wants_check = conversation.hold()
    except Exception as error:
        if cannot_drive(error):
            raise Refused(
                without_terminal(answers, options.output_dir), status=2
            ) from error
        raise
    if not options.dry_run:
        identity.remember(answers)
    return replace(
        options, output_dir=conversation.place(), check=options.check or wants_check
    )


def cannot_drive(error: BaseException) -> bool:
    """Whether this is prompt_toolkit's error for a window that it cannot draw in.

    mintty on Windows is such a window.
    """
    return any(
        kind.__name__ == "NoConsoleScreenBufferError" for kind in type(error).__mro__
    )


def without_terminal(answers: Answers, output_dir: Path) -> str:
    """What to type where nobody can be asked: the whole command."""
    flags = [
        f"{answers.questions[name].flag} {shlex.quote(answers[name])}"
        for name in answers
    ]
    where = (
        [f"--output-dir {shlex.quote(str(output_dir))}"] if output_dir != Path() else []
    )
    command = " \\\n    ".join(["shipyard new --yes", *flags, *where])
    return f"Cannot ask questions: this is not a terminal. Answer with flags:\n\n  {command}\n"


def finish(answers: Answers, options: Options) -> int:
    """Make the project, run its checks if wanted, and say what comes next.

    In the conversation the name was looked up. Without one, the index is asked meanwhile.
    """
    from shipyard.wizard.lookup import Lookup

    lookup = Lookup(answers["project_slug"]) if options.yes else None
    try:
        status = make(answers, options)
        if lookup:
            warn(answers, lookup)
    finally:
        if lookup:
            lookup.stop()
    return status


def warn(answers: Answers, lookup: Lookup) -> None:
    """Say what speaks against an answer that nobody was asked for, as far as it is known by now."""
    from shipyard.wizard.lookup import resembles

    warnings = [
        f'{name} is "{answers[name]}", because {problem}'
        for name, problem in answers.not_taken().items()
    ]
    name_warning = lookup.warning() or resembles(lookup.name)
    if name_warning:
        warnings.append(name_warning)
    sys.stdout.flush()  # where both go to one file or pipe, the order stays
    for warning in warnings:
        print(f"Warning: {warning}", file=sys.stderr)


def make(answers: Answers, options: Options) -> int:
    """Make the project, and say everything about it."""
    from shipyard.wizard import afterwards

    print(
        f"Creating {options.output_dir / answers['project_slug']} ...",
        end=" ",
        flush=True,
    )
    try:
        made = making.make(answers, options.output_dir)
    except BaseException:
        print(flush=True)
        raise
    print(
        f"{made.files} files" + (", and the first commit" if made.git.is_made else "")
    )
    for problem in made.problems:
        print(problem)
    status = 0
    try:
        if options.check and not afterwards.run_checks(made.project.resolve()):
            status = 1
    except KeyboardInterrupt:
        print("\nStopped. The project is complete.")
        status = 130
    print("\n".join(afterwards.next_lines(answers, made, Path.cwd())))
    print(f"\nTo give the same answers again: {repeated(answers, options.output_dir)}")
    return status


def repeated(answers: Answers, output_dir: Path) -> str:
    """One line that gives the same answers on any machine.

    What a machine would guess is always in it, and of the others what differs from the default.
    """
    other = Answers(answers.questions.values())
    for name, text in answers.items():
        if name in answers.guesses or text != other[name]:
            other.give(name, text)
    return shlex.join(["shipyard", "new", "--yes", *_words(other, output_dir)])


def _words(answers: Answers, output_dir: Path) -> list[str]:
    """Return the flags for what was given, and for the folder."""
    words = []
    for name, text in answers.given.items():
        words += [answers.questions[name].flag, text]
    if output_dir != Path():
        words += ["--output-dir", str(output_dir)]
    return words
