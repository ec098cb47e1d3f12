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


def repository_url(answers: Mapping[str, str]) -> str:
    """Return where the code lives, for people and for git."""
    host = "gitlab.com" if answers["ci"] == "gitlab" else "github.com"
    return f"https://{host}/{answers['repository_owner']}/{answers['project_slug']}"


def repository_pages(answers: Mapping[str, str]) -> str:
    """Return what the addresses of files, issues and the like begin with."""
    return repository_url(answers) + ("/-" if answers["ci"] == "gitlab" else "")


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
    from slugify import slugify  # Loaded already where cookiecutter runs; the hooks rarely need it.

    return str(slugify(text, lowercase=False, separator=" "))
