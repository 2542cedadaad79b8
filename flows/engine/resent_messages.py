"""Recognises a message that is delivered again under another id.

An SMSC that gets no answer delivers a text again, and a gateway may take it for a new one, with a
new id. A message of the same sender with the same words, within a time that the programme sets, is
taken for the same one, and keeps the first id: then it gets the first one's reply. The time counts
from the first of them. Every id is remembered as long as replies are, so that its own repetition
after that time is recognised as well.

If Redis has lost what it remembered, a message is as new as its id.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core.programme import current_rules
from flows.engine.session_store import REPLY_TTL_SECONDS
from flows.protocol import Heard

# One step, so that of two deliveries at the same moment both find the same first id.
_FIRST_ID = """
local known = redis.call('GET', KEYS[1])
if known then return known end
local first = redis.call('GET', KEYS[2])
if not first then
    first = ARGV[1]
    redis.call('SET', KEYS[2], first, 'EX', ARGV[2])
end
redis.call('SET', KEYS[1], first, 'EX', ARGV[3])
return first
"""


def with_first_id(redis: Any, heard: Heard) -> Heard:
    """`heard` with the id under which it was delivered first. Raises RedisError."""
    if not heard.resent_as:
        return heard
    tag = f"{{{heard.caller}}}:{heard.channel}"
    keys = [f"first:{tag}:{heard.message_id}", f"same:{tag}:{heard.resent_as}"]
    within_seconds = current_rules().messages.resent_within_seconds
    first = redis.eval(
        _FIRST_ID, len(keys), *keys, heard.message_id, within_seconds, REPLY_TTL_SECONDS
    )
    return replace(heard, message_id=str(first))
