"""Names that several layers share, and their forms. Nothing of this tool is imported here."""

import re

PARTS = ("major", "minor", "patch")
PYPI = "pypi"
TESTPYPI = "testpypi"
PRIVATE = "Private ::"  # how a classifier begins that keeps a package from PyPI


def normalised(name: str) -> str:
    """Return the name of a project in the one form in which names are compared (PEP 503).

    It is `packaging.utils.canonicalize_name`, for where there is nothing but Python.
    """
    return re.sub(r"[-_.]+", "-", name).lower()
