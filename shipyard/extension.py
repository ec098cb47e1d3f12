"""The Jinja extension that cookiecutter loads for this template."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment
from jinja2.ext import Extension


class ShipyardExtension(Extension):
    """Adds the filters that the template, its questions and its hooks use."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.globals["shipyard_home"] = str(Path(__file__).resolve().parents[1])
        environment.filters.update(
            distribution_name=lambda text: re.sub(r"[-_. ]+", "-", text).lower(),
            import_name=lambda text: text.replace("-", "_"),
            account_name=lambda text: text.replace(" ", "-").lower(),
            check_answers=lambda answers: "",
            python=python,
            toml=lambda text: '"' + text + '"',
            yaml=lambda text: '"' + text + '"',
            markdown=str,
            plain=str,
            pythons=lambda oldest: [f"3.{minor}" for minor in range(int(oldest[2:]), 16)],
        )


def python(value: Any) -> str:
    return repr(dict(value) if isinstance(value, dict) else value)
