"""What the remote says of a push, before a release and when somebody else was faster."""

from __future__ import annotations

import pytest
from refusing_host import host
from shipyard_release import preflight, steps
from shipyard_release.choice import choose
from shipyard_release.console import Terminal
from shipyard_release.errors import Again, Git, Stop, Tool
from shipyard_release.state import Request
from shipyard_release.typed import Typed
from small import begun, git, index_at, opened, use_git_identity

NEW = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-02-01\n\n- Second.\n"


@pytest.fixture(name="place")
def _place(tmp_path, monkeypatch, index):
    """A project whose release of 0.2.0 was begun, with its commit here alone."""
    use_git_identity(tmp_path, monkeypatch)
    (tmp_path / ".pypirc").write_text(index.pypirc("company"))
    place = begun(tmp_path, index_at(index.url))
    root = place.settings.root
    (root / "version.py").write_text('__version__ = "0.2.0"\n')
    (root / "CHANGELOG.md").write_text(NEW)
    git(root, "commit", "--quiet", "--all", "--message=Release 0.2.0")
    return opened(root, place.index)


@pytest.mark.parametrize(
    ("status", "kind"), [(401, "remote-wants-login"), (403, "push-not-allowed")]
)
def test_preflight_tells_a_push_that_the_remote_would_refuse(place, status, kind):
    """A refusal is told before the first write, also where the repository can be read."""
    with host(status) as address:
        git(place.settings.root, "config", "remote.origin.pushurl", address)
        with pytest.raises(Stop) as stop:
            preflight.check(choose(place, Request()))

    assert kind in [problem.kind for problem in stop.value.problems]


@pytest.mark.parametrize(
    "later", [False, True], ids=["the last commit", "with a commit on it"]
)
def test_a_push_after_somebody_elses_offers_what_works(place, tmp_path, later):
    """The release commit is taken back only where that can be done; then their commits are got."""
    root = place.settings.root
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", str(tmp_path / "remote.git"), str(other))
    git(other, "commit", "--quiet", "--allow-empty", "--message=Faster")
    git(other, "push", "--quiet")
    if later:
        (root / "more.txt").write_text("more")
        git(root, "add", "more.txt")
        git(root, "commit", "--quiet", "--message=More")
    release = choose(place, Request())
    terminal = Terminal(Typed("release", {}))

    with pytest.raises(Stop) as stop:
        steps.PUSH.act(release, terminal, terminal.tell)
    remedies = stop.value.problem.remedies
    for remedy in remedies:
        if isinstance(remedy, Tool):
            assert remedy.command == "abort"
            steps.abort(choose(opened(root, place.index), Request()), dry_run=False)
        if isinstance(remedy, Git):
            git(root, *remedy.words)

    assert stop.value.kind == "pushed-by-others"
    expected = [Git, Again] if later else [Tool, Git, Again]
    assert [type(remedy) for remedy in remedies] == expected
    assert "Faster" in git(root, "log", "--format=%s")
