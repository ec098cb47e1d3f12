"""What PyPI refuses is found in a wheel and an sdist before anything is sent."""

from __future__ import annotations

import re
import tarfile
import zipfile
from pathlib import Path

import pytest
from made import INFO, SDIST, WHEEL, metadata, write_sdist, write_wheel
from packaging.metadata import parse_email
from shipyard_release import index_rules, words
from shipyard_release.errors import Problem


def told(*paths):
    """Return the kind and the facts of each broken rule."""
    return [
        (problem.kind, dict(problem.facts))
        for problem in index_rules.broken(list(paths))
    ]


def test_what_pypi_takes_breaks_no_rule(tmp_path):
    """Metadata with everything in it, and the files that go with it, pass."""
    text = metadata(
        "Summary: Tides",
        "Author-Email: Ann <ann@müller.de>, Bob <bob@example.com>",
        "Maintainer-Email: jürgen@example.com",
        "Classifier: Topic :: Software Development :: Testing",
        "Home-page: https://example.com/größe",
        "Project-URL: Documentation, http://example.com:8080/a b?c=d#e",
        "Requires-Dist: idna>=3; extra == 'fast'",
        "Provides-Extra: fast",
        "Provides-Dist: tides",
        "Dynamic: Classifier",
        "License-Expression: MIT",
        "License-File: LICENSE",
    )
    points = "[console_scripts]\nP.run-it = p:main\n\n[other]\nwith blank = p\n"
    files = {f"{INFO}/entry_points.txt": points, f"{INFO}/licenses/LICENSE": "MIT"}

    wheel = write_wheel(tmp_path, text, files={**files, "p/__init__.py": ""})
    sdist = write_sdist(tmp_path, text, LICENSE="MIT")

    assert told(wheel, sdist) == []


FIELDS = {
    "a field that is not known": (
        metadata("Colour: blue"),
        (
            "metadata-invalid",
            {"error": "the field colour is not known, or is there twice"},
        ),
    ),
    "a name with an umlaut": (
        metadata(Name="größe"),
        ("metadata-invalid", {"error": "'größe' is invalid for 'name'"}),
    ),
    "a Requires-Python that is not one": (
        metadata("Requires-Python: many"),
        ("metadata-invalid", {"error": "'many' is invalid for 'requires-python'"}),
    ),
    "a field of later metadata": (
        metadata("License-Expression: MIT", Metadata_Version="2.1"),
        (
            "metadata-invalid",
            {"error": "license-expression introduced in metadata version 2.4, not 2.1"},
        ),
    ),
    "a metadata version of the future": (
        metadata(Metadata_Version="9.9"),
        ("metadata-version", {"value": "9.9"}),
    ),
    "a summary of 513 characters": (
        metadata(f"Summary: {'x' * 513}"),
        ("summary-too-long", {"count": 513, "limit": 512}),
    ),
    "a classifier that is not known": (
        metadata("Classifier: Topic :: Testing"),
        (
            "classifier-unknown",
            {
                "classifier": "Topic :: Testing",
                "nearest": "Topic :: Education :: Testing or "
                "Topic :: Software Development :: Testing",
            },
        ),
    ),
    "a classifier in another case": (
        metadata("Classifier: framework :: django"),
        (
            "classifier-unknown",
            {"classifier": "framework :: django", "nearest": "Framework :: Django"},
        ),
    ),
    "a private package": (
        metadata("Classifier: Private :: Do Not Upload"),
        ("classifier-private", {"classifier": "Private :: Do Not Upload"}),
    ),
    "a deprecated classifier": (
        metadata("Classifier: Natural Language :: Ukranian"),
        (
            "classifier-deprecated",
            {
                "classifier": "Natural Language :: Ukranian",
                "instead": "Natural Language :: Ukrainian",
            },
        ),
    ),
    "a home page without a scheme": (
        metadata("Home-page: example.com"),
        ("page-invalid", {"field": "Home-page", "value": "example.com"}),
    ),
    "a download from elsewhere": (
        metadata("Download-URL: ftp://example.com/x"),
        ("page-invalid", {"field": "Download-URL", "value": "ftp://example.com/x"}),
    ),
    "a page without a host and a scheme": (
        metadata("Project-URL: Home, /a"),
        ("page-invalid", {"field": "Project-URL, Home", "value": "/a"}),
    ),
    "a label of 33 characters": (
        metadata(f"Project-URL: {'x' * 33}, https://example.com"),
        (
            "page-label",
            {"label": "x" * 33, "problem": "has a label of more than 32 characters"},
        ),
    ),
    "a page without a label": (
        metadata("Project-URL: , https://example.com"),
        ("page-label", {"label": "https://example.com", "problem": "has no label"}),
    ),
    "a label without a page": (
        metadata("Project-URL: Home"),
        ("page-label", {"label": "Home", "problem": "has no address"}),
    ),
    "a direct requirement": (
        metadata("Requires-Dist: idna @ git+https://example.com/idna"),
        (
            "requirement-direct",
            {
                "field": "Requires-Dist",
                "requirement": "idna @ git+https://example.com/idna",
            },
        ),
    ),
    "a direct requirement of an extra": (
        metadata('Requires-Dist: idna @ https://example.com/i.whl ; extra == "fast"'),
        (
            "requirement-direct",
            {
                "field": "Requires-Dist",
                "requirement": 'idna @ https://example.com/i.whl ; extra == "fast"',
            },
        ),
    ),
    "a direct Provides-Dist": (
        metadata("Provides-Dist: idna @ https://example.com/i.whl"),
        (
            "requirement-direct",
            {
                "field": "Provides-Dist",
                "requirement": "idna @ https://example.com/i.whl",
            },
        ),
    ),
    "an Obsoletes-Dist that is not one": (
        metadata("Obsoletes-Dist: a b"),
        ("requirement-invalid", {"field": "Obsoletes-Dist", "requirement": "a b"}),
    ),
    "a dynamic Dynamic": (
        metadata("Dynamic: Dynamic"),
        ("dynamic-refused", {"name": "Dynamic"}),
    ),
    "two licences": (
        metadata("License: MIT", "License-Expression: MIT"),
        ("license-twice", {}),
    ),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_that_pypi_refuses_is_told_once(tmp_path, name):
    """Wheel and sdist say the same, so the problem is told once, and nothing beside it."""
    text, problem = FIELDS[name]

    found = told(write_wheel(tmp_path, text), write_sdist(tmp_path, text))

    assert [each for each in found if each[0] != "filename-expected"] == [problem]


def test_a_local_version_is_refused(tmp_path):
    """The file is named by its version, so the name is right."""
    text = metadata(Version="1.0+local")

    assert told(write_sdist(tmp_path, text, name="p-1.0+local.tar.gz")) == [
        ("version-with-local-part", {"version": "1.0+local"})
    ]


@pytest.mark.parametrize("field", ["Author-Email", "Maintainer-Email"])
@pytest.mark.parametrize(
    "domain",
    [
        "corp.local",
        "host.test",
        "x.invalid",
        "home.arpa",
        "foo.onion",
        "host.localhost",
    ],
)
def test_an_address_that_nobody_can_have_is_refused(tmp_path, field, domain):
    """Domains for special use are refused as PyPI's own validator refuses them."""
    [(kind, facts)] = told(
        write_sdist(tmp_path, metadata(f"{field}: Ann <ann@{domain}>"))
    )

    assert kind == "address-refused"
    assert (facts["field"], facts["address"]) == (field, f"ann@{domain}")
    assert "special-use" in facts["reason"]


@pytest.mark.parametrize(
    "tag",
    [
        *("any", "win32", "win_amd64", "win_arm64", "linux_armv6l", "linux_armv7l"),
        *(
            "manylinux1_i686",
            "manylinux2014_ppc64",
            "manylinux_2_17_x86_64",
            "manylinux_2_34_ppc64",
        ),
        *("musllinux_1_2_aarch64", "macosx_10_9_universal2", "macosx_11_0_arm64"),
        *("macosx_26_0_arm64", "ios_13_0_arm64_iphoneos", "android_21_arm64_v8a"),
        *("pyemscripten_2025_0_wasm32", "manylinux_2_17_x86_64.manylinux2014_x86_64"),
    ],
)
def test_a_platform_that_pypi_takes_is_taken(tmp_path, tag):
    """Wheels that cibuildwheel makes are not stopped."""
    assert told(write_wheel(tmp_path, name=f"p-1.0-cp311-cp311-{tag}.whl")) == []


@pytest.mark.parametrize(
    "tag",
    [
        *(
            "linux_x86_64",
            "linux_aarch64",
            "manylinux_2_17_sparc",
            "musllinux_1_2_ppc64",
        ),
        *("macosx_11_1_arm64", "macosx_27_0_arm64", "manylinux1_aarch64", "win_mips"),
    ],
)
def test_a_platform_that_pypi_refuses_is_named_with_what_to_do(tmp_path, tag):
    """What a compiler of this machine leaves in a wheel's name is told with both ways out."""
    name = f"p-1.0-cp311-cp311-{tag}.whl"

    [problem] = index_rules.broken([write_wheel(tmp_path, name=name)])

    assert (problem.kind, problem.facts) == (
        "platform-refused",
        {"filename": name, "tag": tag},
    )
    assert "remove its extension modules" in words.sentence(problem)
    assert "cibuildwheel" in words.sentence(problem)


def test_only_the_tag_that_is_refused_is_named(tmp_path):
    """A wheel may have several tags."""
    name = "p-1.0-cp311-cp311-linux_x86_64.manylinux2014_x86_64.whl"

    assert told(write_wheel(tmp_path, name=name)) == [
        ("platform-refused", {"filename": name, "tag": "linux_x86_64"})
    ]


@pytest.mark.parametrize(
    ("name", "written", "expected"),
    [
        ("My-Tides", "My-Tides-1.0.tar.gz", "my_tides-1.0.tar.gz"),
        ("my.tides", "my.tides-1.0.tar.gz", "my_tides-1.0.tar.gz"),
        ("tides", "tides-1.0.0.tar.gz", "tides-1.0.tar.gz"),
        ("tides", "other-1.0.tar.gz", "tides-1.0.tar.gz"),
        ("My.Tides", "My.Tides-1.0-py3-none-any.whl", "my_tides-1.0-py3-none-any.whl"),
        ("tides", "tides-1.1-py3-none-any.whl", "tides-1.0-py3-none-any.whl"),
    ],
)
def test_a_file_is_named_by_its_metadata(tmp_path, name, written, expected):
    """Names are in normal form, with _ between words, and the version is that of the metadata."""
    write = write_wheel if written.endswith(".whl") else write_sdist

    assert told(write(tmp_path, metadata(Name=name), name=written)) == [
        ("filename-expected", {"filename": written, "expected": expected})
    ]


def test_another_spelling_of_a_wheels_version_is_taken(tmp_path):
    """PyPI compares the version of a wheel as a version."""
    assert told(write_wheel(tmp_path, name="p-1.0.0-py3-none-any.whl")) == []


def test_a_name_that_is_not_one_of_a_wheel_is_told(tmp_path):
    """What packaging says about it is quoted."""
    kinds = [
        kind for kind, _ in told(write_wheel(tmp_path, name="p-1.0-py3-none-a-n-y.whl"))
    ]

    assert "filename-unreadable" in kinds


@pytest.mark.parametrize(
    ("filename", "wrong"),
    [
        ("p-1.0\x07.tar.gz", "a character that PyPI does not store"),
        ("p-1.0\\.tar.gz", "a character that PyPI does not store"),
        ("p-1.0.tgz", "an ending other than .whl or .tar.gz"),
        (f"p-{'1' * 240}.tar.gz", "more than 246 bytes"),
    ],
)
def test_a_filename_that_pypi_does_not_store_is_told(filename, wrong):
    """Characters, ending and length are looked at before anything is in a file system."""
    raw, unparsed = parse_email(metadata())
    built = index_rules.Built(filename, 1, raw, unparsed, ("p-1.0", "p-1.0/PKG-INFO"))

    found = index_rules.broken_by(built)

    assert (
        Problem("filename-refused", {"filename": filename, "problem": wrong}) in found
    )


@pytest.mark.parametrize("size", [100 * 1024 * 1024, 100 * 1024 * 1024 + 1])
def test_more_than_100_mib_is_too_large(size):
    """PyPI's limit is in MiB, so a file of 101 million bytes is taken."""
    raw, unparsed = parse_email(metadata())
    built = index_rules.Built(SDIST, size, raw, unparsed, ("p-1.0", "p-1.0/PKG-INFO"))

    kinds = [problem.kind for problem in index_rules.broken_by(built)]

    assert kinds == (["too-large"] if size > 100 * 1024 * 1024 else [])


@pytest.mark.parametrize(("size", "is_refused"), [(60, False), (70, True)])
def test_what_unpacks_to_much_more_is_refused(tmp_path, size, is_refused):
    """More than 64 MiB in less than a fiftieth of that is taken for an attack."""
    zeros = {"p/zeros": "0" * (size * 1024 * 1024)}

    found = told(write_wheel(tmp_path, packing=zipfile.ZIP_DEFLATED, files=zeros))

    assert [kind for kind, _ in found] == (["ratio-too-large"] if is_refused else [])


def test_a_wheel_that_is_packed_in_another_way_is_refused(tmp_path):
    """PyPI takes what is stored or deflated."""
    found = told(write_wheel(tmp_path, packing=zipfile.ZIP_BZIP2))

    assert {kind for kind, _ in found} == {"member-refused"}
    assert found[0][1]["problem"] == "its compression"


def test_a_member_that_is_in_a_wheel_twice_is_refused(tmp_path):
    """Two installers could take different ones."""
    path = write_wheel(tmp_path)
    with (
        zipfile.ZipFile(path, "a") as wheel,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        wheel.writestr(f"{INFO}/WHEEL", "another")

    assert told(path) == [
        ("member-twice", {"filename": WHEEL, "name": f"{INFO}/WHEEL"})
    ]


def test_a_comment_on_a_member_is_refused(tmp_path):
    """A comment could hide something that another program reads."""
    path = write_wheel(tmp_path)
    with zipfile.ZipFile(path, "a") as wheel:
        wheel.getinfo(f"{INFO}/WHEEL").comment = b"hello"
        wheel.comment = b""  # so that the directory is written anew

    assert ("member-refused", "a comment") in [
        (kind, facts.get("problem")) for kind, facts in told(path)
    ]


@pytest.mark.parametrize("name", ["METADATA", "WHEEL", "RECORD"])
def test_a_wheel_without_its_metadata_is_refused(tmp_path, name):
    """Each of the three files has to be there."""
    path = write_wheel(tmp_path, without=(f"{INFO}/{name}",))

    assert ("member-missing", {"filename": WHEEL, "name": f"{INFO}/{name}"}) in told(
        path
    )


def test_a_record_that_differs_is_told_with_each_name(tmp_path):
    """What is not recorded, and what is recorded and not there."""
    record = f"{INFO}/METADATA,,\n{INFO}/WHEEL,,\n{INFO}/RECORD,,\np/gone.py,,\n"
    path = write_wheel(tmp_path, files={"p/new.py": "", f"{INFO}/RECORD": record})

    assert told(path) == [
        ("record-differs", {"filename": WHEEL, "name": "p/gone.py"}),
        ("record-differs", {"filename": WHEEL, "name": "p/new.py"}),
    ]


@pytest.mark.parametrize("text", ["[console_scripts]\na/b = p:main\n", "no section\n"])
def test_entry_points_that_pypi_refuses_are_told(tmp_path, text):
    """A script's name cannot lead out of the folder of scripts."""
    [(kind, _)] = told(write_wheel(tmp_path, files={f"{INFO}/entry_points.txt": text}))

    assert kind == "entry-points-invalid"


def test_a_licence_that_is_named_must_be_there(tmp_path):
    """The file of License-File is in both distributions."""
    text = metadata("License-File: LICENSE")

    assert told(write_wheel(tmp_path, text), write_sdist(tmp_path, text)) == [
        ("member-missing", {"filename": WHEEL, "name": f"{INFO}/licenses/LICENSE"}),
        ("member-missing", {"filename": SDIST, "name": "p-1.0/LICENSE"}),
    ]


def test_older_setuptools_write_a_field_that_is_not_sent(tmp_path):
    """twine leaves License-File out of metadata before 2.4."""
    text = metadata("License-File: LICENSE", Metadata_Version="2.1")

    assert told(write_wheel(tmp_path, text), write_sdist(tmp_path, text)) == []


def test_an_sdist_has_one_folder_at_the_top(tmp_path):
    """A file beside it is refused."""
    found = told(write_sdist(tmp_path, **{"/other/file": ""}))

    assert ("top-folders", {"filename": SDIST}) in found


def test_an_sdist_without_pkg_info_is_told(tmp_path):
    """Nothing can be read from it, and that is said instead of a traceback."""
    path = tmp_path / SDIST
    with tarfile.open(path, "w:gz") as sdist:
        sdist.addfile(tarfile.TarInfo("p-1.0/setup.py"))
        sdist.addfile(tarfile.TarInfo("p-1.0/README.md"))

    assert ("member-missing", {"filename": SDIST, "name": "p-1.0/PKG-INFO"}) in told(
        path
    )


@pytest.mark.parametrize("name", [WHEEL, SDIST])
def test_a_damaged_file_is_told(tmp_path, name):
    """A file that cannot be unpacked stops in one line."""
    (tmp_path / name).write_bytes(b"nothing that can be unpacked")

    assert [kind for kind, _ in told(tmp_path / name)] == ["distribution-damaged"]


def test_the_names_of_every_library_are_known():
    """PyPI keeps the modules of every Python since 2.6, those inside of packages too."""
    names = index_rules.library_names()

    assert len(names) >= 2363
    assert {
        "json",
        "user",
        "sets",
        "os-path",
        "xml-dom",
        "test-support",
        "future",
    } <= names
    assert "my-package" not in names


def test_every_rule_names_its_place():
    """A file and a function of PyPI's software, so that a change there can be followed."""
    for rule in index_rules.RULES:
        assert re.fullmatch(r"warehouse/[\w/]+\.py, \w+", rule.place)


def test_every_rule_has_a_test():
    """A rule that no test breaks could be left out without a word."""
    here = Path(__file__).read_text(encoding="utf-8")

    assert [
        rule.kind for rule in index_rules.RULES if f'"{rule.kind}"' not in here
    ] == []
