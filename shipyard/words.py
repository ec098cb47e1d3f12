"""Words that somebody else needs, so that they cannot be names of packages; all in lower case."""

from __future__ import annotations

import keyword
import sys

# `sys.stdlib_module_names` knows only the Python that runs; a project supports several.
OTHER_STDLIB = frozenset(
    """aifc annotationlib asynchat asyncore audioop binhex cgi cgitb chunk compression crypt distutils
    imghdr imp lib2to3 mailcap msilib nis nntplib ossaudiodev pipes profiling smtpd sndhdr spwd sunau
    telnetlib test tomllib uu xdrlib""".split()
)
STDLIB = frozenset(name.lower() for name in sys.stdlib_module_names) | OTHER_STDLIB
# In lower case: `None` on a file system without capitals is `none`.
KEYWORDS = frozenset(word.lower() for word in keyword.kwlist)
DEVICES = frozenset(
    [
        "aux",
        "con",
        "conin$",
        "conout$",
        "nul",
        "prn",
        *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
    ]
)
# What a generated project has at its top or on its tools' import path.
FOLDERS = frozenset("build conftest dist docs release setup shipping src tests tools".split())
# What the environment of a generated project needs under exactly these names.
TOOLS = frozenset(
    "keyring mypy packaging pip pypiserver pytest requests ruff setuptools twine uv wheel".split()
)
