"""What a person is asked: only what could not be read, and then whether all of it is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from shipyard.adoption import words
from shipyard.adoption.looking import Project
from shipyard.adoption.words import Refused
from shipyard.anywhere.commands import TABLE
from shipyard.anywhere.run import shown

GO_ON = "go on"
CI = "ci"
HOSTS = {"github": "GitHub", "gitlab": "GitLab", "none": "none"}
HIDDEN = ("environment", "build-requires")
"""What Shipyard sets by itself, and does not show."""
Found = dict[str, Any]


def from_file(path: Path) -> dict[str, object]:
    """Return the settings of an answers file, YAML, JSON or TOML; raise `Refused`."""
    import tomllib

    import yaml  # slow to start, and few have such a file

    try:
        text = path.read_text(encoding="utf-8")
        content = (
            tomllib.loads(text) if path.suffix == ".toml" else yaml.safe_load(text)
        )
    except (OSError, ValueError, yaml.YAMLError) as error:
        said = " ".join(str(error).split())
        raise Refused(words.ANSWERS_UNREADABLE.format(path=path, error=said)) from None
    answers = content if isinstance(content, dict) else {"": content}
    if "branch" in answers:  # the older form of one
        answers["branches"] = [answers.pop("branch")]
    known = [*TABLE.KEYS, CI]
    unknown = [str(name) for name in answers if name not in known]
    if unknown:
        raise Refused(
            words.ANSWERS_UNKNOWN.format(
                path=path, names=", ".join(unknown), known=", ".join(known)
            )
        )
    return answers


def host(project: Project) -> str:
    """Return the host whose pipelines the project has: "github", "gitlab" or "none"."""
    if project.has(".github/workflows"):
        return "github"
    return "gitlab" if project.has(".gitlab-ci.yml") else "none"


def confirmed(question: str) -> bool:
    """Ask for a yes; raises `KeyboardInterrupt` for Ctrl-C."""
    from shipyard.wizard import prompts

    titles = {"no": "No", "yes": "Yes"}
    return prompts.choice(question, titles, mark="?", default="yes") == "yes"


def ask_unread(
    unread: Mapping[str, str], proposed: Mapping[str, object]
) -> dict[str, object]:
    """Ask for each setting that could not be read, with why; return the answers by key."""
    from shipyard.wizard import prompts

    print(words.OPEN)
    answers: dict[str, object] = {}
    for number, (key, why) in enumerate(unread.items(), start=1):
        print(prompts.wrapped(f"{key}: {why}"))
        mark = f"[{number}/{len(unread)}]"
        answers[key] = _asked(key, proposed.get(key, ""), mark=mark)
    return answers


def review(found: Found, ci: str, *, may_have_ci: bool) -> tuple[str, object] | None:
    """Show every setting; return a key and its new value, or None when all of it is right."""
    from shipyard.wizard import prompts

    settings = found["settings"]
    keys = [key for key in TABLE.KEYS if key not in HIDDEN and _is_text_or_list(key)]
    width = max(map(len, keys))
    lines = {GO_ON: "Build with these settings, and compare"}
    for key in keys:
        value = settings.get(key, TABLE.KEYS[key].default)
        told = found["found"].get(key) or ("" if key in settings else "default")
        text = shown(value) or "as found"
        lines[key] = prompts.shortened(
            f"{key:<{width}}  {text}" + (f"  ({told})" if told else "")
        )
    if may_have_ci:
        lines[CI] = prompts.shortened(f"{CI:<{width}}  {HOSTS[ci]}")
    chosen = prompts.choice("Is this right?", lines, mark="?", default=GO_ON)
    if chosen == GO_ON:
        return None
    if chosen == CI:
        return CI, prompts.choice(
            "Where do pipelines run?", HOSTS, mark="?", default=ci
        )
    present = settings.get(chosen, TABLE.KEYS[chosen].default)
    return chosen, _asked(chosen, present, mark="?")


def value_of(key: str, text: str) -> object:
    """Return what was typed as the value of a setting; a list takes commas."""
    if isinstance(TABLE.KEYS[key].default, list):
        return [each.strip() for each in text.split(",") if each.strip()]
    return text


def _asked(key: str, present: object, *, mark: str) -> object:
    from shipyard.wizard import prompts

    about = TABLE.KEYS[key]
    is_list = isinstance(about.default, list)
    check: Callable[[str], str | None] = lambda text: (  # noqa: E731
        None if text or is_list else "Give an answer."
    )
    plain = ",".join(present) if isinstance(present, list) else str(present)
    message = f"{key}: {about.meaning}" + (", with commas between" if is_list else "")
    return value_of(key, prompts.text(message, check, mark=mark, default=plain))


def _is_text_or_list(key: str) -> bool:
    return not isinstance(TABLE.KEYS[key].default, dict)
