"""Look inside a built sdist and wheel."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path
from typing import Any

from packaging.metadata import Metadata


def sdist_names(folder: Path) -> set[str]:
    """The files of the only sdist in a folder, without its top folder and what setuptools adds."""
    [path] = folder.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {member.name.partition("/")[2] for member in archive if member.isfile()}
    return {name for name in names if ".egg-info/" not in name} - {
        "PKG-INFO",
        "setup.cfg",
    }


def sdist_metadata(folder: Path) -> Any:
    """What the only sdist in a folder says about itself, checked by the rules for metadata."""
    [path] = folder.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        file = archive.extractfile(f"{path.name.removesuffix('.tar.gz')}/PKG-INFO")
        assert file is not None
        return Metadata.from_email(file.read())


def wheel_files(folder: Path) -> dict[str, bytes]:
    """The files of the only wheel in a folder."""
    [path] = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def wheel_metadata(folder: Path) -> Any:
    """What the only wheel in a folder says about itself, checked by the rules for metadata."""
    [metadata] = [
        text
        for name, text in wheel_files(folder).items()
        if name.endswith(".dist-info/METADATA")
    ]
    return Metadata.from_email(metadata)
