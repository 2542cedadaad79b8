"""Sessions between turns, in Redis. Redis is a cache: losing it loses no effect of a turn.

The keys of one caller share a hash tag, so that a cluster keeps them in one slot and a script runs
on one node. Opening and saving a turn cost one round trip each.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeout

from core.kernel import at_most
from flows.protocol import Heard, Session, Turn

SESSION_TTL_SECONDS = 30 * 60
REPLY_TTL_SECONDS = 24 * 60 * 60  # how long a carrier may deliver a webhook again
RECENT_TTL_SECONDS = 24 * 60 * 60  # of Session.recent, which outlives the session
LOCK_TTL_MS = 5_000  # far longer than a turn, but shorter than WAIT_MAX_SECONDS
WAIT_MAX_SECONDS = 5.2  # leaves time to ask the database before an apology
POLL_SECONDS = 0.01
ABANDONED_MAX = 1_000

# The client runs the script again if the answer was lost. This turn then holds the lock already,
# which its token shows.
_OPEN = """
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
_SAVE = """
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

_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end"


class SessionBusy(Exception):
    """The session's lock was not released within WAIT_MAX_SECONDS."""


@dataclass(frozen=True, slots=True)
class OpenTurn:
    """A message, and what the session store knows about it.

    token: identifies this turn as the owner of the session's lock.
    reply: the reply to an earlier delivery of this message; None: the message is new.
    session: the session as JSON; None: there is none.
    last_session_id: the id of the caller's latest session on this channel; None: none is stored.
    is_stored: whether the session store had the session.
    recent: Session.recent as it was stored last, for a new session.
    """

    heard: Heard
    token: str
    reply: Turn | None = None
    session: dict[str, Any] | None = None
    last_session_id: str | None = None
    is_stored: bool = False
    recent: dict[str, Any] = field(default_factory=dict)


class SessionStore:
    """Loads and saves sessions. `token` makes unique tokens for the owners of locks; they need not
    be reproducible from a seed."""

    def __init__(self, redis: Any, token: Callable[[], str]) -> None:
        self.redis = redis
        self._token = token
        self._open = redis.register_script(_OPEN)
        self._save = redis.register_script(_SAVE)
        self._release = redis.register_script(_RELEASE)
        # Locks, with their tokens, that a Redis which has hung takes as soon as it goes on: it then
        # runs what it was sent, for clients that have given up. Nobody else would release them.
        self._abandoned: deque[tuple[str, str]] = deque(maxlen=ABANDONED_MAX)

    def open(self, heard: Heard) -> OpenTurn:
        """Take the session's lock, waiting while another message of the session is being answered,
        and load the session. No lock is taken if the message was answered before.

        Raises SessionBusy after WAIT_MAX_SECONDS, and RedisError.
        """
        self._release_abandoned()
        token = self._token()
        keys = _keys(heard)
        deadline = time.monotonic() + at_most(WAIT_MAX_SECONDS)
        while True:
            try:
                status, *found = self._open(keys=keys, args=[token, LOCK_TTL_MS])
            except RedisTimeout:
                self._abandoned.append((keys[0], token))
                raise
            if status == "answered":
                reply = _reply(found[0])
                if reply is not None:
                    return OpenTurn(heard, token, reply)
                self.redis.delete(_reply_key(heard))
                continue
            if status == "open":
                session, last, recent = _session(found[0]), found[1], _recent(found[2])
                return OpenTurn(heard, token, None, session, last, session is not None, recent)
            if time.monotonic() > deadline:
                raise SessionBusy(heard.session_id)
            time.sleep(POLL_SECONDS)

    def _release_abandoned(self) -> None:
        while self._abandoned:
            try:
                lock, token = self._abandoned.popleft()
            except IndexError:  # another thread was faster
                return
            try:
                self._release(keys=[lock], args=[token])
            except RedisError:
                self._abandoned.append((lock, token))
                raise

    def earlier(self, open_turn: OpenTurn) -> dict[str, Any] | None:
        """The caller's previous session on this channel, as JSON; None if none is stored."""
        last = open_turn.last_session_id
        if last is None or last == open_turn.heard.session_id:
            return None
        return _session(self.redis.get(_session_key(open_turn.heard, last)))

    def release(self, open_turn: OpenTurn) -> None:
        """Release the lock without saving anything."""
        lock, *_ = _keys(open_turn.heard)
        self._release(keys=[lock], args=[open_turn.token])

    def save(self, open_turn: OpenTurn, session: Session, reply: Turn | None) -> bool:
        """Save the session and the reply, and release the lock. `reply`: None: the message is
        answered anew if it is delivered again. False: the lock was lost, another
        message of the session may have been answered since, and nothing was saved."""
        args = [
            open_turn.token,
            _dumps(session.to_json()),
            _dumps(reply.to_json()) if reply else "",
            open_turn.heard.session_id,
            SESSION_TTL_SECONDS,
            REPLY_TTL_SECONDS,
            _dumps(session.recent) if session.recent else "",
            RECENT_TTL_SECONDS,
        ]
        return bool(self._save(keys=_keys(open_turn.heard), args=args))


def _keys(heard: Heard) -> list[str]:
    tag = f"{{{heard.caller}}}:{heard.channel}"
    return [
        f"lock:{tag}:{heard.session_id}",
        _session_key(heard, heard.session_id),
        _reply_key(heard),
        f"last:{tag}",
        f"recent:{tag}",
    ]


def _session_key(heard: Heard, session_id: str) -> str:
    return f"talk:{{{heard.caller}}}:{heard.channel}:{session_id}"


def _reply_key(heard: Heard) -> str:
    return f"reply:{{{heard.caller}}}:{heard.channel}:{heard.message_id}"


def _session(stored: str | None) -> dict[str, Any] | None:
    """None if there is no session, or it is unreadable: then the session starts again."""
    try:
        data = orjson.loads(stored) if stored else None
    except orjson.JSONDecodeError:
        return None
    return data if isinstance(data, dict) else None


def _recent(stored: str | None) -> dict[str, Any]:
    """Empty if there is nothing, or it is unreadable."""
    return _session(stored) or {}


def _reply(stored: str) -> Turn | None:
    """None if the reply is unreadable."""
    try:
        return Turn.from_json(orjson.loads(stored))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _dumps(data: dict[str, Any]) -> bytes:
    # Faster by 0.1 ms a turn than the standard library: a session includes its transcript.
    return orjson.dumps(data)
