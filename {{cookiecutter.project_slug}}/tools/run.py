"""Run a program of this project's environment. The environment is created when it is needed.

    python tools/run.py pytest                  run pytest in .venv
{%- if cookiecutter.adopted is not defined %}
    python tools/run.py --test                  run all tests in .venv, and report the coverage
{%- endif %}
    python tools/run.py --prepare               create or update .venv, and run nothing
    python tools/run.py --install               the same, with the Python that runs this
    python tools/run.py --wheel pytest tests    run pytest on the wheel in dist/, in .venv-wheel
    python tools/run.py --wheel --oldest pytest tests
                                                the same with the oldest dependencies; needs uv
{%- if cookiecutter.adopted is not defined %}
    python tools/run.py --wheel --test          run all tests on the wheel; also with --oldest
{%- endif %}

If uv is on PATH, it creates the environment. Otherwise venv and pip do. To work without uv, set
the variable UV to an empty value. All messages of this file go to stderr.

This file needs only Python. Python 3.6 can still read it, so that a Python that is too old for the
project gives one line. Python 3.5 and older give a syntax error.
"""

import glob
import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager

if False:  # only for type checkers: the import is slow
    from typing import Callable, Iterator

OLDEST_PYTHON = "{{ cookiecutter.python_min | plain }}"
{%- if cookiecutter.adopted is not defined %}
PACKAGE = "{{ cookiecutter.package_name | plain }}"
{%- endif %}
ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
# A change of one of these files can change what must be installed.
DECLARATION = ("pyproject.toml", "setup.py", "setup.cfg")
# An installation writes this file last, so an interrupted one does not count as complete.
MARK = "installed"
{%- if cookiecutter.adopted is not defined %}
NO_TESTS = 5  # pytest's exit status
{%- endif %}
# Variables that would direct an installation to another Python or to another folder.
REDIRECTIONS = (
    "PIP_DRY_RUN",
    "PIP_NO_DEPS",
    "PIP_PREFIX",
    "PIP_PYTHON",
    "PIP_ROOT",
    "PIP_TARGET",
    "PYTHONHOME",
    "PYTHONPATH",
    "UV_BREAK_SYSTEM_PACKAGES",
    "UV_PYTHON",
    "UV_SYSTEM_PYTHON",
    "VIRTUAL_ENV",
)


class Stop(Exception):
    """The command cannot continue. The text tells a person what is wrong and what to do."""


class InstallationFailed(Exception):
    """uv or pip ended with an error, and has printed it."""


class Environment:
    """A folder with its own Python and packages, which some files declare."""

    def __init__(
        self,
        name: str,
        *,
        declaration: "tuple[str, ...]",
        fill: "Callable[[Callable[..., None], str], None]",
        needs_uv: bool = False,
    ) -> None:
        """Describe an environment; this creates nothing.

        `name` is its folder in the project. `declaration` names the files that decide what is
        installed. `fill` installs it: its arguments are a function that installs requirements,
        and the path of the environment's Python. `needs_uv` means that pip cannot do it.
        """
        self.name = name
        self.folder = os.path.join(ROOT, name)
        self.python = program(self.folder, "python")
        self._declaration = declaration
        self._fill = fill
        self._needs_uv = needs_uv

    def prepare(self, *, anew: bool = False, with_this_python: bool = False) -> None:
        """Create or update it; do nothing if it is as declared.

        `anew` always creates it again. `with_this_python` creates it again if it has another
        version of Python than the one that runs this file. Raise `Stop` if that fails.
        """
        if with_this_python and not is_new_enough() and self._is_whole():
            say(
                "Python {} is too old for this project, which needs {} or newer; "
                "{} keeps Python {}.".format(
                    this_version(), OLDEST_PYTHON, self.name, version_of(self.folder)
                )
            )
        elif with_this_python and is_new_enough():
            anew = self._changes_python() or anew
        if self.is_as_declared() and not anew:
            return
        with locked(os.path.join(ROOT, ".venv.lock")):
            # Another command may have created it while this one waited.
            if anew or not self.is_as_declared():
                self._install(anew=anew or not self._is_whole())

    def _changes_python(self) -> bool:
        """Return whether another version of Python runs this file, and tell the person."""
        before = version_of(self.folder)
        if before and before != this_version():
            say(
                "{name} had Python {before} and gets Python {now}. To keep {before}: "
                "make install PYTHON=python{before}, "
                "or without make: python{before} tools/run.py --install".format(
                    name=self.name, before=before, now=this_version()
                )
            )
        return before != this_version()

    def _install(self, *, anew: bool) -> None:
        """Install what is declared, with `anew` into an empty folder."""
        declared = self._declared()
        uv = find_uv()
        if self._needs_uv and not uv:
            raise Stop("To choose the oldest dependencies, uv is needed. It is not installed.")
        if anew:
            if not uv:
                refuse_unfit_python()
            patience = "" if uv else "; pip may take a minute or two"
            say("Creating {}{}".format(self.name, patience))
            remove(self.folder)
        else:
            say("Updating {}".format(self.name))
        if not (uv and self._install_with_uv(uv)):
            self._install_with_pip()
        with open(os.path.join(self.folder, MARK), "wb") as file:
            file.write(declared)
        if anew:
            say("{} has Python {}".format(self.name, version_of(self.folder)))

    def _install_with_uv(self, uv: str) -> bool:
        """Return whether it worked. pip may know a proxy or certificate that uv does not know."""
        try:
            if not os.path.exists(self.python):
                wanted = this_python() if is_new_enough() else ">=" + OLDEST_PYTHON
                execute(uv, "venv", "--quiet", "--python", wanted, self.folder)
            command = [uv, "pip", "install", "--quiet", "--python", self.python]
            self._fill(lambda *words: execute(*(command + list(words))), self.python)
        except InstallationFailed:
            if self._needs_uv:
                raise Stop("uv could not install this; see its message above.") from None
            say("uv could not install this; trying with pip")
            return False
        return True

    def _install_with_pip(self) -> None:
        """Install with venv and pip. Raise `Stop` if that does not work either."""
        pip = [self.python, "-I", "-m", "pip", "--disable-pip-version-check"]
        try:
            if not os.path.exists(self.python):
                refuse_unfit_python()
                execute(this_python(), "-I", "-m", "venv", self.folder)
            if not has_module(self.python, "pip"):
                execute(self.python, "-I", "-m", "ensurepip", output=subprocess.DEVNULL)
            command = pip + ["install", "--quiet"]
            execute(*(command + ["pip>=25.1"]))  # the first that knows dependency groups
            self._fill(lambda *words: execute(*(command + list(words))), self.python)
        except InstallationFailed:
            raise Stop(
                "pip could not install this; see its message above. The next command tries again."
            ) from None

    def _is_whole(self) -> bool:
        """Return whether its installation is complete, and the folder was not moved since."""
        path, _, _ = self._mark().partition(b"\n")
        return path == os.fsencode(ROOT) and os.path.exists(self.python)

    def is_as_declared(self) -> bool:
        """Return whether it is complete and the declaration has not changed since."""
        return self._is_whole() and self._mark() == self._declared()

    def _mark(self) -> bytes:
        """Return what the last complete installation wrote; nothing if there was none."""
        return content(os.path.join(self.folder, MARK))

    def _declared(self) -> bytes:
        """Return the project's folder and a digest of all files that decide what is installed.

        Dates do not count: git changes the date of a file whose content it restores.
        """
        digest = hashlib.sha256()
        for name in self._declaration:
            text = content(os.path.join(ROOT, name))
            digest.update("{} {}\n".format(name, len(text)).encode() + text)
        return os.fsencode(ROOT) + b"\n" + digest.hexdigest().encode()


def development() -> Environment:
    """Return .venv: this package from its sources, and the tools that test and check it."""

    def fill(install: "Callable[..., None]", _: str) -> None:
{%- if cookiecutter.adopted is not defined %}
        refuse_other_fields()
{%- endif %}
        install("--group", "dev")
        # setuptools came with the group; without it, each change would need a network.
        install("--no-build-isolation", "--editable", ".")

    return Environment(".venv", declaration=DECLARATION, fill=fill)


{% if cookiecutter.adopted is not defined -%}
def refuse_other_fields() -> None:
    """Raise `Stop` if setup.py and pyproject.toml name different fields.

    setuptools would stop with a traceback. Older Pythons cannot read pyproject.toml.
    """
    folder = os.path.dirname(os.path.realpath(__file__))
    module = os.path.join(folder, "shipyard_release", "bridge.py")
    if sys.version_info < (3, 11) or not os.path.exists(module):
        return
    sys.path.insert(0, folder)
    from pathlib import Path

    from shipyard_release import bridge, words

    for problem in bridge.problems(bridge.in_folder(Path(ROOT))):
        remedy = problem.remedies[0]
        told = words.sentence(problem), words.label(remedy.label), remedy.path
        raise Stop("{} {}: {}".format(*told))


{% endif -%}
def wheel_alone(*, oldest: bool) -> Environment:
    """Return .venv-wheel, which has only this project's wheel in dist/ and what its tests need.

    With `oldest` it gets the oldest dependencies that setup.py allows. Raise `Stop` unless there
    is exactly one wheel.
    """
    wheels = own_wheels()
    command = "make build, or python tools/release.py build"
    if not wheels:
        raise Stop("There is no wheel in dist/. To build one: " + command)
    if len(wheels) > 1:
        names = ", ".join(sorted(map(os.path.basename, wheels)))
        raise Stop(
            "dist/ has {} wheels of this project: {}. To keep only one: {}".format(
                len(wheels), names, command
            )
        )
    resolution = ["--resolution", "lowest-direct"] if oldest else []

    def fill(install: "Callable[..., None]", _: str) -> None:
        install(*(resolution + wheels + ["--group", "test"]))

    return Environment(".venv-wheel", declaration=DECLARATION, fill=fill, needs_uv=oldest)


def own_wheels() -> "list[str]":
    """Return this project's wheels in dist/: those of its version, or else of any version."""
    found = glob.glob(os.path.join(glob.escape(ROOT), "dist", "*.whl"))
    # A wheel is called NAME-VERSION-...; its name has _ for every run of -, _ and dots.
    name = plain_name(declared("name"))
    mine = [path for path in found if plain_name(wheel_parts(path)[0]) == name]
    version = written_version()
    return [path for path in mine if wheel_parts(path)[1:2] == [version]] or mine


def wheel_parts(path: str) -> "list[str]":
    """Return the parts of a wheel's file name."""
    return os.path.basename(path).split("-")


def plain_name(name: str) -> str:
    """Return the normalised name of a project, so that two spellings of it are equal."""
    for separator in "_.":
        name = name.replace(separator, "-")
    return "-".join(part for part in name.lower().split("-") if part)


def declared(key: str) -> str:
    """Return the text that pyproject.toml has for a key; "" if there is none.

    It takes the first such line, because Python 3.6 has no TOML parser.
    """
    return assigned(content(os.path.join(ROOT, "pyproject.toml")), key)


def written_version() -> str:
    """Return the version that the version file assigns; "" if there is none."""
    path = os.path.join(ROOT, declared("version-file"))
    return assigned(content(path), "__version__")


def assigned(data: bytes, key: str) -> str:
    """Return the text that the first line of the form `key = "text"` assigns; "" if none does."""
    for line in data.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition("=")
        if name.strip() == key:
            return value.partition("#")[0].strip().strip("\"'")
    return ""


def program(folder: str, name: str, system: str = os.name) -> str:
    """Return the path of a program in an environment, as the system writes it."""
    if system == "nt":
        return os.path.join(folder, "Scripts", name + ".exe")
    return os.path.join(folder, "bin", name)


def this_version() -> str:
    """Return the version of the Python that runs this, such as "3.12"."""
    return "{}.{}".format(*sys.version_info[:2])


def version_of(folder: str) -> str:
    """Return the version of an environment's Python, such as "3.12"; "" if there is none."""
    for line in content(os.path.join(folder, "pyvenv.cfg")).decode().splitlines():
        key, _, value = line.partition("=")
        if key.strip() in ("version", "version_info"):
            return ".".join(value.strip().split(".")[:2])
    return ""


def this_python(system: str = os.name) -> str:
    """Return the Python that runs this file, or the one that created its environment.

    An environment's own Python cannot create that environment again.
    """
    if sys.prefix == sys.base_prefix:
        return sys.executable
    name = "python.exe" if system == "nt" else os.path.join("bin", "python" + this_version())
    made_from = os.path.join(sys.base_prefix, name)
    return made_from if os.path.exists(made_from) else sys.executable


def is_new_enough() -> bool:
    """Return whether the Python that runs this file can run the project."""
    return sys.version_info[:2] >= tuple(map(int, OLDEST_PYTHON.split(".")))


def refuse_unfit_python() -> None:
    """Raise `Stop` if the Python that runs this is too old, or cannot make environments."""
    if not is_new_enough():
        raise Stop(
            "{name} is Python {version}; this project needs {oldest} or newer. "
{%- if cookiecutter.adopted is defined %}
            "Start tools/release.py with another one, such as python{oldest}.".format(
{%- else %}
            "Use another one: make install PYTHON=python{oldest}, "
            "or without make: python{oldest} tools/run.py --install".format(
{%- endif %}
                name=os.path.basename(sys.executable) or "python",
                version=this_version(),
                oldest=OLDEST_PYTHON,
            )
        )
    # Debian has this in a separate package.
    if not has_module(this_python(), "ensurepip"):
        raise Stop(
            "This Python has no venv module. On Debian and Ubuntu: "
            "sudo apt install python{}-venv".format(this_version())
        )


def has_module(python: str, name: str) -> bool:
    """Return whether a Python can import a module."""
    return subprocess.call([python, "-I", "-c", "import " + name], stderr=subprocess.DEVNULL) == 0


def find_uv() -> str:
    """Return the path of uv: the value of the variable UV, else uv on PATH, else ""."""
    return os.environ.get("UV", shutil.which("uv") or "")


def execute(*command: str, output: "int | None" = None) -> None:
    """Run a part of an installation; its output goes to stderr, or to `output`.

    Raise `InstallationFailed` if it ends with an error.
    """
    env = {name: value for name, value in os.environ.items() if name not in REDIRECTIONS}
    env["PIP_USER"] = "0"  # a file of settings may say otherwise
    if subprocess.call(command, cwd=ROOT, env=env, stdout=output or sys.stderr):
        raise InstallationFailed


def content(path: str) -> bytes:
    """Return the content of a file; nothing if there is no such file."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return b""


def remove(folder: str) -> None:
    """Remove a folder and everything in it, if it is there."""
    if os.path.lexists(folder):
        shutil.rmtree(folder)


@contextmanager
def locked(path: str) -> "Iterator[None]":
    """Let only one command at a time continue; the system frees the lock when a process ends.

    The file is not removed: otherwise two commands could lock two files of the same name.
    """
    with open(path, "a") as file:
        wait_for_lock(file.fileno())
        yield


if sys.platform == "win32":

    def wait_for_lock(file: int) -> None:
        """Wait for the lock on an open file. `locking` itself waits no longer than ten seconds."""
        import msvcrt

        while True:
            try:
                msvcrt.locking(file, msvcrt.LK_LOCK, 1)
            except OSError:
                say("Waiting for another command, which creates an environment")
            else:
                return

else:

    def wait_for_lock(file: int) -> None:
        """Wait for the lock on an open file."""
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another command, which creates an environment")
            fcntl.flock(file, fcntl.LOCK_EX)


def say(text: str) -> None:
    """Print a message for a person to stderr; stdout is for the program that is run."""
    print(text, file=sys.stderr, flush=True)


def start(path: str, arguments: "list[str]", system: str = os.name) -> int:
    """Replace this process with a program; on Windows, run it and return its exit status."""
    sys.stdout.flush()
    if system != "nt":
        os.execv(path, [path] + arguments)
    return wait_for([path] + arguments)


def wait_for(command: "list[str]") -> int:
    """Run a program and return its exit status."""
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            pass  # the program got the same Ctrl-C, and decides what to do


{%- if cookiecutter.adopted is not defined %}


def test(environment: Environment, *, wheel: bool) -> int:
    """Run all tests in an environment and report their coverage. Return the exit status.

    Sources and wheel are measured in the same way: examples in docstrings count as well.
    """
    os.chdir(ROOT)
    coverage = program(environment.folder, "coverage")
    words = ["--pyargs", PACKAGE] if wheel else []
    if wheel and os.path.isdir("tests"):
        words.append(os.path.abspath("tests"))
    status = wait_for([coverage, "run", "-m", "pytest"] + words)
    if status == NO_TESTS:
        say("There are no tests yet. Write the first one in tests/, for example in test_first.py.")
        return 0
    return status or wait_for([coverage, "report"])
{%- endif %}


def start_in(environment: Environment, words: "list[str]") -> int:
    """Run a program of an environment. Raise `Stop` if there is no such program."""
    path = program(environment.folder, words[0])
    if not os.path.exists(path):
        raise Stop(
            '{} has no program "{}". Its programs come from [dependency-groups] in '
            "pyproject.toml.".format(environment.name, words[0])
        )
    return start(path, words[1:])


def main(arguments: "list[str]") -> int:
    """Run a command line. Return the exit status: 0 done, 1 stopped, 2 wrong usage."""
    options = []
    words = list(arguments)
    while words and words[0].startswith("-"):
        options.append(words.pop(0))
    if options in (["--help"], ["-h"]):
        print(__doc__)
        return 0
    if options == ["--prepare"] and not words:
        development().prepare()
        return 0
    if options == ["--install"] and not words:
        development().prepare(with_this_python=True)
        return 0
{%- if cookiecutter.adopted is not defined %}
    is_test = "--test" in options
    if is_test:
        options.remove("--test")
    if bool(words) == is_test or options not in ([], ["--wheel"], ["--wheel", "--oldest"]):
{%- else %}
    if not words or options not in ([], ["--wheel"], ["--wheel", "--oldest"]):
{%- endif %}
        say(__doc__ or "")
        return 2
    if not options:
        environment = development()
        environment.prepare()
    else:
        environment = wheel_alone(oldest="--oldest" in options)
        environment.prepare(anew=True)
{%- if cookiecutter.adopted is not defined %}
    if is_test:
        return test(environment, wheel=bool(options))
{%- endif %}
    return start_in(environment, words)


def in_words(action: "Callable[[list[str]], int]", arguments: "list[str]") -> int:
    """Run a main function, and print in one line what stops it. Return the exit status."""
    try:
        return action(arguments)
    except (Stop, OSError) as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        say("Interrupted. The next command starts the installation again.")
        return 130


if __name__ == "__main__":
    sys.exit(in_words(main, sys.argv[1:]))
