"""An example to replace, with its test and every use of it: `git grep greet` lists them."""


def greet(name: str) -> str:
    """Return a greeting for one person.

    >>> greet("Ada")
    'Hello, Ada!'

    Blanks around the name are dropped; raises `ValueError` when nothing is left.
    """
    stripped = name.strip()
    if not stripped:
        message = "the name is empty"
        raise ValueError(message)
    return f"Hello, {stripped}!"
