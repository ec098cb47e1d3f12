"""Git: what is committed, what the remote has, and the few things that a release writes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from shipyard_release import remote_words
from shipyard_release.errors import Again, Facts, Git, Person, Stop
from shipyard_release.process import ProgramFailed, environment, run, run_raw

LIMIT = 600  # seconds for one git command: a slow remote, or a person who types a passphrase
# A git hook that starts a release must not make its own repository ours.
FOREIGN = ("GIT_DIR", "GIT_INDEX", "GIT_WORK", "GIT_PREFIX")
# As committed, whatever line endings and modes this person's git writes.
ARCHIVE_SETTINGS = ("tar.umask=0022", "core.autocrlf=false", "core.eol=lf")
NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")
BEGIN = Git(("init", "--initial-branch=main"), label="begin")
FIRST_COMMIT = (Git(("add", ".")), Git(("commit", "--message", "Start")))
IDENTITY = (
    Git(("config", "--global", "user.name", "NAME")),
    Git(("config", "--global", "user.email", "ADDRESS")),
)


class Repository:
    """A git repository and one of its remotes."""

    def __init__(
        self, root: Path, *, remote: str = "origin", home: Path | None = None
    ) -> None:
        """Take a project's folder in a work tree (or a bare repository) and the remote's name.

        `home` is where pushes begin, so that the hooks of a push find this person's own work tree.
        """
        self.root = root
        self.home = home or root
        self.remote = remote
        # A look does not write to git's index.
        quiet = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
        self._environment = environment(drop=FOREIGN, **quiet)
        self.is_address = False
        self._remote_refs: dict[str, str] | None = None
        self._remote_tags: dict[str, str] = {}
        self._answers: dict[tuple[str, ...], str | ProgramFailed] | None = None

    @classmethod
    def of(cls, root: Path, *, remote: str = "origin") -> Repository:
        """Return a project's repository.

        The project may be a folder of it. Raises `Stop` where there is none, where it has no
        commit, and where the folder is not committed.
        """
        repository = cls(root, remote=remote)
        if repository.ask("rev-parse", "--git-dir") is None:
            if not (root / ".git").exists():
                raise Stop(
                    "no-repository", BEGIN, *repository.identify(), *FIRST_COMMIT
                )
            # git says in its own words why it refuses.
            repository.git("rev-parse", "--git-dir")
        if repository.commit_of("HEAD") is None:
            raise Stop("no-commit", *repository.identify(), *FIRST_COMMIT)
        folder = repository.folder
        if folder and not repository.has_folder("HEAD", "."):
            commit = (*repository.identify(), *FIRST_COMMIT)
            raise Stop("folder-not-committed", *commit, folder=folder)
        return repository

    def identify(self) -> tuple[Git, ...]:
        """Return what tells git who commits; nothing where it knows that."""
        is_known = self.ask("var", "GIT_COMMITTER_IDENT") is not None
        return () if is_known else IDENTITY

    @cached_property
    def folder(self) -> str:
        """The project's folder in a larger repository, with `/` at its end, or ''."""
        return self.ask("rev-parse", "--show-prefix") or ""

    def git(
        self,
        *arguments: str,
        stdin: str | None = None,
        place: Path | None = None,
        when_interrupted: Callable[[], None] | None = None,
    ) -> str:
        """Run git here, or in another `place`, and return what it printed.

        Raises `ProgramFailed` when it refuses.
        """
        return run(
            "git",
            *arguments,
            cwd=place or self.root,
            env=self._environment,
            limit=LIMIT,
            stdin=stdin,
            when_interrupted=when_interrupted,
        )

    @contextmanager
    def looking(self) -> Generator[None]:
        """Ask git nothing twice until the block ends: a look, in which nothing is written."""
        self._answers = {}
        try:
            yield
        finally:
            self._answers = None

    def _read(self, *arguments: str) -> str:
        """Return what git prints for a question; within one look it is asked once."""
        if self._answers is None:
            return self.git(*arguments)
        if arguments not in self._answers:
            try:
                self._answers[arguments] = self.git(*arguments)
            except ProgramFailed as failure:
                self._answers[arguments] = failure
        answer = self._answers[arguments]
        if isinstance(answer, ProgramFailed):
            raise answer
        return answer

    def ask(self, *arguments: str) -> str | None:
        """Return git's answer of one line, or None where it refuses."""
        try:
            return self._read(*arguments).strip()
        except ProgramFailed:
            return None

    def branch(self) -> str:
        """Return the branch that is checked out, or '' for none."""
        return (self.ask("symbolic-ref", "--quiet", "HEAD") or "").removeprefix(
            "refs/heads/"
        )

    def tracked_remote(self, *branches: str) -> str:
        """Return the remote that the first of these branches tracks which tracks one, or ''."""
        for branch in branches:
            remote = self.ask("config", f"branch.{branch}.remote") or ""
            # A branch of this repository may be tracked, too.
            if remote.removeprefix("."):
                return remote
        return ""

    def address(self) -> str:
        """Return where a push to the remote goes; several addresses are separated by commas."""
        return self.remote if self.is_address else ", ".join(self._push_addresses())

    def _push_addresses(self) -> list[str]:
        listed = self.ask("remote", "get-url", "--push", "--all", self.remote) or ""
        return listed.splitlines()

    @cached_property
    def push_places(self) -> tuple[Repository, ...]:
        """The repository with each push address as its remote; itself where there is only one.

        git pushes to every address of `remote.NAME.pushurl`, or else of `remote.NAME.url`.
        """
        addresses = self._push_addresses()
        return (
            tuple(self._at(each) for each in addresses)
            if len(addresses) > 1
            else (self,)
        )

    @property
    def everywhere(self) -> tuple[Repository, ...]:
        """The repository with its remote, and with each push address that is another one."""
        if len(self.push_places) == 1:
            return (self,)
        fetched = self.ask("remote", "get-url", self.remote)
        return (self, *(place for place in self.push_places if place.remote != fetched))

    def _at(self, address: str) -> Repository:
        """Return this repository with an address in place of its remote."""
        there = copy(self)
        there.remote = address
        there.is_address = True
        there.forget_remote()
        return there

    def forget_remote(self) -> None:
        """Ask the remote again when its branches and tags are needed the next time."""
        self._remote_refs = None
        self._remote_tags = {}
        self._answers = None

    def changes(self) -> list[str]:
        """Return the paths that differ from the last commit, or are neither tracked nor ignored."""
        options = ("--porcelain", "-z", "--no-renames", "--untracked-files=all")
        rows = self.git("status", *options, "--", ".").split("\0")
        paths = [row[3:].removeprefix(self.folder) for row in rows if row]
        return [path for path in paths if not path.startswith(".release/")]

    def log(self, log_format: str, *where: str) -> str:
        """Return what git says of the newest commit in this format of `git log`, or ''."""
        words = ("log", "-1", "--no-show-signature", f"--format={log_format}", *where)
        return self._read(*words).strip()

    def subjects(self, revisions: str) -> list[str]:
        """Return the subjects of the commits in a range that change the project, newest first.

        A merge that brings nothing new is not one of them.
        """
        words = ("log", "--no-show-signature", "--format=%s", revisions, "--", ".")
        return self._read(*words).splitlines()

    def paths(self, commit: str) -> set[str]:
        """Return the paths of a commit's files."""
        tree = f"{commit}:{self.folder}" if self.folder else commit
        return set(
            self.git("ls-tree", "--full-tree", "-r", "-z", "--name-only", tree).split(
                "\0"
            )
        ) - {""}

    def submodules(self, commit: str) -> list[str]:
        """Return the paths of other repositories in a commit: their files are not part of it."""
        tree = f"{commit}:{self.folder}" if self.folder else commit
        rows = self.git("ls-tree", "--full-tree", "-r", "-z", tree).split("\0")
        return [row.partition("\t")[2] for row in rows if row.startswith("160000 ")]

    def files_at_top(self, commit: str, folder: str) -> list[str]:
        """Return the names of the files in a folder of the whole repository; empty without it."""
        listed = self.ask("ls-tree", "--full-tree", "--name-only", f"{commit}:{folder}")
        return (listed or "").splitlines()

    def file_at_top(self, commit: str, path: str) -> str:
        """Return the text of a committed file of the whole repository."""
        return self._read("show", f"{commit}:{path}")

    def has_file(self, commit: str, path: str) -> bool:
        """Whether a commit has a file with this path."""
        return self.ask("cat-file", "-t", self._place(commit, path)) == "blob"

    def has_folder(self, commit: str, path: str) -> bool:
        """Whether a commit has a folder with this path."""
        return self.ask("cat-file", "-t", self._place(commit, path)) == "tree"

    def _place(self, revision: str, path: str) -> str:
        """Return how git names a file or folder of the project in a revision."""
        return f"{revision}:{self.folder}{path}".removesuffix("/.")

    def changed_by(self, commit: str) -> set[str]:
        """Return the paths of the files that a commit changed; of a first commit, all.

        A file outside of the project begins with `:/`, as git names the top of a repository.
        """
        options = ("--root", "--no-commit-id", "--name-only", "-r", "-z")
        paths = set(self.git("diff-tree", *options, commit).split("\0")) - {""}
        return {self._in_project(path) for path in paths}

    def _in_project(self, path: str) -> str:
        """Return a path of the repository as one of the project."""
        if path.startswith(self.folder):
            return path.removeprefix(self.folder)
        return f":/{path}"

    def signs(self) -> bool:
        """Whether this person's settings sign commits or tags."""
        return self.signs_commits() or self.signs_tags()

    def signs_commits(self) -> bool:
        """Whether this person's settings sign commits."""
        return self._is_set("commit.gpgSign")

    def signs_tags(self) -> bool:
        """Whether this person's settings sign annotated tags."""
        return self._is_set("tag.gpgSign") or self._is_set("tag.forceSignAnnotated")

    def try_signature(self) -> None:
        """Sign a commit that is thrown away; raises `ProgramFailed` when no signature is made."""
        tree = self.git("rev-parse", "HEAD^{tree}").strip()
        with self._aside() as (aside, options):
            aside.git(
                *options, "commit-tree", "-S", "-m", "A trial of the signature", tree
            )

    def signature_trouble(self, tag: str) -> str:
        """Return what git says of the signature of a tag, or '' when it verifies."""
        return self._trouble("verify-tag", tag)

    def commit_signature_trouble(self, commit: str) -> str:
        """Return what git says of the signature of a commit, or '' when it verifies."""
        return self._trouble("verify-commit", commit)

    def _trouble(self, *words: str) -> str:
        try:
            self.git(*words)
        except ProgramFailed as failure:
            return failure.output
        return ""

    def commit(
        self,
        message: str,
        *paths: str,
        sign_off: bool = False,
        when_interrupted: Callable[[], None],
    ) -> None:
        """Commit the changes of these paths; a first Ctrl-C waits for the end of it.

        A signing key may ask for its passphrase, which only works in this terminal's own session.
        """
        patience = None if self.signs_commits() else when_interrupted
        options = ("--signoff",) if sign_off else ()
        words = ("commit", f"--message={message}", *options, "--", *paths)
        self.git(*words, when_interrupted=patience)

    def restore(self, *paths: str) -> None:
        """Give files the contents of the last commit, in the work tree and in git's index."""
        self.git("restore", "--source=HEAD", "--staged", "--worktree", "--", *paths)

    def try_push(self, refspec: str) -> None:
        """Ask the remote whether it would take a push, as far as it says so in advance.

        No hook runs and nothing is sent. Raises `ProgramFailed` when it would not.
        """
        words = ("push", "--quiet", "--dry-run", "--no-verify", self.remote, refspec)
        self.git(*words, place=self.home)

    def commit_of(self, revision: str) -> str | None:
        """Return the commit that a revision names, or None."""
        return self.ask("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")

    def file(self, revision: str, path: str) -> str:
        """Return the text of a committed file, or '' when the commit does not have it."""
        try:
            return self._read("show", self._place(revision, path))
        except ProgramFailed:
            return ""

    def is_utf8(self, revision: str, path: str) -> bool:
        """Whether a committed file is text in UTF-8."""
        words = ("show", self._place(revision, path))
        data = run_raw("git", *words, cwd=self.root, env=self._environment, limit=LIMIT)
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return False
        return True

    def contains(self, newer: str, older: str) -> bool:
        """Whether `older` is `newer` or one of its ancestors."""
        return self.ask("merge-base", "--is-ancestor", older, newer) is not None

    def tags(self, revision: str = "HEAD") -> list[str]:
        """Return the tags in the history of a revision: by default of what is checked out."""
        return self._read("tag", "--no-column", "--merged", revision).splitlines()

    def authors(self, *revisions: str) -> list[str]:
        """Return who wrote the commits that change the project, the most commits first.

        Co-authors count (Co-authored-by), and a file .mailmap says how people are called.
        """
        groups = ("--group=author", "--group=trailer:co-authored-by")
        options = ("--summary", "--numbered", "--no-merges", *groups)
        rows = self._read("shortlog", *options, *revisions, "--", ".").splitlines()
        return [row.partition("\t")[2] for row in rows]

    def has_parent(self, commit: str) -> bool:
        """Whether a commit follows another one."""
        return self.commit_of(f"{commit}~1") is not None

    def branches(self) -> list[str]:
        """Return the branches of this repository, with `refs/heads/`."""
        return self._read(
            "for-each-ref", "--format=%(refname)", "refs/heads/"
        ).splitlines()

    def all_tags(self) -> list[str]:
        """Return every tag of this repository."""
        return self.git("tag", "--no-column").splitlines()

    def tag_text(self, tag: str) -> str:
        """Return the text of an annotated tag, or '' for a tag without one and for no tag."""
        return self.ask("cat-file", "tag", f"refs/tags/{tag}") or ""

    def export(self, commit: str, folder: Path) -> None:
        """Write the files of a commit into a new folder, as `git archive` gives them.

        `export-subst` is expanded. git runs in a repository without branches and tags, so that no
        name of one gets into the files: the same commit gives the same bytes anywhere.
        """
        archive = folder.with_suffix(".tar")
        inside = self.folder.rstrip("/")
        with self._aside() as (aside, options):
            only = ("--", inside) if inside else ()
            aside.git(*options, "archive", f"--output={archive}", commit, *only)
        if not inside:
            shutil.unpack_archive(archive, folder)
            return
        with TemporaryDirectory(dir=folder.parent) as whole:
            shutil.unpack_archive(archive, whole)
            (Path(whole) / inside).rename(folder)

    def common_folder(self) -> Path:
        """Return git's own folder, which all work trees of a repository share."""
        words = ("rev-parse", "--path-format=absolute", "--git-common-dir")
        return Path(self.git(*words).strip())

    def borrow(self, folder: Path, *, bare: bool) -> Repository:
        """Make a repository in a new folder that reads this one's objects and copies none."""
        folder.mkdir(exist_ok=True)
        made = Repository(folder, remote=self.remote)
        hash_format = self.git("rev-parse", "--show-object-format").strip()
        kind = ("--bare",) if bare else ()
        made.git("init", "--quiet", *kind, f"--object-format={hash_format}", ".")
        ours = self.common_folder()
        theirs = made.common_folder()
        alternates = theirs / "objects/info/alternates"
        alternates.write_text(f"{ours / 'objects'}\n", encoding="utf-8")
        if (ours / "shallow").is_file():
            shutil.copy(ours / "shallow", theirs / "shallow")
        return made

    @contextmanager
    def worktree(self, commit: str) -> Generator[Repository]:
        """Yield this repository with another commit checked out, in a temporary work tree.

        It has the same branches, tags and settings. No hook runs when its files are written.
        """
        with TemporaryDirectory(
            prefix="release-", ignore_cleanup_errors=True
        ) as temporary:
            top = Path(temporary) / "tree"
            self.git(
                *NO_HOOKS, "worktree", "add", "--quiet", "--detach", str(top), commit
            )
            try:
                yield Repository(top / self.folder, remote=self.remote, home=self.root)
            finally:
                with suppress(ProgramFailed):  # the folder goes in any case
                    self.git("worktree", "remove", "--force", str(top))

    def go_to(self, commit: str) -> None:
        """Check out another commit here, with no branch; no hook runs."""
        self.git(*NO_HOOKS, "checkout", "--quiet", "--detach", commit)

    def merged_as_it_is(self, commit: str) -> str:
        """Return what a merge brought when the merge changed nothing of it, or the commit itself.

        A merge has the files of what it brought where nobody else's commits came in between.
        """
        brought = self.log("%P", commit).split()[1:]
        if len(brought) == 1 and self.log("%T", brought[0]) == self.log("%T", commit):
            return brought[0]
        return commit

    @contextmanager
    def _aside(self) -> Generator[tuple[Repository, list[str]]]:
        """Yield a bare repository without branches and tags, and the settings for git there."""
        ours = self.common_folder()
        settings = [
            f"include.path={ours / 'config'}",  # the filters and keys that this repository knows
            f"lfs.storage={ours / 'lfs'}",
            "core.bare=true",
            *ARCHIVE_SETTINGS,
        ]
        options = [word for setting in settings for word in ("-c", setting)]
        with TemporaryDirectory() as temporary:
            yield self.borrow(Path(temporary), bare=True), options

    def remote_refs(self) -> dict[str, str]:
        """Return branches and tags of the remote with their commits; the remote is asked once.

        Raises `Stop` when it cannot be reached.
        """
        if self._remote_refs is None:
            self._remote_refs = self._ask_remote()
        return self._remote_refs

    def remote_branch(self, branch: str) -> str | None:
        """Return the commit of the remote's branch, fetched when it is not here; None without."""
        commit = self.remote_refs().get(f"refs/heads/{branch}")
        if commit and not self.commit_of(commit):
            self.git(
                "fetch", "--quiet", "--no-tags", self.remote, f"refs/heads/{branch}"
            )
            self._answers = None if self._answers is None else {}
        return commit

    def remote_tag_text(self, tag: str) -> str:
        """Return the text of a tag of the remote, which brings its commit here but not the tag.

        Raises `ProgramFailed` when the remote does not have it.
        """
        if tag not in self._remote_tags:
            self.git("fetch", "--quiet", "--no-tags", self.remote, f"refs/tags/{tag}")
            self._answers = None if self._answers is None else {}
            self._remote_tags[tag] = self.ask("cat-file", "tag", "FETCH_HEAD") or ""
        return self._remote_tags[tag]

    def push(self, refspec: str, *options: str) -> None:
        """Push one refspec; raises `ProgramFailed` when the remote refuses."""
        words = ("push", "--quiet", "--no-follow-tags", *options, self.remote, refspec)
        try:
            self.git(*words, place=self.home)
        finally:  # one of several addresses may have taken it
            for place in {self, *self.push_places}:
                place.forget_remote()

    def _unreached(self, failure: ProgramFailed) -> Stop:
        facts: Facts = {"remote": self.remote, "output": failure.quoted}
        see = Git(("ls-remote", self.remote), label="try")
        then = Again(label="then-again")
        match remote_words.meaning(failure.quoted):
            case "remote-wants-login":
                return Stop(
                    "remote-wants-login",
                    replace(see, label="log-in-to-git"),
                    then,
                    **facts,
                )
            case "push-not-allowed":
                return Stop(
                    "push-not-allowed", Person("ask-for-push-right"), then, **facts
                )
        return Stop("remote-unreachable", see, Again(), **facts)

    def _is_set(self, name: str) -> bool:
        return self.ask("config", "--type=bool", name) == "true"

    def _ask_remote(self) -> dict[str, str]:
        if not self.is_address and self.ask("remote", "get-url", self.remote) is None:
            add = Git(("remote", "add", self.remote, "URL"), "make-repository-at-host")
            raise Stop("no-remote", add, remote=self.remote)
        try:
            listed = self.git("ls-remote", self.remote, "refs/heads/*", "refs/tags/*")
        except ProgramFailed as failure:
            raise self._unreached(failure) from None
        refs: dict[str, str] = {}
        for row in listed.splitlines():
            commit, name = row.split()
            # An annotated tag has a second row, NAME^{}, with the commit that it is on.
            refs[name.removesuffix("^{}")] = commit
        return refs


def begin(folder: Path) -> None:
    """Make a repository of a folder, with its files in one commit that is nobody's."""
    repository = Repository(folder)
    person = ("-c", "user.name=Build", "-c", "user.email=build@example.com")
    repository.git("init", "--quiet", ".")
    repository.git("add", "--all", "--force", ".")
    repository.git(*person, "-c", "commit.gpgSign=false", "commit", "--quiet", "--no-verify",
                   "--message=Build")  # fmt: skip
