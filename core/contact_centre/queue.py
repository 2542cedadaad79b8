"""The queue for agents: how long it is, who serves it, and what becomes of a place in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from sqlalchemy import Connection, and_, bindparam, func, or_, select, update

from core.contact_centre import requests
from core.contact_centre.handover import WAITS, WAITS_SINCE, HandoverRow, due_by
from core.kernel import KeyReused
from core.members import NOBODY, profiles
from core.programme import current_rules
from core.schema import agent, handover

MEASURED_MIN = 5  # conversations; the mean of fewer says little
MEASURED_MAX = 50

_LENGTH = select(func.count().label("waiting"), func.min(WAITS_SINCE).label("since")).where(WAITS)
_OF_CALL = (
    select(handover)
    .where(
        or_(
            and_(handover.c.session_id == bindparam("call"), handover.c.way == "queue"),
            handover.c.member_call == bindparam("call"),
        )
    )
    .order_by(handover.c.requested_at.desc())
    .limit(1)
)
_ON_DUTY = select(func.count()).where(agent.c.active, agent.c.presence == "available")
_SIGNED_IN = select(agent.c.agent).where(
    agent.c.active, agent.c.presence != "offline", agent.c.role != "auditor"
)
_RECENT = (
    select(handover.c.talking_at, handover.c.closed_at)
    .where(handover.c.outcome == "helped", handover.c.talking_at.is_not(None))
    .where(handover.c.closed_at >= bindparam("since"))
    .order_by(handover.c.closed_at.desc())
    .limit(MEASURED_MAX)
)
_IN_QUEUE = (
    update(handover)
    .where(
        handover.c.session_id == bindparam("session"),
        handover.c.way == "queue",
        handover.c.status == "open",
    )
    .values(version=handover.c.version + 1)
)
_TO_CALLBACK = _IN_QUEUE.values(way="callback")
_LEAVE = _IN_QUEUE.values(
    status="closed",
    outcome="abandoned",
    ended_at=bindparam("left_at"),
    closed_at=bindparam("left_at"),
)


class Staffing(StrEnum):
    """Whether agents are there to serve the queue."""

    CLOSED = "closed"  # it is outside their hours
    NOBODY = "nobody"  # none of them is signed in
    HERE = "here"


@dataclass(frozen=True, slots=True)
class QueuePlace:
    ahead: int
    minutes: int | None  # the estimated wait; None: no agent is available
    staff: Staffing


def length(conn: Connection, at: datetime) -> tuple[int, datetime | None]:
    """The number of members who wait, and since when the earliest of them does (None: nobody
    waits)."""
    row = conn.execute(_LENGTH, {"due_by": due_by(at)}).one()
    return int(row.waiting), row.since


def of_call(conn: Connection, call: str) -> HandoverRow | None:
    """The newest handover of a member's call leg, in the queue or called back."""
    return conn.execute(_OF_CALL, {"call": call}).first()


def refusal(conn: Connection, at: datetime) -> str | None:
    """Why nobody can join the queue now: 'closed' (outside the agents' hours) or 'full'; None if
    the queue is open."""
    if not _are_hours(at):
        return "closed"
    count, _ = length(conn, at)
    return "full" if count >= current_rules().agents.waiting_max else None


def staffing(conn: Connection, at: datetime) -> Staffing:
    """Who takes a break or talks with another member is there."""
    if not _are_hours(at):
        return Staffing.CLOSED
    return Staffing.HERE if conn.execute(_SIGNED_IN.limit(1)).first() else Staffing.NOBODY


def _are_hours(at: datetime) -> bool:
    rules = current_rules()
    hour = at.astimezone(rules.zone).hour
    return rules.agents.from_hour <= hour < rules.agents.until_hour


def place(conn: Connection, row: HandoverRow, at: datetime) -> QueuePlace:
    """The number of members ahead, and the estimated wait in minutes: the mean length of the last
    day's conversations (the programme's `agents.talk_minutes` if there are fewer than MEASURED_MIN)
    times the members to be served, divided by the available agents."""
    ahead = requests.count_ahead(conn, row.member_id, row.number, row.rank_at, at)
    on_duty = int(conn.execute(_ON_DUTY).scalar_one())
    if not on_duty:
        return QueuePlace(ahead, None, staffing(conn, at))
    minutes = ceil((ahead + 1) * _talk_minutes(conn, at) / on_duty)
    return QueuePlace(ahead, minutes, Staffing.HERE)


def join_unannounced(
    conn: Connection,
    *,
    call: str,
    number: str | None,
    channel: str,
    language: str,
    at: datetime,
    handover_id: str,
) -> HandoverRow | None:
    """Create the handover of a caller who is in the carrier's queue without one, because their turn
    failed before it was written; otherwise no agent would ever see them. `number` is None if it is
    withheld. Repeating it for the same `call` creates no second handover; it returns None if the
    caller has hung up, or has left the first one, for a callback, or it was made under another
    number."""
    member = profiles.find(conn, number) if number else None
    try:
        requests.request(
            conn,
            member_id=member.member_id if member else NOBODY,
            number=number or "",
            way="queue",
            summary=requests.SessionSummary(call, channel, language, "", [], [], [], 1),
            priority=requests.priority_of(member, at),
            key=requests.unannounced_key(call),
            at=at,
            handover_id=handover_id,
        )
    except KeyReused:
        return None
    return of_call(conn, call)


def leave_for_callback(conn: Connection, session_id: str) -> bool:
    """Turn a session's place in the queue into a call back at the same rank. Returns False if the
    session is not in the queue."""
    return conn.execute(_TO_CALLBACK, {"session": session_id}).rowcount == 1


def leave(conn: Connection, session_id: str, at: datetime) -> None:
    """Close a session's place in the queue, if it has one that waits."""
    conn.execute(_LEAVE, {"session": session_id, "left_at": at})


def _talk_minutes(conn: Connection, at: datetime) -> float:
    recent = conn.execute(_RECENT, {"since": at - timedelta(days=1)}).all()
    if len(recent) < MEASURED_MIN:
        return current_rules().agents.talk_minutes
    took = sum(((row.closed_at - row.talking_at) for row in recent), timedelta())
    return took / timedelta(minutes=1) / len(recent)
