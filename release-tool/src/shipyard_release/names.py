"""Names that several layers share; nothing is imported here."""

PARTS = ("major", "minor", "patch")
PYPI = "pypi"
TESTPYPI = "testpypi"
PRIVATE = "Private ::"  # how a classifier begins that keeps a package from PyPI
