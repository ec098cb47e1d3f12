"""A project remembers its template and its answers, and takes later changes of the template."""

from __future__ import annotations

import json
import sys

import pytest

from testkit.running import attempt, needed, run
from testkit.tree import PROJECT, ROOT, files

pytestmark = pytest.mark.slow


@pytest.fixture(name="template")
def _template(tmp_path, env):
    """A git repository with the template as it stands here."""
    folder = tmp_path / "template"
    for name in files():
        if name.split("/")[0] in ("cookiecutter.json", "hooks", "shipyard", "templates", PROJECT):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    for words in (
        ["init", "--quiet"],
        ["add", "--all", "--force"],
        ["commit", "--quiet", "-m", "Old"],
    ):
        run(folder, "git", *words, env=env)
    return folder


def edit(folder, env, name, old, new):
    """Change one place of one file, and commit that."""
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    run(folder, "git", "commit", "--quiet", "--all", "-m", "Edit", env=env)


@pytest.fixture(name="made")
def _made(template, tmp_path, env):
    """A project that plain cookiecutter made from that repository."""
    own = env | {"HOME": str(tmp_path)}
    run(
        tmp_path,
        sys.executable,
        "-m",
        "cookiecutter",
        "--no-input",
        template,
        "license=MPL-2.0",
        env=own,
    )
    return tmp_path / "my-package"


def test_answers_and_commit_are_recorded(template, made, env):
    """.cruft.json names the template, the commit it stood at, and every answer."""
    recorded = json.loads((made / ".cruft.json").read_text(encoding="utf-8"))
    answers = recorded["context"]["cookiecutter"]

    assert recorded["template"] == str(template)
    assert recorded["commit"] == run(template, "git", "rev-parse", "HEAD", env=env).strip()
    assert answers["license"] == "MPL-2.0"
    assert answers["package_name"] == "my_package"
    assert not [name for name in answers if name.startswith("_")]


def test_the_origin_of_a_clone_is_recorded(template, tmp_path, env):
    """A project made from a clone names where the clone came from, which others can reach as well."""
    run(tmp_path, "git", "clone", "--quiet", template, "clone", env=env)
    own = env | {"HOME": str(tmp_path)}
    run(tmp_path, sys.executable, "-m", "cookiecutter", "--no-input", "clone", env=own)
    recorded = json.loads((tmp_path / "my-package/.cruft.json").read_text(encoding="utf-8"))

    assert recorded["template"] == str(template)


def test_another_repository_in_the_environment_is_not_recorded(template, tmp_path, env):
    """Inside a hook of git, GIT_DIR names the repository that the hook belongs to, not the template's."""
    run(tmp_path, "git", "init", "--quiet", "other", env=env)
    run(tmp_path / "other", "git", "commit", "--quiet", "--allow-empty", "-m", "Other", env=env)
    own = env | {"HOME": str(tmp_path), "GIT_DIR": str(tmp_path / "other/.git")}
    run(tmp_path, sys.executable, "-m", "cookiecutter", "--no-input", template, env=own)
    recorded = json.loads((tmp_path / "my-package/.cruft.json").read_text(encoding="utf-8"))

    assert recorded["commit"] == run(template, "git", "rev-parse", "HEAD", env=env).strip()


def test_a_fresh_project_differs_in_nothing_from_its_template(made, env):
    """`cruft diff` is empty, so what it shows later are the user's own changes."""
    assert run(made, needed("cruft"), "diff", "--exit-code", env=env) == ""


def test_an_update_brings_what_changed_and_keeps_edits(template, made, env):
    """`cruft check` sees a changed template, `cruft update` applies its change, and the user's edits stay."""
    cruft = needed("cruft")
    edit(made, env, "README.md", "## Use", "## Use it")
    edit(made, env, "src/my_package/example.py", 'f"Hello, ', 'f"Good morning, ')
    assert "up to date" in run(made, cruft, "check", env=env)
    edit(template, env, f"{PROJECT}/SECURITY.md", "# Security", "# Security first")

    assert attempt(made, cruft, "check", env=env).returncode == 1
    run(made, cruft, "update", "--skip-apply-ask", env=env)
    assert run(made, "git", "diff", "--name-only", "HEAD", env=env).split() == [
        ".cruft.json",
        "SECURITY.md",
    ]
    assert "# Security first" in (made / "SECURITY.md").read_text(encoding="utf-8")
    assert "## Use it" in (made / "README.md").read_text(encoding="utf-8")
    assert "up to date" in run(made, cruft, "check", env=env)


def test_cruft_creates_a_project_that_it_can_update(template, tmp_path, env):
    """`cruft create` makes the same files as cookiecutter, and `cruft check` knows them."""
    own = env | {"HOME": str(tmp_path)}
    run(tmp_path, needed("cruft"), "create", "--no-input", template, env=own)
    project = tmp_path / "my-package"

    assert "up to date" in run(project, needed("cruft"), "check", env=own)
    assert (project / "src/my_package/_version.py").is_file()
    assert not (project / ".gitlab-ci.yml").exists()
