"""What people get from the index, compared with what was built, or with what a tag names.

A look leaves nothing behind: what has to be built for it is built in a temporary folder.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from shipyard_release import distributions
from shipyard_release.build import build
from shipyard_release.distributions import Likeness
from shipyard_release.errors import (
    Again,
    Facts,
    Git,
    Message,
    Person,
    Remedy,
    Status,
    Stop,
)
from shipyard_release.index import OtherContents, Say
from shipyard_release.listing import File, Listing
from shipyard_release.project_state import blocked
from shipyard_release.state import Release, sendable
from shipyard_release.tryout import Trial, try_address, try_sdist, try_wheel

LONGEST_PAUSE = 30  # seconds between two looks at the index


@dataclass(frozen=True)
class Download:
    """A file of a release as the index gives it."""

    file: File
    data: bytes


def verify_kept(release: Release, say: Say) -> Message:
    """Compare the index with the kept distributions, and install the wheel from it.

    Raises `Stop` when the index shows them not in time, or has other contents.
    """
    listed = _wait_for(release, release.lacking, say)
    paths = release.to_send()
    downloads = _downloaded(release, listed, [path.name for path in paths])
    likeness = _compared(release, listed, paths, downloads)
    _install(release, downloads, say)
    message = _told(release, likeness, paths, downloads)
    if likeness != Likeness.SAME_BYTES and not release.has_tag():
        _adopt(release, downloads)
    return message


def verify_released(release: Release, say: Say) -> Message:
    """Compare the index with the hashes in the tag, or else with a build that is thrown away.

    Raises `Stop` for a version that is neither on the index nor tagged, and as `verify_kept` does.
    """
    sums = release.tag_sums()
    if not release.has_tag() and not release.listing().of(release.version):
        raise _nowhere(release)
    if sums:
        listed = _wait_for(release, lambda listed: _absent(listed, sums), say)
        downloads = _downloaded(release, listed, list(sums))
        if all(
            distributions.sha256(one.data) == sums[one.file.name] for one in downloads
        ):
            _install(release, downloads, say)
            return Message(
                "verified-tag", {"index": release.index.name, "tag": release.tag}
            )
    with TemporaryDirectory() as temporary:
        built = release.kept() or _built(release, Path(temporary), say)
        paths = sendable(release.index, built)
        listed = _wait_for(release, lambda listed: _absent(listed, _names(paths)), say)
        downloads = _downloaded(release, listed, [path.name for path in paths])
        likeness = _compared(release, listed, paths, downloads)
        _install(release, downloads, say)
        return _told(release, likeness, paths, downloads)


def _built(release: Release, folder: Path, say: Say) -> list[Path]:
    say(Message("building", {"commit": str(release.commit)[:7]}))
    return build(release.repository, str(release.commit), folder)


def _nowhere(release: Release) -> Stop:
    remedies: tuple[Remedy, ...] = (
        Git(("fetch", "--tags", release.settings.remote), "fetch-releases"),
    )
    facts: Facts = {
        "title": release.title,
        "index": release.index.name,
        "tag": release.tag,
    }
    return Stop("never-uploaded", *remedies, **facts)


def _names(paths: list[Path]) -> dict[str, str]:
    return {path.name: "" for path in paths}


def _absent(listed: Listing, names: Mapping[str, str]) -> list[Path]:
    return [Path(name) for name in names if name not in listed.files]


def _wait_for(
    release: Release, lacking: Callable[[Listing], list[Path]], say: Say
) -> Listing:
    """Return the first list that lacks nothing. Whatever follows uses this one list."""
    deadline = time.monotonic() + release.request.wait
    pause = 1.0
    while missing := lacking(listed := release.listing()):
        for problem in blocked(release, listed):  # waiting does not help against that
            raise Stop(problem.kind, *problem.remedies, **problem.facts)
        left = deadline - time.monotonic()
        facts: Facts = {
            "index": release.index.name,
            "filename": missing[0].name,
            "seconds": left,
        }
        if left <= 0:
            kind = (
                "not-published-yet" if release.publishes_from_ci else "not-visible-yet"
            )
            remedies: list[Remedy] = [Again()]
            if release.index.is_derived and not listed.exists:
                remedies.append(
                    Again({"index-url": "URL"}, label="if-list-is-elsewhere")
                )
            raise Stop(kind, *remedies, status=Status.WAITING, **facts)
        say(Message("waiting-for-list", facts))
        time.sleep(min(pause, max(left, 0.05)))
        pause = min(pause * 1.5, LONGEST_PAUSE)
    return listed


def _downloaded(release: Release, listed: Listing, names: list[str]) -> list[Download]:
    files = [listed.files[name] for name in names]
    return [Download(file, release.index.download(file)) for file in files]


def _compared(
    release: Release, listed: Listing, paths: list[Path], downloads: list[Download]
) -> Likeness:
    """Return the least likeness of all files; raises the verdict on other contents."""
    found: list[Likeness] = []
    for path, download in zip(paths, downloads, strict=True):
        found.append(distributions.compare(path, download.data))
        if found[-1] == Likeness.OTHER:
            kind = "other-bytes-downloaded"
            other = OtherContents(release.index, kind, path.name, listed=listed)
            raise release.verdict(other)
    return min(found)


def _install(release: Release, downloads: list[Download], say: Say) -> None:
    index = release.index
    say(Message("installing", {"index": index.name}))
    remedies = (Again(), Person("correct-and-next-version"))
    trial = Trial(release.settings, release.version, remedies)
    wheels = [one for one in downloads if one.file.name.endswith(".whl")]
    if not wheels:
        _install_sdist(release, trial, downloads[0])
        return
    [wheel] = wheels
    with TemporaryDirectory() as temporary:
        path = Path(temporary) / wheel.file.name
        path.write_bytes(wheel.data)
        if index.login:
            try_wheel(trial, path)  # a rehearsal has no index for dependencies
            return
        digest = distributions.sha256(wheel.data)
        address = f"{release.settings.name} @ {wheel.file.url}#sha256={digest}"
        try_address(trial, address, path)


def _install_sdist(release: Release, trial: Trial, sdist: Download) -> None:
    """Build the wheel of an sdist that is alone on the index, as a user's pip does."""
    epoch = release.repository.log("%ct", str(release.commit))
    with TemporaryDirectory() as temporary:
        path = Path(temporary) / sdist.file.name
        path.write_bytes(sdist.data)
        try_sdist(trial, path, epoch)


def _told(
    release: Release, likeness: Likeness, paths: list[Path], downloads: list[Download]
) -> Message:
    index = release.index.name
    if likeness == Likeness.SAME_BYTES:
        return Message("verified-bytes", {"index": index})
    if likeness == Likeness.SAME_CONTENTS:
        return Message("verified-contents", {"index": index})
    ours = distributions.build_tool(paths[0].read_bytes())
    theirs = distributions.build_tool(downloads[0].data)
    return Message(
        "verified-but-tool", {"index": index, "theirs": theirs, "ours": ours}
    )


def _adopt(release: Release, downloads: list[Download]) -> None:
    """Keep the index's files, whose contents are the same, so that the tag names their hashes."""
    fresh = release.folder / "adopted"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    for one in downloads:
        (fresh / one.file.name).write_bytes(one.data)
    for path in distributions.within(fresh):
        path.replace(release.folder / path.name)
    fresh.rmdir()
    distributions.keep(release.folder, str(release.commit))
