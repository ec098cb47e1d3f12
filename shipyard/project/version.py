"""The version of a new project: one file has it, and all others read that file."""

from __future__ import annotations

from .. import quoting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION_FILE = "src/{package_name}/_version.py"
# What each file that needs the version has to hold, so that it reads that one.
READERS = {
    "setup.py": VERSION_FILE,
    "src/{package_name}/__init__.py": "from ._version import __version__",
    "pyproject.toml": f'version-file = "{VERSION_FILE}"',
}


def problems(answers: Mapping[str, str]) -> list[str]:
    """Return one line for each file of the current folder that does not follow this version."""
    version_file = VERSION_FILE.format(**answers)
    line = f"__version__ = {quoting.python(answers['version'])}"
    found = []
    if line not in _text(version_file):
        found.append(f"{version_file} does not have the version: write {line} there.")
    for reader, needed in READERS.items():
        path = reader.format(**answers)
        text = needed.format(**answers)
        if text not in _text(path):
            found.append(
                f"{path} does not read the version from {version_file}: write {text} there."
            )
    return found


def _text(path: str) -> str:
    """Return what a file holds, and nothing when it cannot be read."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return ""
