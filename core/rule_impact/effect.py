"""The input and output of a dry run, and the queries that its estimators share."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from core.programme import Programme
from core.schema import member

EXAMPLES_MAX = 5
LOOK_BACK_DAYS = 30


@dataclass(frozen=True, slots=True)
class Proposal:
    """The rules `becomes` instead of `was`, from the day `on`. `at` is the moment of the dry run,
    which knows the data of that moment."""

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
    """`name` is a word that the desk has a sentence for, about what is counted. `count` is None
    where nothing that exists today is affected, or where it cannot be known beforehand. `was`,
    `becomes` and `on` are the two tiers and the day of a rating."""

    name: str
    count: int | None
    examples: tuple[Example, ...] = ()
    was: str = ""
    becomes: str = ""
    on: date | None = None


Estimator = Callable[[Connection, Proposal], Iterator[Effect]]


def count_members(conn: Connection, name: str, found: Select[Any]) -> Effect:
    """Count the members whose ids `found` selects, each once. The first few come with the count, in
    one query."""
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


def count_rows(conn: Connection, name: str, found: Select[Any]) -> Effect:
    """Count the rows that `found` selects, without examples."""
    counted = select(func.count()).select_from(found.subquery())
    return Effect(name, int(conn.execute(counted).scalar_one()))


def unaffected(name: str) -> Estimator:
    """An estimator for a rule that applies only to what begins on its day or later: there is
    nothing to count."""

    def estimate(conn: Connection, proposal: Proposal) -> Iterator[Effect]:
        yield Effect(name, None)

    return estimate
