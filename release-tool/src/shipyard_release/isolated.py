"""A project's own build, as `pip install` and `python -m build` run it: with a network, isolated.

A release builds otherwise: from what the environment of this tool lends (`build.py`).
"""

from __future__ import annotations

import shutil
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from packaging.metadata import RawMetadata, parse_email

from shipyard_release.build import CLEAN, FOREIGN, compile_backend, told_by_backend
from shipyard_release.process import environment, run

if TYPE_CHECKING:
    from build import ProjectBuilder
    from build.env import DefaultIsolatedEnv

Kind = Literal["sdist", "wheel"]


@dataclass(frozen=True)
class Backend:
    """A project's build backend, in an environment that has what it requires."""

    builder: ProjectBuilder
    environment: DefaultIsolatedEnv

    def at(self, source: Path) -> Backend:
        """Return the backend of the same project in another folder, in the same environment.

        Raises `ProgramFailed` when what it requires there cannot be had.
        """
        from build import ProjectBuilder  # noqa: PLC0415 - slow to import, and few commands build

        with told_by_backend():
            builder = ProjectBuilder.from_isolated_env(
                self.environment, source, runner=_run
            )
            self.environment.install(builder.get_requires_for_build("wheel"))
        return Backend(builder, self.environment)

    def build(self, kind: Kind, folder: Path) -> Path:
        """Build one distribution into `folder`; raises `ProgramFailed` when it does not build."""
        with told_by_backend():
            self.environment.install(self.builder.get_requires_for_build(kind))
            return Path(self.builder.build(kind, folder))

    def requirements(self) -> list[str]:
        """Return what a build requires: what `[build-system]` names, and what the backend asks."""
        with told_by_backend():
            asked = [
                self.builder.get_requires_for_build(kind) for kind in ("sdist", "wheel")
            ]
        return sorted(self.builder.build_system_requires.union(*asked))

    def metadata(self, folder: Path) -> RawMetadata:
        """Return the metadata that the project has as its files are now."""
        with told_by_backend():
            path = Path(self.builder.metadata_path(folder))
        fields, _ = parse_email((path / "METADATA").read_bytes())
        return fields


@contextmanager
def backend(source: Path) -> Generator[Backend]:
    """Yield the backend of the project in a folder, until the block ends.

    Raises `ProgramFailed` when what it requires cannot be had.
    """
    from build import ProjectBuilder  # noqa: PLC0415 - slow to import, and few commands build
    from build.env import DefaultIsolatedEnv  # noqa: PLC0415 - as above

    installer: Literal["pip", "uv"] = "uv" if shutil.which("uv") else "pip"
    with told_by_backend(), DefaultIsolatedEnv(installer=installer) as isolated:
        builder = ProjectBuilder.from_isolated_env(isolated, source, runner=_run)
        isolated.install(builder.build_system_requires)
        compile_backend(source, Path(isolated.path).glob("[Ll]ib/**/site-packages"))
        yield Backend(builder, isolated)


def _run(
    cmd: Sequence[str],
    cwd: str | None = None,
    extra_environ: Mapping[str, str] | None = None,
) -> None:
    """Run a hook of the backend without showing what it prints."""
    variables = {**environment(drop=FOREIGN, **CLEAN), **(extra_environ or {})}
    run(*cmd, cwd=Path(cwd) if cwd else None, env=variables)
