"""A recording shows each line when it came."""

from __future__ import annotations

from demo import moments

PIECES = [(100.0, b"first\r\n"), (101.0, b"sec"), (130.0, b"ond\r\n")]


def test_a_line_came_when_it_was_complete():
    """What was written in two pieces came with the second, and an empty line did not come."""
    assert moments.of_lines(PIECES, 20, 4) == {0: 100.0, 1: 130.0}


def test_a_long_pause_is_shortened():
    """The first line comes at once, and no pause is longer than the longest one."""
    came = moments.shortened({0: 100.0, 1: 101.0, 2: 130.0})

    assert came == {0: 0, 1: 1.0, 2: 1.0 + moments.LONGEST_PAUSE}


def test_each_line_of_the_picture_has_its_moment():
    """A line is hidden until it came, and the picture stays for a while before it begins again."""
    svg = moments.animated("<style></style>", "run", {0: 0, 3: 4.0})

    assert (
        "@keyframes run-line-3 { 0% { visibility: hidden } 40.00% { visibility: visible } }"
        in svg
    )
    assert (
        '[clip-path="url(#run-line-3)"] { animation: run-line-3 10.0s step-end infinite }'
        in svg
    )
