"""Names that follow from other answers: the defaults of the questions, shared with the wizard.

The hooks import this, and an interpreter starts for each of them. To start fast, this module does
without `re` and `pathlib`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_GITHUB_ACCOUNT = 39
NO_ACCOUNT = "your-account"
# Hosts of this program, which has other addresses of files.
FORGEJO = ("codeberg.org",)


def distribution_name(project_name: str) -> str:
    """Return the normalised name of a distribution: `Acme.Data Tools` gives `acme-data-tools`."""
    return "-".join(words(project_name)).lower()


def spelled_name(answers: Mapping[str, str]) -> str:
    """Return the distribution's name as people spell it: `Acme.Data` stays, `Acme Data` cannot.

    An index compares names in their normalised form, and shows the spelling.
    """
    name = answers["project_name"]
    slug = answers["project_slug"]
    is_valid = is_plain(name, "._-") and name[:1].isalnum() and name[-1:].isalnum()
    return name if is_valid and distribution_name(name) == slug else slug


def import_name(project_slug: str) -> str:
    """Return the name of the import package: `2to3-tools` gives `py_2to3_tools`."""
    name = "_".join(words(project_slug)).lower()
    return f"py_{name}" if name[:1].isdigit() else name


def account_name(author_name: str) -> str:
    """Return what an account of this author could be called: `Zoë O'Brien` gives `zoe-obrien`."""
    text = transliterated(author_name.replace("'", "").replace("\u2019", ""))
    letters = "".join(letter if is_plain(letter, "") else " " for letter in text)
    name = "-".join(letters.split()).lower()[:LONGEST_GITHUB_ACCOUNT]
    return name.strip("-") or NO_ACCOUNT


def is_dated(answers: Mapping[str, str]) -> bool:
    """Tell whether the version begins with its year, as 2026.11 does; it tells no break then."""
    first = answers["version"].partition("!")[2] or answers["version"]
    return first[:4].isdecimal()


def owner_host(answers: Mapping[str, str]) -> str:
    """Return the host of the repository: that of the owner's address, or of `ci`."""
    _, is_address, rest = answers["repository_owner"].partition("://")
    if is_address:
        return rest.partition("/")[0].lower()
    return "gitlab.com" if answers["ci"] == "gitlab" else "github.com"


def owner_path(answers: Mapping[str, str]) -> str:
    """Return the account or group as its host writes it: `group/subgroup`."""
    _, is_address, rest = answers["repository_owner"].partition("://")
    return rest.partition("/")[2] if is_address else answers["repository_owner"]


def repository_url(answers: Mapping[str, str]) -> str:
    """Return where the code lives, for people and for git."""
    scheme, is_address, _ = answers["repository_owner"].partition("://")
    begin = f"{scheme if is_address else 'https'}://{owner_host(answers)}"
    return f"{begin}/{owner_path(answers)}/{answers['project_slug']}"


def repository_pages(answers: Mapping[str, str]) -> str:
    """Return what the addresses of files, issues and the like begin with."""
    return repository_url(answers) + ("/-" if _is_gitlab(answers) else "")


def issues_url(answers: Mapping[str, str]) -> str:
    """Return where people report bugs."""
    return f"{repository_pages(answers)}/issues"


def file_url(answers: Mapping[str, str], path: str) -> str:
    """Return the page of a file."""
    return _page(answers, "blob", path)


def folder_url(answers: Mapping[str, str], path: str) -> str:
    """Return the page of a folder."""
    return _page(answers, "tree", path)


def _page(answers: Mapping[str, str], kind: str, path: str) -> str:
    """Return a page of the repository, or its first one at a host whose pages are not known."""
    host = owner_host(answers)
    if _is_gitlab(answers) or is_github(host):
        return f"{repository_pages(answers)}/{kind}/main/{path}"
    if host in FORGEJO:
        return f"{repository_url(answers)}/src/branch/main/{path}"
    return repository_url(answers)


def is_github(host: str) -> bool:
    """Tell whether a host is GitHub, or looks like a GitHub of a company's own."""
    return (
        host == "github.com" or host.startswith("github.") or host.endswith(".ghe.com")
    )


def _is_gitlab(answers: Mapping[str, str]) -> bool:
    return answers["ci"] == "gitlab" or owner_host(answers).startswith("gitlab.")


def is_private(answers: Mapping[str, str]) -> bool:
    """Tell whether the package is for an index of one's own, so public ones have to refuse it."""
    return answers["license"] == "Proprietary" and answers["publish_from"] == "local"


def words(text: str) -> list[str]:
    """Return the parts of `text` between runs of `-`, `_`, `.` and spaces."""
    for separator in "-_.":
        text = text.replace(separator, " ")
    return [word for word in text.split(" ") if word]


def is_plain(text: str, also: str) -> bool:
    """Tell whether `text` has only ASCII letters, ASCII digits and the characters in `also`."""
    return text.isascii() and all(letter.isalnum() or letter in also for letter in text)


def transliterated(text: str) -> str:
    """Return `text` in ASCII, as near as the tables of python-slugify come.

    cookiecutter brings that package.
    """
    if text.isascii():
        return text
    # Loaded already where cookiecutter runs; the hooks rarely need it.
    from slugify import (
        slugify,
    )

    return str(slugify(text, lowercase=False, separator=" "))
