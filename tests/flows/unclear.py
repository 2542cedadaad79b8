"""Words that are not clear to the understanding of free words."""

from corpus.phrases import labelled
from flows.dialogues import DIALOGUES
from flows.language import Does, understanding

WORDS_MAX = 20


def unclear_words(language: str) -> str:
    """Words of which the two likeliest wishes are offered, both of which have a dialogue."""
    for phrase in labelled("heldout/members.tsv") + labelled("validation.tsv"):
        found = understanding.understand(phrase.text)
        is_offered = found.does is Does.OFFER and phrase.label == found.wishes[0]
        can_begin = set(found.wishes) <= DIALOGUES.by_wish.keys()
        if phrase.language == language and is_offered and can_begin:
            return phrase.text
    raise AssertionError("nothing is unclear any more")


def far_words(language: str) -> str:
    """Words that are not understood, and whose two likeliest wishes have a dialogue; few enough to
    be quoted."""
    tried = [each.text for each in labelled("manner.tsv") if each.language == language]
    for text in tried:
        nearest = understanding.understand(text).nearest
        is_plain = text.isprintable() and not any(map(str.isdigit, text)) and len(text) < WORDS_MAX
        is_plain = is_plain and "上架" not in text  # when there is more of a gift is told beside
        if nearest and is_plain and set(nearest) <= DIALOGUES.by_wish.keys():
            return text
    raise AssertionError("everything is understood")
