"""The dry run of a version of the rules: whom a change touches. Nothing is written.

Each changed rule is asked what it does to what is there today. The queries count in the database,
and bring a few examples along: at a million members the dearest, the sum of a year's growth and of
all points ever earned by those with few, take seconds, so this is for a page that somebody opens to
decide by, and for no turn.
"""

from sqlalchemy import Connection

from core.programme import editable_fields
from core.rule_impact.in_flight import CASES
from core.rule_impact.limits import LIMITS, giving_begins, opening
from core.rule_impact.model import Asks, Effect, Example, Question
from core.rule_impact.points import earners, expiry_notices, grace, last_day
from core.rule_impact.tiers import rated_differently

__all__ = ["ASKS", "Effect", "Example", "Question", "effects"]

ASKS: dict[str, Asks] = {
    "tiers-growth_from": rated_differently,
    "tier_term-months": rated_differently,
    "tier_term-grace_months": rated_differently,
    "tier_term-growth_months": rated_differently,
    "tiers-earns_percent": earners,
    "earning-points_per_yuan": earners,
    "earning-tenure_bonus-years": earners,
    "earning-tenure_bonus-percent": earners,
    "expiry-years_after": last_day,
    "expiry-notices_days_before": expiry_notices,
    "expiry-grace_days": grace,
    "redemption-opens_after_points": opening,
    "giving-membership_months_min": giving_begins,
    **LIMITS,
    **CASES,
}
"""By the name of a rule. Rules that share one are asked about once, together."""


def effects(conn: Connection, question: Question) -> list[Effect]:
    """In the order in which the rules stand in the programme."""
    changed = editable_fields.changes(question.was, question.becomes)
    asks = dict.fromkeys(ASKS[change.field.name] for change in changed)
    return [effect for each in asks for effect in each(conn, question)]
