"""Seals of the ledger: a chain of hashes by shard and day that covers every posting.

A day's head is the SHA-256 of the head before it, the shard, the day, and every posting recorded on
the day, in one order and one form. Changing, removing, adding or swapping a posting of a sealed day
changes its head. Writing the seals anew changes every later head, which no longer match the heads
that were published: publish the newest ones where the operator cannot edit them.

A shard is a remainder of the member's id, so that members spread over many databases keep their
seals.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial

from sqlalchemy import Connection, bindparam, func, insert, select

from core.books.daily_totals import CLOSING_DELAY
from core.kernel import AnyRow, Database, row_builder
from core.programme import local_day, start_of_day
from core.schema import posting, seal

SHARDS = 16
ROWS_AT_ONCE = 2_000  # in memory, however many postings a day has
GENESIS = "0" * 64
BEGINNING = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """The newest hash of a shard's chain on a day; `postings` counts what the day added."""

    day: date
    shard: int
    postings: int
    head: str

    def __str__(self) -> str:
        return f"{self.day} {self.shard} {self.postings} {self.head}"


@dataclass(frozen=True, slots=True)
class LastSealed:
    day: date
    at: datetime


_POSTINGS = (
    select(
        posting.c.member_id,
        posting.c.unit,
        posting.c.version,
        posting.c.amount,
        posting.c.balance_after,
        posting.c.contra,
        posting.c.kind,
        posting.c.memo,
        posting.c.key,
        posting.c.effective_at,
        posting.c.recorded_at,
        posting.c.reverses,
    )
    .where(posting.c.recorded_at >= bindparam("since"), posting.c.recorded_at < bindparam("before"))
    .order_by(posting.c.member_id, posting.c.unit, posting.c.version)
    .execution_options(yield_per=ROWS_AT_ONCE)
)
_SEALED = select(seal.c.day, seal.c.shard, seal.c.postings, seal.c.head).order_by(
    seal.c.day, seal.c.shard
)
_OF_DAY = _SEALED.where(seal.c.day == bindparam("day"))
_SPAN = select(func.min(seal.c.day).label("first_day"), func.max(seal.c.day).label("last_day"))
_FIRST_POSTING = select(func.min(posting.c.recorded_at))
_LAST = select(seal.c.day, seal.c.sealed_at).where(seal.c.shard == 0).order_by(seal.c.day.desc())
_INSERT = insert(seal)
_head = row_builder(Head, _SEALED)


def make(database: Database, at: datetime) -> list[date]:
    """Seal every day that is over, the earliest first, each in a transaction, and return them. A
    day is over CLOSING_DELAY after it began."""
    sealed = []
    while day := database.run(lambda conn: _seal_next(conn, at)):
        sealed.append(day)
    return sealed


def heads(conn: Connection, day: date | None = None) -> list[Head]:
    """The heads to publish: of `day`, by default of the last day sealed."""
    day = day or conn.execute(_SPAN).one().last_day
    return [_head(row) for row in conn.execute(_OF_DAY, {"day": day})]


def last_sealed(conn: Connection) -> LastSealed | None:
    """None where no day is sealed."""
    row = conn.execute(_LAST.limit(1)).first()
    return None if row is None else LastSealed(row.day, row.sealed_at)


def check(database: Database, published: Mapping[tuple[date, int], str]) -> Iterator[str]:
    """A message for each shard and day that is not as it was sealed or published. `published` has
    the heads by day and shard."""
    span = database.read(lambda conn: conn.execute(_SPAN).one())
    first, last, day = span.first_day, span.last_day, span.first_day
    while day is not None and day <= last:
        yield from database.run(partial(_broken, day=day, first=first))
        yield from database.read(partial(_unpublished, day=day, published=published))
        day += timedelta(days=1)
    for day, shard in sorted(published):
        if first is None or not first <= day <= last:
            yield f"day {day}, shard {shard}: published, but not sealed"


def parse(line: str) -> tuple[tuple[date, int], str]:
    """Day, shard and head from a line as str(Head) prints it; ValueError where it is none."""
    day, shard, _postings, head = line.split()
    return (date.fromisoformat(day), int(shard)), head


def _seal_next(conn: Connection, at: datetime) -> date | None:
    """The day after the last one sealed, or the day of the first posting; None where it is not
    over."""
    span = conn.execute(_SPAN).one()
    if span.last_day is None:
        recorded = conn.execute(_FIRST_POSTING).scalar_one()
        if recorded is None:
            return None
        first = day = local_day(recorded)
    else:
        first, day = span.first_day, span.last_day + timedelta(days=1)
    if day >= local_day(at - CLOSING_DELAY):
        return None
    rows = [
        {"shard": h.shard, "day": day, "postings": h.postings, "head": h.head, "sealed_at": at}
        for h in _computed(conn, day, first)
    ]
    conn.execute(_INSERT, rows)
    return day


def _computed(conn: Connection, day: date, first: date) -> list[Head]:
    """The day's heads from its postings and from the stored heads of the day before, so that only
    the day that was changed is reported."""
    before = {h.shard: h.head for h in heads(conn, day - timedelta(days=1))}
    digests = [
        hashlib.sha256(f"{before.get(shard, GENESIS)} {shard} {day}\n".encode())
        for shard in range(SHARDS)
    ]
    counts = [0] * SHARDS
    # A posting dated before the first day was inserted later: it counts as the first day's.
    since = BEGINNING if day == first else start_of_day(day)
    values = {"since": since, "before": start_of_day(day + timedelta(days=1))}
    for row in conn.execute(_POSTINGS, values):
        shard = row.member_id % SHARDS
        digests[shard].update(_canonical(row))
        counts[shard] += 1
    return [Head(day, n, counts[n], digests[n].hexdigest()) for n in range(SHARDS)]


def _canonical(row: AnyRow) -> bytes:
    """A posting as a JSON list in a line. Its form never changes: every seal depends on it. Moments
    are UTC with six decimals, on every database."""
    posted = [
        row.member_id,
        row.unit,
        row.version,
        row.amount,
        row.balance_after,
        row.contra,
        row.kind,
        row.memo,
        row.key,
        row.effective_at.isoformat(timespec="microseconds"),
        row.recorded_at.isoformat(timespec="microseconds"),
        row.reverses,
    ]
    return json.dumps(posted, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _broken(conn: Connection, *, day: date, first: date) -> list[str]:
    kept = {h.shard: h for h in heads(conn, day)}
    return [
        f"day {day}, shard {now.shard}: not what was sealed, {_counts(kept.get(now.shard), now)}"
        for now in _computed(conn, day, first)
        if kept.get(now.shard) != now
    ]


def _counts(was: Head | None, now: Head) -> str:
    then = f"{was.postings} postings" if was else "no seal"
    return f"{then} then and {now.postings} now"


def _unpublished(
    conn: Connection, *, day: date, published: Mapping[tuple[date, int], str]
) -> list[str]:
    return [
        f"day {day}, shard {kept.shard}: sealed anew, another head was published"
        for kept in heads(conn, day)
        if published.get((day, kept.shard), kept.head) != kept.head
    ]
