"""The import package of {{ cookiecutter.project_slug | plain }}: every name here is public."""

from ._version import __version__
from .example import greet

__all__ = ["__version__", "greet"]
