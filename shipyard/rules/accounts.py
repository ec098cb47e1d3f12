"""Rules about the place of a repository, and about publishing from its pipelines."""

from __future__ import annotations

from .. import derive
from .emails import is_label
from .refusal import Refusal, show

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Answers = Mapping[str, object]

LONGEST_OWNER = 255
HOSTS = {"github": "GitHub", "gitlab": "GitLab"}
# Where PyPI knows pipelines as trusted publishers.
PUBLISHING_HOSTS = ("github.com", "gitlab.com")


def account(text: str, answers: Answers) -> Refusal | None:
    """Allow an account of GitHub or GitLab, a path of groups at GitLab, or an address."""
    if "://" in text:
        return _address(text, answers)
    on_gitlab = answers.get("ci", "gitlab") == "gitlab"
    groups = text.split("/") if on_gitlab else [text]
    longest = 255 if on_gitlab else derive.LONGEST_GITHUB_ACCOUNT
    if len(text) <= longest and all(
        _is_account(group, on_gitlab=on_gitlab) for group in groups
    ):
        return None
    separators = (
        "-, _ or . between them, and / between groups"
        if on_gitlab
        else "- or _ between them"
    )
    return Refusal(
        f"{show(text)} is not an account or a group",
        f"at most {longest} ASCII letters and digits, with single {separators}, "
        "or an address such as https://codeberg.org/acme",
        offer=derive.account_name(text.rpartition("/")[2]),
    )


def host(text: str, answers: Answers) -> Refusal | None:
    """Refuse an address at another site than the one whose pipelines were chosen."""
    ci = answers.get("ci")
    place = derive.owner_host({"repository_owner": text, "ci": str(ci)})
    is_github = derive.is_github(place)
    is_elsewhere = {
        "github": not is_github,
        "gitlab": is_github or place in (*derive.FORGEJO, "bitbucket.org"),
    }
    if "://" not in text or not is_elsewhere.get(str(ci)):
        return None
    return Refusal(
        f"{show(text)} is not an address at {HOSTS[str(ci)]}, and ci is {show(ci)}",
        f"an account at {HOSTS[str(ci)]}, or another answer to ci",
    )


def publishing(text: str, answers: Answers) -> Refusal | None:
    """Refuse to publish from a pipeline that does not exist, or that PyPI does not know."""
    if text != "ci":
        return None
    if answers.get("ci") == "none":
        return Refusal(
            '"ci" needs a pipeline, and ci is "none"',
            "local, or another answer to ci",
            offer="local",
        )
    return _publisher(answers)


def _publisher(answers: Answers) -> Refusal | None:
    """Refuse what PyPI's form for a trusted publisher does not accept."""
    texts = {
        question: str(answers.get(question, ""))
        for question in ("repository_owner", "ci")
    }
    place = derive.owner_host(texts)
    if place not in PUBLISHING_HOSTS:
        return Refusal(
            f'"ci" is trusted publishing, which PyPI knows at {" and ".join(PUBLISHING_HOSTS)}, '
            f"and not at {show(place)}",
            "local",
            offer="local",
        )
    short = [
        text
        for text in (derive.owner_path(texts), answers.get("project_slug"))
        if isinstance(text, str) and len(text) == 1
    ]
    if not short or answers.get("ci") != "gitlab":
        return None
    return Refusal(
        f'"ci" is not possible: PyPI\'s form for GitLab refuses the name {show(short[0])}',
        "local, or names of two or more letters",
        offer="local",
    )


def _address(text: str, answers: Answers) -> Refusal | None:
    """Allow the page of an account or a group at any site."""
    scheme, _, rest = text.partition("://")
    place, _, path = rest.partition("/")
    name, _, port = place.partition(":")
    labels = name.split(".")
    is_host = (
        len(labels) > 1 and derive.is_plain(name, "-.") and all(map(is_label, labels))
    )
    is_port = place == name or (port.isascii() and port.isdigit())
    has_no_groups = derive.is_github(name.lower()) or name.lower() in derive.FORGEJO
    groups = [path] if has_no_groups else path.split("/")
    is_path = all(
        _is_account(group, on_gitlab=not derive.is_github(name)) for group in groups
    )
    is_short = len(text) <= LONGEST_OWNER
    if scheme in ("https", "http") and is_host and is_port and is_path and is_short:
        return None
    return Refusal(
        f"{show(text)} is not the address of an account or a group",
        "an address such as https://gitlab.example.com/group, with nothing after the group",
        offer=_account_of_repository(text, answers),
    )


def _account_of_repository(text: str, answers: Answers) -> str:
    """Return what is left of the address of a repository, or of a page of an account."""
    address = text.rstrip("/").removesuffix(".git")
    above, _, last = address.rpartition("/")
    return above if last == answers.get("project_slug") else address


def _is_account(text: str, *, on_gitlab: bool) -> bool:
    also = "-_." if on_gitlab else "-_"
    places = range(1, len(text))
    doubled = any(text[place - 1] in also and text[place] in also for place in places)
    ends_well = text[:1].isalnum() and text[-1:].isalnum()
    is_whole = ends_well and not text.endswith((".git", ".atom")) and not doubled
    return is_whole and derive.is_plain(text, also)
