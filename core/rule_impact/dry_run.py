"""The dry run of a version of the rules: whom and what each changed rule would affect.

Nothing is written. The queries count in the database and return a few examples. At a million
members the most expensive ones (a year's growth, and all points ever earned by members with few)
take seconds, so this is for a page that a supervisor opens to decide by, never for a turn.
"""

from collections.abc import Iterable

from sqlalchemy import Connection

from core.kernel import at_least
from core.programme import editable_fields
from core.rule_impact.effect import Effect, Estimator, Example, Proposal
from core.rule_impact.in_flight import IN_FLIGHT
from core.rule_impact.limits import LIMITS, giving_begins, opening
from core.rule_impact.points import earners, expiry_notices, grace, last_day
from core.rule_impact.tiers import rated_differently

ESTIMATE_SECONDS = 5.5

__all__ = ["ESTIMATORS", "Effect", "Example", "Proposal", "effects"]

ESTIMATORS: dict[str, Estimator] = {
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
    **IN_FLIGHT,
}
"""By the name of a rule. Rules that share an estimator are estimated once, together."""


def effects(conn: Connection, proposal: Proposal) -> list[Effect]:
    """The effects in the order in which the rules stand in the programme."""
    changed = editable_fields.changes(proposal.was, proposal.becomes)
    estimators = dict.fromkeys(ESTIMATORS[change.field.name] for change in changed)
    return [effect for estimate in estimators for effect in _estimate(estimate, conn, proposal)]


def _estimate(estimate: Estimator, conn: Connection, proposal: Proposal) -> Iterable[Effect]:
    """A page has a time limit for all that it does; here each estimate may take as long."""
    with at_least(ESTIMATE_SECONDS):
        return list(estimate(conn, proposal))
