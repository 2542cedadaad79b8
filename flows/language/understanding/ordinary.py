"""Whether a word is in so many phrases of members that it names no particular thing."""

from __future__ import annotations

from flows.language.understanding.classifier import trained

RARITY_MIN = 52
"""As the classifier weighs its features. A word in more than some 40 phrases of the corpus is less
rare: mobile, card, 手机; 耳机, kettle and other things that are redeemed are rarer."""


def is_ordinary(word: str) -> bool:
    """`word`: a Latin one in lower case, or two or three simplified characters."""
    kind = "w" if word.isascii() else "c"
    known = trained().wish.by_feature.get(f"{kind}{word}")
    return known is not None and known[0] < RARITY_MIN
