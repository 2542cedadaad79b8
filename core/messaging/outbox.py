"""The outbox: texts, calls and other effects outside this program, written in the transaction of
the change that causes them, because no HTTP call is made inside a transaction.

Workers deliver the events, with retries. A worker claims an event by a lease, so that of several
workers one delivers it; the lease of a worker that died runs out. A try is counted when it begins:
whoever claims an event that was tried before knows that it may have been delivered. The count also
identifies the try: what a late worker reports of an older try changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Update, and_, bindparam, func, insert, or_, select, update

from core.kernel import InsertIfNew, row_builder
from core.messaging.topics import Topic
from core.schema import outbox

LEASE = timedelta(seconds=60)  # longer than a try: two requests of at most 10 s each way
BACKOFF_FIRST = timedelta(seconds=2)
BACKOFF_MAX = timedelta(minutes=10)
TRIES_MAX = 20  # over two hours, as they double


@dataclass(frozen=True, slots=True)
class Event:
    member_id: int
    event_id: str
    topic: str
    payload: dict[str, Any]
    recorded_at: datetime
    tries: int  # this one counted in


@dataclass(frozen=True, slots=True)
class Lateness:
    """The events of a topic that are due and not delivered; `due_at`: of the oldest."""

    topic: str
    events: int
    due_at: datetime


COUNTED_MAX = 10_000  # of the events that are due: more of them are as bad
_PUT = insert(outbox)
_put_if_new = InsertIfNew(outbox)
_WAITS = and_(
    outbox.c.done_at.is_(None),
    outbox.c.due_at <= bindparam("at"),
    outbox.c.topic.in_(bindparam("topics", expanding=True)),
    or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= bindparam("at")),
)
_ANY = select(outbox.c.event_id).where(_WAITS).limit(1)
_DUE = (
    select(
        outbox.c.member_id,
        outbox.c.event_id,
        outbox.c.topic,
        outbox.c.payload,
        outbox.c.recorded_at,
        (outbox.c.tries + 1).label("tries"),
    )
    .where(_WAITS)
    .order_by(outbox.c.due_at)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_event = row_builder(Event, _DUE)
_OLDEST = (
    select(outbox.c.topic, outbox.c.due_at)
    .where(outbox.c.done_at.is_(None), outbox.c.due_at <= bindparam("at"))
    .order_by(outbox.c.due_at)
    .limit(COUNTED_MAX)
    .subquery()
)
_LATE = select(
    _OLDEST.c.topic,
    func.count().label("events"),
    func.min(_OLDEST.c.due_at).label("due_at"),
).group_by(_OLDEST.c.topic)
_lateness = row_builder(Lateness, _LATE)
_TOPIC = select(outbox.c.topic).where(
    outbox.c.member_id == bindparam("whose"), outbox.c.event_id == bindparam("which")
)
_ONE = update(outbox).where(
    outbox.c.member_id == bindparam("whose"), outbox.c.event_id == bindparam("which")
)
_TAKE = _ONE.values(
    worker=bindparam("who"), lease_until=bindparam("until"), tries=outbox.c.tries + 1
)
_MINE = _ONE.where(outbox.c.tries == bindparam("nth"), outbox.c.done_at.is_(None))
_DONE = _MINE.values(done_at=bindparam("at"), failed=bindparam("why"), lease_until=None)
_AGAIN = _MINE.values(due_at=bindparam("due"), lease_until=None)
_PUT_OFF = _AGAIN.values(tries=outbox.c.tries - 1)  # nothing was tried
_EXPEDITE = _ONE.where(outbox.c.done_at.is_(None), outbox.c.due_at > bindparam("due"))
_RENEW = _ONE.where(outbox.c.failed.is_not(None)).values(
    recorded_at=bindparam("at"), due_at=bindparam("at"), done_at=None, failed=None
)

_WITHDRAW = _ONE.where(outbox.c.tries == 0, outbox.c.done_at.is_(None)).values(
    done_at=bindparam("at")
)
_BENEATH = select(outbox.c.event_id).where(
    outbox.c.member_id == bindparam("whose"),
    outbox.c.event_id.startswith(bindparam("above"), autoescape=False),
)
_REPLAY = _ONE.where(outbox.c.done_at.is_not(None)).values(
    due_at=bindparam("at"), done_at=None, failed=None
)


def put(
    conn: Connection,
    member_id: int,
    topic: Topic,
    event_id: str,
    payload: Mapping[str, Any],
    at: datetime,
    *,
    may_exist: bool = False,
) -> None:
    """Write an event, due at once. Raises ValueError: an unknown topic, which nobody would deliver.

    `event_id` identifies the change that caused the event; a second event of the same id is refused
    by the primary key. With `may_exist`, the event that is there is made due again if its delivery
    has failed, and otherwise left as it is."""
    row = _row(member_id, topic, event_id, payload, at)
    if not may_exist:
        conn.execute(_PUT, row)
    elif not _put_if_new(conn, row):
        conn.execute(_RENEW, {"whose": member_id, "which": event_id, "at": at})


def put_new(
    conn: Connection,
    member_id: int,
    topic: Topic,
    event_id: str,
    payload: Mapping[str, Any],
    at: datetime,
) -> bool:
    """Write an event, due at once, unless there is one of that id. True if it was written."""
    return _put_if_new(conn, _row(member_id, topic, event_id, payload, at))


def put_all(
    conn: Connection,
    topic: Topic,
    events: Sequence[tuple[int, str, Mapping[str, Any]]],
    at: datetime,
) -> None:
    """Write many events, as put() writes one: (member id, event id, payload) each."""
    if events:
        conn.execute(
            _PUT,
            [
                _row(member_id, topic, event_id, payload, at)
                for member_id, event_id, payload in events
            ],
        )


def _row(
    member_id: int, topic: Topic, event_id: str, payload: Mapping[str, Any], at: datetime
) -> dict[str, object]:
    return {
        "member_id": member_id,
        "event_id": event_id,
        "topic": Topic(topic).value,
        "payload": dict(payload),
        "recorded_at": at,
        "due_at": at,
        "tries": 0,
    }


def replay(conn: Connection, member_id: int, event_id: str, at: datetime) -> bool:
    """Deliver an event once more that was delivered, or has failed. False: it waits still."""
    values = {"whose": member_id, "which": event_id, "at": at}
    return conn.execute(_REPLAY, values).rowcount == 1


def withdraw(conn: Connection, member_id: int, event_id: str, at: datetime) -> bool:
    """Have an event delivered never. False: it may have been delivered. A worker that claims it at
    this very moment is waited for, and comes first."""
    values = {"whose": member_id, "which": event_id, "at": at}
    return conn.execute(_WITHDRAW, values).rowcount == 1


def has_beneath(conn: Connection, member_id: int, event_id: str) -> bool:
    """Whether there are events whose ids begin with this one and a colon."""
    values = {"whose": member_id, "above": f"{event_id}:"}
    return conn.execute(_BENEATH, values).first() is not None


def topic_of(conn: Connection, member_id: int, event_id: str) -> str | None:
    """None: there is no such event."""
    found: str | None = conn.execute(_TOPIC, {"whose": member_id, "which": event_id}).scalar()
    return found


def is_any_due(conn: Connection, *, topics: Sequence[str], at: datetime) -> bool:
    """Whether claim() would find anything. Cheap: it needs no transaction, and is asked several
    times a second."""
    return conn.execute(_ANY, {"topics": topics, "at": at}).first() is not None


def lateness(conn: Connection, at: datetime) -> list[Lateness]:
    """By topic, of the COUNTED_MAX events that are due longest."""
    return [_lateness(row) for row in conn.execute(_LATE, {"at": at})]


def claim(
    conn: Connection, *, topics: Sequence[str], worker: str, at: datetime, limit: int
) -> list[Event]:
    """Take up to `limit` events, those that are due longest first. Events that another worker is
    claiming at the same moment are skipped."""
    rows = conn.execute(_DUE, {"topics": topics, "at": at, "limit": limit}).all()
    events = [_event(row) for row in rows]
    values = {"who": worker, "until": at + LEASE}
    if events:
        conn.execute(_TAKE, [_which(event) | values for event in events])
    return events


def done(conn: Connection, event: Event, at: datetime) -> None:
    """The event is delivered."""
    _finish(conn, event, at, None)


def fail(conn: Connection, event: Event, at: datetime, why: str) -> bool:
    """Record that the event is never delivered, and `why`. Returns False if another worker has
    claimed it."""
    return _finish(conn, event, at, why)


def retry_later(
    conn: Connection, event: Event, at: datetime, why: str, *, pause_min: timedelta = BACKOFF_FIRST
) -> bool:
    """Make the event due again after a pause that doubles with each try, and is at least
    `pause_min`. Returns True if this was the last try, and the event is never delivered."""
    if event.tries >= TRIES_MAX:
        return _finish(conn, event, at, why)
    pause = max(min(BACKOFF_FIRST * 2 ** (event.tries - 1), BACKOFF_MAX), pause_min)
    _change(conn, _AGAIN, event, {"due": at + pause})
    return False


def postpone(conn: Connection, event: Event, until: datetime) -> None:
    """The event must not be delivered before `until`; this does not count as a try."""
    _change(conn, _PUT_OFF, event, {"due": until})


def expedite(conn: Connection, member_id: int, event_id: str, at: datetime) -> None:
    """Make an event that waits for a later time due now. One that is delivered stays so."""
    values = {"whose": member_id, "which": event_id, "due": at}
    conn.execute(_EXPEDITE.values(due_at=bindparam("due")), values)


def _finish(conn: Connection, event: Event, at: datetime, why: str | None) -> bool:
    return _change(conn, _DONE, event, {"at": at, "why": why})


def _change(conn: Connection, change: Update, event: Event, values: dict[str, object]) -> bool:
    return conn.execute(change, _which(event) | {"nth": event.tries} | values).rowcount == 1


def _which(event: Event) -> dict[str, object]:
    return {"whose": event.member_id, "which": event.event_id}
