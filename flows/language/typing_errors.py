"""Whether a word is another one with a typing error."""

from __future__ import annotations


def is_one_error(typed: str, meant: str) -> bool:
    """Whether the words differ by one letter that is added, missing, replaced or swapped with the
    next one: a Damerau-Levenshtein distance of 1.

    What the words share at both ends is cut off; the usual table of distances is not needed.
    """
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    typed, meant = typed[start:], meant[start:]
    while typed and meant and typed[-1] == meant[-1]:
        typed, meant = typed[:-1], meant[:-1]
    is_swap = len(typed) == 2 and typed == meant[::-1]
    return is_swap or max(len(typed), len(meant)) == 1
