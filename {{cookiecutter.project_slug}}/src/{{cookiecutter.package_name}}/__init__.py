"""The public API of {{ cookiecutter.project_slug | plain }}."""

from ._version import __version__
from .example import greet

__all__ = ["__version__", "greet"]
