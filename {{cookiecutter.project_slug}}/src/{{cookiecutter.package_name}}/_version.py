"""The version, in this one place; `make release` changes it."""

__version__ = {{ cookiecutter.version | python }}
