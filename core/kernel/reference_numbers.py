"""Numbers that members quote: 8 digits, unique over orders, complaints and claims together, so
that a number alone says what it is about."""

from sqlalchemy import Connection

from core.kernel.db import InsertIfNew
from core.kernel.errors import NumberTaken
from core.schema import reference

_TAKE = InsertIfNew(reference)


def take(conn: Connection, number: str, kind: str, member_id: int, item_id: str) -> None:
    """NumberTaken has to leave the transaction: Database.run() does the work again, and the
    caller draws another number there."""
    values = {"number": number, "kind": kind, "member_id": member_id, "item_id": item_id}
    if not _TAKE(conn, values):
        raise NumberTaken(number)
