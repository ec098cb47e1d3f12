"""Names that cannot be names of packages, because others need them; all in lower case."""

from __future__ import annotations

import keyword
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# `sys.stdlib_module_names` knows only the Python that runs; a project supports several.
OTHER_STDLIB = frozenset(
    """aifc annotationlib asynchat asyncore audioop binhex cgi cgitb chunk compression crypt
    distutils imghdr imp lib2to3 mailcap msilib nis nntplib ossaudiodev pipes profiling smtpd
    sndhdr spwd sunau telnetlib test tomllib uu xdrlib""".split()
)
STDLIB = frozenset(name.lower() for name in sys.stdlib_module_names) | OTHER_STDLIB
# In lower case: `None` on a file system without capitals is `none`.
KEYWORDS = frozenset(word.lower() for word in keyword.kwlist)
DEVICES = frozenset(
    [
        *"aux con conin$ conout$ nul prn".split(),
        *(f"com{number}" for number in range(10)),
        *(f"lpt{number}" for number in range(10)),
    ]
)
# What a generated project has at its top. Python, pytest or a reader would take it for the package.
LAYOUT = frozenset("conftest docs setup src tests tools".split())
# git, ruff or pytest leave out every folder of these names: nobody would see what is wrong there.
LEFT_OUT = frozenset("_build _darcs build cvs dist node_modules venv".split())
# The one name that the release tool has in a project.
RELEASE_TOOL = frozenset(["shipyard_release"])
# What is in the environment of every generated project: an import would find it before the package.
ENVIRONMENT = frozenset(
    """_distutils_hack _pytest ast_serialize colorama coverage exceptiongroup iniconfig librt mypy
    mypy_extensions mypyc packaging pathspec pip pkg_resources pluggy py pygments pytest ruff
    setuptools tomli typing_extensions""".split()
)
# What an answer brings into that environment: Sphinx with its theme and reader of Markdown, click.
BROUGHT = {
    ("docs", "sphinx"): frozenset(
        """_yaml a11y_pygments alabaster babel bs4 certifi charset_normalizer docutils furo idna
        imagesize jinja2 markdown_it markupsafe mdit_py_plugins mdurl myst_parser requests
        roman_numerals snowballstemmer soupsieve sphinx sphinx_basic_ng sphinxcontrib urllib3
        yaml""".split()
    ),
    ("command_line", "click"): frozenset(["click"]),
}


def needed(word: str, answers: Mapping[str, object]) -> str:
    """Return why no package can have this name, as the end of a sentence, or nothing."""
    reasons = (
        (word in KEYWORDS, "is a Python keyword"),
        (word in STDLIB, "is a module of the standard library"),
        (
            word.startswith("__") and word.endswith("__"),
            "is a name that Python reserves",
        ),
        (word in LAYOUT, "is a folder or module of the generated project"),
        (word in LEFT_OUT, "is a folder that git, ruff or pytest leaves out"),
        (word in RELEASE_TOOL, "is the release tool of the generated project"),
        (word in ENVIRONMENT, "is a module in the environment of every project"),
        (word in DEVICES, "is the name of a device on Windows"),
    )
    reason = next((reason for broken, reason in reasons if broken), "")
    return reason or _brought(word, answers)


def _brought(word: str, answers: Mapping[str, object]) -> str:
    """Return which answer brings a module of this name into the environment, or nothing."""
    for (question, choice), modules in BROUGHT.items():
        if word in modules and answers.get(question) == choice:
            return f'is a module that {question} "{choice}" brings into the environment'
    return ""
