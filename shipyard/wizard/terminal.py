"""Whether there is a person who can answer."""

from __future__ import annotations

import sys


def has_terminal() -> bool:
    """Tell whether somebody can be asked: input and output are both a terminal."""
    return _is_terminal(sys.stdin) and _is_terminal(sys.stdout)


def _is_terminal(stream: object) -> bool:
    try:
        return bool(stream.isatty())  # type: ignore[attr-defined]
    except (AttributeError, ValueError):  # closed, in one of two ways
        return False
