"""Version numbers as PEP 440 spells them.

This is imported only for versions that are more than numbers and dots.
"""

from __future__ import annotations

import re

# The expression of PEP 440, appendix B, with ASCII digits.
PATTERN = re.compile(
    r"""
    v?
    (?:(?P<epoch>[0-9]+)!)?
    (?P<release>[0-9]+(?:\.[0-9]+)*)
    (?:[-_.]?(?P<phase>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?P<phase_number>[0-9]+)?)?
    (?P<post>-(?P<bare_post>[0-9]+)|[-_.]?(?:post|rev|r)[-_.]?(?P<post_number>[0-9]+)?)?
    (?P<dev>[-_.]?dev[-_.]?(?P<dev_number>[0-9]+)?)?
    (?P<local>\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?
    """,
    re.VERBOSE,
)
PHASES = {"alpha": "a", "beta": "b", "c": "rc", "pre": "rc", "preview": "rc"}


def normal_form(text: str) -> str | None:
    """Return the normal form of the public version that `text` means, or None."""
    found = PATTERN.fullmatch(text.strip().lower())
    if found is None:
        return None
    part = found.groupdict()
    epoch = int(part["epoch"] or 0)
    numbers = [str(int(number)) for number in part["release"].split(".")]
    form = (f"{epoch}!" if epoch else "") + ".".join(numbers)
    if part["phase"]:
        form += PHASES.get(part["phase"], part["phase"]) + str(
            int(part["phase_number"] or 0)
        )
    if part["post"]:
        form += f".post{int(part['bare_post'] or part['post_number'] or 0)}"
    if part["dev"]:
        form += f".dev{int(part['dev_number'] or 0)}"
    return form
