"""Print what builds a project, one requirement a line: `build_requirements.py FOLDER`.

The starter of the tool installs these beside the tool's own requirements.
"""

import sys
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from shipyard_release.errors import Stop
from shipyard_release.settings import build_requirements


def main() -> int:
    """Print the requirements; an unreadable pyproject.toml gives none: the tool itself tells it."""
    try:
        print(*build_requirements(Path(sys.argv[1])), sep="\n")
    except Stop:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
