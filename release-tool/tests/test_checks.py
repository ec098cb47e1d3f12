"""What is found in the distributions before anybody else sees them, all of it at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import METADATA, write_sdist, write_wheel
from packaging.version import Version
from shipyard_release import twine
from shipyard_release.checks import find_problems
from shipyard_release.console import describe
from shipyard_release.contents import Committed, Distribution
from shipyard_release.errors import Stop
from shipyard_release.process import ProgramFailed
from shipyard_release.readme import relative_links
from shipyard_release.settings import Settings
from shipyard_release.typed import Typed

PYPROJECT = """
[project]
name = "p"

[tool.shipyard-release]
version-file = "lib/p/_version.py"
tests = "checks"
metadata = "setup.cfg"
"""
POINTER = "version https://git-lfs.example/spec/v1\n"


@pytest.fixture(name="settings")
def _settings(tmp_path):
    """A project whose folders are not called as the template calls them."""
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    return Settings.load(tmp_path)


def found(settings, wheel, sdist, **committed):
    """Look into two distributions and return the problems."""
    folder = wheel.parent
    built = (
        Distribution.unpacked(wheel, folder / "wheel"),
        Distribution.unpacked(sdist, folder / "sdist"),
    )
    files = {name: text.encode() for name, text in committed.items()}
    return find_problems(settings, Version("1.0"), built, Committed(files, {}))


def test_files_too_many_and_files_missing_are_told_at_once(settings, tmp_path):
    """The lists follow the settings, and what a build generates is not taken for a stranger."""
    wheel = write_wheel(tmp_path, files={"p/__init__.py": ""})
    sdist = write_sdist(
        tmp_path,
        **{
            "setup.cfg": "",
            "lib/p.egg-info/SOURCES.txt": "",
            "lib/p/__init__.py": "",
            "lib/p/local.py": "",
            "notes.txt": "",
        },
    )
    committed = (
        "lib/p/__init__.py",
        "lib/p/data.txt",
        "checks/test_p.py",
        "docs/page.md",
    )

    problems = found(settings, wheel, sdist, **dict.fromkeys(committed, ""))

    assert [(problem.kind, problem.facts) for problem in problems] == [
        ("sdist-not-committed", {"name": "lib/p/local.py"}),
        ("sdist-not-committed", {"name": "notes.txt"}),
        ("sdist-lacks", {"name": "checks/test_p.py"}),
        ("wheel-lacks", {"name": "lib/p/data.txt", "metadata": "setup.cfg"}),
    ]
    stop = Stop("distributions-wrong", problems=tuple(problems))
    text = describe(stop, Typed("check", {}, with_make=True))
    assert "  - The sdist has notes.txt, which is not committed. If" in text
    assert (
        "  - The wheel lacks lib/p/data.txt. If it is a data file, "
        "add it to package_data in setup.cfg.\n" in text
    )


def test_another_version_a_secret_and_a_pointer_are_told_with_their_file(
    settings, tmp_path
):
    """Each problem names the distribution; what only looks like a secret is not one."""
    wheel = write_wheel(
        tmp_path,
        METADATA.replace("Version: 1.0", "Version: 1.1"),
        files={"p/__init__.py": "", "p/.env": "A=1\n", "p/.env.example": "A=\n"},
    )
    sdist = write_sdist(tmp_path, **{"big.bin": POINTER})

    problems = found(settings, wheel, sdist, **{"big.bin": POINTER})

    assert [(problem.kind, problem.facts) for problem in problems] == [
        (
            "says-another-name",
            {"filename": wheel.name, "found": "p 1.1", "expected": "p 1.0"},
        ),
        ("secret", {"filename": wheel.name, "name": "p/.env"}),
        ("lfs-pointer", {"filename": sdist.name, "name": "big.bin"}),
    ]


def test_what_twine_refuses_is_told_in_its_words(tmp_path):
    """A description that does not render fails with the reason."""
    broken = METADATA.replace("text/plain", "text/x-rst").replace(
        "\nP\n", "\n.. image::\n"
    )

    with pytest.raises(ProgramFailed) as failure:
        twine.check([write_wheel(tmp_path, broken), write_sdist(tmp_path)])

    assert "image" in failure.value.output


def test_twines_colours_reach_nobody(tmp_path):
    """Its check styles its output in a pipe too; a file gets the bare words."""
    broken = METADATA.replace("text/plain", "text/x-rst").replace(
        "\nP\n", "\n.. image::\n"
    )

    with pytest.raises(ProgramFailed) as failure:
        twine.check([write_wheel(tmp_path, broken), write_sdist(tmp_path)])

    assert "\x1b" not in failure.value.quoted


def test_other_contents_than_the_commits_are_found(settings, tmp_path):
    """The sdist is compared with the commit by content, not only by name."""
    sdist = write_sdist(tmp_path, **{"notes.txt": "a private text"})

    problems = found(
        settings, write_wheel(tmp_path), sdist, **{"notes.txt": "what is committed"}
    )

    assert [(problem.kind, problem.facts) for problem in problems] == [
        ("sdist-differs", {"name": "notes.txt"})
    ]


@pytest.mark.parametrize(
    ("link", "target", "kind"),
    [
        ("tests/notes.txt", "/home/me/notes.txt", "link-leaves-project"),
        ("tests/notes.txt", "../../notes.txt", "link-leaves-project"),
        ("tests/lib", "../lib", "link-to-folder"),
        ("tests/data.txt", "../lib/p/data.txt", None),
    ],
)
def test_a_link_that_a_backend_would_follow_is_named(
    settings, tmp_path, link, target, kind
):
    """A link out of the project would publish a file of this machine; one inside is fine."""
    built = (
        Distribution.unpacked(write_wheel(tmp_path), tmp_path / "wheel"),
        Distribution.unpacked(write_sdist(tmp_path), tmp_path / "sdist"),
    )
    committed = Committed({"lib/p/data.txt": b""}, {link: target})

    problems = find_problems(settings, Version("1.0"), built, committed)

    told = [problem.kind for problem in problems if problem.kind.startswith("link")]
    assert told == ([kind] if kind else [])


def test_what_a_project_has_on_purpose_can_be_allowed(settings, tmp_path):
    """A key for tests, data that is not shipped, a C file and what a build writes are settings."""
    key = {"checks/server.key": "-----BEGIN PRIVATE KEY-----\n"}
    allowed = replace(
        settings,
        not_committed=("*.gen", "lib/p/stamp.py"),
        not_secret=("checks/*.key",),
        not_in_sdist=("checks/big/*",),
        not_in_wheel=("*.c",),
    )
    committed = {
        **key,
        "checks/big/data.bin": "",
        "lib/p/core.c": "",
        "lib/p/__init__.py": "",
        "lib/p/stamp.py": "",
    }
    wheel = write_wheel(tmp_path, files={"p/__init__.py": "", "p/stamp.py": "1"})
    sdist = write_sdist(
        tmp_path,
        **{
            **key,
            "lib/p/core.c": "",
            "lib/p/__init__.py": "",
            "lib/p/stamp.py": "1",
            "lib/p/made.gen": "",
        },
    )

    assert found(allowed, wheel, sdist, **committed) == []


def test_a_module_outside_of_a_package_is_told_as_such(settings, tmp_path):
    """A folder without __init__.py is left out by find_packages; package_data would not help."""
    committed = {"lib/p/__init__.py": "", "lib/p/sub/mod.py": ""}
    wheel = write_wheel(tmp_path, files={"p/__init__.py": ""})

    [problem] = found(settings, wheel, write_sdist(tmp_path, **committed), **committed)

    assert problem.kind == "wheel-lacks-module"
    assert problem.facts["init"] == "lib/p/sub/__init__.py"


def test_a_name_in_setup_py_that_another_file_overrules_is_told(settings, tmp_path):
    """setuptools takes pyproject.toml's name, in silence; the first upload would keep it for
    good."""
    setup = 'from setuptools import setup\nsetup(name="other")\n'
    wheel = write_wheel(tmp_path, files={"p/__init__.py": ""})

    [problem] = found(settings, wheel, write_sdist(tmp_path), **{"setup.py": setup})

    assert (problem.kind, problem.facts["name"]) == ("name-differs", "other")


def test_a_wheel_without_the_licence_file_is_told(settings, tmp_path):
    """A project without any licence file, or with one for the repository alone, goes on."""
    built = (
        Distribution.unpacked(write_wheel(tmp_path), tmp_path / "wheel"),
        Distribution.unpacked(write_sdist(tmp_path), tmp_path / "sdist"),
    )
    committed = Committed({"license.txt": b""}, {})
    not_wanted = replace(settings, not_in_wheel=("license.txt",))

    without_licence = find_problems(settings, Version("1.0"), built, Committed({}, {}))
    with_licence = find_problems(settings, Version("1.0"), built, committed)
    for_the_repository = find_problems(not_wanted, Version("1.0"), built, committed)

    assert without_licence == []
    assert [problem.kind for problem in with_licence] == ["licence-not-in-wheel"]
    assert for_the_repository == []


def test_relative_links_in_the_readme_are_told_with_the_address_that_works():
    """An index shows the README at another place, where neither picture nor page is."""
    text = "# P\n\n![chart](pics/a.png) and [guide](docs/guide.md)\n\n[home](https://x.example)\n"
    urls = {"Source": "https://github.com/me/p"}

    told = list(relative_links(text, "README.md", project_urls=urls, branch="main"))

    assert [(message.facts["line"], message.facts["address"]) for message in told] == [
        (3, "https://github.com/me/p/raw/main/pics/a.png"),
        (3, "https://github.com/me/p/blob/main/docs/guide.md"),
    ]


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ('[project]\nname = "p"\nversion = "1.0"\ndependencies = ["a"]\n', []),
        (
            '[project]\nname = "p"\nversion = "1.0"\ndependencies = ["b"]\n',
            ["sdist-differs"],
        ),
        ("[project", ["sdist-differs"]),
    ],
)
def test_a_backend_may_write_the_version_into_pyproject_and_nothing_else(
    settings, tmp_path, written, kinds
):
    """pdm-backend writes that file anew; another dependency in it is still told."""
    ours = '[project]\ndynamic = ["version"]\nname = "p"\ndependencies = [\n  "a",\n]\n'
    sdist = write_sdist(tmp_path, **{"pyproject.toml": written})

    problems = found(settings, write_wheel(tmp_path), sdist, **{"pyproject.toml": ours})

    assert [
        problem.kind for problem in problems if problem.kind == "sdist-differs"
    ] == kinds


FOR_LINUX = "p-1.0-cp311-cp311-linux_x86_64.whl"


@pytest.mark.parametrize(
    ("name", "inside", "kinds"),
    [
        ("p-1.0-py3-none-any.whl", "p-1.0.data/scripts/p.py", []),
        ("p-1.0-py3-none-any.whl", "p/fast.abi3.so", ["wheel-for-any-platform"]),
        (FOR_LINUX, "p/fast.abi3.so", []),
        (FOR_LINUX, "p-1.0.data/scripts/p", []),
        (FOR_LINUX, "p/slow.py", ["wheel-without-extension"]),
    ],
)
def test_the_platform_of_a_wheel_follows_from_what_is_in_it(
    settings, tmp_path, name, inside, kinds
):
    """A compiled module has one; a script may be for any, and a compiled program for one."""
    wheel = write_wheel(tmp_path, name=name, files={"p/__init__.py": "", inside: ""})

    problems = found(settings, wheel, write_sdist(tmp_path))

    assert [
        problem.kind for problem in problems if problem.kind.startswith("wheel-")
    ] == kinds
