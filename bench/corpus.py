"""Type the corpus of answers into any cookiecutter templates and count what becomes of it.

python -m bench.corpus [--sample N] FOLDER...   (Shipyard itself when no folder is named)

A template is right about a text when it refuses it (an exit status, no traceback, nothing on the
disk) or carries it exactly: the wheel builds, its METADATA says the text but for spaces around it,
and its package can be imported. A refusal with a traceback is counted apart, and everything else
has failed. Answers reach cookiecutter as typed ones do; the wheels are built in this environment.
"""

from __future__ import annotations

import argparse
import collections
import datetime as dt
import email.parser
import email.utils
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from packaging.utils import canonicalize_name

from bench.frame import scratch, user_environment
from testkit.corpus import REFUSED, WORK
from testkit.tree import ROOT

# What templates call our questions; the first that a template asks is taken.
CALLED = {
    "description": ("description", "project_short_description", "project_description"),
    "author_name": ("author_name", "full_name", "author"),
    "author_email": ("author_email", "email"),
    "version": ("version", "first_version"),
}
# Choices that need no more than setuptools or hatchling to build.
SIMPLE = {"backend": "setuptools", "vcs": False}
OUTCOMES = ("refused", "exact", "traceback", "failed")
# cookiecutter, with somebody who types one answer and presses Enter at the other questions.
TYPIST = """
import json, sys
from cookiecutter import cli, prompt
typed = json.loads(sys.argv.pop())
prompt.read_user_variable = lambda name, default, *rest: typed.get(name, default)
prompt.read_user_yes_no = prompt.read_user_variable
prompt.read_user_choice = lambda name, options, *rest: typed.get(name, options[0])
cli.main()
"""
# Imports a package out of a wheel, and out of nothing else.
IMPORT = """
import importlib, sys
sys.path[:0] = [{wheel!r}]
package = importlib.import_module({package!r})
assert package.__file__.startswith(sys.path[0])
"""


def main() -> None:
    """Try each template that is named, and print a row of the table for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--sample",
        type=int,
        default=10,
        help="texts of each table and question (default: 10)",
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=int(f"{dt.date.today():%Y%m%d}"),
        help="which texts these are",
    )
    parser.add_argument(
        "--failures", action="store_true", help="print each text that failed"
    )
    parser.add_argument("templates", nargs="*", type=Path, default=[ROOT])
    options = parser.parse_args()
    print(
        "| template | texts | refused | exact | refused with a traceback | failed "
        "| wrong of those that can work |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|")
    for template in options.templates:
        row(template.resolve(), options)


def row(template: Path, options: argparse.Namespace) -> None:
    """Print one line of the table."""
    counts: collections.Counter[str] = collections.Counter()
    workable = [0, 0]
    for question, text, works in cases(template, options.sample, options.seed):
        result, why = outcome(template, question, text)
        counts[result] += 1
        workable[0] += works and result in {"failed", "traceback"}
        workable[1] += works
        if options.failures and result in {"failed", "traceback"}:
            print(
                f"{template.name}: {question}={text!r}: {result} {why}",
                file=sys.stderr,
                flush=True,
            )
    numbers = " | ".join(str(counts[name]) for name in OUTCOMES)
    name = "Shipyard" if template == ROOT else template.name
    print(
        f"| {name} | {counts.total()} | {numbers} | {workable[0]} of {workable[1]} |",
        flush=True,
    )


def cases(template: Path, sample: int, seed: int) -> Iterator[tuple[str, str, bool]]:
    """Yield question, text and whether that can work.

    Every template that asks gets the same texts.
    """
    for question in ("project_name", *CALLED):
        for table, works in ((WORK, True), (REFUSED, False)):
            dealt = random.Random(f"{seed} {question} {works}")  # noqa: S311
            texts = [
                text
                for text in dict.fromkeys(table[question])
                if text.isprintable() or not works
            ]
            drawn = dealt.sample(texts, min(sample, len(texts)))
            if name_of(question, template):
                yield from (
                    (question, text, works) for text in drawn if not leads_away(text)
                )


def leads_away(text: str) -> bool:
    """Tell whether a template that takes any name would write outside the folders of this bench."""
    return text.startswith(("/", "~", "..", "\\")) or "/.." in text


def name_of(question: str, template: Path) -> str | None:
    """Return what the template calls our question, or None when it does not ask."""
    asked = json.loads(
        template.joinpath("cookiecutter.json").read_text(encoding="utf-8")
    )
    if question == "project_name":
        return "package_name" if "import_name" in asked else "project_name"
    return next((name for name in CALLED[question] if name in asked), None)


def outcome(template: Path, question: str, text: str) -> tuple[str, str]:
    """Generate with this answer, and build and read what comes of it."""
    with scratch() as folder:
        work = folder / "deep" / "work"
        work.mkdir(parents=True)
        # One peer would ask about an account, in a hook, and then use it.
        env = {**user_environment(folder), "COOKIECUTTER_PYPACKAGE_GITHUB": "skip"}
        typed = json.dumps({**SIMPLE, str(name_of(question, template)): text})
        done = run([sys.executable, "-c", TYPIST, str(template), typed], work, env)
        made = sorted(
            path.relative_to(folder)
            for path in folder.rglob("*")
            if "deep" in path.parts
        )
        if done.returncode:
            if made != [Path("deep"), Path("deep/work")]:
                return "failed", "stopped with folders left behind"
            return (
                "traceback" if "Traceback" in done.stdout + done.stderr else "refused"
            ), ""
        return built(work, env, question, text)


def _contents(wheel: Path) -> tuple[bytes, str]:
    """Return METADATA of a wheel, and the name of its import package."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        [metadata] = [name for name in names if name.endswith(".dist-info/METADATA")]
        modules = [name for name in names if name.endswith("/__init__.py")]
        package = modules[0].split("/")[0] if modules else ""
        return archive.read(metadata), package


def built(work: Path, env: dict[str, str], question: str, text: str) -> tuple[str, str]:
    """Check a generated project by its wheel."""
    projects = list(work.iterdir())
    if len(projects) != 1 or not projects[0].joinpath("pyproject.toml").is_file():
        return "failed", "no project in a folder of its own"
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--skip-dependency-check",
        "--wheel",
    ]
    done = run(
        [*command, "--outdir", str(work.parent / "dist"), str(projects[0])], work, env
    )
    if done.returncode:
        return "failed", "does not build"
    (wheel,) = work.parent.joinpath("dist").iterdir()
    raw, package = _contents(wheel)
    if text.strip() not in said(raw, question) and question != "project_name":
        return "failed", "METADATA says something else"
    normal = canonicalize_name("-".join(text.split()))
    if question == "project_name" and normal not in said(raw, question):
        return "failed", "METADATA has another name"
    program = IMPORT.format(wheel=str(wheel), package=package)
    if run([sys.executable, "-I", "-c", program], work, env).returncode:
        return "failed", "cannot be imported"
    ran = [*work.parent.rglob("*pwned*"), *work.rglob("*pwned*")]
    return ("failed", "text ran") if ran else ("exact", "")


def said(raw: bytes, question: str) -> list[str]:
    """Return what METADATA says in the fields where this answer belongs."""
    message = email.parser.Parser().parsestr(raw.decode("utf-8"))
    people: list[tuple[str, str]] = email.utils.getaddresses(
        [str(message.get("Author-email", ""))]
    )
    found: dict[str, list[str]] = {
        "project_name": [canonicalize_name(str(message["Name"]))],
        "description": [str(message["Summary"])],
        "author_name": [str(message.get("Author", "")), *(name for name, _ in people)],
        "author_email": [address for _, address in people],
        "version": [str(message["Version"])],
    }
    return found[question]


def run(
    command: list[str], cwd: Path, env: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command that is asked nothing, and return what came of it."""
    return subprocess.run(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=120,
    )


if __name__ == "__main__":
    main()
