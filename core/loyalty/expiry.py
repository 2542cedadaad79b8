"""Points that have had their last day, and the notices before it.

A lot past its last day counts until this has posted it. Held points stay pinned: only what is free
in a lot expires, and what a hold gives back later has a last day of its own again
(core.ledger.lots).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, select, true, tuple_

from core.kernel import idempotency
from core.ledger import POINTS, PostingDetails, expiring, lock, lots, post
from core.messaging import NoticeKind, notices
from core.programme import current_rules, local_day
from core.schema import Day, lot, member, outbox

CONTRA = "expired"


@dataclass(frozen=True, slots=True)
class ExpiryNotice:
    """A notice to be written: of points whose last day is near, by the nearest of the programme's
    distances that has been reached."""

    member_id: int
    last_day: date
    days_before: int

    @property
    def event_id(self) -> str:
        return f"expiry:{self.last_day.isoformat()}:{self.days_before}"


_IS_PAST = and_(
    lot.c.unit == POINTS,
    lot.c.remaining > 0,  # said apart from the next: an index on open lots knows it by this
    lot.c.remaining > lot.c.held,
    lot.c.expires_at < bindparam("today"),
)
_WHOSE_PAST = (
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
        lot.c.expires_at >= bindparam("today"),
        lot.c.expires_at <= bindparam("until"),
        member.c.marketing_ok == true(),
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


def members_with_expired_points(
    conn: Connection, *, at: datetime, after: int, limit: int
) -> list[int]:
    """Who has points past their last day: the next ones after member `after`."""
    values = {"today": local_day(at), "after": after, "limit": limit}
    return list(conn.execute(_WHOSE_PAST, values).scalars())


def expire(conn: Connection, *, member_id: int, at: datetime) -> int:
    """Post what has expired, a posting a lot; how many points. Nothing free is left in those lots,
    so doing it again finds nothing to do: a lot has no key of its own, for its last day may be
    moved and come again."""
    account = lock(conn, member_id)
    expired = 0
    past = conn.execute(_PAST, {"member_id": member_id, "today": local_day(at)}).all()
    for lot_id, points, last_day in past:
        key = f"expire:{lot_id}:{account.version + 1}"
        details = PostingDetails(CONTRA, "expire", key, at, last_day.isoformat())
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
    """Whose points have their last day soon, and which day that is: the next ones after `after`.
    Only of those who want to be told."""
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
    """The notices that are due by now. One whose day was missed (nobody ran the job) is caught up,
    unless a nearer one is due already: then only that."""
    due = [
        ExpiryNotice(member_id, day, _days_before(day, local_day(at))) for member_id, day in near
    ]
    values = {"members": [d.member_id for d in due], "events": list({d.event_id for d in due})}
    written = {tuple(row) for row in conn.execute(_WRITTEN, values)}
    return [d for d in due if (d.member_id, d.event_id) not in written]


def notify(conn: Connection, *, due: ExpiryNotice, at: datetime) -> bool:
    """Whether it was written. The points are counted anew: they may have been spent since."""
    soon = expiring(conn, due.member_id, due.last_day)
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
