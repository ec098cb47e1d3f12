"""Finish the new project: version file, git, next steps."""

import sys
from pathlib import Path


def main(answers: dict) -> int:
    package = Path("src", answers["package_name"])
    package.joinpath("_version.py").write_text(
        f'"""The one place of the version; `make release` raises it."""\n\n__version__ = "{answers["version"]}"\n'
    )
    return 0


if __name__ == "__main__":
    sys.exit(main({{cookiecutter | python}}))
