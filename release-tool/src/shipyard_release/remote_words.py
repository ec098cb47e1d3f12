"""What git and its hosts say when a remote refuses or cannot be reached, and what that means.

git's words are those in the programs of git 2.39.5, and the words of the network those of its
libcurl and of OpenSSH. What GitHub (GH006, GH013) and GitLab say is quoted from pushes that people
published; no push was refused by either of them for this list.
"""

from __future__ import annotations

import re
from typing import Any

from shipyard_release.errors import Again, Edit, Facts, Git, Person, Problem

# The first that fits counts: a refusal of rights has the words of an unreachable remote behind it.
MEANINGS: dict[str, tuple[str, ...]] = {
    "branch-protected": (
        r"GH006|GH013",
        r"protected branch|push code to protected",
        r"repository rule violations",
        r"through a pull request|must use a pull request",
        r"hook declined",
    ),
    "push-not-allowed": (
        r"Permission to \S+ denied|denied to ",
        r"returned error: 403",
        r"not allowed to push|write access to (?:the )?repository not granted",
        r"marked as read only",
    ),
    "remote-wants-login": (
        r"could not read (?:Username|Password)|terminal prompts disabled",
        r"Authentication failed|Invalid username or (?:password|token)",
        r"Permission denied \(|Host key verification failed",
        r"returned error: 401|HTTP Basic: Access denied",
    ),
    "pushed-by-others": (
        r"non-fast-forward|fetch first|\[rejected\]",
        r"stale info|failed to update ref",
    ),
    "remote-unreachable": (
        r"Could not resolve|Connection (?:refused|timed out|reset)|unable to access",
        r"does not appear to be a git repository|Could not read from remote",
        r"not found|No such (?:file|remote)",
        r"gave no answer within",
    ),
}


def meaning(output: str) -> str:
    """Return the kind of a refusal, or '' for words that are not known."""
    for kind, phrases in MEANINGS.items():
        if any(re.search(phrase, output, re.IGNORECASE) for phrase in phrases):
            return kind
    return ""


def problem(output: str, *, remote: str, branch: str, **facts: Any) -> Problem | None:
    """Return what keeps a push to a branch from being taken, or None for words that are not known.

    `output` is what git printed, and `facts` are more facts for the sentence.
    """
    known: Facts = {"output": output, "remote": remote, "branch": branch, **facts}
    then = Again(label="then-again")
    match meaning(output):
        case "branch-protected":
            by_request = Edit("pyproject.toml", "set-release-by")
            return Problem("branch-protected", known, (by_request, then))
        case "push-not-allowed":
            see = Git(("remote", "--verbose"), "see-addresses")
            return Problem(
                "push-not-allowed", known, (see, Person("ask-for-push-right"), then)
            )
        case "remote-wants-login":
            push = Git(("push", remote, f"HEAD:refs/heads/{branch}"), "log-in-to-git")
            return Problem("remote-wants-login", known, (push, then))
        case "pushed-by-others":
            pull = Git(("pull", "--rebase", remote, branch), "get-their-commits")
            return Problem("pushed-by-others", known, (pull, then))
        case "remote-unreachable":
            return Problem(
                "remote-unreachable",
                known,
                (Git(("ls-remote", remote), "try"), Again()),
            )
    return None
