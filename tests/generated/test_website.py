"""The website of a project with docs, opened in a real browser."""

from __future__ import annotations

import sys

import pytest
from playwright.sync_api import Page, expect

from testkit import programs, website
from testkit.running import path_with_uv, run

pytestmark = [pytest.mark.slow, pytest.mark.runners, pytest.mark.xdist_group("website")]


@pytest.fixture(scope="module", name="browser")
def _browser():
    """Where the browser is."""
    return programs.need_browser()


@pytest.fixture(scope="module", name="address")
def _address(generate, env):
    """The address of a website that `make docs` built."""
    project = generate(project_name="Harbour Log", docs="sphinx", command_line="click")
    own = env | {"PATH": path_with_uv()}
    run(project, "make", "docs", f"PYTHON={sys.executable}", env=own)
    with website.serve(project / "build" / "docs") as address:
        yield address


@pytest.fixture(name="page")
def _page(browser, address):
    """A page of a browser at the website."""
    with website.opened(browser, address) as page:
        yield page


def test_every_page_can_be_reached_by_its_links(page, address):
    """From the first page the links lead to all others, and nothing is missing there."""
    assert {"index.html", "api.html", "changelog.html"} <= website.reachable(
        page, address
    )


def test_navigation_leads_to_the_api_from_docstrings(page):
    """A click in the side bar opens the API, which shows the docstring of the public function."""
    page.locator(".sidebar-tree").get_by_text("API").click()

    expect(page.get_by_text("Return a greeting for one person.")).to_be_visible()
    expect(page.locator("dt#harbour_log\\.greet")).to_contain_text("name: str")


def test_the_first_page_is_the_readme_and_the_changelog_is_there(page):
    """The first page says how to install and use the package; another says what changed."""
    expect(page.get_by_text("pip install harbour-log")).to_be_visible()
    page.locator(".sidebar-tree").get_by_text("Changelog").click()

    expect(page.get_by_text("First release.")).to_be_visible()


def test_search_finds_a_function(page):
    """Searching for the public function finds the page that describes it."""
    page.locator("input[name=q]").first.fill("greet")
    page.keyboard.press("Enter")

    expect(
        page.locator("#search-results ul.search li").filter(has_text="greet").first
    ).to_be_visible()


def test_dark_mode_is_dark(page):
    """The switch turns a light page into a dark one."""
    before = background(page)
    for _ in range(3):
        if page.locator("body").get_attribute("data-theme") == "dark":
            break
        page.locator(".theme-toggle:visible").first.click()

    assert before > 600
    assert background(page) < 200


def background(page: Page) -> int:
    """How bright the page's background is, from 0 to 765."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(
        int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")
    )
