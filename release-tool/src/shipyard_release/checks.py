"""Look into the distributions as a user would: metadata, contents, use, and tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from packaging.metadata import RawMetadata, parse_email
from packaging.utils import canonicalize_name
from packaging.version import Version

from shipyard_release import contents, layout, twine
from shipyard_release.build import CORRECT_AND_COMMIT, wheel_of_commit
from shipyard_release.contents import Committed, Distribution
from shipyard_release.errors import Message, Problem, Stop
from shipyard_release.git import Repository
from shipyard_release.index import Index
from shipyard_release.process import told_as
from shipyard_release.settings import Settings
from shipyard_release.state import sendable
from shipyard_release.tryout import Trial, names_in, run_tests, try_wheel


@dataclass(frozen=True)
class Inspection:
    """What is looked into: two distributions of a version, their commit, and their index."""

    settings: Settings
    version: Version
    wheel: Path
    sdist: Path
    repository: Repository
    commit: str
    index: Index


@dataclass(frozen=True)
class Findings:
    """How a check went well: in a sentence, and what a person should know all the same."""

    result: Message
    warnings: tuple[Message, ...]


def inspect(inspection: Inspection, *, with_tests: bool) -> Findings:
    """Check two distributions; raises `Stop` with everything that is wrong in them."""
    paths = [inspection.wheel, inspection.sdist]
    taken = sendable(inspection.index, paths)
    refused = _refused_by_pypi(taken)
    warnings: list[Message] = []
    if not inspection.index.has_rules_of_pypi:
        warnings = [_warning(problem, inspection.index) for problem in refused]
        refused = []
    if not refused:  # a rule says the same better than twine
        with told_as("twine-check", *CORRECT_AND_COMMIT):
            rows = twine.check(paths)
        warnings += [Message("description-warning", {"output": row}) for row in rows]
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        wheel = Distribution.unpacked(inspection.wheel, folder / "wheel")
        sdist = Distribution.unpacked(inspection.sdist, folder / "sdist")
        inspection.repository.export(inspection.commit, folder / "commit")
        committed = Committed.of(folder / "commit")
    built = (wheel, sdist)
    problems = [
        *refused,
        *find_problems(inspection.settings, inspection.version, built, committed),
        *_submodules(inspection, wheel, committed),
        *_lost_extensions(inspection, wheel),
    ]
    if problems:
        raise Stop("distributions-wrong", *CORRECT_AND_COMMIT, problems=tuple(problems))
    kept_here = [path for path in paths if path not in taken]
    warnings += [
        Message("wheel-stays-here", {"filename": path.name}) for path in kept_here
    ]
    if not committed.licences:
        warnings.append(Message("no-licence"))
    links = _relative_links(inspection.settings, committed, _metadata(wheel))
    warnings += [*links, *try_wheel(_trial(inspection), inspection.wheel)]
    warnings += [_test(inspection)] if with_tests else [Message("tests-skipped")]
    return Findings(_result(inspection), tuple(warnings))


def _refused_by_pypi(paths: list[Path]) -> list[Problem]:
    from shipyard_release import index_rules  # noqa: PLC0415 - slow to import, for this step alone

    return index_rules.broken(paths)


def _warning(problem: Problem, index: Index) -> Message:
    """Return what is told of a rule that an index of one's own may not have."""
    facts = {"problem": problem, "index": index.stands_for or index.name}
    return Message("warning", facts)


def find_problems(
    settings: Settings,
    version: Version,
    built: tuple[Distribution, Distribution],
    committed: Committed,
) -> list[Problem]:
    """Return everything that is wrong in a wheel and an sdist that were built from a commit."""
    wheel, sdist = built
    return [
        *_wrong(settings, version, wheel),
        *_wrong(settings, version, sdist),
        *_other_name(settings, committed),
        *contents.problems(settings, wheel, sdist, committed),
    ]


def _submodules(
    inspection: Inspection, wheel: Distribution, committed: Committed
) -> Iterator[Problem]:
    known = inspection.repository.submodules(inspection.commit)
    for path in contents.submodules_of_code(set(wheel.files), committed.names, known):
        yield Problem("submodule-of-code", {"path": path})


def _lost_extensions(inspection: Inspection, wheel: Distribution) -> Iterator[Problem]:
    """Yield the compiled modules that the sdist gives no more, for want of a file in it."""
    if not layout.is_for_platform(wheel.path.name):
        return
    with (
        TemporaryDirectory() as temporary,
        told_as("does-not-build", *CORRECT_AND_COMMIT),
    ):
        other = wheel_of_commit(
            inspection.repository, inspection.commit, Path(temporary)
        )
        names = names_in(other)
    for name in sorted(set(names) - set(wheel.files)):
        if layout.has_extension([name]) or layout.has_program([name]):
            yield Problem("wheel-lacks-extension", {"name": name})


def _test(inspection: Inspection) -> Message:
    trial = _trial(inspection)
    return run_tests(trial, inspection.wheel, inspection.repository, inspection.commit)


def _trial(inspection: Inspection) -> Trial:
    return Trial(inspection.settings, inspection.version, CORRECT_AND_COMMIT)


def _result(inspection: Inspection) -> Message:
    facts = {"project": inspection.settings.spelled, "version": str(inspection.version)}
    return Message("checked", facts)


def _metadata(distribution: Distribution) -> RawMetadata:
    is_wheel = distribution.path.suffix == ".whl"
    ends = ".dist-info/METADATA" if is_wheel else "PKG-INFO"
    names = [name for name in distribution.files if name.endswith(ends)]
    shortest = min(names, key=lambda name: name.count("/"), default="")
    fields, _ = parse_email(distribution.files.get(shortest, b""))
    return fields


def _wrong(
    settings: Settings, version: Version, distribution: Distribution
) -> Iterator[Problem]:
    path = distribution.path
    fields = _metadata(distribution)
    found = (
        f"{canonicalize_name(fields.get('name', 'nothing'))} {fields.get('version')}"
    )
    expected = f"{settings.name} {version}"
    if found != expected:
        yield _problem("says-another-name", path, found=found, expected=expected)


def _problem(kind: str, path: Path, **facts: Any) -> Problem:
    return Problem(kind, {"filename": path.name, **facts})


def _other_name(settings: Settings, committed: Committed) -> Iterator[Problem]:
    """Yield a name in setup.py that is not pyproject.toml's: setuptools ignores it in silence."""
    text = committed.files.get("setup.py", b"")
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "setup":
            for keyword in node.keywords:
                name = getattr(keyword.value, "value", None)
                is_name = keyword.arg == "name" and isinstance(name, str)
                if is_name and canonicalize_name(str(name)) != settings.name:
                    yield Problem(
                        "name-differs", {"name": name, "expected": settings.name}
                    )


def _relative_links(
    settings: Settings, committed: Committed, metadata: RawMetadata
) -> Iterator[Message]:
    from shipyard_release import readme  # noqa: PLC0415 - slow to import, for this step alone

    text = committed.files.get("README.md")
    if text is not None:
        urls = metadata.get("project_urls", {})
        yield from readme.relative_links(
            text.decode("utf-8", "replace"),
            "README.md",
            project_urls=urls,
            branch=settings.branch,
        )
