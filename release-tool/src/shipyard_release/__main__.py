"""Start the release tool, as `python -m shipyard_release` or from the folder it was copied to."""

import sys
from pathlib import Path

if not __package__:
    # It was started by its path, so the folder of the package is not on the path yet.
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def main() -> int:
    """Run a command; an environment that lost a package is told in one line."""
    try:
        from shipyard_release.cli import main as run  # noqa: PLC0415 - it may fail
    except ImportError as error:
        where = Path(sys.prefix)
        print(
            f"The environment of this tool is not whole: {error}.\n"
            f"Delete {where}; the next command makes it again.",
            file=sys.stderr,
        )
        return 1
    return run()


if __name__ == "__main__":
    sys.exit(main())
