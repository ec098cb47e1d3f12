"""Settings of Sphinx, which makes a website of this folder: `make docs`."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(ROOT / "release-tool" / "src")]

from docs import reference_pages  # noqa: E402 (the path has to be set first)

project = "Shipyard"
author = "The Shipyard authors"
copyright = author  # noqa: A001 (Sphinx calls it that)
release = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]["version"]

extensions = ["myst_parser"]  # pages in Markdown
myst_heading_anchors = 3  # so that a link can lead to a heading
exclude_patterns = ["__pycache__"]
html_theme = "furo"
html_title = f"{project} {release}"

reference_pages.write(HERE / "reference")
