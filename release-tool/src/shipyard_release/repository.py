"""Git: what is committed, what the remote has, and the few things a release writes."""

from functools import cached_property
from pathlib import Path

from shipyard_release.command import Failed, environment, retold, run
from shipyard_release.report import Stop

REMOTE = "origin"
LIMIT = 600  # seconds for one git command: a slow remote, or a person who types a passphrase


class Repository:
    """The git repository of the project and its remote."""

    def __init__(self, root: Path) -> None:
        self.root = root
        # A git hook that starts a release must not make its own repository ours.
        self._env = environment(
            ("GIT_DIR", "GIT_INDEX", "GIT_WORK", "GIT_PREFIX"), GIT_TERMINAL_PROMPT="0"
        )

    @classmethod
    def of(cls, project: Path) -> "Repository":
        """Return a project's repository; raises `Stop` where it is but a folder of one, or has no commit."""
        repository = cls(project)
        if not (project / ".git").exists() and repository.ask("rev-parse", "--git-dir") is None:
            raise Stop("There is no git repository here.", "git init && git add . && git commit")
        if folder := repository.git("rev-parse", "--show-prefix").strip():
            what = f"The project lies inside another repository, as its folder {folder}"
            raise Stop(what, "A release needs one of its own: git init && git add . && git commit")
        if repository.commit_of("HEAD") is None:
            raise Stop("There is no commit here.", "git add . && git commit")
        return repository

    def git(self, *arguments: str, unbroken: bool = False) -> str:
        """Run git in the repository and return what it printed; raises `Failed` when it says no."""
        return run("git", *arguments, cwd=self.root, env=self._env, limit=LIMIT, unbroken=unbroken)

    def ask(self, *arguments: str) -> str | None:
        """Return git's answer of one line, or None where it says no."""
        try:
            return self.git(*arguments).strip()
        except Failed:
            return None

    def changes(self) -> list[str]:
        """Return the paths that differ from the last commit, or are neither tracked nor ignored."""
        differing = self.git("diff", "--name-only", "--no-renames", "-z", "HEAD")
        untracked = self.git(
            "ls-files", "--others", "--exclude-standard", "--exclude=/.release/", "-z"
        )
        return [path for path in (differing + untracked).split("\0") if path]

    def log(self, form: str, *where: str) -> str:
        """Return what git tells of the newest commit in `form`, a format of `git log`; empty without one."""
        return self.git("log", "-1", "--no-show-signature", f"--format={form}", *where).strip()

    def paths(self, commit: str) -> set[str]:
        """Return the paths of a commit's files."""
        return set(self.git("ls-tree", "-r", "-z", "--name-only", commit).split("\0")) - {""}

    def changed_by(self, commit: str) -> set[str]:
        """Return the paths of the files that a commit changed; of a first commit, all."""
        how = ("--root", "--no-commit-id", "--name-only", "-r", "-z")
        return set(self.git("diff-tree", *how, commit).split("\0")) - {""}

    def commit(self, subject: str, *paths: str) -> None:
        """Commit the changes of these paths; a Ctrl-C waits for the end of it.

        Who signs commits may be asked for a passphrase, which only this terminal's own session can.
        """
        signs = self.ask("config", "--type=bool", "commit.gpgSign") == "true"
        self.git("commit", f"--message={subject}", "--", *paths, unbroken=not signs)

    def commit_of(self, revision: str) -> str | None:
        """Return the commit that a revision names, or None."""
        return self.ask("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")

    def file(self, revision: str, path: str) -> str:
        """Return a committed file's text; empty when the commit has no such file."""
        try:
            return self.git("show", f"{revision}:{path}")
        except Failed:
            return ""

    def contains(self, newer: str, older: str) -> bool:
        """Whether `older` is `newer` or one of its ancestors."""
        return self.ask("merge-base", "--is-ancestor", older, newer) is not None

    @cached_property
    def remote_refs(self) -> dict[str, str]:
        """Branches and tags of the remote with their commits, asked once; raises `Stop` without a remote."""
        with retold(f"the remote {REMOTE} is out of reach", "try: git ls-remote"):
            rows = self.git("ls-remote", REMOTE, "refs/heads/*", "refs/tags/*").splitlines()
        # An annotated tag has a second row, NAME^{}, for the commit it stands on.
        return {name.removesuffix("^{}"): commit for commit, name in map(str.split, rows)}

    def remote_branch(self, branch: str) -> str | None:
        """Return the commit of the remote's branch, fetched when it is not here; None without one."""
        commit = self.remote_refs.get(f"refs/heads/{branch}")
        if commit and not self.commit_of(commit):
            self.git("fetch", "--quiet", "--no-tags", REMOTE, f"refs/heads/{branch}")
        return commit

    def push(self, refspec: str) -> None:
        """Push, and forget what the remote was known to have; raises `Failed` when it refuses."""
        self.git("push", "--quiet", "--no-follow-tags", REMOTE, refspec)
        self.__dict__.pop("remote_refs", None)
