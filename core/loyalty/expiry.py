"""Expiry of points after their last day, and the notices before it.

Points can be spent on their last day and not afterwards. The job that posts their expiry may run
later; until then they are part of the posted balance, but not available. Held points stay pinned:
only what is not held in a lot expires, and the lot of points that are released later gets a new
last day (core.ledger.lots).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, select, tuple_

from core.kernel import idempotency
from core.ledger import (
    LAST_DAY_AHEAD,
    LAST_DAY_PASSED,
    POINTS,
    PostingDetails,
    expiring,
    lock,
    lots,
    post,
)
from core.messaging import NoticeKind, notices
from core.programme import current_rules, local_day, start_of_day
from core.schema import Day, lot, member, outbox

EXPIRED = "expired"


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


_IS_PAST = and_(
    lot.c.unit == POINTS,
    lot.c.remaining > 0,  # its own condition, by which the planner uses the index lot_open
    lot.c.remaining > lot.c.held,
    LAST_DAY_PASSED,
)
_MEMBERS_PAST = (
    select(lot.c.member_id)
    .where(_IS_PAST, lot.c.member_id > bindparam("after"))
    .group_by(lot.c.member_id)
    .order_by(lot.c.member_id)
    .limit(bindparam("limit"))
)
_PAST = (
    select(lot.c.lot_id, (lot.c.remaining - lot.c.held).label("free"), lot.c.expires_at)
    .where(_IS_PAST, lot.c.member_id == bindparam("member_id"))
    .order_by(lot.c.expires_at, lot.c.lot_id)
)
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


def members_with_expired_points(
    conn: Connection, *, at: datetime, after: int, limit: int
) -> list[int]:
    """The next `limit` members after member `after` who have points past their last day."""
    values = {"today": local_day(at), "after": after, "limit": limit}
    return list(conn.execute(_MEMBERS_PAST, values).scalars())


def expire(conn: Connection, *, member_id: int, at: datetime) -> int:
    """Post the expiry of the member's points, one posting per lot; return how many points expired.

    Repeating it finds nothing to do, since nothing available is left in those lots. So a lot needs
    no idempotency key of its own, and could not have one: its last day may be moved and come again.
    """
    account = lock(conn, member_id)
    expired = 0
    past = conn.execute(_PAST, {"member_id": member_id, "today": local_day(at)}).all()
    for lot_id, points, last_day in past:
        key = f"expire:{lot_id}:{account.version + 1}"
        details = PostingDetails(EXPIRED, "expire", key, at, last_day.isoformat())
        posted = post(conn, account, -points, details)
        lots.take(conn, member_id, [(lot_id, points)], posted.version, held=False)
        request = {"act": "expire", "lot_id": lot_id, "amount": points}
        result = {"version": posted.version, "balance_after": posted.balance_after}
        idempotency.remember(conn, member_id, key, request, result, at)
        account = replace(account, balance=posted.balance_after, version=posted.version)
        expired += points
    return expired


def upcoming_expiries(
    conn: Connection, *, at: datetime, after: tuple[int, date], limit: int
) -> list[tuple[int, date]]:
    """(member id, last day) of points that expire soon: the next `limit` pairs after `after`."""
    today = local_day(at)
    values = {
        "today": today,
        "until": today + timedelta(days=max(current_rules().expiry.notices_days_before)),
        "after_member": after[0],
        "after_day": after[1],
        "limit": limit,
    }
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
    facts = {
        "points": points,
        "last_day": due.last_day.isoformat(),
        "days_before": due.days_before,
    }
    return notices.put(
        conn,
        member_id=due.member_id,
        event_id=due.event_id,
        kind=NoticeKind.EXPIRY,
        facts=facts,
        at=at,
    )


def _days_before(last_day: date, today: date) -> int:
    left = (last_day - today).days
    return min(days for days in current_rules().expiry.notices_days_before if left <= days)
