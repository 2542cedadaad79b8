"""What Redis holds of a session: the keys, the scripts that read and write them at once, and what
is stored under them, as JSON.

The keys of one caller share a hash tag, so that a cluster keeps them in one slot and a script runs
on one node.
"""

from __future__ import annotations

from typing import Any

import orjson

from flows.protocol import Heard, Turn

# The client runs the script again if the answer was lost. This turn then holds the lock already,
# which its token shows.
OPEN = """
local reply = redis.call('GET', KEYS[3])
if reply then return {'answered', reply} end
local ours = redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2])
if ours or redis.call('GET', KEYS[1]) == ARGV[1] then
    local session, last = redis.call('GET', KEYS[2]), redis.call('GET', KEYS[4])
    return {'open', session, last, redis.call('GET', KEYS[5])}
end
return {'busy'}
"""

# Saves only while the lock is still held: a turn that took longer than the lock lasts must not
# replace a newer session with an older one. Its effects are in the database in any case. If lock,
# session and reply are all gone, Redis was emptied and nobody has answered since, so it saves.
SAVE = """
local holder = redis.call('GET', KEYS[1])
local is_emptied = not holder and redis.call('EXISTS', KEYS[2], KEYS[3]) == 0
if holder ~= ARGV[1] and not is_emptied then return 0 end
redis.call('SET', KEYS[2], ARGV[2], 'EX', ARGV[5])
if ARGV[3] ~= '' then redis.call('SET', KEYS[3], ARGV[3], 'EX', ARGV[6]) end
redis.call('SET', KEYS[4], ARGV[4], 'EX', ARGV[5])
if ARGV[7] ~= '' then redis.call('SET', KEYS[5], ARGV[7], 'EX', ARGV[8]) end
redis.call('DEL', KEYS[1])
return 1
"""

RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end"


def keys_of(heard: Heard) -> list[str]:
    tag = f"{{{heard.caller}}}:{heard.channel}"
    return [
        f"lock:{tag}:{heard.session_id}",
        session_key_of(heard, heard.session_id),
        reply_key_of(heard),
        f"last:{tag}",
        f"recent:{tag}",
    ]


def session_key_of(heard: Heard, session_id: str) -> str:
    return f"talk:{{{heard.caller}}}:{heard.channel}:{session_id}"


def reply_key_of(heard: Heard) -> str:
    return f"reply:{{{heard.caller}}}:{heard.channel}:{heard.message_id}"


def session_in(stored: str | None) -> dict[str, Any] | None:
    """None if there is no session, or it is unreadable: then the session starts again."""
    try:
        data = orjson.loads(stored) if stored else None
    except orjson.JSONDecodeError:
        return None
    return data if isinstance(data, dict) else None


def recent_in(stored: str | None) -> dict[str, Any]:
    """Empty if there is nothing, or it is unreadable."""
    return session_in(stored) or {}


def reply_in(stored: str) -> Turn | None:
    """None if the reply is unreadable."""
    try:
        return Turn.from_json(orjson.loads(stored))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def dumped(data: dict[str, Any]) -> bytes:
    # Faster by 0.1 ms a turn than the standard library: a session includes its transcript.
    return orjson.dumps(data)
