"""What PyPI refuses in a distribution, known before anything is sent: one list of rules.

Each rule names the file and the function of PyPI's own software (pypi/warehouse, commit 6b62157)
where it is. TestPyPI runs the same software; an index of one's own may take more.

Three things are not here: what only the index knows (names that others have, the space that a
project has left, names that an administrator prohibits), the search for encrypted source code, and
whether a description renders, which `twine check` tells.
"""

from __future__ import annotations

import configparser
import csv
import difflib
import re
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from functools import cache
from os.path import commonpath
from pathlib import Path

from email_validator import EmailNotValidError, validate_email
from packaging.metadata import ExceptionGroup as Invalid
from packaging.metadata import Metadata, RawMetadata, parse_email
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import (
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import InvalidVersion, Version
from rfc3986 import exceptions as uri_errors  # type: ignore[import-untyped]
from rfc3986 import uri_reference, validators
from stdlib_list import short_versions, stdlib_list
from trove_classifiers import classifiers as known_classifiers
from trove_classifiers import deprecated_classifiers

from shipyard_release.distributions import BROKEN
from shipyard_release.errors import Facts, Problem
from shipyard_release.names import PRIVATE

MIB = 1024 * 1024
LARGEST_FILE = 100 * MIB  # MAX_FILESIZE in warehouse/constants.py
LARGEST_UNPACKED = 64 * MIB  # below that, the ratio does not matter
LARGEST_RATIO = 50
LONGEST_SUMMARY = 512
LONGEST_LABEL = 32
# PyPI keeps METADATA beside the file, so named.
LONGEST_FILENAME = 255 - len(".metadata")

METADATA_VERSIONS = ("1.0", "1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "2.5")
# packaging refuses every other name that cannot be dynamic.
NEVER_DYNAMIC = "dynamic"
WITH_LICENSE_FILES = Version("2.4")  # twine leaves License-File out of older metadata

LINUX = ("x86_64", "i686", "aarch64", "armv7l", "ppc64le", "s390x", "riscv64")
MACOS = (
    *("ppc", "ppc64", "i386", "x86_64", "arm64", "intel"),
    *("fat", "fat3", "fat64", "universal", "universal2"),
)
PLATFORMS = (
    r"any",
    r"win32|win_(arm64|amd64|ia64)",
    r"linux_armv[67]l",
    r"manylinux(1|2010)_(x86_64|i686)",
    r"manylinux2014_(x86_64|i686|aarch64|armv7l|ppc64|ppc64le|s390x)",
    rf"manylinux_\d+_\d+_({'|'.join((*LINUX, 'ppc64'))})",
    rf"musllinux_\d+_\d+_({'|'.join(LINUX)})",
    rf"macosx_(10_\d+|(11|12|13|14|15|26)_0)_({'|'.join(MACOS)})",
    r"ios_\d+_\d+_(arm64|x86_64)_(iphoneos|iphonesimulator)",
    r"android_\d+_(armeabi_v7a|arm64_v8a|x86|x86_64)",
    r"pyemscripten_\d+_\d+_wasm32",
)
PLATFORM = re.compile("|".join(f"(?:{each})" for each in PLATFORMS))
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
ENTRY_POINT = re.compile(r"[\w.-]+")
HAS_DATA_DESCRIPTOR = 0x08  # a flag of a member: its size comes after it
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True)
class Built:
    """A distribution as the rules see it."""

    filename: str
    size: int
    raw: RawMetadata
    unparsed: Mapping[str, list[str]]
    names: tuple[str, ...]
    zipped: tuple[zipfile.ZipInfo, ...] = ()
    tarred: tuple[tarfile.TarInfo, ...] = ()
    texts: Mapping[str, bytes] | None = None  # the files of a wheel's .dist-info

    @property
    def is_wheel(self) -> bool:
        """Whether this is a wheel, and not an sdist."""
        return self.filename.endswith(".whl")

    @property
    def top(self) -> str:
        """The folder of the metadata: a wheel's .dist-info, or the one folder of an sdist."""
        if self.is_wheel:
            return "-".join(self.filename.split("-")[:2]) + ".dist-info"
        return commonpath(self.names) if self.names else ""

    @property
    def license_files(self) -> list[str]:
        """The paths of License-File, where twine sends them."""
        written = self.raw.get("metadata_version", "0")
        is_sent = _version(written) >= WITH_LICENSE_FILES
        return self.raw.get("license_files", []) if is_sent else []


@dataclass(frozen=True)
class Rule:
    """One rule: the kind of its problem, what finds it, and where it is in PyPI's source."""

    kind: str
    find: Callable[[Built], Iterable[Facts]]
    place: str


def broken(paths: list[Path]) -> list[Problem]:
    """Return what PyPI would refuse in these distributions, each problem once."""
    problems = [problem for path in paths for problem in _broken(path)]
    # Wheel and sdist have the same metadata.
    return [
        problem for at, problem in enumerate(problems) if problem not in problems[:at]
    ]


def broken_by(built: Built) -> list[Problem]:
    """Return what PyPI would refuse in one distribution."""
    return [Problem(rule.kind, facts) for rule in RULES for facts in rule.find(built)]


def read(path: Path) -> Built:
    """Return a distribution as the rules see it; a damaged file raises an error."""
    if path.suffix == ".whl":
        return _read_wheel(path)
    return _read_sdist(path)


def _broken(path: Path) -> list[Problem]:
    try:
        return broken_by(read(path))
    except (*BROKEN, tarfile.TarError) as error:
        return [
            Problem(
                "distribution-damaged", {"filename": path.name, "error": str(error)}
            )
        ]


def _read_wheel(path: Path) -> Built:
    with zipfile.ZipFile(path) as wheel:
        zipped = tuple(wheel.infolist())
        names = tuple(info.filename for info in zipped)
        inside = [name for name in dict.fromkeys(names) if ".dist-info/" in name]
        texts = {name: wheel.read(name) for name in inside}
    metadata = [
        text for name, text in texts.items() if name.endswith(".dist-info/METADATA")
    ]
    raw, unparsed = parse_email(metadata[0] if metadata else b"")
    return Built(
        path.name, path.stat().st_size, raw, unparsed, names, zipped, texts=texts
    )


def _read_sdist(path: Path) -> Built:
    with tarfile.open(path, "r:gz") as sdist:
        tarred = tuple(sdist.getmembers())
        found = [
            member for member in tarred if re.fullmatch(r"[^/]+/PKG-INFO", member.name)
        ]
        file = sdist.extractfile(found[0]) if found else None
        raw, unparsed = parse_email(file.read() if file else b"")
    names = tuple(member.name for member in tarred)
    return Built(path.name, path.stat().st_size, raw, unparsed, names, tarred=tarred)


# Metadata.


def _metadata(built: Built) -> Iterator[Facts]:
    """Yield what packaging refuses, field by field, as twine and PyPI do."""
    raw = built.raw.copy()
    unparsed = set(built.unparsed)
    if not built.license_files:
        raw.pop("license_files", None)
        unparsed.discard("license-file")
    for field in sorted(unparsed):
        yield {"error": f"the field {field} is not known, or is there twice"}
    try:
        Metadata.from_raw(raw)
    except Invalid as group:
        errors = [
            error for error in group.exceptions if _field(error) != "metadata-version"
        ]
        for error in sorted(errors, key=str):
            yield {"error": str(error)}


def _metadata_version(built: Built) -> Iterator[Facts]:
    value = built.raw.get("metadata_version")
    if value not in METADATA_VERSIONS:
        yield {"value": value or "nothing"}


def _local_version(built: Built) -> Iterator[Facts]:
    value = built.raw.get("version", "0")
    if _version(value).local:
        yield {"version": value}


def _summary(built: Built) -> Iterator[Facts]:
    count = len(built.raw.get("summary", ""))
    if count > LONGEST_SUMMARY:
        yield {"count": count, "limit": LONGEST_SUMMARY}


def _addresses(built: Built) -> Iterator[Facts]:
    fields = {
        "Author-Email": built.raw.get("author_email", ""),
        "Maintainer-Email": built.raw.get("maintainer_email", ""),
    }
    for field, value in fields.items():
        _, address = parseaddr(value)
        reason = refused_address(address) if address else ""
        if reason:
            yield {"field": field, "address": address, "reason": reason}


def refused_address(address: str) -> str:
    """Return why PyPI does not take an e-mail address; '' when it does."""
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError as error:
        return str(error)
    return ""


def _unknown_classifiers(built: Built) -> Iterator[Facts]:
    for classifier in sorted(set(built.raw.get("classifiers", []))):
        is_known = (
            classifier in known_classifiers or classifier in deprecated_classifiers
        )
        if not is_known and not classifier.startswith(PRIVATE):
            yield {"classifier": classifier, "nearest": nearest_classifier(classifier)}


def nearest_classifier(text: str) -> str:
    """Return the valid classifiers that end like a text, else the one that is most like it."""
    last = text.rpartition("::")[2].strip().lower()
    same_end = [
        each for each in known_classifiers if each.lower().endswith(f":: {last}")
    ]
    near = difflib.get_close_matches(text, same_end, n=2, cutoff=0)
    near = near or difflib.get_close_matches(text, known_classifiers, n=1, cutoff=0)
    return " or ".join(near)


def _private_classifiers(built: Built) -> Iterator[Facts]:
    for classifier in sorted(set(built.raw.get("classifiers", []))):
        if classifier.startswith(PRIVATE):
            yield {"classifier": classifier}


def _deprecated_classifiers(built: Built) -> Iterator[Facts]:
    for classifier in sorted(
        set(built.raw.get("classifiers", [])) & deprecated_classifiers.keys()
    ):
        instead = deprecated_classifiers[classifier]
        yield {"classifier": classifier, "instead": " or ".join(instead) or "nothing"}


def _addresses_of_pages(built: Built) -> Iterator[Facts]:
    fields: dict[str, str | None] = {
        "Home-page": built.raw.get("home_page"),
        "Download-URL": built.raw.get("download_url"),
    }
    pages = built.raw.get("project_urls", {})
    fields |= {f"Project-URL, {label}": url for label, url in pages.items()}
    for field, url in fields.items():
        if url and not is_web_address(url):
            yield {"field": field, "value": url}


def is_web_address(url: str) -> bool:
    """Whether PyPI takes a text for the address of a page."""
    validator = validators.Validator().allow_schemes("http", "https")
    validator.require_presence_of("scheme")
    validator.check_validity_of("scheme", "host", "port", "path", "query")
    try:
        validator.validate(uri_reference(url).normalize())
    except (uri_errors.ValidationError, ValueError):
        return False
    return True


def _labels_of_pages(built: Built) -> Iterator[Facts]:
    for label, url in built.raw.get("project_urls", {}).items():
        if not label:
            yield {"label": url, "problem": "has no label"}
        elif len(label) > LONGEST_LABEL:
            yield {
                "label": label,
                "problem": f"has a label of more than {LONGEST_LABEL} characters",
            }
        elif not url:
            yield {"label": label, "problem": "has no address"}


def _direct_requirements(built: Built) -> Iterator[Facts]:
    for field, texts in _requirements(built):
        for text in texts:
            requirement = _requirement(text)
            if requirement and requirement.url:
                yield {"field": field, "requirement": text}


def _invalid_requirements(built: Built) -> Iterator[Facts]:
    # packaging reads Requires-Dist, but not these two.
    for field, texts in _requirements(built)[1:]:
        for text in texts:
            if _requirement(text) is None:
                yield {"field": field, "requirement": text}


def _requirements(built: Built) -> list[tuple[str, list[str]]]:
    return [
        ("Requires-Dist", built.raw.get("requires_dist", [])),
        ("Provides-Dist", built.raw.get("provides_dist", [])),
        ("Obsoletes-Dist", built.raw.get("obsoletes_dist", [])),
    ]


def _dynamic(built: Built) -> Iterator[Facts]:
    for name in built.raw.get("dynamic", []):
        if name.lower() == NEVER_DYNAMIC:
            yield {"name": name}


def _license(built: Built) -> Iterator[Facts]:
    if built.raw.get("license") and built.raw.get("license_expression"):
        yield {}


# Files.


def _filename(built: Built) -> Iterator[Facts]:
    name = built.filename
    if CONTROL.search(name) or "\\" in name:
        yield {"filename": name, "problem": "a character that PyPI does not store"}
    if not name.endswith((".whl", ".tar.gz")):
        yield {"filename": name, "problem": "an ending other than .whl or .tar.gz"}
    if len(name.encode()) > LONGEST_FILENAME:
        yield {"filename": name, "problem": f"more than {LONGEST_FILENAME} bytes"}


def _expected_filename(built: Built) -> Iterator[Facts]:
    """Yield the name that the metadata ask for, when the file has another."""
    name = canonicalize_name(built.raw.get("name", "")).replace("-", "_")
    version = _version(built.raw.get("version", "0"))
    expected = f"{name}-{version}.tar.gz"
    if built.is_wheel:
        written_name, written_version, *tags = built.filename.split("-")
        # PyPI takes other spellings of a wheel's version, but not of its name.
        is_same = written_name == name and _version(written_version) == version
        expected = built.filename if is_same else "-".join([name, str(version), *tags])
    if built.filename != expected:
        yield {"filename": built.filename, "expected": expected}


def _unreadable_filename(built: Built) -> Iterator[Facts]:
    try:
        if built.is_wheel:
            parse_wheel_filename(built.filename)
        else:
            parse_sdist_filename(built.filename)
    except ValueError as error:
        yield {"filename": built.filename, "error": str(error)}


def _platforms(built: Built) -> Iterator[Facts]:
    for tag in refused_platforms(built.filename):
        yield {"filename": built.filename, "tag": tag}


def refused_platforms(filename: str) -> list[str]:
    """Return the platforms in the name of a wheel that PyPI does not take; none for other files."""
    if not filename.endswith(".whl"):
        return []
    tags = filename.removesuffix(".whl").rpartition("-")[2].split(".")
    return [tag for tag in tags if not PLATFORM.fullmatch(tag)]


def _size(built: Built) -> Iterator[Facts]:
    if built.size > LARGEST_FILE:
        yield {"filename": built.filename, "size": built.size, "limit": LARGEST_FILE}


def _ratio(built: Built) -> Iterator[Facts]:
    unpacked = sum(info.file_size for info in built.zipped)
    if unpacked > LARGEST_UNPACKED and unpacked / built.size > LARGEST_RATIO:
        yield {
            "filename": built.filename,
            "ratio": unpacked / built.size,
            "limit": LARGEST_RATIO,
        }


def _packing(built: Built) -> Iterator[Facts]:
    for info in built.zipped:
        if info.compress_type not in PACKINGS:
            yield {
                "filename": built.filename,
                "name": info.filename,
                "problem": "its compression",
            }
        if info.flag_bits & HAS_DATA_DESCRIPTOR:
            yield {
                "filename": built.filename,
                "name": info.filename,
                "problem": "its size after it",
            }
        if info.comment:
            yield {
                "filename": built.filename,
                "name": info.filename,
                "problem": "a comment",
            }
        if CONTROL.search(info.orig_filename):
            yield {
                "filename": built.filename,
                "name": info.filename,
                "problem": "its name",
            }
    for member in built.tarred:
        if member.issparse():
            yield {
                "filename": built.filename,
                "name": member.name,
                "problem": "holes (it is sparse)",
            }


def _members_twice(built: Built) -> Iterator[Facts]:
    counted = Counter(info.filename for info in built.zipped)
    for name, count in sorted(counted.items()):
        if count > 1:
            yield {"filename": built.filename, "name": name}


def _top_folders(built: Built) -> Iterator[Facts]:
    if not built.is_wheel and built.top in {"", ".", "/"}:
        yield {"filename": built.filename}


def _missing_members(built: Built) -> Iterator[Facts]:
    if built.is_wheel:
        needed = [f"{built.top}/{name}" for name in ("METADATA", "WHEEL", "RECORD")]
        needed += [f"{built.top}/licenses/{name}" for name in built.license_files]
    else:
        needed = [f"{built.top}/{name}" for name in ("PKG-INFO", *built.license_files)]
    for name in needed:
        if name not in built.names:
            yield {"filename": built.filename, "name": name}


def _record(built: Built) -> Iterator[Facts]:
    """Yield what RECORD and the wheel do not both have.

    PyPI takes such a wheel today and writes to the owners of the project.
    """
    text = (built.texts or {}).get(f"{built.top}/RECORD")
    if text is None:
        return
    rows = csv.reader(text.decode("utf-8", "replace").splitlines())
    recorded = {row[0].replace("\\", "/") for row in rows if row}
    signatures = {f"{built.top}/RECORD.jws", f"{built.top}/RECORD.p7s"}
    there = {name for name in built.names if not name.endswith("/")} - signatures
    for name in sorted(recorded ^ there):
        yield {"filename": built.filename, "name": name}


def _entry_points(built: Built) -> Iterator[Facts]:
    text = (built.texts or {}).get(f"{built.top}/entry_points.txt", b"")
    parser = _CaseSensitive(delimiters=("=",))
    try:
        parser.read_string(text.decode())
    except (configparser.Error, UnicodeError) as error:
        yield {"filename": built.filename, "error": str(error)}
        return
    for section in {"console_scripts", "gui_scripts"} & {*parser.sections()}:
        for name in parser.options(section):
            if not ENTRY_POINT.fullmatch(name):
                yield {"filename": built.filename, "error": f"{section}: {name}"}


class _CaseSensitive(configparser.ConfigParser):
    """Reads names of scripts as they are written."""

    def optionxform(self, optionstr: str) -> str:
        """Return a name unchanged."""
        return optionstr


# Names of new projects, which preflight asks about.


# warehouse/packaging/services.py, STDLIB_PROHIBITED and check_project_name
@cache
def library_names() -> frozenset[str]:
    """Return the names that PyPI keeps for the standard library of every Python, normalised.

    A module inside a package counts too, such as os-path.
    """
    modules = {module for version in short_versions for module in stdlib_list(version)}
    parts = [module.split(".") for module in modules]
    names = {
        ".".join(each[:count]) for each in parts for count in range(1, len(each) + 1)
    }
    return frozenset(canonicalize_name(name.strip("-_.")) for name in names)


def without_separators(name: str) -> str:
    """Return a name as it would be without -, _ and .

    PyPI compares new names so (`ultranormalize_name`), and takes l, i and 1 for the same, o and 0
    too. No index can be asked for that, but for the commonest case of it: this name.
    """
    return re.sub(r"[-_.]", "", name)


# Small helpers.


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")  # packaging tells that it is not a version


def _requirement(text: str) -> Requirement | None:
    try:
        return Requirement(text)
    except InvalidRequirement:
        return None


def _field(error: Exception) -> str:
    return str(getattr(error, "field", ""))


IN_METADATA = "warehouse/forklift/metadata.py, _validate_metadata"
IN_UPLOAD = "warehouse/forklift/legacy.py, file_upload"
IN_FILE = "warehouse/forklift/legacy.py, _is_valid_dist_file"
RULES = (
    Rule("metadata-invalid", _metadata, "warehouse/forklift/metadata.py, parse"),
    Rule("metadata-version", _metadata_version, IN_METADATA),
    Rule("version-with-local-part", _local_version, IN_METADATA),
    Rule("summary-too-long", _summary, IN_METADATA),
    Rule("address-refused", _addresses, IN_METADATA),
    Rule("classifier-unknown", _unknown_classifiers, IN_METADATA),
    Rule("classifier-private", _private_classifiers, IN_METADATA),
    Rule("classifier-deprecated", _deprecated_classifiers, IN_METADATA),
    Rule("page-invalid", _addresses_of_pages, IN_METADATA),
    Rule("page-label", _labels_of_pages, IN_METADATA),
    Rule("requirement-direct", _direct_requirements, IN_METADATA),
    Rule("requirement-invalid", _invalid_requirements, IN_METADATA),
    Rule("dynamic-refused", _dynamic, IN_METADATA),
    Rule("license-twice", _license, IN_METADATA),
    Rule(
        "filename-refused",
        _filename,
        "warehouse/forklift/legacy.py, _validate_filename",
    ),
    Rule("filename-unreadable", _unreadable_filename, IN_UPLOAD),
    Rule("filename-expected", _expected_filename, IN_UPLOAD),
    Rule(
        "platform-refused",
        _platforms,
        "warehouse/forklift/legacy.py, _valid_platform_tag",
    ),
    Rule("too-large", _size, IN_UPLOAD),
    Rule("ratio-too-large", _ratio, IN_FILE),
    Rule("member-refused", _packing, IN_FILE),
    Rule(
        "member-twice", _members_twice, "warehouse/utils/zipfiles.py, _validate_zipfile"
    ),
    Rule("top-folders", _top_folders, IN_FILE),
    Rule("member-missing", _missing_members, IN_FILE),
    Rule("record-differs", _record, "warehouse/utils/wheel.py, _validate_record"),
    Rule(
        "entry-points-invalid",
        _entry_points,
        "warehouse/utils/wheel.py, _validate_entrypoints",
    ),
)
