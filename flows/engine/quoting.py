"""Shortens a number that a member sent, for a reply that repeats it."""

QUOTED_CHARS_MAX = 12


def quoted(number: str) -> str:
    """The first QUOTED_CHARS_MAX characters, enough to recognise the number: a wrong one may be as
    long as a whole text."""
    return number[:QUOTED_CHARS_MAX]
