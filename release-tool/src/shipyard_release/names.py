"""Names that several layers share. Nothing is imported here, so the start of the tool can use it."""

PARTS = ("major", "minor", "patch")
PYPI = "pypi"
TESTPYPI = "testpypi"
