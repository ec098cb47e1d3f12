"""Every word of this tool that a person reads, except the help texts in `options.py`.

A message has a kind and facts; the tables here hold a sentence for each kind, which the facts fill
in. `{output}` is what another program printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from textwrap import indent, shorten
from typing import Any

from shipyard_release.errors import Message

# Programs repeat a login when they quote an address.
LOGIN = re.compile(r"(https?://)[^/@\s]+@")

SENTENCES: dict[str, str] = {
    # settings and the project
    "no-project": "There is no pyproject.toml in {folder}.",
    "settings-unreadable": "pyproject.toml cannot be read: {error}",
    "settings-missing": "pyproject.toml has no table [{table}] with the settings of a release.",
    "setting-unknown": 'pyproject.toml, [{table}]: "{key}" is not a setting. Did you mean '
    '"{nearest}"?',
    "setting-missing": 'pyproject.toml, [{table}]: the setting "{key}" is missing.',
    "setting-type": 'pyproject.toml, [{table}]: "{key}" must be {expected}.',
    "setting-twice": 'pyproject.toml, [{table}]: "{key}" and "{other}" mean the same. Keep '
    '"{other}".',
    "setting-empty": 'pyproject.toml, [{table}]: "{key}" is empty.',
    "setting-choice": 'pyproject.toml, [{table}]: "{key}" is "{value}"; it must be {known}.',
    "setting-pattern": 'pyproject.toml, [{table}]: "{key}" is "{value}"; it must be a regular '
    "expression with one group, the version.",
    "setting-tag": 'pyproject.toml, [{table}]: "{key}" is "{value}"; it must contain '
    '{{version}} once, as "v{{version}}" does.',
    # what is found in a project without settings
    "found-metadata": "from its metadata",
    "found-version-file": "its version is {version}, and the metadata take it from there",
    "found-pattern": "this is how the file writes the version",
    "found-copies": "the version {version} is also there",
    "found-changelog": "the first changelog in a known format",
    "found-changelog-form": "the format of {path}",
    "found-changelog-none": "there is no changelog",
    "found-changelog-fragments": "{path} is there, so another tool puts the changelog together",
    "found-changelog-unknown": "the format of {path} is not known, so the file stays as it is",
    "found-remote": "the remote of this branch",
    "found-branch": "the current branch, or the default branch of the remote, and those for older "
    "versions",
    "found-tags": "the format of its tags",
    "found-folder": "other packages of this repository have tags as well",
    "found-tests": "the folder of its tests",
    "found-no-tests": "the tests are not run until you name a command that runs them",
    "found-failing-imports": "they cannot be imported here",
    "found-failing-scripts": "they do not answer to --help",
    "found-left-out": "its build leaves them out today",
    "found-keys-for-tests": "they look like secrets, and are in a folder of tests or examples",
    "found-written": "its build writes them into the sdist",
    "version-unread": "Cannot find the file that has the version {version}. Name the file. If the "
    "version is not written as `__version__`, give a pattern as well.",
    "version-unread-encoding": "{path} is not UTF-8, so no version can be written into it. Save it "
    "as UTF-8, commit that, and type the same command again.",
    "version-from-tags": "The version of this project comes from its tags, by {tool}. This tool "
    "writes the version into a file first, and tags only what was built, tested and compared.",
    "does-not-build-alone": "Its own build does not work:\n{output}",
    "does-not-build-submodules": "Its own build does not work:\n{output}\nIt has submodules. This "
    "tool builds from the files of its own repository alone, as `git archive` gives them.",
    "submodule-of-code": "{path} is a submodule, and its files belong to the code. This tool "
    "builds from the files of this repository alone, so the distributions would lack them. Commit "
    "the files themselves here.",
    "does-not-install": "Its distributions cannot be installed:\n{output}",
    # programs
    "program-failed": "`{command}` {output}",
    "machine": "The system reports: {error}",
    "another-release": "Another release is running in this folder.",
    "twine-changed": "The environment of this tool does not have the twine that it needs: {error}",
    "pypiserver-changed": "The environment of this tool does not have the pypiserver that it "
    "needs: {error}",
    # git
    "no-repository": "There is no git repository here.",
    "folder-not-committed": "The project is the folder {folder} of a repository, but the last "
    "commit does not have that folder.",
    "no-commit": "This repository has no commit.",
    "remote-unreachable": "The remote {remote} cannot be reached:\n{output}",
    # the version
    "version-file-missing": "There is no file {path} in the last commit.",
    "version-file-absent": "There is no file {path}.",
    "version-line-missing": "{path} has no version in the form `{example}`.",
    "version-line-twice": "{path} has a version in several lines: {lines}.",
    "version-line-invalid": "{path}, line {line}: '{text}' is not a version.",
    "version-not-numbers": "{path} has the version as numbers, and {version} is more than numbers.",
    "bump-impossible": 'After {version}, "{bump}" is not possible.',
    "version-invalid": "'{text}' is not a version.",
    "release-begun": "The release of {version} has begun, and has no tag yet.",
    # preflight
    "not-ready": "{title} is not ready for release to {index}:",
    "git-at-work": "Another git command is running, or one was interrupted.",
    "tree-changed": "These files are changed or untracked: {paths}",
    "secret-not-ignored": "These files can hold a secret, and git does not ignore them: {paths}",
    "git-index-old": "A git command was interrupted: its index is older than the last commit.",
    "commit-of-the-future": "The date of the last commit is in the future. Set the clock first.",
    "git-identity": "git does not know your name and e-mail address.",
    "signature-fails": "Your git settings ask for a signature, but git cannot sign:\n{output}",
    "wrong-branch": "{here}; releases are made from {expected}.",
    "shallow": "The history is not complete here (this is a shallow clone).",
    "no-remote": "There is no remote called {remote}.",
    "behind": "{branch} is behind {remote}/{branch}.",
    "remote-tag-elsewhere": "The remote has the tag {tag} on another commit ({commit}).",
    "tag-elsewhere": "The tag {tag} is on another commit ({commit}).",
    "version-not-normal": "{text} is not a normalised version. Write {normal}.",
    "version-not-newer": "{version} is not newer than {newest}.",
    "version-off-line": "{version} does not belong to the branch {branch}, which is for the "
    "versions of {line}.",
    "branch-untested": "Warning: no workflow runs on pushes to {names}, but releases are made from "
    "there.\nAdd that to `branches` under `push` in {paths}.",
    "tag-starts-nothing": "Warning: the tag {tag} starts no workflow, so nothing would be "
    "published.\nCompare `tags` under `push` in {paths} with the setting `tag`.",
    "version-released": "{version} is the same version as {released}, which is released already.",
    "version-local": "{version} is a local version, which an index refuses. Leave out the + and "
    "the part after it.",
    "version-development": "{version} is a development version, which PyPI would keep for ever.",
    "no-news": "{path} has no entry for the changes since the last release.",
    "changelog-missing": "There is no file {path} in the last commit.",
    "changelog-not-understood": "{path} has no heading of a version in the form {form}, such as\n"
    "{example}",
    "not-utf-8": "{path} is not encoded in UTF-8, so some of its characters would be lost.",
    "readme-may-not-render": "{path} has an error and cannot be rendered. This matters if the file "
    "is the description on the index: {output}",
    "readme-not-rendered": "{path} cannot be rendered:\n{output}",
    "example-author": "{path} still names the example's author, {address}.",
    "example-text": "{path} still has the example's text: {text}",
    "setup-lacks-field": 'setup.py has no `{argument}`, and pyproject.toml lists "{field}" in '
    "`dynamic`.",
    "setup-field-not-listed": "setup.py has `{argument}`, and pyproject.toml does not list "
    '"{field}" in `dynamic`, so the field would be lost.',
    "private": "{path} marks the package as private, so {index} would refuse it after the push.",
    "publisher-elsewhere": "The remote {remote} is {there}, but the trusted publisher is "
    "{expected}.\nThe index would refuse an upload from a pipeline there.",
    "no-credentials": "There are no credentials for {index} in the environment, ~/.pypirc or "
    "keyring.",
    "keyring-unusable": "Cannot read credentials from the keyring: {reason}",
    "no-user": "{what} has no user name, and {index} needs one.",
    "user-where-token": "{what} is not right: {index} accepts only API tokens, with the user name "
    "{user}.",
    "name-taken": "{name} is on {index} already, and none of its versions is tagged here.",
    "name-registered": "{name} is registered on {index}, but has no files there, and none of its "
    "versions is tagged here.",
    "project-archived": "{name} is archived on {index}, which accepts no files for it{reason}.",
    "project-quarantined": "{name} is in quarantine on {index}, so nobody can download its "
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
    "does-not-build": "The project does not build:\n{output}",
    "twine-check": "The distributions do not pass `twine check`:\n{output}",
    "distributions-wrong": "The distributions are not as they should be:",
    "says-another-name": "{filename} says that it is {found}, not {expected}.",
    "secret": "{filename}: {name} looks like a secret.",
    "lfs-pointer": "{filename}: {name} is a pointer of Git LFS, not the file. `git lfs pull` "
    "fetches the file.",
    "link-leaves-project": "{name} is a link to {target}, outside of the project. The sdist would "
    "contain a file of this machine.",
    "link-to-folder": "{name} is a link to the folder {target}. The sdist would contain the files "
    "of that folder twice.",
    "sdist-differs": "The contents of {name} in the sdist differ from the commit.",
    "no-licence": "The project has no licence file, so nobody knows what they may do with it.",
    "licence-not-in-wheel": "{filename} does not contain the licence file of the project. If that "
    "is on purpose, name it in the setting `not-in-wheel`.",
    "name-differs": 'setup.py says name="{name}", but pyproject.toml says {expected}, and that '
    "name is used.",
    "sdist-not-committed": "The sdist has {name}, which is not committed. If the build writes it, "
    "add it to the setting `not-committed`.",
    "sdist-lacks": "The sdist lacks {name}.",
    "wheel-lacks": "The wheel lacks {name}. If it is a data file, add it to package_data in "
    "{metadata}.",
    "wheel-empty": "The wheel has no module. List its packages or modules in {metadata}.",
    "wheel-without-extension": "{filename} is for one platform, but has no compiled module. An "
    "optional extension module did not compile.",
    "wheel-for-any-platform": "{filename} says that it is for any platform, but has a compiled "
    "module.",
    "wheel-lacks-extension": "The wheel built from the sdist lacks {name}, but a wheel built from "
    "the commit has it. The sdist lacks a file that is needed to compile it. Add that file to "
    "MANIFEST.in.",
    "wheel-lacks-module": "The wheel lacks {name}. To make its folder a package, add {init}.",
    "build-requirement-missing": "The environment of this tool lacks what [build-system] requires: "
    "{names}",
    "tests-failed": "The tests fail on the wheel:\n{output}",
    "tests-not-installed": "The tests need {module}, which is not in {folder}.",
    # the rules of PyPI
    "warning": "Warning: {problem} PyPI does not accept that; {index} may.",
    "distribution-damaged": "{filename} cannot be read: {error}",
    "metadata-invalid": "The metadata are not valid: {error}",
    "metadata-version": "Metadata-Version is {value}, which PyPI does not know.",
    "version-with-local-part": "{version} is a local version. Leave out the + and the part after "
    "it.",
    "summary-too-long": "The summary has {count} characters. At most {limit} are allowed.",
    "address-refused": "{field}: {address} is not an address that PyPI accepts. {reason}",
    "classifier-unknown": 'There is no classifier "{classifier}". Did you mean {nearest}?',
    "classifier-private": 'The classifier "{classifier}" makes PyPI refuse the package.',
    "classifier-deprecated": 'The classifier "{classifier}" is deprecated. Use {instead} in its '
    "place.",
    "page-invalid": "{field}: {value} is not a web address.",
    "page-label": "Project-URL: {label} {problem}.",
    "requirement-direct": "{field}: {requirement} names an address. Publish that dependency on an "
    "index, or leave it out.",
    "requirement-invalid": "{field}: {requirement} is not a requirement.",
    "dynamic-refused": "Dynamic: {name} cannot be dynamic.",
    "license-twice": "The metadata have both License and License-Expression. Keep "
    "License-Expression.",
    "filename-refused": "The name {filename} has {problem}.",
    "filename-unreadable": "The name of a distribution is not valid: {error}",
    "filename-expected": "{filename} must be called {expected}.",
    "platform-refused": "{filename} is for {tag}, a platform that PyPI does not accept. If the "
    "package is pure Python, remove its extension modules. If it needs them, build its wheels with "
    "cibuildwheel.",
    "too-large": "{filename} has {size} bytes. At most {limit} are allowed.",
    "ratio-too-large": "{filename} is {ratio} times as large when it is unpacked. At most {limit} "
    "times is allowed.",
    "member-refused": "{filename}: PyPI does not accept {name} because of {problem}.",
    "member-twice": "{filename} has {name} twice.",
    "top-folders": "{filename} does not have all its files in one folder.",
    "member-missing": "{filename} lacks {name}.",
    "record-differs": "{filename}: RECORD and the files differ in {name}.",
    "entry-points-invalid": "{filename}: entry_points.txt is not valid: {error}",
    "name-of-library": "{name} is the name of a module of the standard library. {index} does not "
    "accept it as the name of a project.",
    "name-too-similar": "{index} has {other}, and accepts no name that differs from it only by -, "
    "_ or .",
    "does-not-work": "The package does not install and run in a fresh environment:\n{output}",
    "not-the-release-commit": "The last commit is not the one that {title} is released from. The "
    "tag, the version file and the changelog must all have version {version}.",
    # the index
    "pypirc-unreadable": "~/.pypirc cannot be read: {error}",
    "index-without-address": "In ~/.pypirc the section {index} has no line `repository = URL`.",
    "index-unknown": "No index is called '{index}'. The known ones are: {known}. Any other index "
    "needs a section in ~/.pypirc, which index-servers under [distutils] lists.",
    "index-unreachable": "The index {index} does not answer: {error}",
    "index-slow": "The index {index} is too slow: {error}",
    "index-proxy": "The proxy on the way to the index {index} does not work: {error}",
    "index-certificate": "This machine does not trust the certificate of the index {index}: "
    "{error}",
    "index-redirects": "The index {index} redirects in a loop: {error}",
    "index-address-wrong": "The address of the list of {index} is not valid: {error}",
    "index-wants-login": "The index {index} wants a login before it lists its files: {error}",
    "not-a-list": "{index} does not answer with a list of files at {address} ({error}).",
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
    "never-uploaded": "{index} has no files of {title}, and there is no tag {tag}.",
    "name-used-before": "{output}\nThe index never accepts the name {filename} again: this version "
    "is lost.",
    "release-closed": "{output}\nThe index accepts no more files for this release: this version is "
    "lost.",
    "name-refused": "{index} does not accept the name of the package:\n{output}",
    "not-your-project": "{index} does not let this account upload to the project:\n{output}",
    "address-not-verified": "{index} accepts uploads only after you verify your address:\n{output}",
    "no-second-factor": "{index} requires two-factor authentication for your account:\n{output}",
    "uploads-disabled": "{index} accepts no uploads at the moment:\n{output}",
    "login-refused": "{index} did not accept the credentials:\n{output}",
    "description-refused": "{index} cannot render the description:\n{output}",
    "attestations-refused": "{index} did not accept the attestations:\n{output}",
    "upload-redirected": "{index} accepts no uploads at this address:\n{output}",
    "upload-refused": "{index} did not accept {filename}:\n{output}",
    "upload-failed": "{filename} did not arrive on {index}:\n{output}",
    # publishing
    "branch-protected": "{remote} does not accept a push to {branch}:\n{output}",
    "push-not-allowed": "Your login may not push to {remote}:\n{output}",
    "remote-wants-login": "git has no login for {remote} that works:\n{output}",
    "pushed-by-others": "Someone has pushed to {branch} of {remote}:\n{output}",
    "commit-refused": "git did not make the release commit. A hook may have refused it:\n{output}",
    "changes-taken-back": "Took back what a release wrote and could not commit: {paths}",
    "would-take-changes-back": "Would take back what a release wrote and could not commit: {paths}",
    "disk-full": "No space is left on the disk of {folder}.",
    "requirement-missing": "A dependency of the package cannot be installed here:\n{output}",
    "version-below-file": "{version} is older than {written}, which {path} has.",
    "no-list": "{index} has nothing at {address}, where its list of files should be.",
    "request-branch-refused": "{remote} does not accept the release branch {branch}:\n{output}",
    "release-branch-taken": "The branch {branch} exists already, and it is not the release branch "
    "of {title}.",
    "release-branches-differ": "The branch {branch} here is not the same as on {remote}.",
    "branch-in-the-way": "There is a branch {branch}, so git cannot create the branch {wanted} "
    "that a release needs.",
    "no-remote-branch": "{remote} has no branch {branch}, and a pull request needs one to be "
    "merged into.",
    "waiting-for-merge": "{title} is on the branch {branch} of {remote}, which waits to be merged "
    "into {base}.",
    "branch-left": "The branch {branch} is not needed any more.",
    "host-unknown": "This tool does not know a program that opens pull requests on {host}.",
    "request-not-opened": "{program} did not open the pull request on {host}:\n{output}",
    "push-refused": "The push of the release commit was refused:\n{output}",
    "push-partly": "The release commit is at {taken}. It is not at {refused}:\n{output}",
    "tag-partly": "The tag {tag} is at {taken}. It is not at {refused}:\n{output}",
    "push-went-elsewhere": "The push did not arrive at the address that {remote} is fetched from.",
    "tag-not-signed": "Your git settings ask for signed tags, but git finds no signature in {tag}.",
    "tag-signing-fails": "The tag {tag} could not be signed:\n{output}",
    "commit-not-signed": "The release commit could not be signed:\n{output}",
    "tag-refused": "The remote refused the tag {tag}:\n{output}",
    "tag-refused-first": "The remote refused the tag {tag}:\n{output}",
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
    "several-versions": "{folder} has distributions of several versions: {versions}. Keep only one "
    "version there.",
    # provenance
    "provenance-missing": "{index} has no provenance for {filenames}, so nothing proves who "
    "uploaded them. Either they were uploaded with an API token, or without attestations.",
    "provenance-of-machine": "{index} does not prove who uploaded it: it accepts attestations only "
    "from pipelines.",
    "provenance-disabled": "{index} serves no provenance at the moment, so none was compared.",
    "provenance-not-compared": "Uploaded by {publisher}, as {index} says. The settings name no "
    "publisher to compare that with.",
    "provenance-agrees": "Uploaded by {publisher}, as {index} says and the settings expect.",
    "provenance-any-environment": "{index} lets that publisher upload from any environment, and "
    "the settings say {environment}.",
    "provenance-unsigned": "The signatures were not checked: {program} is not installed here.",
    "provenance-unverified": "The signatures were not checked: {program} failed before that.\n"
    "{output}",
    "provenance-verified": "The signatures verify ({program}).",
    "provenance-refused": "A signature does not verify:\n{output}",
    "provenance-differs": "{title} was not uploaded by the publisher that the settings name:",
    "provenance-field": "{filename}: {field} is {found}, and the settings say {expected}.",
    "provenance-of-other-file": "{filename}: the provenance is of a file with another hash.",
    "provenance-unreadable": "The provenance that {index} gives for {filename} cannot be read "
    "({error}).",
    # yanking
    "yank-which": "Say which version of {name} to yank on {index}.",
    "yank-unlisted": "{index} does not have {title}, so there is nothing to yank.",
    "yanked-already": "{title} is yanked on {index} already{reason}.",
    "yank-not-noted": "{path} is missing, or its format is not known, so this line was not "
    "written: {line}",
    "yank-page": "Yank {title} on this page of {index}, under Options: {page}\nThe files stay "
    "there, and pip installs them only for someone who asks for exactly this version.",
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
    "Copy only the token.",
    "token-in-quotes": "{what} has quotes around it. They would be sent as well: leave them out.",
    "token-with-other-characters": "{what} has characters that a token cannot have. Copy only the "
    "token.",
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
    "keyring-keeps-nothing": "It does not return what is stored in it.",
    # results
    "ready": "{branch} is clean; credentials from {source}",
    "ready-for-release": "{title} is ready for release to {index}: {state}.",
    "credentials-rehearsal": "the rehearsal",
    "credentials-environment": "the environment (TWINE_PASSWORD)",
    "credentials-pypirc": "~/.pypirc, section {index}",
    "credentials-keyring": "the keyring",
    "credentials-pipeline": "the pipeline",
    "credentials-none": "no place yet",
    "done-before": "done before",
    "bumped": "version file and changelog, commit {commit}",
    "built": "{filenames}",
    "checked": "{project} {version} has the right metadata and files, installs and runs",
    "relative-link": "{path}, line {line}: the link {target} does not work on the index. {advice}",
    "needs-extra": "{module} needs {missing}, which the package declares only for an extra or "
    "another system.",
    "wheel-stays-here": "{filename} is for this machine only, so PyPI does not accept it. It is "
    "not uploaded:\nusers build their own wheel from the sdist. cibuildwheel makes wheels for many "
    "platforms.",
    "install-from-pypi": "Install it with: pip install {name}=={version}\nIts page: {page}",
    "install-from-index": "Install it with: pip install --index-url {list} {name}=={version}",
    "page-at-host": "Its release page: {page}",
    "token-too-wide": "Worth doing now: your token covers your whole account. Replace it with a "
    "token for {project} alone.",
    "description-warning": "twine warns: {output}",
    "tests-not-set": "The setting `test-command` names no tests, so none were run.",
    "no-tests": "There are no tests in {folder}, so none was run.",
    "tests-skipped": "The tests were not run, as you asked.",
    "tested": "Tests on the wheel: {output}",
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
    "signature:\n{output}",
    "signature-verified": "{tag} is signed, and git verifies the signature.",
    "signature-unverified": "{tag} is signed. Here git cannot verify the signature:\n{output}",
    "edits-left-out": "These edits are not committed, so the rehearsal leaves them out: {paths}",
    "no-news-yet": "{path} has nothing under [Unreleased] yet. A release will ask for it.",
    "releasing": "Releasing {title} to {index}",
    "trial": "A release to TestPyPI tests the upload, the metadata and the page. It does not show "
    "whether PyPI\naccepts the name, the token or the publisher, and it gets no tag.",
    "finished": "{title} is released to {index}. There is nothing to do.",
    "commits-after": "Commits after this release: {count}",
    # the next version
    "next-release": "The recommended version is {version}: {reason}.",
    "choose-version": "Which version comes next?",
    "choose-how": "(arrow keys; Ctrl-C stops and changes nothing)",
    "because-heading": '{path} has "{heading}"',
    "because-only-heading": '{path} has "{heading}" and nothing that asks for more',
    "because-marked": "{path} marks a breaking change ({line})",
    "because-interface": "{break}",
    "because-new-name": "{name} is new",
    "because-nothing-more": "nothing was found that asks for more",
    "because-below-one": "{reason}; below 1.0, a minor version announces a breaking change",
    "because-branch": "this branch is for the versions {line}, whatever changed",
    "because-dated": "this number is a date, which does not announce breaking changes",
    "because-tried": "[Unreleased] has nothing that {version} did not have",
    "because-not-tried": "[Unreleased] has changes that {version} did not have",
    "break-gone": "{name} is gone",
    "break-property": "{name} is used in another way: a method became a property, or a property "
    "became a method",
    "break-parameter-gone": "{name}() no longer takes {parameter}",
    "break-parameter-moved": "{name}() takes {parameter} at another position",
    "break-parameter-kind": "{name}() takes {parameter} in another way, by keyword or by position",
    "break-parameter-required": "{name}() needs {parameter}, which was optional",
    "break-parameter-new": "{name}() needs {parameter}, which is new",
    "pre-release": "{version} is a pre-release. pip installs it only for someone who names this "
    "version or uses --pre,\nand PyPI's page still shows the newest final release. An upload "
    "cannot be undone: the\nfinal release will be another version.",
    "rehearsing": "Rehearsing {title}, where no one sees it",
    "in-the-way": "These would stop a real release (no server was asked):",
    "rehearsed": "The rehearsal succeeded. Your repository, remote and credentials were not "
    "touched.",
    "would-take-back": "Would take back commit {commit} of {title}, and what was built from it.",
    "taken-back": "Took back commit {commit}; {title} is as before its release.",
    "branch-goes": "\nThis deletes the branch {branch} on {remote}, which closes its pull request.",
    "would-take-branch-away": "Would delete the branch {branch}, here and on {remote}.",
    "branch-taken-away": "Deleted the branch {branch}; nothing of {title} was released.",
    "uncommitted-left-out": "Built from the last commit, without the changes that are not "
    "committed.",
    "contributors": "Contributors: {names}",
    "would-build": "Would build commit {commit} into {folder}.",
    "would-send": "Would send {filenames} to {index}.",
    "would-store": "Would ask for a token of {index} and store it in the keyring.",
    "plan": "{title} to {index}:",
    "token-page": "Create a token of {index} at {page}",
    "token-prompt": "Paste it here; it is not shown. Token: ",
    "token-of-project": "This token is for {names} only, as it should be.",
    "token-of-account": "This token covers your whole account. The first release needs that, "
    "because {project} is\nnot on the index yet. Afterwards, replace it with a token for {project} "
    "alone.",
    "token-untold": "The token does not say what it allows. The index decides that.",
    "token-stored": "Stored in the keyring, where twine finds it.",
    "confirm": "Go on? [y/N] ",
    "interrupted": "Interrupted.",
    "finishing": "This ends in a moment. Press Ctrl-C again to stop it now.",
}

UNTOUCHED = "Nothing was written or sent."
KEPT = "Nothing is lost: the commit is pushed, and the distributions are kept."
KEPT_HERE = "The distributions that were built here are kept."
UPLOADED_STAYS = (
    "The distributions are kept, and files that were uploaded stay as they are."
)
UNCHANGED = "The files on {index} stay as they are."
FOUND_AGAIN = (
    "Nothing is lost: the distributions are kept, and the next try finds the files that were "
    "uploaded."
)
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
    "does-not-work": UPLOADED_STAYS,
    "release-begun": "Nothing is lost.",
    "released-elsewhere": UNCHANGED,
    "on-index-untagged": UNCHANGED,
    "index-unreachable": FOUND_AGAIN,
    "index-slow": FOUND_AGAIN,
    "index-proxy": FOUND_AGAIN,
    "index-certificate": FOUND_AGAIN,
    "index-redirects": FOUND_AGAIN,
    "index-address-wrong": FOUND_AGAIN,
    "index-wants-login": FOUND_AGAIN,
    "other-than-tag": "The tag stays as it is.",
    "tagged-elsewhere": "The release and its tag stay as they are.",
    "built-elsewhere": UNCHANGED,
    "other-bytes-listed": KEPT_HERE,
    "other-bytes-downloaded": KEPT_HERE,
    "name-used-before": KEPT_HERE,
    "release-closed": KEPT_HERE,
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
    "push-refused": "Nothing was uploaded to {index}, and the commit is kept here.",
    "branch-protected": "Nothing was sent.",
    "push-not-allowed": "Nothing was sent.",
    "remote-wants-login": "Nothing was sent.",
    "pushed-by-others": "Nothing was sent.",
    "commit-refused": "Nothing was sent, and the changed files stay here.",
    "disk-full": "Nothing was lost.",
    "requirement-missing": UPLOADED_STAYS,
    "push-went-elsewhere": "Nothing was uploaded.",
    "push-partly": "Nothing is lost: the same command pushes what is missing.",
    "tag-partly": "Nothing is lost: the same command pushes what is missing.",
    "tag-refused": "{title} is on {index} and is correct. The tag is kept here.",
    "tag-refused-first": "Nothing was uploaded to {index}, and the tag is kept here.",
    "hook-changed-commit": "Nothing was sent.",
    "tag-not-signed": "The tag was not pushed.",
    "tag-signing-fails": "There is no tag yet, and files that were uploaded stay as they are.",
    "commit-not-signed": "Nothing was sent, and the files are as they were.",
    "not-visible-yet": "Nothing is lost: an index can be slow.",
    "not-published-yet": "Nothing is lost: the pipeline can be slow.",
    "request-branch-refused": "Nothing was sent.",
    "waiting-for-merge": "Only that branch is public.",
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
    "correct-version-file": "Name the file that has the version, as `version-file`, in",
    "write-version-line": "Write the version in that form in",
    "leave-one-version": "Leave one of them, or set `version-pattern` to find the right one, in",
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
    "remove-private-and-commit": "Without that classifier, everyone can get the package. If you "
    "want that, remove it in",
    "own-index": "Release to an index of your own, a section of ~/.pypirc",
    "ignore-secret": "Add a line for it, and commit that",
    "write-own-text-and-commit": "Write your own, and commit that",
    "take-out-of-dynamic": "Take it out there, and commit that",
    "or-write-field": "Or write it again, and commit that",
    "write-into-dynamic": "Add it to `dynamic`, and commit that",
    "save-as-utf-8": "Save it as UTF-8, and commit that",
    "made-again": "Remove that environment. The next command creates it again",
    "wait-or-stop-it": "Wait until it ends, or stop it.",
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
    "make-repository-at-host": "Create an empty repository on GitHub or GitLab, then",
    "if-tag-is-wrong": "If that tag is a mistake",
    "make-account": "Create an account",
    "make-token": "Create a token",
    "new-token": "A new token",
    "store-token": "Then store it",
    "add-login": "Write `username` and `password` into its section in",
    "correct-login": "Correct `username` and `password` of its section in",
    "correct-address": "Correct the address of its section in",
    "choose-name": "Choose another name for the package, in pyproject.toml and where it is used.",
    "ask-owner": "Ask an owner of the project to let your account upload. If the project is "
    "archived, an owner has to end that first.",
    "verify-address": "Verify the primary address of your account.",
    "set-up-second-factor": "Set up two-factor authentication for your account.",
    "wait-until-allowed": "Wait until the index accepts uploads again.",
    "without-attestations": "Only a trusted publisher can send attestations: let the pipeline "
    "upload, or send none.",
    "or-these": "Or give them to one release",
    "in-environment": "Give the right ones to a release",
    "without-asking-keyring": "Give them to one release",
    "or-add-login": "Or write `username` and `password` into its section in",
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
    "with-them-same": "To release the same version without a second release commit, type this "
    "first",
    "if-list-is-elsewhere": "If its list is at another address",
    "get-their-commits": "Get their commits",
    "log-in-to-git": "Let git ask for your login, and store it",
    "ask-for-push-right": "Use a login or a remote that may push, or ask for the right to push.",
    "set-commit-message": "If the message is refused, set `commit-message` or `sign-off` in",
    "take-changes-back": "Or take the changes back",
    "or-take-commit-back": "Or take the release commit back",
    "if-older-is-meant": "If the older one is meant, write it and commit that",
    "make-space": "Delete files on that disk that you do not need.",
    "set-release-by": "If the branch takes only pull requests, set "
    '`release-by = "pull-request"` in [tool.shipyard-release] of',
    "allow-branch": "Change the remote's rules so that they allow that branch.",
    "if-branch-can-go": "If nobody needs that branch, delete it",
    "delete-branch": "Delete it",
    "take-branch-here": "If the one here is right",
    "take-branch-there": "If the one on the remote is right",
    "rename-branch": "Rename it",
    "rename-branch-there": "Rename that branch on the remote.",
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
    "keep-files": "Take back only the commit, and keep its files",
    "unlock-key": "Unlock the key that git signs with, or correct `user.signingKey` in git's "
    "settings.",
    "see-keys": "See which key git uses",
    "delete-tag": "Delete that tag",
    "see-state": "See what is done and what is missing",
    "fetch-releases": "Fetch what others have released",
    "name-another": "Or name another version",
    "name-one": "Name it",
    "find-out-who-published": "Find out who uploaded these files. If it was none of the "
    "maintainers, yank them.",
    "correct-publisher-now": "If the publisher is another one now, correct [tool.shipyard-release."
    "publisher] in",
    "if-not-noted": "If the changelog does not say so yet, write it under Unreleased in",
    "note-it-there": "Write it there",
    "confirm-beforehand": "To confirm in advance",
    "later": "To go on later",
    "for-news": "Release it",
    "or-another-part": "Or choose the part yourself",
    "or-candidate": "Or a candidate first",
    "tell-break": "Announce the breaking change by the version",
    "keep-number": "Or release it with this version anyway",
    "set-not-public": "If users do not rely on these names, add them to `not-public` in",
    "build-first": "Build them first",
    "go-to-tag": "Check out the commit of the tag",
    "then-build": "Build them there",
    "build-alone": "Build only the last commit there, which removes the others",
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
    text = (
        special(message.facts) if special else SENTENCES[message.kind].format(**facts)
    )
    return LOGIN.sub(r"\1…@", text)


def still_safe(message: Message) -> str:
    """Return what is still as it was, although the command stopped."""
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
    here = (
        f"This is the branch {facts['branch']}"
        if facts["branch"]
        else "HEAD is detached"
    )
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
        f"\n{facts['title']} becomes public on {facts['index']}, and that cannot be undone:{files}"
        f"\nfrom commit {facts['commit']}, with credentials from {source}."
        f"\nCommit and tag go to {facts['remote']}: {facts['address']}"
    )


def _in_the_way(facts: Mapping[str, Any]) -> str:
    rows = [
        sentence(problem).splitlines()[0].rstrip(":") for problem in facts["problems"]
    ]
    return "\n".join([SENTENCES["in-the-way"], *(f"  - {row}" for row in rows)])


def _publisher_form(facts: Mapping[str, Any]) -> str:
    rows = facts["rows"]
    width = max(len(name) for name in rows)
    fields = "\n".join(f"{name:<{width}}  {value}" for name, value in rows.items())
    head = (
        f"Enter this trusted publisher at {facts['page']}\n"
        "(before the first release, as a pending publisher):"
    )
    return f"{head}\n{indent(fields, '  ')}"


def _changed_since(facts: Mapping[str, Any]) -> str:
    subjects = facts["subjects"]
    shown = [f"  {shorten(each, 90, placeholder=' …')}" for each in subjects[:SHOWN]]
    if len(subjects) > SHOWN:
        shown.append(f"  … and {len(subjects) - SHOWN} more")
    news = [line for line in facts["news"].splitlines() if line.strip()]
    quoted = [f"  {line}" for line in news[: 2 * SHOWN]]
    if len(news) > 2 * SHOWN:
        quoted.append(f"  … and {len(news) - 2 * SHOWN} lines more")
    head = f"Commits since {facts['tag']}: {len(subjects)}"
    changelog = f"{facts['path']} says:" if quoted else f"{facts['path']} says nothing."
    return "\n".join([head, *shown, changelog, *quoted])


def _listed(breaks: list[Message]) -> str:
    rows = [f"  - {sentence(each)}" for each in breaks[:SHOWN]]
    if len(breaks) > SHOWN:
        rows.append(f"  - … and {len(breaks) - SHOWN} more")
    return "\n".join(rows)


def _break_hidden(facts: Mapping[str, Any]) -> str:
    head = (
        f"{facts['version']} would hide a breaking change. Since {facts['last']}, the public "
        f"interface changed so that\nusers' code can fail. That needs a {facts['part']} version:"
    )
    return f"{head}\n{_listed(facts['breaks'])}"


def _breaks_so_far(facts: Mapping[str, Any]) -> str:
    head = (
        f"Since {facts['last']}, the public interface has breaking changes. They need a "
        f"{facts['part']} version:"
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
    advice = (
        f"Write {address}" if address else "Write an address that begins with https://"
    )
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
