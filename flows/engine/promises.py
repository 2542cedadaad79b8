"""Promises the member a text with the outcome of a message, and keeps the promise durably.

It is kept in the database. If that takes no writes at the moment, which is mostly why nobody knows
the outcome, it is kept in Redis, and moved to the database as soon as that answers again. Nothing
is promised if neither has confirmed it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import orjson
import structlog
from prometheus_client import Counter
from redis.exceptions import RedisError
from sqlalchemy.exc import DataError

from core.conversation import OutcomePromise, outcome_promises
from core.kernel import Database, at_least
from core.members import profiles
from flows.protocol import Heard, Session

KEPT = "outcome_promises"
"""The key of the list in Redis. Its data must survive a restart of Redis (appendonly yes)."""
ATTEMPTS = 2
# The turn may have taken all its time. This much more is left for each before the carrier gives up.
KEEP_SECONDS = 0.4
PROMISES = Counter("hotline_promises", "Texts promised because an outcome was unknown.", ["kept"])
for _where in ("database", "redis", "nowhere"):
    PROMISES.labels(_where)
log = structlog.get_logger()


class Promises:
    def __init__(self, database: Database, redis: Any, now: Callable[[], datetime]) -> None:
        self._database = database
        self._redis = redis
        self._now = now

    def make(self, heard: Heard, session: Session, member_id: int) -> bool:
        """Whether the outcome of `heard` may be promised: the promise is kept, and the caller has a
        number that texts reach. `session`: as the failed turn would have left it. `member_id`:
        under which the turn is recorded: whoever tried to join may be no member."""
        if not profiles.shows_number(heard.caller) or session.texts_blocked:
            return False
        promise = OutcomePromise(
            member_id=member_id,
            session_id=heard.session_id,
            message_id=heard.message_id,
            number=heard.caller,
            language=session.language,
            asked_at=self._now(),
        )
        kept = self._keep(promise)
        PROMISES.labels(kept or "nowhere").inc()
        return bool(kept)

    def write(self) -> None:
        """Move the promises that Redis keeps to the database. Several processes may do so at once:
        a promise is removed only after it is in the database, where it has one row."""
        try:
            while stored := self._redis.lindex(KEPT, 0):
                if (promise := _loads(stored)) is not None:
                    self._move(promise)
                self._redis.lrem(KEPT, 1, stored)
        except Exception:
            log.exception("promises not moved to the database")

    def _move(self, promise: OutcomePromise) -> None:
        try:
            self._database.run(partial(outcome_promises.keep, promise=promise))
        except DataError:  # it would be refused every time, and hold up all others
            log.exception("promise refused by the database", session=promise.session_id)

    def _keep(self, promise: OutcomePromise) -> str:
        """Where the promise is kept; '' if nowhere."""
        try:
            with at_least(KEEP_SECONDS):
                keep = partial(outcome_promises.keep, promise=promise)
                self._database.run(keep, attempts=ATTEMPTS)
            return "database"
        except Exception:
            log.exception("promise not kept in the database", session=promise.session_id)
        try:
            with at_least(KEEP_SECONDS):
                self._redis.rpush(KEPT, _dumps(promise))
            return "redis"
        except RedisError:
            log.exception("promise not kept", session=promise.session_id)
            return ""


def _dumps(promise: OutcomePromise) -> bytes:
    return orjson.dumps(promise)


def _loads(stored: str) -> OutcomePromise | None:
    """None if it cannot be read: it would hold up all others."""
    try:
        data = orjson.loads(stored)
        return OutcomePromise(**data | {"asked_at": datetime.fromisoformat(data["asked_at"])})
    except (KeyError, TypeError, ValueError):
        log.error("promise cannot be read")
        return None
