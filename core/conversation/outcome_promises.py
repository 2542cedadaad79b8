"""Promises to text a member what became of a message.

They are made where a COMMIT got no answer and the database could not be asked: then nobody knows
whether the message had its effect. A job tells the outcome later, from the turn log.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select, update

from core.conversation import turn_log
from core.kernel import InsertIfNew, row_builder
from core.members import NOBODY, profiles
from core.messaging import Topic, outbox
from core.schema import outcome_promise

# Carriers deliver a message again within seconds: mostly that delivery is answered first.
TOLD_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OutcomePromise:
    """`number` and `language`: of the text, for callers who are not members. `asked_at`: when the
    message came."""

    member_id: int
    session_id: str
    message_id: str
    number: str
    language: str
    asked_at: datetime

    @property
    def key(self) -> turn_log.Key:
        return self.member_id, self.session_id, self.message_id


_ALL = select(
    outcome_promise.c.member_id,
    outcome_promise.c.session_id,
    outcome_promise.c.message_id,
    outcome_promise.c.number,
    outcome_promise.c.language,
    outcome_promise.c.asked_at,
)
_build = row_builder(OutcomePromise, _ALL)
_DUE = (
    _ALL.where(
        outcome_promise.c.told_at.is_(None),
        outcome_promise.c.asked_at <= bindparam("before"),
        outcome_promise.c.asked_at > bindparam("after"),
    )
    .order_by(outcome_promise.c.asked_at)
    .limit(bindparam("limit"))
)
_KEEP = InsertIfNew(outcome_promise)
_TELL = (
    update(outcome_promise)
    .where(
        outcome_promise.c.member_id == bindparam("whose"),
        outcome_promise.c.session_id == bindparam("of_session"),
        outcome_promise.c.message_id == bindparam("of_message"),
        outcome_promise.c.told_at.is_(None),
    )
    .values(told_at=bindparam("at"))
)
_PRUNE = delete(outcome_promise).where(outcome_promise.c.told_at < bindparam("before"))


def keep(conn: Connection, promise: OutcomePromise) -> None:
    """Keep the promise. A message has one, however often it fails; one that was told is not told
    again. A member whose data have been erased meanwhile is promised nothing: the number would be
    stored again, for good."""
    if not profiles.is_erased(conn, promise.member_id):
        _KEEP(conn, asdict(promise))


def due(conn: Connection, *, at: datetime, after: datetime, limit: int) -> Sequence[OutcomePromise]:
    """The promises older than TOLD_AFTER, from the first one that was made after `after`."""
    values = {"before": at - TOLD_AFTER, "after": after, "limit": limit}
    return [_build(row) for row in conn.execute(_DUE, values)]


def tell(conn: Connection, promise: OutcomePromise, at: datetime) -> bool | None:
    """Put the text with the outcome into the outbox, once; returns whether the message was carried
    out, or None if it has been told already.

    If no turn is recorded, this records that the message is not carried out, so that a late
    delivery of it has no effect after the member was told so. An attempt that is still under way
    holds the member's lock until it has recorded its turn; of a caller who is not a member, one of
    both records is refused.
    """
    if promise.member_id != NOBODY:
        profiles.lock(conn, promise.member_id)
    which = {"whose": promise.member_id, "of_session": promise.session_id}
    which["of_message"] = promise.message_id
    if conn.execute(_TELL, which | {"at": at}).rowcount != 1:
        return None
    recorded = turn_log.find(conn, *promise.key)
    # A turn older than that may have been recorded and deleted.
    is_known = at - promise.asked_at < turn_log.KEPT_FOR
    if recorded is None and is_known:
        turn_log.record_not_done(conn, *promise.key, at=at)
    is_done = recorded is not None and not recorded.is_not_done
    payload = {
        "session_id": promise.session_id,
        "message_id": promise.message_id,
        "number": promise.number,
        "language": promise.language,
        "asked_at": promise.asked_at.isoformat(),
        "outcome": "done" if is_done else "not_done" if is_known else "unknown",
    }
    event_id = f"outcome:{promise.session_id}:{promise.message_id}"
    outbox.put(conn, promise.member_id, Topic.TURN_OUTCOME, event_id, payload, at)
    return is_done


def prune(conn: Connection, at: datetime) -> None:
    """Delete the promises that were told long ago."""
    conn.execute(_PRUNE, {"before": at - turn_log.KEPT_FOR})
