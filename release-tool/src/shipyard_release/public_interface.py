"""The public interface of a package at two commits, compared without importing any of its code.

griffe reads the source. It finds more than what breaks the code of users, so only what a call or an
import would notice counts here: a public name that is gone, and parameters that a call would miss.
"""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from shipyard_release.errors import Message
from shipyard_release.git import Repository
from shipyard_release.layout import top_of
from shipyard_release.settings import Settings

# Parts of a module's name that say that it is not for users.
NOT_FOR_USERS = {
    "__main__",
    "conftest",
    "docs",
    "examples",
    "extern",
    "migrations",
    "test",
    "tests",
    "third_party",
    "vendor",
    "vendored",
}
# Decorators that leave the parameters of a function as they are written.
TRANSPARENT = {
    "abstractmethod",
    "asynccontextmanager",
    "cache",
    "classmethod",
    "contextmanager",
    "deprecated",
    "final",
    "lru_cache",
    "override",
    "staticmethod",
}
# Special methods whose parameters people pass; Python itself passes those of the others.
CALLED = {"__call__", "__init__", "__new__"}
FIRST = {"self", "cls"}  # which a method gets without anybody passing it
# Calls whose results are helpers of a module, even under a name that looks public.
HELPERS = {"TypeVar", "TypeVarTuple", "ParamSpec", "getLogger", "get_logger"}
PARAMETERS = {
    "PARAMETER_REMOVED": "break-parameter-gone",
    "PARAMETER_MOVED": "break-parameter-moved",
    "PARAMETER_CHANGED_KIND": "break-parameter-kind",
    "PARAMETER_CHANGED_REQUIRED": "break-parameter-required",
    "PARAMETER_ADDED_REQUIRED": "break-parameter-new",
}
"""The changes of a parameter that break a call, as griffe names them, and our kinds."""
REMOVED = "OBJECT_REMOVED"
ENDS = (".py", ".pyi")


@dataclass(frozen=True)
class Changes:
    """What changed in the public interface: what breaks the code of users, and new names."""

    breaks: tuple[Message, ...] = ()
    added: tuple[str, ...] = ()


@dataclass(frozen=True)
class Package:
    """What people import, and the folders that it is in before and after."""

    name: str
    before: Path
    after: Path | None


def changes(
    settings: Settings, repository: Repository, before: str, after: str
) -> Changes | None:
    """Return what changed between two commits; None where it cannot be told.

    It cannot be told without griffe, which needs Python 3.11, where the package is not found, or
    where its source cannot be read.
    """
    if find_spec("griffe") is None:
        return None
    paths = repository.paths(before)
    found = roots(settings, paths)
    if not found:
        return None
    later = repository.paths(after)
    if not _differ(repository, before, after):
        return Changes()
    # What cannot be exported or read must not stop a release.
    with suppress(Exception), TemporaryDirectory(prefix="interface-") as temporary:
        old = Path(temporary) / "before"
        new = Path(temporary) / "after"
        repository.export(before, old)
        repository.export(after, new)
        packages = [
            Package(name, old / root, _within(new, root_of(name, later)))
            for name, root in found.items()
        ]
        return compared(packages, settings.not_public)
    return None


def roots(settings: Settings, paths: Iterable[str]) -> dict[str, str]:
    """Return the packages that people import, each with the folder that it is in.

    The settings name them, or else they are found in the paths of a commit: the package with the
    version file, the one with the project's name, and everything in src/.
    """
    known = set(paths)
    names = dict.fromkeys(settings.import_names or _guessed(settings, known))
    found = {name: root_of(name, known) for name in names}
    return {name: root for name, root in found.items() if root is not None}


def root_of(name: str, paths: Iterable[str]) -> str | None:
    """Return the folder that a package or module is in, `''` for the top; None without it."""
    place = name.replace(".", "/")
    ends = [f"{place}{end}" for end in ("/__init__.py", ".py", "/__init__.pyi", ".pyi")]
    found = [
        path.removesuffix(end)
        for path in paths
        for end in ends
        if path == end or path.endswith(f"/{end}")
    ]
    usual = [root for root in found if not NOT_FOR_USERS & {*PurePosixPath(root).parts}]
    return min(usual, key=lambda root: (root.count("/"), root), default=None)


def _guessed(settings: Settings, paths: set[str]) -> Iterator[str]:
    yield settings.name.replace("-", "_")
    yield settings.spelled.replace("-", "_")
    if settings.version_file.endswith(".py"):
        yield _package_of(PurePosixPath(settings.version_file), paths)
    inside = {path.removeprefix("src/") for path in paths if path.startswith("src/")}
    for path in sorted(inside):
        top = top_of(path)
        if f"{top}/__init__.py" in inside or (path == top and top.endswith(".py")):
            yield top.removesuffix(".py")


def _package_of(module: PurePosixPath, paths: set[str]) -> str:
    """Return the name of the outermost package that a module is in, or the module's own."""
    top = module.with_suffix("")
    for folder in module.parents:
        if f"{folder}/__init__.py" not in paths:
            break
        top = folder
    return top.name


def _within(folder: Path, root: str | None) -> Path | None:
    return None if root is None else folder / root


def _differ(repository: Repository, before: str, after: str) -> bool:
    """Whether two commits have other Python files, or have them in other places."""
    words = ("diff", "--name-only", "-z", before, after, "--", ".")
    return any(path.endswith(ENDS) for path in repository.git(*words).split("\0"))


def compared(packages: Iterable[Package], not_public: tuple[str, ...] = ()) -> Changes:
    """Return what changed in packages, but for names that patterns take out.

    Raises whatever griffe does where it cannot read the source.
    """
    breaks: list[Message] = []
    added: list[str] = []
    for package in packages:
        if package.after is None:
            breaks.append(Message("break-gone", {"name": package.name}))
            continue
        old = _read(package.name, package.before)
        new = _read(package.name, package.after)
        breaks += _breaks(old, new, package)
        added += _added(old, new)
    is_public = _Filter(not_public)
    return Changes(
        tuple(each for each in breaks if is_public(str(each.facts["name"]))),
        tuple(name for name in added if is_public(name)),
    )


@dataclass(frozen=True)
class _Filter:
    """Tells which names the project counts as public, by the patterns of those it does not."""

    patterns: tuple[str, ...]

    def __call__(self, name: str) -> bool:
        return not any(
            fnmatchcase(name, pattern) or name.startswith(f"{pattern}.")
            for pattern in self.patterns
        )


def _read(name: str, folder: Path) -> Any:
    """Return what griffe reads of a package; nothing of it is imported."""
    griffe = import_module("griffe")
    logging.getLogger("griffe").setLevel(logging.CRITICAL)
    package = griffe.load(
        name,
        search_paths=[folder],
        try_relative_path=False,
        allow_inspection=False,
        resolve_aliases=True,
        resolve_external=False,
        store_source=False,
    )
    _count_reexports(package, name)
    return package


def _count_reexports(module: Any, top: str) -> None:
    """Let names that a package's __init__ takes from its own modules count as public.

    griffe counts no imported name without `__all__`, but that is how most packages offer theirs.
    """
    for name, member in list(module.members.items()):
        if not member.is_alias:
            if member.is_module:
                _count_reexports(member, top)
            continue
        is_own = member.target_path.startswith(f"{top}.")
        if (
            module.is_init_module
            and not module.exports
            and is_own
            and not name.startswith("_")
        ):
            member.public = True


def _breaks(old: Any, new: Any, package: Package) -> Iterator[Message]:
    griffe = import_module("griffe")
    offered = _offered(old)
    for breakage in griffe.find_breaking_changes(old, new):
        kind = breakage.kind.name
        name = _as_users_know(breakage.obj.path, offered)
        if _is_not_for_users(breakage.obj):
            continue
        if kind == REMOVED and _is_gone(breakage.obj, new, package):
            yield Message("break-gone", {"name": name})
        elif kind == "OBJECT_CHANGED_KIND" and _changes_call(breakage, old):
            yield Message("break-property", {"name": name})
        elif kind in PARAMETERS and _breaks_call(breakage, old):
            parameter = (breakage.old_value or breakage.new_value).name
            yield Message(PARAMETERS[kind], {"name": name, "parameter": parameter})


def _offered(module: Any) -> dict[str, str]:
    """Return the paths of what modules offer from elsewhere, by the paths that it is made at."""
    found: dict[str, str] = {}
    for member in module.members.values():
        if member.is_alias and member.is_public:
            found.setdefault(member.target_path, member.path)
        elif _is_module(member) and member.is_public:
            found = {**_offered(member), **found}
    return found


def _as_users_know(path: str, offered: Mapping[str, str]) -> str:
    """Return the public path of something that is made in a private module."""
    parts = path.split(".")
    if not any(part.startswith("_") and not _is_special(part) for part in parts):
        return path
    for count in range(len(parts), 0, -1):
        known = offered.get(".".join(parts[:count]))
        if known:
            return ".".join([known, *parts[count:]])
    return path


def _added(old: Any, new: Any) -> Iterator[str]:
    """Yield the public names that are new."""
    griffe = import_module("griffe")
    for breakage in griffe.find_breaking_changes(new, old):
        is_new = breakage.kind.name == REMOVED and not _is_special(breakage.obj.name)
        if is_new and not _is_not_for_users(breakage.obj):
            yield breakage.obj.path


def _is_not_for_users(member: Any) -> bool:
    parts = (
        member.path.split(".")
        if _is_module(member)
        else member.parent.module.path.split(".")
    )
    return any(part in NOT_FOR_USERS or part.startswith("test_") for part in parts[1:])


def _is_module(member: Any) -> bool:
    return not member.is_alias and bool(member.is_module)


def _is_special(name: str) -> bool:
    """Whether a name is one that Python gives a meaning, such as `__init__` or `__version__`."""
    return name.startswith("__") and name.endswith("__")


def _is_gone(member: Any, new: Any, package: Package) -> bool:
    """Whether a public name is really gone, as far as the source can tell.

    A special method may come from a decorator or a base class, and a module or class with
    `__getattr__` may still answer.
    """
    if _is_special(member.name) or _is_helper(member) or _is_in_program(member):
        return False
    if _is_module(member):
        return not _has_file(member, package)
    parent = _at(new, member.parent.path)
    if parent is None:
        return True
    if "__getattr__" in parent.all_members:
        return False
    return not (parent.is_class and _may_inherit(member.parent, parent))


def _is_helper(member: Any) -> bool:
    """Whether a name is a type variable or a logger."""
    value = "" if member.is_alias else str(getattr(member, "value", "") or "")
    return value.partition("(")[0].rpartition(".")[2] in HELPERS


def _is_in_program(member: Any) -> bool:
    """Whether a name is in the part of a module that runs only where it is started itself."""
    path = member.parent.module.filepath
    line = member.alias_lineno if member.is_alias else member.lineno
    if not isinstance(path, Path) or not line:
        return False
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(
        isinstance(node, ast.If)
        and "__name__" in ast.unparse(node.test)
        and node.lineno <= line <= (node.end_lineno or 0)
        for node in tree.body
    )


def _has_file(module: Any, package: Package) -> bool:
    """Whether a module is still there: griffe skips one whose syntax this Python cannot read."""
    path = Path(
        module.filepath[0] if isinstance(module.filepath, list) else module.filepath
    )
    inside = path.resolve().relative_to(package.before.resolve())
    if package.after is None:
        return False
    return (package.after / inside).exists() or (
        package.after / inside.with_suffix("")
    ).is_dir()


def _may_inherit(before: Any, after: Any) -> bool:
    """Whether a class has another base now, which may have what the class itself has no more."""
    known = {str(base) for base in before.bases}
    return any(str(base) not in known for base in after.bases)


def _changes_call(breakage: Any, old: Any) -> bool:
    """Whether a method became a property, or the other way round."""
    before = _at(old, breakage.obj.path)
    pair = [before, breakage.obj]
    properties = [
        each for each in pair if each is not None and "property" in each.labels
    ]
    functions = [each for each in pair if each is not None and each.is_function]
    return len(properties) == 1 and len(functions) == 1


def _breaks_call(breakage: Any, old: Any) -> bool:
    """Whether a changed parameter is one that people pass, of a function that they call as it is.

    The name of a positional-only parameter is free to change.
    """
    name = breakage.obj.name
    if _is_special(name) and name not in CALLED:
        return False
    functions = [breakage.obj, _at(old, breakage.obj.path)]
    if any(each is not None and _is_wrapped(each) for each in functions):
        return False
    parameter = breakage.old_value or breakage.new_value
    is_positional = str(getattr(parameter.kind, "value", "")) == "positional-only"
    is_passed = parameter.name not in FIRST and not parameter.name.startswith("_")
    return is_passed and not is_positional


def _is_wrapped(function: Any) -> bool:
    """Whether a decorator may give a function other parameters than it is written with."""
    names = [
        str(each.value).partition("(")[0]
        for each in getattr(function, "decorators", [])
    ]
    return any(name.rpartition(".")[2] not in TRANSPARENT for name in names)


def _at(package: Any, path: str) -> Any:
    """Return what is at a path such as `package.module.name`, or None."""
    inside = path.removeprefix(package.path).removeprefix(".")
    if not inside:
        return package
    try:
        found = package[inside]
    except KeyError:
        return None
    return found.final_target if found.is_alias else found
