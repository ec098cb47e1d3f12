"""Whether the version of a project comes from its tags: proven in a clone that has another tag."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.version import Version

from shipyard_release.errors import Stop
from shipyard_release.git import NO_HOOKS, Repository
from shipyard_release.isolated import Backend
from shipyard_release.version import FORMATS, filled_in

TRIAL = Version("9876.5.4")  # no project has it
TRIALS = 3  # formats of tags that are tried after the project's own
# No hook runs, and the pointer to a large file stays as it is.
PLAIN = (*NO_HOOKS, "-c", "filter.lfs.process=", "-c", "filter.lfs.smudge=", "-c",
         "filter.lfs.required=false")  # fmt: skip
PERSON = (
    "-c",
    "user.name=Trial",
    "-c",
    "user.email=trial@example.com",
    "-c",
    "tag.gpgSign=false",
)


def follows(
    repository: Repository, backend: Backend, *, tag_format: str, name: str
) -> bool:
    """Whether a build of the last commit gets its version from a tag on it.

    `tag_format` is that of the project's tags, and `name` replaces `{name}` in it. The repository
    itself gets no tag.
    """
    formats = dict.fromkeys([tag_format, *FORMATS[:TRIALS]])
    with TemporaryDirectory() as temporary, suppress(Stop):
        clone = repository.borrow(Path(temporary) / "clone", bare=False)
        clone.git(*PLAIN, "checkout", "--quiet", "--detach", repository.log("%H"))
        there = backend.at(clone.root / repository.folder)
        metadata = Path(temporary) / "metadata"
        return any(
            _follows(clone, there, filled_in(each, TRIAL, name), metadata)
            for each in formats
        )
    return False


def _follows(clone: Repository, backend: Backend, tag: str, folder: Path) -> bool:
    clone.git(*PERSON, "tag", "--annotate", "--message=Trial", tag)
    folder.mkdir(exist_ok=True)
    try:
        with suppress(Stop):
            found = Version(backend.metadata(folder)["version"])
            return found.release == TRIAL.release
    finally:
        clone.git("tag", "--delete", tag)
    return False
