"""Run a program of this project's environment. The environment is made when it is needed.

    python tools/run.py pytest                  run pytest in .venv
{%- if cookiecutter.adopted is not defined %}
    python tools/run.py --test                  run all tests in .venv, and report what they reach
{%- endif %}
    python tools/run.py --prepare               make .venv, or bring it up to date, and run nothing
    python tools/run.py --install               the same, with the Python that runs this
    python tools/run.py --wheel pytest tests    run pytest on the wheel in dist/, in .venv-wheel
    python tools/run.py --wheel --oldest pytest tests
                                                the same with the oldest dependencies; needs uv
{%- if cookiecutter.adopted is not defined %}
    python tools/run.py --wheel --test          run all tests on the wheel; also with --oldest
{%- endif %}

uv makes the environment if it is on PATH, else venv and pip do. To do without uv, set the
variable UV to nothing. All that this file itself says goes to stderr.

This file needs nothing but Python. Python 3.6 can still read it, so that a Python that is too old
for the project gets one line; Python 3.5 and older stop at the syntax.
"""

import glob
import hashlib
import os
{%- if cookiecutter.adopted is not defined %}
import pathlib
{%- endif %}
import shutil
import subprocess
import sys
from contextlib import contextmanager

if False:  # for type checkers alone: the import would take longer than all the rest
    from typing import Callable, Iterator

OLDEST_PYTHON = "{{ cookiecutter.python_min | plain }}"
{%- if cookiecutter.adopted is not defined %}
PACKAGE = "{{ cookiecutter.package_name | plain }}"
{%- endif %}
ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
# Whatever changes one of these may change what must be installed.
DECLARATION = ("pyproject.toml", "setup.py", "setup.cfg")
# An installation writes this last, so that an interrupted one is not taken for a whole one.
MARK = "installed"
{%- if cookiecutter.adopted is not defined %}
NO_TESTS = 5  # pytest's exit status
{%- endif %}
# A person's settings that would make another Python or another folder the goal of an installation.
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
    """It cannot go on. The text tells a person what is wrong and what to do next."""


class InstallationFailed(Exception):
    """uv or pip ended with an error, and has said which."""


class Environment:
    """A folder with a Python and packages of its own, made from what some files declare."""

    def __init__(
        self,
        name: str,
        *,
        declaration: "tuple[str, ...]",
        fill: "Callable[[Callable[..., None], str], None]",
        needs_uv: bool = False,
    ) -> None:
        """Describe it; nothing is made yet.

        `name` is its folder in the project. `declaration` names the files that decide what is
        installed. `fill` does that: it gets a function that installs the requirements it is
        called with, and the path of the environment's Python. `needs_uv` says that pip cannot.
        """
        self.name = name
        self.folder = os.path.join(ROOT, name)
        self.python = program(self.folder, "python")
        self._declaration = declaration
        self._fill = fill
        self._needs_uv = needs_uv

    def prepare(self, *, anew: bool = False, with_this_python: bool = False) -> None:
        """Make it, or bring it up to date; do nothing if it is as declared.

        `anew` makes it from nothing in any case. `with_this_python` does so if it has another
        version of Python than the one that runs this. Raise `Stop` if that fails.
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
            # Another command may have made it while this one waited.
            if anew or not self.is_as_declared():
                self._install(anew=anew or not self._is_whole())

    def _changes_python(self) -> bool:
        """Tell whether its Python is another than the one that runs this, and tell the person."""
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
        """Install what is declared, into an empty folder if it is made anew."""
        declared = self._declared()
        uv = find_uv()
        if self._needs_uv and not uv:
            raise Stop("The oldest dependencies need uv, which is not installed; pip cannot.")
        if anew:
            if not uv:
                refuse_unfit_python()
            patience = "" if uv else "; pip may take a minute or two"
            say("Making {}{}".format(self.name, patience))
            remove(self.folder)
        else:
            say("Bringing {} up to date".format(self.name))
        if not (uv and self._install_with_uv(uv)):
            self._install_with_pip()
        with open(os.path.join(self.folder, MARK), "wb") as file:
            file.write(declared)
        if anew:
            say("{} has Python {}".format(self.name, version_of(self.folder)))

    def _install_with_uv(self, uv: str) -> bool:
        """Return whether it worked. A proxy or certificate that uv does not know, pip may."""
        try:
            if not os.path.exists(self.python):
                wanted = this_python() if is_new_enough() else ">=" + OLDEST_PYTHON
                execute(uv, "venv", "--quiet", "--python", wanted, self.folder)
            command = [uv, "pip", "install", "--quiet", "--python", self.python]
            self._fill(lambda *words: execute(*(command + list(words))), self.python)
        except InstallationFailed:
            if self._needs_uv:
                raise Stop("uv could not install this; it said why above.") from None
            say("uv could not install this; trying with pip")
            return False
        return True

    def _install_with_pip(self) -> None:
        """Do it with what comes with Python. Raise `Stop` if that does not work either."""
        pip = [self.python, "-I", "-m", "pip", "--disable-pip-version-check"]
        try:
            if not os.path.exists(self.python):
                refuse_unfit_python()
                execute(this_python(), "-I", "-m", "venv", self.folder)
            if not has_module(self.python, "pip"):
                execute(self.python, "-I", "-m", "ensurepip", output=subprocess.DEVNULL)
            command = pip + ["install", "--quiet"]
            execute(*(command + ["pip>=25.1"]))  # the first that knows groups
            self._fill(lambda *words: execute(*(command + list(words))), self.python)
        except InstallationFailed:
            raise Stop(
                "pip could not install this; it said why above. The next command tries it again."
            ) from None

    def _is_whole(self) -> bool:
        """Tell whether an installation into it came to its end, and it was not moved since."""
        path, _, _ = self._mark().partition(b"\n")
        return path == os.fsencode(ROOT) and os.path.exists(self.python)

    def is_as_declared(self) -> bool:
        """Tell whether it is whole and nothing was declared since."""
        return self._is_whole() and self._mark() == self._declared()

    def _mark(self) -> bytes:
        """Return what the last whole installation wrote down; nothing if there was none."""
        return content(os.path.join(self.folder, MARK))

    def _declared(self) -> bytes:
        """Return where the project is and a digest of all that decides what is installed.

        It is the content that counts: git changes the date of a file whose content it restores.
        """
        digest = hashlib.sha256()
        for name in self._declaration:
            text = content(os.path.join(ROOT, name))
            digest.update("{} {}\n".format(name, len(text)).encode() + text)
        return os.fsencode(ROOT) + b"\n" + digest.hexdigest().encode()


def development() -> Environment:
    """Return .venv: this package, as its sources are, and what tests and checks it."""

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

    setuptools would tell it with a traceback. Older Pythons cannot read pyproject.toml.
    """
    folder = os.path.dirname(os.path.realpath(__file__))
    module = os.path.join(folder, "shipyard_release", "bridge.py")
    if sys.version_info < (3, 11) or not os.path.exists(module):
        return
    sys.path.insert(0, folder)
    from shipyard_release import bridge, words

    for problem in bridge.problems(bridge.in_folder(pathlib.Path(ROOT))):
        raise Stop(words.sentence(problem))


{% endif -%}
def wheel_alone(*, oldest: bool) -> Environment:
    """Return .venv-wheel: this project's wheel in dist/ and what its tests need, and nothing else.

    With `oldest` it gets the oldest dependencies that setup.py allows. Raise `Stop` unless there
    is just one wheel.
    """
    wheels = own_wheels()
    how = "make build, or python tools/release.py build"
    if not wheels:
        raise Stop("There is no wheel in dist/. To build one: " + how)
    if len(wheels) > 1:
        names = ", ".join(sorted(map(os.path.basename, wheels)))
        raise Stop(
            "dist/ has {} wheels of this project: {}. To leave one there: {}".format(
                len(wheels), names, how
            )
        )
    resolution = ["--resolution", "lowest-direct"] if oldest else []

    def fill(install: "Callable[..., None]", _: str) -> None:
        install(*(resolution + wheels + ["--group", "test"]))

    return Environment(".venv-wheel", declaration=DECLARATION, fill=fill, needs_uv=oldest)


def own_wheels() -> "list[str]":
    """Return this project's wheels in dist/: those of its version, or else of any other."""
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
    """Return the name of a project in the form in which two spellings of it are equal."""
    for separator in "_.":
        name = name.replace(separator, "-")
    return "-".join(part for part in name.lower().split("-") if part)


def declared(key: str) -> str:
    """Return the text that pyproject.toml has for a key; "" if there is none.

    It takes the first such line, because Python 3.6 has nothing that reads TOML.
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
    """Return the path of a program in an environment, in the form that the system uses."""
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
    """Return the Python that runs this; for one of an environment, the one that made it.

    An environment's own Python cannot make that environment anew.
    """
    if sys.prefix == sys.base_prefix:
        return sys.executable
    name = "python.exe" if system == "nt" else os.path.join("bin", "python" + this_version())
    made_from = os.path.join(sys.base_prefix, name)
    return made_from if os.path.exists(made_from) else sys.executable


def is_new_enough() -> bool:
    """Tell whether the Python that runs this can run the project."""
    return sys.version_info[:2] >= tuple(map(int, OLDEST_PYTHON.split(".")))


def refuse_unfit_python() -> None:
    """Raise `Stop` if the Python that runs this is too old, or cannot make environments."""
    if not is_new_enough():
        raise Stop(
            "{name} is Python {version}; this project needs {oldest} or newer. "
{%- if cookiecutter.adopted is defined %}
            "Start tools/release.py with another, such as python{oldest}.".format(
{%- else %}
            "Name another: make install PYTHON=python{oldest}, "
            "or without make: python{oldest} tools/run.py --install".format(
{%- endif %}
                name=os.path.basename(sys.executable) or "python",
                version=this_version(),
                oldest=OLDEST_PYTHON,
            )
        )
    # Debian has this in a package of its own.
    if not has_module(this_python(), "ensurepip"):
        raise Stop(
            "This Python comes without its venv module. On Debian and Ubuntu: "
            "sudo apt install python{}-venv".format(this_version())
        )


def has_module(python: str, name: str) -> bool:
    """Tell whether a Python can import a module."""
    return subprocess.call([python, "-I", "-c", "import " + name], stderr=subprocess.DEVNULL) == 0


def find_uv() -> str:
    """Return where uv is: what the variable UV says, else the one on PATH, else ""."""
    return os.environ.get("UV", shutil.which("uv") or "")


def execute(*command: str, output: "int | None" = None) -> None:
    """Run a part of an installation; what it prints goes to stderr, or to `output`.

    Raise `InstallationFailed` if it ends with an error.
    """
    env = {name: value for name, value in os.environ.items() if name not in REDIRECTIONS}
    env["PIP_USER"] = "0"  # a file of settings may say otherwise
    if subprocess.call(command, cwd=ROOT, env=env, stdout=output or sys.stderr):
        raise InstallationFailed


def content(path: str) -> bytes:
    """Return what a file holds; nothing if there is no such file."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return b""


def remove(folder: str) -> None:
    """Remove a folder with all that is in it, if it is there."""
    if os.path.lexists(folder):
        shutil.rmtree(folder)


@contextmanager
def locked(path: str) -> "Iterator[None]":
    """Let one command at a time go on; the system frees the lock when the process ends.

    The file stays: two commands could otherwise lock two files of the same name.
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
                say("Waiting for another command, which makes an environment")
            else:
                return

else:

    def wait_for_lock(file: int) -> None:
        """Wait for the lock on an open file."""
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another command, which makes an environment")
            fcntl.flock(file, fcntl.LOCK_EX)


def say(text: str) -> None:
    """Tell a person something; stdout belongs to the program that is run."""
    print(text, file=sys.stderr, flush=True)


def start(path: str, arguments: "list[str]", system: str = os.name) -> int:
    """Become a program, or on Windows wait for it and return its exit status."""
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
            pass  # the program got the same Ctrl-C, and decides what comes of it


{%- if cookiecutter.adopted is not defined %}


def test(environment: Environment, *, wheel: bool) -> int:
    """Run all tests in an environment and report what they reach. Return the exit status.

    Of the sources and of the wheel the same is measured: examples in docstrings count, too.
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
    """Run a program of an environment. Raise `Stop` if it has none of that name."""
    path = program(environment.folder, words[0])
    if not os.path.exists(path):
        raise Stop(
            '{} has no program "{}". What it has comes from [dependency-groups] in '
            "pyproject.toml.".format(environment.name, words[0])
        )
    return start(path, words[1:])


def main(arguments: "list[str]") -> int:
    """Do what was typed. Return the exit status: 0 done, 1 stopped, 2 typed wrong."""
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
    """Run a main function, and tell in one line what stops it. Return the exit status."""
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
