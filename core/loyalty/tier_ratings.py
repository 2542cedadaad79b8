"""The monthly rating of members: reads what it goes by, and records what it changes, of one member
or of many at once. core.loyalty.tiers decides.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import BindParameter, Connection, bindparam, func, insert, select, update

from core.kernel import EVERYONE, Part, Values, is_in_part
from core.loyalty.tiers import (
    GROWTH_OF,
    IN_WINDOW,
    RatingInput,
    TierChange,
    evaluate_rating,
)
from core.messaging import Notice, NoticeKind, notices
from core.programme import Programme, TierTerm, months_before, start_of_day
from core.schema import member as member_table
from core.schema import posting, tier_change

TOLD = NoticeKind.TIER
_BATCH = (
    select(member_table.c.member_id, member_table.c.tier, member_table.c.tier_until)
    .where(
        member_table.c.member_id > bindparam("after"),
        member_table.c.status != "left",
        is_in_part(member_table.c.member_id),
    )
    .order_by(member_table.c.member_id)
    .limit(bindparam("limit"))
    .subquery()
)
# One query for a page of members with their growth: one per member would be a million round trips
# a month.
_TO_RATE = (
    select(_BATCH, func.coalesce(func.sum(posting.c.amount), 0).label("growth"))
    .outerjoin(posting, (posting.c.member_id == _BATCH.c.member_id) & IN_WINDOW)
    .group_by(*_BATCH.c)
    .order_by(_BATCH.c.member_id)
)
_LOCK = (
    select(member_table.c.tier, member_table.c.tier_until, member_table.c.status)
    .where(member_table.c.member_id == bindparam("member_id"))
    .with_for_update(key_share=True)  # as in core.members.profiles.lock
)
_RATED = select(tier_change.c.rated_on).where(
    tier_change.c.member_id == bindparam("member_id"), tier_change.c.rated_on == bindparam("on")
)
_MANY: BindParameter[int] = bindparam("members", expanding=True)
_LOCK_MANY = (
    select(
        member_table.c.member_id,
        member_table.c.tier,
        member_table.c.tier_until,
        member_table.c.status,
    )
    .where(member_table.c.member_id.in_(_MANY))
    .order_by(member_table.c.member_id)
    .with_for_update(key_share=True)
)
_RATED_OF_MANY = select(tier_change.c.member_id).where(
    tier_change.c.member_id.in_(_MANY), tier_change.c.rated_on == bindparam("on")
)
_GROWTH_OF_MANY = (
    select(posting.c.member_id, func.sum(posting.c.amount).label("growth"))
    .where(posting.c.member_id.in_(_MANY), IN_WINDOW)
    .group_by(posting.c.member_id)
)
_RECORD = insert(tier_change)
_SET_TIER = (
    update(member_table)
    .where(member_table.c.member_id == bindparam("target_id"))
    .values(tier=bindparam("became"), tier_until=bindparam("new_until"))
)


def rating_inputs(
    conn: Connection,
    *,
    on: date,
    after: int,
    limit: int,
    rules: Programme,
    part: Part = EVERYONE,
) -> list[RatingInput]:
    """The next `limit` members after member `after`, with the growth that counts on day `on`."""
    page = {"after": after, "limit": limit} | part.values()
    rows = conn.execute(_TO_RATE, _window(on, rules.tier_term) | page)
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
    growth = int(conn.execute(GROWTH_OF, window | {"member_id": member_id}).scalar_one())
    change = evaluate_rating(RatingInput(member_id, row.tier, row.tier_until, growth), on, rules)
    if change is None:
        return None
    conn.execute(_RECORD, _change_row(member_id, change, growth, on))
    conn.execute(_SET_TIER, _new_tier(member_id, change))
    if change.became != change.was:
        told = _notice(member_id, change, on)
        event_id, facts = told.event_id, told.facts
        notices.put(conn, member_id=member_id, event_id=event_id, kind=TOLD, facts=facts, at=at)
    return change


def rate_all(
    conn: Connection, *, member_ids: Sequence[int], on: date, at: datetime, rules: Programme
) -> dict[int, TierChange]:
    """As rate(), of many members with one statement for each step; return what has changed."""
    values = {"members": list(member_ids), "on": on} | _window(on, rules.tier_term)
    locked = conn.execute(_LOCK_MANY, values).all()
    rated_before = set(conn.execute(_RATED_OF_MANY, values).scalars())
    grown = {row.member_id: int(row.growth) for row in conn.execute(_GROWTH_OF_MANY, values)}
    changes: dict[int, TierChange] = {}
    for row in locked:
        if row.status == "left" or row.member_id in rated_before:
            continue
        growth = grown.get(row.member_id, 0)
        rated = RatingInput(row.member_id, row.tier, row.tier_until, growth)
        if (change := evaluate_rating(rated, on, rules)) is not None:
            changes[row.member_id] = change
    if not changes:
        return changes
    rows = [_change_row(each, changes[each], grown.get(each, 0), on) for each in changes]
    conn.execute(_RECORD, rows)
    conn.execute(_SET_TIER, [_new_tier(*change) for change in changes.items()])
    moved = {each: change for each, change in changes.items() if change.became != change.was}
    notices.put_all(conn, [_notice(*change, on) for change in moved.items()], kind=TOLD, at=at)
    return changes


def _change_row(member_id: int, change: TierChange, growth: int, on: date) -> Values:
    return {
        "member_id": member_id,
        "rated_on": on,
        "was": change.was,
        "became": change.became,
        "until": change.until,
        "growth": growth,
    }


def _new_tier(member_id: int, change: TierChange) -> Values:
    return {"target_id": member_id, "became": change.became, "new_until": change.until}


def _notice(member_id: int, change: TierChange, on: date) -> Notice:
    until = change.until.isoformat() if change.until else None
    facts = {"was": change.was, "became": change.became, "until": until}
    return Notice(member_id, f"tier:{on.isoformat()}", facts)


def _window(on: date, term: TierTerm) -> dict[str, datetime]:
    since = months_before(on, term.growth_months)
    return {"since": start_of_day(since), "before": start_of_day(on)}
