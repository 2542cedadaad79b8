"""The dry run of the tiers: whom the next rating would rate differently.

A rating goes by the tier, the term and how high the growth reaches, and by nothing else of a
member. So the database sums the growth up and counts members by those three, and the rating itself
(core.loyalty.tiers) is asked once for each kind of member, not for each member: some thousands at
the most.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, case, func, select

from core.ledger import GROWTH
from core.loyalty import RatingInput, evaluate_rating
from core.programme import Programme, begins, months_after, months_before
from core.rule_impact.model import EXAMPLES_MAX, Effect, Example, Question
from core.schema import member, posting

SAME_TIER = "rated_term"
_NUMBERS = (
    select(member.c.member_id, member.c.number)
    .where(member.c.member_id.in_(bindparam("members", expanding=True)))
    .order_by(member.c.member_id)
)


def next_rating(on: date, rules: Programme) -> date:
    """The first rating on that day or after it."""
    this_month = on.replace(day=rules.tier_term.rated_on_day_of_month)
    return this_month if on <= this_month else months_after(this_month, 1)


def rated_differently(conn: Connection, question: Question) -> Iterator[Effect]:
    """By the growth that is posted so far, and the tiers of today. It costs what the rating itself
    costs the database, a sum over a year of growth (seconds at a million members), and a page."""
    on = next_rating(question.on, question.becomes)
    counts: Counter[tuple[str, str]] = Counter()
    some: dict[tuple[str, str], set[int]] = {}
    for kind in _kinds(conn, question, on):
        which = _differs(kind, question, on)
        if which is not None:
            counts[which] += int(kind.members)
            some.setdefault(which, set()).update((kind.first, kind.last))
    all_of_them = {member_id for members in some.values() for member_id in members}
    yield Effect("rating", counts.total(), _examples(conn, all_of_them), on=on)
    for (was, becomes), count in sorted(counts.items()):
        name = "rated" if was != becomes else SAME_TIER
        yield Effect(name, count, _examples(conn, some[was, becomes]), was, becomes, on)


def _differs(kind: Row[*tuple[Any, ...]], question: Question, on: date) -> tuple[str, str] | None:
    """The tiers that it would be without the change and with it; None: all the same."""
    both = ((question.was, kind.level_was), (question.becomes, kind.level_becomes))
    (tier_was, until_was), (tier_becomes, until_becomes) = (
        _rated(kind, rules, level, on) for rules, level in both
    )
    if (tier_was, until_was) == (tier_becomes, until_becomes):
        return None
    return tier_was, tier_becomes


def _rated(
    kind: Row[*tuple[Any, ...]], rules: Programme, level: int, on: date
) -> tuple[str, date | None]:
    growth = rules.tiers[level].growth_from
    change = evaluate_rating(RatingInput(kind.first, kind.tier, kind.tier_until, growth), on, rules)
    return (kind.tier, kind.tier_until) if change is None else (change.became, change.until)


def _kinds(conn: Connection, question: Question, on: date) -> list[Row[*tuple[Any, ...]]]:
    both = question.was, question.becomes
    since = [begins(months_before(on, rules.tier_term.growth_months)) for rules in both]
    window = (
        (posting.c.member_id == member.c.member_id)
        & (posting.c.unit == GROWTH)
        & (posting.c.effective_at >= min(since))
        & (posting.c.effective_at < begins(on))
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
        _level(grown.c.was, question.was).label("level_was"),
        _level(grown.c.becomes, question.becomes).label("level_becomes"),
    ).subquery()
    alike = (levels.c.tier, levels.c.tier_until, levels.c.level_was, levels.c.level_becomes)
    counted = (
        func.count().label("members"),
        func.min(levels.c.member_id).label("first"),
        func.max(levels.c.member_id).label("last"),
    )
    return [*conn.execute(select(*alike, *counted).group_by(*alike))]


def _level(growth: ColumnElement[int], rules: Programme) -> ColumnElement[int]:
    """How many tiers up it reaches."""
    down = reversed([*enumerate(rules.tiers)][1:])
    reached = [(growth >= tier.growth_from, level) for level, tier in down]
    return case(*reached, else_=0)


def _examples(conn: Connection, members: set[int]) -> tuple[Example, ...]:
    first = sorted(members)[:EXAMPLES_MAX]
    return tuple(Example(*row) for row in conn.execute(_NUMBERS, {"members": first}))
