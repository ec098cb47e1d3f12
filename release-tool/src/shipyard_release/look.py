"""Look at a project before an environment is made for it: its settings, then its version file.

Otherwise pip would tell of the same mistake first, with a traceback of `setup.py`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from shipyard_release.errors import Edit, Stop
from shipyard_release.options import parse
from shipyard_release.settings import FILE, Settings
from shipyard_release.typed import Typed


def look(options: argparse.Namespace, root: Path) -> int:
    """Look at the settings, tell what is wrong with them, and return the exit status.

    From Python 3.11 on it needs nothing but the standard library.
    """
    try:
        Settings.load(root)
    except Stop as stop:
        return _tell(options, stop)
    return 0


def main() -> int:
    """Look at the settings and the version file, as the command that is typed would read them."""
    options = parse()
    root = (options.root or Path.cwd()).resolve()
    try:
        _look_at_version(Settings.load(root))
    except Stop as stop:
        return _tell(options, stop)
    return 0


def _look_at_version(settings: Settings) -> None:
    version_file = settings.version_files[0]
    path = settings.root / version_file.path
    if not path.is_file():
        remedy = Edit(FILE, "correct-version-file")
        raise Stop("version-file-absent", remedy, path=settings.version_file)
    version_file.read(path.read_text(encoding="utf-8", errors="replace"))


def _tell(options: argparse.Namespace, stop: Stop) -> int:
    typed = Typed.here(options.command, options.given)
    print(f"\n{typed.description(stop)}", file=sys.stderr)
    return stop.status


if __name__ == "__main__":
    sys.exit(main())
