"""Names that several layers share, and their forms. Nothing of this tool is imported here."""

import re

PARTS = ("major", "minor", "patch")
STAGES = ("alpha", "beta", "rc")  # of a pre-release, in their order
FINAL = "final"
KINDS = (*STAGES, "post", FINAL)
OTHER_NAMES = {"stable": FINAL, "release": FINAL}  # as uv and hatch call it
PYPI = "pypi"
TESTPYPI = "testpypi"
PRIVATE = "Private ::"  # how a classifier begins that keeps a package from PyPI


def bump_parts(text: str) -> tuple[str, ...]:
    """Return the parts of a choice such as `minor` or `minor,rc`; raises `ValueError` for others.

    At most one of them is a part of the version, and at most one a kind of release.
    """
    words = [OTHER_NAMES.get(word.strip(), word.strip()) for word in text.split(",")]
    parts = [word for word in words if word in PARTS]
    kinds = [word for word in words if word in KINDS]
    if len(parts) + len(kinds) != len(words) or len(parts) > 1 or len(kinds) > 1:
        raise ValueError(text)
    if parts and kinds and kinds[0] not in STAGES:
        raise ValueError(text)
    return (*parts, *kinds)


def normalised(name: str) -> str:
    """Return the name of a project in the one form in which names are compared (PEP 503).

    It is `packaging.utils.canonicalize_name`, for where there is nothing but Python.
    """
    return re.sub(r"[-_.]+", "-", name).lower()
