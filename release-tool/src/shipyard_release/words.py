"""Every word that a person reads of this tool, but for the help texts in `options.py`.

A message has a kind and facts; the tables here hold a sentence for each kind, which the facts fill
in. `{said}` is what another program printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from textwrap import indent, shorten
from typing import Any

from shipyard_release.errors import Message

LOGIN = re.compile(r"(https?://)[^/@\s]+@")  # which programs repeat when they quote an address

SENTENCES: dict[str, str] = {
    # settings and the project
    "no-project": "There is no pyproject.toml in {folder}.",
    "settings-unreadable": "pyproject.toml cannot be read: {error}",
    "settings-missing": "pyproject.toml has no table [{table}] with the settings of a release.",
    "setting-unknown": 'pyproject.toml, [{table}]: "{key}" is not a setting. Did you mean '
    '"{nearest}"?',
    "setting-missing": 'pyproject.toml, [{table}]: the setting "{key}" is missing.',
    "setting-type": 'pyproject.toml, [{table}]: "{key}" must be {expected}.',
    "setting-twice": 'pyproject.toml, [{table}]: "{key}" and "{other}" say the same. Keep '
    '"{other}".',
    "setting-empty": 'pyproject.toml, [{table}]: "{key}" is empty.',
    "setting-choice": 'pyproject.toml, [{table}]: "{key}" is "{value}"; it must be {known}.',
    "setting-pattern": 'pyproject.toml, [{table}]: "{key}" is "{value}"; it must be a regular '
    "expression with one group, the version.",
    "setting-tag": 'pyproject.toml, [{table}]: "{key}" is "{value}"; it must contain '
    '{{version}} once, as "v{{version}}" does.',
    # what is found in a project without settings
    "found-metadata": "from its metadata",
    "found-version-file": "it says {version}, and the metadata follows it",
    "found-pattern": "how that file writes the version",
    "found-copies": "they say {version} as well",
    "found-changelog": "the first file of that kind whose form is known",
    "found-changelog-form": "the form of {path}",
    "found-changelog-none": "there is no changelog",
    "found-changelog-unknown": "the form of {path} is not known, so it stays as it is",
    "found-remote": "the remote of this branch",
    "found-branch": "the branch that is checked out, or the remote's first one, and those for "
    "older versions",
    "found-tags": "the form of its tags",
    "found-folder": "other packages of this repository have tags as well",
    "found-tests": "the folder of its tests",
    "found-no-tests": "its tests are not run, unless you say how",
    "found-failing-imports": "they cannot be imported here",
    "found-failing-scripts": "they do not answer to --help",
    "found-left-out": "its build leaves them out today",
    "found-keys-for-tests": "they look like secrets, and are in a folder of tests or examples",
    "found-written": "its build writes them into the sdist",
    "version-unread": "No file was found that the version {version} comes from. Name the file, and "
    "a pattern if it is not written as `__version__`.",
    "version-unread-encoding": "{path} is not UTF-8, so no version can be written into it. Save it "
    "as UTF-8, commit that, and type the same command again.",
    "version-from-tags": "The version of this project comes from its tags, by {tool}. This tool "
    "writes the version into a file first, and tags only what was built, tested and compared.",
    "does-not-build-alone": "Its own build does not work:\n{said}",
    "does-not-build-submodules": "Its own build does not work:\n{said}\nIt has submodules. This "
    "tool builds from the files of its own repository alone, as `git archive` gives them.",
    "submodule-of-code": "{path} is a submodule, and what is in it belongs to the code. This tool "
    "builds from the files of this repository alone, so the distributions would lack it. They have "
    "it once the files themselves are committed here.",
    "does-not-install": "What it builds cannot be installed:\n{said}",
    # programs
    "program-failed": "`{command}` {said}",
    "machine": "The system reports: {error}",
    "another-release": "Another release is running in this folder.",
    "twine-changed": "The environment of this tool does not have the twine that it needs: {error}",
    "pypiserver-changed": "The environment of this tool does not have the pypiserver that it "
    "needs: {error}",
    # git
    "no-repository": "There is no git repository here.",
    "folder-not-committed": "The project is the folder {folder} of a repository whose last commit "
    "does not have it.",
    "no-commit": "This repository has no commit.",
    "remote-unreachable": "The remote {remote} cannot be reached:\n{said}",
    # the version
    "version-file-missing": "There is no file {path} in the last commit.",
    "version-file-absent": "There is no file {path}.",
    "version-line-missing": "{path} has no version in the form `{example}`.",
    "version-line-twice": "{path} has a version in several lines: {lines}.",
    "version-line-invalid": "{path}, line {line}: '{text}' is not a version.",
    "version-not-numbers": "{path} has the version as numbers, and {version} is more than numbers.",
    "bump-impossible": 'After {version}, "{bump}" is not possible.',
    "version-invalid": "'{text}' is not a version.",
    "release-begun": "The release of {version} was begun and has no tag yet.",
    # preflight
    "not-ready": "{title} is not ready for release to {index}:",
    "git-at-work": "Another git command is running, or one was interrupted.",
    "tree-changed": "These files are changed or untracked: {paths}",
    "secret-not-ignored": "These files can hold a secret, and git does not ignore them: {paths}",
    "git-index-old": "A git command was interrupted: its index is older than the last commit.",
    "commit-of-the-future": "The date of the last commit is in the future. Set the clock right "
    "first.",
    "git-identity": "git does not know your name and e-mail address.",
    "signature-fails": "Your settings of git ask for a signature, and none can be made:\n{said}",
    "wrong-branch": "{here}; releases are made from {expected}.",
    "shallow": "The history is not complete here (this is a shallow clone).",
    "no-remote": "There is no remote called {remote}.",
    "behind": "{branch} is behind {remote}/{branch}.",
    "remote-tag-elsewhere": "The remote has the tag {tag} on another commit ({commit}).",
    "tag-elsewhere": "The tag {tag} is on another commit ({commit}).",
    "version-not-normal": "{text} is not in normal form, which is {normal}.",
    "version-not-newer": "{version} is not newer than {newest}.",
    "version-off-line": "{version} does not belong to the branch {branch}, which is for the "
    "versions of {line}.",
    "branch-untested": "Warning: no workflow runs on pushes to {names}, which releases are made "
    "from.\nAdd that to `branches` under `push` in {paths}.",
    "tag-starts-nothing": "Warning: the tag {tag} starts no workflow, so nothing would be "
    "published.\nCompare `tags` under `push` in {paths} with the setting `tag`.",
    "version-released": "{version} is the same version as {released}, which is released.",
    "version-local": "{version} is a local version, which an index refuses. Leave out what follows "
    "the +.",
    "version-development": "{version} is a development version, which PyPI would keep for ever.",
    "no-news": "{path} says nothing about what is not released yet.",
    "changelog-missing": "There is no file {path} in the last commit.",
    "changelog-not-understood": "{path} has no heading of a version in the form {form}, such as\n"
    "{example}",
    "not-utf-8": "{path} is not UTF-8, and its other characters would be lost.",
    "readme-may-not-render": "{path} does not render as it is. That matters if it is the "
    "description on the index: {said}",
    "readme-not-rendered": "{path} does not render:\n{said}",
    "example-author": "{path} names the author of the example, {address}.",
    "example-text": "{path} still has a text of the example: {text}",
    "setup-lacks-field": 'setup.py has no `{argument}`, and pyproject.toml lists "{field}" in '
    "`dynamic`.",
    "setup-field-not-listed": "setup.py has `{argument}`, and pyproject.toml does not list "
    '"{field}" in `dynamic`, so the field would be lost.',
    "private": "{path} calls the package private, so {index} would refuse it after the push.",
    "publisher-elsewhere": "{remote} is {there}, and the trusted publisher is {expected}.\n"
    "The index would refuse what a pipeline there uploads.",
    "no-credentials": "There are no credentials for {index} in the environment, ~/.pypirc or "
    "keyring.",
    "keyring-unusable": "The keyring cannot be asked for credentials: {reason}",
    "no-user": "{what} has no user name with it, and {index} needs one.",
    "user-where-token": "{what} cannot be right: {index} takes API tokens alone, with the user "
    "name {user}.",
    "name-taken": "{name} is on {index} already, and none of its versions is tagged here.",
    "name-registered": "{name} is registered on {index} without any file, and none of its versions "
    "is tagged here.",
    "project-archived": "{name} is archived on {index}, which takes no files of it{reason}.",
    "project-quarantined": "{name} is in quarantine on {index}, which shows nobody its "
    "files{reason}.",
    "project-deprecated": "Warning: {name} is marked as deprecated on {index}{reason}.",
    "version-yanked": "Warning: {version} is yanked on {index}, so pip no longer chooses "
    "it{reason}.",
    "version-on-index": "{version} is on {index} already, built elsewhere.",
    "anew-on-index": "{index} has files of {version} already, so it cannot be released anew.",
    "anew-tagged": "{version} has the tag {tag} already, so it cannot be released anew.",
    "commits-left-out": "{version} would be released from commit {commit}, without {count} after "
    "it: {newest}",
    # building and checking
    "does-not-build": "The project does not build:\n{said}",
    "twine-check": "The distributions do not pass `twine check`:\n{said}",
    "distributions-wrong": "The distributions are not as they should be:",
    "says-another-name": "{filename} says that it is {found}, not {expected}.",
    "secret": "{filename}: {name} looks like a secret.",
    "lfs-pointer": "{filename}: {name} is a pointer of Git LFS, not the file. `git lfs pull` "
    "fetches the file.",
    "link-leaves-project": "{name} is a link to {target}, outside of the project. The sdist would "
    "get that file of this machine.",
    "link-to-folder": "{name} is a link to the folder {target}, whose files the sdist would get "
    "again.",
    "sdist-differs": "The sdist has other contents for {name} than the commit.",
    "no-licence": "The project has no licence file, so nobody knows what they may do with it.",
    "licence-not-in-wheel": "{filename} does not have the licence file of the project. If that is "
    "on purpose, name it in the setting `not-in-wheel`.",
    "name-differs": 'setup.py says name="{name}", and pyproject.toml says {expected}, which wins.',
    "sdist-not-committed": "The sdist has {name}, which is not committed. If the build writes it, "
    "name it in the setting `not-committed`.",
    "sdist-lacks": "The sdist lacks {name}.",
    "wheel-lacks": "The wheel lacks {name} (package_data in {metadata} names data files).",
    "wheel-empty": "The wheel has no module ({metadata} names packages and modules).",
    "wheel-without-extension": "{filename} is for one platform, and has no compiled module: one "
    "that is optional did not compile.",
    "wheel-for-any-platform": "{filename} says that it is for any platform, and has a compiled "
    "module.",
    "wheel-lacks-extension": "The wheel of the sdist lacks {name}, which a wheel of the commit "
    "has: the sdist lacks a file that compiling it needs (MANIFEST.in names such files).",
    "wheel-lacks-module": "The wheel lacks {name}. To make its folder a package, add {init}.",
    "build-requirement-missing": "The environment of this tool lacks what [build-system] requires: "
    "{names}",
    "tests-failed": "The tests fail on the wheel:\n{said}",
    "tests-not-installed": "The tests need {module}, which is not in {folder}.",
    # the rules of PyPI
    "warning": "Warning: {problem} PyPI does not take that; {index} may.",
    "distribution-damaged": "{filename} cannot be read: {error}",
    "metadata-invalid": "The metadata are not valid: {error}",
    "metadata-version": "Metadata-Version is {value}, which PyPI does not know.",
    "version-with-local-part": "{version} is a local version. Leave out what follows the +.",
    "summary-too-long": "The summary has {count} characters. At most {limit} are allowed.",
    "address-refused": "{field}: {address} is not an address that PyPI takes. {reason}",
    "classifier-unknown": 'There is no classifier "{classifier}". Did you mean {nearest}?',
    "classifier-private": 'The classifier "{classifier}" keeps the package from PyPI.',
    "classifier-deprecated": 'The classifier "{classifier}" is deprecated. Instead of it, write: '
    "{instead}",
    "page-invalid": "{field}: {value} is not a web address.",
    "page-label": "Project-URL: {label} {wrong}.",
    "requirement-direct": "{field}: {requirement} names an address. Publish that dependency on an "
    "index, or leave it out.",
    "requirement-invalid": "{field}: {requirement} is not a requirement.",
    "dynamic-refused": "Dynamic: {name} cannot be dynamic.",
    "license-twice": "License and License-Expression are both there. Keep License-Expression.",
    "filename-refused": "The name {filename} has {wrong}.",
    "filename-unreadable": "The name of a distribution is not right: {error}",
    "filename-expected": "{filename} must be called {expected}.",
    "platform-refused": "{filename} is for {tag}, a platform that PyPI does not take. If the "
    "package is pure Python, remove its extension modules. If it needs them, build its wheels with "
    "cibuildwheel.",
    "too-large": "{filename} has {size} bytes. At most {limit} are allowed.",
    "ratio-too-large": "{filename} is {ratio} times as large when it is unpacked. At most {limit} "
    "times is allowed.",
    "member-refused": "{filename}: PyPI does not take {name} because of {wrong}.",
    "member-twice": "{filename} has {name} twice.",
    "top-folders": "{filename} does not have all its files in one folder.",
    "member-missing": "{filename} lacks {name}.",
    "record-differs": "{filename}: RECORD and the files differ in {name}.",
    "entry-points-invalid": "{filename}: entry_points.txt is not right: {error}",
    "name-of-library": "{name} is the name of a module of the standard library, which {index} "
    "keeps for it.",
    "name-too-similar": "{index} has {other}, and takes no name that differs from it only by -, _ "
    "or .",
    "does-not-work": "It does not install and run in a fresh environment:\n{said}",
    "not-the-release-commit": "The last commit is not the one that {title} is released from. The "
    "tag, the version file and the changelog must all have version {version}.",
    # the index
    "pypirc-unreadable": "~/.pypirc cannot be read: {error}",
    "index-without-address": "In ~/.pypirc the section {index} has no line `repository = URL`.",
    "index-unknown": "No index is called '{index}'. Known are: {known}. Another one is a section "
    "of ~/.pypirc, listed in index-servers under [distutils].",
    "index-unreachable": "The index {index} does not answer: {error}",
    "index-slow": "The index {index} is too slow: {error}",
    "index-proxy": "The proxy on the way to the index {index} does not work: {error}",
    "index-certificate": "This machine does not trust the certificate of the index {index}: "
    "{error}",
    "index-redirects": "The index {index} redirects in a circle: {error}",
    "index-address-wrong": "The address of the list of {index} is not right: {error}",
    "index-wants-login": "The index {index} wants a login before it lists its files: {error}",
    "not-a-list": "What {index} answers at {address} is not a list of files ({error}).",
    "other-bytes-listed": "{index} has other bytes under {filename}: this version is lost.",
    "other-bytes-downloaded": "{index} gives other bytes for {filename} than were built: this "
    "version is lost.",
    "other-than-tag": "{index} gives other bytes for {filename} than the tag {tag} names.",
    "tagged-elsewhere": "{version} is released, and was built elsewhere: {index} has other "
    "contents under {filename} than this machine builds. The tag {tag} names no hashes to compare "
    "with.",
    "built-elsewhere": "{version} is on {index} already, built elsewhere: {filename} has other "
    "contents than this machine builds.",
    "on-index-untagged": "{version} is on {index} already, and has no tag {tag}.",
    "released-elsewhere": "{version} is on {index} already, built elsewhere, and has no tag {tag}.",
    "never-uploaded": "{index} has nothing of {title}, and there is no tag {tag}.",
    "name-used-before": "{said}\nThe index never takes the name {filename} again: this version is "
    "lost.",
    "release-closed": "{said}\nThe index takes no more files of this release: this version is "
    "lost.",
    "name-refused": "{index} does not take the name of the package:\n{said}",
    "not-your-project": "{index} does not let this account upload to the project:\n{said}",
    "address-not-verified": "{index} waits until you verify your address:\n{said}",
    "no-second-factor": "{index} wants a second factor of your account first:\n{said}",
    "uploads-disabled": "{index} takes no uploads at the moment:\n{said}",
    "login-refused": "{index} did not accept the credentials:\n{said}",
    "description-refused": "{index} cannot render the description:\n{said}",
    "attestations-refused": "{index} did not take the attestations:\n{said}",
    "upload-redirected": "{index} takes no uploads at this address:\n{said}",
    "upload-refused": "{index} did not take {filename}:\n{said}",
    "upload-failed": "{filename} did not arrive on {index}:\n{said}",
    # publishing
    "branch-protected": "{remote} does not take a push to {branch}:\n{said}",
    "push-not-allowed": "Your login may not push to {remote}:\n{said}",
    "remote-wants-login": "git has no login for {remote} that works:\n{said}",
    "pushed-by-others": "Someone has pushed to {branch} of {remote}:\n{said}",
    "commit-refused": "git did not take the release commit. A hook may have refused it:\n{said}",
    "changes-taken-back": "Took back what a release wrote and could not commit: {paths}",
    "would-take-changes-back": "Would take back what a release wrote and could not commit: {paths}",
    "disk-full": "No space is left on the disk of {folder}.",
    "requirement-missing": "What the package requires cannot be had here:\n{said}",
    "version-below-file": "{version} is older than {written}, which {path} has.",
    "no-list": "{index} has nothing at {address}, where its list of files would be.",
    "request-branch-refused": "{remote} does not take the branch {branch} of the release:\n{said}",
    "release-branch-taken": "There is a branch {branch} already, and it is not one that waits to "
    "bring {title}.",
    "release-branches-differ": "The branch {branch} here is not the same as on {remote}.",
    "branch-in-the-way": "With a branch {branch}, git cannot make the branch {wanted} that a "
    "release needs.",
    "no-remote-branch": "{remote} has no branch {branch}, from which a pull request begins.",
    "waiting-for-merge": "{title} is the branch {branch} on {remote}. It waits for its merge "
    "into {base}.",
    "branch-left": "The branch {branch} is not needed any more.",
    "host-unknown": "No program is known that opens a pull request on {host}.",
    "request-not-opened": "{program} did not open the pull request on {host}:\n{said}",
    "push-refused": "The push of the release commit was refused:\n{said}",
    "push-partly": "The release commit is at {taken}. It is not at {refused}:\n{said}",
    "tag-partly": "The tag {tag} is at {taken}. It is not at {refused}:\n{said}",
    "push-went-elsewhere": "The push did not arrive where {remote} is fetched from.",
    "tag-not-signed": "Your settings of git ask for signed tags, and git finds no signature in "
    "{tag}.",
    "tag-signing-fails": "The tag {tag} could not be signed:\n{said}",
    "commit-not-signed": "The release commit could not be signed:\n{said}",
    "tag-refused": "The remote refused the tag {tag}:\n{said}",
    "tag-refused-first": "The remote refused the tag {tag}:\n{said}",
    "hook-changed-commit": "A git hook changed the version in the release commit.",
    "not-visible-yet": "Uploaded, not yet visible: {filename}",
    "not-published-yet": "Tagged, not yet visible: {filename}",
    "no-terminal": "Cannot ask for confirmation: this is not a terminal.",
    "declined": "Not released.",
    # the way back, and other commands
    "nothing-to-take-back": "The last commit is not a release commit, so there is nothing to take "
    "back.",
    "pushed-already": "The release commit of {version} is on the remote: others may have it.",
    "no-release-branch": "{title} has no branch {branch}, so there is nothing to take back.",
    "merged-already": "The pull request of {version} was merged already: others may have it.",
    "branch-kept": "The branch {branch} stays.",
    "released-already": "{version} is released to {index}, so its commit stays.",
    "commit-has-more": "The commit of {version} contains more than a release: {paths}",
    "not-released": "{title} has not been released.",
    "not-what-is-tagged": "These distributions of {title} are not those that the tag {tag} names, "
    "and were not built from its commit.",
    "nothing-built": "There are no distributions in {folder}.",
    "several-versions": "{folder} has distributions of several versions: {versions}. Only one can "
    "be meant.",
    # provenance
    "provenance-missing": "{index} has no provenance of {filenames}. So it is not proven who "
    "uploaded that: an API token did, or no attestation was sent.",
    "provenance-of-machine": "{index} does not prove who uploaded it: it takes attestations from "
    "pipelines alone.",
    "provenance-disabled": "{index} gives out no provenance now, so none was compared.",
    "provenance-not-compared": "Uploaded by {publisher}, as {index} says. The settings name no "
    "publisher to compare that with.",
    "provenance-agrees": "Uploaded by {publisher}, as {index} says and the settings expect.",
    "provenance-any-environment": "{index} lets that publisher upload from any environment, and "
    "the settings say {environment}.",
    "provenance-unsigned": "The signatures were not checked: {program} is not installed here.",
    "provenance-unverified": "The signatures were not checked: {program} did not get that far.\n"
    "{said}",
    "provenance-verified": "The signatures verify ({program}).",
    "provenance-refused": "A signature does not verify:\n{said}",
    "provenance-differs": "{title} was not uploaded by the publisher that the settings name:",
    "provenance-field": "{filename}: {field} is {found}, and the settings say {expected}.",
    "provenance-of-other-file": "{filename}: the provenance is of a file with another hash.",
    "provenance-unreadable": "The provenance that {index} gives for {filename} cannot be read "
    "({error}).",
    # yanking
    "yank-which": "Say which version of {name} is to be yanked on {index}.",
    "yank-unlisted": "{index} does not have {title}, so there is nothing to yank.",
    "yanked-already": "{title} is yanked on {index} already{reason}.",
    "yank-not-noted": "{path} is not there or not understood, so this was not written: {line}",
    "yank-page": "Yank {title} on this page of {index}, under Options: {page}\nIt stays there, and "
    "pip chooses it only where somebody asks for just this version.",
    "yank-elsewhere": "{index} has its own way to yank {title}, or none.",
    "yank-line": "{version} was yanked{reason}.",
    "yank-noted": "{path} says under Unreleased: {line}\nCommit that when it is yanked.",
    "would-note-yank": "Would write under Unreleased in {path}: {line}",
    "yank-noted-before": "{path} has it under Unreleased already: {line}",
    "yank-without-changelog": "This project has no changelog to note it in.",
    "not-opened": "No browser was opened here.",
    # tokens
    "not-a-token": "{what} is not an API token: a token begins with {prefix}. A password does not "
    "work.",
    "secret-empty": "{what} is empty.",
    "token-with-whitespace": "{what} has whitespace around it, or characters that are not shown. "
    "Copy the token alone.",
    "token-in-quotes": "{what} has quotes around it. They would be sent, too: leave them out.",
    "token-with-other-characters": "{what} has characters that no token has. Copy the token alone.",
    "token-cut-short": "{what} is only a part of a token. Copy the whole token.",
    "token-expired": "{what} is a token that has expired.",
    "token-of-another-site": "{what} is a token for {site}, not for {expected}.",
    "token-of-another-project": "{what} is a token only for {names}, not for {project}.",
    "secret-typed": "That",
    "secret-in-environment": "TWINE_PASSWORD in the environment",
    "secret-in-pypirc": "The password in ~/.pypirc, section {index},",
    "secret-in-keyring": "The password in the keyring",
    "user-in-environment": "TWINE_USERNAME in the environment",
    "user-in-pypirc": "The username in ~/.pypirc, section {index},",
    "user-in-keyring": "The user name in the keyring",
    "no-terminal-for-token": "Cannot ask for a token: this is not a terminal.",
    "no-keyring": "No keyring can keep a token here: {reason}\nInstead, put this text into {path} "
    "(in place of its section, if there is one).\nThen type chmod 600 {path}, so that only you "
    "can read it:\n\n{text}\n",
    "keyring-silent": "It gave no answer within {seconds} s.",
    "keyring-error": "It says: {error}",
    "keyring-keeps-nothing": "It does not give back what is stored in it.",
    # results
    "ready": "{branch} is clean; credentials from {source}",
    "ready-for-release": "{title} is ready for release to {index}: {state}.",
    "credentials-rehearsal": "the rehearsal",
    "credentials-environment": "the environment (TWINE_PASSWORD)",
    "credentials-pypirc": "~/.pypirc, section {index}",
    "credentials-keyring": "the keyring",
    "credentials-pipeline": "the pipeline",
    "credentials-none": "nowhere yet",
    "done-before": "done before",
    "bumped": "version file and changelog, commit {commit}",
    "built": "{filenames}",
    "checked": "{project} {version} has the right metadata and files, installs and runs",
    "relative-link": "{path}, line {line}: {target} leads nowhere on the index. {advice}",
    "needs-extra": "{module} needs {missing}, which the package declares for an extra or another "
    "system.",
    "wheel-stays-here": "{filename} is for this machine alone, so PyPI does not take it. It stays "
    "here, and people\nbuild their own from the sdist. cibuildwheel makes wheels for many "
    "platforms.",
    "install-from-pypi": "People install it with: pip install {name}=={version}\nIts page: {page}",
    "install-from-index": "People install it with: pip install --index-url {list} "
    "{name}=={version}",
    "page-at-host": "At the host of its repository: {page}",
    "token-too-wide": "Worth doing now: your token covers your whole account. Replace it by one "
    "for {project} alone.",
    "description-warning": "twine warns: {said}",
    "tests-not-set": "The setting `test-command` names no tests, so none were run.",
    "no-tests": "There are no tests in {folder}, so none was run.",
    "tests-skipped": "The tests were not run, as asked for.",
    "tested": "Tests on the wheel: {said}",
    "pushed": "{branch} on {remote}",
    "merged-in-rehearsal": "{branch}; the rehearsal merges it",
    "sending": "sending {filename}",
    "sending-part": "sending {filename}, {amount}",
    "sent": "sent {filenames}",
    "nothing-to-send": "{index} has the same bytes",
    "waiting-for-list": "waiting for {index} to list {filename}, {seconds} s left",
    "installing": "installing it from {index}",
    "verified-bytes": "{index} gives the same bytes; they install and run",
    "verified-contents": "{index} gives the same contents; they install and run",
    "verified-tag": "{index} gives the files that the tag {tag} names; they install and run",
    "verified-but-tool": "{index} gives the same contents, built with {theirs} (here {ours}); they "
    "install and run",
    "building": "building commit {commit} again, to compare",
    "tagged": "{tag}",
    "commit-verified": "The release commit {commit} is signed, and git verifies the signature.",
    "commit-unverified": "The release commit {commit} is signed. Here git cannot verify the "
    "signature:\n{said}",
    "signature-verified": "{tag} is signed, and git verifies the signature.",
    "signature-unverified": "{tag} is signed. Here git cannot verify the signature:\n{said}",
    "edits-left-out": "These edits are not committed, so the rehearsal leaves them out: {paths}",
    "no-news-yet": "{path} has nothing under [Unreleased] yet. A release will ask for it.",
    "releasing": "Releasing {title} to {index}",
    "trial": "TestPyPI proves the upload, the metadata and the looks of the page. It does not "
    "prove that PyPI\ntakes the name, the token or the publisher, and it gets no tag.",
    "finished": "{title} is released to {index}. There is nothing to do.",
    "commits-after": "Commits after it, which are not in it: {count}",
    # the next version
    "next-release": "Recommended is {version}: {reason}.",
    "choose-version": "Which version comes next?",
    "choose-how": "(arrow keys; Ctrl-C leaves nothing behind)",
    "because-heading": '{path} has "{heading}"',
    "because-only-heading": '{path} has "{heading}" and nothing that asks for more',
    "because-marked": "{path} marks a break ({line})",
    "because-interface": "{break}",
    "because-new-name": "{name} is new",
    "because-nothing-more": "nothing was found that asks for more",
    "because-below-one": "{reason}; below 1.0, a minor version tells a break",
    "because-branch": "this branch is for the versions {line}, whatever changed",
    "because-dated": "this number is a date, which tells no break",
    "because-tried": "nothing is under [Unreleased] that {version} did not have",
    "because-not-tried": "{version} did not have what is under [Unreleased]",
    "break-gone": "{name} is gone",
    "break-property": "{name} is called in another way: a method became a property, or the other "
    "way round",
    "break-parameter-gone": "{name}() no longer takes {parameter}",
    "break-parameter-moved": "{name}() takes {parameter} at another place",
    "break-parameter-kind": "{name}() takes {parameter} in another way, by name or by place",
    "break-parameter-required": "{name}() needs {parameter}, which was optional",
    "break-parameter-new": "{name}() needs {parameter}, which is new",
    "pre-release": "{version} is a pre-release: pip installs it where somebody asks for it by "
    "number or with --pre, and\nPyPI's page goes on showing the newest final release. An upload "
    "cannot be taken back: the\nfinal release will be another version.",
    "rehearsing": "Rehearsing {title}, where no one sees it",
    "in-the-way": "In the way of a real release, as far as no server is asked:",
    "rehearsed": "The rehearsal went well. Your repository, remote and credentials were not "
    "touched.",
    "would-take-back": "Would take back commit {commit} of {title}, and what was built from it.",
    "taken-back": "Took back commit {commit}; {title} is as before its release.",
    "branch-goes": "\nThis deletes the branch {branch} on {remote}, which closes its pull request.",
    "would-take-branch-away": "Would delete the branch {branch}, here and on {remote}.",
    "branch-taken-away": "Deleted the branch {branch}; nothing of {title} was released.",
    "uncommitted-left-out": "Built from the last commit; changes that are not committed are not in "
    "it.",
    "contributors": "Contributors: {names}",
    "would-build": "Would build commit {commit} into {folder}.",
    "would-send": "Would send {filenames} to {index}.",
    "would-store": "Would ask for a token of {index} and store it in the keyring.",
    "plan": "{title} to {index}:",
    "token-page": "Create a token of {index} at {page}",
    "token-prompt": "Paste it here; it is not shown. Token: ",
    "token-of-project": "It is for {names} alone, as it should be.",
    "token-of-account": "This token covers your whole account. The first release needs that, "
    "because {project} is\nnot on the index yet. Afterwards, replace it with a token for {project} "
    "alone.",
    "token-untold": "The index will say what it allows.",
    "token-stored": "Stored in the keyring, where twine finds it.",
    "confirm": "Go on? [y/N] ",
    "interrupted": "Interrupted.",
    "finishing": "This ends in a moment; press Ctrl-C again to break it off.",
}

UNTOUCHED = "Nothing was written or sent."
KEPT = "Nothing is lost: the commit is pushed, and the distributions are kept."
FOUND_AGAIN = "Nothing is lost: what was built is kept, and what was sent is found again."
STILL_SAFE: dict[str, str] = {
    "program-failed": "Nothing was lost.",
    "machine": "Nothing was lost.",
    "interrupted": "Nothing was lost.",
    "yank-not-noted": "Nothing was written.",
    "does-not-build": "Nothing was sent.",
    "twine-check": "Nothing was sent.",
    "tests-failed": "Nothing was sent.",
    "tests-not-installed": "Nothing was sent.",
    "build-requirement-missing": "Nothing was sent.",
    "distributions-wrong": "Nothing was sent.",
    "does-not-work": "The distributions are kept, and an upload that was made stays as it is.",
    "release-begun": "Nothing is lost.",
    "released-elsewhere": "What is on {index} stays as it is.",
    "on-index-untagged": "What is on {index} stays as it is.",
    "index-unreachable": FOUND_AGAIN,
    "index-slow": FOUND_AGAIN,
    "index-proxy": FOUND_AGAIN,
    "index-certificate": FOUND_AGAIN,
    "index-redirects": FOUND_AGAIN,
    "index-address-wrong": FOUND_AGAIN,
    "index-wants-login": FOUND_AGAIN,
    "other-than-tag": "The tag stays as it is.",
    "tagged-elsewhere": "The release and its tag stay as they are.",
    "built-elsewhere": "What is on {index} stays as it is.",
    "other-bytes-listed": "What was built here is kept.",
    "other-bytes-downloaded": "What was built here is kept.",
    "name-used-before": "What was built here is kept.",
    "release-closed": "What was built here is kept.",
    "name-refused": KEPT,
    "not-your-project": KEPT,
    "address-not-verified": KEPT,
    "no-second-factor": KEPT,
    "uploads-disabled": KEPT,
    "login-refused": KEPT,
    "description-refused": KEPT,
    "attestations-refused": KEPT,
    "upload-redirected": KEPT,
    "upload-refused": KEPT,
    "upload-failed": KEPT,
    "push-refused": "Nothing is on {index}, and the commit stays here.",
    "branch-protected": "Nothing was sent.",
    "push-not-allowed": "Nothing was sent.",
    "remote-wants-login": "Nothing was sent.",
    "pushed-by-others": "Nothing was sent.",
    "commit-refused": "Nothing was sent, and the changed files stay here.",
    "disk-full": "Nothing was lost.",
    "requirement-missing": "What was built is kept, and an upload that was made stays as it is.",
    "push-went-elsewhere": "Nothing is on the index.",
    "push-partly": "Nothing is lost: the same command pushes what is missing.",
    "tag-partly": "Nothing is lost: the same command pushes what is missing.",
    "tag-refused": "{title}, as it should be, is on {index}, and the tag is kept here.",
    "tag-refused-first": "Nothing is on {index}, and the tag is kept here.",
    "hook-changed-commit": "Nothing was sent.",
    "tag-not-signed": "The tag was not pushed.",
    "tag-signing-fails": "There is no tag yet, and what was sent stays as it is.",
    "commit-not-signed": "Nothing was sent, and the files are as they were.",
    "not-visible-yet": "Nothing is lost: an index can be slow.",
    "not-published-yet": "Nothing is lost: the pipeline can be slow.",
    "request-branch-refused": "Nothing was sent.",
    "waiting-for-merge": "Nothing is public but that branch.",
    "merged-already": "Nothing was taken back.",
    "branch-kept": "Nothing was taken back.",
    "no-terminal": "Nothing has become public.",
    "declined": "Nothing has become public.",
}

LABELS: dict[str, str] = {
    "": "",
    "begin": "Begin one",
    "try": "Try",
    "correct": "Correct it in",
    "add-line": "Add that line to",
    "add-table": "Add that table to",
    "write-version-down": "Take that out, and write the version down as text, for example "
    '`version = "1.2.0"`, in',
    "look-at-build": "Make `python -m build` work first.",
    "correct-version-file": "Name the file with the version, as version-file, in",
    "write-version-line": "Write the version in that form in",
    "leave-one-version": "Leave one of them, or set `version-pattern` to find it, in",
    "write-heading": "Write such a heading above the newest section of",
    "set-changelog": "Set `changelog` and `changelog-format` (`none` for none) in",
    "write-version-as": "Write the version as in",
    "correct-and-commit": "Correct the project, and commit that.",
    "correct-and-next-version": "If the package is wrong, correct it and release the next version.",
    "take-back-first": "First take the release commit back",
    "write-changes-and-commit": "Write what changed for users, and commit that",
    "write-author-and-commit": "Write your name and address, and commit that",
    "if-remote-is-right": "Correct [tool.shipyard-release.publisher], and the addresses of the "
    "project, in",
    "or-right-remote": "Or, if the remote is wrong",
    "remove-private-and-commit": "Without that classifier everyone gets it; remove it only if that "
    "is meant, in",
    "own-index": "Release to an index of your own, a section of ~/.pypirc",
    "ignore-secret": "Add a line for it, and commit that",
    "write-own-text-and-commit": "Write your own, and commit that",
    "take-out-of-dynamic": "Take it out there, and commit that",
    "or-write-field": "Or write it again, and commit that",
    "write-into-dynamic": "Add it to `dynamic`, and commit that",
    "save-as-utf-8": "Save it as UTF-8, and commit that",
    "made-again": "Remove that environment; the next command makes it again",
    "wait-or-stop-it": "Wait for its end, or stop it.",
    "release-anew": "Then release the same version from that commit",
    "yank-and-note": "If nobody meant those files as a release, yank them. Say so in the changelog "
    "under [Unreleased].",
    "find-out-who": "Find out who uploaded that file. The files that the tag names are the "
    "release.",
    "ask-for-hashes": "To compare it, ask whoever built it for the hashes of its files.",
    "if-this-tool-sent-it": "If this tool uploaded it, finish it",
    "tag-its-commit": "Tag the commit that it was built from",
    "release-next": "Commit that, and release the next version",
    "another-version": "Release another version",
    "release-without": "Release without news",
    "numbers-alone": "Release the numbers alone",
    "release-final": "Release it without .dev",
    "try-it-there": "Try it on the index for trials",
    "finish-it": "Finish it",
    "take-it-back": "Take it back",
    "skip-it": "Skip it",
    "when-corrected": "When all of this is corrected",
    "if-no-git-runs": "If no git command runs",
    "commit-them": "Commit what belongs to the project",
    "put-aside": "Or put it aside",
    "after-clock": "Then",
    "without-tests": "Without tests",
    "name-it-so": "Give this branch that name (or set `branches` in [tool.shipyard-release])",
    "add-branch": "To release from this branch, add it to `branches` in",
    "next-of-branch": "Release the next version of this branch",
    "release-it-there": "Or release it from the branch for new versions",
    "make-repository-at-host": "Make an empty repository at your host, then",
    "if-tag-is-wrong": "If that tag is a mistake",
    "make-account": "Create an account",
    "make-token": "Create a token",
    "new-token": "A new token",
    "store-token": "Then store it",
    "add-login": "Write username and password of its section into",
    "correct-login": "Correct username and password of its section in",
    "correct-address": "Correct the address of its section in",
    "choose-name": "Choose another name for the package, in pyproject.toml and where it is used.",
    "ask-owner": "Ask an owner of the project to let your account upload. If the project is "
    "archived, an owner has to end that first.",
    "verify-address": "Verify the primary address of your account.",
    "set-up-second-factor": "Set up two-factor authentication for your account.",
    "wait-until-allowed": "Wait until the index says that uploads are on again.",
    "without-attestations": "Only a trusted publisher can send attestations: let the pipeline "
    "upload, or send none.",
    "or-these": "Or give them to one release",
    "in-environment": "Give the right ones to a release",
    "without-asking-keyring": "Give them to one release",
    "or-add-login": "Or write username and password of its section into",
    "without-keyring": "Or use no keyring",
    "when-keyring-answers": "When the keyring is unlocked and answers",
    "write-that-text": "Write that text, with your token, into",
    "one-command": "Give it to one release instead",
    "look-at-token": "See which credentials are used",
    "correct-proxy": "Correct HTTPS_PROXY and HTTP_PROXY in the environment, or name the host of "
    "the index in NO_PROXY.",
    "trust-certificate": "Set the clock of this machine right. If your network has certificates of "
    "its own, name their file in REQUESTS_CA_BUNDLE.",
    "then-again": "Then",
    "netrc": "Put a login for its host into .netrc, as for pip.",
    "name-list": "Name the address of its list",
    "add-repository": "Add that line to",
    "list-index": "List it in",
    "if-yours": "If they are yours",
    "or-tag-one": "Or tag one of them",
    "end-archive": "An owner of the project has to end the archiving first.",
    "ask-index": "Ask the people of the index. Only they can end the quarantine.",
    "another-name": "If they are not yours, choose another name.",
    "without-them": "Without them",
    "with-them-next": "With them, as the next version",
    "with-them-anew": "With them, as the same version",
    "with-them-same": "The same without a second release commit, before the same command",
    "if-list-is-elsewhere": "If its list is at another address",
    "get-their-commits": "Get their commits",
    "log-in-to-git": "Let git ask for your login, and store it",
    "ask-for-push-right": "Use a login or a remote that may push, or ask for the right to push.",
    "set-commit-message": "If the message is refused, set `commit-message` or `sign-off` in",
    "take-changes-back": "Or take the changes back",
    "or-take-commit-back": "Or take the release commit back",
    "if-older-is-meant": "If the older one is meant, write it and commit that",
    "make-space": "Remove what is not needed any more.",
    "set-release-by": "If the branch takes only pull requests, set "
    '`release-by = "pull-request"` in [tool.shipyard-release] of',
    "allow-branch": "Change the remote's rules so that they allow that branch.",
    "if-branch-can-go": "If nobody needs that branch, delete it",
    "delete-branch": "Delete it",
    "take-branch-here": "If the one here is right",
    "take-branch-there": "If the one on the remote is right",
    "rename-branch": "Rename it",
    "rename-branch-there": "Rename that branch at the host.",
    "push-branch-first": "Push it first",
    "open-request": "Open its pull request, unless it is open",
    "open-request-at": "Open its pull request from that branch, unless it is open, at",
    "open-request-there": "Let somebody merge that branch.",
    "look-at-request": "Its pull request",
    "after-merge": "When it is merged",
    "protected-branch": "If the branch is protected, push the commit as a branch, merge it, and "
    "pull.",
    "drop-address": "If that address is not used any more",
    "see-addresses": "See where each goes, then fetch and push",
    "allow-tag": "Change the remote's rules so that they allow the tag.",
    "take-back-and-correct-hook": "Take the commit back, and correct the hook",
    "keep-files": "Take back the commit alone, and keep its files",
    "unlock-key": "Unlock the key that git signs with, or correct `user.signingKey` in git's "
    "settings.",
    "see-keys": "See which key git uses",
    "delete-tag": "Delete that tag",
    "see-state": "See how things are",
    "fetch-releases": "Fetch what others have released",
    "name-another": "Or name another version",
    "name-one": "Name it",
    "find-out-who-published": "Find out who uploaded these files, and yank them if nobody of "
    "yours did.",
    "correct-publisher-now": "If the publisher is another one now, correct [tool.shipyard-release."
    "publisher] in",
    "if-not-noted": "If the changelog does not say so yet, write it under Unreleased in",
    "note-it-there": "Write it there",
    "confirm-beforehand": "To confirm in advance",
    "later": "To go on later",
    "for-news": "Release it",
    "or-another-part": "Or as you choose",
    "or-candidate": "Or a candidate first",
    "tell-break": "Tell the break by the number",
    "keep-number": "Release it with this number all the same",
    "set-not-public": "If users do not rely on these names, add them to `not-public` in",
    "build-first": "Build them first",
    "go-to-tag": "Go to the commit of the tag",
    "then-build": "Build them there",
    "build-alone": "Build the last commit there, which removes the others",
}
AGAIN = "Type the same command again; it goes on from here"

SHOWN = 8  # rows of a list; the rest is counted
CHOICES: dict[str, str] = {
    "patch": "patch: corrections",
    "minor": "minor: something new",
    "major": "major: something that users have to change",
    "patch,rc": "first candidate of the patch",
    "minor,rc": "first candidate of the minor version",
    "major,rc": "first candidate of the major version",
    "alpha": "alpha: an early pre-release",
    "beta": "beta: a pre-release with everything new",
    "rc": "release candidate",
    "final": "final: the release itself",
}
BREAK_BELOW_ONE = "minor: something new, or something that users have to change"
FIRST_STABLE = "major: the first stable version"

PROMISES: dict[str, str] = {
    "preflight": "find what could stop it",
    "bump": "write version file and changelog, commit",
    "build": "sdist and wheel from the commit, the same bytes each time",
    "check": "metadata, file lists, install and run both",
    "push": "push the release commit",
    "request": "push a branch with the release commit, go on when it is merged",
    "upload": "send wheel, then sdist, with twine",
    "verify": "download, compare, install from the index",
    "tag": "tag the commit with changelog and hashes, push the tag",
}


def sentence(message: Message) -> str:
    """Return the words of a message, without any login in an address."""
    facts = {name: _readable(value) for name, value in message.facts.items()}
    special = SPECIAL.get(message.kind)
    text = special(message.facts) if special else SENTENCES[message.kind].format(**facts)
    return LOGIN.sub(r"\1…@", text)


def still_safe(message: Message) -> str:
    """Return what stays as it was although the command stopped."""
    facts = {name: _readable(value) for name, value in message.facts.items()}
    return STILL_SAFE.get(message.kind, UNTOUCHED).format(**facts)


def label(name: str) -> str:
    """Return what a remedy is for."""
    return LABELS[name]


def _readable(value: object) -> object:
    if isinstance(value, Message):
        return sentence(value)
    if isinstance(value, float):
        return f"{value:.0f}"
    if isinstance(value, list):
        return "  ".join(str(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(str(each) for each in value.values() if each)
    return value


def _tree_changed(facts: Mapping[str, Any]) -> str:
    shown = shorten(", ".join(facts["paths"]), 200, placeholder=" …")
    return f"These files are changed or untracked: {shown}"


def _edits_left_out(facts: Mapping[str, Any]) -> str:
    shown = shorten(", ".join(facts["paths"]), 200, placeholder=" …")
    return SENTENCES["edits-left-out"].format(paths=shown)


def _wrong_branch(facts: Mapping[str, Any]) -> str:
    here = f"This is the branch {facts['branch']}" if facts["branch"] else "HEAD is detached"
    return SENTENCES["wrong-branch"].format(here=here, expected=facts["expected"])


def _left_out(facts: Mapping[str, Any]) -> str:
    text = SENTENCES["commits-left-out"].format(**facts)
    return shorten(text, 200, placeholder=" …")


def _has_more(facts: Mapping[str, Any]) -> str:
    paths = ", ".join(facts["paths"])
    return SENTENCES["commit-has-more"].format(version=facts["version"], paths=paths)


def _becomes_public(facts: Mapping[str, Any]) -> str:
    sizes = facts["sizes"].items()
    files = "".join(f"\n  {name} ({size / 1000:.0f} kB)" for name, size in sizes)
    source = sentence(facts["source"])
    return (
        f"\n{facts['title']} becomes public on {facts['index']}, for good:{files}"
        f"\nfrom commit {facts['commit']}, with credentials from {source}."
        f"\nCommit and tag go to {facts['remote']}: {facts['address']}"
    )


def _in_the_way(facts: Mapping[str, Any]) -> str:
    rows = [sentence(problem).splitlines()[0].rstrip(":") for problem in facts["problems"]]
    return "\n".join([SENTENCES["in-the-way"], *(f"  - {row}" for row in rows)])


def _publisher_form(facts: Mapping[str, Any]) -> str:
    rows = facts["rows"]
    width = max(len(name) for name in rows)
    fields = "\n".join(f"{name:<{width}}  {value}" for name, value in rows.items())
    head = (
        f"Trusted publisher, to be entered at {facts['page']}\n"
        "(as a pending one before the first release):"
    )
    return f"{head}\n{indent(fields, '  ')}"


def _changed_since(facts: Mapping[str, Any]) -> str:
    subjects = facts["subjects"]
    shown = [f"  {shorten(each, 90, placeholder=' …')}" for each in subjects[:SHOWN]]
    if len(subjects) > SHOWN:
        shown.append(f"  … and {len(subjects) - SHOWN} more")
    news = [line for line in facts["news"].splitlines() if line.strip()]
    told = [f"  {line}" for line in news[: 2 * SHOWN]]
    if len(news) > 2 * SHOWN:
        told.append(f"  … and {len(news) - 2 * SHOWN} lines more")
    head = f"Commits since {facts['tag']}: {len(subjects)}"
    changelog = f"What {facts['path']} says of them:" if told else f"{facts['path']} says nothing."
    return "\n".join([head, *shown, changelog, *told])


def _listed(breaks: list[Message]) -> str:
    rows = [f"  - {sentence(each)}" for each in breaks[:SHOWN]]
    if len(breaks) > SHOWN:
        rows.append(f"  - … and {len(breaks) - SHOWN} more")
    return "\n".join(rows)


def _break_hidden(facts: Mapping[str, Any]) -> str:
    head = (
        f"{facts['version']} would hide a break. Since {facts['last']} the public interface "
        f"changed so that code\nof users can fail, which asks for a {facts['part']} version:"
    )
    return f"{head}\n{_listed(facts['breaks'])}"


def _breaks_so_far(facts: Mapping[str, Any]) -> str:
    head = (
        f"Since {facts['last']} the public interface has breaks, which ask for a {facts['part']} "
        "version:"
    )
    return f"{head}\n{_listed(facts['breaks'])}"


def choice(bump: str, version: str) -> str:
    """Return one row of the list of versions to choose from."""
    is_below_one = version.startswith("0.")
    named = {
        "minor": BREAK_BELOW_ONE if is_below_one else CHOICES["minor"],
        "major": FIRST_STABLE if version == "1.0.0" else CHOICES["major"],
    }
    return f"{version:<10}  {named.get(bump, CHOICES[bump])}"


def _relative_link(facts: Mapping[str, Any]) -> str:
    address = facts["address"]
    advice = f"Write {address}" if address else "Write an address that begins with https://"
    return SENTENCES["relative-link"].format(**facts, advice=advice)


def _contributors(facts: Mapping[str, Any]) -> str:
    return SENTENCES["contributors"].format(names=", ".join(facts["names"]))


SPECIAL = {
    "break-hidden": _break_hidden,
    "breaks-so-far": _breaks_so_far,
    "changed-since": _changed_since,
    "contributors": _contributors,
    "edits-left-out": _edits_left_out,
    "relative-link": _relative_link,
    "tree-changed": _tree_changed,
    "wrong-branch": _wrong_branch,
    "commits-left-out": _left_out,
    "commit-has-more": _has_more,
    "in-the-way": _in_the_way,
    "becomes-public": _becomes_public,
    "publisher-form": _publisher_form,
}
