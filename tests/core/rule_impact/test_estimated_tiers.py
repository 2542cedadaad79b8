"""Estimated changes of tiers, checked against the rating itself."""

from datetime import date, datetime, timedelta

import pytest
from rule_changes import ON, Join, changed, grow

from core.kernel import Database
from core.loyalty import tier_ratings, tiers
from core.programme import shipped_rules
from core.rule_impact import Proposal, dry_run
from core.rule_impact.tiers import next_rating

RATED_ON = date(2026, 6, 6)


@pytest.mark.parametrize(
    ("on", "rated_on"),
    [
        (date(2026, 6, 2), RATED_ON),
        (RATED_ON, RATED_ON),
        (date(2026, 6, 7), date(2026, 7, 6)),
        (date(2026, 12, 31), date(2027, 1, 6)),
    ],
)
def test_next_rating_day(on: date, rated_on: date) -> None:
    assert next_rating(on, shipped_rules()) == rated_on


TIERS = [
    {"tiers__1__growth_from": 900},
    {"tiers__1__growth_from": 1_200, "tiers__2__growth_from": 1_500},
    {"tiers__3__growth_from": 20_000},
    {"tier_term__months": 6},
    {"tier_term__grace_months": 0},
    {"tier_term__grace_months": 3, "tiers__2__growth_from": 2_000},
    {"tier_term__growth_months": 3},
    {"tier_term__growth_months": 24, "tiers__1__growth_from": 1_100},
]


GROWTH = ((0, 9), (950, 200), (1_150, 40), (1_600, 40), (9_000, 200), (9_000, 500))


@pytest.mark.parametrize("values", TIERS)
def test_estimated_tier_changes_match_the_rating(
    database: Database, join: Join, at: datetime, values: dict[str, int]
) -> None:
    """Compared with the rating of each member by both versions of the rules."""
    was, becomes = shipped_rules(), changed(**values)
    with database.engine.begin() as conn:
        number = 0
        for tier in ("basic", "silver", "gold", "diamond"):
            for until in (None, date(2026, 4, 5), date(2026, 5, 20), date(2026, 9, 5)):
                for growth, days_ago in GROWTH:
                    number += 1
                    join(conn, number, tier=tier, tier_until=until)
                    if growth:
                        grow(conn, growth, at - timedelta(days=days_ago), number)
        join(conn, 98, tier="gold", tier_until=date(2026, 4, 5), status="left")
        found = [*dry_run.effects(conn, Proposal(was, becomes, ON, at))]
        expected: dict[tuple[str, str], set[int]] = {}
        both = [
            tier_ratings.rating_inputs(conn, on=RATED_ON, after=0, limit=500, rules=rules)
            for rules in (was, becomes)
        ]
        for before, after in zip(*both, strict=True):
            first, second = (
                tiers.evaluate_rating(before, RATED_ON, was),
                tiers.evaluate_rating(after, RATED_ON, becomes),
            )
            if first != second:
                tier_was = first.became if first else before.tier
                tier_becomes = second.became if second else after.tier
                expected.setdefault((tier_was, tier_becomes), set()).add(before.member_id)
    assert expected
    assert found[0].count == sum(map(len, expected.values())) and found[0].on == RATED_ON
    assert {(each.was, each.becomes): each.count for each in found[1:]} == {
        which: len(whom) for which, whom in expected.items()
    }
    for each in found[1:]:
        shown = {example.member_id for example in each.examples}
        assert shown and shown <= expected[each.was, each.becomes]
        assert each.name == ("rated_term" if each.was == each.becomes else "rated")
