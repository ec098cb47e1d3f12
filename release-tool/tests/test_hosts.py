"""Where a browser finds a repository, from each form of an address that git takes."""

from __future__ import annotations

import os
from urllib.parse import parse_qs, urlsplit

import pytest
from shipyard_release import hosts
from shipyard_release.hosts import GITHUB, GITLAB, PullRequest, Web
from shipyard_release.process import ProgramFailed

NO_FILES = {".gitlab-ci.yml": False, ".github": False}
REQUEST = PullRequest("release/0.2.0", "main", "Release 0.2.0", "- News.")
HUB = Web("https", "github.com", "me/p")
LAB = Web("https", "git.example.com:8443", "group/sub/p")


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://github.com/me/p.git", "https://github.com/me/p"),
        ("https://github.com/me/p", "https://github.com/me/p"),
        ("https://github.com/me/p/", "https://github.com/me/p"),
        ("https://me:token@github.com/me/p.git", "https://github.com/me/p"),
        (
            "https://oauth2@git.example.com:8443/g/s/p.git",
            "https://git.example.com:8443/g/s/p",
        ),
        ("http://git.example.com:3000/me/p.git", "http://git.example.com:3000/me/p"),
        ("git@github.com:me/p.git", "https://github.com/me/p"),
        ("github.com:me/p", "https://github.com/me/p"),
        (
            "git@gitlab.com:group/sub/deeper/p.git",
            "https://gitlab.com/group/sub/deeper/p",
        ),
        ("git@gitlab.com:/group/p.git", "https://gitlab.com/group/p"),
        ("ssh://git@github.com/me/p.git", "https://github.com/me/p"),
        (
            "ssh://git@git.example.com:2222/group/p.git",
            "https://git.example.com/group/p",
        ),
        ("git+ssh://git@github.com/me/p.git", "https://github.com/me/p"),
        ("ssh://git@ssh.github.com:443/me/p.git", "https://github.com/me/p"),
        ("ssh://git@altssh.gitlab.com:443/me/p.git", "https://gitlab.com/me/p"),
        ("git://git.example.com/p.git", "https://git.example.com/p"),
        ("ssh://git@[2001:db8::1]:2222/me/p.git", "https://[2001:db8::1]/me/p"),
        ("git@[2001:db8::1]:me/p.git", "https://[2001:db8::1]/me/p"),
        ("https://git.example.com/me/a b.git", "https://git.example.com/me/a%20b"),
    ],
)
def test_each_form_of_an_address_leads_to_the_page(address, page):
    """https, ssh and scp, with a login, a port, subgroups and hosts of one's own."""
    web = hosts.web_of(address)

    assert web is not None
    assert web.page == page


@pytest.mark.parametrize(
    "address",
    ["/srv/p.git", "../p.git", "file:///srv/p.git", "C:/p.git", "C:\\p.git", "", "p"],
)
def test_a_folder_has_no_page(address):
    """A remote on a disk is not a hosting site with pages."""
    assert hosts.web_of(address) is None


def test_a_name_that_only_ssh_knows_is_looked_up(tmp_path, monkeypatch):
    """An alias in the person's own configuration of ssh names a host."""
    ssh = tmp_path / "ssh"
    ssh.write_text('#!/bin/sh\n[ "$*" = "-G work" ] && echo "hostname github.com"\n')
    ssh.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    assert hosts.web_of("git@work:me/p.git") == HUB


def test_without_ssh_such_a_name_stays(monkeypatch):
    """Where nothing knows better, the name is taken as it is."""
    monkeypatch.setenv("PATH", "/none")

    assert hosts.web_of("git@work:me/p.git") == Web("https", "work", "me/p")


@pytest.mark.parametrize(
    ("host", "files", "kind"),
    [
        ("github.com", {}, GITHUB),
        ("github.example.com", {".gitlab-ci.yml": True}, GITHUB),
        ("gitlab.com", {}, GITLAB),
        ("GitLab.example.com", {".github": True}, GITLAB),
        ("git.example.com", {".gitlab-ci.yml": True, ".github": True}, GITLAB),
        ("git.example.com", {".github": True}, GITHUB),
        ("git.example.com", {}, ""),
    ],
)
def test_a_host_is_known_by_its_name_or_by_the_pipeline(host, files, kind):
    """A host of one's own may have any name; the project's pipeline says what runs there."""
    assert hosts.kind_of(Web("https", host, "me/p"), has_file=NO_FILES | files) == kind


def test_the_page_of_github_compares_the_branches():
    """It opens with the form of a pull request."""
    page = hosts.new_request(HUB, GITHUB, "release/0.2.0", "main")

    assert page == "https://github.com/me/p/compare/main...release/0.2.0?expand=1"


def test_the_page_of_gitlab_names_the_branches():
    """It opens with the form of a merge request, in a subgroup of a host with a port."""
    page = urlsplit(hosts.new_request(LAB, GITLAB, "release/1!0.2.0", "main"))

    assert page.netloc == "git.example.com:8443"
    assert page.path == "/group/sub/p/-/merge_requests/new"
    assert parse_qs(page.query) == {
        "merge_request[source_branch]": ["release/1!0.2.0"],
        "merge_request[target_branch]": ["main"],
    }


def test_an_unknown_host_gives_the_page_of_the_repository():
    """No page is invented."""
    assert hosts.new_request(LAB, "", "release/0.2.0", "main") == LAB.page


def stand_in(folder, monkeypatch, name, script):
    """Put a program on the path that writes down how it is called."""
    program = folder / name
    program.write_text(f'#!/bin/sh\necho "$@" >> {folder}/calls\n{script}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


CREATED = 'case "$2" in create) echo "https://host/me/p/pull/7";; esac'
EXISTS = """case "$2" in create)
echo 'a pull request for branch "release/0.2.0" into branch "main" already exists:' >&2
echo 'https://host/me/p/pull/6' >&2; exit 1;; esac"""


BRANCHES_OF_GH = "--head release/0.2.0 --base main"
BRANCHES_OF_GLAB = "--source-branch release/0.2.0 --target-branch main"
LAB_PAGE = "https://git.example.com:8443/group/sub/p"


@pytest.mark.parametrize(
    ("web", "kind", "words"),
    [
        (HUB, GITHUB, f"pr create --repo github.com/me/p {BRANCHES_OF_GH}"),
        (LAB, GITLAB, f"mr create --repo {LAB_PAGE} --yes {BRANCHES_OF_GLAB}"),
    ],
)
def test_a_request_is_opened_by_the_hosts_program(
    tmp_path, monkeypatch, web, kind, words
):
    """The program is asked for a login to this host first, and named everything that it may ask."""
    stand_in(tmp_path, monkeypatch, hosts.PROGRAMS[kind], CREATED)

    address = hosts.open_request(web, kind, REQUEST)

    login, created = (tmp_path / "calls").read_text().splitlines()
    assert address == "https://host/me/p/pull/7"
    assert login == f"auth status --hostname {web.host}"
    assert created.startswith(f"{words} --title Release 0.2.0 --")


def test_a_request_that_is_open_is_found(tmp_path, monkeypatch):
    """The same command, typed again, ends with the same page."""
    stand_in(tmp_path, monkeypatch, "gh", EXISTS)

    assert hosts.open_request(HUB, GITHUB, REQUEST) == "https://host/me/p/pull/6"


@pytest.mark.parametrize("script", ["exit 1", 'case "$1" in pr) exit 1;; esac'])
def test_a_program_that_cannot_open_it_is_told(tmp_path, monkeypatch, script):
    """Without a login, or where it is refused, the program's words are given back."""
    stand_in(tmp_path, monkeypatch, "gh", script)

    with pytest.raises(ProgramFailed):
        hosts.open_request(HUB, GITHUB, REQUEST)
