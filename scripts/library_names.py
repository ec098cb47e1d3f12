"""Write shipyard/rules/standard_library.py, the names that PyPI keeps for the standard library.

Type `python -m scripts.library_names` after an update of stdlib-list.
"""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import fill

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "release-tool/src"))

from shipyard_release.index_rules import library_names  # noqa: E402 - from its sources

TARGET = ROOT / "shipyard/rules/standard_library.py"
HEAD = '''"""The names that PyPI keeps for the standard library of every Python.

Written by `python -m scripts.library_names` from what the release tool knows. A module inside a
package counts too: os.path is os-path here.
"""

NAMES = frozenset(
    """
'''
END = '''
""".split()  # noqa: SIM905 - a list of 2,363 lines would be for nobody
)
'''


def text() -> str:
    """Return what the module should be."""
    names = " ".join(sorted(library_names()))
    return HEAD + fill(names, 100, break_on_hyphens=False, break_long_words=False) + END


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
