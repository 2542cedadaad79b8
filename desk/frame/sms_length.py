"""Checks that what an agent writes fits into a text message of at most SMS_SEGMENTS_MAX segments,
each of which is paid for."""

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


def check_sms_length(words: str, compose: Callable[[str], str] = str) -> None:
    """Raises TooLong, with the number of characters that fit, if the message is too long.
    `compose` makes the whole message from the words."""

    def is_too_long(chars: int) -> bool:
        return segments(compose(words[:chars])).count > SMS_SEGMENTS_MAX

    if is_too_long(len(words)):
        raise TooLong(bisect_left(range(len(words)), True, key=is_too_long) - 1)


def check_sentence_length(
    context: DeskContext, conn: Connection, member_id: int, key: str, name: str, **facts: Any
) -> None:
    """Raises TooLong if the sentence `key`, in the member's language, is too long. `name`: the name
    of the fact that the agent typed."""
    member = profiles.by_id(conn, member_id)
    spoken = member.language or context.default_language

    def compose(words: str) -> str:
        return context.wording.say(key, spoken, Channel.SMS, facts | {name: words})

    check_sms_length(facts[name], compose)
