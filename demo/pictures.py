"""The pictures of the documentation, as SVG: what a terminal shows in real runs."""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style
from rich.terminal_theme import DIMMED_MONOKAI

from demo import moments
from demo.sandbox import Sandbox, open_sandbox
from testkit.terminal import DOWN, ENTER, ERASE_LINE, Terminal, terminal
from testkit.tree import ROOT

PICTURES = ROOT / "docs" / "pictures"
ANSWERS = (
    "Tide Tables",
    "When the water comes, and when it goes.",
    "Ada Lovelace",
    "ada@example.com",
)
# rich's SVG asks a content network for its font; a picture should ask nobody.
FOREIGN_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
# What pyte calls two colours differently from rich.
COLOURS = {"brown": "yellow", "brightbrown": "bright_yellow"}
HEX = re.compile(r"[0-9a-f]{6}")


def main() -> int:
    """Take every picture anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with open_sandbox() as sandbox:
        picture("wizard", "shipyard new", wizard(sandbox))
        project = start_a_project(sandbox)
        recording("rehearse", "make rehearse", rehearse(sandbox, project))
        picture("release", "make release BUMP=minor", release(sandbox, project))
    return 0


def wizard(sandbox: Sandbox) -> Terminal:
    """The recommended way, up to the review, with one glance down the list."""
    with tempfile.TemporaryDirectory(dir=sandbox.folder) as folder:
        Path(folder, "notes.txt").touch()
        command = [sys.executable, "-m", "shipyard", "new"]
        with terminal(
            command, cwd=Path(folder), env=sandbox.env, columns=84, rows=35
        ) as screen:
            screen.see("How do you want to start?")
            screen.type(ENTER)
            for number, text in enumerate((*ANSWERS, "", ""), start=1):
                screen.see(f"[{number}/6]")
                if text:
                    screen.type(ERASE_LINE, text)
                screen.type(ENTER)
            screen.see("folder")
            screen.type(DOWN)
            screen.see("» Create the project, then")
    return screen


def start_a_project(sandbox: Sandbox) -> Path:
    """Make a project with a remote, an index and both environments, before a picture is taken."""
    project = sandbox.folder / "tide-tables"
    new = [
        sys.executable,
        "-m",
        "shipyard",
        "new",
        "--yes",
        "--project-name",
        "Tide Tables",
    ]
    sandbox.do(*new, "--output-dir", str(sandbox.folder), cwd=sandbox.folder)
    for command in (
        ("git", "init", "--quiet", "--initial-branch=main"),
        ("git", "add", "."),
        ("git", "commit", "--quiet", "--message", "Start"),
        ("git", "init", "--quiet", "--bare", str(sandbox.folder / "tide-tables.git")),
        # A picture shows this address. It must not show a folder of this machine.
        ("git", "remote", "add", "origin", "../tide-tables.git"),
        ("git", "push", "--quiet", "--set-upstream", "origin", "main"),
        ("make", "install"),
        ("make", "build"),  # makes the release tool's environment
    ):
        sandbox.do(*command, cwd=project)
    sandbox.folder.joinpath("home", ".pypirc").write_text(
        sandbox.index.pypirc("company"), encoding="utf-8"
    )
    return project


def rehearse(sandbox: Sandbox, project: Path) -> Terminal:
    """A whole rehearsal."""
    command = ("make", "rehearse")
    with terminal(
        command, cwd=project, env=sandbox.env, columns=104, rows=24
    ) as screen:
        if screen.end(seconds=600):
            raise SystemExit(screen.text)
    return screen


def release(sandbox: Sandbox, project: Path) -> Terminal:
    """A second release, with the question before anything becomes public."""
    command = ("make", "release", "BUMP=minor", "TO=company")
    with terminal(
        command, cwd=project, env=sandbox.env, columns=104, rows=20
    ) as screen:
        screen.see("becomes public", seconds=300)
        screen.type("y", ENTER)
        if screen.end(seconds=300):
            raise SystemExit(screen.text)
    return screen


def picture(name: str, title: str, screen: Terminal) -> None:
    """Write what the terminal shows, in its colours."""
    _write(name, drawn(name, title, screen))


def recording(name: str, title: str, screen: Terminal) -> None:
    """Write the same, where each line appears as it did in the run."""
    came = moments.of_lines(screen.pieces, screen.screen.columns, screen.screen.lines)
    svg = drawn(name, title, screen)
    _write(name, moments.animated(svg, name, moments.shortened(came)))


def drawn(name: str, title: str, screen: Terminal) -> str:
    """Return what the terminal shows as SVG."""
    width = screen.screen.columns
    console = Console(
        record=True,
        width=width,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
    )
    for row in range(_used(screen)):
        cells = (_segment(screen.screen.buffer[row][column]) for column in range(width))
        console.print(Segments([*Segment.simplify(cells), Segment.line()]), end="")
    svg = console.export_svg(title=title, theme=DIMMED_MONOKAI, unique_id=name)
    return FOREIGN_FONT.sub("", svg)


def _write(name: str, svg: str) -> None:
    PICTURES.joinpath(f"{name}.svg").write_text(svg, encoding="utf-8")
    print(f"wrote {(PICTURES / name).relative_to(ROOT)}.svg")


def _used(screen: Terminal) -> int:
    rows = [
        number
        for number, line in enumerate(screen.screen.display, start=1)
        if line.strip()
    ]
    return max(rows)


def _segment(cell: Any) -> Segment:
    colour = COLOURS.get(cell.fg, cell.fg.replace("bright", "bright_"))
    if colour == "default":
        return Segment(cell.data, Style(bold=cell.bold))
    if HEX.fullmatch(colour):
        colour = f"#{colour}"
    return Segment(cell.data, Style(color=colour, bold=cell.bold))


if __name__ == "__main__":
    sys.exit(main())
