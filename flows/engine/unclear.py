"""Counts the words that were not understood, without what identifies anybody.

Words that the member is asked back about are counted when the question is asked, because many just
do not answer it; and taken back if the member says that this was meant.
"""

from __future__ import annotations

import re
from datetime import date

from core.conversation import UnclearWords, unclear_words
from core.programme import local_day
from flows.engine.context import Context
from flows.language import understanding
from flows.protocol import Heard, HeardKind

_CHINESE = re.compile("[\u4e00-\u9fff]")


def count(context: Context, heard: Heard) -> list[str]:
    """Counts the words of `heard`. Returns what take_back() needs, as JSON. Speech that was hardly
    recognised is not counted: its words are the recogniser's."""
    if heard.kind is not HeardKind.ENTERED or heard.is_doubtful:
        return []
    words = understanding.blanked(heard.text, unclear_words.WORDS_CHARS_MAX)
    if not words:
        return []
    day, session = local_day(context.at), context.session
    language = "zh" if _CHINESE.search(words) else session.language
    context.unclear[UnclearWords(day, session.channel, language, words)] += 1
    return [day.isoformat(), session.channel, language, words]


def take_back(context: Context, counted: list[str]) -> None:
    if counted:
        day, *rest = counted
        context.unclear[UnclearWords(date.fromisoformat(day), *rest)] -= 1
