"""Shortens what a member sent, for a reply that repeats it."""

QUOTED_CHARS_MAX = 12
NUMBER_CHARS_MAX = 15
"""As long as any telephone number (E.164)."""
_CUT = "..."
_ENDS = " \t,.;:!?~…，。；：！？、"


def quoted(number: str) -> str:
    """The number, or where it begins: a wrong one may be as long as a whole text. What is missing
    is marked, or the number would be told of another one than was sent."""
    return number if len(number) <= NUMBER_CHARS_MAX else f"{number[:QUOTED_CHARS_MAX]}{_CUT}"


def excerpt(text: str) -> str:
    """The beginning of the words, without the mark that ends them: the sentence that quotes them
    has its own. "" for words with a number, which may be secret, and for no words."""
    words = text.strip(_ENDS)
    if not words.isprintable() or any(map(str.isdigit, words)):
        return ""
    is_whole = len(words) <= QUOTED_CHARS_MAX + len(_CUT)
    return words if is_whole else f"{_whole_words(words[:QUOTED_CHARS_MAX])}{_CUT}"


def _whole_words(cut: str) -> str:
    """Without the last word, which may be half of one, where words stand apart."""
    whole, space, _ = cut.rpartition(" ")
    return whole if space else cut
