"""Everything that would stop a release, found before the first write and told at once."""

import time
from collections.abc import Iterator
from textwrap import indent, shorten

from shipyard_release.credentials import credentials
from shipyard_release.index import version_of
from shipyard_release.project import UNRELEASED, following
from shipyard_release.release import Release
from shipyard_release.report import Stop
from shipyard_release.repository import REMOTE

Problem = tuple[str, str]
EXAMPLE = "you@example.com"  # what stands there as long as nobody has said who they are


def check(release: Release) -> str:
    """Return what a release goes on with; raises `Stop` with every problem at once, each with its remedy."""
    looks = (_tree, _branch, _remote, _version, _texts, _index)
    if problems := [problem for look in looks for problem in _all(look(release))]:
        rows = (
            f"{indent(what, '    ').lstrip()}\n{indent(remedy, '      ')}"
            for what, remedy in problems
        )
        listed = "".join(f"\n  - {row}" for row in rows)
        raise Stop(
            f"{release.title} is not ready for release to {release.target.name}:{listed}",
            "Put these right, then type the same command again.",
        )
    source = "the pipeline" if release.publishes_from_ci else credentials(release.target)
    return f"{release.project.branch} is clean; credentials from {source}"


def _all(problems: Iterator[Problem]) -> Iterator[Problem]:
    try:
        yield from problems
    except Stop as stop:  # a look that cannot go on
        yield stop.what, stop.todo


def publisher_form(release: Release) -> str:
    """Return what the form for a trusted publisher asks; the index knows the pipeline by these values."""
    page = release.target.page("manage/account/publishing/")
    rows = {"PyPI Project Name": release.project.name, **release.project.publisher}
    width = max(map(len, rows))
    head = (
        f"Trusted publisher, to be entered at {page} (as a pending one before the first release):"
    )
    return "\n".join([head, *(f"  {name:<{width}}  {value}" for name, value in rows.items())])


def _tree(release: Release) -> Iterator[Problem]:
    repository = release.repository
    if (repository.root / repository.git("rev-parse", "--git-path", "index.lock").strip()).exists():
        yield "git was interrupted, or is at work", "if no git runs: rm .git/index.lock"
    changes = [path for path in repository.changes() if not release.is_our_own_change(path)]
    if changes:
        shown = shorten(", ".join(changes), 200, placeholder=" …")
        yield f"changed or untracked files: {shown}", "commit them, or put them aside: git stash -u"
    elif release.commit and repository.git("diff", "--cached", "--name-only"):
        yield "git was interrupted: its index is older than the last commit", "git reset"
    if int(repository.log("%ct")) > time.time() + 24 * 3600:
        yield (
            "the last commit is of the future",
            "set the clock right; git commit --amend --reset-author",
        )
    if repository.ask("var", "GIT_COMMITTER_IDENT") is None:
        yield (
            "git does not know who you are",
            "git config --global user.name NAME; the same for user.email",
        )


def _branch(release: Release) -> Iterator[Problem]:
    ask, expected = release.repository.ask, release.project.branch
    branch = (ask("symbolic-ref", "--quiet", "HEAD") or "").removeprefix("refs/heads/")
    if branch != expected:
        here = f"this is the branch {branch}" if branch else "HEAD is detached"
        yield f"{here}; releases are made from {expected}", f"git switch {expected}"
    if ask("rev-parse", "--is-shallow-repository") == "true" and not release.target.login:
        yield "the history is not all here (a shallow clone)", "git fetch --unshallow --tags"


def _remote(release: Release) -> Iterator[Problem]:
    repository, branch = release.repository, release.project.branch
    if repository.ask("remote", "get-url", REMOTE) is None:
        yield (
            f"no remote is called {REMOTE}",
            f"make one at your host, then: git remote add {REMOTE} URL",
        )
        return
    theirs = repository.remote_branch(branch)
    if theirs and not release.pushed() and not repository.contains("HEAD", theirs):
        yield f"{branch} is behind {REMOTE}/{branch}", "git pull --rebase"
    there = release.tagged_there()
    if there and there != release.commit:
        other = f"the remote has the tag {release.tag} on another commit ({there[:7]})"
        yield other, "git fetch --tags, and choose another version"


def _version(release: Release) -> Iterator[Problem]:
    if release.unclear:
        raise release.unclear
    version, here = release.version, release.tagged_here()
    released = release.released_versions()
    newest = max(released - {version}, default=version)
    if here and here != release.commit:
        other = f"the tag {release.tag} is on another commit ({here[:7]})"
        yield other, f"choose another version, or: git tag -d {release.tag}"
    if release.asked_for and release.asked_for != str(version):
        yield f"{release.asked_for} is not in normal form", f"write {version}"
    if version < newest and release.commit is None:
        newer = f"choose a newer one: {release.target.make('BUMP=patch')}"
        yield f"{version} is not newer than {newest}", newer
    if same := next((it for it in released if it == version and str(it) != str(version)), None):
        yield f"{version} is the same version as {same}, which is released", "choose a newer one"
    if version.local:
        yield (
            f"{version} is a local version, which an index refuses",
            "leave out what follows the +",
        )
    if version.is_devrelease and release.target.name == "pypi":
        yield (
            f"{version} is a development version",
            "release it to TO=testpypi, or without .dev to PyPI",
        )


def _texts(release: Release) -> Iterator[Problem]:
    file, changelog = release.repository.file, release.project.changelog
    if not (release.allow_empty or release.commit or release.has_news()):
        yield (
            f"{changelog} has nothing under [{UNRELEASED}]",
            "write what changed for users, and commit it",
        )
    for path in (release.project.version_file, changelog):
        if "\N{REPLACEMENT CHARACTER}" in file("HEAD", path):
            yield (
                f"{path} is not UTF-8",
                "save it as UTF-8 and commit it; other letters would be lost",
            )
    if text := file("HEAD", "README.rst"):
        from readme_renderer import rst  # noqa: PLC0415 - slow to import and seldom needed

        if rst.render(text) is None:
            yield "README.rst does not render", "python -m readme_renderer README.rst says where"


def _index(release: Release) -> Iterator[Problem]:
    target, name = release.target, release.project.name
    setup = (
        release.repository.file("HEAD", "setup.py") if target.name in {"pypi", "testpypi"} else ""
    )
    if EXAMPLE in setup:
        yield (
            f"setup.py names the author of the example, {EXAMPLE}",
            "write your name and address there",
        )
    if "Private ::" in setup:
        remedy = (
            "TO=NAME releases to an index of your own; without that classifier the world gets it"
        )
        yield (
            f"setup.py calls the package private, and {target.name} would refuse it after the push",
            remedy,
        )
    if not release.publishes_from_ci and not credentials(target):
        account, token = target.page("account/register/"), target.page("manage/account/token/")
        store = "make token" + (f" TO={target.name}" if target.name != "pypi" else "")
        remedy = f"account: {account}\ntoken: {token}\nthen store it: {store}"
        yield f"no credentials for {target.name} in the environment, .pypirc or keyring", remedy
    listed = {version_of(file) for file in target.files(name)} - {None}
    yield from _left_out(release, {str(version) for version in listed})
    others = listed - {release.version}
    if others and not others & release.released_versions():
        tag = f"git fetch --tags, or tag one of them: git tag v{min(map(str, others))} COMMIT"
        remedy = f"if they are yours: {tag}; if not, choose another name"
        yield f"{name} is on {target.name} already, and none of its versions is tagged here", remedy


def _left_out(release: Release, listed: set[str]) -> Iterator[Problem]:
    """Yield the commits after a release commit that the index has nothing of: they may be meant to be in it."""
    version, make = str(release.version), release.target.make
    is_settled = version in listed or release.tagged_here() or release.asked_for == version
    if not release.commit or is_settled or not (later := release.left_out()):
        return
    commit = release.commit[:7]
    remedies = [
        f"without them: {make(f'VERSION={version}')}",
        f"with them, as the next version: {make(f'VERSION={following(release.version)}')}",
    ]
    if not release.pushed():
        rebase = f"git rebase --onto {commit}^ {commit}"
        remedies.append(f"with them, as {version}: {rebase}, and the same command again")
    what = f"{version} would be released from commit {commit}, without {len(later)} after it: {later[0]}"
    yield shorten(what, 200, placeholder=" …"), "\n".join(remedies)
