"""Read the dependencies of the distribution from the file that a copied tool is installed from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

REQUIREMENTS = "src/shipyard_release/requirements.txt"


class RequirementsHook(MetadataHookInterface):
    """Sets `dependencies`, which pyproject.toml declares as dynamic."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add each line that is not a comment."""
        text = Path(self.root, REQUIREMENTS).read_text(encoding="utf-8")
        lines = [line.strip() for line in text.splitlines()]
        metadata["dependencies"] = [
            line for line in lines if line and not line.startswith("#")
        ]
