"""Names that several layers share; nothing is imported here."""

PARTS = ("major", "minor", "patch")
PYPI = "pypi"
TESTPYPI = "testpypi"
