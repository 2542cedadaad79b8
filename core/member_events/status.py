"""The status of a membership as billing's events make it: suspended, whether or not the member
pays; else in arrears, or active."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds a membership up, each by its own events."""

    suspended: bool
    in_arrears: bool

    @property
    def status(self) -> Status:
        if self.suspended:
            return "suspended"
        return "arrears" if self.in_arrears else "active"


def standing(conn: Connection, member_id: int, kind: EventKind | None = None) -> Standing:
    """`kind`: of one more event, which is the newest."""
    earlier = book.applied(conn, member_id, STATUS)
    first = earlier[-1].was if earlier else current(conn, member_id)
    kinds = [*([kind] if kind else []), *(event.kind for event in earlier)]

    def holds(begun: EventKind, over: EventKind, at_first: str) -> bool:
        newest = next((each for each in kinds if each in (begun, over)), None)
        return newest == begun if newest else first == at_first

    return Standing(
        suspended=holds(EventKind.SUSPENDED, EventKind.RESUMED, "suspended"),
        in_arrears=holds(EventKind.ARREARS_BEGUN, EventKind.ARREARS_SETTLED, "arrears"),
    )
