"""One command of the release tool on a package: with its settings, or with what is found of them.

The first command on a package that has no settings builds it. What was found is kept in the cache
folder for the commit that it was read from.
"""

from __future__ import annotations

import hashlib
import json
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shipyard.anywhere import environment, words
from shipyard.anywhere.tool import SOURCE, Tool, tool
from shipyard.anywhere.words import Refused
from shipyard.wizard.terminal import has_terminal

WITHOUT_TABLE = ("rehearse", "preflight", "check", "verify", "build")
"""What can be tried on a package that has no settings yet. The rest asks for the table first."""
RUNS_CODE = ("rehearse", "check", "verify", "build", "release")
"""What runs the package's own build."""
TRIES_OUT = ("rehearse", "check", "release")
"""What tries the package out, with the dependencies that an environment lends."""
OURS = ("environment",)
"""What Shipyard sets by itself, and does not show."""


@dataclass(frozen=True)
class Wish:
    """One command as it was typed: `settings` by key, and the arguments for the tool."""

    command: str
    path: Path
    place: str = ""
    arguments: tuple[str, ...] = ()
    settings: Mapping[str, object] | None = None
    yes: bool = False

    def typed(self, *more: str) -> str:
        """Return the command as it was typed, with more words."""
        given = (self.settings or {}).items()
        settings = [f"--{key}={shown(value)}" for key, value in given]
        places = [self.place] if self.place else []
        return shlex.join(
            ["shipyard", self.command, *places, *self.arguments, *settings, *more]
        )


def run(wish: Wish) -> int:
    """Run the command and return its exit status."""
    try:
        root = _top(wish.path)
        if not has_table(root):
            return _without_table(root, wish)
        _allow(root, wish)
        return _with_table(root, wish)
    except Refused as reason:
        print(reason, file=sys.stderr)
        return reason.status


def has_table(root: Path) -> bool:
    """Whether a project's pyproject.toml has settings for releases."""
    try:
        data = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return "shipyard-release" in data.get("tool", {})


def discover(root: Path, given: Mapping[str, object]) -> dict[str, Any]:
    """Return what the tool finds of a package: `settings`, `found`, `unread`, `requires`.

    It is read anew when the commit, the settings that were given, or the tool is another one.
    Raises `Refused` when the package does not build, or cannot be released by this tool.
    """
    first = tool(root)
    kept = _kept(root, given, first)
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        table = kept.with_suffix(".given.toml")
        table.write_text(toml(given), encoding="utf-8")
        dependencies = kept.parent / "dependencies"
        words_of_it = ("settings", "--json", f"--dependencies={dependencies}")
        print(words.READING, file=sys.stderr, flush=True)
        answer = first.ask(*words_of_it, settings=table)
        if answer.returncode:
            raise Refused(
                answer.stderr.strip() or answer.stdout.strip(), status=answer.returncode
            )
        kept.write_text(answer.stdout, encoding="utf-8")
    found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return found


def toml(settings: Mapping[str, object]) -> str:
    """Return settings as the lines of a TOML table; JSON writes these values in the same form."""
    rows = [f"{key} = {_value(value)}" for key, value in settings.items()]
    return "\n".join([*rows, ""])


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        pairs = [
            f"{json.dumps(str(key))} = {_value(each)}" for key, each in value.items()
        ]
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _without_table(root: Path, wish: Wish) -> int:
    if wish.command not in WITHOUT_TABLE:
        raise Refused(words.WANTS_TABLE.format(path=wish.path))
    _allow(root, wish)
    found = discover(root, wish.settings or {})
    _show(wish.path, found)
    _refuse_unread(found, wish)
    table = _project_folder(root) / "settings.toml"
    table.write_text(toml(found["settings"]), encoding="utf-8")
    able = tool(root, more=found["build-requires"])
    status = able.run(wish.command, *wish.arguments, settings=table, place=wish.place)
    places = [wish.place] if wish.place else []
    adopt = shlex.join(["shipyard", "adopt", *places])
    preflight = shlex.join(["shipyard", "preflight", *places])
    print(words.NOT_ADOPTED.format(path=wish.path, adopt=adopt, preflight=preflight))
    return status


def _refuse_unread(found: Mapping[str, Any], wish: Wish) -> None:
    """Raise `Refused` for what could not be read: only a person can say it."""
    if found["unread"]:
        missing = [word for key in found["unread"] for word in (f"--{key}", "VALUE")]
        raise Refused(words.SAY_IT.format(command=wish.typed(*missing)), status=2)


def _with_table(root: Path, wish: Wish) -> int:
    data = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    settings = {**data["tool"]["shipyard-release"], **(wish.settings or {})}
    lends = (root / str(settings.get("environment", ".venv"))).exists()
    if wish.command in TRIES_OUT and not lends:
        # Without the tool in the project, nobody has made an environment with its dependencies.
        settings["environment"] = discover(root, settings)["settings"]["environment"]
    elif not wish.settings:
        return tool(root).run(wish.command, *wish.arguments, place=wish.place)
    table = _project_folder(root) / "settings.toml"
    table.write_text(toml(settings), encoding="utf-8")
    return tool(root).run(
        wish.command, *wish.arguments, settings=table, place=wish.place
    )


def _top(path: Path) -> Path:
    if not path.is_dir():
        raise Refused(words.NO_FOLDER.format(path=path))
    return path.resolve()


def _show(path: Path, found: Mapping[str, Any]) -> None:
    print(words.FOUND.format(path=path), flush=True)
    width = max((len(key) for key in found["settings"]), default=0)
    for key, value in found["settings"].items():
        told = found["found"].get(key, "as given")
        if key in OURS:
            continue
        print(f"  --{key:<{width}} {shown(value)}  ({told})")
    for key, why in found["unread"].items():
        print(f"  --{key:<{width}} ?  {why}")
    print(flush=True)


def shown(value: object) -> str:
    """Return the value of a setting as an option takes it; `none` for an empty list."""
    if isinstance(value, list):
        return ",".join(str(each) for each in value) or "none"
    return str(value)


def _allow(root: Path, wish: Wish) -> None:
    """Ask before the build code of a package runs for the first time; raise `Refused` for no."""
    mark = _project_folder(root) / "allowed"
    if wish.command not in RUNS_CODE or wish.yes or mark.exists():
        return
    print(words.RUNS_THEIR_CODE.format(path=wish.path), flush=True)
    if not has_terminal():
        raise Refused(words.NEEDS_YES.format(command=wish.typed("--yes")))
    import questionary  # slow to start, and needed the first time alone

    if not questionary.confirm(words.ASK, default=False).ask():
        raise Refused(words.DECLINED)
    mark.touch()


def _project_folder(root: Path) -> Path:
    """Return where things of one project are kept in the cache; it is named by its path."""
    digest = hashlib.sha256(str(root).encode()).hexdigest()[:16]
    folder = environment.cache() / "projects" / digest
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _kept(root: Path, given: Mapping[str, object], able: Tool) -> Path:
    """Return the file for what is found of a package in its present commit."""
    words_of_git = ("git", "rev-parse", "HEAD")
    asked = subprocess.run(
        words_of_git, cwd=root, capture_output=True, text=True, check=False
    )
    digest_of_tool = hashlib.sha256()
    for source in sorted(SOURCE.glob("*.py")):
        digest_of_tool.update(source.read_bytes())
    text = "\n".join(
        [asked.stdout, toml(given), str(able.python), digest_of_tool.hexdigest()]
    )
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return _project_folder(root) / digest / "found.json"
