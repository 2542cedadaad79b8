"""The programme's accounts: issued, redeemed, expired, partner:NAME, province:XX.

None of them has a row that every posting would queue for. What went through one is the sum of its
postings, kept by day once the day is over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select

from core.kernel import InsertIfNew
from core.programme import begins, local_day
from core.schema import posting, programme_day

# A posting bears the clock of the process that made it, and one that is a day behind must not post
# into a day that is closed or sealed. The price: yesterday's totals are there tomorrow.
MARGIN = timedelta(hours=26)


@dataclass(frozen=True, slots=True, order=True)
class Total:
    """Of one day, from the members' side: above 0 the programme gave. `postings` is a count."""

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
        func.count(),
        func.sum(posting.c.amount),
    )
    .where(posting.c.recorded_at >= bindparam("since"), posting.c.recorded_at < bindparam("before"))
    .group_by(posting.c.contra, posting.c.unit, posting.c.kind)
)
_KEPT = select(
    programme_day.c.contra,
    programme_day.c.unit,
    programme_day.c.kind,
    programme_day.c.postings,
    programme_day.c.amount,
).where(programme_day.c.day == bindparam("day"))
_SPAN = select(func.min(programme_day.c.day), func.max(programme_day.c.day))
_FIRST_POSTING = select(func.min(posting.c.recorded_at))
_KEEP = InsertIfNew(programme_day)


def days_to_close(conn: Connection, at: datetime) -> Iterator[date]:
    """The days that are over and not closed yet, the earliest first. They are closed in this order,
    so all that is before the newest closed one is closed too."""
    newest = conn.execute(_SPAN).one()[1]
    first = conn.execute(_FIRST_POSTING).scalar_one() if newest is None else None
    if newest is None and first is None:
        return
    day = newest + timedelta(days=1) if first is None else local_day(first)
    while day < local_day(at - MARGIN):
        yield day
        day += timedelta(days=1)


def close(conn: Connection, *, day: date) -> int:
    """Keep the day's totals; how many there are. 0 also where they are kept already."""
    if kept(conn, day):
        return 0
    # In order: of two that close a day at once the second waits at the first row, and not in the
    # middle for one that waits for it.
    return sum(
        _KEEP(
            conn,
            {
                "day": day,
                "contra": total.contra,
                "unit": total.unit,
                "kind": total.kind,
                "postings": total.postings,
                "amount": total.amount,
            },
        )
        for total in posted(conn, day)
    )


def kept(conn: Connection, day: date) -> list[Total]:
    return sorted(Total(*row) for row in conn.execute(_KEPT, {"day": day}))


def posted(conn: Connection, day: date) -> list[Total]:
    """What the postings of the day come to, as the book has them now."""
    values = {"since": begins(day), "before": begins(day + timedelta(days=1))}
    rows = conn.execute(_SUMS, values)
    return sorted(
        Total(contra, unit, kind, count, int(amount))  # a SUM is a Decimal in PostgreSQL
        for contra, unit, kind, count, amount in rows
    )


def differences(conn: Connection) -> Iterator[str]:
    """For the audit: where a closed day is not what its postings say. Nothing, in a sound book."""
    first, newest = conn.execute(_SPAN).one()
    while first is not None and first <= newest:
        closed, book = set(kept(conn, first)), set(posted(conn, first))
        for total in sorted(closed - book):
            yield f"{_said(first, total)} are kept, but not in the book"
        for total in sorted(book - closed):
            yield f"{_said(first, total)} are in the book, but not kept"
        first += timedelta(days=1)


def _said(day: date, total: Total) -> str:
    return (
        f"day {day}, {total.contra}, {total.kind} of {total.unit}:"
        f" {total.postings} postings of {total.amount}"
    )
