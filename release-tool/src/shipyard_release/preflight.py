"""Everything that would stop a release, found before the first write and told at once."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from pathlib import PurePosixPath

from packaging.version import Version

from shipyard_release import (
    bridge,
    credentials,
    project_state,
    publisher,
    pull_request,
    recommendation,
    remote_words,
    twine,
    version_tags,
    workflows,
)
from shipyard_release.branches import first_name, line_of
from shipyard_release.changelog import EXAMPLES
from shipyard_release.contents import SECRET_NAMES
from shipyard_release.errors import (
    Again,
    Delete,
    Edit,
    Facts,
    Git,
    Message,
    Person,
    Problem,
    Remedy,
    Stop,
    Tool,
    Variables,
    Visit,
)
from shipyard_release.git import Repository
from shipyard_release.names import PRIVATE, PYPI
from shipyard_release.process import ProgramFailed
from shipyard_release.settings import pyproject
from shipyard_release.state import Place, Release
from shipyard_release.table import NONE
from shipyard_release.version import following, tag_of
from shipyard_release.version_file import Unclear

EXAMPLE = "you@example.com"  # the author of the template, until somebody names another
# What the template writes for somebody to replace, in a project that was made with it.
EXAMPLE_DESCRIPTION = "A small Python package."
EXAMPLE_CALL = 'greet("Ada")'
EXAMPLE_MODULE = "An example, to delete when you have read it"
EXAMPLE_INTRODUCTIONS = (
    "All changes that users of this package notice, newest first.",
    "What changes for those who use this package, newest first.",  # of an older template
)
EXAMPLE_NEWS = "### Added\n\n- First release."
A_DAY = 24 * 3600  # seconds


@dataclass(frozen=True)
class Ready:
    """What a release goes on with, and what a person should know all the same."""

    state: Message
    warnings: tuple[Message, ...]


def check(release: Release) -> Ready:
    """Return what a release goes on with; raises `Stop` with every problem at once."""
    looks: tuple[Callable[[Release], Iterator[Message]], ...] = (
        lambda release: _tree(release.place, release.own_changes()),
        _stale_git_index,
        lambda release: _signature(release.place),
        lambda release: _branch(release.place),
        _remote,
        lambda release: publisher.problems(release.place),
        _version,
        recommendation.hidden_breaks,
        _texts,
        lambda release: bridge.problems(partial(release.repository.file, "HEAD")),
        _metadata,
        _credentials,
        _index,
        _workflows,
    )
    with release.repository.looking():
        found = [message for look in looks for message in _all(look(release))]
    problems = [message for message in found if isinstance(message, Problem)]
    _stop_for(problems, release.title, release.place)
    state = Message(
        "ready", {"branch": release.settings.branch, "source": _source(release)}
    )
    return Ready(state, tuple(found))


def in_the_way(release: Release) -> list[Problem]:
    """Return what would stop a real release, as far as neither remote nor index is asked."""
    looks: tuple[Callable[[Release], Iterator[Message]], ...] = (
        lambda release: _tree(release.place, set()),
        lambda release: _branch(release.place),
        lambda release: _remote_exists(release.place),
        _texts,
        _metadata,
        _credentials,
    )
    with release.repository.looking():
        found = [message for look in looks for message in _all(look(release))]
    return [message for message in found if isinstance(message, Problem)]


def check_without_version(place: Place, unclear: Problem) -> Stop:
    """Return the stop for a version that cannot be read, with everything else that is wrong."""
    looks = (
        _tree(place, set()),
        _branch(place),
        _remote_exists(place),
        _version_from_tags(place),
    )
    found = [message for look in looks for message in _all(look)]
    problems = [message for message in found if isinstance(message, Problem)]
    stop = _not_ready([*problems, unclear], place.settings.spelled, place)
    if unclear.can_repeat:  # with another version than the one that was typed
        return Stop(stop.kind, problems=stop.problems, **stop.problem.facts)
    return stop


def _source(release: Release) -> Message:
    if release.publishes_from_ci:
        return Message("credentials-pipeline")
    return credentials.source(release.index)


def _stop_for(problems: list[Problem], title: str, place: Place) -> None:
    if problems:
        raise _not_ready(problems, title, place)


def _not_ready(problems: list[Problem], title: str, place: Place) -> Stop:
    facts: Facts = {"title": title, "index": place.index.name}
    return Stop(
        "not-ready", Again(label="when-corrected"), problems=tuple(problems), **facts
    )


def _all(messages: Iterator[Message]) -> Iterator[Message]:
    try:
        yield from messages
    except Stop as stop:  # a look that cannot go on
        yield stop.problem


def _tree(place: Place, own_changes: set[str]) -> Iterator[Problem]:
    repository = place.repository
    lock = repository.git("rev-parse", "--git-path", "index.lock").strip()
    if (repository.root / lock).exists():
        yield Problem("git-at-work", {}, (Delete(lock, "if-no-git-runs"), Again()))
    changes = [path for path in repository.changes() if path not in own_changes]
    secret = _secrets(place, changes)
    if secret:
        remedy = Edit(".gitignore", "ignore-secret")
        yield Problem("secret-not-ignored", {"paths": ", ".join(secret)}, (remedy,))
    changes = [path for path in changes if path not in secret]
    if changes:
        remedies = (
            Git(("add", "FILES"), "commit-them"),
            Git(("stash", "--include-untracked"), "put-aside"),
        )
        yield Problem("tree-changed", {"paths": changes}, remedies)
    if int(repository.log("%ct")) > time.time() + A_DAY:
        words = ("commit", "--amend", "--reset-author", "--no-edit", "--allow-empty")
        again = Git(words, "after-clock")
        yield Problem(
            "commit-of-the-future", {}, (Again() if place.goes_by_request else again,)
        )
    missing = repository.identify()
    if missing:
        yield Problem("git-identity", {}, missing)


def _secrets(place: Place, changes: list[str]) -> list[str]:
    """Return the untracked files with names of files that can hold a secret, such as .env."""
    named = [path for path in changes if _has_secret_name(place, path)]
    tracked = place.repository.paths("HEAD") if named else set()
    return [path for path in named if path not in tracked]


def _has_secret_name(place: Place, path: str) -> bool:
    is_known = any(fnmatchcase(path, pattern) for pattern in place.settings.not_secret)
    return bool(SECRET_NAMES.search(path)) and not is_known


def _signature(place: Place) -> Iterator[Problem]:
    """Yield a key that cannot sign, before the release commit and not at its tag."""
    if place.index.login or not place.repository.signs():
        return
    try:
        place.repository.try_signature()
    except ProgramFailed as failure:
        remedies = (
            Git(("config", "--get-regexp", "^(user|gpg|commit|tag)[.]"), "see-keys"),
            Again(),
        )
        yield Problem("signature-fails", {"output": failure.quoted}, remedies)


def _stale_git_index(release: Release) -> Iterator[Problem]:
    """Yield an index that is older than its commit, as a killed `git commit` leaves it."""
    repository = release.repository
    if not release.commit or not repository.git("diff", "--cached", "--name-only"):
        return
    if not repository.git("diff", "--name-only", "HEAD"):
        yield Problem("git-index-old", {}, (Git(("reset", "--quiet")),))


def _branch(place: Place) -> Iterator[Problem]:
    branch = place.repository.branch()
    if branch != place.settings.branch and not place.goes_by_request:
        yield _wrong_branch(place, branch)
    is_shallow = place.repository.ask("rev-parse", "--is-shallow-repository") == "true"
    if is_shallow and not place.index.login:
        yield Problem("shallow", {}, (Git(("fetch", "--unshallow", "--tags")),))


def _wrong_branch(place: Place, branch: str) -> Problem:
    """Return the problem for a branch that releases are not made from."""
    expected = place.settings.branch
    facts: Facts = {"branch": branch, "expected": ", ".join(place.settings.branches)}
    is_there = place.repository.commit_of(f"refs/heads/{expected}") is not None
    switch = Git(("switch", expected))
    rename = Git(("branch", "--move", expected), "name-it-so")
    remedy = switch if is_there or not branch else rename
    if line_of(branch).is_named:  # it looks like one for older versions
        return Problem(
            "wrong-branch", facts, (Edit("pyproject.toml", "add-branch"), remedy)
        )
    return Problem("wrong-branch", facts, (remedy,))


def _remote_exists(place: Place) -> Iterator[Problem]:
    remote = place.settings.remote
    if place.repository.ask("remote", "get-url", remote) is None:
        add = Git(("remote", "add", remote, "URL"), "make-repository-at-host")
        yield Problem("no-remote", {"remote": remote}, (add,))


def _remote(release: Release) -> Iterator[Problem]:
    missing = list(_remote_exists(release.place))
    if missing:
        yield from missing
        return
    repository = release.repository
    branch = release.settings.branch
    theirs = repository.remote_branch(branch)
    if release.goes_by_request:
        yield from pull_request.problems(release)
    elif theirs and not release.pushed() and not repository.contains("HEAD", theirs):
        remote = release.settings.remote
        pull = Git(("pull", "--rebase", remote, branch))
        yield Problem("behind", {"branch": branch, "remote": remote}, (pull,))
    else:
        yield from _push_rights(release)
    there = release.tagged_there()
    if there and there != release.commit:
        facts = {"tag": release.tag, "commit": there[:7]}
        yield Problem("remote-tag-elsewhere", facts, _another(release))


def _push_rights(release: Release) -> Iterator[Problem]:
    """Yield why the remote would not take a push, as far as it says so in advance."""
    settings = release.settings
    if release.index.login or release.pushed():
        return
    commit = release.commit or "HEAD"
    for place in release.repository.push_places:
        try:
            place.try_push(f"{commit}:refs/heads/{settings.branch}")
        except ProgramFailed as failure:
            output = failure.quoted
            known = remote_words.problem(
                output, remote=place.remote, branch=settings.branch
            )
            if known:
                yield known


def _another(release: Release) -> tuple[Remedy, ...]:
    """Return the remedy that releases a version which cannot be in the way."""
    return (
        Tool("release", {"version": str(release.free_version())}, "another-version"),
    )


def _version(release: Release) -> Iterator[Problem]:
    version = release.version
    released = release.released_versions()
    newest = max(release.line.of_mine(released - {version}), default=version)
    here = release.tagged_here()
    if here and here != release.commit:
        delete = Git(("tag", "--delete", release.tag), "if-tag-is-wrong")
        facts: Facts = {"tag": release.tag, "commit": here[:7]}
        yield Problem("tag-elsewhere", facts, (*_another(release), delete))
    asked = release.request.version
    if asked and asked != str(version):
        normal = Again({"version": str(version)})
        yield Problem(
            "version-not-normal", {"text": asked, "normal": str(version)}, (normal,)
        )
    if version < newest and release.commit is None:
        facts = {"version": str(version), "newest": str(newest)}
        yield Problem("version-not-newer", facts, _another(release))
    yield from _off_line(release)
    yield from _below_file(release)
    yield from _odd_version(release, released)


def _off_line(release: Release) -> Iterator[Problem]:
    """Yield a version that the name of this branch is not for, such as 1.3.0 on 1.2.x."""
    line = release.line
    if release.commit or not line.is_named or line.has(release.version):
        return
    main = first_name(release.settings.branches)
    facts: Facts = {
        "version": str(release.version),
        "branch": release.settings.branch,
        "line": str(line),
    }
    remedies: list[Remedy] = [
        Tool("release", {"version": str(release.free_version())}, "next-of-branch")
    ]
    if release.repository.commit_of(f"refs/heads/{main}"):
        remedies.append(Git(("switch", main), "release-it-there"))
    yield Problem("version-off-line", facts, tuple(remedies))


def _below_file(release: Release) -> Iterator[Problem]:
    """Yield a version that was asked for and is older than the one that the file has."""
    if release.commit or not release.request.version:
        return
    version_file = release.settings.version_files[0]
    try:
        written = version_file.read(release.repository.file("HEAD", version_file.path))
    except Unclear:
        return
    if release.version < written:
        facts: Facts = {"version": str(release.version), "written": str(written)}
        remedies = (
            Again({"version": str(written)}),
            Edit(version_file.path, "if-older-is-meant"),
        )
        yield Problem(
            "version-below-file", {**facts, "path": version_file.path}, remedies
        )


def _odd_version(release: Release, released: set[Version]) -> Iterator[Problem]:
    version = release.version
    same = [one for one in released if one == version and str(one) != str(version)]
    if same:
        facts: Facts = {"version": str(version), "released": str(same[0])}
        yield Problem("version-released", facts, _another(release))
    if version.local:
        again = Again({"version": version.public})
        yield Problem("version-local", {"version": str(version)}, (again,))
    if version.is_devrelease and release.index.name == PYPI:
        remedies = (
            Tool(
                "release", {"version": str(version), "to": "testpypi"}, "try-it-there"
            ),
            Tool("release", {"version": version.base_version}, "release-final"),
        )
        yield Problem("version-development", {"version": str(version)}, remedies)


def _workflows(release: Release) -> Iterator[Message]:
    """Yield branches that releases are made from and no workflow of GitHub tests."""
    found = dict(_pushes(release.repository))
    settings = release.settings
    wanted = dict.fromkeys([*settings.branches, settings.branch])
    tested = {path: each for path, each in found.items() if each.branches}
    patterns = [each.branches for each in tested.values()]
    untested = [
        name for name in wanted if not any(_tests(each, name) for each in patterns)
    ]
    if tested and untested:
        facts: Facts = {"names": ", ".join(untested), "paths": ", ".join(tested)}
        yield Message("branch-untested", facts)
    tags = {path: each.tags for path, each in found.items() if each.tags}
    starts = any(workflows.is_started(each, release.tag) for each in tags.values())
    if release.publishes_from_ci and tags and not starts:
        facts = {"tag": release.tag, "paths": ", ".join(tags)}
        yield Message("tag-starts-nothing", facts)


def _pushes(repository: Repository) -> Iterator[tuple[str, workflows.Pushes]]:
    """Yield what starts each workflow that is understood, by its path."""
    for name in repository.files_at_top("HEAD", workflows.FOLDER):
        path = f"{workflows.FOLDER}/{name}"
        if name.endswith((".yml", ".yaml")):
            found = workflows.pushes(repository.file_at_top("HEAD", path))
            if found:
                yield path, found


def _tests(filters: tuple[str, ...], name: str) -> bool:
    """Whether a workflow runs on a branch; a pattern is tried with numbers in place of stars."""
    sample = name.replace("**", "1.2").replace("*", "1.2")
    return name in filters or workflows.is_started(filters, sample)


def _texts(release: Release) -> Iterator[Message]:
    settings = release.settings
    file = release.repository.file
    yield from _version_from_tags(release.place)
    yield from _version_files(release)
    if problem := _changelog_problem(release):
        yield problem
        return
    has_changelog = settings.changelog_format != NONE
    needs_news = (
        has_changelog and not release.request.allow_empty and not release.commit
    )
    if needs_news and not release.has_news():
        remedies = (
            Edit(settings.changelog, "write-changes-and-commit"),
            Again({"allow-empty": True}, "release-without"),
        )
        yield Problem("no-news", {"path": settings.changelog}, remedies)
    for path in settings.release_paths:
        is_odd = "\N{REPLACEMENT CHARACTER}" in file("HEAD", path)
        if is_odd and not release.repository.is_utf8("HEAD", path):
            yield Problem("not-utf-8", {"path": path}, (Edit(path, "save-as-utf-8"),))
    yield from _readme(release)


def _version_from_tags(place: Place) -> Iterator[Problem]:
    """Yield that a build takes the version from a tag, and not from the file of the settings."""
    texts = (place.repository.file("HEAD", path) for path in ("setup.cfg", "setup.py"))
    problem = version_tags.problem(pyproject(place.settings.root), *texts)
    if problem:
        yield problem


def _version_files(release: Release) -> Iterator[Problem]:
    """Yield a file of the settings that cannot get the version."""
    head = release.repository
    for version_file in release.settings.version_files:
        text = head.file("HEAD", version_file.path)
        is_other = version_file.find(text) and not version_file.has(
            text, release.version
        )
        if is_other and not version_file.can_write(text, release.version):
            yield _not_numbers(release, version_file.path)
    for version_file in release.settings.version_files[1:]:
        try:
            version_file.read(head.file("HEAD", version_file.path))
        except Unclear as stop:
            yield stop.problem


def _not_numbers(release: Release, path: str) -> Problem:
    """Return the problem of a candidate where a file has the version as a tuple of numbers."""
    final = release.version.base_version
    remedy = Tool("release", {"version": final}, "numbers-alone")
    return Problem(
        "version-not-numbers",
        {"path": path, "version": str(release.version)},
        (remedy,),
    )


def _changelog_problem(release: Release) -> Problem | None:
    """Return why the section of a version cannot be written, before anything is."""
    settings = release.settings
    path = settings.changelog
    if release.changelog("HEAD").is_understood:
        return None
    set_another = Edit("pyproject.toml", "set-changelog")
    if not release.repository.has_file("HEAD", path):
        return Problem("changelog-missing", {"path": path}, (set_another,))
    kind = settings.changelog_format
    facts: Facts = {"path": path, "form": kind, "example": EXAMPLES[kind]}
    remedies = (Edit(path, "write-heading"), set_another)
    return Problem("changelog-not-understood", facts, remedies)


def _readme(release: Release) -> Iterator[Message]:
    """Yield what is wrong with README.rst, which stops a release where it is the description."""
    text = release.repository.file("HEAD", "README.rst")
    if not text:
        return
    import io  # noqa: PLC0415 - seldom needed

    from readme_renderer import rst  # noqa: PLC0415 - slow to import and seldom needed

    warnings = io.StringIO()
    if rst.render(text, stream=warnings) is None:
        output = warnings.getvalue().strip()
        facts: Facts = {"path": "README.rst", "output": output}
        if _is_description(release, "README.rst"):
            edit = Edit("README.rst", "correct-and-commit")
            yield Problem("readme-not-rendered", facts, (edit,))
        else:
            first = output.partition("\n")[0]
            yield Message(
                "readme-may-not-render", {"path": "README.rst", "output": first}
            )


def _is_description(release: Release, path: str) -> bool:
    """Whether a file is the description as it is; setup.py may make another text of it."""
    project = pyproject(release.settings.root).get("project", {})
    readme = project.get("readme")
    named = readme.get("file") if isinstance(readme, dict) else readme
    declared = release.repository.file("HEAD", "setup.cfg")
    pattern = rf"^long[_-]description *= *file: *{re.escape(path)} *$"
    return named == path or re.search(pattern, declared, re.MULTILINE) is not None


def _metadata(release: Release) -> Iterator[Problem]:
    if not release.index.is_public:
        return
    path = release.settings.metadata
    text = release.repository.file("HEAD", path)
    if EXAMPLE in text:
        facts: Facts = {"path": path, "address": EXAMPLE}
        yield Problem("example-author", facts, (Edit(path, "write-author-and-commit"),))
    yield from _example_texts(release)
    if PRIVATE in text:
        remedies = (
            Again({"to": "NAME"}, "own-index"),
            Edit(path, "remove-private-and-commit"),
        )
        yield Problem("private", {"path": path, "index": release.index.name}, remedies)


def _example_texts(release: Release) -> Iterator[Problem]:
    """Yield what would be public of the template's example: nobody has replaced it yet."""
    metadata = release.settings.metadata
    module = (
        PurePosixPath(release.settings.version_file).with_name("example.py").as_posix()
    )
    texts = {
        metadata: [EXAMPLE_DESCRIPTION],
        "README.md": [EXAMPLE_DESCRIPTION, EXAMPLE_CALL],
        module: [EXAMPLE_MODULE],
    }
    for path, known in texts.items():
        committed = release.repository.file("HEAD", path)
        found = [text for text in known if text in committed]
        if found:
            yield _example_text(path, "; ".join(found))
    changelog = release.changelog("HEAD")
    is_templates = any(text in changelog.text for text in EXAMPLE_INTRODUCTIONS)
    if is_templates and changelog.unreleased() == EXAMPLE_NEWS:
        yield _example_text(release.settings.changelog, EXAMPLE_NEWS.splitlines()[-1])


def _example_text(path: str, text: str) -> Problem:
    facts: Facts = {"path": path, "text": text}
    return Problem("example-text", facts, (Edit(path, "write-own-text-and-commit"),))


def _credentials(release: Release) -> Iterator[Problem]:
    index = release.index
    if release.publishes_from_ci or index.login:
        return
    found = credentials.find(index)
    if found:
        credentials.check(index, release.settings.name, found)
        return
    remedies: list[Remedy] = []
    if index.is_public:
        remedies.append(Visit(index.page("account/register/"), "make-account"))
        remedies.append(Visit(index.page("manage/account/token/"), "make-token"))
    else:
        remedies.append(Edit(twine.PYPIRC, "add-login"))
    remedies.append(Tool("token", label="store-token"))
    remedies.append(Variables(credentials.variables(index), "or-these"))
    yield Problem("no-credentials", {"index": index.name}, tuple(remedies))


def _index(release: Release) -> Iterator[Message]:
    name = release.settings.name
    looked = release.listing()
    listed = looked.versions
    yield from project_state.messages(release, looked)
    if not looked.exists and not release.index.has_list():
        facts: Facts = {
            "index": release.index.name,
            "address": release.index.simple_url,
        }
        remedy = Again({"index-url": "URL"}, label="name-list")
        yield Problem("no-list", facts, (remedy,))
    if not looked.exists and not release.tagged_versions():
        yield from _new_name(release)
    yield from _left_out(release, listed)
    yield from _anew(release, listed)
    others = listed - {release.version}
    if others and not others & release.tagged_versions():
        tag = tag_of(min(others), release.settings.tag, release.settings.spelled)
        remedies = (
            Git(("fetch", "--tags", release.settings.remote), "if-yours"),
            Git(("tag", tag, "COMMIT"), "or-tag-one"),
            Person("another-name"),
        )
        yield Problem(
            "name-taken", {"name": name, "index": release.index.name}, remedies
        )


def _anew(release: Release, listed: set[Version]) -> Iterator[Problem]:
    """Yield why a version cannot be released from a newer commit: somebody may have it."""
    if not release.request.anew:
        return
    if release.version in listed:
        facts = {"version": str(release.version), "index": release.index.name}
        yield Problem("anew-on-index", facts, _another(release))
    elif release.tagged_here() or release.tagged_there():
        facts = {"version": str(release.version), "tag": release.tag}
        yield Problem("anew-tagged", facts, _another(release))


def _new_name(release: Release) -> Iterator[Problem]:
    """Yield why PyPI would not take the name of a new project, as far as that can be known."""
    if not release.index.has_rules_of_pypi:
        return
    from shipyard_release import index_rules  # noqa: PLC0415 - slow to import, for new names alone

    name = release.settings.name
    index = release.index.stands_for or release.index.name
    rename = (Person("choose-name"),)
    if name in index_rules.library_names():
        yield Problem("name-of-library", {"name": name, "index": index}, rename)
    other = index_rules.without_separators(name)
    if other != name and release.index.look(other).files:
        yield Problem("name-too-similar", {"other": other, "index": index}, rename)


def _left_out(release: Release, listed: set[Version]) -> Iterator[Message]:
    """Yield the commits after a release commit that is not on the index: they may belong to it.

    What a pull request brought is what was meant, so there they are told and stop nothing.
    """
    version = release.version
    is_asked_for = release.request.version == str(version)
    if not release.commit or is_asked_for or version in listed or release.tagged_here():
        return
    later = release.later_subjects()
    if not later:
        return
    commit = release.commit[:7]
    facts: Facts = {
        "version": str(version),
        "commit": commit,
        "count": len(later),
        "newest": later[0],
    }
    if release.goes_by_request:
        yield Message("commits-left-out", facts)
        return
    remedies: list[Remedy] = [
        Tool("release", {"version": str(version)}, "without-them"),
        Tool("release", {"version": str(following(version))}, "with-them-next"),
    ]
    remedies.append(Tool("release", {"anew": True}, "with-them-anew"))
    if not release.pushed_anywhere():
        words = ("rebase", "--onto", f"{commit}^", commit)
        remedies.append(Git(words, "with-them-same"))
    yield Problem("commits-left-out", facts, tuple(remedies))
