"""A member's tier, and what the next one takes."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, select

from core.accounts import GROWTH
from core.days import begins, local_day, months_before
from core.members import Member
from core.programme import PROGRAMME
from core.schema import posting

_GROWTH = select(func.coalesce(func.sum(posting.c.amount), 0)).where(
    posting.c.member_id == bindparam("member_id"),
    posting.c.unit == GROWTH,
    posting.c.effective_at >= bindparam("since"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    tier: str
    until: date | None
    growth: int
    next_tier: str | None
    growth_needed: int


def standing(conn: Connection, member: Member, at: datetime) -> Standing:
    """The tier is the one rated last; between two ratings the growth may already be enough for
    the next, and then 0 more is needed."""
    since = begins(months_before(local_day(at), PROGRAMME.tier_term.growth_months))
    values = {"member_id": member.member_id, "since": since}
    growth = int(conn.execute(_GROWTH, values).scalar_one())
    names = [tier.name for tier in PROGRAMME.tiers]
    above = PROGRAMME.tiers[names.index(member.tier) + 1 :]
    if not above:
        return Standing(member.tier, member.tier_until, growth, None, 0)
    needed = max(0, above[0].growth_from - growth)
    return Standing(member.tier, member.tier_until, growth, above[0].name, needed)
