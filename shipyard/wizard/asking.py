"""Ask an index for names: a program of its own, which runs with the Python that has pip.

    python asking.py NAME ...

pip needs longer for its start than a project needs to be made. So the index is asked without it, at
the address that pip is configured with, and pip is asked only for what that leaves open.

The wizard takes the words from here, so what is slow to import is imported inside functions.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from urllib.request import OpenerDirector

MARK = "shipyard asks for "
TAKEN = "taken"
FREE = "free"
TIMEOUT = 2
AT_ONCE = 8
PIP_OPTIONS = f"""
    -vv --pre --ignore-requires-python --no-input --no-color --disable-pip-version-check
    --retries 0 --timeout {TIMEOUT}
""".split()
# Where these are set, the way to the index is not for this program.
OTHER_WAYS = {"client-cert", "keyring-provider", "no-index", "proxy", "trusted-host"}
# A name that the index does not have may be at one of these.
OTHER_PLACES = {"extra-index-url", "find-links"}
SECTIONS = ("global", "index", ":env:")
NOT_FOUND = 404


def main(names: list[str]) -> None:
    """Print for each name what the index says, or what pip prints, between two marks."""
    from concurrent.futures import ThreadPoolExecutor

    ask = asker()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for name, answer in pool.map(lambda name: (name, ask(name)), names):
            print(MARK + name, flush=True)
            if answer:
                print(answer)
            else:
                ask_pip(name)
            print("\n" + MARK, flush=True)


def asker() -> Callable[[str], str]:
    """Return what asks the index for one name; it returns nothing where only pip can ask."""
    try:
        settings = dict(settings_of_pip())
        index = settings.get("index-url") or default_index()
        if settings.keys() & OTHER_WAYS or "@" in index:
            return only_pip_knows
        opener = opener_with(settings.get("cert"))
    except Exception:  # noqa: BLE001 - whatever another version of pip has elsewhere
        return only_pip_knows
    has_more = bool(settings.keys() & OTHER_PLACES)

    def ask(name: str) -> str:
        answer = status(opener, f"{index.rstrip('/')}/{name}/")
        return "" if answer == FREE and has_more else answer

    return ask


def only_pip_knows(_: str) -> str:
    """Return no answer, whatever the name is."""
    return ""


def settings_of_pip() -> Iterator[tuple[str, str]]:
    """Yield the options that count for all commands and for `pip index`, the stronger ones last."""
    from pip._internal.configuration import Configuration

    configuration = Configuration(isolated=False)
    configuration.load()
    found: list[tuple[str, str]] = []
    for key, value in configuration.items():
        # Newer versions have a table for each file.
        found += value.items() if isinstance(value, dict) else [(key, value)]
    for wanted in SECTIONS:
        for key, value in found:
            section, _, option = key.rpartition(".")
            if section == wanted and value:
                yield option, value


def default_index() -> str:
    """Return the index that pip asks where nobody names one."""
    from pip._internal.models.index import PyPI

    return str(PyPI.simple_url)


def opener_with(certificates: str | None) -> OpenerDirector:
    """Return what opens addresses, and trusts these certificates or else those of the system."""
    import ssl
    from urllib.request import HTTPSHandler, build_opener

    context = ssl.create_default_context(cafile=certificates)
    return build_opener(HTTPSHandler(context=context))


def status(opener: OpenerDirector, address: str) -> str:
    """Tell whether there is such a page; return nothing where that is not known."""
    import urllib.error

    try:
        with opener.open(address, timeout=TIMEOUT):
            return TAKEN
    except urllib.error.HTTPError as error:
        return FREE if error.code == NOT_FOUND else ""
    except (OSError, ValueError):
        return ""


def ask_pip(name: str) -> None:
    """Let pip ask, in this process, and print as much as it can."""
    import runpy

    sys.argv = ["pip", "index", "versions", name, *PIP_OPTIONS]
    with contextlib.suppress(SystemExit):
        runpy.run_module("pip", run_name="__main__", alter_sys=True)


def without_rustc() -> None:
    """Hide rustc from pip.

    pip would start it to tell the index its version, and where rustup provides it, that writes to
    the home folder.
    """
    which = shutil.which
    shutil.which = lambda name, *more, **words: (  # type: ignore[assignment]
        None if os.fspath(name) == "rustc" else which(name, *more, **words)
    )


if __name__ == "__main__":
    if sys.path[0] == os.path.dirname(os.path.abspath(__file__)):
        del sys.path[0]  # The modules beside this one are none of pip's.
    without_rustc()
    main(sys.argv[1:])
