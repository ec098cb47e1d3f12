"""Generated projects that several tests look at and none changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from testkit import baking
from testkit.running import environment, path_of

MAKER = {
    "project_name": "Harbour Log",
    "author_name": "Zoë O'Brien, Jr.",
    "author_email": "zoe@example.org",
}


@pytest.fixture(scope="session", name="env")
def _env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a person who has told git who they are."""
    config = tmp_path_factory.mktemp("git") / "config"
    config.write_text(
        "[user]\n\tname = Test Person\n\temail = test@example.com\n[init]\n\tdefaultBranch = main\n"
    )
    return environment(GIT_CONFIG_GLOBAL=str(config), GIT_CONFIG_SYSTEM="/dev/null")


@pytest.fixture(name="own")
def _own(env: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The same with uv, and with no Python on PATH but the system's."""
    return env | {"PATH": path_of(tmp_path / "bin", "uv", "git")}


@pytest.fixture(scope="session", name="generate")
def _generate(
    tmp_path_factory: pytest.TempPathFactory, env: dict[str, str]
) -> Callable[..., Path]:
    """Generate a project in a new folder; may be used from fixtures of every scope."""

    def make(**answers: str) -> Path:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
                patch.setenv(name, env[name])
            return baking.bake(tmp_path_factory.mktemp("projects"), **answers)

    return make


@pytest.fixture(scope="session", name="project")
def _project(generate: Callable[..., Path]) -> Path:
    """The project that the defaults make. For reading only."""
    return generate()


@pytest.fixture(name="make_project")
def _make_project(generate: Callable[..., Path]) -> Callable[..., Path]:
    """Generate a project that the test may change, with awkward but ordinary answers."""
    return lambda **answers: generate(**(MAKER | answers))
