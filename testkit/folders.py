"""The contents of a folder, to compare it with another or with itself later."""

from __future__ import annotations

import stat
from pathlib import Path


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file's mode and bytes by its path, with empty folders.

    Of a git repository, only the name counts.
    """
    found: dict[str, tuple[int, bytes]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if ".git" in path.relative_to(folder).parts[:-1]:
            continue
        content = path.read_bytes() if path.is_file() else b""
        found[name] = (stat.S_IMODE(path.stat().st_mode), content)
    return found
