"""The machine of a runner: a remote, an index, a home, Pythons, and nothing of the developer's."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from testkit import programs, running
from testkit.index import Index

HERE = Path(__file__).parent
FOLDERS = ("home", "bin", "pythons", "artifacts", "tmp")
ALIASES = ("python", "python3", "python{}")

TAG = "v0.1.0"
SECTION = "\n## [0.1.0] - 2026-11-23\n"


@dataclass
class Machine:
    """A project with a bare remote to push to, and what its pipelines need to run here."""

    folder: Path
    project: Path
    index: Index

    def __post_init__(self) -> None:
        for name in FOLDERS:
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "home/.pypirc").write_text(
            self.index.pypirc("pypi"), encoding="utf-8"
        )
        # As on a host's machine, where nobody has a name that git could guess.
        (self.folder / "home/.gitconfig").write_text(
            "[user]\n\tuseConfigOnly = true\n", encoding="utf-8"
        )
        self._link_programs()
        self._link_pythons()
        self.git("config", "user.name", "Test Person")
        self.git("config", "user.email", "test@example.com")
        self.git("init", "--quiet", "--bare", "--initial-branch=main", str(self.remote))
        self.git("remote", "add", "origin", self.remote.as_uri())
        self.push()

    @property
    def remote(self) -> Path:
        return self.folder / "remote.git"

    def git(self, *words: str) -> str:
        return running.run(self.project, "git", *words, env=self.environment()).strip()

    def push(self) -> None:
        self.git("push", "--quiet", "origin", "HEAD:refs/heads/main")

    def commit(self, path: str, old: str, new: str) -> None:
        """Change the text of one file, and commit and push that."""
        file = self.project / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{path} no longer says {old!r}"
        file.write_text(text.replace(old, new), encoding="utf-8")
        self.git("commit", "--quiet", "--all", f"--message=Change {path}")
        self.push()

    def contribute(self, name: str) -> None:
        """Commit and push a change by somebody else, with a line in the changelog."""
        address = f"{name.partition(' ')[0].lower()}@example.com"
        path = self.project / "CHANGELOG.md"
        text = path.read_text(encoding="utf-8")
        links = "\n\n[Unreleased]: "
        assert links in text, "the changelog has no links at its end"
        path.write_text(text.replace(links, f"\n- By {name}.{links}"), encoding="utf-8")
        self.git(
            "commit",
            "--quiet",
            "--all",
            f"--author={name} <{address}>",
            "--message=Change",
        )
        self.push()

    def open_section(self) -> None:
        """Make the release commit by hand.

        The changelog has the version's section, and nothing is uploaded.
        """
        self.commit("CHANGELOG.md", "## [Unreleased]\n", f"## [Unreleased]\n{SECTION}")

    def tag(self, name: str) -> None:
        """Tag the last commit and push the tag."""
        self.git("tag", "--annotate", f"--message={name}", name)
        self.git("push", "--quiet", "origin", name)

    def clone(self, tag: str | None) -> Path:
        """Check out what was pushed in a folder of its own, as a runner does."""
        place = self.folder / "clone"
        shutil.rmtree(place, ignore_errors=True)
        self.git(
            "clone",
            "--quiet",
            "--branch",
            tag or "main",
            self.remote.as_uri(),
            str(place),
        )
        self.git(
            "-C",
            str(place),
            "remote",
            "set-url",
            "origin",
            "https://forge.example/owner/my-package.git",
        )
        return place

    def environment(self) -> dict[str, str]:
        """A cleared environment, but for the caches and settings of what fetches packages."""
        home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
        kept = {
            name: value
            for name, value in os.environ.items()
            if name.startswith(("PIP_", "UV_", "SSL_"))
        }
        pythons = sorted(
            (self.folder / "pythons").iterdir(),
            key=lambda path: int(path.name[2:]),
            reverse=True,
        )
        places = [self.folder / "bin", *pythons, "/usr/local/bin", "/usr/bin", "/bin"]
        return {
            "PIP_CACHE_DIR": str(home / "pip"),
            "UV_CACHE_DIR": str(home / "uv"),
            "PIP_CONFIG_FILE": str(next(iter(_settings()), os.devnull)),
            # mypy checks the standard library once, and not once in each project.
            "MYPY_CACHE_DIR": str(running.MYPY_CACHE),
            **kept,
            "PATH": os.pathsep.join(map(str, places)),
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.folder / "tmp"),
            "LANG": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "STAND_IN_REMOTE": self.remote.as_uri(),
            "STAND_IN_PYTHONS": str(self.folder / "pythons"),
            "STAND_IN_ARTIFACTS": str(self.folder / "artifacts"),
            "STAND_IN_UVX": str(programs.find("uvx")),
            "STAND_IN_ATTESTATION": str(HERE / "attestation.json"),
            "STAND_IN_GITHUB": self.index.url,
            "STAND_IN_GH": str(programs.find("gh")),
            "STAND_IN_TWINE": str(programs.find("twine")),
        }

    def _link_programs(self) -> None:
        for name, place in {
            "gh": HERE / "bin/gh",
            "uv": programs.find("uv"),
            "uvx": HERE / "bin/uvx",
        }.items():
            (self.folder / "bin" / name).symlink_to(str(place))

    def _link_pythons(self) -> None:
        for version, program in running.pythons().items():
            place = self.folder / "pythons" / version
            place.mkdir()
            for alias in ALIASES:
                (place / alias.format(version)).symlink_to(program)


def _settings() -> list[Path]:
    """pip's settings of this user.

    The place says where packages come from, and not the person.
    """
    places = [
        Path.home() / ".config/pip/pip.conf",
        Path.home() / ".pip/pip.conf",
        Path("/etc/pip.conf"),
    ]
    return [place for place in places if place.is_file()]
