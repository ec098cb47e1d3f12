"""A release by pull request: a branch of its own, and after its merge the same command goes on."""

from __future__ import annotations

from dataclasses import replace

import protected
import pytest
from protected import MERGES
from shipyard_release import preflight, pull_request, steps
from shipyard_release.choice import choose
from shipyard_release.console import Terminal
from shipyard_release.errors import Edit, Git, Status, Stop, Tool, Visit
from shipyard_release.state import Request
from shipyard_release.typed import Typed
from small import begun, git, index_at, opened, tag, use_git_identity

BRANCH = "release/0.2.0"
NEWS = "# Changelog\n\n## [Unreleased]\n\n- News.\n\n## [0.1.0] - 2026-01-01\n\n- First release.\n"
BUMP = Request(bump="minor", yes=True)


class Quiet(Terminal):
    """A terminal that keeps what it tells."""

    def __init__(self):
        super().__init__(Typed("release", {}))
        self.told = []

    def tell(self, message):
        """Keep a message."""
        self.told.append(message.kind)


@pytest.fixture(name="remote")
def _remote(tmp_path):
    """The bare repository that refuses pushes to main."""
    return tmp_path / "remote.git"


@pytest.fixture(name="place")
def _place(tmp_path, monkeypatch, index, remote):
    """A project whose 0.1.0 is released, with news on a main that takes no pushes."""
    use_git_identity(tmp_path, monkeypatch)
    monkeypatch.setenv("TWINE_USERNAME", "tester")
    monkeypatch.setenv("TWINE_PASSWORD", "right-password")
    place = begun(tmp_path, index_at(index.url))
    root = place.settings.root
    tag(place)
    with (root / "pyproject.toml").open("a") as file:
        file.write('release-by = "pull-request"\n')
    (root / "CHANGELOG.md").write_text(NEWS)
    git(root, "commit", "--quiet", "--all", "--message=News")
    git(root, "push", "--quiet", "origin", "main")
    protected.protect(remote)
    return opened(root, place.index)


def again(place):
    """Return the place as the next command sees it."""
    return opened(place.settings.root, place.index)


def state(root):
    """Return what of a repository is this person's own: branch, commit, files and index."""
    changes = git(root, "status", "--porcelain")
    return git(root, "symbolic-ref", "HEAD"), git(root, "rev-parse", "HEAD"), changes


def asked(place, request=BUMP):
    """Take the steps that write: the release commit, and the push of its branch."""
    watch = Quiet()
    with pull_request.seen_from_remote(again(place)) as seen:
        release = pull_request.choose(seen, request)
        preflight.check(release)
        if not release.commit:
            steps.BUMP.act(release, watch, watch.tell)
            release = pull_request.choose(seen, request)
        with pytest.raises(Stop) as stop:
            steps.REQUEST.act(release, watch, watch.tell)
    return stop.value, release.commit


def test_only_a_branch_is_pushed_and_everything_here_stays(place, remote):
    """The commit is on the remote's branch and on no other one; main and files stay, even edited
    ones."""
    root = place.settings.root
    (root / "version.py").write_text("work in progress\n")
    (root / "new.txt").write_text("work in progress\n")
    before = state(root)
    main = git(remote, "rev-parse", "main")

    stop, commit = asked(place)

    assert (stop.kind, stop.status) == ("waiting-for-merge", Status.WAITING)
    assert state(root) == before
    assert git(remote, "rev-parse", "main") == main
    assert git(remote, "rev-parse", BRANCH) == git(root, "rev-parse", BRANCH) == commit
    assert git(remote, "rev-parse", f"{commit}^") == main
    assert git(remote, "diff", "--name-only", main, commit).split() == [
        "CHANGELOG.md",
        "version.py",
    ]
    assert "v0.2.0" not in git(remote, "tag")
    assert git(root, "worktree", "list").count("\n") == 0


def test_it_begins_from_the_remotes_branch(place, remote):
    """What others merged is in the release, although this person has not pulled it."""
    theirs = protected.others_commit(remote)

    _, commit = asked(place)

    assert git(remote, "rev-parse", f"{commit}^") == theirs


def test_the_same_command_before_the_merge_waits(place):
    """Nothing is written twice, whether a version is chosen or not."""
    _, commit = asked(place)

    for request in (BUMP, Request(), Request(version="0.2.0")):
        stop, same = asked(place, request)

        assert stop.kind == "waiting-for-merge"
        assert same == commit


@pytest.mark.parametrize(
    "between", [False, True], ids=["nothing between", "others between"]
)
@pytest.mark.parametrize("how", MERGES)
def test_the_same_command_after_the_merge_goes_on(place, remote, how, between):
    """It goes on from the commit that main has, and the tag is on it; only what was checked as it
    is counts as built."""
    root = place.settings.root
    before = state(root)
    _, asked_for = asked(place)
    if between:
        protected.others_commit(remote)
    newest = protected.merge(remote, BRANCH, how)
    git(remote, "branch", "-D", BRANCH)
    later = protected.others_commit(remote, "later.txt")
    watch = Quiet()

    with pull_request.seen_from_remote(again(place)) as seen:
        release = pull_request.choose(seen, BUMP)
        ready = preflight.check(release)
        output = steps.REQUEST.take(release, watch, watch.tell)
        release.folder.mkdir(parents=True, exist_ok=True)
        steps.TAG.act(release, watch, watch.tell)

    is_as_it_was = how == "merge" and not between
    assert release.commit == (asked_for if is_as_it_was else newest)
    assert output.kind == "done-before"
    assert [warning.kind for warning in ready.warnings] == ["commits-left-out"]
    assert git(remote, "rev-parse", "v0.2.0^{commit}") == release.commit
    assert git(remote, "rev-parse", "main") == later
    assert state(root) == before


@pytest.mark.parametrize("how", MERGES)
def test_another_person_can_finish_it(place, remote, how):
    """A clone that knows nothing of the branch finds the same commit."""
    asked(place)
    protected.others_commit(remote)
    newest = protected.merge(remote, BRANCH, how)
    root = protected.clone(remote, "colleague")

    with pull_request.seen_from_remote(opened(root, place.index)) as seen:
        release = pull_request.choose(seen, Request())

    assert (str(release.version), release.commit) == ("0.2.0", newest)


@pytest.mark.parametrize("how", ["merge", "squash"])
def test_corrections_on_the_branch_are_released(place, remote, how):
    """What somebody adds to the branch during a review belongs to the release."""
    asked(place)
    folder = protected.clone(remote, "reviewer")
    git(folder, "switch", "--quiet", BRANCH)
    (folder / "more.txt").write_text("more")
    git(folder, "add", "more.txt")
    git(folder, "commit", "--quiet", "--message=More")
    git(folder, "push", "--quiet", "origin", BRANCH)
    tip = git(folder, "rev-parse", "HEAD")

    _, waiting = asked(place)
    protected.merge(remote, BRANCH, how)
    with pull_request.seen_from_remote(again(place)) as seen:
        release = pull_request.choose(seen, BUMP)

    assert waiting == tip
    assert git(remote, "ls-tree", "--name-only", str(release.commit), "more.txt")
    assert (release.commit == tip) == (how == "merge")


def test_a_tag_that_somebody_set_on_the_merge_counts(place, remote):
    """A tag that was set on the merge chooses the commit of the release."""
    asked(place)
    newest = protected.merge(remote, BRANCH, "merge")
    git(remote, "tag", "v0.2.0", newest)

    with pull_request.seen_from_remote(again(place)) as seen:
        release = pull_request.choose(seen, BUMP)
        preflight.check(release)

    assert release.commit == newest
    assert release.tagged()


def test_a_tag_that_is_refused_is_told(place, remote):
    """A rule for tags is told with what has to change, after a merge, too."""
    asked(place)
    protected.merge(remote, BRANCH, "merge")
    hook = remote / "hooks/update"
    hook.write_text(
        "#!/bin/sh\ncase $1 in refs/tags/*) echo protected >&2; exit 1;; esac\n"
    )

    with pull_request.seen_from_remote(again(place)) as seen:
        release = pull_request.choose(seen, BUMP)
        release.folder.mkdir(parents=True, exist_ok=True)
        with pytest.raises(Stop) as stop:
            steps.TAG.act(release, Quiet(), Quiet().tell)

    assert stop.value.kind == "tag-refused"


def test_another_release_beside_one_that_waits_is_told(place):
    """A part of the version that means another one stops; its name alone begins it."""
    asked(place)

    with pull_request.seen_from_remote(again(place)) as seen:
        with pytest.raises(Stop) as stop:
            pull_request.choose(seen, Request(bump="patch"))
        named = pull_request.choose(seen, Request(version="0.1.1"))

    assert stop.value.kind == "release-begun"
    assert stop.value.problem.remedies == (
        Tool("release", {"version": "0.2.0"}, "finish-it"),
        Tool("abort", {"version": "0.2.0"}, "take-it-back"),
        Tool("release", {"version": "0.1.1"}, "skip-it"),
    )
    assert named.commit is None


def type_git(place, problem, label=None):
    """Type the git commands that a problem offers, or the one with this label."""
    for remedy in problem.remedies:
        if isinstance(remedy, Git) and label in (None, remedy.label):
            git(place.settings.root, *remedy.words)


@pytest.mark.parametrize("where", ["here", "there", "both"])
def test_a_branch_of_that_name_that_is_not_ours_is_refused(place, where):
    """Somebody else's branch stays; it is deleted by what is printed, and only then replaced."""
    root = place.settings.root
    git(root, "branch", BRANCH)
    if where != "here":
        git(root, "push", "--quiet", "origin", BRANCH)
    if where == "there":
        git(root, "branch", "-D", BRANCH)

    with (
        pull_request.seen_from_remote(again(place)) as seen,
        pytest.raises(Stop) as stop,
    ):
        pull_request.choose(seen, BUMP)
    type_git(place, stop.value.problem)
    done, _ = asked(place)

    assert stop.value.kind == "release-branch-taken"
    assert done.kind == "waiting-for-merge"


@pytest.mark.parametrize("kept", ["take-branch-here", "take-branch-there"])
def test_two_branches_of_one_release_are_told(place, remote, kept):
    """When both have it, a person says which one is right."""
    _, first = asked(place)
    folder = protected.clone(remote, "colleague")
    git(folder, "switch", "--quiet", BRANCH)
    git(
        folder, "commit", "--quiet", "--amend", "--message=Release 0.2.0 of a colleague"
    )
    git(folder, "push", "--quiet", "--force", "origin", BRANCH)
    theirs = git(folder, "rev-parse", "HEAD")

    with (
        pull_request.seen_from_remote(again(place)) as seen,
        pytest.raises(Stop) as stop,
    ):
        pull_request.choose(seen, BUMP)
    type_git(place, stop.value.problem, kept)
    _, commit = asked(place)

    assert stop.value.kind == "release-branches-differ"
    assert commit == (first if kept == "take-branch-here" else theirs)


def test_a_branch_that_only_one_side_has_is_continued(place, remote):
    """A release that was killed before its push, or begun by a colleague, goes on."""
    root = place.settings.root
    _, commit = asked(place)
    git(root, "branch", "-D", BRANCH)
    _, from_there = asked(place)
    git(root, "branch", BRANCH, commit)
    git(remote, "branch", "-D", BRANCH)
    _, from_here = asked(place)

    assert from_there == from_here == commit
    assert git(remote, "rev-parse", BRANCH) == commit


def test_a_merge_that_was_reverted_is_not_released(place, remote):
    """Main has the commit in its history and not its contents: the branch is an old one."""
    asked(place)
    protected.merge(remote, BRANCH, "merge")
    folder = protected.clone(remote, "reverts")
    git(folder, "-c", "user.name=A", "revert", "--no-edit", "--mainline=1", "HEAD")
    protected.git(folder, "push", "--quiet", "origin", "main")

    with (
        pull_request.seen_from_remote(again(place)) as seen,
        pytest.raises(Stop) as stop,
    ):
        pull_request.choose(seen, BUMP)

    assert stop.value.kind == "release-branch-taken"


@pytest.mark.parametrize("where", ["here", "there"])
def test_a_branch_called_release_is_told(place, remote, where):
    """git cannot have `release` and `release/0.2.0`; preflight tells that."""
    root = place.settings.root
    if where == "here":
        git(root, "branch", "release")
    else:
        git(remote, "branch", "release", "main")

    with pull_request.seen_from_remote(again(place)) as seen:
        release = pull_request.choose(seen, BUMP)
        with pytest.raises(Stop) as stop:
            preflight.check(release)
    [problem, *_] = stop.value.problems

    assert problem.kind == "branch-in-the-way"
    if where == "here":
        type_git(place, problem)
        assert asked(place)[0].kind == "waiting-for-merge"


def test_a_branch_that_the_remote_refuses_is_told(place, remote):
    """A rule for all branches is told with what has to change, not with this setting again."""
    (remote / "hooks/update").write_text("#!/bin/sh\necho protected >&2; exit 1\n")
    watch = Quiet()

    with pull_request.seen_from_remote(again(place)) as seen:
        steps.BUMP.act(pull_request.choose(seen, BUMP), watch, watch.tell)
        release = pull_request.choose(seen, BUMP)
        with pytest.raises(Stop) as stop:
            steps.REQUEST.act(release, watch, watch.tell)

    (remote / "hooks/update").unlink()

    assert stop.value.kind == "request-branch-refused"
    assert stop.value.problem.can_repeat
    assert asked(place)[0].kind == "waiting-for-merge"


def test_abort_takes_the_branch_away_after_a_question(place, remote):
    """It is gone here and in the remote, and the release can begin anew."""
    root = place.settings.root
    before = git(root, "for-each-ref")
    asked(place)
    watch = Quiet()

    with pull_request.seen_from_remote(again(place)) as seen:
        release = pull_request.choose(seen, Request())
        dry = pull_request.abort(release, watch, dry_run=True)
        with pytest.raises(Stop) as stop:
            pull_request.abort(release, watch, dry_run=False)
        confirmed = replace(release, request=Request(yes=True))
        done = pull_request.abort(confirmed, watch, dry_run=False)

    assert dry.kind == "would-take-branch-away"
    assert stop.value.kind == "no-terminal"
    assert watch.told == ["branch-goes", "branch-goes"]
    assert done.kind == "branch-taken-away"
    assert git(root, "for-each-ref") == before
    assert BRANCH not in git(remote, "branch")
    assert asked(place)[0].kind == "waiting-for-merge"


def test_a_no_keeps_the_branch(place, remote, monkeypatch):
    """Without a yes everything stays, and the same command asks again."""
    asked(place)
    watch = Quiet()

    def declines(*_, **__):
        raise Stop("declined")

    monkeypatch.setattr(watch, "confirm", declines)
    with pull_request.seen_from_remote(again(place)) as seen:
        release = pull_request.choose(seen, Request())
        with pytest.raises(Stop) as stop:
            pull_request.abort(release, watch, dry_run=False)

    assert stop.value.kind == "branch-kept"
    assert stop.value.problem.can_repeat
    assert BRANCH in git(remote, "branch")
    assert BRANCH in git(place.settings.root, "branch")


def test_what_is_left_of_a_merged_branch_is_named(place, remote):
    """After a release the branch is not needed, and what is printed deletes it in both places."""
    asked(place)
    protected.merge(remote, BRANCH, "squash")

    with pull_request.seen_from_remote(again(place)) as seen:
        release = pull_request.choose(seen, BUMP)
        [left] = pull_request.left_over(release)
        type_git(place, left)
    with pull_request.seen_from_remote(again(place)) as seen:
        nothing = list(pull_request.left_over(pull_request.choose(seen, BUMP)))

    assert left.kind == "branch-left"
    assert BRANCH not in git(remote, "branch")
    assert BRANCH not in git(place.settings.root, "branch")
    assert nothing == []


def test_abort_asks_nothing_for_a_branch_that_nobody_has_seen(place, remote):
    """What is only here goes without a question."""
    asked(place)
    git(remote, "branch", "-D", BRANCH)
    watch = Quiet()

    with pull_request.seen_from_remote(again(place)) as seen:
        done = pull_request.abort(
            pull_request.choose(seen, Request()), watch, dry_run=False
        )

    assert done.kind == "branch-taken-away"
    assert watch.told == []


@pytest.mark.parametrize("how", MERGES)
def test_abort_says_that_it_was_merged_already(place, remote, how):
    """What others may have is not undone; the release can be finished."""
    asked(place)
    protected.merge(remote, BRANCH, how)

    with pull_request.seen_from_remote(again(place)) as seen:
        release = pull_request.choose(seen, Request())
        with pytest.raises(Stop) as stop:
            pull_request.abort(release, Quiet(), dry_run=False)

    assert stop.value.kind == "merged-already"
    assert stop.value.problem.remedies == (Tool("release", label="finish-it"),)
    assert BRANCH in git(remote, "branch")


def test_abort_without_a_release_says_so(place):
    """Nothing waits, so nothing is taken back."""
    with pull_request.seen_from_remote(again(place)) as seen:
        release = pull_request.choose(seen, Request(version="0.2.0"))
        with pytest.raises(Stop) as stop:
            pull_request.abort(release, Quiet(), dry_run=False)

    assert stop.value.kind == "no-release-branch"


def test_a_remote_without_the_branch_is_told(place, remote):
    """A pull request needs a branch to begin from; the first push makes it."""
    (remote / "hooks/update").unlink()
    git(remote, "branch", "--move", "main", "elsewhere")

    with pytest.raises(Stop) as stop, pull_request.seen_from_remote(again(place)):
        pass
    type_git(place, stop.value.problem)

    assert stop.value.kind == "no-remote-branch"
    assert asked(place)[0].kind == "waiting-for-merge"


def test_a_setting_that_is_only_here_counts(place, remote):
    """The first release by pull request needs no merge of the setting before it."""
    root = place.settings.root
    text = (root / "pyproject.toml").read_text()
    folder = protected.clone(remote, "without")
    (folder / "pyproject.toml").write_text(
        text.replace('release-by = "pull-request"\n', "")
    )
    git(folder, "commit", "--quiet", "--all", "--message=Without")
    protected.git(folder, "push", "--quiet", "origin", "main")

    assert asked(place)[0].kind == "waiting-for-merge"


def test_a_mirror_gets_the_merged_commit_and_no_branch(place, remote, tmp_path):
    """Of several push addresses, the one that is fetched from has the pull request."""
    root = place.settings.root
    mirror = tmp_path / "mirror.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(remote), str(mirror))
    for address in (mirror, remote):
        git(root, "config", "--add", "remote.origin.pushurl", f"file://{address}")
    _, commit = asked(place)
    is_there = BRANCH in git(mirror, "branch")
    protected.merge(remote, BRANCH, "merge")
    watch = Quiet()

    with pull_request.seen_from_remote(again(place)) as seen:
        release = pull_request.choose(seen, BUMP)
        preflight.check(release)
        output = steps.REQUEST.take(release, watch, watch.tell)

    assert not is_there
    assert output.kind == "pushed"
    assert git(mirror, "rev-parse", "main") == commit


def test_the_page_of_the_host_is_printed(place):
    """The remedy of a release that waits is the page that opens its pull request."""
    root = place.settings.root
    remote = git(root, "remote", "get-url", "origin")
    git(root, "remote", "set-url", "--push", "origin", "git@github.com:me/p.git")
    git(root, "config", f"url.{remote}.pushInsteadOf", "nothing")
    asked_for = []

    with pull_request.seen_from_remote(again(place)) as seen:
        release = pull_request.choose(seen, BUMP)
        asked_for.append(pull_request._where(release, Quiet()))

    address = "https://github.com/me/p/compare/main...release/0.2.0?expand=1"
    assert asked_for == [Visit(address, "open-request")]


@pytest.fixture(name="by_request")
def _by_request(project):
    """A generated project that is released by pull request, whose main takes no pushes."""
    text = (project.folder / "pyproject.toml").read_text()
    table = "[tool.shipyard-release]\n"
    project.commit(
        "pyproject.toml", text.replace(table, f'{table}release-by = "pull-request"\n')
    )
    project.git("push", "--quiet")
    protected.protect(project.remote)
    return project


@pytest.mark.slow
@pytest.mark.story
def test_a_whole_release_by_pull_request(by_request):
    """One command twice, with a merge in between: nothing is public before, everything after."""
    project = by_request
    branch = "release/0.1.0"
    here = state(project.folder)

    waiting = project.release()
    shown = project.run("status")
    public = (project.git("tag", cwd=project.remote), [*project.index.files])
    protected.others_commit(project.remote)
    newest = protected.merge(project.remote, branch, "squash")
    done = project.release()
    again = project.release()

    assert waiting.status == 4, waiting.text
    assert "[5/8] request" in waiting.text
    assert "Only that branch is public." in waiting.text
    assert "When it is merged: make release TO=company YES=1" in waiting.text
    assert "[5] request   to do" in shown.text
    assert public == ("", [])
    assert done.status == 0, done.text
    assert project.git("rev-parse", "v0.1.0^{commit}", cwd=project.remote) == newest
    assert len(project.index.files) == 2
    assert f"The branch {branch} is not needed any more." in done.text
    assert "There is nothing to do" in again.text
    assert state(project.folder) == here


@pytest.mark.slow
def test_a_release_that_waits_is_taken_away(by_request):
    """The command that takes a release back asks, takes the branch away, and says when it cannot
    any more."""
    project = by_request
    project.release()

    aborted = project.run("abort", "--yes")
    is_gone = "release/0.1.0" not in project.git("branch", "--all", cwd=project.remote)
    project.release()
    protected.merge(project.remote, "release/0.1.0", "rebase")
    merged = project.run("abort", "--yes")
    done = project.release()
    released = project.run("abort", "--yes")

    assert "Deleted the branch release/0.1.0" in aborted.text
    assert is_gone
    assert "was merged already" in merged.text
    assert "Finish it: make release TO=company" in merged.text
    assert done.status == 0, done.text
    assert "0.1.0 is released to company, so its commit stays." in released.text


@pytest.mark.slow
def test_a_rehearsal_goes_this_way_too(by_request):
    """It pushes the branch, merges it as a host would, and releases the merged commit; nothing
    outside changes."""
    project = by_request
    before = (state(project.folder), project.git("for-each-ref", cwd=project.remote))

    outcome = project.run("rehearse")

    assert outcome.status == 0, outcome.text
    assert "release/0.1.0; the rehearsal merges it" in outcome.text
    assert "[8/8] tag" in outcome.text
    assert (
        state(project.folder),
        project.git("for-each-ref", cwd=project.remote),
    ) == before


def test_a_push_that_main_refuses_names_the_setting(place):
    """Where pushes are the way, a refusal names the setting for pull requests and what undoes the
    commit."""
    root = place.settings.root
    settings = replace(place.settings, release_by="push")
    (root / "version.py").write_text('__version__ = "0.2.0"\n')
    (root / "CHANGELOG.md").write_text(
        NEWS.replace("]\n\n- News", "]\n\n## [0.2.0]\n\n- News")
    )
    git(root, "commit", "--quiet", "--all", "--message=Release 0.2.0")
    watch = Quiet()
    pushed = replace(again(place), settings=settings)
    release = choose(pushed, Request())

    with pytest.raises(Stop) as stop:
        steps.PUSH.act(release, watch, watch.tell)

    assert stop.value.kind == "branch-protected"
    first, second, *_ = stop.value.problem.remedies
    assert first == Tool("abort", label="take-back-first")
    assert second == Edit("pyproject.toml", "set-release-by")
