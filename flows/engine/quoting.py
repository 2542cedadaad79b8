"""Shortens what a member sent, for a reply that repeats it."""

QUOTED_CHARS_MAX = 12
_CUT = "..."
_ENDS = " \t,.;:!?~…，。；：！？、"


def quoted(number: str) -> str:
    """The first QUOTED_CHARS_MAX characters, enough to recognise the number: a wrong one may be as
    long as a whole text."""
    return number[:QUOTED_CHARS_MAX]


def excerpt(text: str) -> str:
    """The beginning of the words, without the mark that ends them: the sentence that quotes them
    has its own. "" for words with a number, which may be secret, and for no words."""
    words = text.strip(_ENDS)
    if not words.isprintable() or any(map(str.isdigit, words)):
        return ""
    is_whole = len(words) <= QUOTED_CHARS_MAX + len(_CUT)
    return words if is_whole else f"{_whole_words(quoted(words))}{_CUT}"


def _whole_words(cut: str) -> str:
    """Without the last word, which may be half of one, where words stand apart."""
    whole, space, _ = cut.rpartition(" ")
    return whole if space else cut
