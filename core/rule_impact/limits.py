"""Estimators for what members may do: redeem, give, exchange, be texted.

A limit is compared with what members did in the days or calendar months that it counts by: members
who did more than it allows would have been refused. Refusals of the past are not recorded, so a
higher limit counts 0: whom it would have let through is not known.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, func, select

from core.ledger import POINTS
from core.messaging import Topic
from core.programme import Programme, local_day, months_before, start_of_day
from core.rule_impact.effect import LOOK_BACK_DAYS, Effect, Estimator, Proposal, count_members
from core.schema import exchange, gift_order, member, member_account, outbox, posting, transfer


def opening(conn: Connection, proposal: Proposal) -> Iterator[Effect]:
    """Redemption opens by all points ever earned, as core.redemption.orders decides. Members whose
    balance reaches the threshold need no sum, so the query reads the postings of the others."""
    was, becomes = (
        rules.redemption.opens_after_points for rules in (proposal.was, proposal.becomes)
    )
    earned = func.coalesce(func.sum(posting.c.amount), 0)
    between = (
        select(member.c.member_id)
        .join(
            member_account,
            and_(member_account.c.member_id == member.c.member_id, member_account.c.unit == POINTS),
        )
        .outerjoin(
            posting,
            and_(
                posting.c.member_id == member.c.member_id,
                posting.c.unit == POINTS,
                posting.c.amount > 0,
                posting.c.reverses.is_(None),
            ),
        )
        .where(member.c.status == "active", member_account.c.balance < max(was, becomes))
        .group_by(member.c.member_id)
        .having(earned >= min(was, becomes), earned < max(was, becomes))
    )
    yield count_members(conn, "closes_again" if becomes > was else "opens", between)


def giving_begins(conn: Connection, proposal: Proposal) -> Iterator[Effect]:
    """Giving points opens by the day of joining, which is checked with each gift of points."""
    was, becomes = (
        months_before(proposal.on, rules.giving.membership_months_min)
        for rules in (proposal.was, proposal.becomes)
    )
    between = select(member.c.member_id).where(
        member.c.status == "active",
        member.c.joined_on > min(was, becomes),
        member.c.joined_on <= max(was, becomes),
    )
    yield count_members(conn, "giving_too_new" if becomes < was else "giving_begins", between)


def over(
    name: str,
    limit: Callable[[Programme], int],
    done: Callable[[date], Select[Any]],
    used: ColumnElement[Any],
) -> Estimator:
    """An estimator that counts the members who did more within a day or month than the new limit
    allows, and not more than the old one. `done` selects what counts, up to today, grouped by
    member and day or month; the query reads as much."""

    def estimate(conn: Connection, proposal: Proposal) -> Iterator[Effect]:
        found = done(local_day(proposal.at)).having(used > limit(proposal.becomes))
        yield count_members(conn, name, found.having(used <= limit(proposal.was)).distinct())

    return estimate


def orders_by_day(today: date) -> Select[Any]:
    days = [today - timedelta(days=back) for back in reversed(range(LOOK_BACK_DAYS))]
    return (
        select(gift_order.c.member_id)
        .where(gift_order.c.created_at >= start_of_day(days[0]), gift_order.c.status != "cancelled")
        .group_by(gift_order.c.member_id, _which(gift_order.c.created_at, days))
    )


def transfers_by_month(today: date) -> Select[Any]:
    months = _months(today)
    return (
        select(transfer.c.member_id)
        .where(transfer.c.opened_at >= start_of_day(months[0]), transfer.c.status != "refunded")
        .group_by(transfer.c.member_id, _which(transfer.c.opened_at, months))
    )


def exchanges_by_month(today: date) -> Select[Any]:
    months = _months(today)
    return (
        select(exchange.c.member_id)
        .where(exchange.c.opened_at >= start_of_day(months[0]), exchange.c.status != "refused")
        .group_by(exchange.c.member_id, _which(exchange.c.opened_at, months))
    )


def offers_by_month(today: date) -> Select[Any]:
    months = _months(today)
    return (
        select(outbox.c.member_id)
        .where(outbox.c.topic == Topic.OFFER, outbox.c.recorded_at >= start_of_day(months[0]))
        .group_by(outbox.c.member_id, _which(outbox.c.recorded_at, months))
    )


def _months(today: date) -> list[date]:
    """The last calendar month and this one."""
    this = today.replace(day=1)
    return [months_before(this, 1), this]


def _which(moment: ColumnElement[Any], beginnings: list[date]) -> ColumnElement[int]:
    """Which of the days or months, by number, a moment is in. Their beginnings are computed here,
    in the programme's time zone, which the database does not know."""
    later = [(moment < start_of_day(first), number) for number, first in enumerate(beginnings[1:])]
    return case(*later, else_=len(later))


LIMITS: dict[str, Estimator] = {
    "redemption-points_per_day_max": over(
        "points_per_day",
        lambda rules: rules.redemption.points_per_day_max,
        orders_by_day,
        func.sum(gift_order.c.points),
    ),
    "redemption-orders_per_day_max": over(
        "orders_per_day",
        lambda rules: rules.redemption.orders_per_day_max,
        orders_by_day,
        func.count(),
    ),
    "giving-points_per_month_max": over(
        "points_given",
        lambda rules: rules.giving.points_per_month_max,
        transfers_by_month,
        func.sum(transfer.c.amount),
    ),
    "giving-recipients_per_month_max": over(
        "recipients",
        lambda rules: rules.giving.recipients_per_month_max,
        transfers_by_month,
        func.count(distinct(transfer.c.to_member_id)),
    ),
    "exchange-points_per_month_max": over(
        "points_exchanged",
        lambda rules: rules.exchange.points_per_month_max,
        exchanges_by_month,
        func.sum(exchange.c.amount),
    ),
    "texts-per_month_max": over(
        "offers_per_month",
        lambda rules: rules.texts.per_month_max,
        offers_by_month,
        func.count(),
    ),
}
