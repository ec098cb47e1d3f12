"""Copy and remove folders.

`shutil` does both as well, but a hook would wait 20 ms for its import.
"""

from __future__ import annotations

import os


def copy(source: str, target: str, *, without: frozenset[str] = frozenset()) -> None:
    """Copy what is inside `source` to the new folder `target`.

    `without` holds names of files and folders to leave out. The copies get the ordinary mode of
    a new file, whatever the mode of the original was. Raises `OSError`.
    """
    os.makedirs(target)
    for name in sorted(set(os.listdir(source)) - without):
        original = os.path.join(source, name)
        if os.path.isdir(original):
            copy(original, os.path.join(target, name), without=without)
        else:
            _copy_file(original, os.path.join(target, name))


def remove(path: str) -> None:
    """Remove a file or a folder if it is there. Raises `OSError`."""
    if os.path.isdir(path) and not os.path.islink(path):
        for name in os.listdir(path):
            remove(os.path.join(path, name))
        os.rmdir(path)
    elif os.path.lexists(path):
        os.remove(path)


def _copy_file(original: str, target: str) -> None:
    with open(original, "rb") as file:
        content = file.read()
    with open(target, "wb") as file:
        file.write(content)
