"""Marks of the book as a whole, one row each.

audit   when it was audited last, with the number of violations
epoch   a word that changes when the book is restored from a backup: what anybody has remembered of
        it in an earlier epoch may not have happened in this one
serves_from
        the revision of the oldest release that may go on with the schema as it is
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from core.kernel import InsertIfNew
from core.schema import book_mark

AUDIT, EPOCH, SERVES_FROM = "audit", "epoch", "serves_from"
FIRST_EPOCH = "first"


@dataclass(frozen=True, slots=True)
class AuditMark:
    at: datetime
    violations: int


_FIND = select(book_mark.c.value, book_mark.c.at).where(book_mark.c.name == bindparam("which"))
_CHANGE = (
    update(book_mark)
    .where(book_mark.c.name == bindparam("which"))
    .values(value=bindparam("became"), at=bindparam("now"))
)
_insert_if_new = InsertIfNew(book_mark)


def note_audit(conn: Connection, violations: int, at: datetime) -> None:
    note(conn, AUDIT, str(violations), at)


def last_audit(conn: Connection) -> AuditMark | None:
    row = conn.execute(_FIND, {"which": AUDIT}).first()
    return None if row is None else AuditMark(row.at, int(row.value))


def begin_epoch(conn: Connection, at: datetime) -> str:
    """The new epoch, which has begun now."""
    epoch = secrets.token_hex(8)
    note(conn, EPOCH, epoch, at)
    return epoch


def epoch(conn: Connection) -> str:
    return value(conn, EPOCH) or FIRST_EPOCH


def value(conn: Connection, name: str) -> str | None:
    row = conn.execute(_FIND, {"which": name}).first()
    return None if row is None else str(row.value)


def note(conn: Connection, name: str, became: str, at: datetime) -> None:
    if not _insert_if_new(conn, {"name": name, "value": became, "at": at}):
        conn.execute(_CHANGE, {"which": name, "became": became, "now": at})
