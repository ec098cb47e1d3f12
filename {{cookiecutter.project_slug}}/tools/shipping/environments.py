"""Fresh environments, to install and run a release in as its users would."""

from __future__ import annotations

import os
import sysconfig
import venv
from pathlib import Path

from shipping.command import PYTHON, Failed, environment, run
from shipping.report import Stop

BIN = "Scripts" if os.name == "nt" else "bin"
OFFLINE = ("--isolated", "--no-index", "--no-deps", "--no-cache-dir")


def try_out(folder: Path, requirement: str, package: str, version: str, *, offline: bool) -> None:
    """Install a requirement into a fresh environment, import its package and run its scripts.

    Offline its dependencies are borrowed from the environment of this program, else pip installs them
    from wherever the user installs from. Raises `Stop` when anything of that fails.
    """
    venv.create(folder, symlinks=os.name != "nt", with_pip=False)
    python = folder / BIN / "python"
    pip = (*PYTHON, "pip", "--python", str(python), "--quiet", "--disable-pip-version-check", "install")
    try:
        env = environment(("PIP_",), NO_PROXY="*", no_proxy="*") if offline else None
        run(*pip, *(OFFLINE if offline else ()), requirement, cwd=folder, env=env)
        if offline:
            _lend_dependencies(folder)
        seen = run(str(python), "-I", "-c", f"import {package}; print({package}.__version__)", cwd=folder)
        if seen.strip() != version:
            raise Failed((package,), 0, f"it says it is {seen.strip()}, not {version}")  # noqa: TRY301
        for script in _scripts(folder):
            run(str(folder / BIN / script), "--help", cwd=folder, limit=60)
    except Failed as error:
        raise Stop(
            f"It does not install and run in a fresh environment:\n{error}",
            "What was built is kept; an upload that was made stays as it is.",
            "Mend it and release the next version; `make release-abort` takes back an unpushed release.",
        ) from None


def _site_packages(folder: Path) -> Path:
    return next(folder.glob("[Ll]ib/python3*/site-packages"), folder / "Lib" / "site-packages")


def _lend_dependencies(folder: Path) -> None:
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (_site_packages(folder) / "borrowed.pth").write_text("\n".join(sorted(borrowed)), encoding="utf-8")


def _scripts(folder: Path) -> list[str]:
    """Return the console scripts of what was installed, by the entry points in its metadata."""
    listed = [
        path.read_text(encoding="utf-8")
        for path in _site_packages(folder).glob("*.dist-info/entry_points.txt")
    ]
    found: list[str] = []
    for text in listed:
        inside = text.partition("[console_scripts]")[2].partition("\n[")[0]
        found += [row.split("=")[0].strip() for row in inside.splitlines() if "=" in row]
    return found
