"""Settings of Sphinx, which builds the website from this folder: `make docs`."""

from {{ cookiecutter.package_name | plain }} import __version__

project = {{ cookiecutter.project_name | python }}
author = {{ cookiecutter.author_name | python }}
copyright = "{{ cookiecutter | year | plain }}, " + author{% if cookiecutter.strictness == "strict" %}  # noqa: A001 (Sphinx calls it that){% endif %}
release = __version__

extensions = [
    "myst_parser",  # pages in Markdown
    "sphinx.ext.autodoc",  # the API from docstrings
]
html_theme = "furo"
html_title = f"{project} {release}"
