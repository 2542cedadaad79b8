"""Carries out each request of a client once, however often it comes.

The row of a request is inserted before its work is done, in the same transaction: an equal request
at the same moment waits for the first, and then gets its answer. What moves points takes a key of
the ledger that is made of the client and the request's key, so that a request which comes again
after its answer was deleted still has no second effect.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select, update

from core.kernel import InsertIfNew, KeyReused, Values, idempotency
from core.schema import api_request

KEPT = timedelta(days=7)

_CLAIM = InsertIfNew(api_request)
_SAME = (api_request.c.client_id == bindparam("whose"), api_request.c.key == bindparam("which"))
_FIND = select(api_request.c.request_hash, api_request.c.answer).where(*_SAME)
_FINISH = update(api_request).where(*_SAME).values(answer=bindparam("becomes"))
_PRUNE = delete(api_request).where(api_request.c.recorded_at < bindparam("before"))


@dataclass(frozen=True, slots=True)
class KeyedRequest:
    """`key`: as the client gave it. `asked`: what is asked for, by which an equal request is told
    from another one with the same key."""

    client_id: str
    key: str
    asked: Values

    @property
    def ledger_key(self) -> str:
        return f"api:{self.client_id}:{self.key}"


def once(
    conn: Connection, request: KeyedRequest, work: Callable[[Connection], Values], at: datetime
) -> Values:
    """Do the work and return its answer; or, if it was done before, only return the answer. An
    exception from `work` leaves the key unused.

    Raises KeyReused: another request has come with the same key.
    """
    request_hash = idempotency.hashed(request.asked)
    row = {"client_id": request.client_id, "key": request.key, "request_hash": request_hash}
    same = {"whose": request.client_id, "which": request.key}
    if not _CLAIM(conn, row | {"recorded_at": at}):
        found = conn.execute(_FIND, same).one()
        if found.request_hash != request_hash:
            raise KeyReused(request.key)
        before: Values = found.answer
        return before
    answer = work(conn)
    conn.execute(_FINISH, same | {"becomes": answer})
    return answer


def prune(conn: Connection, at: datetime) -> int:
    """Delete the requests older than KEPT. Returns their number."""
    return conn.execute(_PRUNE, {"before": at - KEPT}).rowcount
