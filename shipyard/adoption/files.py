"""What an adoption adds to a project: new files, and lines at the end of two that may be there."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shipyard import pythons, questions, quoting
from shipyard.adoption import git, looking, pipelines, words
from shipyard.adoption.looking import TABLE, Project
from shipyard.adoption.words import Refused
from shipyard.anywhere.run import toml
from shipyard.anywhere.tool import SOURCE
from shipyard.project.release_tool import LEFTOVERS

if TYPE_CHECKING:
    from jinja2 import Environment

PACKAGE = "shipyard_release"
FOLDERS = ("tools", ".shipyard")
"""Where the tool goes: into the second where the first is theirs, or would get into their wheel."""
MAKEFILES = ("GNUmakefile", "makefile", "Makefile")
OWN_MAKEFILE = "shipyard.mk"
GITHUB = ".github/workflows/shipyard-rehearse.yml"
GITLAB = ".gitlab/shipyard-rehearse.yml"
REHEARSE = {"github": GITHUB, "gitlab": GITLAB}
TRIAL = ".venv-trial"
IGNORED = (".release", ".venv-release", TRIAL, ".venv.lock", "dist")
OLDEST_PYTHON = (3, 10)  # of the release tool
HEADER = "# How this package is released; the release tool's README.md explains the settings.\n"


@dataclass(frozen=True)
class Wanted:
    """What is to be added: the settings, the folder of the tool ('' for none), and CI's host.

    `name` is the package's, and `is_pure` says whether its wheel is for any platform.
    """

    settings: Mapping[str, object]
    folder: str
    ci: str
    requires_python: str = ""
    name: str = ""
    is_pure: bool = True

    @property
    def uploads(self) -> dict[str, str]:
        """What a pipeline that uploads says of tags; nothing where there can be none.

        A wheel for one platform is not for such a pipeline, as an index takes it seldom.
        """
        if self.settings.get("publish-from") != "ci" or not self.is_pure:
            return {}
        tags = pipelines.tags(self.settings, self.name)
        return tags.facts if tags else {}


@dataclass(frozen=True)
class Addition:
    """A file of the project as it is afterwards; `is_longer` when there was a shorter one."""

    name: str
    content: bytes
    is_longer: bool = False


def version() -> str:
    """Return the version of the release tool that is at hand."""
    text = (SOURCE / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    return found[1] if found else ""


def folder_of_tool(project: Project) -> str:
    """Return the folder that holds the tool in an adopted project, '' when there is none."""
    places = (name for name in FOLDERS if project.has(f"{name}/{PACKAGE}/__init__.py"))
    return next(places, "")


def possible_folders(project: Project) -> list[str]:
    """Return the folders that the tool may go to, the best first."""
    free = [name for name in FOLDERS if not project.has(name)]
    if not free:
        raise Refused(words.IN_THE_WAY.format(name=" and ".join(FOLDERS)))
    return free


def additions(project: Project, wanted: Wanted) -> list[Addition]:
    """Return every file that is new or longer; raise `Refused` when one would replace theirs."""
    makefile = _makefile(project)
    make = "make" if makefile == "Makefile" else f"make -f {makefile}"
    facts: dict[str, object] = {
        "branches": list(looking.release_branches(wanted.settings)),
        "folder": wanted.folder,
        "make": make,
        "makefile": makefile,
        "version": version(),
        "file": f"/{GITLAB}",
    }
    found = [_table(project, wanted.settings)]
    if wanted.folder:
        found += _tool(wanted, facts)
        found.append(Addition(makefile, _rendered("adopted/Makefile", facts)))
        found += _ignored(project)
        found += _ci(project, wanted, facts)
    for each in found:
        if not each.is_longer and project.has(each.name):
            raise Refused(words.IN_THE_WAY.format(name=each.name))
    return found


def newer(project: Project, folder: str) -> list[Addition]:
    """Return the files of the tool's folder alone, for a project that was adopted before."""
    makefile = OWN_MAKEFILE if project.has(OWN_MAKEFILE) else "Makefile"
    make = "make" if makefile == "Makefile" else f"make -f {makefile}"
    facts: dict[str, object] = {
        "folder": folder,
        "make": make,
        "makefile": makefile,
        "version": version(),
    }
    kept = re.search(
        r'^OLDEST_PYTHON = "([0-9.]+)"', project.text(f"{folder}/run.py"), re.MULTILINE
    )
    wanted = Wanted({}, folder, "none", requires_python=f">={kept[1]}" if kept else "")
    return _tool(wanted, facts)


def write(root: Path, found: Iterable[Addition]) -> None:
    """Write the files into a folder."""
    for each in found:
        place = root / each.name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(each.content)


def _makefile(project: Project) -> str:
    theirs = [name for name in MAKEFILES if project.has(name)]
    return OWN_MAKEFILE if theirs else "Makefile"


def _table(project: Project, settings: Mapping[str, object]) -> Addition:
    """Return pyproject.toml with the table at its end; what is there stays byte for byte."""
    before = _bytes(project, "pyproject.toml")
    end = "\r\n" if b"\r\n" in before else "\n"
    text = f"{HEADER}[tool.{TABLE}]\n{toml(settings)}".rstrip("\n") + "\n"
    gap = b""
    if before:
        gap = end.encode() * (1 if before.endswith(b"\n") else 2)
    content = before + gap + text.replace("\n", end).encode()
    try:
        read = tomllib.loads(content.decode())
        whole = read["tool"].pop(TABLE) == dict(settings)
    except (ValueError, KeyError):
        whole = False
    if not whole:
        raise Refused(words.CANNOT_APPEND)
    return Addition("pyproject.toml", content, is_longer=bool(before))


def _tool(wanted: Wanted, facts: Mapping[str, object]) -> list[Addition]:
    """Return the files of the tool's folder."""
    folder = wanted.folder
    found = [
        Addition(f"{folder}/README.md", _rendered("adopted/README.md", facts)),
        Addition(f"{folder}/.gitignore", b"__pycache__/\n"),
    ]
    oldest = {"python_min": _oldest(wanted.requires_python), "adopted": "yes"}
    for name in ("release.py", "run.py"):
        source = Path(
            questions.template(), "{{cookiecutter.project_slug}}", "tools", name
        )
        text = _environment().from_string(source.read_text(encoding="utf-8"))
        starter = text.render(cookiecutter=oldest).replace("tools/", f"{folder}/")
        found.append(Addition(f"{folder}/{name}", starter.encode()))
    for path in sorted(SOURCE.rglob("*")):
        if path.is_file() and not LEFTOVERS & set(path.parts):
            name = path.relative_to(SOURCE).as_posix()
            found.append(Addition(f"{folder}/{PACKAGE}/{name}", path.read_bytes()))
    return found


def _ignored(project: Project) -> list[Addition]:
    """Return .gitignore with lines for what the tool makes and git does not ignore yet."""
    lacking = []
    for name in IGNORED:
        is_known = project.has(name)
        is_ignored = git.said(
            project.root, "check-ignore", "--quiet", "--no-index", f"{name}/x"
        )
        if not is_known and is_ignored is None:
            lacking.append(name)
    if not lacking:
        return []
    before = _bytes(project, ".gitignore")
    end = "\r\n" if b"\r\n" in before else "\n"
    gap = end if before and not before.endswith(b"\n") else ""
    lines = "".join(f"/{name}{end}" for name in lacking)
    content = before + f"{gap}{lines}".encode()
    return [Addition(".gitignore", content, is_longer=bool(before))]


def _ci(
    project: Project, wanted: Wanted, facts: Mapping[str, object]
) -> list[Addition]:
    """Return the pipeline that rehearses, and with `publish-from = "ci"` the one that uploads."""
    ci = wanted.ci
    if project.folder or ci not in REHEARSE:  # a host reads pipelines only at the top
        return []
    found = [Addition(REHEARSE[ci], _rendered(f"adopted/{ci}.yml", facts))]
    if wanted.uploads:
        more = {**facts, **wanted.uploads, "release_file": f"/{pipelines.GITLAB}"}
        text = _rendered(f"adopted/{ci}-release.yml", more)
        found.append(Addition(pipelines.FILES[ci], text))
    return found


def _oldest(requires: str) -> str:
    """Return the oldest Python for both the tool and the package, such as "3.10"."""
    found = re.search(r">=\s*3\.(\d+)", requires)
    minor = max(int(found[1]) if found else 0, OLDEST_PYTHON[1])
    return f"{OLDEST_PYTHON[0]}.{minor}"


def _rendered(name: str, facts: Mapping[str, object]) -> bytes:
    text: str = _environment().get_template(name).render(**facts)
    return text.encode()


def _environment() -> Environment:
    import jinja2  # slow to start, and needless for --help

    folder = os.path.join(questions.template(), "templates")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - no page of the web is made
    )
    environment.globals["python"] = pythons.IN_PIPELINES
    environment.filters["plain"] = quoting.plain
    environment.filters["yaml"] = quoting.yaml
    return environment


def _bytes(project: Project, name: str) -> bytes:
    """Return the bytes of a committed file; nothing when there is none."""
    place = f"{project.head}:{project.path(name)}"
    command = ["git", "cat-file", "blob", place]
    done = subprocess.run(command, cwd=project.top, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else b""
