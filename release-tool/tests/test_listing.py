"""What an index says is read as pip reads it, and nothing of it is dropped."""

from __future__ import annotations

import pytest
from packaging.version import Version
from shipyard_release.listing import Listing, read_json, read_page

URL = "http://index.example/simple/p/"
SDIST = "p-1.0.tar.gz"
DIGEST = "0a" * 32


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (f"<a href={SDIST}>x</a>", f"{URL}{SDIST}"),
        (f"<A HREF='/files/{SDIST}'>x</A>", f"http://index.example/files/{SDIST}"),
        (f'<a data-yanked="a < b" href="{SDIST}">x</a>', f"{URL}{SDIST}"),
        (f'<a data-href="no" href="{SDIST}">x</a>', f"{URL}{SDIST}"),
        (
            f'<base href="/cdn/"><a href="{SDIST}">x</a>',
            f"http://index.example/cdn/{SDIST}",
        ),
        (
            f'<a href="/get?a=1&amp;file={SDIST}">x</a>',
            f"http://index.example/get?a=1&file={SDIST}",
        ),
        (f'<a href="/get/7">{SDIST}</a> 2026-01-01', "http://index.example/get/7"),
    ],
)
def test_a_page_is_read_by_a_parser(page, address):
    """Without quotes, with a `<` in an attribute, with a base, and with the name elsewhere."""
    listing = read_page(f"<!DOCTYPE html><html><body>{page}</body></html>", URL)

    assert listing.files[SDIST].url == address


def test_a_page_tells_hash_yank_and_status():
    """Fragment, attribute and `meta` tags are facts, and the address has no fragment."""
    listing = read_page(
        '<meta name="pypi:project-status" content="archived">'
        '<meta name="pypi:project-status-reason" content="moved">'
        f'<a href="{SDIST}#sha256={DIGEST.upper()}" data-yanked="broken &amp; old">x</a>'
        '<a href="p-2.0.tar.gz#md5=0">x</a>',
        URL,
    )

    old = listing.files[SDIST]
    new = listing.files["p-2.0.tar.gz"]
    assert (old.url, old.sha256, old.yanked) == (
        f"{URL}{SDIST}",
        DIGEST,
        "broken & old",
    )
    assert (new.sha256, new.yanked) == ("", None)
    assert (listing.status, listing.reason) == ("archived", "moved")


@pytest.mark.parametrize(
    ("yanked", "expected"),
    [(False, None), (True, ""), ("broken import", "broken import")],
)
def test_json_tells_hash_yank_and_status(yanked, expected):
    """PEP 691 with PEP 592 and PEP 792."""
    row = {
        "filename": SDIST,
        "url": SDIST,
        "hashes": {"sha256": DIGEST},
        "yanked": yanked,
    }
    page = {
        "files": [row],
        "project-status": {"status": "quarantined", "reason": "malware"},
    }
    listing = read_json(page, URL)

    assert listing.yanked(Version("1.0")) == expected
    assert listing.files[SDIST].url == f"{URL}{SDIST}"
    assert (listing.status, listing.reason) == ("quarantined", "malware")


def test_a_project_without_files_is_told_from_one_that_does_not_exist():
    """Somebody registered the one, and nobody has the other."""
    assert read_json({"files": []}, URL).exists
    assert not Listing().exists
    assert read_json({"files": []}, URL).yanked(Version("1.0")) is None
