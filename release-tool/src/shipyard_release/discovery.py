"""Read from a project that has no settings what they would have to say.

Its own build says which name, version and requirements it has; git and its files say the rest. The
file that the version comes from is proven: with another version in it, the metadata must follow.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from packaging.metadata import RawMetadata
from packaging.version import Version

from shipyard_release import isolated, tag_trial, tryout
from shipyard_release.branches import maintenance_patterns
from shipyard_release.build import prepare
from shipyard_release.changelog import kind_of
from shipyard_release.contents import (
    Committed,
    Distribution,
    left_out,
    looks_secret,
    lost_licences,
    submodules_of_code,
    written,
    written_anew,
)
from shipyard_release.environments import Fresh, Lender
from shipyard_release.errors import Message, Person, Stop
from shipyard_release.git import Repository
from shipyard_release.process import ProgramFailed, told_as
from shipyard_release.settings import pyproject
from shipyard_release.table import KEYS, REQUIRED
from shipyard_release.version import FORMATS, find_tag_format
from shipyard_release.version_search import (
    DECLARATIONS,
    candidates,
    is_beside,
    proven,
    text_of,
)
from shipyard_release.version_tags import certain, mentioned, told

CHANGELOGS = (
    "changelog",
    "changes",
    "history",
    "news",
    "release-notes",
    "release_notes",
)
# What puts a changelog together from one file for each change, and where such files are.
FRAGMENT_TOOLS = ("towncrier", "scriv", "changelogd")
FRAGMENT_FILES = ("towncrier.toml", ".changie.yaml", ".changie.yml")
FRAGMENT_FOLDERS = (
    "newsfragments",
    "changelog.d",
    "changes.d",
    ".changes",
    "releasenotes/notes",
)
TEXTS = (".md", ".rst", ".txt", "")
ITS_BUILD = (
    "its own build"  # what makes the version from tags, where no known tool is named
)
TEST_FOLDERS = ("tests", "test")


@dataclass
class Discovery:
    """What was found: settings by key, where each was read, and what could not be read.

    `requires` is what the wheel requires, and `build_requires` what builds it.
    """

    settings: dict[str, object] = field(default_factory=dict)
    found: dict[str, Message] = field(default_factory=dict)
    unread: dict[str, Message] = field(default_factory=dict)
    requires: list[str] = field(default_factory=list)
    build_requires: list[str] = field(default_factory=list)

    def note(self, key: str, value: object, where: Message) -> None:
        """Keep the value of a key, unless it is the default, and where it was read."""
        if value != KEYS[key].default:
            self.settings[key] = value
            self.found[key] = where


@dataclass(frozen=True)
class Project:
    """A project in the state of its last commit, exported into `source`, and what it builds."""

    repository: Repository
    source: Path
    backend: isolated.Backend
    wheel: Path
    sdist: Path
    metadata: RawMetadata
    build_requires: list[str]
    written_again: set[str]

    @property
    def name(self) -> str:
        """The name of the distribution package, as spelled."""
        return self.metadata["name"]

    @property
    def version(self) -> Version:
        """The version that it has now."""
        return Version(self.metadata["version"])

    @property
    def commit(self) -> str:
        """The id of its last commit."""
        return self.repository.log("%H")

    @property
    def paths(self) -> set[str]:
        """The paths of its committed files."""
        return self.repository.paths("HEAD")

    def text(self, path: str) -> str:
        """Return the text of a committed file, or '' for none and for one that is not text."""
        return text_of(self.source / path)


def discover(
    repository: Repository, given: Mapping[str, object], *, dependencies: Path | None
) -> Discovery:
    """Return what the settings of a project would have to say; `given` ones are taken as they are.

    The package is installed with what it requires into a new environment in `dependencies`, unless
    that is None, to see which of its modules can be imported. A network is needed. Raises `Stop`
    for a project that does not build, and for one that this tool cannot release.
    """
    found = Discovery(settings=dict(given))
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        source = folder / "source"
        repository.export(repository.log("%H"), source)
        _refuse_tags(source, certain(*_declared(source)))
        prepare(source)
        with _built(repository, source, folder) as project:
            found.requires = tryout.requires_of(project.wheel)
            found.build_requires = project.build_requires
            _look(project, found, given)
            _left_out(project, found, given)
            if dependencies:
                _try(project, found, given, dependencies)
    return found


@contextmanager
def _built(repository: Repository, source: Path, folder: Path) -> Generator[Project]:
    """Yield the project with its own wheel and sdist; raises `Stop` when it does not build."""
    with isolated.backend(source) as backend:
        try:
            # A backend asks for a program until it finds it, which is so after its first build.
            requires = backend.requirements()
            sdist = backend.build("sdist", folder / "sdist")
            wheel = backend.build("wheel", folder / "wheel")
        except ProgramFailed as failure:
            if tag_trial.follows(
                repository, backend, tag_format=FORMATS[0], name=source.name
            ):
                _refuse_tags(source, mentioned(*_declared(source)) or ITS_BUILD)
            output = failure.quoted
            if repository.submodules(repository.log("%H")):
                raise Stop("does-not-build-submodules", output=output) from None
            raise Stop(
                "does-not-build-alone", Person("look-at-build"), output=output
            ) from None
        metadata = tryout.metadata_of(wheel)
        again = _written_again(repository, source)
        yield Project(
            repository, source, backend, wheel, sdist, metadata, requires, again
        )


def _written_again(repository: Repository, source: Path) -> set[str]:
    """Return the committed files that a build wrote, maybe as they were: with this version.

    An exported file has the time of its commit.
    """
    time = int(repository.log("%ct"))
    places = {path: source / path for path in repository.paths("HEAD")}
    return {
        path
        for path, place in places.items()
        if place.is_file() and place.stat().st_mtime > time
    }


def _look(project: Project, found: Discovery, given: Mapping[str, object]) -> None:
    """Find each setting that was not given."""
    looks: dict[str, Callable[[Project, Discovery], None]] = {
        "name": _name,
        REQUIRED: _version,
        "changelog": _changelog,
        "remote": _remote,
        "branches": _branches,
        "tag": _tag,
        "tests": _tests,
    }
    for key, look in looks.items():
        if key not in given:
            look(project, found)


def _name(project: Project, found: Discovery) -> None:
    table = pyproject(project.source).get("project", {})
    if table.get("name") != project.name:
        found.note("name", project.name, Message("found-metadata"))


def _version(project: Project, found: Discovery) -> None:
    version_file = proven(
        project.source, project.paths, project.version, project.backend
    )
    named = mentioned(*_declared(project.source))
    if (named or version_file is None) and _comes_from_tags(project):
        _refuse_tags(project.source, named or ITS_BUILD)
    if version_file is None:
        found.unread[REQUIRED] = _unread_version(project)
        return
    found.note(
        REQUIRED,
        version_file.path,
        Message("found-version-file", {"version": str(project.version)}),
    )
    if version_file.pattern:
        found.note("version-pattern", version_file.pattern, Message("found-pattern"))
    all_of_them = candidates(project.source, project.paths, project.version)
    copies = [each.path for each in all_of_them if each.path != version_file.path]
    if copies:
        found.note(
            "version-also",
            copies,
            Message("found-copies", {"version": str(project.version)}),
        )


def _unread_version(project: Project) -> Message:
    """Return why no version file was found; one in another encoding may be the reason."""
    named = [path for path in DECLARATIONS if path in project.paths]
    other = next(
        (path for path in named if not project.repository.is_utf8("HEAD", path)), None
    )
    if other:
        return Message("version-unread-encoding", {"path": other})
    return Message("version-unread", {"version": str(project.version)})


def _comes_from_tags(project: Project) -> bool:
    """Whether a tag makes the version, proven with another tag in a clone."""
    repository = project.repository
    tag_format = find_tag_format(repository.all_tags(), project.name) or FORMATS[0]
    return tag_trial.follows(
        repository, project.backend, tag_format=tag_format, name=project.name
    )


def _refuse_tags(source: Path, tool: str) -> None:
    """Raise `Stop` for a version that a tag makes: it is not in any file that could be changed."""
    if tool:
        data, _, setup_py = _declared(source)
        problem = told(tool, data, setup_py)
        raise Stop(problem.kind, *problem.remedies, **problem.facts)


def _declared(source: Path) -> tuple[dict[str, Any], str, str]:
    """Return what is in pyproject.toml, and the texts of setup.cfg and setup.py."""
    return (
        pyproject(source),
        text_of(source / "setup.cfg"),
        text_of(source / "setup.py"),
    )


def _changelog(project: Project, found: Discovery) -> None:
    other = fragments(project.repository, project.source)
    if other:
        where = Message("found-changelog-fragments", {"path": other})
        found.note("changelog-format", "none", where)
        return
    unknown = ""
    for path in _changelogs(project):
        kind = kind_of(project.text(path), path)
        if kind:
            found.note("changelog", path, Message("found-changelog"))
            found.note(
                "changelog-format",
                kind,
                Message("found-changelog-form", {"path": path}),
            )
            return
        unknown = unknown or path
    reason = Message("found-changelog-none")
    if unknown:
        reason = Message("found-changelog-unknown", {"path": unknown})
    found.note("changelog-format", "none", reason)


def fragments(repository: Repository, source: Path) -> str:
    """Return what says that a changelog is put together from fragments by another tool, or ''."""
    tool = pyproject(source).get("tool", {})
    tables = [f"[tool.{name}]" for name in FRAGMENT_TOOLS if name in tool]
    has_folder = repository.has_folder
    folders = (f"{name}/" for name in FRAGMENT_FOLDERS if has_folder("HEAD", name))
    files = (name for name in FRAGMENT_FILES if repository.has_file("HEAD", name))
    return next(iter([*tables, *folders, *files]), "")


def _changelogs(project: Project) -> list[str]:
    """Return the files that look like a changelog, those at the top first."""
    paths = [PurePosixPath(path) for path in project.repository.paths("HEAD")]
    likely = [
        path
        for path in paths
        if path.stem.lower() in CHANGELOGS and path.suffix.lower() in TEXTS
    ]
    return [
        str(path)
        for path in sorted(likely, key=lambda path: (len(path.parts), str(path)))
    ]


def _remote(project: Project, found: Discovery) -> None:
    branch = project.repository.branch()
    tracked = project.repository.ask("config", f"branch.{branch}.remote")
    remotes = (project.repository.ask("remote") or "").splitlines()
    remote = tracked if tracked in remotes else None
    if remote is None and len(remotes) == 1:
        remote = remotes[0]
    if remote:
        found.note("remote", remote, Message("found-remote"))


def _branches(project: Project, found: Discovery) -> None:
    remote = found.settings.get("remote", KEYS["remote"].default)
    head = (
        project.repository.ask("symbolic-ref", "--quiet", f"refs/remotes/{remote}/HEAD")
        or ""
    )
    branch = head.removeprefix(f"refs/remotes/{remote}/") or project.repository.branch()
    if branch:
        others = maintenance_patterns(_branches_there(project, str(remote)))
        found.note("branches", [branch, *others], Message("found-branch"))


def _branches_there(project: Project, remote: str) -> list[str]:
    """Return the branches of this repository, and those of the remote that are known here."""
    folders = ("refs/heads/", f"refs/remotes/{remote}/")
    listed = (
        project.repository.ask("for-each-ref", "--format=%(refname)", *folders) or ""
    )
    names = listed.splitlines()
    for folder in folders:
        names = [name.removeprefix(folder) for name in names]
    return names


def _tag(project: Project, found: Discovery) -> None:
    tag_format = find_tag_format(project.repository.all_tags(), project.name)
    if tag_format:
        found.note("tag", tag_format, Message("found-tags"))
    elif project.repository.folder:
        # Other packages of the repository have tags as well.
        found.note("tag", "{name}-v{version}", Message("found-folder"))


def _tests(project: Project, found: Discovery) -> None:
    has_folder = project.repository.has_folder
    folder = next((name for name in TEST_FOLDERS if has_folder("HEAD", name)), None)
    if folder:
        found.note("tests", folder, Message("found-tests"))
    found.note("test-command", [], Message("found-no-tests"))


def _left_out(project: Project, found: Discovery, given: Mapping[str, object]) -> None:
    """Note the files that its build writes or leaves out today; others are noticed then."""
    with TemporaryDirectory() as temporary:
        sdist = Distribution.unpacked(project.sdist, Path(temporary) / "sdist")
        # A build may have changed the files in `source`.
        project.repository.export(project.commit, Path(temporary) / "commit")
        committed = Committed.of(Path(temporary) / "commit")
    wheel = set(tryout.names_in(project.wheel))
    submodules = project.repository.submodules(project.commit)
    if inside := submodules_of_code(wheel, committed.names, submodules):
        raise Stop("submodule-of-code", path=", ".join(inside))
    tests = str(found.settings.get("tests", KEYS["tests"].default))
    of_sdist, of_wheel = left_out(
        wheel, set(sdist.files), project.paths - set(submodules), tests
    )
    of_wheel = sorted({*of_wheel, *lost_licences(wheel, committed)})
    own = {*written(set(sdist.files), committed.names), *written_anew(sdist, committed)}
    own |= project.written_again & set(sdist.files)
    secrets = [name for name, data in sdist.files.items() if looks_secret(name, data)]
    looks = {
        "not-secret": (
            [name for name in secrets if is_beside(name)],
            Message("found-keys-for-tests"),
        ),
        "not-committed": (sorted(own), Message("found-written")),
        "not-in-sdist": (of_sdist, Message("found-left-out")),
        "not-in-wheel": (of_wheel, Message("found-left-out")),
    }
    for key, (names, where) in looks.items():
        if key not in given:
            found.note(key, names, where)


def _try(
    project: Project, found: Discovery, given: Mapping[str, object], dependencies: Path
) -> None:
    """Install the package with what it requires, and note what cannot be imported or run."""
    shutil.rmtree(dependencies, ignore_errors=True)
    dependencies.parent.mkdir(parents=True, exist_ok=True)
    with told_as("does-not-install", Person("look-at-build")):
        fresh = Fresh.make(dependencies, Lender.own())
        fresh.install(str(project.wheel), cwd=dependencies)
    found.settings["environment"] = str(dependencies)
    failing = tryout.failing(fresh, project.wheel)
    if failing.modules and "skip-imports" not in given:
        found.note(
            "skip-imports", sorted(failing.modules), Message("found-failing-imports")
        )
    if failing.scripts and "skip-scripts" not in given:
        found.note(
            "skip-scripts", sorted(failing.scripts), Message("found-failing-scripts")
        )
