"""Sessions between turns, in Redis. Redis is a cache: losing it loses no effect of a turn.

Opening and saving a turn cost one round trip each.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeout

from core.kernel import at_most
from flows.engine.session_records import (
    OPEN,
    RELEASE,
    SAVE,
    dumped,
    keys_of,
    recent_in,
    reply_in,
    reply_key_of,
    session_in,
    session_key_of,
)
from flows.protocol import Heard, Session, Turn

SESSION_TTL_SECONDS = 30 * 60
REPLY_TTL_SECONDS = 24 * 60 * 60  # how long a carrier may deliver a webhook again
RECENT_TTL_SECONDS = 24 * 60 * 60  # of Session.recent, which outlives the session
LOCK_TTL_MS = 5_000  # far longer than a turn, but shorter than WAIT_MAX_SECONDS
WAIT_MAX_SECONDS = 5.2  # leaves time to ask the database before an apology
POLL_SECONDS = 0.01
ABANDONED_MAX = 1_000


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
        self._open = redis.register_script(OPEN)
        self._save = redis.register_script(SAVE)
        self._release = redis.register_script(RELEASE)
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
        keys = keys_of(heard)
        deadline = time.monotonic() + at_most(WAIT_MAX_SECONDS)
        while True:
            try:
                status, *found = self._open(keys=keys, args=[token, LOCK_TTL_MS])
            except RedisTimeout:
                self._abandoned.append((keys[0], token))
                raise
            if status == "answered":
                reply = reply_in(found[0])
                if reply is not None:
                    return OpenTurn(heard, token, reply)
                self.redis.delete(reply_key_of(heard))
                continue
            if status == "open":
                session, last, recent = session_in(found[0]), found[1], recent_in(found[2])
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
        return session_in(self.redis.get(session_key_of(open_turn.heard, last)))

    def release(self, open_turn: OpenTurn) -> None:
        """Release the lock without saving anything."""
        lock, *_ = keys_of(open_turn.heard)
        self._release(keys=[lock], args=[open_turn.token])

    def save(self, open_turn: OpenTurn, session: Session, reply: Turn | None) -> bool:
        """Save the session and the reply, and release the lock. `reply`: None: the message is
        answered anew if it is delivered again. False: the lock was lost, another
        message of the session may have been answered since, and nothing was saved."""
        args = [
            open_turn.token,
            dumped(session.to_json()),
            dumped(reply.to_json()) if reply else "",
            open_turn.heard.session_id,
            SESSION_TTL_SECONDS,
            REPLY_TTL_SECONDS,
            dumped(session.recent) if session.recent else "",
            RECENT_TTL_SECONDS,
        ]
        return bool(self._save(keys=keys_of(open_turn.heard), args=args))
