"""The status of a membership as billing's events make it: suspended, whether or not the member
pays; else in arrears, or active."""

from sqlalchemy import Connection, bindparam, func, select

from core.member_events import book
from core.member_events.event import STATUS, EventKind
from core.members import Status
from core.schema import member

# What a freeze covers counts, not the freeze.
_CURRENT = select(
    func.coalesce(member.c.status_when_lifted, func.nullif(member.c.status, "frozen"), "active")
).where(member.c.member_id == bindparam("member_id"))


def current(conn: Connection, member_id: int) -> Status:
    found: Status = conn.execute(_CURRENT, {"member_id": member_id}).scalar_one()
    return found


def after(conn: Connection, member_id: int, kind: EventKind) -> Status:
    """The status after one more event of that kind."""
    earlier = book.applied(conn, member_id, STATUS)
    first = earlier[-1].was if earlier else current(conn, member_id)
    kinds = [kind.value, *(event.kind for event in earlier)]

    def holds(begun: EventKind, over: EventKind, at_first: str) -> bool:
        newest = next((each for each in kinds if each in (begun, over)), None)
        return newest == begun if newest else first == at_first

    if holds(EventKind.SUSPENDED, EventKind.RESUMED, "suspended"):
        return "suspended"
    in_arrears = holds(EventKind.ARREARS_BEGUN, EventKind.ARREARS_SETTLED, "arrears")
    return "arrears" if in_arrears else "active"
