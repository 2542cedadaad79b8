"""Words that go out by text: no longer than what a text may cost."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from core.members import profiles
from desk.frame.context import DeskContext
from desk.frame.errors import TooLong
from flows.language import segments
from flows.protocol import SMS_SEGMENTS_MAX, Channel


def check(words: str, composed: Callable[[str], str] = str) -> None:
    """`composed`: the whole text that brings the words. TooLong."""

    def is_too_long(chars: int) -> bool:
        return segments(composed(words[:chars])).count > SMS_SEGMENTS_MAX

    if is_too_long(len(words)):
        raise TooLong(bisect_left(range(len(words)), True, key=is_too_long) - 1)


def check_sentence_length(
    context: DeskContext, conn: Connection, member_id: int, key: str, name: str, **facts: Any
) -> None:
    """As `key` says it to that member, `name` being the fact that was typed."""
    member = profiles.by_id(conn, member_id)
    spoken = member.language or context.default_language

    def composed(words: str) -> str:
        return context.wording.say(key, spoken, Channel.SMS, facts | {name: words})

    check(facts[name], composed)
