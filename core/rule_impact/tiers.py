"""The estimator for the tiers: whom the next rating would rate differently.

A rating depends on a member's tier, term and growth, and on nothing else. So the database sums the
growth and counts members by those three, and core.loyalty.tiers rates each kind of member once
instead of each member: some thousands at most.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, Connection, bindparam, case, func, select

from core.kernel import AnyRow, row_builder
from core.ledger import GROWTH
from core.loyalty import RatingInput, evaluate_rating
from core.programme import Programme, months_after, months_before, start_of_day
from core.rule_impact.effect import EXAMPLES_MAX, Effect, Example, Proposal
from core.schema import member, posting

SAME_TIER = "rated_term"
_NUMBERS = (
    select(member.c.member_id, member.c.number)
    .where(member.c.member_id.in_(bindparam("members", expanding=True)))
    .order_by(member.c.member_id)
)
_example = row_builder(Example, _NUMBERS)


def next_rating(on: date, rules: Programme) -> date:
    """The first rating on that day or after it."""
    this_month = on.replace(day=rules.tier_term.rated_on_day_of_month)
    return this_month if on <= this_month else months_after(this_month, 1)


def rated_differently(conn: Connection, proposal: Proposal) -> Iterator[Effect]:
    """By the growth posted so far and the tiers of today. It costs the database what the rating
    costs, a sum over a year of growth: seconds at a million members."""
    on = next_rating(proposal.on, proposal.becomes)
    counts: Counter[tuple[str, str]] = Counter()
    some: dict[tuple[str, str], set[int]] = {}
    for kind in _kinds(conn, proposal, on):
        which = _differs(kind, proposal, on)
        if which is not None:
            counts[which] += int(kind.members)
            some.setdefault(which, set()).update((kind.first, kind.last))
    all_of_them = {member_id for members in some.values() for member_id in members}
    yield Effect("rating", counts.total(), _examples(conn, all_of_them), on=on)
    for (was, becomes), count in sorted(counts.items()):
        name = "rated" if was != becomes else SAME_TIER
        yield Effect(name, count, _examples(conn, some[was, becomes]), was, becomes, on)


def _differs(kind: AnyRow, proposal: Proposal, on: date) -> tuple[str, str] | None:
    """The tiers without the change and with it; None where neither tier nor term differs."""
    both = ((proposal.was, kind.level_was), (proposal.becomes, kind.level_becomes))
    (tier_was, until_was), (tier_becomes, until_becomes) = (
        _rated(kind, rules, level, on) for rules, level in both
    )
    if (tier_was, until_was) == (tier_becomes, until_becomes):
        return None
    return tier_was, tier_becomes


def _rated(kind: AnyRow, rules: Programme, level: int, on: date) -> tuple[str, date | None]:
    growth = rules.tiers[level].growth_from
    change = evaluate_rating(RatingInput(kind.first, kind.tier, kind.tier_until, growth), on, rules)
    return (kind.tier, kind.tier_until) if change is None else (change.became, change.until)


def _kinds(conn: Connection, proposal: Proposal, on: date) -> list[AnyRow]:
    both = proposal.was, proposal.becomes
    since = [start_of_day(months_before(on, rules.tier_term.growth_months)) for rules in both]
    window = (
        (posting.c.member_id == member.c.member_id)
        & (posting.c.unit == GROWTH)
        & (posting.c.effective_at >= min(since))
        & (posting.c.effective_at < start_of_day(on))
    )
    was, becomes = (
        func.coalesce(func.sum(posting.c.amount).filter(posting.c.effective_at >= each), 0)
        for each in since
    )
    grown = (
        select(member.c.member_id, member.c.tier, member.c.tier_until)
        .add_columns(was.label("was"), becomes.label("becomes"))
        .outerjoin(posting, window)
        .where(member.c.status != "left")
        .group_by(member.c.member_id, member.c.tier, member.c.tier_until)
        .subquery()
    )
    levels = select(
        grown.c.member_id,
        grown.c.tier,
        grown.c.tier_until,
        _level(grown.c.was, proposal.was).label("level_was"),
        _level(grown.c.becomes, proposal.becomes).label("level_becomes"),
    ).subquery()
    alike = (levels.c.tier, levels.c.tier_until, levels.c.level_was, levels.c.level_becomes)
    counted = (
        func.count().label("members"),
        func.min(levels.c.member_id).label("first"),
        func.max(levels.c.member_id).label("last"),
    )
    return [*conn.execute(select(*alike, *counted).group_by(*alike))]


def _level(growth: ColumnElement[int], rules: Programme) -> ColumnElement[int]:
    """The index of the tier that the growth reaches."""
    down = reversed([*enumerate(rules.tiers)][1:])
    reached = [(growth >= tier.growth_from, level) for level, tier in down]
    return case(*reached, else_=0)


def _examples(conn: Connection, members: set[int]) -> tuple[Example, ...]:
    first = sorted(members)[:EXAMPLES_MAX]
    return tuple(_example(row) for row in conn.execute(_NUMBERS, {"members": first}))
