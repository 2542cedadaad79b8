"""A number that a member sent, as it is said back."""

QUOTED_CHARS_MAX = 12


def quoted(number: str) -> str:
    """Enough to recognise it: one that leads nowhere may be as long as the text it came in."""
    return number[:QUOTED_CHARS_MAX]
