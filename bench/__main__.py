"""Run the benches named on the command line, or all of them: python -m bench [NAME ...]."""

from __future__ import annotations

import importlib
import sys

BENCHES = (
    "adoption",
    "check",
    "generation",
    "growth",
    "install",
    "judges",
    "pipeline",
    "rehearse",
    "rules",
    "spawn",
    "wizard",
)


def main(names: list[str]) -> int:
    """Run the benches of these names, or every bench, and return an exit status."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(
            f"no bench is called {', '.join(unknown)}; there are {', '.join(BENCHES)}",
            file=sys.stderr,
        )
        return 2
    for name in names or BENCHES:
        importlib.import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
