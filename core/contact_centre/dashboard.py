"""Today's figures of the hotline, its queue and its agents, for supervisors.

- containment: the share of sessions that needed no agent.
- in_time: of the callers in the queue, the share answered within the programme's
  `agents.answer_within_seconds` (the service level). Who still waits after that time counts as not
  answered in time.
- abandoned_share: of all handovers, those whose member gave up.
- handling: the mean time from the start of a conversation to the end of its wrap-up (AHT).
- first_contact: the share of conversations after which the member neither asked for an agent again
  nor complained (FCR). It is computed over the conversations that ended between one and two
  periods of `agents.comes_back_within_days` ago.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, func, select

from core.contact_centre.quarter_hours import QuarterHour, by_quarter_hour
from core.contact_centre.targets import Level, level_of_abandoned, level_of_in_time, wait_target
from core.contact_centre.wall_states import WaitingByWay, agents_by_state, waiting_by_way
from core.conversation import funnel_counts
from core.programme import current_rules, local_day, start_of_day
from core.schema import complaint, handover

LATER = handover.alias("later")

_TODAY = select(
    handover.c.way,
    handover.c.requested_at,
    handover.c.talking_at,
    handover.c.closed_at,
    handover.c.outcome,
).where(handover.c.requested_at >= bindparam("since"), handover.c.requested_at < bindparam("until"))
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
    complaint.c.member_id == handover.c.member_id,
    complaint.c.opened_at > handover.c.ended_at,
    complaint.c.status != "withdrawn",
)
_FCR = select(
    func.count().label("helped"),
    func.count().filter(~_CAME_BACK, ~_COMPLAINED).label("resolved"),
).where(_HELPED)


@dataclass(frozen=True, slots=True)
class DashboardFigures:
    """Shares are whole percentages, None while there is nothing to compute them from. `agents`: the
    number of agents by state. `begun` counts the sessions of the day and `put_through` its
    handovers."""

    waiting: list[WaitingByWay]
    agents: dict[str, int]
    begun: int
    put_through: int
    answered: int
    abandoned: int
    abandoned_share: int | None
    in_time: int | None
    containment: int | None
    handling: timedelta | None
    first_contact: int | None
    quarters: list[QuarterHour]

    @property
    def in_time_level(self) -> Level | None:
        return None if self.in_time is None else level_of_in_time(self.in_time)

    @property
    def abandoned_level(self) -> Level | None:
        share = self.abandoned_share
        return None if share is None else level_of_abandoned(share)


def today(conn: Connection, at: datetime) -> DashboardFigures:
    """The figures of the programme's day that `at` is in."""
    day = local_day(at)
    since, until = start_of_day(day), start_of_day(day + timedelta(days=1))
    handovers = conn.execute(_TODAY, {"since": since, "until": until}).all()
    begun = funnel_counts.sessions_begun(conn, day)
    answered = [row for row in handovers if row.talking_at is not None]
    abandoned = sum(row.outcome == "abandoned" for row in handovers)
    return DashboardFigures(
        waiting=waiting_by_way(conn, at),
        agents=agents_by_state(conn),
        begun=begun,
        put_through=len(handovers),
        answered=len(answered),
        abandoned=abandoned,
        abandoned_share=_percent(abandoned, len(handovers)),
        in_time=_in_time([row for row in handovers if row.way == "queue"], at),
        containment=_percent(max(0, begun - len(handovers)), begun),
        handling=_mean(
            row.closed_at - row.talking_at for row in answered if row.closed_at is not None
        ),
        first_contact=_first_contact(conn, at),
        quarters=by_quarter_hour(handovers, day),
    )


def _in_time(queued: Sequence[Any], at: datetime) -> int | None:
    within = wait_target("queue")
    answered = [row for row in queued if row.talking_at]
    quick = [row for row in answered if row.talking_at - row.requested_at <= within]
    left = [row for row in queued if row.outcome == "abandoned"]
    waiting = [
        row for row in queued if not row.talking_at and not row.outcome
        if at - row.requested_at > within
    ]  # fmt: skip
    return _percent(len(quick), len(answered) + len(left) + len(waiting))


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
