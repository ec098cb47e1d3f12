"""The user's identity, kept in the configuration folder so that it is typed once.

Nothing else is kept there.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

KEPT = ("author_name", "author_email", "repository_owner")


def path() -> Path:
    """The file, whether it exists or not."""
    import platformdirs  # needless for --help

    return (
        Path(platformdirs.user_config_dir("shipyard", appauthor=False))
        / "identity.json"
    )


def remembered() -> dict[str, str]:
    """What was kept; a file that cannot be read counts as none."""
    try:
        content = json.loads(path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(content, dict):
        return {}
    return {name: content[name] for name in KEPT if isinstance(content.get(name), str)}


def remember(answers: Mapping[str, str]) -> None:
    """Keep the author and the account of these answers.

    It is a convenience: where it cannot be written, nothing is lost.
    """
    text = (
        json.dumps({name: answers[name] for name in KEPT}, indent=2, ensure_ascii=False)
        + "\n"
    )
    with contextlib.suppress(OSError):
        path().parent.mkdir(parents=True, exist_ok=True)
        path().write_text(text, encoding="utf-8")


def forget() -> bool:
    """Remove the file; say whether there was one."""
    there = path().exists()
    path().unlink(missing_ok=True)
    return there
