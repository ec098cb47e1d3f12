"""Release a Python package: rehearsed, resumable, compared byte for byte."""

__version__ = "0.1.0"
