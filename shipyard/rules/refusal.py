"""What a rule says of a text that cannot work: what is wrong, what is allowed, and what is near."""

from __future__ import annotations

from .. import quoting

LONGEST_QUOTE = 64


class Refusal:
    """Why an answer is refused, in one printable line."""

    def __init__(self, wrong: str, allowed: str, *, offer: str = "") -> None:
        """Take clauses without a full stop, and an empty `offer` when no good answer is near."""
        self.wrong = wrong
        self.allowed = allowed
        self.offer = offer

    def __str__(self) -> str:
        """Return the line for people, without the question's name."""
        offer = (
            f" Did you mean {show(self.offer)}?"
            if 0 < len(self.offer) <= LONGEST_QUOTE
            else ""
        )
        return f"{self.wrong}; allowed: {self.allowed}.{offer}"


def show(value: object) -> str:
    """Return `value` in double quotes, shortened, with nothing in it that a terminal acts on."""
    text = value if isinstance(value, str) else str(value)
    if len(text) > LONGEST_QUOTE:
        text = text[: LONGEST_QUOTE - 1] + "…"
    return quoting.toml(text)
