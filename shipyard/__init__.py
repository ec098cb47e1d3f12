"""What hooks, template and wizard share: the rules for answers, and the ways to write them."""

import sys

if sys.version_info < (3, 10):  # noqa: UP036 - cookiecutter runs on older ones, with this template
    # The one error that cookiecutter tells in a line while it loads the template's code.
    raise ImportError(
        "This template needs Python 3.10 or newer, and cookiecutter runs on "
        + ".".join(map(str, sys.version_info[:3]))
    )
