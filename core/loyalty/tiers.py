"""A member's tier, the growth value that the next one takes, and what the monthly rating decides.

A rating counts the growth of the months that ended before its day, so it has the same result
whenever it runs, that day or later. It raises a member at once, as far as the growth reaches, and
never lowers a tier within its term. After the term the tier is granted again if the growth still
reaches it; if not, it falls by one tier once the grace is over.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select

from core.ledger import GROWTH
from core.members import Member
from core.programme import (
    Programme,
    TierTerm,
    current_rules,
    local_day,
    months_after,
    months_before,
    start_of_day,
)
from core.schema import posting

IN_WINDOW = (
    (posting.c.unit == GROWTH)
    & (posting.c.effective_at >= bindparam("since"))
    & (posting.c.effective_at < bindparam("before"))
)
GROWTH_OF = select(func.coalesce(func.sum(posting.c.amount), 0)).where(
    posting.c.member_id == bindparam("member_id"), IN_WINDOW
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
    growth = int(conn.execute(GROWTH_OF, window | {"member_id": member.member_id}).scalar_one())
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


def _term_from(on: date, term: TierTerm) -> date:
    """The last day of a term that begins on `on`: the day before the rating of that month, a term
    later."""
    return months_after(on, term.months) - timedelta(days=1)
