"""The examples in README are correct: each line after `>>>` is run as a test."""

import doctest
import re
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
# Without the lines that begin and end a code block: doctest would read them as output.
TEXT = re.sub(r"^ *(```|~~~).*$", "", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
SHOWN = doctest.DocTestParser().get_doctest(TEXT, {}, "README.md", str(README), 0)

if SHOWN.examples:

    def test_readme_shows_what_python_prints() -> None:
        """Each example in README prints the text below it."""
        assert doctest.DocTestRunner().run(SHOWN).failed == 0
