"""What agents do at the desk, as events of a source of its own."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.member_events import book, handling
from core.member_events.event import DESK, EventKind, EventOutcome, MemberEvent
from core.members import profiles

_AFTER = timedelta(microseconds=1)  # the finest that the database keeps


def apply(
    conn: Connection,
    kind: EventKind,
    *,
    member_id: int,
    event_id: str,
    at: datetime,
    number: str | None = None,
    became: str | None = None,
) -> EventOutcome:
    """An act is later than the member's former ones, whichever clock each was timed by. Raises as
    handling.apply()."""
    profiles.lock(conn, member_id)
    earlier = [each for each in book.history(conn, member_id) if each.source == DESK]
    latest = max((each.happened_at for each in earlier), default=None)
    event = MemberEvent(
        source=DESK,
        event_id=event_id,
        kind=kind,
        happened_at=at if latest is None or latest < at else latest + _AFTER,
        member_id=member_id,
        number=number,
        became=became,
    )
    return handling.apply(conn, event, at=at)
