"""Keeps in each distribution which repository and commit it was built from.

A project records the template that made it, for later updates. An installed Shipyard is outside
of any repository, and would have nothing to record without this.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SourceHook(BuildHookInterface[Any]):
    """Adds the file that `shipyard/record.py` looks for beside the template."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        from shipyard import record

        template, commit = record.source(self.root)
        if version == "editable" or commit is None:
            return
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name, record.KEPT)
        path.write_text(json.dumps([template, commit]), encoding="utf-8")
        inside = f"shipyard/template/{record.KEPT}" if self.target_name == "wheel" else record.KEPT
        build_data["force_include"][str(path)] = inside
