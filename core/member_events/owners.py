"""Finds the member of an event by the number that the event names: whoever had it then."""

from sqlalchemy import Connection, bindparam, select

from core.member_events.errors import UnknownMember
from core.member_events.event import EventKind, MemberEvent
from core.members import masked
from core.schema import Moment, member_event, msisdn

# Whoever gave the number up first after that moment had it at that moment.
_GAVE_UP = (
    select(member_event.c.member_id)
    .where(
        member_event.c.kind == EventKind.NUMBER_CHANGED,
        member_event.c.applied,
        member_event.c.was == bindparam("number"),
        member_event.c.happened_at > bindparam("at", type_=Moment),
    )
    .order_by(member_event.c.happened_at)
    .limit(1)
)
_HAS = select(msisdn.c.member_id).where(msisdn.c.number == bindparam("number"))


def find(conn: Connection, event: MemberEvent) -> int:
    """Raises UnknownMember. Where the id is given, a number that nobody had is no objection: the
    event that makes it known may still be on its way."""
    if event.number is None:
        assert event.member_id is not None
        return event.member_id
    values = {"number": event.number, "at": event.happened_at}
    found = conn.execute(_GAVE_UP, values).scalar()
    if found is None:
        found = conn.execute(_HAS, {"number": event.number}).scalar()
    if event.member_id is not None and found not in (None, event.member_id):
        raise UnknownMember(f"{masked(event.number)} was not member {event.member_id}'s then")
    if event.member_id is None and found is None:
        raise UnknownMember(f"no member had the number {masked(event.number)} then")
    return event.member_id or int(found or 0)
