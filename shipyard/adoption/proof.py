"""Compare what a project builds before and after: every member, every field of the metadata."""

from __future__ import annotations

import hashlib
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from pathlib import Path

from shipyard.adoption.building import Built

EXECUTABLE = 0o100
TOP = 1  # an sdist has everything in one folder, whose name is that of the sdist
LONGEST = 60


@dataclass(frozen=True)
class Proof:
    """What was compared, and every difference in one line; `noise` is the build's own."""

    before: Built
    after: Built
    differences: list[str] = field(default_factory=list)
    noise: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    members: int = 0
    fields: int = 0


@dataclass(frozen=True)
class Member:
    """A file of a distribution: its bytes, and whether it is a program."""

    data: bytes
    is_program: bool


Members = Mapping[str, Member]


def compare(
    before: Built, again: Built, after: Built, *, added: Iterable[str]
) -> Proof:
    """Compare two builds of the old tree with one of the new, which has the files `added`.

    What differs between the two builds of the old tree is noise, which is named and not blamed.
    """
    names = set(added)
    noise = sorted(
        {*_noise(before.wheel, again.wheel), *_noise(before.sdist, again.sdist)}
    )
    wheel = members(before.wheel)
    differences = [
        *_names(before, after),
        *wheel_differences(wheel, members(after.wheel), without=noise),
        *sdist_differences(
            members(before.sdist), members(after.sdist), without=noise, added=names
        ),
    ]
    new = sorted(set(members(after.sdist)) - set(members(before.sdist)))
    return Proof(
        before,
        after,
        differences=differences,
        noise=noise,
        added=new,
        members=len(wheel),
        fields=len(_fields(_metadata(wheel))),
    )


def members(path: Path) -> dict[str, Member]:
    """Return the files of a wheel, or of an sdist without its top folder."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return {
                info.filename: Member(
                    wheel.read(info), bool(info.external_attr >> 16 & EXECUTABLE)
                )
                for info in wheel.infolist()
                if not info.is_dir()
            }
    found: dict[str, Member] = {}
    with tarfile.open(path) as sdist:
        for info in sdist.getmembers():
            _, _, name = info.name.partition("/")
            content = sdist.extractfile(info) if info.isreg() else None
            if content is not None:
                found[name] = Member(content.read(), bool(info.mode & EXECUTABLE))
            elif info.issym() or info.islnk():
                found[name] = Member(info.linkname.encode(), is_program=False)
    return found


def wheel_differences(
    before: Members, after: Members, *, without: Iterable[str]
) -> list[str]:
    """Return each difference of two wheels; RECORD only repeats the others."""
    left_out = {
        *without,
        *(name for name in before if name.endswith(".dist-info/RECORD")),
    }
    return list(_differences(before, after, left_out))


def sdist_differences(
    before: Members, after: Members, *, without: Iterable[str], added: set[str]
) -> list[str]:
    """Return each difference of two sdists; a file in `added` may be new, or longer at its end."""
    left_out = set(without)
    for name in added & set(after):
        if name not in before or after[name].data.startswith(before[name].data):
            left_out.add(name)
    for name in set(before) & set(after):
        if name.endswith("egg-info/SOURCES.txt") and _lists_more(
            before[name], after[name], added
        ):
            left_out.add(name)
    return [f"sdist: {line}" for line in _differences(before, after, left_out)]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _names(before: Built, after: Built) -> list[str]:
    """Return how the files are called otherwise: a name has the version and the wheel's tags."""
    pairs = (
        (before.wheel.name, after.wheel.name),
        (before.sdist.name, after.sdist.name),
    )
    return [f"{old} is now {new}" for old, new in pairs if old != new]


def _differences(before: Members, after: Members, left_out: set[str]) -> Iterable[str]:
    for name in sorted(set(before) | set(after)):
        if name in left_out:
            continue
        old = before.get(name)
        new = after.get(name)
        if old is None:
            yield f"+ {name}"
        elif new is None:
            yield f"- {name}"
        elif old.data != new.data:
            yield from _changes(name, old, new)
        elif old.is_program != new.is_program:
            yield f"~ {name}: it can{'' if new.is_program else 'not'} be run as a program now"


def _changes(name: str, old: Member, new: Member) -> Iterable[str]:
    if not name.endswith((".dist-info/METADATA", "PKG-INFO", ".dist-info/WHEEL")):
        yield f"~ {name}: {len(old.data)} bytes before, {len(new.data)} after, or other ones"
        return
    ours = _fields(old.data)
    theirs = _fields(new.data)
    yield from (f"~ {name}: - {_short(row)}" for row in (ours - theirs).elements())
    yield from (f"~ {name}: + {_short(row)}" for row in (theirs - ours).elements())


def _metadata(wheel: Members) -> bytes:
    return next(
        (
            member.data
            for name, member in wheel.items()
            if name.endswith(".dist-info/METADATA")
        ),
        b"",
    )


def _fields(data: bytes) -> Counter[str]:
    """Return the fields of METADATA, PKG-INFO or WHEEL; the order of rows has no meaning."""
    read: Message = BytesParser(policy=compat32).parsebytes(data)
    rows = Counter(f"{name}: {text}" for name, text in read.items())
    body = str(read.get_payload() or "")
    return rows + Counter({f"Description: {body}": 1} if body.strip() else {})


def _short(row: str) -> str:
    plain = " ".join(row.split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def _lists_more(old: Member, new: Member, added: set[str]) -> bool:
    """Whether a list of files has all that it had, and beside that only what was added."""
    before = set(old.data.decode(errors="replace").split("\n"))
    after = set(new.data.decode(errors="replace").split("\n"))
    return before <= after and after - before <= added


def _noise(first: Path, second: Path) -> set[str]:
    """Return the members that differ between two builds of the same tree."""
    one = members(first)
    two = members(second)
    both = set(one) | set(two)
    return {
        name for name in both if one.get(name) != two.get(name) and "RECORD" not in name
    }


def field_of(wheel: Path, name: str) -> str:
    """Return a field of a wheel's METADATA, '' when it has none of that name."""
    read: Message = BytesParser(policy=compat32).parsebytes(_metadata(members(wheel)))
    return str(read.get(name, ""))
