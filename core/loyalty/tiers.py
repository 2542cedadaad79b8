"""A member's tier, the growth value that the next one takes, and the monthly rating.

A rating counts the growth of the months that ended before its day, so it has the same result
whenever it runs, that day or later. It raises a member at once, as far as the growth reaches, and
never lowers a tier within its term. After the term the tier is granted again if the growth still
reaches it; if not, it falls by one tier once the grace is over.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, func, insert, select, update

from core.ledger import GROWTH
from core.members import Member
from core.messaging import NoticeKind, notices
from core.programme import (
    Programme,
    TierTerm,
    current_rules,
    local_day,
    months_after,
    months_before,
    start_of_day,
)
from core.schema import member as member_table
from core.schema import posting, tier_change

_BATCH = (
    select(member_table.c.member_id, member_table.c.tier, member_table.c.tier_until)
    .where(member_table.c.member_id > bindparam("after"), member_table.c.status != "left")
    .order_by(member_table.c.member_id)
    .limit(bindparam("limit"))
    .subquery()
)
_IN_WINDOW = (
    (posting.c.unit == GROWTH)
    & (posting.c.effective_at >= bindparam("since"))
    & (posting.c.effective_at < bindparam("before"))
)
# One query for a page of members with their growth: one per member would be a million round trips
# a month.
_TO_RATE = (
    select(_BATCH, func.coalesce(func.sum(posting.c.amount), 0).label("growth"))
    .outerjoin(posting, (posting.c.member_id == _BATCH.c.member_id) & _IN_WINDOW)
    .group_by(*_BATCH.c)
    .order_by(_BATCH.c.member_id)
)
_LOCK = (
    select(member_table.c.tier, member_table.c.tier_until, member_table.c.status)
    .where(member_table.c.member_id == bindparam("member_id"))
    .with_for_update(key_share=True)  # as in core.members.profiles.lock
)
_GROWTH_OF = select(func.coalesce(func.sum(posting.c.amount), 0)).where(
    posting.c.member_id == bindparam("member_id"), _IN_WINDOW
)
_RATED = select(tier_change.c.rated_on).where(
    tier_change.c.member_id == bindparam("member_id"), tier_change.c.rated_on == bindparam("on")
)
_RECORD = insert(tier_change)
_SET_TIER = (
    update(member_table)
    .where(member_table.c.member_id == bindparam("target_id"))
    .values(tier=bindparam("became"), tier_until=bindparam("new_until"))
)


@dataclass(frozen=True, slots=True)
class TierProgress:
    """`until`: the last day of the tier's term; None if it has none, or if the term has ended and
    the rating that follows it is still to come. `next_tier` is None at the top."""

    tier: str
    until: date | None
    growth: int
    next_tier: str | None
    growth_needed: int


def progress(conn: Connection, member: Member, at: datetime) -> TierProgress:
    """The tier of the last rating, and the growth still needed for the next one: 0 if the growth is
    enough already and only the next rating is missing."""
    today = local_day(at)
    since = start_of_day(months_before(today, current_rules().tier_term.growth_months))
    window = {"since": since, "before": start_of_day(today + timedelta(days=1))}
    growth = int(conn.execute(_GROWTH_OF, window | {"member_id": member.member_id}).scalar_one())
    until = member.tier_until if member.tier_until and member.tier_until >= today else None
    names = [tier.name for tier in current_rules().tiers]
    above = current_rules().tiers[names.index(member.tier) + 1 :]
    if not above:
        return TierProgress(member.tier, until, growth, None, 0)
    needed = max(0, above[0].growth_from - growth)
    return TierProgress(member.tier, until, growth, above[0].name, needed)


@dataclass(frozen=True, slots=True)
class RatingInput:
    """What a rating goes by. `until`: the last day of the tier's term; None if it has none."""

    member_id: int
    tier: str
    until: date | None
    growth: int


@dataclass(frozen=True, slots=True)
class TierChange:
    """`became` equals `was` if the tier is granted for another term, which ends on `until`."""

    was: str
    became: str
    until: date | None


def evaluate_rating(rated: RatingInput, on: date, rules: Programme) -> TierChange | None:
    """The result of a rating on day `on` by those rules; None if nothing changes."""
    names, term = [tier.name for tier in rules.tiers], rules.tier_term
    now = names.index(rated.tier)
    earned = sum(rated.growth >= tier.growth_from for tier in rules.tiers[1:])
    if earned > now:
        return TierChange(rated.tier, names[earned], _term_from(on, term))
    if now == 0 or rated.until is None or on <= rated.until:
        return None
    if earned == now:
        return TierChange(rated.tier, rated.tier, months_after(rated.until, term.months))
    if on <= months_after(rated.until, term.grace_months):
        return None
    return TierChange(rated.tier, names[now - 1], _term_from(on, term) if now > 1 else None)


def rating_inputs(
    conn: Connection, *, on: date, after: int, limit: int, rules: Programme
) -> list[RatingInput]:
    """The next `limit` members after member `after`, with the growth that counts on day `on`."""
    window = _window(on, rules.tier_term)
    rows = conn.execute(_TO_RATE, window | {"after": after, "limit": limit})
    return [RatingInput(row.member_id, row.tier, row.tier_until, int(row.growth)) for row in rows]


def rate(
    conn: Connection, *, member_id: int, on: date, at: datetime, rules: Programme
) -> TierChange | None:
    """Rate one member under the lock of the member's row, and record the change, if there is one.

    A member changes at most once per rating day, however many workers rate at the same time.
    """
    row = conn.execute(_LOCK, {"member_id": member_id}).one()
    day = {"member_id": member_id, "on": on}
    if row.status == "left" or conn.execute(_RATED, day).first() is not None:
        return None
    window = _window(on, rules.tier_term)
    growth = int(conn.execute(_GROWTH_OF, window | {"member_id": member_id}).scalar_one())
    change = evaluate_rating(RatingInput(member_id, row.tier, row.tier_until, growth), on, rules)
    if change is None:
        return None
    change_row = {
        "was": change.was,
        "became": change.became,
        "until": change.until,
        "growth": growth,
    }
    conn.execute(_RECORD, change_row | {"member_id": member_id, "rated_on": on})
    values = {"target_id": member_id, "became": change.became, "new_until": change.until}
    conn.execute(_SET_TIER, values)
    if change.became != change.was:
        _notify(conn, member_id, change, on, at)
    return change


def _notify(conn: Connection, member_id: int, change: TierChange, on: date, at: datetime) -> None:
    until = change.until.isoformat() if change.until else None
    notices.put(
        conn,
        member_id=member_id,
        event_id=f"tier:{on.isoformat()}",
        kind=NoticeKind.TIER,
        facts={"was": change.was, "became": change.became, "until": until},
        at=at,
    )


def _term_from(on: date, term: TierTerm) -> date:
    """The last day of a term that begins on `on`: the day before the rating of that month, a term
    later."""
    return months_after(on, term.months) - timedelta(days=1)


def _window(on: date, term: TierTerm) -> dict[str, datetime]:
    since = months_before(on, term.growth_months)
    return {"since": start_of_day(since), "before": start_of_day(on)}
