"""The recorded events of members."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, or_, select
from sqlalchemy.exc import IntegrityError

from core.kernel import NumberTaken, row_builder
from core.member_events.event import LINES, EventKind, MemberEvent
from core.schema import member_event, receipt


@dataclass(frozen=True, slots=True)
class Recorded:
    event_no: int
    source: str
    event_id: str
    kind: str
    happened_at: datetime
    recorded_at: datetime
    applied: bool
    was: str | None
    became: str | None

    @property
    def place(self) -> tuple[datetime, str, str]:
        """As that of MemberEvent."""
        return self.happened_at, self.source, self.event_id


_HISTORY = (
    select(
        member_event.c.event_no,
        member_event.c.source,
        member_event.c.event_id,
        member_event.c.kind,
        member_event.c.happened_at,
        member_event.c.recorded_at,
        member_event.c.applied,
        member_event.c.was,
        member_event.c.became,
    )
    .where(member_event.c.member_id == bindparam("member_id"))
    .order_by(member_event.c.event_no.desc())
)
_OF_KIND = _HISTORY.where(member_event.c.kind == bindparam("kind"))
_NAMING = _HISTORY.where(
    member_event.c.kind.in_([kind.value for kind in (EventKind.NUMBER_CHANGED, *LINES)]),
    or_(member_event.c.was == bindparam("number"), member_event.c.became == bindparam("number")),
)
_OF_KINDS = _HISTORY.where(
    member_event.c.applied, member_event.c.kind.in_(bindparam("kinds", expanding=True))
)
_HASH = select(member_event.c.request_hash).where(
    member_event.c.member_id == bindparam("member_id"),
    member_event.c.source == bindparam("source"),
    member_event.c.event_id == bindparam("event_id"),
)
_OWNERS = select(receipt.c.number, receipt.c.member_id).where(
    receipt.c.number.in_(bindparam("keys", expanding=True))
)
_NUMBER = select(func.count()).where(member_event.c.member_id == bindparam("member_id"))
_RECORD = insert(member_event)
_RECEIVE = insert(receipt)
_recorded = row_builder(Recorded, _HISTORY)


def history(conn: Connection, member_id: int) -> Sequence[Recorded]:
    """All events of a member, the newest first."""
    return [_recorded(row) for row in conn.execute(_HISTORY, {"member_id": member_id})]


def applied(conn: Connection, member_id: int, kinds: Collection[EventKind]) -> Sequence[Recorded]:
    """The events of these kinds that had an effect, the newest first."""
    values = {"member_id": member_id, "kinds": [kind.value for kind in kinds]}
    return [_recorded(row) for row in conn.execute(_OF_KINDS, values)]


def of_kind(conn: Connection, member_id: int, kind: EventKind) -> Sequence[Recorded]:
    """The events of one kind, late ones too, the newest first."""
    values = {"member_id": member_id, "kind": kind.value}
    return [_recorded(row) for row in conn.execute(_OF_KIND, values)]


def naming(conn: Connection, member_id: int, number: str) -> Sequence[Recorded]:
    """The events that gave the member the number or took it, late ones too; the newest first."""
    values = {"member_id": member_id, "number": number}
    return [_recorded(row) for row in conn.execute(_NAMING, values)]


def owners(conn: Connection, events: Sequence[MemberEvent]) -> dict[str, int]:
    """The member of each event that was recorded before, by the event's key."""
    rows = conn.execute(_OWNERS, {"keys": [event.key for event in events]})
    return {row.number: row.member_id for row in rows}


def hash_of(conn: Connection, member_id: int, event: MemberEvent) -> str | None:
    """The hash of the event as it was recorded; None if it was not."""
    values = {"member_id": member_id, "source": event.source, "event_id": event.event_id}
    found: str | None = conn.execute(_HASH, values).scalar()
    return found


def record(
    conn: Connection,
    member_id: int,
    event: MemberEvent,
    *,
    at: datetime,
    applied: bool,
    kind: EventKind | None = None,
    was: str | None = None,
    became: str | None = None,
) -> None:
    """`kind`: what the event means of this member, if that is not its own kind. The member's row is
    locked. Raises NumberTaken where the event was recorded meanwhile, as
    another member's."""
    row = {
        "member_id": member_id,
        "event_no": conn.execute(_NUMBER, {"member_id": member_id}).scalar_one() + 1,
        "source": event.source,
        "event_id": event.event_id,
        "kind": (kind or event.kind).value,
        "request_hash": event.request_hash(),
        "happened_at": event.happened_at,
        "recorded_at": at,
        "applied": applied,
        "was": was,
        "became": became,
    }
    conn.execute(_RECORD, row)
    try:
        conn.execute(_RECEIVE, {"number": event.key, "member_id": member_id})
    except IntegrityError as error:
        raise NumberTaken from error
