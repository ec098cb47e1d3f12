"""Every word that an adoption says to a person."""

from __future__ import annotations

from shipyard.anywhere.words import Refused

__all__ = ["Refused"]

NO_GIT = (
    "{path} is not in a git work tree. An adoption is a commit, so first type: git init"
)
NO_PROGRAM = "git was not found. An adoption is a commit, and git makes it."
NO_COMMIT = "{path} has no commit yet. An adoption is compared with the last commit."
SHALLOW = (
    "{path} is a shallow clone, without the tags of earlier releases. "
    "Type: git fetch --unshallow"
)
DETACHED = "{path} has no branch checked out. Type: git switch BRANCH"
CHANGED = "{path} has uncommitted changes ({names}). Commit them, or put them aside: git stash"
TEMPLATE = (
    "{path} was made by Shipyard's template. To update it, type: uvx cruft update"
)
TEMPLATE_ALONE = (
    "{path} was made by Shipyard's template and has its release tool already. "
    "It does not record the template's address, so it cannot be updated."
)
NO_BUILD = (
    "{path} has no setup.py, and its pyproject.toml has no [build-system], "
    "so it cannot be built."
)
SEVERAL = "{path} itself is not a package. Adopt one of its folders: {names}"
BRANCH_TAKEN = (
    "The branch {branch} exists already. If you do not need it: git branch -D {branch}\n"
    "Or choose another name: shipyard adopt --branch NAME"
)
BRANCH_NAME = "{branch} is not a valid name for a branch."
ON_BRANCH = "{branch} is checked out. Switch to the branch that you release from: git switch BRANCH"
TOML = "pyproject.toml cannot be read: {error}"
CANNOT_APPEND = (
    "pyproject.toml has its `tool` table in one line, so no table can be added."
)
IN_THE_WAY = "{name} exists already and is not Shipyard's. It stays as it is."
UNTRACKED = "{name} is in the folder, but not in git, and would be added. Move it away."
NO_TERMINAL = (
    "shipyard adopt asks before it runs your build code and before it commits, and there is no "
    "terminal. To confirm in advance: {command} --yes"
)
RUNS_CODE = (
    "Your package is built a few times. This runs your own build code on this machine, as "
    "`pip install` does. Your work tree does not change."
)
ASK_RUN = "Run it?"
DECLINED = "Stopped. Nothing was written."
OPEN = "These settings cannot be read from the project. Give them:"
ANSWERS_UNREADABLE = "{path} cannot be read: {error}"
ANSWERS_UNKNOWN = (
    "{path} has {names}, which are not settings. The settings are: {known}"
)
DOES_NOT_BUILD = (
    "The package does not build, so nothing can be compared. "
    "The end of the output:\n\n{output}"
)
DOES_NOT_BUILD_AFTER = (
    "With the added files, the package no longer builds. Nothing was written. The end of the "
    "output:\n\n{output}"
)
DIFFERS = "The package would change. Nothing was written. The differences:"
REHEARSAL = (
    "The rehearsal of the next release stopped. Nothing was written. "
    "Its output:\n\n{output}"
)
HOOKS = (
    "Your commit hooks or your signing refused the commit. No branch was created, and nothing was "
    "written.\nThe output of git:\n\n{output}\n\nTo continue, let them accept {names}, and type "
    "the same command again. Without your hooks: shipyard adopt --no-verify"
)
HOOK_CHANGED = (
    "Your commit hooks changed added files ({names}), so the comparison is not valid. No branch "
    "was created.\nTo continue, let them not change these files, and type the same command again. "
    "Without your hooks: shipyard adopt --no-verify"
)
ALREADY = "{path} has shipyard-release {version} and its settings already. There is nothing to do."
UPLOADS = (
    "Tell the index which pipeline uploads: preflight prints what to enter in its form for trusted "
    "publishers."
)
NO_UPLOADS = (
    "No pipeline that uploads was added. --ci github or --ci gitlab adds one, if the package is at "
    "the top of its repository, its wheel is for any platform, and its tags end with the version."
)
DRY = "--dry-run: nothing was written."
ASK_COMMIT = "Commit this to {branch}?"
