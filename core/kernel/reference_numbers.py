"""Reference numbers, which members quote: `DIGITS` digits, unique over orders, complaints and
claims together, so that a number alone says what it refers to."""

from sqlalchemy import Connection

from core.kernel.db import InsertIfNew
from core.kernel.errors import NumberTaken
from core.schema import reference

DIGITS = 8

_TAKE = InsertIfNew(reference)


def take(conn: Connection, number: str, kind: str, member_id: int, item_id: str) -> None:
    """Reserve `number` for an item. NumberTaken has to leave the transaction: Database.run() runs
    the work again, where the caller draws another number."""
    values = {"number": number, "kind": kind, "member_id": member_id, "item_id": item_id}
    if not _TAKE(conn, values):
        raise NumberTaken(number)
