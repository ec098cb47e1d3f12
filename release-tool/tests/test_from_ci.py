"""publish_from: ci. The tag starts the pipeline, which uploads; this machine waits and compares."""

from __future__ import annotations

import gzip
import subprocess
import threading
import time
import zipfile

import pytest
from project import TOOL

pytestmark = pytest.mark.slow

PUBLISHER = """
[tool.shipyard-release.publisher]
"Owner" = "somebody"
"Repository name" = "my-package"
"Workflow name" = "release.yml"
"Environment name" = "pypi"
"""


@pytest.fixture(name="hosted")
def _hosted(project):
    """A project whose pipeline publishes, with the loopback index in PyPI's place."""
    pyproject = (project.folder / "pyproject.toml").read_text(encoding="utf-8")
    local = 'publish-from = "local"\n'
    assert local in pyproject
    project.commit(
        "pyproject.toml", pyproject.replace(local, 'publish-from = "ci"\n') + PUBLISHER
    )
    project.git("push", "--quiet")
    (project.home / ".pypirc").write_text(project.index.pypirc("pypi"))
    return project


class Pipeline(threading.Thread):
    """What a host does: when the tag arrives, check it out, build, and upload with the tool's
    commands."""

    def __init__(self, project, change=lambda _: None):
        super().__init__(daemon=True)
        self.project = project
        self.change = change
        self.outputs = []

    def run(self):
        """Wait for the tag, then work in a fresh checkout."""
        while not any(self.project.remote.joinpath("refs", "tags").iterdir()):
            time.sleep(0.1)
        place = self.project.folder.with_name("runner")
        self.project.git(
            "-c",
            "advice.detachedHead=false",
            "clone",
            "--quiet",
            "--branch=v0.1.0",
            str(self.project.remote),
            str(place),
        )
        self.tool(place, "check", "--version", "0.1.0")
        self.change(place / "dist")
        self.tool(place, "upload", "--to", "pypi")

    def tool(self, place, *arguments):
        """Run a command of the tool, as a step of the pipeline does."""
        done = subprocess.run(
            [*TOOL, *arguments],
            cwd=place, env=self.project.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        self.outputs.append(done.stdout + done.stderr)


def append_a_byte(dist):
    """Change an sdist as nothing but another file does."""
    sdist = next(dist.glob("*.tar.gz"))
    sdist.write_bytes(sdist.read_bytes() + b"\0")


def compress_less(dist):
    """Pack both distributions again, as another machine's zlib does: the same members in other
    bytes."""
    sdist = next(dist.glob("*.tar.gz"))
    wheel = next(dist.glob("*.whl"))
    data = sdist.read_bytes()
    # The commit's time stays in the head of the file.
    when = int.from_bytes(data[4:8], "little")
    sdist.write_bytes(gzip.compress(gzip.decompress(data), 1, mtime=when))
    with zipfile.ZipFile(wheel) as old:
        members = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(wheel, "w") as new:
        for info, data in members:
            new.writestr(info, data, compresslevel=1)


def change_a_member(dist):
    """Pack a wheel again with one byte more in a module, under a size and name that stay
    plausible."""
    wheel = next(dist.glob("*.whl"))
    with zipfile.ZipFile(wheel) as old:
        members = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(wheel, "w") as new:
        for info, data in members:
            new.writestr(
                info, data + b"#" if info.filename.endswith("__init__.py") else data
            )


@pytest.mark.whole
def test_the_tag_comes_first_and_the_pipelines_bytes_are_compared(hosted):
    """Local and pipeline build the same bytes; the release ends verified, and there is no more
    to do."""
    pipeline = Pipeline(hosted)
    pipeline.start()

    outcome = hosted.release("--to", "pypi")
    pipeline.join(timeout=180)
    again = hosted.release("--to", "pypi")

    assert outcome.status == 0, (outcome.text, pipeline.outputs)
    assert outcome.text.index("tag") < outcome.text.index("verify")
    assert "There is nothing to do." in again.text
    hosted.assert_released_once("0.1.0")


def test_another_compression_of_the_same_contents_counts_as_the_same_file(hosted):
    """Each system's zlib packs other bytes; what they unpack to is compared, and the index's
    hash installs."""
    pipeline = Pipeline(hosted, change=compress_less)
    pipeline.start()

    outcome = hosted.release("--to", "pypi")
    kept = hosted.folder / ".release/0.1.0"
    again = hosted.release("--to", "pypi")

    assert outcome.status == 0, (outcome.text, pipeline.outputs)
    assert "gives the same contents" in outcome.text
    assert "There is nothing to do." in again.text
    assert len(hosted.index.files) == 2
    for name in hosted.index.files:
        assert (hosted.index.folder / name).read_bytes() != (kept / name).read_bytes()


@pytest.mark.parametrize(
    "change", [append_a_byte, change_a_member], ids=["a byte more", "another member"]
)
def test_other_bytes_from_the_pipeline_are_found(hosted, change):
    """A pipeline that publishes something else than the commit gives is not believed."""
    pipeline = Pipeline(hosted, change=change)
    pipeline.start()

    outcome = hosted.release("--to", "pypi")

    assert outcome.status == 3, (outcome.text, pipeline.outputs)
    assert "other bytes" in outcome.text


def test_a_pipeline_that_does_not_publish_is_waited_for_up_to_a_limit(hosted):
    """Exit status 4 after the limit; nothing was sent from here, and the same command goes on."""
    outcome = hosted.release("--to", "pypi", "--wait", "1")
    files = hosted.index.files
    pipeline = Pipeline(hosted)
    pipeline.start()
    again = hosted.release("--to", "pypi")

    assert outcome.status == 4, outcome.text
    assert "Tagged, not yet visible" in outcome.text
    assert files == []
    assert again.status == 0, (again.text, pipeline.outputs)
    hosted.assert_released_once("0.1.0")


def test_preflight_prints_the_publisher_form(hosted):
    """All values that the index asks for are in the output, with the address of the form."""
    outcome = hosted.run("preflight", "--to", "pypi")

    assert outcome.status == 0, outcome.text
    for value in (
        "my-package",
        "somebody",
        "release.yml",
        "pypi",
        f"{hosted.index.url}manage/account/publishing/",
    ):
        assert value in outcome.text


def test_a_tag_that_is_not_the_versions_is_refused_by_the_pipelines_check(project):
    """A version file or changelog that says something else than the tag stops before anything is
    built."""
    project.git("tag", "v0.9.0")

    outcome = project.run("check", "--version", "0.9.0")

    assert outcome.status == 1
    assert "is not the one that my-package 0.9.0 is released from" in outcome.text
    assert not (project.folder / "dist").exists()


def test_the_pipelines_upload_can_be_repeated(project):
    """A failed pipeline is run again: what the index has with the same bytes is not sent."""
    project.run("build")

    first = project.run("upload")
    second = project.run("upload")

    assert (first.status, second.status) == (0, 0), (first.text, second.text)
    assert "company has the same bytes" in second.text


def test_an_upload_without_distributions_stops(project):
    """A pipeline whose build left nothing must not end as if it had uploaded."""
    outcome = project.run("upload")

    assert outcome.status == 1
    assert "There are no distributions in dist." in outcome.text
    assert "Build them first: make build\n" in outcome.text
    assert project.index.files == []


def test_a_build_leaves_no_other_version_of_this_project(project):
    """What earlier builds of it left goes; whatever else is in the folder stays."""
    folder = project.folder / "dist"
    folder.mkdir()
    old = ("my_package-0.0.9.tar.gz", "my_package-0.1.0-py2.py3-none-any.whl")
    others = ("another-1.0.tar.gz", "notes.txt")
    for name in (*old, *others):
        (folder / name).write_text("?")

    outcome = project.run("build")

    assert outcome.status == 0, outcome.text
    assert sorted(path.name for path in folder.iterdir()) == [
        "another-1.0.tar.gz",
        "my_package-0.1.0-py3-none-any.whl",
        "my_package-0.1.0.tar.gz",
        "notes.txt",
    ]


def test_distributions_that_are_missing_elsewhere_are_built_there(project):
    """The command that is named builds into the folder that the upload looks into."""
    outcome = project.run("upload", "--out", "elsewhere")

    assert outcome.status == 1
    assert "Build them first: make build OUT=elsewhere" in outcome.text


def test_notes_name_the_files_of_their_version_alone(project):
    """What another build left in dist/ does not get onto the release page."""
    project.release()
    project.run("build")
    (project.folder / "dist/my_package-0.0.9.tar.gz").write_bytes(b"of another version")

    outcome = project.run("notes", "--version", "0.1.0")

    assert "my_package-0.1.0.tar.gz" in outcome.text
    assert "0.0.9" not in outcome.text


def test_notes_are_the_changelogs_section_and_the_hashes(project):
    """What the release page says comes from the changelog and the distributions."""
    project.release()
    project.run("build")

    outcome = project.run("notes", "--version", "0.1.0")

    assert "Greetings." in outcome.text
    assert all(
        path.name in outcome.text for path in (project.folder / "dist").iterdir()
    )
