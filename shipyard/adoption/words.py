"""Every word that an adoption says to a person."""

from __future__ import annotations

from shipyard.anywhere.words import Refused

__all__ = ["Refused"]

NO_GIT = "{path} is not in a git work tree. An adoption is a commit, so begin with: git init"
NO_PROGRAM = "git was not found. An adoption is a commit, and git makes it."
NO_COMMIT = "{path} has no commit yet; an adoption is proven against the last commit."
SHALLOW = "{path} is a shallow clone, without the tags of earlier releases: git fetch --unshallow"
DETACHED = "{path} has no branch checked out: git switch BRANCH"
CHANGED = "{path} has uncommitted changes ({names}): commit them, or put them away: git stash"
TEMPLATE = "{path} was made by Shipyard's template; it is brought up to date by: uvx cruft update"
TEMPLATE_ALONE = (
    "{path} was made by Shipyard's template and has its release tool already. "
    "It does not say where the template can be fetched, so nothing can bring it up to date."
)
NO_BUILD = (
    "{path} has no setup.py and its pyproject.toml has no [build-system]: nothing builds a package."
)
SEVERAL = "{path} itself is not a package; adopt one of its folders: {names}"
BRANCH_TAKEN = (
    "There is a branch {branch} already. Look at it, and delete it: git branch -D {branch}\n"
    "Or choose another name: shipyard adopt --branch NAME"
)
BRANCH_NAME = "{branch} cannot be the name of a branch."
ON_BRANCH = "{branch} is checked out. Switch to the branch that you release from: git switch BRANCH"
TOML = "pyproject.toml cannot be read: {error}"
CANNOT_APPEND = (
    "A table cannot be added at the end of pyproject.toml, because of the form of its `tool` table."
)
IN_THE_WAY = "{name} is there already, and is not Shipyard's; it stays as it is."
UNTRACKED = "{name} is in the folder and not in git, and would be added; move it away."
NO_TERMINAL = (
    "shipyard adopt asks before it runs your build code and before it commits, and there is no "
    "terminal to ask in. To say yes beforehand: {command} --yes"
)
RUNS_CODE = (
    "Your package is built a few times: your own build code runs on this machine, as "
    "`pip install` would run it. Your work tree stays as it is."
)
ASK_RUN = "Run it?"
DECLINED = "Stopped; nothing was written."
OPEN = "These settings cannot be read from the project. Give them:"
ANSWERS_UNREADABLE = "{path} cannot be read: {error}"
ANSWERS_UNKNOWN = "{path} answers {names}; the settings are: {known}"
DOES_NOT_BUILD = (
    "It does not build as it is, so nothing can be proven. The end of what was said:\n\n{said}"
)
DOES_NOT_BUILD_AFTER = (
    "With the added files it does not build any more; nothing was written. The end of what was "
    "said:\n\n{said}"
)
DIFFERS = "The package would change; nothing was written. Each difference:"
REHEARSAL = (
    "The rehearsal of the next release stopped; nothing was written. What it said:\n\n{said}"
)
HOOKS = (
    "Your commit hooks or your signing refused the commit; no branch was made and nothing was "
    "written.\ngit said:\n\n{said}\n\nTo go on, let them accept {names}, and type the same command "
    "again. Without your hooks: shipyard adopt --no-verify"
)
HOOK_CHANGED = (
    "Your commit hooks changed what was added ({names}), so the proof does not hold; no branch was "
    "made.\nTo go on, let them leave these files alone, and type the same command again. Without "
    "your hooks: shipyard adopt --no-verify"
)
ALREADY = "{path} has shipyard-release {version} already, and its settings; there is nothing to do."
UPLOADS = (
    "The index has to know the pipeline that uploads: preflight prints what to enter in its form "
    "for trusted publishers."
)
NO_UPLOADS = (
    "No pipeline that uploads was added. One is added with --ci github or --ci gitlab, for a "
    "package at the top of its repository, whose wheel is for any platform and whose tags end with "
    "the version."
)
DRY = "--dry-run: nothing was written."
ASK_COMMIT = "Commit this to {branch}?"
