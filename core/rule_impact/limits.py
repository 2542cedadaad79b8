"""The dry run of what members may do: redeem, give, exchange, be texted.

A limit is held against what members did, in the days or the calendar months that it counts by: who
did more than it allows would have been refused. Of those who were refused in the past nothing is
kept, so whom a higher limit would have let through nobody knows, and it counts 0.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, func, select

from core.ledger import POINTS
from core.messaging import Topic
from core.programme import Programme, begins, local_day, months_before
from core.rule_impact.model import LOOKS_BACK_DAYS, Asks, Effect, Question, members_in
from core.schema import exchange, gift_order, member, member_account, outbox, posting, transfer


def opening(conn: Connection, question: Question) -> Iterator[Effect]:
    """As core.redemption.orders decides it: all points ever earned against the threshold of the
    moment. Who has as many now needs no sum, so it costs the postings of
    those with a small balance."""
    was, becomes = (
        rules.redemption.opens_after_points for rules in (question.was, question.becomes)
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
    yield members_in(conn, "closes_again" if becomes > was else "opens", between)


def giving_begins(conn: Connection, question: Question) -> Iterator[Effect]:
    """Decided anew with each gift of points: by the day of joining."""
    was, becomes = (
        months_before(question.on, rules.giving.membership_months_min)
        for rules in (question.was, question.becomes)
    )
    between = select(member.c.member_id).where(
        member.c.status == "active",
        member.c.joined_on > min(was, becomes),
        member.c.joined_on <= max(was, becomes),
    )
    yield members_in(conn, "giving_too_new" if becomes < was else "giving_begins", between)


def over(
    name: str,
    limit: Callable[[Programme], int],
    done: Callable[[date], Select[Any]],
    used: ColumnElement[Any],
) -> Asks:
    """Who did more within one day or month than the new limit allows, and not more than the old.
    `done`: what counts, up to today, by member and day or month; it costs that much to read."""

    def asks(conn: Connection, question: Question) -> Iterator[Effect]:
        found = done(local_day(question.at)).having(used > limit(question.becomes))
        yield members_in(conn, name, found.having(used <= limit(question.was)).distinct())

    return asks


def orders_by_day(today: date) -> Select[Any]:
    days = [today - timedelta(days=back) for back in reversed(range(LOOKS_BACK_DAYS))]
    return (
        select(gift_order.c.member_id)
        .where(gift_order.c.created_at >= begins(days[0]), gift_order.c.status != "cancelled")
        .group_by(gift_order.c.member_id, _which(gift_order.c.created_at, days))
    )


def transfers_by_month(today: date) -> Select[Any]:
    months = _months(today)
    return (
        select(transfer.c.member_id)
        .where(transfer.c.opened_at >= begins(months[0]), transfer.c.status != "refunded")
        .group_by(transfer.c.member_id, _which(transfer.c.opened_at, months))
    )


def exchanges_by_month(today: date) -> Select[Any]:
    months = _months(today)
    return (
        select(exchange.c.member_id)
        .where(exchange.c.opened_at >= begins(months[0]), exchange.c.status != "refused")
        .group_by(exchange.c.member_id, _which(exchange.c.opened_at, months))
    )


def notices_by_month(today: date) -> Select[Any]:
    months = _months(today)
    return (
        select(outbox.c.member_id)
        .where(outbox.c.topic == Topic.NOTICE, outbox.c.recorded_at >= begins(months[0]))
        .group_by(outbox.c.member_id, _which(outbox.c.recorded_at, months))
    )


def _months(today: date) -> list[date]:
    """The last calendar month and this one."""
    this = today.replace(day=1)
    return [months_before(this, 1), this]


def _which(moment: ColumnElement[Any], beginnings: list[date]) -> ColumnElement[int]:
    """Of the days or months that begin then, in the programme's own time: a database would have
    to know its zone."""
    later = [(moment < begins(first), number) for number, first in enumerate(beginnings[1:])]
    return case(*later, else_=len(later))


LIMITS: dict[str, Asks] = {
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
        "notices_per_month",
        lambda rules: rules.texts.per_month_max,
        notices_by_month,
        func.count(),
    ),
}
