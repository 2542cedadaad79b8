"""Reference numbers, which members quote: `DIGITS` digits, unique over orders, complaints and
claims together, so that a number alone says what it refers to."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from core.kernel.db import InsertIfNew
from core.kernel.errors import NotFound, NumberTaken
from core.schema import reference

DIGITS = 8


@dataclass(frozen=True, slots=True)
class Referred:
    """The item that a number stands for, and whose it is."""

    member_id: int
    item_id: str


_FIND = select(reference.c.member_id, reference.c.item_id).where(
    reference.c.number == bindparam("number"), reference.c.kind == bindparam("kind")
)
_TAKE = InsertIfNew(reference)


def take(conn: Connection, number: str, kind: str, member_id: int, item_id: str) -> None:
    """Reserve `number` for an item. NumberTaken has to leave the transaction: Database.run() runs
    the work again, where the caller draws another number."""
    values = {"number": number, "kind": kind, "member_id": member_id, "item_id": item_id}
    if not _TAKE(conn, values):
        raise NumberTaken(number)


def find(conn: Connection, number: str, kind: str) -> Referred:
    """A step of its own before the item is read, which is on another server than its number where
    the database is distributed (docs/distribution.md). Raises NotFound."""
    row = conn.execute(_FIND, {"number": number, "kind": kind}).first()
    if row is None:
        raise NotFound(f"no {kind} {number}")
    return Referred(row.member_id, row.item_id)
