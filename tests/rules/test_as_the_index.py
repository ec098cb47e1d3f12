"""The wizard's own rules agree with the libraries that PyPI uses: neither looser nor stricter."""

from __future__ import annotations

import itertools

import pytest
from shipyard_release import index_rules

from scripts import library_names
from shipyard import rules
from shipyard.rules import emails, standard_library, texts
from testkit.corpus import LINES, REFUSED, WORK

LOCALS = (
    "ann", "a.b", "a..b", ".a", "a.", "a" * 64, "a" * 65, "o'brien", "jürgen", "日本", "x\u0301",
    "\u0301x", "a b", "a,b", '"a"', "", "x\u00a0y", "{{7*7}}", "a\\b", "☃", "é" * 130,
)  # fmt: skip
DOMAINS = (
    "example.com", "example", "müller.de", "MÜLLER.DE", "corp.local", "local", "CORP.Local",
    "host.test", "test.example.com", "x.invalid", "home.arpa", "foo.onion", "host.localhost",
    "xn--strae-oqa.de", "xn--a.org", "ab--c.org", "-a.org", "a-.org", "a_b.org", "a.o1", "a.1",
    "127.0.0.1", "[127.0.0.1]", "a..org", ".org", "org.", "a" * 63 + ".org", "a" * 64 + ".org",
    "a." * 125 + "org", "日本語.jp", "日本語。jp",
    "אבג.co.il", "a\u200bb.org", "☃.net", "straße.de",
    "ﬁ.org", "İ.org", "example.com.", "ex ample.com", "ü" * 60 + ".de",
)  # fmt: skip
ADDRESSES = (
    *WORK["author_email"],
    *REFUSED["author_email"],
    *LINES,
    *("@".join(pair) for pair in itertools.product(LOCALS, DOMAINS)),
)


def passes_for_every_question(text: str) -> bool:
    """Whether a text is one line that can be seen, which every answer has to be."""
    return not any(rule(text, {}) for rule in rules.EVERY)


@pytest.mark.parametrize(
    "address",
    dict.fromkeys(
        address for address in ADDRESSES if passes_for_every_question(address)
    ),
)
def test_an_address_is_taken_when_pypi_takes_it(address):
    """The validator that PyPI uses says the same of every address here."""
    refusal = emails.email(address, {})
    reason = index_rules.refused_address(address)

    assert bool(refusal) == bool(reason), reason or str(refusal)


def test_the_names_of_the_library_are_those_that_pypi_keeps():
    """The written list is what the release tool would refuse."""
    assert index_rules.library_names() == standard_library.NAMES
    assert library_names.TARGET.read_text(encoding="utf-8") == library_names.text()


def test_a_summary_may_be_as_long_as_pypi_takes_it():
    """Both limits are the same."""
    assert texts.LONGEST_SUMMARY == index_rules.LONGEST_SUMMARY
