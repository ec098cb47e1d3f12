"""Release a Python package: rehearsed before it is real, resumable anywhere, compared byte for byte."""

__version__ = "0.1.0"
