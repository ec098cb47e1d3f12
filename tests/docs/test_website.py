"""The website of docs/, built as `make docs` does and opened in a real browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from docs import reference_pages
from testkit import pages, programs, website
from testkit.running import run
from testkit.tree import ROOT


@pytest.fixture(scope="module", name="address")
def _address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the website, where a warning of Sphinx is a failure."""
    folder = tmp_path_factory.mktemp("documentation")
    strict = ("--quiet", "--fail-on-warning", "--keep-going")
    run(ROOT, sys.executable, "-m", "sphinx", *strict, "docs", folder)
    with website.serve(folder) as address:
        yield address


@pytest.fixture(name="page")
def _page(address: str) -> Iterator[Page]:
    """A page of a browser at the website."""
    with website.opened(programs.need_browser(), address) as page:
        yield page


@pytest.mark.slow
@pytest.mark.runners
@pytest.mark.xdist_group("documentation")
def test_every_page_can_be_reached_by_its_links(page: Page, address: str):
    """From the first page the links lead to every other, and nothing is missing there."""
    expected = {name.replace(".md", ".html") for name in pages.of_the_website()}

    assert expected <= website.reachable(page, address)


@pytest.mark.slow
@pytest.mark.runners
@pytest.mark.xdist_group("documentation")
def test_search_finds_a_setting(page: Page):
    """Searching for a setting finds the page that lists it."""
    page.locator("input[name=q]").first.fill("version-pattern")
    page.keyboard.press("Enter")

    expect(
        page.locator("#search-results ul.search li")
        .filter(has_text="The settings")
        .first
    ).to_be_visible()


def test_the_pages_of_reference_are_what_the_programs_say():
    """The committed pages are those that `make docs` would write."""
    folder = Path(ROOT, "docs", "reference")
    committed = {
        path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.md")
    }

    assert committed == reference_pages.pages()
