"""One key, one effect. A request that comes again gets the answer it got; another request under
the same key is refused, because one of the two would be lost without a word."""

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


def hashed(request: Values) -> str:
    """Of what is asked for, never of when: the same request comes again later."""
    text = orjson.dumps(request, default=str, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest()


def replay(conn: Connection, member_id: int, key: str, request: Values) -> Values | None:
    """What the key returned before; None: it is new. Look only after locking the row that the
    request would change: before, two deliveries of one request both find nothing."""
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
    conn.execute(_REMEMBER, _row(member_id, key, request, result, at))


def claim(
    conn: Connection, member_id: int, key: str, request: Values, result: Values, at: datetime
) -> Values | None:
    """For a request whose result is known beforehand and that locks nothing: take the key (and
    return None), or learn what it returned before. The second of two waits here for the first."""
    row = _row(member_id, key, request, result, at)
    if _CLAIM(conn, row):
        return None
    return replay(conn, member_id, key, request)


def _row(member_id: int, key: str, request: Values, result: Values, at: datetime) -> Values:
    return {
        "member_id": member_id,
        "key": key,
        "request_hash": hashed(request),
        "result": result,
        "recorded_at": at,
    }
