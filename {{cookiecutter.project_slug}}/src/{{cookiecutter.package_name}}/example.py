"""An example to replace: delete this file, its test, its import in __init__.py and its lines in README.md."""


def greet(name: str) -> str:
    """Return a greeting for one person.

    >>> greet("Ada")
    'Hello, Ada!'

    Blanks around the name do not count; a name of nothing else raises `ValueError`.
    """
    stripped = name.strip()
    if not stripped:
        message = "the name is empty"
        raise ValueError(message)
    return f"Hello, {stripped}!"
