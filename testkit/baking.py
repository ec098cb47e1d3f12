"""Generate projects for tests, the way `cookiecutter` does it."""

from __future__ import annotations

import json
from pathlib import Path

from cookiecutter.main import cookiecutter

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS: dict[str, object] = json.loads((ROOT / "cookiecutter.json").read_text(encoding="utf-8"))

# The questions with choices, and their choices.
CHOICES = {
    name: found for name, found in QUESTIONS.items() if isinstance(found, list) and name[0] != "_"
}


def bake(folder: Path, **answers: str) -> Path:
    """Generate a project inside `folder` and return its path.

    cookiecutter ignores an answer to a question that does not exist, and a test with such an answer
    would test nothing. So it raises `KeyError` here.
    """
    for name in answers:
        if name not in QUESTIONS or name.startswith("_"):
            raise KeyError(f"no question is called {name!r}")
    home = folder / ".cookiecutter"
    home.mkdir(parents=True, exist_ok=True)
    config = home / "config.yaml"
    config.write_text(
        json.dumps({"cookiecutters_dir": str(home), "replay_dir": str(home)}), encoding="utf-8"
    )
    made = cookiecutter(
        str(ROOT),
        no_input=True,
        output_dir=str(folder),
        extra_context=answers,
        config_file=str(config),
    )
    return Path(made)
