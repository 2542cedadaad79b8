"""Repeating to a member the number that they sent."""

QUOTED_CHARS_MAX = 12


def quoted(number: str) -> str:
    """Cut to what is enough to recognise it: a wrong number may be as long as a whole text."""
    return number[:QUOTED_CHARS_MAX]
