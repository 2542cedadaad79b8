"""Daily totals of the programme's accounts: issued, redeemed, expired, partner:NAME, province:XX.

These accounts have no row, since every posting would queue for it. Their totals are sums of
postings, which are stored by day once the day is over.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select

from core.kernel import InsertIfNew, row_builder
from core.programme import local_day, start_of_day
from core.schema import posting, programme_day

# A posting carries its process's clock, and a process whose clock is a day behind must not post to
# a day that is closed or sealed. The price: a day's totals are available two days later.
CLOSING_DELAY = timedelta(hours=26)


@dataclass(frozen=True, slots=True, order=True)
class DailyTotal:
    """What was posted to one of the programme's accounts on one day. `postings` is their count;
    `amount` is above 0 where members got points."""

    contra: str
    unit: str
    kind: str
    postings: int
    amount: int


_SUMS = (
    select(
        posting.c.contra,
        posting.c.unit,
        posting.c.kind,
        func.count().label("postings"),
        func.sum(posting.c.amount).label("amount"),
    )
    .where(posting.c.recorded_at >= bindparam("since"), posting.c.recorded_at < bindparam("before"))
    .group_by(posting.c.contra, posting.c.unit, posting.c.kind)
)
_CLOSED = select(
    programme_day.c.contra,
    programme_day.c.unit,
    programme_day.c.kind,
    programme_day.c.postings,
    programme_day.c.amount,
).where(programme_day.c.day == bindparam("day"))
_SPAN = select(
    func.min(programme_day.c.day).label("first_day"),
    func.max(programme_day.c.day).label("last_day"),
)
_FIRST_POSTING = select(func.min(posting.c.recorded_at))
_INSERT = InsertIfNew(programme_day)
_closed_total = row_builder(DailyTotal, _CLOSED)


def days_to_close(conn: Connection, at: datetime) -> Iterator[date]:
    """The days that are over and not closed yet, the earliest first. They are closed in this order,
    so every day before the last closed one is closed."""
    last_closed = conn.execute(_SPAN).one().last_day
    first = conn.execute(_FIRST_POSTING).scalar_one() if last_closed is None else None
    if last_closed is None and first is None:
        return
    day = last_closed + timedelta(days=1) if first is None else local_day(first)
    while day < local_day(at - CLOSING_DELAY):
        yield day
        day += timedelta(days=1)


def close(conn: Connection, *, day: date) -> int:
    """Store the day's totals and return how many there are; 0 where the day is closed already."""
    if closed_totals(conn, day):
        return 0
    # Sorted: of two processes that close a day at the same time, the second waits at the first row
    # and not at one in the middle, where each could wait for the other.
    totals = posted_totals(conn, day)
    return sum(_INSERT(conn, {"day": day, **asdict(total)}) for total in totals)


def closed_totals(conn: Connection, day: date) -> list[DailyTotal]:
    """The totals stored for a closed day, sorted; none while the day is open."""
    return sorted(_closed_total(row) for row in conn.execute(_CLOSED, {"day": day}))


def posted_totals(conn: Connection, day: date) -> list[DailyTotal]:
    """The sums of the day's postings, as the ledger has them now."""
    values = {"since": start_of_day(day), "before": start_of_day(day + timedelta(days=1))}
    rows = conn.execute(_SUMS, values)
    return sorted(
        # A SUM is a Decimal in PostgreSQL.
        DailyTotal(row.contra, row.unit, row.kind, row.postings, int(row.amount))
        for row in rows
    )


def differences(conn: Connection) -> Iterator[str]:
    """For the audit: a line for each total of a closed day that its postings do not sum to."""
    span = conn.execute(_SPAN).one()
    day = span.first_day
    while day is not None and day <= span.last_day:
        closed, posted = set(closed_totals(conn, day)), set(posted_totals(conn, day))
        for total in sorted(closed - posted):
            yield f"{_described(day, total)} are closed, but not in the ledger"
        for total in sorted(posted - closed):
            yield f"{_described(day, total)} are in the ledger, but not closed"
        day += timedelta(days=1)


def _described(day: date, total: DailyTotal) -> str:
    return (
        f"day {day}, {total.contra}, {total.kind} of {total.unit}:"
        f" {total.postings} postings of {total.amount}"
    )
