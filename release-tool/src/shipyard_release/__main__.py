"""Start the release tool, as `python -m shipyard_release` or from the folder it was copied to."""

import sys
from pathlib import Path

if not __package__:
    # Started by its path: the folder of the package is not on the path, and no other folder should be.
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from shipyard_release.cli import main

if __name__ == "__main__":
    sys.exit(main())
