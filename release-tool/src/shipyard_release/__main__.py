"""Start the release tool, as `python -m shipyard_release` or from the folder it was copied to."""

import sys
from pathlib import Path

if not __package__:
    # It was started by its path, so the folder of the package is not on the path yet.
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from shipyard_release.cli import main

if __name__ == "__main__":
    sys.exit(main())
