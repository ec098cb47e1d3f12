"""Licence text, licence expression and what README says of them."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest
from identify import identify

from testkit.baking import CHOICES

LICENCES = CHOICES["license"]
# The matcher's names know nothing of "or later", which is not a matter of the text.
TEXTS = {"GPL-3.0-or-later": "GPL-3.0"}


def expression(project: Path) -> str:
    """The licence expression in setup.py."""
    nodes = ast.walk(ast.parse((project / "setup.py").read_text(encoding="utf-8")))
    [call] = [
        node
        for node in nodes
        if isinstance(node, ast.keyword) and node.arg == "license_expression"
    ]
    return str(ast.literal_eval(call.value))


@pytest.mark.parametrize(
    "licence", [name for name in LICENCES if name != "Proprietary"]
)
def test_the_text_is_that_of_the_licence(generate, licence):
    """A licence matcher recognises LICENSE as what setup.py names."""
    project = generate(license=licence)

    assert expression(project) == licence
    assert identify.license_id(str(project / "LICENSE")) == TEXTS.get(licence, licence)


def test_a_proprietary_project_claims_no_public_licence(generate):
    """A licence of one's own has an SPDX reference, and public indexes refuse the package."""
    project = generate(license="Proprietary")

    assert expression(project) == "LicenseRef-Proprietary"
    assert identify.license_id(str(project / "LICENSE")) is None
    assert "All rights reserved" in (project / "LICENSE").read_text(encoding="utf-8")
    assert "Private :: Do Not Upload" in (project / "setup.py").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("licence", ["MIT", "BSD-3-Clause", "Proprietary"])
def test_the_text_names_the_holder_and_the_year(make_project, licence):
    """Licences with a copyright line name the author as answered, and this year."""
    text = make_project(license=licence).joinpath("LICENSE").read_text(encoding="utf-8")

    assert f"{dt.datetime.now(dt.UTC).year}" in text
    assert "Zoë O'Brien, Jr." in text


@pytest.mark.parametrize("licence", LICENCES)
def test_readme_says_who_holds_what_since_when(make_project, licence):
    """README ends with the holder and the year, whatever the licence's text leaves out."""
    readme = (
        make_project(license=licence).joinpath("README.md").read_text(encoding="utf-8")
    )
    ending = readme.split("## Licence")[1]

    assert f"{dt.datetime.now(dt.UTC).year}" in ending
    assert "Brien" in ending
    assert ending.count("LICENSE") == (licence != "Proprietary")
