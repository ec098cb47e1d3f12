"""Marks of tests that cost much are rare."""

from tests.ci.pipelines import ROOT

MARK = "pytest.mark.whole"
WHOLE = 14
"""So many places may mark tests of the release tool as `whole`. Raise it only with a reason."""


def test_whole_releases_are_counted():
    """A release with nothing left out costs ten times another; few tests need one."""
    folder = ROOT / "release-tool/tests"
    found = [
        line
        for path in sorted(folder.glob("test_*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if MARK in line
    ]

    assert 0 < len(found) <= WHOLE
