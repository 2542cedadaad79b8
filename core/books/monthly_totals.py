"""Points by month: issued, redeemed, expired, and those that members have at its end (the
programme's liability)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, select

from core.books import daily_totals
from core.ledger import POINTS
from core.programme import local_day, months_before
from core.schema import programme_day

REDEEMED, EXPIRED = "redeemed", "expired"
_CLOSED = (
    select(
        programme_day.c.day,
        programme_day.c.contra,
        func.sum(programme_day.c.amount).label("amount"),
    )
    .where(programme_day.c.unit == POINTS)
    .group_by(programme_day.c.day, programme_day.c.contra)
)


@dataclass(slots=True)
class MonthTotals:
    """`issued`: less what was reversed or went to partners. `outstanding`: what members have at the
    end of the month, or now."""

    month: date  # its first day
    issued: int = 0
    redeemed: int = 0
    expired: int = 0
    outstanding: int = 0


def by_month(conn: Connection, at: datetime, *, months: int) -> list[MonthTotals]:
    """The last `months` months with the present one, the earliest first. Closed days are read from
    their totals, the few later ones from their postings."""
    this_month = local_day(at).replace(day=1)
    found = {
        month: MonthTotals(month)
        for month in (months_before(this_month, n) for n in reversed(range(months)))
    }
    first, before = next(iter(found)), 0
    for day, contra, amount in _amounts(conn, at):
        if day < first:
            before += amount
        elif totals := found.get(day.replace(day=1)):
            _add(totals, contra, amount)
    for totals in found.values():
        totals.outstanding = before = before + totals.issued - totals.redeemed - totals.expired
    return list(found.values())


def _amounts(conn: Connection, at: datetime) -> Iterable[tuple[date, str, int]]:
    for row in conn.execute(_CLOSED):
        yield row.day, row.contra, int(row.amount)  # a SUM is a Decimal in PostgreSQL
    for day in [*daily_totals.days_to_close(conn, at), *_recent_days(at)]:
        for total in daily_totals.posted_totals(conn, day):
            if total.unit == POINTS:
                yield day, total.contra, total.amount


def _recent_days(at: datetime) -> list[date]:
    """Those that are not to be closed yet."""
    first = local_day(at - daily_totals.CLOSING_DELAY)
    return [first + timedelta(days=n) for n in range((local_day(at) - first).days + 1)]


def _add(totals: MonthTotals, contra: str, amount: int) -> None:
    """`amount` is above 0 where members got points."""
    if contra == REDEEMED:
        totals.redeemed -= amount
    elif contra == EXPIRED:
        totals.expired -= amount
    else:
        totals.issued += amount
