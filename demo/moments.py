"""When each line of a terminal came, and a picture whose lines appear at these times.

The picture is the last screen. A line that was written several times, such as one that shows
progress, appears when it was as it is in the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyte

LONGEST_PAUSE = 1.5
"""Seconds: a longer pause between two lines is shortened to this."""

END = 6
"""Seconds for which the whole picture stays before it begins again."""


def of_lines(
    pieces: Iterable[tuple[float, bytes]], columns: int, lines: int
) -> dict[int, float]:
    """Return when each line of the last screen came.

    `pieces` are what a program wrote, each with its time. A line that stayed empty is left out.
    """
    screen = pyte.Screen(columns, lines)
    stream = pyte.ByteStream(screen)
    before = list(screen.display)
    came: dict[int, float] = {}
    for moment, piece in pieces:
        stream.feed(piece)
        changed = [
            line for line in range(lines) if screen.display[line] != before[line]
        ]
        came |= dict.fromkeys(changed, moment)
        before = list(screen.display)
    return {line: moment for line, moment in came.items() if before[line].strip()}


def shortened(came: Mapping[int, float]) -> dict[int, float]:
    """Return the times from zero on, with no pause that is longer than the longest one."""
    result: dict[int, float] = {}
    moment = before = 0.0
    for line in sorted(came, key=lambda line: came[line]):
        if result:
            moment += min(came[line] - before, LONGEST_PAUSE)
        before = came[line]
        result[line] = moment
    return result


def animated(svg: str, name: str, came: Mapping[int, float]) -> str:
    """Return a picture of rich whose lines appear at their times, again and again.

    rich gives each text of a line the clip path of that line. Where a reader asks for less motion,
    all lines are there from the beginning.
    """
    whole = max(came.values()) + END
    rules = "".join(
        _rule(f"{name}-line-{line}", came[line] / whole, whole) for line in came
    )
    style = f"@media (prefers-reduced-motion: no-preference) {{\n{rules}}}\n"
    return svg.replace("</style>", f"{style}</style>", 1)


def _rule(line: str, share: float, whole: float) -> str:
    """Return the CSS that hides a line for the first part of each round."""
    frames = f"0% {{ visibility: hidden }} {share:.2%} {{ visibility: visible }}"
    return (
        f"@keyframes {line} {{ {frames} }}\n"
        f'[clip-path="url(#{line})"] {{ animation: {line} {whole:.1f}s step-end infinite }}\n'
    )
