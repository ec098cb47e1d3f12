"""What a new project remembers: which template made it, in which state, from which answers.

It is cruft's file, so `cruft check` and `cruft update` also work in a project that plain
cookiecutter made.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from typing import Any

from . import finish, rules

OWN = ".cruft.json"
KEPT = ".source.json"  # In a built distribution: the two values that git knows in a clone.


def recorded(answers: Mapping[str, Any]) -> str:
    """Return the text of .cruft.json."""
    if "_commit" in answers:
        # cruft writes its own, and would take any difference here for a change of the template.
        return "{}"
    # Files are rendered inside the project's folder.
    template, commit = source(os.path.dirname(os.getcwd()))
    state = {
        "template": template,
        "commit": commit,
        "checkout": None,
        "context": {"cookiecutter": {question: answers[question] for question in rules.RULES}},
        "directory": None,
        "skip": [OWN],  # cruft fills in this file with other answers than ours
    }
    return json.dumps(state, ensure_ascii=False, indent=2, separators=(",", ": "))


def source(folder: str) -> tuple[str, str | None]:
    """Return where the template can be fetched, and its commit.

    git knows both in a clone, and a built distribution keeps them. Without either, there is no
    commit.
    """
    kept = os.path.join(folder, KEPT)
    if os.path.isfile(kept):
        with open(kept, encoding="utf-8") as file:
            template, commit = json.load(file)
        return template, commit
    prefix, _, commit = _git(folder, "rev-parse", "--show-prefix", "HEAD").partition("\n")
    if commit and not prefix:
        return _public(_git(folder, "config", "--get", "remote.origin.url")) or folder, commit
    return folder, None


def _public(url: str) -> str:
    """Return an address without the name or token that somebody fetches with."""
    scheme, mark, rest = url.partition("://")
    if scheme not in ("http", "https"):
        return url
    host, slash, path = rest.partition("/")
    return f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}"


def _git(folder: str, *words: str) -> str:
    """Return what git says about a folder, and nothing when it has nothing to say."""
    command = ["git", "-C", folder, *words]
    env = finish.git_environment()
    try:
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.removesuffix("\n") if done.returncode == 0 else ""
