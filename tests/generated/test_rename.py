"""A project whose name is taken gets another one by what CONTRIBUTING.md says."""

from __future__ import annotations

import re
import shlex

import pytest

from testkit.folders import contents
from testkit.running import run

OLD = {
    "project_name": "Tide Tables",
    "project_slug": "tide-tables",
    "package_name": "tide_tables",
}
NEW = {
    "project_name": "High Water",
    "project_slug": "high-water",
    "package_name": "high_water",
}


@pytest.mark.parametrize(
    "more", [{}, {"docs": "sphinx", "command_line": "click", "ci": "gitlab"}]
)
def test_a_renamed_project_is_one_of_that_name(bake, more):
    """Done as written, it is what the template would have made of the new name."""
    project = bake(**OLD, **more)
    made = bake(**NEW, **more)
    text = project.joinpath("CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition("## Another name\n")[2]
    [listing] = re.findall(r"^ +(git grep .*)$", section, re.MULTILINE)
    [move] = re.findall(r"`(git mv .*?)`", section)

    for name in run(project, *shlex.split(listing)).splitlines():
        path = project / name
        changed = path.read_text(encoding="utf-8")
        for question, old in OLD.items():
            changed = changed.replace(old, NEW[question])
        path.write_text(changed, encoding="utf-8")
    run(project, *shlex.split(move.replace("NEW_NAME", NEW["package_name"])))

    found = contents(project)
    expected = contents(made)
    assert set(found) == set(expected)
    assert [name for name in found if found[name] != expected[name]] == []
