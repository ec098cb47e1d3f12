"""An example of a test. Delete it together with src/{{ cookiecutter.package_name | plain }}/example.py."""

import pytest

from {{ cookiecutter.package_name | plain }} import greet


@pytest.mark.parametrize("name", ["Ada", "  Ada\n"])
def test_greets_by_name(name: str) -> None:
    """The greeting names the person, whatever whitespace is around the name."""
    assert greet(name) == "Hello, Ada!"


@pytest.mark.parametrize("name", ["", "  "])
def test_refuses_an_empty_name(name: str) -> None:
    """An empty name is refused."""
    with pytest.raises(ValueError, match="empty"):
        greet(name)
