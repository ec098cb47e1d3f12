"""A pipeline can upload only from the repository that the index knows as its trusted publisher."""

from __future__ import annotations

import pytest
import small
from shipyard_release import publisher
from shipyard_release.index import Index

PYPI = Index("pypi", "http://127.0.0.1:9/", "http://127.0.0.1:9/simple/")
FROM_CI = 'publish-from = "ci"\n\n[tool.shipyard-release.publisher]\n'
GITHUB = '"Owner" = "Me"\n"Repository name" = "my-package"\n"Workflow name" = "release.yml"\n'
SUBGROUP = "group/sub/my-package"
GITLAB = '"Namespace" = "group/sub"\n"Project name" = "my-package"\n'


@pytest.fixture(name="root")
def _root(tmp_path, monkeypatch):
    """A project whose pipeline publishes."""
    small.use_git_identity(tmp_path, monkeypatch)
    place = small.begun(tmp_path, PYPI)
    with place.settings.root.joinpath("pyproject.toml").open("a") as file:
        file.write(FROM_CI)
    return place.settings.root


def told(root, form, *addresses):
    """The kinds of problems of a remote at these addresses, with what is there."""
    with root.joinpath("pyproject.toml").open("a") as file:
        file.write(form)
    small.git(root, "config", "--unset-all", "remote.origin.url")
    for address in addresses:
        small.git(root, "config", "--add", "remote.origin.url", address)
    found = publisher.problems(small.opened(root, PYPI))
    return [(problem.kind, problem.facts["there"]) for problem in found]


@pytest.mark.parametrize(
    ("form", "address"),
    [
        (GITHUB, "https://github.com/me/my-package.git"),
        (GITHUB, "https://token@github.com/Me/my-package"),
        (GITHUB, "git@github.com:me/my-package.git"),
        (GITHUB, "ssh://git@ssh.github.com:443/me/my-package.git"),
        (GITHUB, "work:me/my-package"),
        (GITLAB, "git@gitlab.com:group/sub/my-package.git"),
        (GITHUB, "/srv/git/other/thing.git"),
        (GITHUB, "file:///srv/git/other/thing.git"),
        (GITHUB, "../other/thing"),
        ('"Something" = "else"\n', "https://github.com/other/thing"),
    ],
)
def test_a_remote_that_is_the_publishers_is_fine(root, form, address):
    """Whichever way it is written, and also where the address cannot tell."""
    assert told(root, form, address) == []


@pytest.mark.parametrize(
    ("form", "address", "there"),
    [
        (
            GITHUB,
            "https://github.com/other/my-package.git",
            "github.com/other/my-package",
        ),
        (GITHUB, "git@github.com:me/my_package.git", "github.com/me/my_package"),
        (GITHUB, "git@gitlab.com:me/my-package.git", "gitlab.com/me/my-package"),
        (GITLAB, "git@gitlab.com:group/my-package.git", "gitlab.com/group/my-package"),
        (
            GITLAB,
            "https://git.example.org/group/sub/my-package",
            f"git.example.org/{SUBGROUP}",
        ),
        (GITHUB, "work:other/my-package", "work/other/my-package"),
    ],
)
def test_a_remote_elsewhere_is_told(root, form, address, there):
    """The index would refuse what a pipeline there uploads, after the tag is pushed."""
    assert told(root, form, address) == [("publisher-elsewhere", there)]


def test_one_address_of_several_is_enough(root):
    """A push goes to each of them, and the pipeline of the right one uploads."""
    addresses = ("https://example.org/a/mirror", "https://github.com/me/my-package")

    assert told(root, GITHUB, *addresses) == []


def test_a_release_from_this_machine_is_not_compared(root):
    """With a token, the repository may be anywhere."""
    file = root / "pyproject.toml"
    file.write_text(file.read_text().replace('"ci"', '"local"'))

    assert told(root, GITHUB, "https://example.org/other/thing") == []


@pytest.mark.parametrize(
    "address", ["thing", "C:\\me\\thing", "host:thing", "https://host/thing"]
)
def test_an_address_without_an_owner_is_of_no_repository(root, address):
    """Nothing is compared that does not say what it is."""
    assert told(root, GITHUB, address) == []
