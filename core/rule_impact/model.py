"""What a dry run of the rules is asked, and what it finds: whom a change touches, and how many."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from core.programme import Programme
from core.schema import member

EXAMPLES_MAX = 5
LOOKS_BACK_DAYS = 30


@dataclass(frozen=True, slots=True)
class Question:
    """What becomes of whom, if from day `on` it is `becomes` that holds, and not `was`; asked `at`,
    on what the book knows then."""

    was: Programme
    becomes: Programme
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Example:
    member_id: int
    number: str


@dataclass(frozen=True, slots=True)
class Effect:
    """`name` says what is counted. None: nothing that is there today is touched, or nobody can know
    beforehand. `was`, `becomes` and `on`: two tiers, and the day of a rating."""

    name: str
    count: int | None
    examples: tuple[Example, ...] = ()
    was: str = ""
    becomes: str = ""
    on: date | None = None


Asks = Callable[[Connection, Question], Iterator[Effect]]


def members_in(conn: Connection, name: str, found: Select[Any]) -> Effect:
    """Of members by their ids, each once. The count comes with the first few: one query."""
    touched = found.subquery()
    listed = (
        select(func.count().over().label("all_of_them"), member.c.member_id, member.c.number)
        .select_from(member)
        .join(touched, touched.c.member_id == member.c.member_id)
        .order_by(member.c.member_id)
        .limit(EXAMPLES_MAX)
    )
    rows = conn.execute(listed).all()
    examples = tuple(Example(row.member_id, row.number) for row in rows)
    return Effect(name, int(rows[0].all_of_them) if rows else 0, examples)


def rows_in(conn: Connection, name: str, found: Select[Any]) -> Effect:
    counted = select(func.count()).select_from(found.subquery())
    return Effect(name, int(conn.execute(counted).scalar_one()))


def only_new(name: str) -> Asks:
    """It holds for what begins from that day on; nothing is there to be counted."""

    def asks(conn: Connection, question: Question) -> Iterator[Effect]:
        yield Effect(name, None)

    return asks
