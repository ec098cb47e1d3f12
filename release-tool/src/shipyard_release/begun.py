"""What a release wrote into its files before the release commit, so that it can be continued.

A hook may format the files and refuse the commit, and a day may pass: then they have other contents
than a new release would write. The file `WRITTEN` in `.release/VERSION/` has their hashes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from shipyard_release.distributions import sha256
from shipyard_release.git import Repository

WRITTEN = "WRITTEN"


def write(folder: Path, root: Path, texts: Mapping[str, str]) -> dict[str, str]:
    """Write texts to their paths in a project, and return the hashes, which are kept in `folder`.

    The hashes are kept first, so that a killed release knows its own files.
    """
    left = {path: sha256(text.encode()) for path, text in texts.items()}
    (folder / WRITTEN).write_text(json.dumps(left), encoding="utf-8")
    for path, text in texts.items():
        fresh = folder / "new"
        fresh.write_bytes(text.encode())
        fresh.replace(root / path)
    return left


def keep(folder: Path, root: Path, left: Mapping[str, str]) -> dict[str, str]:
    """Keep the hashes that the files have now, and return them."""
    now = {path: sha256((root / path).read_bytes()) for path in left}
    (folder / WRITTEN).write_text(json.dumps(now), encoding="utf-8")
    return now


def read(folder: Path) -> dict[str, str]:
    """Return the hashes that are kept in a folder, by path; empty for none."""
    with suppress(OSError, ValueError):
        found = json.loads((folder / WRITTEN).read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return found
    return {}


def holds(left: Mapping[str, str], root: Path) -> bool:
    """Whether every file is as a release left it."""
    places = {root / path: digest for path, digest in left.items()}
    return bool(left) and all(
        place.is_file() and sha256(place.read_bytes()) == digest
        for place, digest in places.items()
    )


def differs(left: Mapping[str, str], repository: Repository) -> bool:
    """Whether one of the files is other than in the last commit."""
    return bool(set(left) & set(repository.changes()))


def folders(kept: Path) -> Iterator[Path]:
    """Yield the folders of versions whose release wrote files."""
    for file in sorted(kept.glob(f"*/{WRITTEN}")):
        yield file.parent
