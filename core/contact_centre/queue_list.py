"""The queue as the desk shows it: who waits, the callbacks that are planned for later, and the
conversations in hand."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, func, select

from core.contact_centre.handover import PLANNED, WAITS, WAITS_SINCE, due_by
from core.schema import agent, handover, member

Waiting = Row[*tuple[Any, ...]]
"""A handover as the desk lists it, with the member's name, tier and date of birth."""

_CURRENT = handover.c.status != "closed"
_LIST = (
    select(
        handover.c.member_id,
        handover.c.handover_id,
        handover.c.number,
        handover.c.channel,
        handover.c.way,
        handover.c.topic,
        handover.c.path,
        handover.c.language,
        handover.c.status,
        handover.c.agent,
        handover.c.meant_for,
        handover.c.proofs,
        handover.c.version,
        WAITS_SINCE.label("waits_since"),
        handover.c.call_at,
        handover.c.transcript,
        handover.c.talking_at,
        member.c.name,
        member.c.tier,
        member.c.born_on,
    )
    .outerjoin(member, member.c.member_id == handover.c.member_id)
    .order_by(handover.c.rank_at)
)
_OPEN = _LIST.where(WAITS).limit(bindparam("limit"))
_PLANNED = _LIST.where(PLANNED).limit(bindparam("limit"))
_IN_HAND = _LIST.where(handover.c.status.in_(("offered", "talking", "wrap_up")))
_STATE = select(
    func.count(),
    func.coalesce(func.sum(handover.c.version), 0),
    func.max(handover.c.requested_at),
    func.count().filter(WAITS),
).where(_CURRENT)
_PRESENCE = select(func.count(), func.max(agent.c.presence_since)).where(
    agent.c.presence == "available"
)
# A member may wait in several ways at once. Callers who withhold their number are told apart by
# their handovers.
_MEMBERS_WAITING = select(func.count()).select_from(
    select(
        handover.c.member_id,
        handover.c.number,
        case((handover.c.number == "", handover.c.handover_id), else_=""),
    )
    .where(WAITS)
    .distinct()
    .subquery()
)


def waiting(conn: Connection, at: datetime, *, limit: int) -> Sequence[Waiting]:
    """At most `limit` handovers that wait, in the order in which they are served."""
    return conn.execute(_OPEN, {"limit": limit, "due_by": due_by(at)}).all()


def planned(conn: Connection, at: datetime, *, limit: int) -> Sequence[Waiting]:
    """At most `limit` callbacks at a chosen time that has not come yet, the next one first."""
    return conn.execute(_PLANNED, {"limit": limit, "due_by": due_by(at)}).all()


def in_hand(conn: Connection) -> Sequence[Waiting]:
    """The handovers that agents have accepted and not closed."""
    return conn.execute(_IN_HAND).all()


def change_marker(conn: Connection, at: datetime) -> tuple[Any, ...]:
    """A value that changes whenever a handover or an agent's presence changes, or the time of a
    callback comes. The desk's live feed polls it."""
    return (*conn.execute(_STATE, {"due_by": due_by(at)}).one(), *conn.execute(_PRESENCE).one())


def members_waiting(conn: Connection, at: datetime) -> int:
    """The number of members who wait, however many ways each of them waits in."""
    return int(conn.execute(_MEMBERS_WAITING, {"due_by": due_by(at)}).scalar_one())


def by_member(waits: Iterable[Waiting]) -> list[list[Waiting]]:
    """The handovers of each member together, in the order of each member's first one."""
    found: dict[tuple[object, ...], list[Waiting]] = {}
    for each in waits:
        who = (each.member_id, each.number, "" if each.number else each.handover_id)
        found.setdefault(who, []).append(each)
    return list(found.values())
