"""Marks of tests that cost much are rare."""

from testkit.tree import ROOT

MARK = "pytest.mark.whole"
WHOLE = 14
"""So many places may mark tests of the release tool as `whole`. Raise it only with a reason."""


def test_whole_releases_are_counted():
    """A release with nothing left out costs ten times another; few tests need one."""
    folder = ROOT / "release-tool/tests"
    texts = [path.read_text(encoding="utf-8") for path in folder.glob("test_*.py")]

    assert 0 < sum(text.count(MARK) for text in texts) <= WHOLE
