"""Whether words are sent to another department. While a question of a dialogue is open they are
only where nothing else can be meant: an answer that was not understood is asked for again."""

from __future__ import annotations

import re

from flows.engine.context import Context
from flows.engine.player import Player
from flows.engine.under_way import begun_dialogue
from flows.language import Understanding
from flows.protocol import Heard

SURE_MIN = 0.9
"""The least score of such a wish while something is begun."""
CHARS_MIN, WORDS_MIN = 5, 4
"""Shorter words, in Chinese and in English, are no wish of their own then."""
_NAMES_NOTHING = re.compile(
    r"[\d\W_]+|[这那哪]?[个些里儿]|[你我他她它您]们?|[的了吗呢吧啊]"
    r"|\b(?:it|this|that|these|those|one|ones|they|them|he|she|i|you|we|me|my|your|no|yes|the|a|an"
    r"|is|are|was|do|does|how|what|much|many)\b",
    re.IGNORECASE,
)


def is_theirs(player: Player, context: Context, heard: Heard, found: Understanding) -> bool:
    """Whether the words, which name a wish that others answer, are answered with who does."""
    if not _NAMES_NOTHING.sub("", heard.text):
        return False
    if begun_dialogue(player, context.session) is None:
        return True
    is_latin = heard.text.isascii()
    said = len(heard.text.split() if is_latin else heard.text.strip())
    is_long = said >= (WORDS_MIN if is_latin else CHARS_MIN)
    return is_long and found.scores[found.wishes[0]] >= SURE_MIN
