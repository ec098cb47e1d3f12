"""What happens to a test whose runner is not on this machine."""

import pytest

from testkit.programs import REQUIRED, need


@pytest.mark.parametrize(
    ("demand", "outcome"),
    [("", pytest.skip.Exception), ("required", pytest.fail.Exception)],
)
def test_a_missing_runner_is_named_with_what_installs_it(monkeypatch, demand, outcome):
    """Without a runner a test is skipped, and in `.ci/run` it fails; both name the command."""
    monkeypatch.setenv(REQUIRED, demand)

    with pytest.raises(
        outcome, match="no-such-runner not found: `make runners` installs"
    ):
        need("no-such-runner")
