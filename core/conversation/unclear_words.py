"""What members wrote or said and the hotline did not understand, without anything about the member:
the day, the channel, the language, the words and how often they came.

A supervisor assigns the words to a wish; phrases that were assigned go to the corpus from which the
understanding is trained. Rows are kept for KEPT_FOR, at most ROWS_PER_DAY_MAX of a day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import BigInteger, Connection, bindparam, cast, delete, func, select, update

from core.kernel import InsertIfNew, NotFound, row_builder
from core.schema import unclear_words as table

KEPT_FOR = timedelta(days=90)
ROWS_PER_DAY_MAX = 500
WORDS_CHARS_MAX = 60
DISCARDED = "discarded"
"""Instead of a wish: the words are of no use."""


class UnclearWords(NamedTuple):
    """words: blanked of what identifies anybody, at most WORDS_CHARS_MAX characters."""

    day: date
    channel: str
    language: str
    words: str


@dataclass(frozen=True, slots=True)
class UnclearPhrase:
    """The same words on all days and channels. first, last: the days on which they came."""

    language: str
    words: str
    times: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class AssignedPhrase:
    language: str
    words: str
    label: str


_NEW = InsertIfNew(table)
_THIS = (
    (table.c.day == bindparam("of"))
    & (table.c.channel == bindparam("by"))
    & (table.c.language == bindparam("in_language"))
    & (table.c.words == bindparam("said"))
)
_ADD = update(table).where(_THIS).values(times=table.c.times + bindparam("more"))
_TAKE_BACK = (
    update(table)
    .where(_THIS, table.c.times >= bindparam("fewer"))
    .values(times=table.c.times - bindparam("fewer"))
)
_ROWS_OF_DAY = select(func.count()).where(table.c.day == bindparam("day"))
_TIMES = cast(func.sum(table.c.times), BigInteger)
_OPEN = (
    select(
        table.c.language,
        table.c.words,
        _TIMES.label("times"),
        func.min(table.c.day).label("first"),
        func.max(table.c.day).label("last"),
    )
    .group_by(table.c.language, table.c.words)
    .having(func.count(table.c.label) == 0, _TIMES > 0)
    .order_by(_TIMES.desc(), table.c.language, table.c.words)
)
_ASSIGN = (
    update(table)
    .where(table.c.language == bindparam("in_language"), table.c.words == bindparam("said"))
    .values(label=bindparam("as_label"))
)
_ASSIGNED = (
    select(table.c.language, table.c.words, table.c.label)
    .where(table.c.label.is_not(None), table.c.label != DISCARDED)
    .distinct()
    .order_by(table.c.label, table.c.language, table.c.words)
)
_PRUNE = delete(table).where(table.c.day < bindparam("before"))
_build_phrase = row_builder(UnclearPhrase, _OPEN)
_build_assigned = row_builder(AssignedPhrase, _ASSIGNED)


def add(conn: Connection, counted: Mapping[UnclearWords, int]) -> None:
    """Add to the counts, in the order of the keys, so that two processes that add at the same
    moment do not deadlock. A negative count takes back: what was asked about was meant after all.
    Words that come once the day is full are left out."""
    left = {
        day: ROWS_PER_DAY_MAX - conn.execute(_ROWS_OF_DAY, {"day": day}).scalar_one()
        for day in sorted({each.day for each in counted})
    }
    for each, times in sorted(counted.items()):
        where = {
            "of": each.day,
            "by": each.channel,
            "in_language": each.language,
            "said": each.words,
        }
        if times < 0:
            conn.execute(_TAKE_BACK, where | {"fewer": -times})
        elif not conn.execute(_ADD, where | {"more": times}).rowcount and left[each.day] > 0:
            if _NEW(conn, each._asdict() | {"times": times, "label": None}):
                left[each.day] -= 1
            else:  # another process was faster
                conn.execute(_ADD, where | {"more": times})


def not_assigned(conn: Connection, rows: int | None = None) -> list[UnclearPhrase]:
    """The `rows` most frequent phrases that nobody has assigned yet; all of them for None."""
    wanted = _OPEN if rows is None else _OPEN.limit(rows)
    return [_build_phrase(row) for row in conn.execute(wanted)]


def assign(conn: Connection, language: str, words: str, label: str) -> None:
    """Assign the words to a wish, on all days. Raises NotFound if there are no such words."""
    values = {"in_language": language, "said": words, "as_label": label}
    if not conn.execute(_ASSIGN, values).rowcount:
        raise NotFound(words)


def assigned(conn: Connection) -> Sequence[AssignedPhrase]:
    """The phrases that were assigned to a wish, by wish."""
    return [_build_assigned(row) for row in conn.execute(_ASSIGNED)]


def prune(conn: Connection, *, today: date) -> int:
    """Delete rows older than KEPT_FOR. Returns their number."""
    return conn.execute(_PRUNE, {"before": today - KEPT_FOR}).rowcount
