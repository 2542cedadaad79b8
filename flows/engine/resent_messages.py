"""Recognises a message that is delivered again under another id.

An SMSC whose delivery was not acknowledged, because the line broke, delivers the text again, and a
gateway may take it for a new one. A message of the same sender with the same words, within a time
that the programme sets, is therefore taken for the same one, and keeps the first id. One of its
deliveries gets the reply, and gets it again if it is repeated itself; the others get none, or the
member would read it twice.

An answer may well be the same as the one before: "1" chooses a gift, and "1" says yes to it. But
nobody answers a question before it has arrived, and an SMSC delivers again as soon as the line is
back, before our reply goes out. So an answer, and a keyword with nothing behind it, is a new one
once the reply to the former has reached the SMSC long enough ago for a person to read it.

A keyword with words behind it does something with them, and would do it twice. Once its reply could
be read, the member has sent it again on purpose, and gets the same reply again; unless they have
sent something else meanwhile, to which that reply would be none: it is then a new one too.

If Redis has lost what it remembered, a message is as new as its id.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog
from redis.exceptions import RedisError

from core.programme import current_rules
from flows.engine.session_store import REPLY_TTL_SECONDS, OpenTurn
from flows.protocol import Channel, Heard, HeardKind

log = structlog.get_logger()

READ_SECONDS = 3.0
"""At least so long takes a person from our reply's arrival at the SMSC to the next text."""

# One step, so that of two deliveries at the same moment both find the same first id. An id is
# remembered as long as replies are: its own repetition may come after the time for the words.
_FIRST_ID = """
local known = redis.call('GET', KEYS[1])
if known then return known end
local first, reached = redis.call('GET', KEYS[2]), redis.call('GET', KEYS[3])
local was_read = reached and ARGV[5] - reached >= tonumber(ARGV[6])
local is_newest = redis.call('GET', KEYS[4]) == first
if not first or was_read and (ARGV[4] == '1' or not is_newest) then
    first = ARGV[1]
    redis.call('SET', KEYS[2], first, 'EX', ARGV[2])
    redis.call('DEL', KEYS[3])
elseif was_read then
    redis.call('SET', KEYS[5] .. first, ARGV[1], 'EX', ARGV[3])
    redis.call('DEL', KEYS[3])
end
redis.call('SET', KEYS[1], first, 'EX', ARGV[3])
redis.call('SET', KEYS[4], first, 'EX', ARGV[3])
return first
"""


class ResentMessages:
    def __init__(self, redis: Any, now: Callable[[], datetime]) -> None:
        self._redis = redis
        self._now = now

    def with_first_id(self, heard: Heard) -> Heard:
        """`heard` with the id under which it was delivered first. Raises RedisError."""
        if not heard.resent_as:
            return heard
        tag = _tag(heard.channel, heard.caller)
        keys = [
            f"first:{tag}:{heard.message_id}",
            f"same:{tag}:{heard.resent_as}",
            f"reached:{tag}:{heard.resent_as}",
            f"newest:{tag}",
            f"answers:{tag}:",
        ]
        args = [
            heard.message_id,
            current_rules().messages.resent_within_seconds,
            REPLY_TTL_SECONDS,
            int(heard.kind is HeardKind.ENTERED or not heard.text),
            self._now().timestamp(),
            READ_SECONDS,
        ]
        first = self._redis.eval(_FIRST_ID, len(keys), *keys, *args)
        return replace(heard, message_id=str(first))

    def is_answered(self, heard: Heard, open_turn: OpenTurn) -> bool:
        """Whether the message has been answered under another id, so that it gets no second reply.
        Called while its turn is open: where it is not answered yet, `heard` gets the reply. Raises
        RedisError."""
        if not heard.resent_as:
            return False
        first = open_turn.heard
        key = f"answers:{_tag(first.channel, first.caller)}:{first.message_id}"
        if open_turn.reply is None:
            self._redis.set(key, heard.message_id, ex=REPLY_TTL_SECONDS)
            return False
        return self._redis.get(key) not in (None, heard.message_id)

    def reply_reached(self, channel: Channel, caller: str, resent_as: str) -> None:
        """Note that the reply to the newest of these messages has reached the SMSC; a failure is
        logged."""
        key = f"reached:{_tag(channel, caller)}:{resent_as}"
        within_seconds = current_rules().messages.resent_within_seconds
        try:
            self._redis.set(key, self._now().timestamp(), ex=within_seconds, nx=True)
        except RedisError:
            log.exception("reply's report not kept")


def _tag(channel: Channel, caller: str) -> str:
    return f"{{{caller}}}:{channel}"
