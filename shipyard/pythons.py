"""The versions of Python that a project may support: the one table of them and their dates.

`make pins` refreshes it, and everything that is written from it. A version stays in it after its
end, as projects that chose it could not be updated otherwise.
"""

from __future__ import annotations

# When the support of each ends, oldest first: python/devguide, include/release-cycle.json.
SUPPORT_ENDS = {
    "3.10": "2026-10",
    "3.11": "2027-10",
    "3.12": "2028-10",
    "3.13": "2029-10",
    "3.14": "2030-10",
    "3.15": "2031-10",
}
# What a project supports if nobody says otherwise. People decide that, and not `make pins`.
DEFAULT = "3.11"
# What builds and checks in pipelines: the newest but one, for which every tool is ready.
IN_PIPELINES = "3.14"
MONTHS = """January February March April May June
July August September October November December""".split()  # noqa: SIM905 - a list of words


def since(oldest: str) -> list[str]:
    """Return every version that a project supports: `3.13` gives `["3.13", "3.14", "3.15"]`."""
    return [version for version in SUPPORT_ENDS if number(version) >= number(oldest)]


def outer(oldest: str) -> list[str]:
    """Return the oldest and the newest that a project supports: `["3.11", "3.15"]`."""
    return list(dict.fromkeys([oldest, since(oldest)[-1]]))


def following(oldest: str) -> str:
    """Return the version that comes after the newest supported one."""
    return f"3.{number(since(oldest)[-1]) + 1}"


def in_pipelines(oldest: str) -> str:
    """Return what builds and checks in pipelines, for a project that supports this version."""
    return max(oldest, IN_PIPELINES, key=number)


def in_documentation(oldest: str) -> str:
    """Return what Read the Docs builds a website with.

    It has a new Python later than others, and `latest` there becomes that one.
    """
    return IN_PIPELINES if number(oldest) <= number(IN_PIPELINES) else "latest"


def choices() -> list[str]:
    """Return the choices in their order: the default, what is newer, and what is older."""
    newer = [version for version in since(DEFAULT) if version != DEFAULT]
    older = [version for version in SUPPORT_ENDS if number(version) < number(DEFAULT)]
    return [DEFAULT, *newer, *older]


def meaning(version: str) -> str:
    """Return a line about a choice that no passing year makes false."""
    year, month = SUPPORT_ENDS[version].split("-")[:2]
    return f"{version}: its support ends in {MONTHS[int(month) - 1]} {year}"


def number(version: str) -> int:
    """Return what versions are compared by."""
    return int(version.removeprefix("3."))
