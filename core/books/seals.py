"""The seal of the book: a chain of hashes by shard and day, in which every posting has its part.

A day's head is the SHA-256 of the head before it, the shard, the day, and every posting that was
recorded on it, in one order and one form. Whoever changes, removes, adds or swaps a posting of a
sealed day changes its head. Whoever then writes the seals anew changes every head after it: that
shows in the heads that were published, so publish the newest ones where the house cannot edit.

A shard is a remainder of the member's id: members spread over many databases keep their seals.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select

from core.books.daily_totals import MARGIN
from core.kernel import Database
from core.programme import begins, local_day
from core.schema import posting, seal

SHARDS = 16
ROWS_AT_ONCE = 2_000  # that are in memory, however many a day has
GENESIS = "0" * 64
EVER = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class Head:
    day: date
    shard: int
    postings: int
    head: str

    def __str__(self) -> str:
        return f"{self.day} {self.shard} {self.postings} {self.head}"


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
_SPAN = select(func.min(seal.c.day), func.max(seal.c.day))
_FIRST_POSTING = select(func.min(posting.c.recorded_at))
_KEEP = insert(seal)


def make(database: Database, at: datetime) -> list[date]:
    """Seal every day that is over, the earliest first, a transaction each; which days those were.
    A day is over some time after midnight: see MARGIN."""
    sealed = []
    while day := database.run(lambda conn: _seal_next(conn, at)):
        sealed.append(day)
    return sealed


def heads(conn: Connection, day: date | None = None) -> list[Head]:
    """To publish: of that day, or else of the newest one sealed."""
    day = day or conn.execute(_SPAN).one()[1]
    return [Head(*row) for row in conn.execute(_OF_DAY, {"day": day})]


def check(database: Database, published: Mapping[tuple[date, int], str]) -> Iterator[str]:
    """What is not as it was sealed, or published, by shard and day; nothing, in a sound book."""
    first, newest = database.read(lambda conn: conn.execute(_SPAN).one())
    day = first
    while day is not None and day <= newest:
        yield from database.run(partial(_broken, day=day, first=first))
        yield from database.read(partial(_unlike, day=day, published=published))
        day += timedelta(days=1)
    for day, shard in sorted(published):
        if first is None or not first <= day <= newest:
            yield f"day {day}, shard {shard}: published, but not sealed"


def parse(line: str) -> tuple[tuple[date, int], str]:
    """A line as heads() prints it. ValueError: it is none."""
    day, shard, _postings, head = line.split()
    return (date.fromisoformat(day), int(shard)), head


def _seal_next(conn: Connection, at: datetime) -> date | None:
    first, newest = conn.execute(_SPAN).one()
    if newest is None:
        recorded = conn.execute(_FIRST_POSTING).scalar_one()
        if recorded is None:
            return None
        first = day = local_day(recorded)
    else:
        day = newest + timedelta(days=1)
    if day >= local_day(at - MARGIN):
        return None
    rows = [
        {"shard": h.shard, "day": day, "postings": h.postings, "head": h.head, "sealed_at": at}
        for h in _computed(conn, day, first)
    ]
    conn.execute(_KEEP, rows)
    return day


def _computed(conn: Connection, day: date, first: date) -> list[Head]:
    """From the heads that were kept for the day before, so that a broken day is the one named."""
    before = {h.shard: h.head for h in heads(conn, day - timedelta(days=1))}
    digests = [
        hashlib.sha256(f"{before.get(shard, GENESIS)} {shard} {day}\n".encode())
        for shard in range(SHARDS)
    ]
    counts = [0] * SHARDS
    # What bears a moment before the first day was put there later: it is the first day's too.
    since = EVER if day == first else begins(day)
    values = {"since": since, "before": begins(day + timedelta(days=1))}
    for row in conn.execute(_POSTINGS, values):
        shard = row.member_id % SHARDS
        digests[shard].update(_canonical(row))
        counts[shard] += 1
    return [Head(day, n, counts[n], digests[n].hexdigest()) for n in range(SHARDS)]


def _canonical(row: Row[*tuple[Any, ...]]) -> bytes:
    """A JSON list and a line's end. Moments are UTC with six decimals, on every database."""
    *plain, effective_at, recorded_at, reverses = row
    moments = [moment.isoformat(timespec="microseconds") for moment in (effective_at, recorded_at)]
    line = json.dumps([*plain, *moments, reverses], ensure_ascii=False, separators=(",", ":"))
    return line.encode() + b"\n"


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


def _unlike(conn: Connection, *, day: date, published: Mapping[tuple[date, int], str]) -> list[str]:
    return [
        f"day {day}, shard {kept.shard}: sealed anew, another head was published"
        for kept in heads(conn, day)
        if published.get((day, kept.shard), kept.head) != kept.head
    ]
