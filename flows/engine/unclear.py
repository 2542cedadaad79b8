"""Counts the words that were not understood, without what identifies anybody.

Words that may mean one of two wishes are counted when the member is asked which, because many just
do not answer it; and taken back if one was meant. Words that are understood well enough to ask
whether that is meant are counted only when the member says no.
"""

from __future__ import annotations

import re
from datetime import date

from core.conversation import UnclearWords, unclear_words
from core.programme import local_day
from flows.engine.context import Context
from flows.language import understanding
from flows.protocol import Heard, HeardKind

COUNTED, IF_DENIED = "unclear", "if_denied"
"""The answers of a question that asks back: the words that are counted, or will be at a no."""
_CHINESE = re.compile("[\u4e00-\u9fff]")


def count(context: Context, heard: Heard) -> list[str]:
    """Counts the words of `heard`. Returns what take_back() needs, as JSON."""
    words = words_of(context, heard)
    add(context, words, 1)
    return words


def words_of(context: Context, heard: Heard) -> list[str]:
    """What add() needs, as JSON; empty if they are not counted. Speech that was hardly recognised
    is not: its words are the recogniser's."""
    if heard.kind is not HeardKind.ENTERED or heard.is_doubtful:
        return []
    words = understanding.blanked(heard.text, unclear_words.WORDS_CHARS_MAX)
    if not words:
        return []
    day, session = local_day(context.at), context.session
    language = "zh" if _CHINESE.search(words) else session.language
    return [day.isoformat(), session.channel, language, words]


def add(context: Context, words: list[str], times: int) -> None:
    if words:
        day, *rest = words
        context.unclear[UnclearWords(date.fromisoformat(day), *rest)] += times


def take_back(context: Context) -> None:
    """What the present question asks about was meant."""
    add(context, context.answers.get(COUNTED, []), -1)


def deny(context: Context) -> None:
    """What the present question asks about was not meant."""
    add(context, context.answers.get(IF_DENIED, []), 1)
