"""The one place of the version; `make release` raises it."""

__version__ = {{ cookiecutter.version | python }}
