"""Notices before points expire."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, tuple_

from core.kernel import EVERYONE, Part, is_in_part
from core.ledger import LAST_DAY_AHEAD, POINTS, expiring
from core.messaging import Notice, NoticeKind, notices
from core.programme import current_rules, local_day, start_of_day
from core.schema import Day, lot, member, outbox


@dataclass(frozen=True, slots=True)
class ExpiryNotice:
    """A notice to be written for points that end on `last_day`. `days_before` is the smallest of
    the rules' notices_days_before that has been reached."""

    member_id: int
    last_day: date
    days_before: int

    @property
    def event_id(self) -> str:
        return f"expiry:{self.last_day.isoformat()}:{self.days_before}"


_NEAR = (
    select(lot.c.member_id, lot.c.expires_at)
    .join(member, member.c.member_id == lot.c.member_id)
    .where(
        lot.c.unit == POINTS,
        lot.c.remaining > 0,
        lot.c.remaining > lot.c.held,
        LAST_DAY_AHEAD,
        lot.c.expires_at <= bindparam("until"),
        member.c.status != "left",
        tuple_(lot.c.member_id, lot.c.expires_at)
        > tuple_(bindparam("after_member"), bindparam("after_day", type_=Day)),
        is_in_part(lot.c.member_id),
    )
    .group_by(lot.c.member_id, lot.c.expires_at)
    .order_by(lot.c.member_id, lot.c.expires_at)
    .limit(bindparam("limit"))
)
_WRITTEN = select(outbox.c.member_id, outbox.c.event_id).where(
    outbox.c.member_id.in_(bindparam("members", expanding=True)),
    outbox.c.event_id.in_(bindparam("events", expanding=True)),
)

_WRITTEN_TODAY = (
    select(outbox.c.event_id)
    .where(
        outbox.c.member_id == bindparam("member_id"),
        outbox.c.event_id.like("expiry:%"),
        outbox.c.recorded_at >= bindparam("since"),
    )
    .limit(1)
)

_TOLD_TODAY = select(outbox.c.member_id).where(
    outbox.c.member_id.in_(bindparam("members", expanding=True)),
    outbox.c.event_id.like("expiry:%"),
    outbox.c.recorded_at >= bindparam("since"),
)
_POINTS_OF_MANY = (
    select(
        lot.c.member_id, lot.c.expires_at, func.sum(lot.c.remaining - lot.c.held).label("points")
    )
    .where(
        lot.c.member_id.in_(bindparam("members", expanding=True)),
        lot.c.unit == POINTS,
        lot.c.remaining > 0,
        LAST_DAY_AHEAD,
        lot.c.expires_at.in_(bindparam("days", expanding=True)),
    )
    .group_by(lot.c.member_id, lot.c.expires_at)
)


def upcoming_expiries(
    conn: Connection,
    *,
    at: datetime,
    after: tuple[int, date],
    limit: int,
    part: Part = EVERYONE,
) -> list[tuple[int, date]]:
    """(member id, last day) of points that expire soon: the next `limit` pairs after `after`."""
    today = local_day(at)
    values = {
        "today": today,
        "until": today + timedelta(days=max(current_rules().expiry.notices_days_before)),
        "after_member": after[0],
        "after_day": after[1],
        "limit": limit,
    } | part.values()
    return [(member_id, last_day) for member_id, last_day in conn.execute(_NEAR, values)]


def due_notices(
    conn: Connection, near: Sequence[tuple[int, date]], at: datetime
) -> list[ExpiryNotice]:
    """The notices that are due and not written yet. A notice whose day was missed, since the job
    did not run, is written late, unless a nearer one is due already."""
    due = [
        ExpiryNotice(member_id, day, _days_before(day, local_day(at))) for member_id, day in near
    ]
    values = {"members": [d.member_id for d in due], "events": list({d.event_id for d in due})}
    written = {tuple(row) for row in conn.execute(_WRITTEN, values)}
    return [d for d in due if (d.member_id, d.event_id) not in written]


def notify(conn: Connection, *, due: ExpiryNotice, at: datetime) -> bool:
    """Write a notice; False if it was not written, since it exists or the points have been
    spent. A member gets one a day: what else is due comes the day after."""
    today = {"member_id": due.member_id, "since": start_of_day(local_day(at))}
    if conn.execute(_WRITTEN_TODAY, today).first() is not None:
        return False
    soon = expiring(conn, due.member_id, today=local_day(at), until=due.last_day)
    points = sum(part.points for part in soon if part.on == due.last_day)
    if not points:
        return False
    return notices.put(
        conn,
        member_id=due.member_id,
        event_id=due.event_id,
        kind=NoticeKind.EXPIRY,
        facts=_facts(due, points),
        at=at,
    )


def notify_all(conn: Connection, *, due: Sequence[ExpiryNotice], at: datetime) -> Counter[int]:
    """As notify(), for the notices of many members, in the order of due_notices(); return for how
    many a notice was written, by member."""
    ids = {"members": list({each.member_id for each in due}), "today": local_day(at)}
    days = {"days": list({each.last_day for each in due})}
    rows = conn.execute(_POINTS_OF_MANY, ids | days)
    points = {(row.member_id, row.expires_at): int(row.points) for row in rows}
    since = {"since": start_of_day(local_day(at))}
    told = set(conn.execute(_TOLD_TODAY, ids | since).scalars())
    wanted: dict[int, Notice] = {}
    for each in due:
        left = points.get((each.member_id, each.last_day), 0)
        if left and each.member_id not in told | wanted.keys():
            wanted[each.member_id] = Notice(each.member_id, each.event_id, _facts(each, left))
    kind = NoticeKind.EXPIRY
    return Counter(notices.put_all(conn, list(wanted.values()), kind=kind, at=at))


def _facts(due: ExpiryNotice, points: int) -> dict[str, Any]:
    last_day = due.last_day.isoformat()
    return {"points": points, "last_day": last_day, "days_before": due.days_before}


def _days_before(last_day: date, today: date) -> int:
    left = (last_day - today).days
    return min(days for days in current_rules().expiry.notices_days_before if left <= days)
