"""Today's figures of the hotline, its queue and its agents, for supervisors.

- containment: the share of sessions that needed no agent.
- in_time: of the callers in the queue, the share answered within the programme's
  `agents.answer_within_seconds` (the service level).
- handling: the mean time from the start of a conversation to the end of its wrap-up (AHT).
- first_contact: the share of conversations after which the member neither asked for an agent again
  nor complained (FCR). It is computed over the conversations that ended between one and two
  periods of `agents.comes_back_within_days` ago.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, exists, func, select

from core.contact_centre import queue
from core.conversation import funnel_counts
from core.programme import current_rules, local_day, start_of_day
from core.schema import agent, complaint, handover

LATER = handover.alias("later")

_TODAY = select(
    handover.c.way,
    handover.c.channel,
    handover.c.requested_at,
    handover.c.talking_at,
    handover.c.ended_at,
    handover.c.closed_at,
    handover.c.status,
    handover.c.outcome,
).where(handover.c.requested_at >= bindparam("since"))
_AGENTS = (
    select(agent.c.presence, func.count().label("agents"))
    .where(agent.c.active, agent.c.role != "auditor")
    .group_by(agent.c.presence)
)
_TALKING = select(func.count(func.distinct(handover.c.agent))).where(
    handover.c.status.in_(("talking", "wrap_up"))
)
_HELPED = and_(
    handover.c.outcome == "helped",
    handover.c.member_id != 0,
    handover.c.ended_at >= bindparam("first"),
    handover.c.ended_at < bindparam("last"),
)
_CAME_BACK = exists().where(
    LATER.c.member_id == handover.c.member_id, LATER.c.requested_at > handover.c.ended_at
)
_COMPLAINED = exists().where(
    complaint.c.member_id == handover.c.member_id, complaint.c.opened_at > handover.c.ended_at
)
_FCR = select(
    func.count().label("helped"),
    func.count().filter(~_CAME_BACK, ~_COMPLAINED).label("resolved"),
).where(_HELPED)


@dataclass(frozen=True, slots=True)
class DashboardFigures:
    """Shares are whole percentages, None while there is nothing to compute them from. `begun`
    counts the sessions of the day and `put_through` its handovers."""

    waiting: int
    waiting_since: datetime | None
    available: int
    away: int
    talking: int
    begun: int
    put_through: int
    answered: int
    abandoned: int
    in_time: int | None
    containment: int | None
    handling: timedelta | None
    first_contact: int | None


def today(conn: Connection, at: datetime) -> DashboardFigures:
    """The figures of the programme's day that `at` is in."""
    since = start_of_day(local_day(at))
    handovers = conn.execute(_TODAY, {"since": since}).all()
    count, waiting_since = queue.length(conn)
    presence = {row.presence: int(row.agents) for row in conn.execute(_AGENTS)}
    begun = funnel_counts.sessions_begun(conn, local_day(at))
    queued = [row for row in handovers if row.way == "queue"]
    answered = [row for row in handovers if row.talking_at is not None]
    within = timedelta(seconds=current_rules().agents.answer_within_seconds)
    quick = [
        row for row in queued if row.talking_at and row.talking_at - row.requested_at <= within
    ]
    decided = [row for row in queued if row.talking_at or row.outcome == "abandoned"]
    return DashboardFigures(
        waiting=count,
        waiting_since=waiting_since,
        available=presence.get("available", 0),
        away=presence.get("away", 0),
        talking=int(conn.execute(_TALKING).scalar_one()),
        begun=begun,
        put_through=len(handovers),
        answered=len(answered),
        abandoned=sum(row.outcome == "abandoned" for row in handovers),
        in_time=_percent(len(quick), len(decided)),
        containment=_percent(max(0, begun - len(handovers)), begun),
        handling=_mean(
            row.closed_at - row.talking_at for row in answered if row.closed_at is not None
        ),
        first_contact=_first_contact(conn, at),
    )


def _first_contact(conn: Connection, at: datetime) -> int | None:
    period = timedelta(days=current_rules().agents.comes_back_within_days)
    last = at - period
    row = conn.execute(_FCR, {"first": last - period, "last": last}).one()
    return _percent(int(row.resolved), int(row.helped))


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def _mean(times: Iterable[timedelta]) -> timedelta | None:
    taken = list(times)
    return sum(taken, timedelta()) / len(taken) if taken else None
