"""Idempotency keys: one key, one effect.

A request that comes again gets the result it got before. Another request under the same key is
refused with KeyReused, since one of the two would be lost unnoticed. Keys are a member's own.
"""

import hashlib
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, insert, select

from core.kernel.db import InsertIfNew
from core.kernel.errors import KeyReused
from core.schema import idempotency

_FIND = select(idempotency.c.request_hash, idempotency.c.result).where(
    idempotency.c.member_id == bindparam("member_id"), idempotency.c.key == bindparam("key")
)
_REMEMBER = insert(idempotency)
_CLAIM = InsertIfNew(idempotency)
Values = dict[str, Any]
"""A request, a result, or a row, by name."""


def hashed(request: Values) -> str:
    """The hash that tells one request from another. `request` holds what is asked for, never when:
    the same request comes again later."""
    text = orjson.dumps(request, default=str, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest()


def replay(conn: Connection, member_id: int, key: str, request: Values) -> Values | None:
    """The result kept under the key, or None where the key is new. Call it after locking the row
    that the request would change: without the lock, two deliveries of one request both find
    nothing."""
    row = conn.execute(_FIND, {"member_id": member_id, "key": key}).first()
    if row is None:
        return None
    if row.request_hash != hashed(request):
        raise KeyReused(key)
    result: Values = row.result
    return result


def remember(
    conn: Connection, member_id: int, key: str, request: Values, result: Values, at: datetime
) -> None:
    """Store the result of a request under its key, after replay() has returned None."""
    remember_hash(conn, member_id, key, hashed(request), result, at)


def remember_hash(
    conn: Connection, member_id: int, key: str, request_hash: str, result: Values, at: datetime
) -> None:
    """As remember(), where the request was hashed before."""
    conn.execute(_REMEMBER, key_row(member_id, key, request_hash, result, at))


def claim(
    conn: Connection, member_id: int, key: str, request: Values, result: Values, at: datetime
) -> Values | None:
    """Take the key and return None, or return the result stored under it: for a request that locks
    nothing and whose result is known beforehand. Of two concurrent calls the second waits for the
    first. Raises KeyReused if the key was taken for another request."""
    row = key_row(member_id, key, hashed(request), result, at)
    if _CLAIM(conn, row):
        return None
    return replay(conn, member_id, key, request)


def key_row(member_id: int, key: str, request_hash: str, result: Values, at: datetime) -> Values:
    """A row of the table. The columns are always in this order, which COPY relies on."""
    return {
        "member_id": member_id,
        "key": key,
        "request_hash": request_hash,
        "result": result,
        "recorded_at": at,
    }
