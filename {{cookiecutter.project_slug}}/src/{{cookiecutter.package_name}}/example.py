"""An example, to delete when you have read it, with tests/test_example.py and all its uses.

`git grep greet` lists the uses: an import in `__init__.py`, the section "Use" in README.md.
"""


def greet(name: str) -> str:
    """Return a greeting for one person.

    >>> greet("Ada")
    'Hello, Ada!'

    Whitespace around the name is removed. Raises `ValueError` when nothing is left.
    """
    stripped = name.strip()
    if not stripped:
        message = "the name is empty"
        raise ValueError(message)
    return f"Hello, {stripped}!"
