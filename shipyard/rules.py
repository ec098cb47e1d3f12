"""The rules for answers: each is here once, for questions, hooks, flags and the wizard.

A rule is a function that takes the text and all answers known so far, and returns a `Refusal` or
None. It may rely on the rules before it in its list. The hooks import this module, so it imports no
more than it must.
"""

from __future__ import annotations

import unicodedata

from . import choices, names
from .refusal import Refusal, show
from .texts import one_line, text_only, visible, without_bidi
from .words import DEVICES, STDLIB, needed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Answers = Mapping[str, object]
    Rule = Callable[[str, Answers], Refusal | None]

LONGEST_NAME = 64
LONGEST_AUTHOR = 200
LONGEST_SUMMARY = 512
LONGEST_EMAIL = 254  # bytes, as all three of these
LONGEST_DOMAIN = 253
LONGEST_LABEL = 63
LONGEST_OWNER = 255
HOSTS = {"github": "GitHub", "gitlab": "GitLab"}
# Where PyPI knows pipelines as trusted publishers.
PUBLISHING_HOSTS = ("github.com", "gitlab.com")
# Nobody can get mail there (RFC 6761 and others), so PyPI's validator of addresses refuses them.
SPECIAL_DOMAINS = ("arpa", "invalid", "local", "localhost", "onion", "test")


def distribution_characters(text: str, answers: Answers) -> Refusal | None:
    """Allow the characters of PyPA's name format, and single spaces between words."""
    good = names.is_plain(text, "-_. ") and text[0].isalnum() and text[-1].isalnum()
    if good:
        return None
    offer = _name_from(text)
    return Refusal(
        f"{show(text)} is no name for a distribution package",
        "ASCII letters and digits, with single spaces, -, _ or . between them",
        offer=offer,
    )


def normalised(text: str, answers: Answers) -> Refusal | None:
    """Allow only the form that PEP 503 calls normalised."""
    normal = names.distribution_name(text)
    if text == normal:
        return None
    return Refusal(
        f"{show(text)} is not in normal form",
        "lower case, with single - between words",
        offer=normal,
    )


def name_length(text: str, answers: Answers) -> Refusal | None:
    """Allow at most 64 characters: the names of archives and folders begin with this one."""
    return _too_long(text, LONGEST_NAME, offer=text[:LONGEST_NAME].rstrip("-_. "))


def index_name(text: str, answers: Answers) -> Refusal | None:
    """Refuse what PyPI refuses: names of the standard library, of every Python."""
    from .library import NAMES  # a long list, for this question alone

    if text not in NAMES and text.replace("-", "_") not in STDLIB:
        return None
    return Refusal(
        f"{show(text)} is a module of the standard library",
        "a name of its own",
        offer=f"{text}-tools",
    )


def folder_name(text: str, answers: Answers) -> Refusal | None:
    """Refuse names that Windows keeps for devices."""
    if text.lower() not in DEVICES:
        return None
    return Refusal(
        f"{show(text)} is the name of a device on Windows",
        "any other name",
        offer=f"{text}-tools",
    )


def identifier(text: str, answers: Answers) -> Refusal | None:
    """Allow what can stand after `import` in every editor and file system: an ASCII identifier."""
    if names.is_plain(text, "_") and not text[0].isdigit() and text.strip("_"):
        return None
    return Refusal(
        f"{show(text)} cannot stand after `import`",
        "ASCII letters, digits and _, not beginning with a digit",
        offer=names.import_name(_name_from(text)),
    )


def import_word(text: str, answers: Answers) -> Refusal | None:
    """Refuse identifiers that Python, the project's folders or its environment need themselves."""
    word = text.lower()
    reason = needed(word, answers)
    if not reason:
        return None
    offer = f"{word.strip('_')}_tools"
    return Refusal(f"{show(text)} {reason}", "any other identifier", offer=offer)


def summary_length(text: str, answers: Answers) -> Refusal | None:
    """Allow at most 512 characters, as indexes do."""
    return _too_long(text, LONGEST_SUMMARY)


def author_length(text: str, answers: Answers) -> Refusal | None:
    """Allow at most 200 characters, which is room for long names and groups."""
    return _too_long(text, LONGEST_AUTHOR)


def has_letter(text: str, answers: Answers) -> Refusal | None:
    """Ask for something that can be read as a name."""
    if any(letter.isalnum() for letter in text):
        return None
    return Refusal(f"{show(text)} has no letter in it", "a name of a person or a group")


def email(text: str, answers: Answers) -> Refusal | None:
    """Allow what PyPI accepts: one `@`, and a domain with a dot that can be anybody's."""
    local, at, domain = text.rpartition("@")
    known = _ascii_domain(domain)
    longest = max(len(text.encode()), len(f"{local}@{known}".encode()))
    if at and _is_local_part(local) and _is_domain(known) and longest <= LONGEST_EMAIL:
        return None
    return Refusal(
        f"{show(text)} is not an e-mail address that PyPI accepts",
        "an address such as you@example.com",
        offer=f"{local.strip()}@{domain.strip()}" if local else "",
    )


def account(text: str, answers: Answers) -> Refusal | None:
    """Allow an account as the chosen host spells it, a path of groups at GitLab, or an address."""
    if "://" in text:
        return _address(text, answers)
    on_gitlab = answers.get("ci", "gitlab") == "gitlab"
    groups = text.split("/") if on_gitlab else [text]
    longest = 255 if on_gitlab else names.LONGEST_GITHUB_ACCOUNT
    if len(text) <= longest and all(_is_account(group, on_gitlab=on_gitlab) for group in groups):
        return None
    separators = (
        "-, _ or . between them, and / between groups" if on_gitlab else "- or _ between them"
    )
    return Refusal(
        f"{show(text)} is no account or group of a host",
        f"at most {longest} ASCII letters and digits, with single {separators}, "
        "or an address such as https://codeberg.org/acme",
        offer=names.account_name(text.rpartition("/")[2]),
    )


def host(text: str, answers: Answers) -> Refusal | None:
    """Refuse an address at another host than the one whose pipelines were chosen."""
    ci = answers.get("ci")
    place = names.owner_host({"repository_owner": text, "ci": str(ci)})
    is_github = names.is_github(place)
    is_elsewhere = {
        "github": not is_github,
        "gitlab": is_github or place in (*names.FORGEJO, "bitbucket.org"),
    }
    if "://" not in text or not is_elsewhere.get(str(ci)):
        return None
    return Refusal(
        f"{show(text)} is not an address at {HOSTS[str(ci)]}, and ci is {show(ci)}",
        "an account at the host of ci, or another answer to ci",
    )


def version(text: str, answers: Answers) -> Refusal | None:
    """Allow a public version in the normal form of PEP 440, which is how an index will show it."""
    fits = len(text) <= LONGEST_NAME
    if fits and names.is_plain(text, ".") and all(_is_number(part) for part in text.split(".")):
        return None
    from . import versions

    normal = versions.normal_form(text) if fits else None
    if text == normal:
        return None
    wrong = "is not in normal form" if normal else "is no version"
    if normal and "+" in text:
        wrong = "has a local part, which indexes refuse"
    return Refusal(
        f"{show(text)} {wrong}",
        "a version as PEP 440 writes it, such as 0.1.0 or 1.0rc1",
        offer=normal or "",
    )


def choice_of(question: str) -> Rule:
    """Return the rule that allows only the choices of this question."""

    def choice(text: str, answers: Answers) -> Refusal | None:
        known = choices.of(question)
        if text in known:
            return None
        # Without quotes, YAML reads 3.10 as the number 3.1.
        same = (text.lower(), f"{text}0")
        near = next((one for one in known if one.lower() in same), "")
        return Refusal(f"{show(text)} is no choice", ", ".join(known), offer=near)

    return choice


def publishing(text: str, answers: Answers) -> Refusal | None:
    """Refuse publishing from a pipeline that is not there, or that PyPI cannot know."""
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
    """Refuse what PyPI's form for a trusted publisher does not take."""
    texts = {question: str(answers.get(question, "")) for question in ("repository_owner", "ci")}
    place = names.owner_host(texts)
    if place not in PUBLISHING_HOSTS:
        return Refusal(
            f'"ci" is trusted publishing, which PyPI knows at {" and ".join(PUBLISHING_HOSTS)}, '
            f"and not at {show(place)}",
            "local",
            offer="local",
        )
    short = [
        text
        for text in (names.owner_path(texts), answers.get("project_slug"))
        if isinstance(text, str) and len(text) == 1
    ]
    if not short or answers.get("ci") != "gitlab":
        return None
    return Refusal(
        f'"ci" is not possible: PyPI\'s form for GitLab refuses the name {show(short[0])}',
        "local, or names of two letters and more",
        offer="local",
    )


EVERY: tuple[Rule, ...] = (text_only, one_line, without_bidi)
RULES: dict[str, tuple[Rule, ...]] = {
    "project_name": (*EVERY, distribution_characters, name_length),
    "project_slug": (
        *EVERY,
        distribution_characters,
        normalised,
        name_length,
        index_name,
        folder_name,
    ),
    "package_name": (*EVERY, identifier, name_length, import_word),
    "description": (*EVERY, summary_length),
    "author_name": (*EVERY, visible, author_length, has_letter),
    "author_email": (*EVERY, email),
    "repository_owner": (*EVERY, account, host),
    "version": (*EVERY, version),
    "license": (*EVERY, choice_of("license")),
    "python_min": (*EVERY, choice_of("python_min")),
    "ci": (*EVERY, choice_of("ci")),
    "publish_from": (*EVERY, choice_of("publish_from"), publishing),
    "docs": (*EVERY, choice_of("docs")),
    "command_line": (*EVERY, choice_of("command_line")),
    "strictness": (*EVERY, choice_of("strictness")),
}
DERIVED: dict[str, tuple[str, Callable[[str], str]]] = {
    "project_slug": ("project_name", names.distribution_name),
    "package_name": ("project_slug", names.import_name),
    "repository_owner": ("author_name", names.account_name),
}
# What a person knows them as who was never asked for them.
FOLLOWING = {
    "project_slug": "the distribution package",
    "package_name": "the import package",
    "repository_owner": "the account",
}


def refusal(question: str, text: object, answers: Answers) -> Refusal | None:
    """Return why `text` cannot be the answer to `question`, given the other answers so far."""
    found = _first_refusal(question, text, answers)
    if found and found.offer and _first_refusal(question, found.offer, answers):
        found.offer = ""
    return found


def problem(question: str, text: object, answers: Answers) -> str | None:
    """Return the same as one line for people."""
    found = refusal(question, text, answers)
    return str(found) if found else None


def problems(answers: Answers) -> dict[str, str]:
    """Return the problem of every question that has one, in the order of the questions.

    An answer that nobody touched is not to blame: the one that it was derived from is.
    """
    found: dict[str, str] = {}
    for question in RULES:
        wrong = problem(question, answers.get(question), answers)
        if not wrong:
            continue
        blamed = _touched(question, answers)
        found.setdefault(blamed, wrong if blamed == question else consequence(question, wrong))
    return {question: found[question] for question in RULES if question in found}


def consequence(question: str, wrong: str) -> str:
    """Return the problem of a derived answer as one of the answer that it was derived from."""
    return f"{FOLLOWING[question]} follows from it, and {wrong}"


def lines(answers: Answers) -> list[str]:
    """Return the problems as lines that name their questions."""
    return [f"{question}: {wrong}" for question, wrong in problems(answers).items()]


def _first_refusal(question: str, text: object, answers: Answers) -> Refusal | None:
    for rule in RULES[question]:
        found = rule(text, answers)  # type: ignore[arg-type]  # text_only comes first
        if found:
            return found
    return None


def _touched(question: str, answers: Answers) -> str:
    """Return the question whose answer this one follows from, or itself if somebody gave it."""
    if question not in DERIVED:
        return question
    source, derive = DERIVED[question]
    if answers.get(question) != derive(str(answers.get(source) or "")):
        return question
    return _touched(source, answers)


def _address(text: str, answers: Answers) -> Refusal | None:
    """Allow the page of an account or a group at any host."""
    scheme, _, rest = text.partition("://")
    place, _, path = rest.partition("/")
    name, _, port = place.partition(":")
    labels = name.split(".")
    is_host = len(labels) > 1 and names.is_plain(name, "-.") and all(map(_is_label, labels))
    is_port = place == name or (port.isascii() and port.isdigit())
    has_no_groups = names.is_github(name.lower()) or name.lower() in names.FORGEJO
    groups = [path] if has_no_groups else path.split("/")
    is_path = all(_is_account(group, on_gitlab=not names.is_github(name)) for group in groups)
    is_short = len(text) <= LONGEST_OWNER
    if scheme in ("https", "http") and is_host and is_port and is_path and is_short:
        return None
    return Refusal(
        f"{show(text)} is no address of an account or a group",
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
    return is_whole and names.is_plain(text, also)


def _too_long(text: str, longest: int, *, offer: str = "") -> Refusal | None:
    if len(text) <= longest:
        return None
    return Refusal(f"{show(text)} has {len(text)} characters", f"at most {longest}", offer=offer)


def _name_from(text: str) -> str:
    plain = names.transliterated(text)
    letters = "".join(letter if names.is_plain(letter, "-_. ") else "-" for letter in plain)
    return " ".join(letters.split()).strip("-_. ")


def _is_number(part: str) -> bool:
    return part.isdigit() and str(int(part)) == part


def _is_local_part(text: str) -> bool:
    has_mark_first = unicodedata.category(text[:1] or " ")[0] == "M"
    return not has_mark_first and all(text.split(".")) and all(map(_is_in_local_part, text))


def _is_in_local_part(character: str) -> bool:
    if character.isascii():
        return names.is_plain(character, ".!#$%&'*+/=?^_`{|}~-")
    return _is_seen(character)


def _is_seen(character: str) -> bool:
    """Whether this is a letter, mark, number, punctuation or symbol of any script."""
    return unicodedata.category(character)[0] in "LMNPS"


def _ascii_domain(text: str) -> str:
    """Return a domain as it is asked for in the net, in ASCII; '' when it cannot be one."""
    if text.isascii() and "xn--" not in text.lower():
        return text.lower()
    if not all(map(_is_seen, text)):
        return ""
    import idna  # slow, and few need it; cookiecutter brings it

    try:
        return idna.encode(text, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""


def _is_domain(text: str) -> bool:
    labels = text.split(".")
    is_special = any(text == end or text.endswith(f".{end}") for end in SPECIAL_DOMAINS)
    is_whole = len(labels) > 1 and len(text) <= LONGEST_DOMAIN and text[-1:].isalpha()
    is_plain = names.is_plain(text, "-.") and all(map(_is_label, labels))
    return is_whole and is_plain and not is_special


def _is_label(text: str) -> bool:
    if not text or len(text) > LONGEST_LABEL or text.strip("-") != text:
        return False
    # Two hyphens there are kept for other codings.
    return text[2:4] != "--" or text.startswith("xn")
